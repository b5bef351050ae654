"""What the chart of laboratory markers may show: points with a value, a day and a limit, joined only where alike."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from builders import full_case
from hypothesis import given
from hypothesis import strategies as st

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.timeline import EventStatus
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.marker_chart import Lacks, MarkerChart, chart_of, phase_spans
from desktop.services.plans import plan_case

LIBRARY = build_library()
TODAY = date(2026, 11, 23)
START = date(2026, 8, 3)
UNITS = [(marker, LIBRARY.markers.marker(marker).units[0]) for marker in Marker]


def result(day: str = "2026-11-02", value: str = "22", limit: str | None = "11", **changed: object) -> MarkerResult:
    fields: dict[str, object] = {"marker": Marker.VMA, "unit": MarkerUnit.UMOL_MMOL, **changed}
    origin = {name: str(fields.pop(name, "")) for name in ("laboratory", "method", "specimen")}
    return MarkerResult(
        provenance=Provenance(performed_on=PartialDate.parse(day) if day else None, **origin),  # type: ignore[arg-type]
        value=known(Decimal(value)),
        upper_limit=known(Decimal(limit)) if limit else NOT_ASKED,
        **fields,  # type: ignore[arg-type]
    )


def chart(*markers: MarkerResult, case: Case | None = None) -> MarkerChart:
    case = replace(case or Case(), markers=markers)
    return chart_of(LIBRARY, case, plan_case(LIBRARY, case, TODAY), TODAY)


def with_plan(*done: tuple[str, int]) -> Case:
    events = tuple(PlanEvent(event=one, actual=START + timedelta(days=day)) for one, day in done)
    return Case(plans=(TreatmentPlan(template="cog-high-risk", template_version="1", start=START, events=events),))


def test_a_point_has_its_day_and_its_multiple_oldest_first() -> None:
    (one,) = chart(result("2026-11-02", "22"), result("2026-09-01", "55"), result("2026-10-01", "5.5")).series
    assert (one.name, one.number) == ("VMA", 0)
    assert [(point.day.month, point.times) for point in one.points] == [(9, 5), (10, Decimal("0.5")), (11, 2)]
    assert one.before(one.points[0]) is None
    assert one.before(one.points[2]) == one.points[1]


def test_of_two_results_of_one_day_the_later_entered_stands_last() -> None:
    (one,) = chart(result(value="11"), result(value="33")).series
    assert [point.times for point in one.points] == [1, 3]


def test_what_lacks_a_value_a_limit_or_a_day_is_told_and_never_drawn() -> None:
    waits = MarkerResult(marker=Marker.NSE, unit=MarkerUnit.NG_ML, value=silent(Silence.REQUESTED))
    bare, monthly, undated = result(limit=None), result("2026-11"), result("")
    found = chart(bare, monthly, undated, waits, result("2026-10", limit=None))
    assert found.series == ()
    assert {why: len(ones) for why, ones in found.undrawn.items()} == {Lacks.VALUE: 1, Lacks.LIMIT: 2, Lacks.DAY: 2}
    assert found.find(bare.id) is None


@given(
    st.lists(
        st.tuples(st.booleans(), st.booleans(), st.sampled_from(["", "2026", "2026-10", "2026-10-01", "2025-02-28"])),
        max_size=8,
    )
)
def test_every_result_is_either_drawn_or_told(drawn: list[tuple[bool, bool, str]]) -> None:
    markers = [
        replace(result(day, limit="11" if limit else None), value=known(Decimal(3)) if value else NOT_ASKED)
        for value, limit, day in drawn
    ]
    found = chart(*markers)
    points = [point.key for one in found.series for point in one.points]
    told = [line.result.id for ones in found.undrawn.values() for line in ones]
    assert sorted((*points, *told)) == sorted(one.id for one in markers)
    for one in markers:
        performed = one.provenance.performed_on
        whole = one.value.is_known and one.upper_limit.is_known and performed is not None and performed.full is not None
        assert (one.id in points) == whole


@pytest.mark.parametrize(
    "other",
    [
        result("2026-10-01", "60", "18", unit=MarkerUnit.MG_G, laboratory="Demo Lab"),
        result("2026-10-01", laboratory="Zztest Lab"),
        result("2026-10-01", laboratory="Demo Lab", method="LC-MS/MS"),
        result("2026-10-01", laboratory="Demo Lab", specimen="24-hour urine"),
    ],
)
def test_a_line_joins_only_what_was_measured_alike(other: MarkerResult) -> None:
    first, last = (result(day, laboratory="Demo Lab") for day in ("2026-09-01", "2026-11-02"))
    (one,) = chart(first, other, last).series
    assert [[point.key for point in run] for run in one.runs()] == [[first.id, last.id], [other.id]]


def test_a_marker_keeps_its_number_while_another_cannot_be_drawn() -> None:
    ldh = result(marker=Marker.LDH, unit=MarkerUnit.U_L)
    (one,) = chart(result(limit=None), ldh).series
    assert (one.name, one.number) == ("LDH", 2)


def test_a_marker_has_the_same_mark_whichever_others_the_child_has() -> None:
    alone = {marker: chart(result(marker=marker, unit=MarkerUnit(unit))).series[0].number for marker, unit in UNITS}
    assert alone == {marker: place for place, marker in enumerate(Marker)}
    together = chart(*(result(marker=marker, unit=MarkerUnit(unit)) for marker, unit in UNITS)).series
    assert [one.number for one in together] == [0, 1, 2, 3, 4]


def test_a_corrected_result_is_not_drawn_beside_its_correction() -> None:
    first = result()
    (one,) = chart(first, result(value="33", supersedes=first.id)).series
    assert [point.times for point in one.points] == [3]


def test_without_a_plan_there_is_no_phase() -> None:
    assert chart(result()).phases == ()
    assert chart(result()).phase_on(TODAY) == ""


def test_phases_stand_where_courses_really_were_and_say_what_is_only_planned() -> None:
    late = with_plan(("C1", 0), ("C2", 40))
    found = chart(result("2026-09-12"), case=late)
    induction, following = found.phases[:2]
    plan = {one.id: one for one in plan_case(LIBRARY, late, TODAY)}
    assert (induction.words, induction.begins, induction.begun, induction.over) == ("Induction", START, True, False)
    assert induction.ends == plan["C5"].ends
    assert not following.begun
    assert following.words == f"{following.title}, planned"
    assert found.phase_on(START - timedelta(days=1)) == ""
    assert found.phase_on(START) == "Induction"
    assert found.phase_on(following.begins) == "", "nobody has begun it"


def test_a_phase_is_over_once_all_its_courses_are() -> None:
    done = with_plan(("C1", 0), ("C2", 21), ("C3", 42), ("C4", 63), ("C5", 80))
    assert [one.over for one in chart(case=done).phases][:2] == [chart(case=done).phases[0].ends < TODAY, False]


def test_courses_that_were_left_out_make_no_phase() -> None:
    case = full_case()
    plan = tuple(replace(one, status=EventStatus.SKIPPED) for one in plan_case(LIBRARY, case, TODAY))
    assert phase_spans(LIBRARY, case, plan, TODAY) == ()
