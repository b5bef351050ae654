"""What a decision stands on, and whether it still does: facts, what the schemes made of them, and the rules.

A decision never changes by itself. Where a fact that it stands on is another one now, that is said; what follows is
for people.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from uuid import UUID, uuid4

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.decision import Ground
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.risk import RulePack
from desktop.clinical.risk.case_facts import facts_of

SCHEME = "scheme."
"""Before the id of a scheme: the groups that it could still reach stand among the grounds, too."""

BESIDE_RISK = ("born", "diagnosed", "age_days", "dna_index", "alk", "response_overall", "response_marrow")
"""Facts that no scheme asks for by these names and that decisions in treatment stand on, too."""


@dataclass(frozen=True, slots=True)
class ChangedGround:
    """A fact that is not what a decision stood on: what it was and what it is, as codes; empty: not known."""

    fact: str
    before: str
    now: str


def ground_names(rules: RulePack) -> tuple[str, ...]:
    """The facts that a decision may stand on, in the order of the record: those that any rule asks for, and more."""
    asked = {*rules.columns, *rules.stage_facts, *BESIDE_RISK}
    return tuple(name for name in FIELDS if name in asked)


def grounds_now(case: Case, rules: RulePack, names: Iterable[str]) -> dict[str, tuple[str, UUID | None]]:
    """Each fact as a code with the row that it stands in, and what every scheme makes of the case."""
    found = {name: _told(case, name) for name in names}
    facts = facts_of(case, rules)
    for scheme in rules.schemes:
        answer = rules.assess(facts.facts, scheme.id)
        found[f"{SCHEME}{scheme.id}"] = (" ".join(answer.groups), None)
    return found


def changed_grounds(whole: WholeDecision, now: Mapping[str, tuple[str, UUID | None]]) -> tuple[ChangedGround, ...]:
    """What a frozen decision stood on and is another now; a fact that this program no longer has stays unjudged."""
    return tuple(
        ChangedGround(one.fact, one.value, now[one.fact][0])
        for one in whole.grounds
        if one.fact in now and now[one.fact][0] != one.value
    )


def grounds_to_keep(
    whole: WholeDecision,
    now: Mapping[str, tuple[str, UUID | None]],
    left_out: Iterable[str] = (),
    new_key: Callable[[], UUID] = uuid4,
) -> tuple[Ground, ...]:
    """The grounds of a decision that is frozen now, without those that somebody took away."""
    gone, one = set(left_out), whole.decision
    kept = [(fact, *told) for fact, told in now.items() if fact not in gone]
    return tuple(
        Ground(
            id=new_key(), decision_id=one.id, case_id=one.case_id, place=place, fact=fact, value=value, source=source
        )
        for place, (fact, value, source) in enumerate(kept)
    )


def told_value(value: object) -> str:
    """A known value as one text that is the same for the same value: codes sorted, numbers as they are written."""
    if isinstance(value, frozenset | set | tuple | list):
        return " ".join(sorted(told_value(one) for one in value))
    if isinstance(value, bool):
        return "yes" if value else "no"
    return str(value.value) if isinstance(value, Enum) else str(value)


def _told(case: Case, name: str) -> tuple[str, UUID | None]:
    reading = FIELDS[name].reading(case)
    answer: Answer[object] = reading.answer
    # an empty set is an answer, too: looked for, and none there
    value = (told_value(answer.value) or "none") if answer.is_known else ""
    return value, reading.result.id if reading.result is not None and answer.is_known else None
