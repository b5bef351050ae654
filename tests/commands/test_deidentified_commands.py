"""``summary --deidentified`` and ``export --deidentified``: what scripts of a hospital can rely on."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run
from pdf_reading import page_texts


@pytest.fixture
def at(run: Run, hospital: Path, secret: Path, spreadsheet: Path) -> tuple[object, ...]:
    """A board with children, and how it is opened."""
    here = ("--board", hospital, "--passphrase-file", secret)
    assert run(*here, "import", spreadsheet).code == 0
    return here


def test_a_summary_without_whose_it_is(run: Run, at: tuple[object, ...], tmp_path: Path) -> None:
    out = tmp_path / "out.pdf"
    ran = run(*at, "summary", "mrn:ZZ-2", "-o", out, "--deidentified")
    assert ran.code == 0, ran.err
    assert "children of the list" in ran.err and "Free texts left out: " in ran.err
    told = " ".join(page_texts(out.read_bytes()))
    assert "DE-IDENTIFIED" in told and "ZZ-2" not in told


def test_a_record_without_whose_it_is(run: Run, at: tuple[object, ...], tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    ran = run(*at, "export", "mrn:ZZ-2", "-o", out, "--deidentified", "--coarser", "sex", "age")
    assert ran.code == 0, ran.err
    assert "children of the list" in ran.err and "ZZ-2" not in out.read_text()
    told = json.loads(out.read_text())
    assert told["format"] == "crestboard-record"
    assert told["case"]["identifiers"][0]["system"].startswith("de-identified")


def test_the_counts_are_said_before_anything_is_written(run: Run, at: tuple[object, ...], tmp_path: Path) -> None:
    ran = run(*at, "summary", "mrn:ZZ-2", "-o", tmp_path / "no" / "folder.pdf", "--deidentified")
    assert ran.code == 1
    assert "children of the list" in ran.err


def test_coarser_without_deidentified_is_refused(run: Run, at: tuple[object, ...], tmp_path: Path) -> None:
    for command in ("summary", "export"):
        ran = run(*at, command, "mrn:ZZ-2", "-o", tmp_path / "out", "--coarser", "sex")
        assert ran.code == 1 and "--deidentified" in ran.err
        assert not (tmp_path / "out").exists()
