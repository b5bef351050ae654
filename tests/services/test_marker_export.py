"""Chart and results leave the board: written down first, without a name, with every silence and its reason."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import full_case

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.cases import new_case, save_case
from desktop.services.marker_chart import MarkerChart, chart_of
from desktop.services.marker_export import (
    CSV_SAVED,
    FAILED,
    HEADS,
    PICTURE_SAVED,
    proposed_name,
    save_picture,
    save_results,
)
from desktop.services.plans import plan_case

LIBRARY = build_library()
TODAY = date(2026, 11, 23)


@pytest.fixture
def child(board: Board) -> Case:
    return new_case(board, LIBRARY, full_case())


def chart(case: Case) -> MarkerChart:
    return chart_of(LIBRARY, case, plan_case(LIBRARY, case, TODAY), TODAY)


def actions(board: Board, case: Case) -> list[str]:
    with board.database.read() as work:
        return [one.action for one in work.audit.entries(case.id, limit=3)]


def test_every_result_leaves_with_its_limit_or_the_reason_why_there_is_none(
    board: Board, child: Case, tmp_path: Path
) -> None:
    path = tmp_path / "results.csv"
    assert save_results(board, LIBRARY, child, chart(child), path)
    heads, *rows = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert tuple(heads) == HEADS
    vma, hva, ferritin = (dict(zip(heads, row, strict=True)) for row in rows)
    assert (vma["Marker"], vma["Date"], vma["Result"], vma["Own upper limit"]) == ("VMA", "2026-09-15", "38.60", "11.0")
    assert vma["Times limit"] == "3.5091"
    assert (vma["Unit"], vma["Laboratory"], vma["Method"]) == (
        "µmol/mmol creatinine", "Demo Lab", "LC-MS/MS, spot urine",
    )  # fmt: skip
    assert (hva["Times limit"], hva["Why there is no limit"]) == ("", "unknown at the source")
    assert (ferritin["Result"], ferritin["Why there is no result"]) == ("", "requested 01 Oct 2026, Demo Lab")
    assert ferritin["Why there is no limit"] == "", "without a result nobody misses a limit"
    assert actions(board, child)[0] == CSV_SAVED


def test_the_phase_stands_beside_a_result_of_its_days(board: Board, child: Case, tmp_path: Path) -> None:
    day = replace(child.markers[0].provenance, performed_on=child.responses[0].provenance.performed_on)
    moved = replace(child, markers=(replace(child.markers[0], provenance=day),))
    moved = save_case(board, LIBRARY, child, moved, "Another day")
    path = tmp_path / "results.csv"
    save_results(board, LIBRARY, moved, chart(moved), path)
    _, row = csv.reader(path.read_text("utf-8-sig").splitlines())
    assert row[HEADS.index("Phase of treatment")] == "Induction"


def test_neither_file_names_the_child(board: Board, child: Case, tmp_path: Path) -> None:
    path = tmp_path / proposed_name(child, "csv")
    save_results(board, LIBRARY, child, chart(child), path)
    assert path.name == f"case-{child.number}-biomarkers.csv"
    told = path.read_text("utf-8-sig")
    assert not [one for one in ("Zztest", "Alpha", "ZZ-4711") if one in told or one in path.name]


def test_a_picture_leaves_as_it_is_and_is_written_down(board: Board, child: Case, tmp_path: Path) -> None:
    path = tmp_path / "chart.png"
    assert save_picture(board, child, b"a picture", path)
    assert path.read_bytes() == b"a picture"
    with board.database.read() as work:
        (entry,) = work.audit.entries(child.id, limit=1)
    assert (entry.action, entry.entity) == (PICTURE_SAVED, "export")
    assert set(entry.changes) == {"digest", "case_version"}


def test_where_the_file_cannot_be_written_that_is_written_down_too(board: Board, child: Case, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="could not be written"):
        save_picture(board, child, b"", tmp_path / "no folder" / "chart.png")
    assert actions(board, child)[:2] == [FAILED, PICTURE_SAVED]


@pytest.mark.parametrize("read_only", [False, True])
def test_what_was_changed_meanwhile_does_not_go_out(board: Board, child: Case, tmp_path: Path, read_only: bool) -> None:
    save_case(board, LIBRARY, child, replace(child, markers=()), "Removal of all")
    with pytest.raises(UserError, match="nothing went out"):
        save_picture(replace(board, read_only=read_only), child, b"", tmp_path / "chart.png")
    assert list(tmp_path.glob("chart*")) == []
    assert PICTURE_SAVED not in actions(board, child)


def test_from_a_board_that_is_only_read_it_leaves_and_the_person_is_told(
    board: Board, child: Case, tmp_path: Path
) -> None:
    before = actions(board, child)
    assert not save_results(replace(board, read_only=True), LIBRARY, child, chart(child), tmp_path / "results.csv")
    assert (tmp_path / "results.csv").exists()
    assert actions(board, child) == before
