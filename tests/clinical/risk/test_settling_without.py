"""What would settle the group where some facts can never be known: the sets that are left, and none that needs them."""

from __future__ import annotations

from itertools import combinations
from typing import Any

import pytest

from desktop.clinical.risk import RulePack

SCHEMES = ("cog-v2", "cog-v1", "inrg-2009", "nccn-2026", "siopen-hr")
CHILDREN: tuple[dict[str, Any], ...] = (
    {"inrgss": "L2", "age_days": 1100, "mycn": "not_amplified"},
    {"inrgss": "M", "age_days": 438, "mycn": "not_amplified", "histology": "favourable"},
    {"inrgss": "MS", "age_days": 200, "mycn": "not_amplified"},
    {"inrgss": "L1", "age_days": 600},
    {"inss": "4", "age_days": 400, "mycn": "not_amplified"},
)


def _settles(rules: RulePack, facts: dict[str, Any], scheme: str, names: tuple[str, ...]) -> bool:
    """Asked the long way: every possible answer to these facts leaves nothing that decides."""
    if not names:
        return not rules.assess(facts, scheme).deciding
    name, *rest = names
    values = rules.possible(facts, name, scheme)
    return all(_settles(rules, {**facts, name: value}, scheme, tuple(rest)) for value in values)


@pytest.mark.parametrize("facts", CHILDREN)
@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_sets_left_are_those_that_settle_without_it(rules: RulePack, scheme: str, facts: dict[str, Any]) -> None:
    now = rules.assess(facts, scheme)
    for never in now.deciding:
        left = rules.scheme(scheme).settling_without(facts, [never])
        open_facts = [name for name in (*now.deciding, *now.cannot_change) if name != never]
        assert never not in left.deciding
        least = len(left.smallest[0]) if left.smallest else len(open_facts)
        for size in range(1, min(least, 3) + 1):
            found = {names for names in combinations(open_facts, size) if _settles(rules, facts, scheme, names)}
            wanted = {frozenset(one) for one in left.smallest} if size == least else set()
            assert {frozenset(one) for one in found} == wanted, (never, size)


def test_without_any_it_is_the_answer_of_the_scheme(rules: RulePack) -> None:
    for facts in CHILDREN:
        now = rules.assess(facts, "cog-v2")
        same = rules.scheme("cog-v2").settling_without(facts, [])
        assert (same.deciding, same.smallest) == (now.deciding, now.settling_sets)
