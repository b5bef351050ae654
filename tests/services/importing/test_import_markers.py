"""Laboratory markers from a list: value, unit, the laboratory's own limit and the day; a series from several files."""

from __future__ import annotations

import csv
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from import_helpers import Outcome

from desktop.app import build_library
from desktop.clinical.answers import Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.boards import Board
from desktop.services.cases import find_case, history
from desktop.services.importing import import_file, write_template
from desktop.services.importing.sheets import Cell
from desktop.services.markers import marker_lines
from desktop.services.records import record_of
from desktop.services.undoing import begin, read_on, undo

Take = Callable[..., Outcome]

VMA = {
    "VMA": "20.5",
    "VMA unit": "mg/g creatinine",
    "VMA upper limit": "13",
    "Date of VMA sample": "2026-03-04",
    "VMA laboratory": "Demo Lab",
}


def row(**more: Cell) -> dict[str, Cell]:
    return {"mrn": "ZZ-1", **VMA, **more}


def only(case: Case) -> MarkerResult:
    (one,) = case.markers
    return one


def test_a_result_with_all_that_its_report_says(take: Take) -> None:
    one = only(take(row()).case)
    assert (one.marker, one.unit) == (Marker.VMA, MarkerUnit.MG_G)
    assert (one.value, one.upper_limit) == (known(Decimal("20.5")), known(Decimal(13)))
    assert (one.provenance.performed_on, one.provenance.laboratory) == (PartialDate(2026, 3, 4), "Demo Lab")


def test_several_markers_of_a_row_are_results_of_their_own(take: Take) -> None:
    more = {"LDH": "310", "LDH unit": "U/L", "Ferritin": "40", "Ferritin unit": "\u00b5g/L"}
    case = take(row(**more)).case
    assert [(one.marker, one.unit) for one in case.markers] == [
        (Marker.VMA, MarkerUnit.MG_G),
        (Marker.LDH, MarkerUnit.U_L),
        (Marker.FERRITIN, MarkerUnit.UG_L),
    ]


def test_a_result_that_is_awaited_says_so(take: Take) -> None:
    one = only(take({"mrn": "ZZ-1", "NSE": "requested 2026-11-18, Demo Lab", "NSE unit": "ng/mL"}).case)
    assert one.value == Answer(silence=Silence.REQUESTED, on=PartialDate(2026, 11, 18), where="Demo Lab")


def test_a_unit_or_a_limit_that_stands_in_every_row_makes_no_result(take: Take) -> None:
    assert not take(row(VMA=None)).case.markers


@pytest.mark.parametrize(
    ("cells", "column", "words"),
    [
        ({"VMA unit": None}, "VMA", "has no unit"),
        ({"VMA unit": "U/L"}, "VMA unit", "use mg_g, ug_mg, mg_mg"),
        ({"VMA unit": "unknown"}, "VMA unit", "is not a word of this column"),
        ({"LDH": "300", "LDH unit": "ng/mL"}, "LDH unit", "use u_l"),
        ({"VMA": "-3"}, "VMA", "cannot be negative"),
        ({"VMA": "20 mg/g"}, "VMA", "without a sign or a unit"),
        ({"VMA": "<2"}, "VMA", "is not a number"),
        ({"VMA": "high"}, "VMA", "is not a number"),
        ({"VMA": "1,234"}, "VMA", "thousands or as a decimal"),
        ({"VMA": "NaN "}, "VMA unit", ""),
        ({"VMA upper limit": "0"}, "VMA upper limit", "above 0"),
        ({"VMA upper limit": "-1"}, "VMA upper limit", "above 0"),
        ({"Date of VMA sample": "04/03/2026"}, "Date of VMA sample", "two ways"),
        ({"Date of VMA sample": "2026-12-24"}, "Date of VMA sample", "in the future"),
        ({"born": "2026-03-05"}, "Date of VMA sample", "before the birth"),
    ],
)
def test_what_no_laboratory_reports_is_refused_where_it_stands(
    take: Take, cells: dict[str, Cell], column: str, words: str
) -> None:
    outcome = take(row(**cells))
    if not words:
        assert only(outcome.case).value.silence is Silence.UNKNOWN_AT_SOURCE
        return
    (one,) = outcome.decision.rejected
    assert one.column == column
    assert words in one.reason
    assert not outcome.cases


def test_the_same_file_again_changes_nothing(take: Take) -> None:
    stored = take(row()).case
    assert take(row(), stored=[stored]).counts() == (0, 0, 1, 0)
    less = {"mrn": "ZZ-1", "VMA": "20.5", "VMA unit": "mg_g"}
    assert take(less, stored=[stored]).counts() == (0, 0, 1, 0)


