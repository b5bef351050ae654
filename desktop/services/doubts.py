"""What cannot be in a case, or is worth a second look: the same rules as for imported rows, asked of one case."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.services.importing.plausibility import CONTRADICTION, Rule, Values
from desktop.services.library import Library


@dataclass(frozen=True, slots=True)
class Doubt:
    """One finding: the fact it is about, the sentence, and whether no child can be so.

    What is not impossible is told beside the field and keeps nobody from saving.
    """

    fact: str
    reason: str
    impossible: bool


def doubts(library: Library, case: Case, today: date) -> tuple[Doubt, ...]:
    """All findings about a case; ``today`` is the day that no date may be after."""
    values = Values(case, PartialDate.of(today))
    return tuple(
        Doubt(rule.fact, rule.reason, rule.verdict == "reject") for rule in _rules(library) if rule.finds(values)
    )


def contradictions(library: Library, case: Case) -> tuple[str, ...]:
    """What of the child cannot both be right, such as metastases with a local stage: it stands beside every group."""
    values = Values(case, None)
    found = (one for one in _rules(library) if one.verdict == CONTRADICTION and one.finds(values))
    return tuple(one.reason for one in found)


def new_impossible(library: Library, before: Case | None, after: Case, today: date) -> str:
    """The sentence of the first thing that cannot be and that was not so before; empty if there is none."""
    known = set(doubts(library, before, today)) if before is not None else set()
    found = (one for one in doubts(library, after, today) if one.impossible and one not in known)
    return next((one.reason for one in found), "")


def _rules(library: Library) -> tuple[Rule, ...]:
    return next((profile.rules for profile in library.profiles if profile.rules), ())
