"""What a paediatric oncologist would look for in the demonstration: nothing there contradicts itself or cannot be.

The rules are data (``tests/data/believable.toml``). Several boards are looked at, since the seed moves the dates.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import fields
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from builders import full_case

from desktop.app import build_library
from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import RESULT_TYPES
from desktop.clinical.found import found_in
from desktop.clinical.results import Provenance, Result, Staging
from desktop.clinical.timeline import EventKind
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.assessing import assess_case
from desktop.services.demo import demonstration_cases
from desktop.services.plans import plan_case
from desktop.services.responding import response_of

TODAY = date(2026, 11, 23)
RULES: dict[str, Any] = tomllib.loads((Path(__file__).parents[1] / "data" / "believable.toml").read_text("utf-8"))
LIBRARY = build_library()
CHILDREN = [case for seed in (1, 2, 3) for case in demonstration_cases(LIBRARY, 24, seed)]
CHILDREN += list(demonstration_cases(LIBRARY, 48, 4))[24:]


@pytest.fixture(params=range(24), ids=lambda place: CHILDREN[place].given_name or "nameless")
def children(request: pytest.FixtureRequest) -> list[Case]:
    """One described child, as every seed tells of it."""
    return CHILDREN[request.param :: 24]


def test_each_result_comes_by_a_method_and_from_a_laboratory_that_can_give_it(children: list[Case]) -> None:
    for case in children:
        for kind, result in _results(case):
            if _known(result) and result.provenance.performed_on is not None:
                _came_so(result.provenance, RULES["methods"].get(kind, {}))
        for marker in case.markers:
            if marker.value.is_known:
                _came_so(marker.provenance, RULES["markers"][marker.marker])
    assert all(_method_can_tell(case) for case in children)


def test_a_result_that_has_come_to_nothing_names_no_day_and_no_laboratory(children: list[Case]) -> None:
    for case in children:
        for _, result in (*_results(case), *(("markers", one) for one in case.markers)):
            if not _known(result):
                origin = result.provenance
                assert origin.performed_on is None and origin.reported_on is None
                assert not origin.laboratory + origin.method


def test_what_is_awaited_was_asked_of_the_laboratory_that_does_it(children: list[Case]) -> None:
    for case in children:
        for _, result in _results(case):
            for name, answer in _answers(result):
                assert answer.where in {"", RULES["asked"].get(name)}, name


def test_days_follow_one_another(children: list[Case]) -> None:
    for case in children:
        for _, result in (*_results(case), *(("markers", one) for one in case.markers)):
            _in_order(case, result)


def test_stage_sites_and_age_agree(children: list[Case]) -> None:
    for case in children:
        for staging in case.stagings:
            _stage_fits(case, staging)
            _sites_fit(staging)
            _risk_factors_fit(case, staging)


def test_the_stage_entered_is_one_that_its_parts_leave_open(children: list[Case]) -> None:
    for case in children:
        stage = case.stagings[0].inrgss.value if case.stagings else None
        reading = assess_case(LIBRARY, case).stage
        assert stage is None or stage in reading.possible
        assert reading.stage is None or not any("check both" in one for one in reading.warnings)


def test_the_reported_histology_is_what_grade_mki_and_age_make(children: list[Case]) -> None:
    for case in children:
        for report in case.pathology:
            said = report.histology.value
            facts = {**assess_case(LIBRARY, case).facts.facts, "histology": None}
            assert said is None or said in LIBRARY.rules.histology(facts).possible


def test_treatment_fits_the_group_and_its_days_lie_between_diagnosis_and_today(children: list[Case]) -> None:
    for case in children:
        if not case.plans:
            continue
        assert "high" in assess_case(LIBRARY, case).assessments[0].groups, "the plan is one for high risk"
        assert case.diagnosed.value is not None
        diagnosed, start = case.diagnosed.value.full, case.plans[0].start
        assert diagnosed is not None and diagnosed <= start <= diagnosed + timedelta(days=30)
        done = [event.actual for event in case.plans[0].events]
        assert done == sorted(done) and start <= done[0] and done[-1] <= TODAY


def test_nobody_is_closed_or_followed_up_while_treated(children: list[Case]) -> None:
    for case in children:
        if case.status is not CaseStatus.ACTIVE:
            last = [one for one in plan_case(LIBRARY, case, TODAY) if one.kind is EventKind.COURSE][-1:]
            assert all(one.actual and (one.ends or one.actual) <= TODAY for one in last)


def test_a_response_was_assessed_at_an_evaluation_of_parts_that_were_involved(children: list[Case]) -> None:
    for case in children:
        evaluations = {one.actual for one in plan_case(LIBRARY, case, TODAY) if one.kind is EventKind.EVALUATION}
        for one in case.responses:
            assert one.provenance.performed_on is not None
            assert one.provenance.performed_on.full in evaluations - {None}
            sites = set(case.stagings[0].metastases.value or ())
            assert (one.response_marrow.value == "NI") is ("bone_marrow" not in sites)
            assert (one.response_metastases.value == "NI") is not bool(sites - {"bone_marrow"})
        told = response_of(LIBRARY, case)
        assert (told is not None and told.differs) is (RULES["shown"].get(_name(case)) == "response_overall")


def test_the_child_in_whom_everything_is_filled_is_believable_too() -> None:
    case = full_case()
    for kind, result in _results(case):
        if _known(result) and kind in RULES["methods"]:
            assert result.provenance.method in RULES["methods"][kind]["methods"], kind
    assert _method_can_tell(case)
    assert case.diagnosed.value is not None and case.diagnosed.value.full is not None
    days = [event.actual for event in case.plans[0].events]
    assert case.diagnosed.value.full <= case.plans[0].start <= min(days) and max(days) <= TODAY


def _results(case: Case) -> Iterator[tuple[str, Result]]:
    for kind in RESULT_TYPES:
        for result in getattr(case, kind):
            yield kind, result


def _answers(result: Result) -> list[tuple[str, Answer[object]]]:
    held = [(one.name, getattr(result, one.name)) for one in fields(result)]
    return [(name, answer) for name, answer in held if isinstance(answer, Answer)]


def _known(result: Result) -> bool:
    return any(answer.is_known for name, answer in _answers(result) if name != "upper_limit")


def _name(case: Case) -> str:
    """The given name, without the number of a later round."""
    return case.given_name.partition(" ")[0]


def _came_so(origin: Provenance, rules: dict[str, list[str]]) -> None:
    if rules:
        assert origin.method in rules["methods"]
        assert origin.laboratory in rules["laboratories"]


def _method_can_tell(case: Case) -> bool:
    beyond = RULES["beyond"]
    segmental = all(
        one.sca.value != "absent" or one.provenance.method not in beyond["sca_absent"] for one in case.segmental
    )
    alk = all(one.provenance.method not in beyond.get(f"alk_{one.alk.value}", ()) for one in case.alk)
    return segmental and alk


def _in_order(case: Case, result: Result) -> None:
    origin = result.provenance
    born, diagnosed = case.born.value, case.diagnosed.value
    days = [one.earliest for one in (born, diagnosed, origin.performed_on, origin.reported_on) if one is not None]
    days += [origin.entered_at.date()] if origin.entered_at else []
    assert days == sorted(days)
    assert not days or days[-1] <= TODAY
    for name, answer in _answers(result):
        if answer.on is not None and diagnosed is not None:
            assert diagnosed.earliest <= answer.on.earliest <= TODAY, name


def _stage_fits(case: Case, staging: Staging) -> None:
    stage, inss = staging.inrgss.value, staging.inss.value
    assert stage is None or inss is None or inss in RULES["inss_of"][stage]
    resection = staging.resection.value
    assert inss is None or resection is None or resection in RULES["resection_of"].get(inss, [resection])
    assert not any(one.extent.value == "gross_total" and resection != "complete" for one in case.surgery)
    if stage != "MS":
        return
    days, rules = case.age_at_diagnosis, RULES["ms"]
    assert days is not None and days < rules["days_below"]
    assert set(staging.metastases.value or ()) <= set(rules["sites"])
    assert (staging.marrow_percent.value or 0) < rules["marrow_percent_below"]
    assert staging.marrow_mibg.value is not True
    assert inss is None or (inss == "4S") is (days < RULES["inss_4s"]["days_below"])


def _sites_fit(staging: Staging) -> None:
    sites = set(staging.metastases.value or ())
    assert bool(sites) is (staging.inrgss.value in {"M", "MS"})
    share = staging.marrow_percent.value
    assert share is None or bool(share) is ("bone_marrow" in sites)
    assert staging.marrow_mibg.value is not False or "bone" not in sites


def _risk_factors_fit(case: Case, staging: Staging) -> None:
    found = staging.idrfs.value
    if found is None:
        return
    stage = staging.inrgss.value
    assert stage not in {"L1", "L2"} or bool(found) is (stage == "L2")
    places = (*RULES["idrfs"].get(case.primary_site.value, ()), "IDRF01", "IDRF19", "IDRF20")
    assert all(one.startswith(places) for one in found_in(found))
