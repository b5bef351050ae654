"""What tables can be asked: the same doors, and the same answers, that the command line has."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeAlias

from desktop.clinical.facts import read_facts, read_staging_facts
from desktop.clinical.risk import RulePack

Answer: TypeAlias = Mapping[str, object]
"""One answer, as the JSON object that other programs read."""

Answers: TypeAlias = Mapping[str, Callable[[str, object], Answer]]
"""For each name of a call what it does: the id of a table and the facts of a child give the answer.

A call raises UserError for facts that it refuses.
"""


def rule_answers(rules: RulePack) -> Answers:
    """What the risk tables, the staging system and the histological classification can be asked."""
    return {
        "assess": lambda table, facts: _assess(rules, table, facts),
        "stage": lambda _table, facts: rules.stage(read_staging_facts(facts)).document(),
        "histology": lambda table, facts: rules.histology(read_facts(facts), table).document(),
    }


def _assess(rules: RulePack, table: str, facts: object) -> Answer:
    """By one scheme; the ids of variants to lay over it stand after it, as in ``cog-v1+2-amplified``."""
    scheme, *variants = table.split("+")
    return rules.with_variants({scheme: variants}).assess(read_facts(facts), scheme).document()
