"""What can still be asked for: the deciding facts without those that are recorded as not applicable to the child.

To the rules every silence is unknown, and so a fact that does not apply still ranges over its values. Nobody can ask
for it, though, and nothing may say that its answer is awaited.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from desktop.clinical.answers import Answer
from desktop.clinical.biology import biology_cell
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.risk import Assessment, RulePack
from desktop.clinical.risk.case_facts import CaseFacts
from desktop.clinical.vocabulary import Silence


@dataclass(frozen=True, slots=True)
class Asking:
    """The facts to ask for under one scheme: all that decide, and the smallest sets that settle the group.

    ``kept_open`` are the facts that would decide and do not apply; ``others`` those that decided only with them.
    """

    deciding: tuple[str, ...]
    sets: tuple[tuple[str, ...], ...]
    kept_open: tuple[str, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def has_no_way(self) -> bool:
        """Whether nothing can settle the group, because what would is not applicable."""
        return bool(self.kept_open) and not self.sets


def answer_of(case: Case, fact: str) -> Answer[object]:
    """As the biology strip has it (a DNA index stands for ploidy), else as the record has it."""
    cell = biology_cell(case, fact)
    return cell.answer if cell is not None else FIELDS[fact].read(case)


def not_applicable(case: Case, facts: Collection[str]) -> frozenset[str]:
    """Those of some facts that do not apply to the child; the age is of every child."""
    asked = [name for name in facts if name in FIELDS and name != "age_days"]
    return frozenset(name for name in asked if answer_of(case, name).silence is Silence.NOT_APPLICABLE)


def asking(rules: RulePack, case: Case, found: CaseFacts, one: Assessment) -> Asking:
    """What can be asked for under the scheme of an assessment."""
    absent = not_applicable(case, one.deciding)
    kept = tuple(name for name in one.deciding if name in absent)
    if not kept:
        return Asking(one.deciding, one.settling_sets)
    left = rules.scheme(one.scheme).settling_without(found.facts, kept)
    others = tuple(name for name in one.deciding if name not in (*kept, *left.deciding))
    return Asking(left.deciding, left.smallest, kept, others)