def test_another_day_is_one_more_result_of_the_series(take: Take) -> None:
    stored = take(row()).case
    outcome = take(row(VMA="9", **{"Date of VMA sample": "2026-05-04"}), stored=[stored])
    first, second = outcome.case.markers
    assert (first, second.value, second.supersedes) == (only(stored), known(Decimal(9)), None)
    assert not outcome.decision.warnings
    assert outcome.decision.lines[0].changes == "VMA: 9"
    undated = take(row(VMA="7", **{"Date of VMA sample": None}), stored=[outcome.case]).case
    assert [one.value.value for one in undated.markers] == [Decimal("20.5"), Decimal(9), Decimal(7)]
    assert all(one.supersedes is None for one in undated.markers)


def test_the_same_day_corrects_and_keeps_what_it_was(take: Take) -> None:
    stored = take(row()).case
    outcome = take(row(VMA="21", **{"VMA unit": "ug/mg"}), stored=[stored])
    first, second = outcome.case.markers
    assert (second.supersedes, second.value, second.unit) == (first.id, known(Decimal(21)), MarkerUnit.UG_MG)
    assert "stays readable" in outcome.warning


def test_another_marker_of_the_day_corrects_nothing(take: Take) -> None:
    stored = take(row()).case
    hva = {"mrn": "ZZ-1", "HVA": "30", "HVA unit": "mg/g", "Date of HVA sample": "2026-03-04"}
    outcome = take(hva, stored=[stored])
    assert [one.supersedes for one in outcome.case.markers] == [None, None]
    assert not outcome.decision.warnings


def test_from_the_template_to_the_record_and_back(board: Board, tmp_path: Path) -> None:
    library = build_library()
    path = tmp_path / "list.csv"
    write_template(library.profiles, path)
    (headings,) = csv.reader(path.read_text("utf-8-sig").splitlines())
    told = {"Hospital number": "ZZ-1", **VMA}
    with path.open("a", encoding="utf-8", newline="") as file:
        csv.writer(file).writerow([told.get(heading, "") for heading in headings])
    dry = import_file(board, library, path, dry_run=True)
    report = import_file(board, library, path)
    assert (report.created, report.rejected, report.ignored_columns) == (1, (), ())
    assert dry.lines == report.lines
    case = find_case(board, "mrn:ZZ-1")
    document: Any = record_of(case)
    (one,) = document["case"]["markers"]
    assert (one["marker"], one["value"], one["unit"], one["upper_limit"]) == ("vma", "20.5", "mg_g", "13")
    assert one["provenance"]["performed_on"] == "2026-03-04"
    assert one["provenance"]["entered_by"] == board.person.name
    assert import_file(board, library, path).unchanged == 1
    (line,) = marker_lines(library, case)
    assert str(line.times).startswith("1.57")
    entry = next(one for one in history(board, case.id) if one.entity == "marker_results")
    assert entry.changes["value"] == [None, "20.5"]


def test_a_later_result_goes_with_its_import_in_one_step(board: Board, tmp_path: Path) -> None:
    library, path = build_library(), tmp_path / "list.csv"
    for value, day in (("20", "2026-03-04"), ("9", "2026-05-04")):
        path.write_text(f"mrn,VMA,VMA unit,vma_performed_on\nZZ-1,{value},mg/g,{day}\n", encoding="utf-8")
        steps = begin(board)
        import_file(board, library, path)
    assert len(find_case(board, "mrn:ZZ-1").markers) == 2
    undo(board, library, read_on(board, steps).undo[-1])
    assert only(find_case(board, "mrn:ZZ-1")).value == known(Decimal(20))


AMOUNTS = st.decimals(min_value=0, max_value=999_999, places=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(Marker), AMOUNTS, st.dates()), min_size=1, max_size=6))
def test_a_series_of_files_is_told_once_each_however_often_they_come(
    take: Take, measured: list[tuple[Marker, Decimal, object]]
) -> None:
    rows = []
    for marker, amount, day in measured:
        told = {f"{marker}": str(amount), f"{marker}_unit": take_unit(marker)}
        rows.append({"mrn": "ZZ-1", **told, f"{marker}_performed_on": f"{day}"})
    rows = [one for one in rows if "2000" <= next(v for k, v in one.items() if k.endswith("_on"))[:4] <= "2025"]
    stored: list[Case] = []
    for one in (*rows, *rows[-1:]):
        outcome = take(one, stored=stored)
        stored = outcome.cases or stored
    if rows:
        assert outcome.counts() == (0, 0, 1, 0)
        days = {(k, v) for one in rows for k, v in one.items() if k.endswith("_on")}
        replaced = {one.supersedes for one in stored[0].markers}
        assert sum(one.id not in replaced for one in stored[0].markers) == len(days)


def take_unit(marker: Marker) -> str:
    return {Marker.VMA: "mg_g", Marker.HVA: "umol_mmol", Marker.LDH: "u_l"}.get(marker, "ng_ml")
