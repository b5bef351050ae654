"""`meetings`, `pack` and `outcomes`: what they print and write, and that it is written down for whom."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from command_line import Run
from pdf_reading import page_texts

from desktop.app import build_library
from desktop.services.boards import open_board
from desktop.services.cases import find_case, save_case


@pytest.fixture
def demo(run: Run, tmp_path: Path) -> Path:
    folder = tmp_path / "demo.crestboard"
    assert run("demo", folder, "--cases", 3).code == 0
    return folder


def test_meetings_are_listed_with_their_numbers(run: Run, demo: Path) -> None:
    found = run("--board", demo, "meetings", "--json").json
    assert [one["number"] for one in found] == list(range(1, len(found) + 1))
    last = found[-1]
    assert last == {
        "number": len(found), "day": "2026-11-26", "begins": "14:00", "place": "Zztest room 4",
        "chair": "Zztest Chair", "status": "planned", "children": 3, "put_off": 0, "minutes": 40,
    }  # fmt: skip
    told = run("--board", demo, "meetings")
    assert len(told.out.splitlines()) == len(found) and told.err.startswith(f"{len(found)} meetings.")


def test_a_pack_and_outcomes_are_written_and_written_down(run: Run, demo: Path, tmp_path: Path) -> None:
    found = run("--board", demo, "meetings", "--json").json
    coming, past = found[-1]["number"], found[-2]["number"]
    pack, outcomes = tmp_path / "pack.pdf", tmp_path / "outcomes.pdf"
    done = run("--board", demo, "pack", coming, "-o", pack, "--recipient", "Zztest Radiologist", "--paper", "letter")
    assert done.code == 0, done.err
    assert run("--board", demo, "outcomes", past, "-o", outcomes).code == 0
    assert "for Zztest Radiologist" in page_texts(pack.read_bytes())[0]
    assert "LOCKED" in page_texts(outcomes.read_bytes())[0]
    assert "earlier copy" not in done.err
    with open_board(demo) as board:
        first = find_case(board, "1")
        save_case(board, build_library(), first, replace(first, given_name="Beta"), "Change of name")
    again = run("--board", demo, "pack", coming, "-o", tmp_path / "again.pdf")
    assert "the record of case 1. Held by Zztest Radiologist (" in again.err
    with open_board(demo, write=False) as board, board.database.read() as work:
        told = [one for one in work.audit.entries(None, None) if one.entity == "print"]
    assert {one.changes["document"][1] for one in told} == {"pack", "outcomes"}
    packs = [one for one in told if one.changes["document"][1] == "pack" and "recipient" in one.changes]
    assert len(packs) == 3 and all(one.case_id for one in packs), "in the history of every child on it"
    assert {one.changes["recipient"][1] for one in packs} == {"Zztest Radiologist"}


def test_a_meeting_that_is_not_there_is_refused(run: Run, demo: Path, tmp_path: Path) -> None:
    for words in ("99", "next"):
        refused = run("--board", demo, "pack", words, "-o", tmp_path / "pack.pdf")
        assert refused.code == 1 and "`meetings` prints" in refused.err
    assert not (tmp_path / "pack.pdf").exists()


def test_a_folder_that_cannot_be_written_is_refused_and_that_is_written_down(run: Run, demo: Path) -> None:
    refused = run("--board", demo, "outcomes", "1", "-o", demo / "nowhere" / "outcomes.pdf")
    assert refused.code == 1
    with open_board(demo, write=False) as board, board.database.read() as work:
        told = [one.action for one in work.audit.entries(None, None) if one.entity == "print"]
    assert "Paper did not go out after all" in told
