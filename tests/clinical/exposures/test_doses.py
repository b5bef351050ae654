"""Checks by dose: the bounds of the source on both sides, and every row that an unknown total leaves open."""

from __future__ import annotations

from decimal import Decimal
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st
from plain_exposures import AGENTS, LIBRARY, chest, ledger, part, total

from desktop.clinical.exposures import Agent, DoseAnswer, DoseRow, DoseTerm, Ledger, dose_answer, ledger_of
from desktop.clinical.exposures.doses import Dose
from desktop.clinical.record.treatments import CumulativeExposure
from desktop.clinical.risk import RuleStatus
from desktop.clinical.risk.rows import Cited

RISKS = {one.id: one for one in LIBRARY.watch.risks}
TWO_YEARS, PERHAPS, NONE = (one.words for one in RISKS["LE-HEART"].doses)
USUAL, FACTOR, BELOW = (one.words for one in RISKS["LE-EAR"].doses)
CHEST = Dose("radiotherapy_external", "chest", "gy")
DOXORUBICIN = Dose("doxorubicin", "", "mg_m2")
NO_CHEST = total("0", "2026-06-01", "gy", "radiotherapy_external", "chest")


def answer(risk: str, found: Ledger) -> DoseAnswer:
    told = dose_answer(RISKS[risk].doses, found)
    assert told is not None
    return told


def heart(*entries: CumulativeExposure) -> list[str]:
    return [one.words if one else "" for one in answer("LE-HEART", ledger(*entries)).rows]


@pytest.mark.parametrize(
    ("doxorubicin", "gray", "row"),
    [
        ("250", "0", TWO_YEARS),
        ("249.99", "0", PERHAPS),
        ("100", "0", PERHAPS),
        ("99.99", "0", NONE),
        ("0", "30", TWO_YEARS),
        ("0", "29.99", PERHAPS),
        ("0", "15", PERHAPS),
        ("0", "14.99", NONE),
        ("100", "15", TWO_YEARS),
        ("99.99", "15", PERHAPS),
        ("100", "14.99", PERHAPS),
        ("99.99", "14.99", NONE),
        ("250", "30", TWO_YEARS),
        ("0", "0", NONE),
    ],
)
def test_the_heart_is_looked_at_by_the_bounds_of_the_source(doxorubicin: str, gray: str, row: str) -> None:
    assert heart(part(doxorubicin), chest(gray)) == [row]


@pytest.mark.parametrize(
    ("cisplatin", "carboplatin", "row"),
    [
        ("400.01", "0", USUAL),
        ("400", "0", FACTOR),
        ("200", "0", FACTOR),
        ("199.99", "0", BELOW),
        ("0", "200", FACTOR),
        ("0", "199.99", BELOW),
        ("199.99", "199.99", BELOW),
    ],
)
def test_the_ear_is_looked_at_by_the_bounds_of_the_source(cisplatin: str, carboplatin: str, row: str) -> None:
    agents = {code: Agent(code=code) for code in ("cisplatin", "carboplatin")}
    entries = part(cisplatin, agent="cisplatin"), part(carboplatin, agent="carboplatin")
    (found,) = answer("LE-EAR", ledger_of(entries, (), agents)).rows
    assert found is not None and found.words == row


def term(**bounds: str) -> DoseTerm:
    given = {key: Decimal(one) for key, one in bounds.items()}
    return DoseTerm(dose=DOXORUBICIN, **{"least": None, "above": None, "below": None, **given})  # type: ignore[arg-type]


def test_a_bound_holds_from_its_amount_on_above_it_or_below_it() -> None:
    amounts = [Decimal("9.99"), Decimal(10), Decimal("10.01")]
    assert [term(least="10").holds(one) for one in amounts] == [False, True, True]
    assert [term(above="10").holds(one) for one in amounts] == [False, False, True]
    assert [term(below="10").holds(one) for one in amounts] == [True, False, False]


def test_what_lies_between_two_bounds_is_looked_at_too() -> None:
    cited = Cited("x", RuleStatus.OK1)
    inside = DoseRow(words="x", told="x", remark="", any_of=((term(above="100", below="200"),),), cited=cited)
    found = dose_answer([inside], ledger(total("100", "2026-01-01"), part("100")))
    assert found is not None and found.rows == (inside, None)


