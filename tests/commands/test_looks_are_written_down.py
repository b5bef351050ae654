"""What a command shows or writes of a child is in the history, as it would be from the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

from desktop.services.boards import open_board
from desktop.services.history import AuditQuery, trail

SECRET = "nine violet otters sing"
LOOKS = {
    "show": (("show", "1", "--json"), "export", "Record given out"),
    "export": (("export", "1", "-o", "record.json"), "export", "Record given out"),
    "assess": (("assess", "1", "--json"), "view", "Record read by a command"),
    "timeline": (("timeline", "1"), "view", "Record read by a command"),
    "summary": (("summary", "1", "-o", "page.pdf"), "print", "Page saved as PDF"),
}


@pytest.fixture
def filled(run: Run, hospital: Path, secret: Path, spreadsheet: Path) -> Path:
    done = run("import", spreadsheet, "--board", hospital, "--passphrase-file", secret)
    assert done.code == 0, done.err
    return hospital


def deeds(folder: Path, kind: str) -> list[tuple[str, int]]:
    with open_board(folder, passphrase=SECRET, write=False) as board:
        return [(one.entry.action, one.number) for one in trail(board, AuditQuery(kinds=(kind,)))]


@pytest.mark.sampled(3, 0)
@pytest.mark.parametrize("name", LOOKS)
def test_a_look_by_a_command_is_written_down(
    run: Run, filled: Path, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    words, kind, action = LOOKS[name]
    monkeypatch.chdir(tmp_path)
    assert deeds(filled, kind) == []
    done = run(*words, "--board", filled, "--passphrase-file", secret)
    assert (done.code, done.err) == (0, "") or name == "timeline"
    assert deeds(filled, kind) == [(action, 1)]


@pytest.mark.sampled(3, 0)
@pytest.mark.parametrize("name", LOOKS)
def test_a_board_that_is_held_is_read_and_that_is_said(
    run: Run, filled: Path, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    words, kind, _ = LOOKS[name]
    monkeypatch.chdir(tmp_path)
    with open_board(filled, passphrase=SECRET):
        done = run(*words, "--board", filled, "--passphrase-file", secret)
    assert done.code == 0
    assert "can only be read now: that this record was read is not in its history" in done.err
    assert deeds(filled, kind) == []


def test_a_wrong_passphrase_is_in_the_history(run: Run, filled: Path, secret: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.txt"
    wrong.write_text("seven purple lynxes hum\n", encoding="utf-8")
    assert run("show", "1", "--json", "--board", filled, "--passphrase-file", wrong).code == 1
    assert deeds(filled, "unlocking") == []
    assert run("show", "1", "--json", "--board", filled, "--passphrase-file", secret).code == 0
    assert deeds(filled, "unlocking") == [("Failed unlock", 0)]
