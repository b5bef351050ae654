from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from import_helpers import TEMPLATES, Outcome

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.services.importing.joining import Origin
from desktop.services.importing.merging import Merging
from desktop.services.importing.plausibility import RuleBook, Values
from desktop.services.importing.profiles import Profile
from desktop.services.importing.sheets import Cell

Take = Callable[..., Outcome]

IMPOSSIBLE = [
    ({"born": "2026-11-24"}, "born", "in the future"),
    ({"born": "2027"}, "born", "in the future"),
    ({"diagnosed": "2026-12"}, "diagnosed", "in the future"),
    ({"antenatal": "2030"}, "antenatal", "in the future"),
    ({"MYCN": "gain", "mycn_performed_on": "2026-11-24"}, "mycn_performed_on", "in the future"),
    ({"inss": "3", "staging_performed_on": "2027"}, "staging_performed_on", "in the future"),
    ({"extent": "biopsy", "surgery_performed_on": "2026-12-01"}, "surgery_performed_on", "in the future"),
    ({"response_overall": "PR", "responses_performed_on": "2026-12-01"}, "responses_performed_on", "in the future"),
    ({"born": "2025-03-02", "diagnosed": "2025-03-01"}, "diagnosed", "before the birth"),
    ({"born": "2025-03", "diagnosed": "2025-02"}, "diagnosed", "before the birth"),
    ({"born": "2025-03-01", "antenatal": "2025-03-02"}, "antenatal", "after the birth"),
    ({"born": "2025-01-01", "diagnosed": "2025-04-11", "age_days": "200"}, "age_days", "contradicts the dates"),
    ({"born": "2025-01-01", "diagnosed": "2025-04-11", "age_days": "102"}, "age_days", "contradicts the dates"),
    ({"born": "2024", "diagnosed": "2025-06", "age_days": "3000"}, "age_days", "contradicts the dates"),
    (
        {"born": "2025-03-02", "mycn": "gain", "mycn_performed_on": "2025-03-01"},
        "mycn_performed_on",
        "before the birth",
    ),
    (
        {"born": "2025", "ploidy": "diploid", "ploidy_performed_on": "2024-12"},
        "ploidy_performed_on",
        "before the birth",
    ),
    ({"born": "2025", "sca": "absent", "segmental_performed_on": "2024"}, "segmental_performed_on", "before the birth"),
    ({"born": "2025", "alk": "mutated", "alk_performed_on": "2024"}, "alk_performed_on", "before the birth"),
    ({"born": "2025", "extent": "biopsy", "surgery_performed_on": "2024"}, "surgery_performed_on", "before the birth"),
    (
        {"born": "2025", "response_overall": "PR", "responses_performed_on": "2024"},
        "responses_performed_on",
        "before the birth",
    ),
    ({"born": "2025", "mki": "low", "pathology_performed_on": "2024"}, "pathology_performed_on", "before the birth"),
    (
        {"born": "2025-03-02", "plan_template": "cog-high-risk", "plan_start": "2025-03-01"},
        "plan_start",
        "before the birth",
    ),
    ({"age_days": "50000"}, "age_days", "above 123 years"),
    ({"inrgss": "MS", "age_days": "600"}, "inrgss", "not possible above 547 days"),
    ({"inrgss": "MS", "born": "2024-01-01", "diagnosed": "2025-09-01"}, "inrgss", "not possible above 547 days"),
    ({"inrgss": "L1", "metastases": "bone"}, "metastases", "contradict stage L1 or L2"),
    ({"inrgss": "L2", "metastases": "distant nodes; skin"}, "metastases", "contradict stage L1 or L2"),
    ({"inss": "2B", "metastases": "liver"}, "metastases", "contradict INSS 1 to 3"),
    ({"dna_index": "0"}, "dna_index", "above 0"),
    ({"dna_index": 0.0}, "dna_index", "above 0"),
    ({"dna_index": "-1.2"}, "dna_index", "above 0"),
    ({"marrow_percent": "101"}, "marrow_percent", "0 to 100"),
    ({"marrow_percent": "-1"}, "marrow_percent", "0 to 100"),
    ({"ratio": "-0.5"}, "ratio", "negative"),
    ({"copies": "-2"}, "copies", "negative"),
    ({"VMA": "20", "VMA unit": "mg/g", "LDH": "-1", "LDH unit": "U/L"}, "LDH", "cannot be negative"),
    ({"VMA": "20", "VMA unit": "mg/g", "vma_upper_limit": "0"}, "vma_upper_limit", "above 0"),
    ({"NSE": "20", "NSE unit": "ng/mL", "nse_performed_on": "2026-11-24"}, "nse_performed_on", "in the future"),
    (
        {
            "born": "2025",
            "VMA": "20",
            "VMA unit": "mg/g",
            "vma_performed_on": "2026-01-02",
            "NSE": "20",
            "NSE unit": "ng/mL",
            "nse_performed_on": "2024-12-31",
        },
        "nse_performed_on",
        "before the birth",
    ),
    ({"born": "1870"}, "born", "cannot be meant"),
]

