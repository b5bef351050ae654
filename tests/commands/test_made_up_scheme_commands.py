"""A scheme that exists nowhere goes the whole way from one TOML file: command line, list of facts, window's ledger."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run

import resources

MADE_UP = """
kind = "scheme"
id = "made-up"
version = "0.1.0"
title = "A scheme for this test"
place = 9
valid_from = 2026-01-01
columns = ["mycn"]
source = ["TEST"]

[sources.TEST]
short = "Test"
text = "This test"

[[row]]
id = "T-1"
when = { mycn = ["amplified"] }
then = ["high"]
text = "amplified"
source = ["TEST"]
status = "OK1"

[[row]]
id = "T-2"
when = { mycn = ["not_amplified"] }
then = ["very_low"]
text = "not amplified"
source = ["TEST"]
status = "OK1"
"""


@pytest.fixture
def with_made_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """The file as if it lay beside the others; nothing else of the program is touched."""
    read, names = resources.read_text, resources.names
    monkeypatch.setattr(resources, "read_text", lambda name: MADE_UP if name == "risk/made-up.toml" else read(name))

    def listed(folder: str, suffix: str) -> list[str]:
        return [*names(folder, suffix), *(["risk/made-up.toml"] if folder == "risk" else [])]

    monkeypatch.setattr(resources, "names", listed)


@pytest.mark.usefixtures("with_made_up")
def test_the_command_line_has_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.json"
    path.write_text(json.dumps({"mycn": "amplified"}), encoding="utf-8")
    answers = run("assess", "--facts", path, "--json").json
    assert [one["scheme"] for one in answers] == [
        *("cog-v2", "cog-v1", "inrg-2009", "nccn-2026", "siopen-hr"),
        "made-up",
    ]
    assert (answers[-1]["groups"], answers[-1]["rows"], answers[-1]["settled"]) == (["high"], ["T-1"], True)
    assert "made-up 0.1.0" in run("--version").out


@pytest.mark.usefixtures("with_made_up")
def test_a_stored_child_is_assessed_by_it(run: Run, hospital: Path, spreadsheet: Path, secret: Path) -> None:
    board = ("--board", hospital, "--passphrase-file", secret)
    assert run(*board, "import", spreadsheet).code == 0
    (found,) = run(*board, "assess", "mrn:ZZ-1", "--scheme", "made-up", "--json").json
    assert (found["groups"], found["citations"][0]["source"]) == (["very_low"], "Test")
