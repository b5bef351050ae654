"""``backup`` and ``restore`` from the command line."""

from __future__ import annotations

import json
from pathlib import Path

from command_line import Run


def test_a_board_goes_into_one_file_and_comes_back(
    run: Run, hospital: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    told = ("--passphrase-file", secret)
    assert run("import", spreadsheet, "--profile", "seqc-en", "--board", hospital, *told).code == 0
    listed = run("list", "--json", "--board", hospital, *told).out
    assert len(json.loads(listed)) == 3
    target = tmp_path / "ward.crestboard-backup"
    made = run("backup", target, "--board", hospital, *told)
    assert (made.code, made.err) == (0, "")
    assert made.out == f"Backup of 3 case records written to {target} and verified.\n"
    new = tmp_path / "new.crestboard"
    back = run("restore", target, "--board", new, *told)
    assert back.code == 0, back.err
    assert run("list", "--json", "--board", new, *told).out == listed
    assert run("check", "--board", new, *told).code == 0
    over = run("restore", target, "--board", hospital, *told)
    assert over.code == 0, over.err
    assert "is as it was in ward.crestboard-backup" in over.out
    assert run("list", "--json", "--board", hospital, *told).out == listed


def test_refusals_are_one_line(run: Run, hospital: Path, secret: Path, tmp_path: Path) -> None:
    told = ("--board", hospital, "--passphrase-file", secret)
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    for words in (("backup", taken), ("restore", taken), ("restore", tmp_path / "none"), ("backup", tmp_path / "a/b")):
        ran = run(*words, *told)
        assert ran.code == 1, words
        assert ran.out == ""
        assert len(ran.err.splitlines()) == 1, ran.err
    assert taken.read_text(encoding="utf-8") == "mine"
    assert run("check", *told).code == 0


def test_a_demonstration_comes_back_without_a_passphrase(run: Run, tmp_path: Path) -> None:
    demo = tmp_path / "demo.crestboard"
    assert run("demo", demo, "--cases", "3").code == 0
    assert run("backup", tmp_path / "demo.crestboard-backup", "--board", demo).code == 0
    back = run("restore", tmp_path / "demo.crestboard-backup", "--board", tmp_path / "again.crestboard")
    assert back.code == 0, back.err
    assert len(json.loads(run("list", "--json", "--board", tmp_path / "again.crestboard").out)) == 3
