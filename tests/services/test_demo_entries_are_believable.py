"""What a paediatric oncologist would look for in the entries of the demonstration: they agree with the facts, the plan
and each other.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.imaging import MarrowSample
from desktop.clinical.results import Result
from desktop.clinical.timeline import EventKind
from desktop.services.demo import demonstration_cases
from desktop.services.entry_doubts import doubts_of
from desktop.services.idrf import checklist, set_of, staging_differs
from desktop.services.lesions import lesion_series
from desktop.services.marrow_study import highest, is_adequate
from desktop.services.plans import plan_case
from desktop.services.scans import scans_of, view_of

TODAY = date(2026, 11, 23)
LIBRARY = build_library()
CHILDREN = [case for seed in (1, 2) for case in demonstration_cases(LIBRARY, 24, seed)]


@pytest.fixture(params=range(24), ids=lambda place: CHILDREN[place].given_name or "nameless")
def children(request: pytest.FixtureRequest) -> list[Case]:
    """One described child, as every seed tells of it."""
    return CHILDREN[request.param :: 24]


def entries(case: Case) -> Iterator[tuple[str, Result]]:
    for table in ENTRY_TYPES:
        for one in getattr(case, table):
            yield table, one


def days(case: Case, table: str, one: Result) -> dict[str, PartialDate]:
    kind = LIBRARY.record.kinds[table]
    found = {each.name: getattr(one, each.name).value for each in kind.fields if each.asked.value == "date"}
    found |= {"on": one.provenance.performed_on, "reported": one.provenance.reported_on}
    return {name: day for name, day in found.items() if day is not None}


def test_no_day_lies_ahead_but_one_on_which_something_is_due(children: list[Case]) -> None:
    for case in children:
        for table, one in entries(case):
            told = days(case, table, one)
            assert all(day.latest <= TODAY for name, day in told.items() if name != "due_on"), (table, told)
            assert told.get("on", PartialDate(1900)).latest <= told.get("reported", PartialDate(2100)).earliest
            began, ended = told.get("began_on"), told.get("ended_on")
            assert began is None or ended is None or began.latest <= ended.earliest


def test_nothing_was_done_before_birth_but_what_is_called_so(children: list[Case]) -> None:
    for case in children:
        born = case.born.value.full if case.born.value else None
        for table, one in entries(case):
            on = one.provenance.performed_on
            early = getattr(getattr(one, "occasion", None), "value", "") == "before_birth"
            assert born is None or on is None or early or on.earliest >= born - timedelta(days=90), table
            assert early or table in {"germline", "predispositions", "counselling", "screenings", "relatives"} or (
                on is None or born is None or on.earliest >= born
            ), table  # fmt: skip


def test_nothing_is_worth_a_second_look(children: list[Case]) -> None:
    for case in children:
        for table, one in entries(case):
            short = case.given_name == "Sierra" and table == "marrow_samples"
            assert short or not doubts_of(LIBRARY, case, LIBRARY.record.kinds[table], one, TODAY), (
                case.given_name,
                table,
            )


def test_the_checklist_says_what_staging_says(children: list[Case]) -> None:
    for case in children:
        if case.idrf_findings:
            told = {one.choice.code: one.finding for one in checklist(LIBRARY, case)}
            assert set_of(LIBRARY, told).value in {case.stagings[0].idrfs.value, None}
            assert all(one.is_known for one in told.values())


def test_deposits_and_marrow_samples_agree_with_staging(children: list[Case]) -> None:
    for case in children:
        staged = {str(one) for one in case.stagings[0].metastases.value or ()} if case.stagings else set()
        for one in case.metastatic_deposits:
            if one.present.is_known:
                assert (str(one.site.value) in staged) is one.present.value, one.site.value
        first = _of_day(case, first=True)
        if first:
            share = highest(first)
            assert share == case.stagings[0].marrow_percent.value
            assert is_adequate(LIBRARY.marrow_levels.adequate, first) is not (case.given_name == "Sierra"), (
                "an infant's cores are short"
            )


def _of_day(case: Case, *, first: bool) -> list[MarrowSample]:
    taken = sorted({str(one.provenance.performed_on) for one in case.marrow_samples})
    wanted = taken[0 if first else -1] if taken else ""
    return [one for one in case.marrow_samples if str(one.provenance.performed_on) == wanted]


def test_primaries_have_the_site_of_the_fact(children: list[Case]) -> None:
    for case in children:
        assert {str(one.site.value) for one in case.primaries} <= {str(case.primary_site.value)}


def test_measurements_were_taken_on_their_study_and_the_response_is_that_of_their_sizes(children: list[Case]) -> None:
    for case in children:
        for found in lesion_series(LIBRARY, case):
            for line in found.series.lines:
                study = found.study(line)
                assert study is not None and study.provenance.performed_on == line.measured.day
                assert line.size is not None
            last, graded = found.series.last, case.responses[-1].response_primary.value if case.responses else None
            if found.lesion.tissue.value == "primary" and last is not None and last.baseline and graded is not None:
                assert last.size is not None and last.baseline.percent is not None
                expected = "CR" if last.size < 10 else "PR" if last.baseline.percent <= -30 else "SD"
                assert graded == expected, case.given_name


def test_scans_are_scored_where_mibg_is_taken_up_and_the_bone_agrees(children: list[Case]) -> None:
    for case in children:
        views = [view_of(LIBRARY, case, one) for one in scans_of(case)]
        for view in views:
            assert view is not None
            if view.score is None:
                assert case.given_name == "Lima", "one scan is left half scored"
                continue
            bone = case.stagings[0].marrow_mibg.value
            assert not (view.before is None and view.score.skeletal == 0 and bone is True)


def test_high_risk_children_are_scored_at_diagnosis_and_after_induction() -> None:
    scored = {case.given_name: {str(one.occasion.value) for one in case.scans} for case in CHILDREN[:24] if case.scans}
    assert {"Alpha", "Bravo", "Hotel", "Kilo", "Oscar", "X-Ray"} <= {*scored}
    assert all("diagnosis" in one for one in scored.values())
    assert all("post_induction" in scored[name] for name in ("Hotel", "Kilo", "Oscar", "X-Ray"))


def test_courses_given_are_those_of_the_plan(children: list[Case]) -> None:
    for case in children:
        if not case.plans or not case.treatments:
            continue
        events = {one.id: one for one in plan_case(LIBRARY, case, TODAY)}
        induction = [f"C{place}" for place in range(1, 6) if events[f"C{place}"].actual]
        chemo = [one for one in case.treatments if one.modality.value == "chemotherapy"]
        assert sum(one.courses.value or 0 for one in chemo) == len(induction)
        begun = {events[one].actual for one in induction}
        assert {one.began_on.value.full for one in chemo if one.began_on.value} <= begun
        given = [one for one in case.treatments if one.modality.value == "high_dose_stem_cell_rescue"]
        assert len(given) == sum(1 for name in ("HDC1", "HDC2") if events[name].actual)
        assert {one.began_on.value.full for one in given if one.began_on.value} <= {
            one.actual for one in events.values() if one.kind is EventKind.COURSE
        }


def test_side_effects_begin_in_or_after_their_treatment(children: list[Case]) -> None:
    for case in children:
        treatments = {str(one.id): one for one in case.treatments}
        for one in case.toxicities:
            began, given = one.began_on.value, treatments[str(one.treatment.value)].began_on.value
            assert began is not None and given is not None and given.earliest <= began.earliest


def test_people_are_unmistakable(children: list[Case]) -> None:
    for case in children:
        assert all((one.name.value or "").startswith("Zztest ") for one in case.care_team)
        assert all("Zztest" in (one.centre.value or "") for one in case.second_opinions)
        assert all((one.trial.value or "").startswith("Zztest ") for one in case.trials)


def test_the_course_of_some_is_told_to_its_end() -> None:
    named = {case.given_name: case for case in CHILDREN[:24]}
    assert named["Kilo"].recurrences[0].original_group.value == "high"
    assert len(named["X-Ray"].late_effects) > 3 and len(named["X-Ray"].follow_ups) > 5
    assert named["Papa"].germline[0].finding.value == "pathogenic" and named["Papa"].relatives


def test_the_checklist_of_risk_factors_says_what_staging_counts(children: list[Case]) -> None:
    assert [case.given_name for case in children if staging_differs(LIBRARY, case)] == []
