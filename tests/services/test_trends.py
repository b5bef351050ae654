"""Lesions and marrow over time: what is drawn, what is told instead, the lines of limits, and what leaves."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from builders import full_case
from test_guided_response import LEFT, RIGHT, sample, whole

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.marrow_levels import MarrowLevels
from desktop.clinical.record.imaging import Lesion, Measurement
from desktop.clinical.results import Provenance
from desktop.services.boards import Board
from desktop.services.cases import new_case, save_case
from desktop.services.lesion_trend import lesion_trend
from desktop.services.marrow_trend import marrow_trend
from desktop.services.plans import plan_case
from desktop.services.trend_export import save_trend_picture, save_trend_rows
from desktop.services.trends import Trend
from resources import read_text

LIBRARY = build_library()
TODAY = date(2026, 11, 23)
MASS = Lesion(name=known("Left adrenal mass"), tissue=known("primary"))
NODE = Lesion(name=known("Node"), tissue=known("lymph_node"))


def size(lesion: Lesion, day: str, mm: str | None) -> Measurement:
    value = known(Decimal(mm)) if mm is not None else NOT_ASKED
    return Measurement(
        provenance=Provenance(performed_on=PartialDate.parse(day)),
        lesion=known(str(lesion.id)), length_mm=value, short_axis_mm=value,
    )  # fmt: skip


def lesions(case: Case) -> Trend:
    return lesion_trend(LIBRARY, case, plan_case(LIBRARY, case, TODAY), TODAY)


def marrow(case: Case) -> Trend:
    return marrow_trend(LIBRARY, case, plan_case(LIBRARY, case, TODAY), TODAY)


SIZES = (size(MASS, "2026-06-01", "50"), size(MASS, "2026-08-01", "30"), size(MASS, "2026-10-01", "36"))


def test_every_lesion_has_its_points_and_the_baseline_is_marked() -> None:
    trend = lesions(Case(lesions=(MASS, NODE), measurements=(*SIZES, size(NODE, "2026-06-01", "18"))))
    mass, node = trend.series
    assert [(one.day, one.value, one.marked) for one in mass.points] == [
        (date(2026, 6, 1), 50, True), (date(2026, 8, 1), 30, False), (date(2026, 10, 1), 36, False),
    ]  # fmt: skip
    assert (node.name, node.number, len(node.points)) == ("Node", 1, 1)


def test_the_lines_of_a_measurement_are_from_its_baseline_and_its_nadir() -> None:
    trend = lesions(Case(lesions=(MASS,), measurements=SIZES))
    first, _, last = trend.series[0].points
    assert [(one.value, one.words) for one in last.levels] == [
        (50, "baseline 50 mm"), (35, "−30 % baseline 35 mm"), (36, "+20 % nadir 36 mm"),
    ]  # fmt: skip
    assert [one.value for one in first.levels] == [50, 35, 60]


def test_changes_are_told_with_what_is_unverified() -> None:
    trend = lesions(Case(lesions=(MASS, NODE), measurements=(*SIZES, size(NODE, "2026-06-01", "18"))))
    told = trend.told[SIZES[2].id]
    assert told.startswith("Left adrenal mass, 01 Oct 2026: longest diameter 36 mm.")
    assert "−14 mm (−28.0 %) from baseline 50 mm of 01 Jun 2026." in told
    assert (
        "+6 mm (+20.0 %) from nadir 30 mm of 01 Aug 2026 (this definition of the nadir is unverified); exactly 20 % up"
        in told
    )
    assert "(sources differ on this limit)" in told
    assert (
        "short axis 18 mm (the rule that this axis counts is unverified)." in trend.told[trend.series[1].points[0].key]
    )


def test_what_is_not_known_is_told_and_interrupts_the_line() -> None:
    gap, vague, loose = size(MASS, "2026-09-01", None), size(MASS, "2026-11", "37"), size(NODE, "2026-06-01", "9")
    trend = lesions(Case(lesions=(MASS,), measurements=(*SIZES, gap, vague, loose)))
    assert [len(run) for run in trend.series[0].runs] == [2, 1]
    assert trend.find(gap.id) is None
    assert "Not drawn" in trend.told[gap.id]
    assert "not known to the day" in trend.told[vague.id]
    assert trend.told[loose.id] == "Not drawn: it names no lesion."
    assert trend.notes[0].startswith("Not drawn: 1 (Left adrenal mass), the size that counts is not recorded; 1 (Left")


def test_the_highest_share_of_a_day_is_drawn_and_every_sample_leads_to_it() -> None:
    first, last = whole("35", "2026-07-02"), whole("3", "2026-11-17")
    last = (replace(last[0], tumour_percent=known(Decimal("4.5"))), *last[1:])
    trend = marrow(Case(marrow_samples=(*last, *first)))
    (points,) = trend.series[0].runs
    assert [(one.day, one.value, one.doubted) for one in points] == [
        (date(2026, 7, 2), 35, False), (date(2026, 11, 17), Decimal("4.5"), False),
    ]  # fmt: skip
    assert {trend.find(one.id) for one in last} == {(trend.series[0], points[1])}
    assert points[1].key == last[0].id
    assert [(one.value, one.words) for one in trend.levels] == [
        (5, "5 % minimal disease"), (20, "20 % progression if doubled"),
    ]  # fmt: skip
    assert (
        "Highest of 4 that day: 4.5 % (the rule that the highest counts is unverified). Complete study: two aspirates"
        in trend.told[last[1].id]
    )


def test_a_day_with_an_open_sample_is_told_and_not_drawn() -> None:
    waiting = replace(sample(RIGHT, "trephine", "0", "2026-09-01"), tumour_percent=NOT_ASKED)
    middle = (sample(LEFT, "aspirate", "60", "2026-09-01"), waiting)
    trend = marrow(Case(marrow_samples=(*whole("35", "2026-07-02"), *middle, *whole("3", "2026-11-17"))))
    assert [len(run) for run in trend.series[0].runs] == [1, 1], "nothing joins over a day that is not known"
    assert trend.notes[0] == "Not drawn: 01 Sep 2026 (1 of 2 open)."
    assert "1 of 2 has no percentage yet" in trend.told[middle[0].id]


def test_a_study_that_is_not_complete_has_another_mark() -> None:
    trend = marrow(Case(marrow_samples=(sample(LEFT, "aspirate", "3"),)))
    assert trend.series[0].points[0].doubted
    assert "Not a complete study" in next(iter(trend.told.values()))


def test_a_study_that_is_not_known_to_be_complete_is_not_called_incomplete() -> None:
    trend = marrow(Case(marrow_samples=tuple(replace(one, core_mm=NOT_ASKED) for one in whole("3", "2026-11-17"))))
    assert trend.series[0].points[0].doubted
    assert "Whether it is a complete study is not known" in next(iter(trend.told.values()))
    assert {one[trend.heads.index("Complete study that day")] for one in trend.rows} == {"not known"}


@pytest.mark.parametrize("draw", [lesions, marrow])
def test_without_entries_there_is_nothing(draw: object) -> None:
    trend = lesions(Case()) if draw is lesions else marrow(Case())
    assert (trend.series, trend.notes, trend.rows) == ((), (), ())


@pytest.mark.parametrize(
    ("old", "new"), [("percent = 20", "percent = 5"), ("percent = 5", "percent = 0"), ("[highest]", "[lowest]")]
)
def test_limits_that_cannot_be_are_refused(old: str, new: str) -> None:
    with pytest.raises(RuleFileError):
        MarrowLevels.parse(read_text("marrow/levels.toml").replace(f"\n{old}", f"\n{new}"))


@pytest.fixture
def child(board: Board) -> Case:
    case = replace(full_case(), lesions=(MASS,), measurements=SIZES, marrow_samples=whole("3", "2026-11-17"))
    return new_case(board, LIBRARY, case)


def actions(board: Board, case: Case) -> list[str]:
    with board.database.read() as work:
        return [one.action for one in work.audit.entries(case.id, limit=3)]


@pytest.mark.parametrize("draw", [lesions, marrow])
def test_rows_and_picture_leave_without_a_name_and_are_written_down(
    board: Board, child: Case, tmp_path: Path, draw: object
) -> None:
    trend = lesions(child) if draw is lesions else marrow(child)
    path = tmp_path / trend.leaving.proposed_name(child, "csv")
    assert save_trend_rows(board, child, trend, path)
    told = path.read_text("utf-8-sig")
    heads, *rows = csv.reader(told.splitlines())
    assert tuple(heads) == trend.heads
    assert [tuple(one.removeprefix("'") for one in row) for row in rows] == [*trend.rows]
    assert not [one for one in ("Zztest", "Alpha") if one in told or one in path.name]
    assert save_trend_picture(board, child, trend, b"a picture", tmp_path / "a.png")
    assert actions(board, child)[:2] == [trend.leaving.picture_saved, trend.leaving.csv_saved]
    told_as = LIBRARY.labels.words["history_action"]
    assert {trend.leaving.picture_saved, trend.leaving.csv_saved, trend.leaving.failed} <= {*told_as}


def test_what_was_changed_meanwhile_does_not_go_out(board: Board, child: Case, tmp_path: Path) -> None:
    save_case(board, LIBRARY, child, replace(child, measurements=()), "Removal of all")
    with pytest.raises(UserError, match="nothing went out"):
        save_trend_rows(board, child, lesions(child), tmp_path / "a.csv")
    assert list(tmp_path.glob("a*")) == []


def test_where_the_file_cannot_be_written_that_is_written_down_too(board: Board, child: Case, tmp_path: Path) -> None:
    trend = marrow(child)
    with pytest.raises(UserError, match="could not be written"):
        save_trend_picture(board, child, trend, b"", tmp_path / "none" / "a.png")
    assert actions(board, child)[:2] == [trend.leaving.failed, trend.leaving.picture_saved]


def test_growth_of_a_small_lesion_is_five_millimetres_at_the_least() -> None:
    """A fifth more of 11 mm would be 13.2 mm; growth of less than 5 mm is none."""
    edge = next(one for one in LIBRARY.sizes.edges if one.change > 0)
    assert edge.limit(Decimal(11)) == Decimal(16)
    assert edge.limit(Decimal(25)) == Decimal(30)
    assert edge.limit(Decimal(30)) == Decimal(36)
