"""A command line without a terminal: every command runs through the program's own door."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Ran, Run

from desktop.__main__ import main


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Run:
    """Run ``crestboard`` with these words, in a home of its own."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("CRESTBOARD_BOARD", raising=False)

    def call(*words: object) -> Ran:
        code = main([str(word) for word in words])
        printed = capsys.readouterr()
        return Ran(code, printed.out, printed.err)

    return call


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    """A passphrase file."""
    path = tmp_path / "passphrase.txt"
    path.write_text("nine violet otters sing\n", encoding="utf-8")
    return path


@pytest.fixture
def hospital(run: Run, tmp_path: Path, secret: Path) -> Path:
    """An empty board made by the command."""
    folder = tmp_path / "hospital.crestboard"
    made = run("create", folder, "--user", "Zztest Coordinator", "--passphrase-file", secret)
    assert made.code == 0, made.err
    return folder


@pytest.fixture
def spreadsheet(tmp_path: Path) -> Path:
    """A small registry export in the shape of the published one; these children do not exist."""
    path = tmp_path / "cases.csv"
    path.write_text(
        "Patient ID,Sex,Age at diagnosis (days),INSS stage,MYCN status,High risk (recorded),Outcome class,"
        "Progression,Days to event,Death from disease,Follow-up (days)\n"
        "ZZ-1,M,1808,4,Normal,Y,Unfavorable,Y,2016,Y,2836\n"
        "ZZ-2,F,217,4S,Amplified,Y,Neither,N,2306,N,2306\n"
        "ZZ-3,F,0,1,Normal,N,Favorable,N,900,N,900\n",
        encoding="utf-8",
    )
    return path
