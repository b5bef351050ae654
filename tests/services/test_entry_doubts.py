"""Doubts about an entry: only what is surely so is told, each beside its field, and nobody is kept from saving."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from entry_samples import sample_entry
from hypothesis import given
from hypothesis import strategies as st

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.record.afterwards import FollowUp, LateEffect, Recurrence
from desktop.clinical.record.entry_kinds import Asked
from desktop.clinical.record.examinations import Examination
from desktop.clinical.record.family import Counselling, GermlineResult
from desktop.clinical.record.imaging import ImagingStudy, MarrowSample
from desktop.clinical.record.people import Disclosure, SecondOpinion
from desktop.clinical.record.presentation import Detection, Performance, Symptom
from desktop.clinical.record.treatments import CumulativeExposure, Toxicity, Treatment
from desktop.clinical.results import Provenance, Result
from desktop.clinical.vocabulary import Silence
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case
from desktop.services.entries import put_entry
from desktop.services.entry_doubts import BEFORE_BIRTH, STILL_TO_COME, doubts_of

TODAY = date(2026, 11, 30)
LIBRARY = build_library()
BORN, DIAGNOSED = PartialDate(2024, 3, 10), PartialDate(2025, 6)
CHILD = Case(family_name="Zztest", born=known(BORN), diagnosed=known(DIAGNOSED))
EARLY, LATER = known(PartialDate(2024, 3, 9)), known(PartialDate(2026, 12))
ENDED = "It ended before it began."
REPORTED = "It was reported before it was done."


def day(*parts: int) -> PartialDate:
    return PartialDate(*parts)


def exposed(agent: str, unit: str = "", amount: str = "1", **more: object) -> CumulativeExposure:
    """An exposure of which only what is looked at is odd."""
    facts = {"counts_as": known("part"), "amount": known(Decimal(amount)), **more}
    unit_fact = {"unit": known(unit)} if unit else {}
    return CumulativeExposure(agent=known(agent), **facts, **unit_fact)  # type: ignore[arg-type]


IN_CHEST = {"site": known("chest")}
UP_TO = {"counts_as": known("total"), "ended_on": known(PartialDate(2025, 9))}


def told(table: str, entry: Result, case: Case = CHILD) -> dict[str, str]:
    return dict(doubts_of(LIBRARY, case, LIBRARY.record.kinds[table], entry, TODAY))


DOUBTED: list[tuple[str, Result, dict[str, str]]] = [
    ("treatments", Treatment(began_on=EARLY), {"began_on": BEFORE_BIRTH}),
    ("treatments", Treatment(began_on=known(day(2023))), {"began_on": BEFORE_BIRTH}),
    ("treatments", Treatment(began_on=LATER), {"began_on": STILL_TO_COME}),
    ("treatments", Treatment(began_on=known(day(2025, 9)), ended_on=known(day(2025, 8, 31))), {"ended_on": ENDED}),
    ("treatments", Treatment(began_on=known(day(2026)), ended_on=known(day(2025))), {"ended_on": ENDED}),
    ("symptoms", Symptom(began_on=known(day(2025, 5, 2)), ended_on=known(day(2025, 5, 1))), {"ended_on": ENDED}),
    ("toxicities", Toxicity(began_on=known(day(2025, 9)), ended_on=known(day(2025, 8))), {"ended_on": ENDED}),
    (
        "treatments",
        Treatment(began_on=known(day(2025)), ended_on=known(day(2020))),
        {"ended_on": f"{BEFORE_BIRTH} {ENDED}"},
    ),
    (
        "follow_ups",
        FollowUp(provenance=Provenance(performed_on=day(2025, 5, 31))),
        {"performed_on": "A follow-up test"},
    ),
    ("examinations", Examination(requested_on=LATER), {"requested_on": STILL_TO_COME}),
    ("examinations", Examination(provenance=Provenance(reported_on=day(2027))), {"reported_on": STILL_TO_COME}),
    (
        "examinations",
        Examination(provenance=Provenance(performed_on=day(2025, 7, 2), reported_on=day(2025, 7, 1))),
        {"reported_on": REPORTED},
    ),
    (
        "examinations",
        Examination(requested_on=known(day(2025, 8)), provenance=Provenance(reported_on=day(2025, 7, 1))),
        {"reported_on": "It was reported before it was asked for."},
    ),
    (
        "symptoms",
        Symptom(
            present=known(value=True), began_on=known(day(2025, 8)), provenance=Provenance(performed_on=day(2025, 7))
        ),
        {"performed_on": "It was seen before it began."},
    ),
    (
        "second_opinions",
        SecondOpinion(provenance=Provenance(performed_on=day(2025, 8), reported_on=day(2025, 7))),
        {"reported_on": "It was answered before it was asked for."},
    ),
    (
        "disclosures",
        Disclosure(what=known("mycn"), told=known(value=True)),
        {"told_by": "Nobody is named who told", "as_told": "Without it the sheet for the family leaves out"},
    ),
    (
        "recurrences",
        Recurrence(found_on=known(day(2025, 5, 31)), sites=known(frozenset({"cns"}))),
        {"found_on": "This is before the diagnosis; look at both dates."},
    ),
    ("recurrences", Recurrence(course=known("recurrent")), {"sites": "Disease that came back has no site yet"}),
    (
        "recurrences",
        Recurrence(course=known("recurrent"), sites=known(frozenset())),
        {"sites": "Disease that came back has no site yet"},
    ),
    ("late_effects", LateEffect(since=known(day(2025, 5))), {"since": "A late effect begins after treatment"}),
    ("performance", Performance(lansky=known(85)), {"lansky": "The Lansky scale goes in tens"}),
    (
        "marrow_samples",
        MarrowSample(involved=known(value=False), tumour_percent=known(Decimal("0.5"))),
        {"tumour_percent": "A share above 0 is entered although"},
    ),
    (
        "imaging",
        ImagingStudy(occasion=known("diagnosis"), provenance=Provenance(performed_on=day(2024, 2))),
        {"performed_on": BEFORE_BIRTH},
    ),
    ("exposures", exposed("cisplatin", "gy"), {"unit": "A cumulative dose of this agent is kept in mg/m²"}),
    ("exposures", exposed("thiotepa", "courses"), {"unit": "A cumulative dose of this agent is kept in mg/m²"}),
    ("exposures", exposed("radiotherapy_external", "mg_m2", **IN_CHEST), {"unit": "External radiotherapy is kept"}),
    ("exposures", exposed("mibg_131", "gy"), {"unit": "Iodine-131 MIBG is kept in mCi/kg or MBq/kg."}),
    ("exposures", exposed("anti_gd2", "mg_m2"), {"unit": "Of this agent courses are counted: choose"}),
    ("exposures", exposed("eflornithine", "courses"), {"unit": "Of eflornithine months are counted: choose"}),
    ("exposures", exposed("transplant", "courses"), {"unit": "Transplants are counted: choose"}),
    ("exposures", exposed("nephrectomy", "transplants"), {"unit": "Operations are counted: choose"}),
    ("exposures", exposed("isotretinoin", "courses", "1.5"), {"amount": "This is counted in whole numbers."}),
    ("exposures", exposed("radiotherapy_external", "gy"), {"site": "Without its region this radiotherapy"}),
    ("exposures", exposed("cisplatin"), {"unit": "Without its unit the amount is not added"}),
    ("exposures", exposed("cisplatin", "mg_m2", counts_as=NOT_ASKED), {"counts_as": "Without this the amount"}),
    ("exposures", exposed("cisplatin", "mg_m2", counts_as=known("total")), {"ended_on": "Without this day it cannot"}),
    (
        "exposures",
        exposed("cisplatin", "mg_m2", began_on=known(day(2025, 9)), ended_on=known(day(2025, 8))),
        {"ended_on": ENDED},
    ),
]

ORDINARY: list[tuple[str, Result]] = [
    ("treatments", Treatment(began_on=known(day(2024, 3)))),
    ("treatments", Treatment(began_on=known(day(2024)))),
    ("treatments", Treatment(began_on=known(day(2026)))),
    ("treatments", Treatment(began_on=known(day(2025, 9, 3)), ended_on=known(day(2025, 9)))),
    ("treatments", Treatment(began_on=known(day(2025, 9, 3)), ended_on=known(day(2025, 9, 3)))),
    ("treatments", Treatment(began_on=silent(Silence.REQUESTED), ended_on=known(day(2025, 9)))),
    ("follow_ups", FollowUp(due_on=LATER)),
    ("detection", Detection(first_sign_on=EARLY, provenance=Provenance(performed_on=day(2024, 1)))),
    ("counselling", Counselling(provenance=Provenance(performed_on=day(2023, 12)))),
    ("germline", GermlineResult(provenance=Provenance(performed_on=day(2023, 12), reported_on=day(2024, 1)))),
    ("imaging", ImagingStudy(occasion=known("before_birth"), provenance=Provenance(performed_on=day(2024, 2)))),
    ("recurrences", Recurrence(found_on=known(day(2025)), course=known("refractory"))),
    ("recurrences", Recurrence(found_on=known(day(2025, 6, 1)), course=known("refractory"))),
    ("recurrences", Recurrence(course=known("recurrent"), sites=known(frozenset({"cns"})))),
    ("recurrences", Recurrence(course=known("recurrent"), sites=silent(Silence.REQUESTED))),
    ("performance", Performance(lansky=known(90))),
    ("performance", Performance(lansky=known(0))),
    ("marrow_samples", MarrowSample(involved=known(value=False), tumour_percent=known(Decimal(0)))),
    ("marrow_samples", MarrowSample(involved=known(value=True), tumour_percent=known(Decimal(3)))),
    ("marrow_samples", MarrowSample(tumour_percent=known(Decimal(3)))),
    ("symptoms", Symptom(present=known(value=False), provenance=Provenance(performed_on=day(2025, 2)))),
    ("exposures", exposed("cisplatin", "mg_m2", "187.5")),
    ("exposures", exposed("busulfan", "mg_kg", "0")),
    ("exposures", exposed("radiotherapy_external", "gy", "21.6", **IN_CHEST)),
    ("exposures", exposed("mibg_131", "mbq_kg")),
    ("exposures", exposed("mibg_131", "mci_kg", **UP_TO)),
    ("exposures", exposed("anti_gd2", "courses", "5")),
    ("exposures", exposed("eflornithine", "months", "1.5")),
    ("exposures", exposed("transplant", "transplants")),
]


@pytest.mark.parametrize(("table", "entry", "beside"), DOUBTED)
def test_what_is_surely_odd_is_told_beside_its_field(table: str, entry: Result, beside: dict[str, str]) -> None:
    found = told(table, entry)
    assert {*found} == {*beside}
    assert all(found[name].startswith(words) for name, words in beside.items())


@pytest.mark.parametrize(("table", "entry"), ORDINARY)
def test_what_can_be_so_is_passed_in_silence(table: str, entry: Result) -> None:
    assert told(table, entry) == {}


@pytest.mark.parametrize(("table", "entry", "beside"), DOUBTED)
def test_a_doubt_keeps_nobody_from_saving(board: Board, table: str, entry: Result, beside: dict[str, str]) -> None:
    kind = LIBRARY.record.kinds[table]
    case = new_case(board, LIBRARY, CHILD)
    needed = {one.name: known(one.choices[0].code) for one in kind.fields if one.needed and one.asked is Asked.CODE}
    words = {one.name: known("zztest") for one in kind.fields if one.needed and one.asked is Asked.TEXT}
    missing = {name: one for name, one in {**needed, **words}.items() if not getattr(entry, name).is_known}
    whole = replace(entry, **missing)  # type: ignore[arg-type]
    if all(not getattr(whole, one.name).is_known for one in kind.fields):
        whole = replace(whole, detail=known("zztest"))  # type: ignore[call-arg]
    put_entry(board, LIBRARY, case, kind, whole, TODAY)
    assert len(getattr(get_case(board, case.id), table)) == 1
    assert beside


def test_of_a_child_without_dates_nothing_is_compared_with_them() -> None:
    assert told("recurrences", Recurrence(found_on=known(day(1990)), sites=known(frozenset({"cns"}))), Case()) == {}


def test_what_is_put_down_to_a_treatment_began_after_it() -> None:
    treatment = Treatment(began_on=known(day(2025, 9, 3)))
    case = replace(CHILD, treatments=(treatment,))
    linked = known(str(treatment.id))
    words = "It began before the treatment that it is put down to."
    early = {"began_on": known(day(2025, 8)), "treatment": linked}
    assert told("toxicities", Toxicity(**early), case) == {"began_on": words}
    assert told("late_effects", LateEffect(since=known(day(2025, 8)), treatment=linked), case) == {"since": words}
    assert told("toxicities", Toxicity(began_on=known(day(2025, 9)), treatment=linked), case) == {}
    assert told("toxicities", Toxicity(**early), CHILD) == {}, "a treatment that was taken away says nothing"


@pytest.mark.parametrize(
    ("table", "entry", "words"),
    [
        ("marrow_samples", {"tumour_percent": Decimal(101)}, "Share of tumour: the number cannot be greater than 100"),
        ("marrow_samples", {"tumour_percent": Decimal(-1)}, "Share of tumour: the number cannot be negative"),
        ("performance", {"lansky": 110}, "Lansky play performance: the number cannot be greater than 100"),
        ("performance", {"weight_kg": Decimal(0)}, "Weight: the number must be greater than 0"),
        ("toxicities", {"grade": 6}, "Grade: the number cannot be greater than 5"),
    ],
)
def test_a_number_that_its_unit_does_not_have_is_refused(
    board: Board, table: str, entry: dict[str, object], words: str
) -> None:
    kind = LIBRARY.record.kinds[table]
    case = new_case(board, LIBRARY, CHILD)
    whole = replace(sample_entry(LIBRARY, case, kind), **{name: known(value) for name, value in entry.items()})  # type: ignore[arg-type]
    with pytest.raises(UserError, match=words):
        put_entry(board, LIBRARY, case, kind, whole, TODAY)
    assert getattr(get_case(board, case.id), table) == ()


PARTIAL = st.one_of(
    st.dates(date(2019, 1, 1), date(2026, 11, 30)).map(PartialDate.of),
    st.builds(PartialDate, st.integers(2019, 2026), st.integers(1, 10)),
    st.builds(PartialDate, st.integers(2019, 2026)),
)


def days_of(partial: PartialDate) -> st.SearchStrategy[date]:
    return st.dates(partial.earliest, partial.latest)


@given(began=PARTIAL, ended=PARTIAL, data=st.data())
def test_an_end_is_doubted_only_where_no_days_that_the_two_can_mean_are_in_order(
    began: PartialDate, ended: PartialDate, data: st.DataObject
) -> None:
    entry = Treatment(began_on=known(began), ended_on=known(ended))
    doubted = ENDED in told("treatments", entry, Case()).get("ended_on", "")
    first, last = data.draw(days_of(began)), data.draw(days_of(ended))
    assert not doubted or last < first
    full = Treatment(began_on=known(PartialDate.of(first)), ended_on=known(PartialDate.of(last)))
    assert (ENDED in told("treatments", full, Case()).get("ended_on", "")) == (last < first)


@given(one=PARTIAL, other=PARTIAL)
def test_less_precise_days_never_bring_a_doubt(one: PartialDate, other: PartialDate) -> None:
    """Leaving out the day or the month may take a doubt away and never makes one."""
    for coarse in (PartialDate(one.year, one.month), PartialDate(one.year)):
        assert not coarse.surely_before(other) or one.surely_before(other)
        assert not other.surely_before(coarse) or other.surely_before(one)
    assert not (one.surely_before(other) and other.surely_before(one))
    assert not one.surely_before(one)


@given(born=PARTIAL, began=PARTIAL)
def test_before_the_birth_is_told_only_where_it_is_sure(born: PartialDate, began: PartialDate) -> None:
    found = told("treatments", Treatment(began_on=known(began)), Case(born=known(born)))
    assert (BEFORE_BIRTH in found.get("began_on", "")) == (began.latest < born.earliest)


def test_every_rule_has_a_source_and_an_example() -> None:
    kinds = LIBRARY.record.kinds.values()
    assert all(rule.sources for kind in kinds for rule in kind.doubts)
    shown = " ".join(words for table, entry, _ in DOUBTED for words in told(table, entry).values())
    linked = "It began before the treatment that it is put down to."
    assert {rule.words for kind in kinds for rule in kind.doubts if rule.words not in shown} == {linked}
