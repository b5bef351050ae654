"""The single fact behind a disagreement of two schemes, found by asking their tables."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from desktop.clinical.risk import RulePack
from desktop.clinical.risk.disagreement import Disagreement, disagreements

NOT = {"category": "neuroblastoma", "mycn": "not_amplified"}
GOOD = {**NOT, "histology": "favourable", "grade": "poorly_differentiated", "ploidy": "hyperdiploid", "sca": "absent"}
L1_AMPLIFIED = {"category": "neuroblastoma", "inrgss": "L1", "mycn": "amplified", "resection": "complete"}
M_GOOD = {**GOOD, "inrgss": "M", "inss": "4", "age_days": 400}
L2_DIFFERENTIATING = {**NOT, "inrgss": "L2", "age_days": 1100, "mki": "high", "grade": "differentiating"}


def all_of(rules: RulePack, facts: dict[str, Any]) -> tuple[Disagreement, ...]:
    return disagreements(rules, facts, tuple(rules.assess(facts, one.id) for one in rules.schemes))


def between(rules: RulePack, facts: dict[str, Any], *pair: str) -> Disagreement:
    return next(one for one in all_of(rules, facts) if one.schemes == pair)


@pytest.mark.parametrize(
    ("facts", "pair", "fact", "asks", "value", "other", "alone"),
    [
        # INRG does not ask what was resected, SIOPEN asks for no biology but MYCN
        (L1_AMPLIFIED, ("cog-v2", "inrg-2009"), "resection", "cog-v2", "complete", "incomplete", True),
        (M_GOOD, ("cog-v2", "siopen-hr"), "sca", "cog-v2", "absent", "present", True),
        (M_GOOD, ("cog-v1", "siopen-hr"), "ploidy", "cog-v1", "hyperdiploid", "diploid", True),
        # the older table still counts day 547 as younger
        ({**M_GOOD, "age_days": 547}, ("cog-v2", "cog-v1"), "age_days", "cog-v2", 547, 546, False),
        # INRG has all these favourable to 18 months, SIOPEN none above a year
        (M_GOOD, ("inrg-2009", "siopen-hr"), "age_days", "inrg-2009", 400, 547, False),
        # by grade in one, by INPC class in the other: no value of either would do
        (L2_DIFFERENTIATING, ("cog-v2", "nccn-2026"), "histology", "cog-v2", "unfavourable", None, False),
        (M_GOOD, ("cog-v2", "inrg-2009"), "sca", "cog-v2", "absent", None, True),
    ],
)
def test_the_fact_behind_a_disagreement(
    rules: RulePack, facts: dict[str, Any], pair: tuple[str, str], fact: str, asks: str, value: Any, other: Any,
    alone: bool,
) -> None:  # fmt: skip
    found = between(rules, facts, *pair)
    assert found == Disagreement(schemes=pair, fact=fact, asks=asks, value=value, other=other, alone=alone)


def test_with_the_other_value_both_schemes_say_the_same(rules: RulePack) -> None:
    seen = 0
    for child in (L1_AMPLIFIED, M_GOOD, L2_DIFFERENTIATING, {**M_GOOD, "age_days": 547}):
        for one in all_of(rules, child):
            if one.other is None or one.fact is None:
                continue
            seen += 1
            first, second = (rules.assess({**child, one.fact: one.other}, scheme) for scheme in one.schemes)
            assert rules.alike(first.groups, second.groups), one
    assert seen > 5


def test_only_settled_groups_that_differ_are_explained(rules: RulePack) -> None:
    assert all_of(rules, {}) == ()
    everywhere_high = {**M_GOOD, "age_days": 900, "mycn": "amplified", "histology": "unfavourable"}
    assert all_of(rules, everywhere_high) == ()
    # not high and low say the same: SIOPEN tells no more apart
    low = {**GOOD, "inrgss": "L1", "inss": "1", "age_days": 900}
    assert {one.schemes for one in all_of(rules, low)} == {
        pair
        for pair in combinations([one.id for one in rules.schemes], 2)
        if "inrg-2009" in pair and "siopen-hr" not in pair
    }, "INRG has very low, the others low"


@pytest.mark.parametrize(
    "category", ["ganglioneuroma_maturing", "ganglioneuroma_mature", "ganglioneuroblastoma_intermixed"]
)
@pytest.mark.parametrize("grade", ["undifferentiated", "poorly_differentiated", "differentiating"])
def test_a_grade_entered_for_a_tumour_that_has_none_stops_nothing(rules: RulePack, category: str, grade: str) -> None:
    """INRG and SIOPEN differ; no scheme is asked about a tumour 'without a grade', which is no value of a grade."""
    facts: dict[str, Any] = {
        "age_days": 3000,
        "inrgss": "L2",
        "category": category,
        "grade": grade,
        "mycn": "amplified",
    }
    told = disagreements(rules, facts, tuple(rules.assess(facts, one.id) for one in rules.schemes))
    assert [one.schemes for one in told] == [("inrg-2009", "siopen-hr")]
    assert told[0].fact == "mycn"
