"""Derived facts, contradictions, boundary days and the warnings that go with them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from desktop.clinical.errors import UserError
from desktop.clinical.risk import RulePack

REGIONS = ("loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")
M_AT_400: dict[str, Any] = {
    "category": "neuroblastoma",
    "inrgss": "M",
    "age_days": 400,
    "mycn": "not_amplified",
    "histology": "favourable",
    "ploidy": "hyperdiploid",
}


def warned(warnings: tuple[str, ...], words: str) -> bool:
    return any(words in one for one in warnings)


def test_one_lost_region_makes_segmental_changes_present(rules: RulePack) -> None:
    for region in REGIONS:
        found = rules.assess({**M_AT_400, region: True})
        assert (found.groups, found.settled) == (("high",), True)
        assert "sca" not in found.cannot_change


def test_segmental_changes_are_absent_only_from_seven_regions(rules: RulePack) -> None:
    clean = dict.fromkeys(REGIONS, False)
    assert rules.assess({**M_AT_400, **clean}).groups == ("intermediate",)
    for region in REGIONS:
        found = rules.assess({**M_AT_400, **clean, region: None})
        assert found.settling_sets == (("sca",),), "six of seven are not enough"


def test_an_overall_call_counts_over_a_region_that_contradicts_it(rules: RulePack) -> None:
    found = rules.assess({**M_AT_400, "sca": "absent", "loss_11q": True})
    assert found.groups == ("intermediate",)
    assert warned(found.warnings, "regions disagree")
    all_false = rules.assess({**M_AT_400, "sca": "present", **dict.fromkeys(REGIONS, False)})
    assert all_false.groups == ("high",)
    assert warned(all_false.warnings, "regions disagree")
    agreeing = rules.assess({**M_AT_400, "sca": "present", "loss_11q": True})
    assert not warned(agreeing.warnings, "disagree")


@pytest.mark.parametrize(
    ("index", "group", "near"),
    [
        (1.2, ("intermediate",), False),
        (Decimal("1.05"), ("intermediate",), True),
        (1.051, ("intermediate",), False),
        (1, ("high",), True),
        (1.0, ("high",), True),
        (0.95, ("intermediate", "high"), True),
        (0.94, ("intermediate", "high"), False),
    ],
)
def test_ploidy_follows_from_the_dna_index(rules: RulePack, index: Any, group: tuple[str, ...], near: bool) -> None:
    facts = {key: value for key, value in M_AT_400.items() if key != "ploidy"}
    found = rules.assess({**facts, "sca": "absent", "dna_index": index})
    assert found.groups == group
    assert warned(found.warnings, "0.95") == near


@pytest.mark.parametrize(("index", "entered", "group"), [(1, "hyperdiploid", "intermediate"), (1.5, "diploid", "high")])
def test_the_class_of_the_laboratory_goes_before_the_index(
    rules: RulePack, index: Any, entered: str, group: str
) -> None:
    found = rules.assess({**M_AT_400, "sca": "absent", "dna_index": index, "ploidy": entered})
    assert found.groups == (group,)
    assert warned(found.warnings, "the class that the laboratory gave is used")
    assert not warned(rules.assess({**M_AT_400, "dna_index": 1.5}).warnings, "disagree")


def test_an_unknown_category_is_taken_as_neuroblastoma_and_said_so(rules: RulePack) -> None:
    facts = {key: value for key, value in M_AT_400.items() if key != "category"}
    assert warned(rules.assess(facts).warnings, "taken as neuroblastoma")
    assert not warned(rules.assess(M_AT_400).warnings, "taken as neuroblastoma")


@pytest.mark.parametrize("day", [364, 365, 366, 546, 547, 548, 549])
def test_disputed_days_warn(rules: RulePack, day: int) -> None:
    found = rules.assess({**M_AT_400, "age_days": day})
    assert warned(found.warnings, "boundary") == (day in {365, 547, 548})


L2: dict[str, Any] = {"category": "neuroblastoma", "inrgss": "L2", "mycn": "not_amplified"}


@pytest.mark.parametrize(
    ("day", "rows"), [(546, ("C2-04",)), (547, ("C2-05", "C2-06a")), (548, ("C2-06a",)), (549, ("C2-06a",))]
)
def test_around_day_547_a_computed_class_may_be_either(rules: RulePack, day: int, rows: tuple[str, ...]) -> None:
    found = rules.assess({**L2, "age_days": day, "grade": "poorly_differentiated", "mki": "low"})
    assert found.rows == rows
    assert warned(found.warnings, "either side") == (day == 547)


@pytest.mark.parametrize(("histology", "row"), [("favourable", "C2-05"), ("unfavourable", "C2-06a")])
def test_on_day_547_an_entered_class_counts(rules: RulePack, histology: str, row: str) -> None:
    facts = {**L2, "age_days": 547, "grade": "poorly_differentiated", "mki": "low", "histology": histology}
    found = rules.assess(facts)
    assert found.rows == (row,)
    assert found.settled
    assert warned(found.warnings, "boundary")
    assert not warned(found.warnings, "cannot occur together")


def test_favourable_at_three_years_means_differentiating(rules: RulePack) -> None:
    found = rules.assess({**L2, "age_days": 1100, "histology": "favourable"})
    assert (found.rows, found.settled) == (("C2-05",), True)
    assert "grade" not in found.cannot_change


def test_a_contradiction_frees_the_other_facts_and_warns(rules: RulePack) -> None:
    found = rules.assess({**L2, "age_days": 2000, "histology": "favourable"})
    assert found.rows == ("C2-07", "C2-08")
    assert found.settling_sets == (("grade",),)
    assert warned(found.warnings, "cannot occur together")
    undifferentiated = rules.assess({**L2, "age_days": 1000, "histology": "favourable", "grade": "undifferentiated"})
    assert undifferentiated.rows == ("C2-05",), "histology as entered counts, for its own column"
    assert warned(undifferentiated.warnings, "cannot occur together")


def test_ms_bounds_an_unknown_age(rules: RulePack) -> None:
    found = rules.assess({"category": "neuroblastoma", "inrgss": "MS", "mycn": "not_amplified"})
    assert set(found.rows) == {"C2-15", "C2-16", "C2-17", "C2-18", "C2-19"}
    assert "age_days" in found.deciding


def test_4s_bounds_an_unknown_age_in_a_scheme_without_it(rules: RulePack) -> None:
    m_only = {"category": "neuroblastoma", "inrgss": "M", "mycn": "not_amplified"}
    found = rules.assess({**m_only, "inss": "4S"})
    assert (found.rows, found.settled) == (("C2-10",), True)
    assert "age_days" in found.cannot_change, "the age is still unknown, and is never derived"
    assert rules.assess({**m_only, "inss": "4"}).groups == ("intermediate", "high")
    assert rules.assess({**m_only, "inss": "4S", "age_days": 800}).rows == ("C2-13",), "a known age counts as entered"


def test_a_class_that_contradicts_ms_drops_the_classification_and_keeps_the_stage(rules: RulePack) -> None:
    unfavourable = {"histology": "unfavourable", "grade": "differentiating", "mki": "low"}
    found = rules.assess({"category": "neuroblastoma", "inrgss": "MS", "mycn": "not_amplified", **unfavourable})
    assert warned(found.warnings, "cannot occur together")
    assert set(found.rows) == {"C2-16", "C2-17", "C2-19"}


def test_high_from_18_months_whatever_mycn(rules: RulePack) -> None:
    found = rules.assess({"category": "neuroblastoma", "inrgss": "M", "age_days": 600})
    assert (found.groups, found.settled, found.deciding) == (("high",), True, ())
    assert "mycn" in found.cannot_change


def test_null_is_unknown(rules: RulePack) -> None:
    assert rules.assess({"mycn": None, "age_days": None}) == rules.assess({})


@pytest.mark.parametrize(
    ("facts", "named"),
    [
        ({"colour": "red"}, "colour"),
        ({"idrfs": ()}, "idrfs"),
        ({"mycn": "positive"}, "mycn"),
        ({"inrgss": "4"}, "inrgss"),
    ],
)
def test_unknown_keys_and_values_are_refused_by_name(rules: RulePack, facts: dict[str, Any], named: str) -> None:
    with pytest.raises(UserError, match=named):
        rules.assess(facts)


def test_an_unknown_scheme_is_refused_by_name(rules: RulePack) -> None:
    with pytest.raises(UserError, match="cog-v9"):
        rules.assess({}, "cog-v9")
    with pytest.raises(UserError, match="cog-v9"):
        rules.named(["cog-v2", "cog-v9"])
    assert rules.named(["cog-v2"]) == ("cog-v2",)


def test_possible_values_of_an_open_column(rules: RulePack) -> None:
    facts = {**L2, "histology": "favourable"}
    assert rules.possible(facts, "age_days", "cog-v2") == (0, 365, 547, 548)
    assert rules.possible(facts, "grade", "cog-v2") == ("poorly_differentiated", "differentiating")
    assert rules.possible({**facts, "age_days": 700}, "inrgss", "cog-v2") == ("L2",)
    assert rules.possible({"age_days": 700}, "inrgss", "cog-v2") == ("L1", "L2", "M")
    assert rules.values("mycn") == ("not_amplified", "amplified")