def test_an_unknown_total_is_every_amount_it_could_be() -> None:
    assert heart(part("120")) == [TWO_YEARS, PERHAPS]
    assert heart(part("75")) == [TWO_YEARS, PERHAPS, NONE]
    assert heart(part("250")) == [TWO_YEARS], "whatever the chest had"
    assert heart(chest("15")) == [TWO_YEARS, PERHAPS]
    assert heart() == [TWO_YEARS, PERHAPS, NONE]


def test_what_can_still_change_the_answer_is_named_and_nothing_else() -> None:
    assert answer("LE-HEART", ledger(part("120"))).deciding == (CHEST,)
    assert answer("LE-HEART", ledger(chest("20"))).deciding == (DOXORUBICIN,)
    assert answer("LE-HEART", ledger(part("250"))).deciding == ()
    assert answer("LE-HEART", ledger(part("250"))).entered == (DOXORUBICIN,)
    assert answer("LE-HEART", ledger()).deciding == (DOXORUBICIN, CHEST)


def test_totals_that_contradict_lead_to_both_answers_and_to_none_between() -> None:
    assert heart(total("90", "2026-01-01"), total("260", "2026-01-01"), NO_CHEST) == [TWO_YEARS, NONE]
    assert heart(total("90", "2026-01-01"), total("99", "2026-01-01"), NO_CHEST) == [NONE]


def test_a_span_holds_its_ends() -> None:
    assert heart(total("200", "2026-01-01"), part("50"), NO_CHEST) == [TWO_YEARS, PERHAPS]
    assert heart(total("200", "2026-01-01"), part("49.99"), NO_CHEST) == [PERHAPS]


def test_a_field_elsewhere_may_reach_into_the_chest_unless_a_total_of_the_chest_holds_it() -> None:
    abdomen = chest("36", "2026-05-01", "2026-05-20", site="abdomen")
    assert heart(part("75"), NO_CHEST) == [NONE]
    assert heart(part("75"), NO_CHEST, abdomen) == [NONE], "it ended before the day of the total"
    early = total("0", "2026-05-10", "gy", "radiotherapy_external", "chest")
    assert heart(part("75"), early, abdomen) == [TWO_YEARS, PERHAPS, NONE]
    assert heart(part("75"), chest("10"), chest("10", site="whole_body")) == [TWO_YEARS, PERHAPS, NONE]
    assert heart(part("75"), chest("10"), chest("0", site="abdomen")) == [NONE]


def test_a_total_in_another_unit_says_nothing_of_the_bound() -> None:
    assert heart(part("8", unit="mg_kg"), NO_CHEST) == [TWO_YEARS, PERHAPS, NONE]
    assert heart(part("120"), part("8", unit="mg_kg"), NO_CHEST) == [TWO_YEARS, PERHAPS]


def by_hand(doxorubicin: Decimal, gray: Decimal) -> str:
    if doxorubicin >= 250 or gray >= 30 or (doxorubicin >= 100 and gray >= 15):
        return TWO_YEARS
    if 100 <= doxorubicin < 250 or 15 <= gray < 30:
        return PERHAPS
    return NONE


FEW = st.sampled_from([0, 14, 15, 16, 29, 30, 31, 85, 99, 100, 101, 150, 249, 250, 251, 300])


@given(FEW, FEW, FEW, FEW)
def test_spans_lead_to_every_row_that_some_amount_in_them_leads_to(
    low: int, more: int, gray: int, further: int
) -> None:
    entries = (
        total(str(low), "2026-01-01"),
        part(str(more)),
        total(str(gray), "2026-01-01", "gy", "radiotherapy_external", "chest"),
        chest(str(further)),
    )
    steps = 2
    first = [Decimal(one) / steps for one in range(low * steps, (low + more) * steps + 1)]
    second = [Decimal(one) / steps for one in range(gray * steps, (gray + further) * steps + 1)]
    # of a long span the ends and what lies about the bounds are enough
    about = {Decimal(one) / steps for bound in (15, 30, 100, 250) for one in range(bound * 2 - 1, bound * 2 + 2)}
    ends = {first[0], first[-1], second[0], second[-1]}
    points = product(*([one for one in each if one in about | ends] for each in (first, second)))
    expected = {by_hand(*one) for one in points}
    assert {*heart(*entries)} == expected


def test_a_risk_without_rows_by_dose_has_no_answer() -> None:
    assert dose_answer(RISKS["LE-KID"].doses, ledger()) is None
    assert [one.id for one in LIBRARY.watch.risks if one.doses] == ["LE-EAR", "LE-HEART"]
    assert {*AGENTS} <= {*LIBRARY.exposures.agents}