RARE = [
    ({"diagnosed": "2025-09"}, "diagnosed", "Neither staging system"),
    ({"born": "2025", "inss": "3", "staging_performed_on": "2024"}, "staging_performed_on", "before the birth"),
    ({"inss": "3", "born": "2025-01-01", "diagnosed": "2025-04-11", "age_days": "101"}, "age_days", "one day off"),
    ({"inrgss": "MS", "age_days": "547"}, "inrgss", "exactly 547 days"),
    ({"inss": "4S", "age_days": "400"}, "inss", "below one year"),
    ({"age_days": "30001"}, "age_days", "above 30000 days"),
    ({"inrgss": "MS", "metastases": "skin; bone"}, "metastases", "skin, liver and marrow only"),
    ({"marrow_percent": "0.2"}, "marrow_percent", "0.2 for 20 %"),
    ({"inrgss": "M", "metastases": "none"}, "metastases", "without any metastatic site"),
    ({"dna_index": "1.3", "ploidy": "diploid"}, "ploidy", "the class counts"),
    ({"dna_index": "1", "ploidy": "hyperdiploid"}, "ploidy", "the class counts"),
    ({"sca": "absent", "11q loss": "loss"}, "sca", "a region is changed"),
    ({"inss": "3", "diagnosed": "1969-12"}, "diagnosed", "before 1970"),
    ({"born": "1904-01-01"}, "born", "an empty date"),
    ({"days_to_event": "22001"}, "days_to_event", "above 22000 days"),
]

POSSIBLE = [
    {"born": "2025-03-02", "mycn": "gain", "mycn_performed_on": "2025-03-02"},
    {"born": "2025-03-02", "mycn": "gain", "mycn_performed_on": "2025-03"},
    {"born": "2025-03-02", "plan_template": "cog-high-risk", "plan_start": "2025-03-02"},
    {"inss": "3", "born": "2026-11-23", "diagnosed": "2026-11-23", "age_days": "0"},
    {"inss": "3", "born": "2026", "diagnosed": "2026"},
    {"inss": "3", "born": "2025-03-02", "diagnosed": "2025-03"},
    {"inss": "3", "born": "2025-03-01", "antenatal": "2025-02", "diagnosed": "2025-03-01"},
    {"inss": "3", "born": "2024", "diagnosed": "2025-06", "age_days": "300"},
    {"inrgss": "MS", "age_days": "546", "metastases": "skin; liver; marrow"},
    {"inss": "4S", "age_days": "364"},
    {"inrgss": "L1", "metastases": "none"},
    {"inrgss": "L2", "inss": "3", "metastases": "unknown"},
    {"dna_index": "1.3", "ploidy": "hyperdiploid"},
    {"age_days": "8278"},
    {"marrow_percent": "0"},
    {"marrow_percent": "1"},
    {"plan_template": "cog-high-risk", "plan_start": "2027-01-04"},
    {"diagnosed": "2025-09", "inrgss": "unknown"},
]


@pytest.mark.parametrize(("row", "column", "words"), IMPOSSIBLE)
def test_what_cannot_be_is_rejected(take: Take, row: dict[str, Cell], column: str, words: str) -> None:
    outcome = take({"mrn": "ZZ-1", **row})
    (one,) = outcome.decision.rejected
    assert (one.row, one.column, one.value) == (2, column, str(row[column]).removesuffix(".0"))
    assert words in one.reason
    assert not outcome.cases


