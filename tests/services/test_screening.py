"""The plan of screening for a child, in words: due, done, overdue, left out, and why there may be no days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record.family import GermlineResult, Predisposition, Screening
from desktop.clinical.results import Provenance
from desktop.clinical.screening import DueState, Fit
from desktop.clinical.vocabulary import Silence
from desktop.services.library import Library
from desktop.services.screening import INFORMS, POSSIBLE, ScreeningPlan, screening_of

LIBRARY = build_library()
TODAY = date(2021, 3, 20)
ALK = GermlineResult(
    gene=known("alk"), finding=known("pathogenic"), provenance=Provenance(reported_on=PartialDate(2020, 9, 10))
)
LFS = Predisposition(
    syndrome=known("li_fraumeni"),
    standing=known("confirmed"),
    provenance=Provenance(performed_on=PartialDate(2020, 9, 10)),
)


def child(**facts: object) -> Case:
    born = {"born": known(PartialDate(2020, 3, 15))}
    return Case(family_name="Zztest", given_name="Alpha", **{**born, **facts})  # type: ignore[arg-type]


def screened(test: str, day: PartialDate, outcome: str = "nothing_suspicious") -> Screening:
    return Screening(test=known(test), outcome=known(outcome), provenance=Provenance(performed_on=day))


def plan_of(case: Case, today: date = TODAY, schedule: str = "") -> ScreeningPlan:
    found = screening_of(LIBRARY, case, today, schedule)
    assert found is not None
    return found


def test_a_child_of_whom_nothing_is_known_has_no_plan() -> None:
    assert screening_of(LIBRARY, child(), TODAY) is None


def test_due_done_and_overdue() -> None:
    done = (
        screened("abdominal_ultrasound", PartialDate(2020, 9, 12)),
        screened("abdominal_ultrasound", PartialDate(2020, 12, 8)),
        screened("abdominal_ultrasound", PartialDate(2021, 3, 9)),
        screened("urine_catecholamines", PartialDate(2021, 3, 9), "not_done"),
    )
    plan = plan_of(child(germline=(ALK,), screenings=done))
    assert (plan.begun, plan.until, plan.fit) == (date(2020, 9, 10), date(2030, 3, 15), Fit.YES)
    assert [one.told for one in plan.due] == [
        "Urine VMA and HVA, 10 Mar 2021: due",
        "Chest x-ray, 10 Mar 2021: due",
    ]
    later = plan_of(child(germline=(ALK,), screenings=done), date(2021, 3, 25))
    assert [one.state for one in later.due] == [DueState.OVERDUE, DueState.OVERDUE]
    assert [one.told for one in plan.lines if one.test == "abdominal_ultrasound"][:3] == [
        "Abdominal ultrasound, 10 Sep 2020: done 12 Sep 2020",
        "Abdominal ultrasound, 10 Dec 2020: done 08 Dec 2020",
        "Abdominal ultrasound, 10 Mar 2021: done 09 Mar 2021",
    ]
    assert plan.next is not None
    assert plan.next.planned == date(2021, 6, 10)


@pytest.mark.parametrize(
    "silence", [Silence.DECLINED, Silence.SAMPLE_FAILED, Silence.REQUESTED, Silence.NOT_APPLICABLE]
)
def test_what_was_declined_or_only_asked_for_is_not_done(silence: Silence) -> None:
    entry = screened("abdominal_ultrasound", PartialDate(2021, 3, 9))
    plan = plan_of(child(germline=(ALK,), screenings=(replace(entry, outcome=silent(silence)),)))
    assert "Abdominal ultrasound, 10 Mar 2021: due" in [one.told for one in plan.due]


def test_what_told_nothing_is_not_done_and_asks_to_be_repeated() -> None:
    ultrasound = screened("abdominal_ultrasound", PartialDate(2021, 3, 9))
    unclear = replace(ultrasound, outcome=silent(Silence.INCONCLUSIVE))
    plan = plan_of(child(germline=(ALK,), screenings=(unclear,)))
    words = "Abdominal ultrasound, 10 Mar 2021: due; inconclusive on 09 Mar 2021, repeat"
    assert words in [one.told for one in plan.due]
    gone = plan_of(child(germline=(ALK,), screenings=(unclear,)), date(2021, 9, 1))
    missed = next(one.told for one in gone.lines if one.planned == date(2021, 3, 10) and one.unclear)
    assert missed.endswith("the next one’s turn has come; inconclusive on 09 Mar 2021")
    again = replace(ultrasound, provenance=Provenance(performed_on=PartialDate(2021, 3, 12)))
    repeated = plan_of(child(germline=(ALK,), screenings=(unclear, again)))
    assert "Abdominal ultrasound, 10 Mar 2021: done 12 Mar 2021" in [one.told for one in repeated.lines]


def test_a_child_whose_examination_told_nothing_is_screened_all_the_same() -> None:
    unclear = replace(screened("abdominal_ultrasound", PartialDate(2021, 3, 9)), outcome=silent(Silence.INCONCLUSIVE))
    assert not plan_of(child(predispositions=(LFS,))).taken_up
    assert plan_of(child(predispositions=(LFS,), screenings=(unclear,))).taken_up


def test_a_day_without_a_word_on_the_outcome_counts() -> None:
    entry = replace(screened("abdominal_ultrasound", PartialDate(2021, 3, 9)), outcome=NOT_ASKED)
    plan = plan_of(child(germline=(ALK,), screenings=(entry,)))
    assert "Abdominal ultrasound, 10 Mar 2021: done 09 Mar 2021" in [one.told for one in plan.lines]
    undated = replace(entry, provenance=Provenance())
    assert "Abdominal ultrasound, 10 Mar 2021: due" in [
        one.told for one in plan_of(child(germline=(ALK,), screenings=(undated,))).due
    ]


def test_the_plan_says_why_by_whom_and_that_it_decides_nothing() -> None:
    plan = plan_of(child(germline=(ALK,)))
    assert plan.why[0].startswith("Heritable ALK or PHOX2B pathogenic variant. Highly penetrant")
    assert "AACR 2017" in plan.why[0]
    assert all("AACR 2017" in one.source for one in plan.lines)
    assert plan.remarks[-1] == INFORMS
    assert any("unverified" in one for one in plan.remarks)
    assert plan.examinations == (
        "Abdominal ultrasound", "Urine VMA and HVA (random urine, related to creatinine)", "Chest x-ray",
    )  # fmt: skip


def test_no_chest_x_ray_in_li_fraumeni() -> None:
    plan = plan_of(child(predispositions=(LFS,)))
    assert plan.fit is Fit.MAYBE
    assert "possible, not settled" in plan.why[0]
    assert {one.test for one in plan.lines} == {"abdominal_ultrasound", "urine_catecholamines"}
    assert plan.left_out == ("Chest x-ray is left out: no chest x-ray in Li-Fraumeni syndrome.",)


def test_nothing_is_due_for_a_possible_candidate_until_screening_begins() -> None:
    plan = plan_of(child(predispositions=(LFS,)))
    assert (plan.taken_up, plan.due, plan.remarks[0]) == (False, (), POSSIBLE)
    assert DueState.DUE in {one.state for one in plan.lines}
    begun = plan_of(
        child(predispositions=(LFS,), screenings=(screened("abdominal_ultrasound", PartialDate(2020, 9, 12)),))
    )
    assert begun.taken_up
    assert POSSIBLE not in begun.remarks
    assert {one.test for one in begun.due} == {"abdominal_ultrasound", "urine_catecholamines"}


def test_an_x_ray_that_may_be_left_out_stands_with_a_warning() -> None:
    gene = GermlineResult(gene=known("tp53_r337h"), finding=known("pathogenic"), provenance=ALK.provenance)
    plan = plan_of(child(germline=(gene,)))
    assert "chest_x_ray" in {one.test for one in plan.lines}
    assert plan.left_out[0].startswith("Chest x-ray, look again before it is done:")


def test_another_syndrome_is_looked_up_where_no_interval_is_given() -> None:
    noonan = Predisposition(syndrome=known("noonan"), standing=known("confirmed"), provenance=LFS.provenance)
    plan = plan_of(child(predispositions=(noonan,)))
    assert (plan.schedule, plan.fit, plan.lines, plan.begun) == ("pdq-patient", Fit.MAYBE, (), None)
    assert "gives no interval" in plan.undated
    assert len(plan.examinations) == 3


def test_the_update_of_2024_has_no_days_of_its_own() -> None:
    plan = plan_of(child(germline=(ALK,)), schedule="aacr-2024")
    assert (plan.fit, plan.lines) == (Fit.YES, ())
    assert "could not be read" in plan.undated
    assert "unverified" in plan.source


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ({"born": known(PartialDate(2020, 3))}, "day of birth is not known in full"),
        ({"germline": (GermlineResult(gene=known("alk"), finding=known("pathogenic")),)}, "enter the full day"),
        ({"born": known(PartialDate(2010, 1, 1))}, "after the age at which screening ends"),
    ],
)
def test_why_there_are_no_days(facts: dict[str, object], told: str) -> None:
    plan = plan_of(child(**{"germline": (ALK,), **facts}))
    assert plan.lines == ()
    assert told in plan.undated


def test_it_is_read_only_when_it_is_asked_for() -> None:
    def never(*_: object) -> None:
        raise RuleFileError("read too early")

    library = build_library()
    library._screening = never  # type: ignore[assignment]
    library.load()
    assert isinstance(library, Library)
    with pytest.raises(RuleFileError, match="too early"):
        _ = library.screening