@pytest.mark.parametrize(("row", "column", "words"), RARE)
def test_what_a_child_can_have_is_taken_with_a_warning(
    take: Take, row: dict[str, Cell], column: str, words: str
) -> None:
    outcome = take({"mrn": "ZZ-1", **row})
    assert words in outcome.warning
    (one,) = outcome.decision.warnings
    assert (one.row, one.column) == (2, column)
    assert outcome.case.mrn == "ZZ-1"


@pytest.mark.parametrize("row", POSSIBLE)
def test_what_is_ordinary_passes_in_silence(take: Take, row: dict[str, Cell]) -> None:
    outcome = take({"mrn": "ZZ-1", **row})
    assert not outcome.decision.rejected
    assert not outcome.decision.warnings


def test_every_rule_that_ships_is_met_by_an_example(take: Take, profiles: tuple[Profile, ...]) -> None:
    reasons = {rule.reason for rule in profiles[0].rules}
    told = set()
    for row, _, _ in [*IMPOSSIBLE, *RARE]:
        decision = take({"mrn": "ZZ-1", **row}).decision
        told |= {
            reason for one in [*decision.rejected, *decision.warnings] for reason in reasons if reason in one.reason
        }
    dated = {rule.reason for rule in profiles[0].rules if rule.id.endswith("-in-future")}
    assert reasons - told <= dated


def test_of_several_results_each_that_stands_is_checked(take: Take) -> None:
    stored = take({"mrn": "ZZ-1", "mycn": "gain", "mycn_performed_on": "2025-03-01"}).case
    later = {"mrn": "ZZ-1", "mycn": "amplified", "mycn_performed_on": "2025-09-01"}
    stored = take(later, stored=[stored]).case
    assert len(stored.mycn) == 2
    outcome = take({"mrn": "ZZ-1", "born": "2025-03-02"}, stored=[stored])
    assert "The date of the MYCN result is before the birth" in outcome.reason
    # one that another corrects is history, and keeps nobody from going on
    mended = replace(stored, mycn=(stored.mycn[0], replace(stored.mycn[1], supersedes=stored.mycn[0].id)))
    assert take({"mrn": "ZZ-1", "born": "2025-03-02"}, stored=[mended]).case.born.is_known


def test_a_row_is_checked_together_with_what_the_board_has(take: Take) -> None:
    stored = take({"mrn": "ZZ-1", "inrgss": "MS", "metastases": "skin", "Sex": "F"}).case
    outcome = take({"mrn": "ZZ-1", "age_days": "600"}, stored=[stored])
    (one,) = outcome.decision.rejected
    assert one.column == "age_days"
    assert "Together with what the board has" in one.reason


def test_an_old_contradiction_on_the_board_does_not_stop_another_fact(take: Take, contradictory: Case) -> None:
    outcome = take({"mrn": "ZZ-1", "MYCN": "gain"}, stored=[contradictory])
    assert outcome.counts() == (0, 1, 0, 0)


@pytest.fixture
def contradictory(take: Take) -> Case:
    from dataclasses import replace

    from desktop.clinical.answers import known

    return replace(take({"mrn": "ZZ-1", "inrgss": "MS"}).case, age_days=known(900))


def test_a_wrong_result_is_not_hidden_by_another_one(take: Take) -> None:
    from dataclasses import replace

    from desktop.clinical.results import Provenance

    stored = take({"mrn": "ZZ-1", "dna_index": "1.2"}).case
    by_hand = replace(stored, ploidy=(replace(stored.ploidy[0], provenance=Provenance()),))
    assert "above 0" in take({"mrn": "ZZ-1", "dna_index": "0"}, stored=[by_hand]).reason


@pytest.mark.parametrize("row", [row for row, *_ in (*IMPOSSIBLE, *RARE)])
def test_no_rule_is_passed_over_that_would_find_a_child_of_whom_nothing_else_is_known(
    take: Take, profiles: tuple[Profile, ...], row: dict[str, Cell]
) -> None:
    outcome = take({"mrn": "ZZ-1", **row})
    merged = Merging(Origin("test"), TEMPLATES).merge(None, outcome.reading.rows[0])
    values, book = Values(merged.case, PartialDate(2026, 11, 23)), RuleBook(profiles[0].rules)
    told = frozenset(name for name, one in outcome.reading.rows[0].facts.items() if one.answer.is_known)
    finding = [rule for rule in profiles[0].rules if rule.finds(values)]
    assert finding
    assert [rule for rule in book.of_no_others(told) if rule.finds(values)] == finding
