"""Two cases that are one child: what both say of each fact, and the one case that they become.

It is written over the fields of a case, whatever they are: a new kind of result comes along by itself. What is a row of
its own (identifiers, results, plans, entries) is kept of both, whole, with its key and where it came from: what one
laboratory or one person said never stands under the name of another. Of a fact of the case itself
there can be one value: where the cases say different things a person chooses, and nothing is chosen for them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from enum import StrEnum
from typing import Any

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case, Deletion, Identifier
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError

OF_THE_ROW = frozenset({"id", "number", "version", "demonstration", "deleted", "created_at", "changed_at"})
"""What belongs to the stored case and says nothing of the child."""

FIRST_NUMBER, PLAN = "mrn", "plans"
"""Two questions about rows of which one goes before the others: the hospital number that names the child, and the
treatment plan that holds."""


class Side(StrEnum):
    """Which of the two cases: the one that stays, or the one that goes to the bin."""

    KEPT = "kept"
    OTHER = "other"


@dataclass(frozen=True)
class Both:
    """One fact as both cases have it. ``chosen`` is the side where there is nothing to choose, else None.

    A silence with its reason says something; only what nobody was asked about is one-sided.
    """

    name: str
    kept: Any
    other: Any

    @property
    def chosen(self) -> Side | None:
        """The side that has it, where they agree or only one of them says anything."""
        if self.kept == self.other or _says_nothing(self.other):
            return Side.KEPT
        return Side.OTHER if _says_nothing(self.kept) else None

    @property
    def is_silent(self) -> bool:
        """Whether neither says anything."""
        return _says_nothing(self.kept) and _says_nothing(self.other)

    def of(self, side: Side) -> Any:
        """What one of them says."""
        return self.kept if side is Side.KEPT else self.other


@dataclass(frozen=True)
class Differing:
    """A fact of results that the cases tell differently: both results are kept, and ``counts`` is what then counts."""

    name: str
    kept: Any
    other: Any
    counts: Any


def both(kept: Case, other: Case) -> tuple[Both, ...]:
    """Every fact that the merged case has one value of, in the order of the record."""
    own = [Both(name, getattr(kept, name), getattr(other, name)) for name in _own_names(kept)]
    numbers = Both(FIRST_NUMBER, _number(kept), _number(other))
    plans = Both(PLAN, kept.plans[-1:], other.plans[-1:])
    return (*own, numbers, plans)


def conflicts(kept: Case, other: Case) -> tuple[Both, ...]:
    """The facts that a person has to choose."""
    return tuple(one for one in both(kept, other) if one.chosen is None)


def merged(kept: Case, other: Case, choices: Mapping[str, Side]) -> Case:
    """The case that both become, under the key and number of ``kept``. Raises UserError where a choice is missing."""
    refuse_merge(kept, other)
    changed: dict[str, Any] = {name: getattr(kept, name) + getattr(other, name) for name in _row_names(kept)}
    chosen = {one.name: one.chosen or choices.get(one.name) for one in both(kept, other)}
    missing = [name for name, side in chosen.items() if side is None]
    if missing:
        raise UserError(f"The cases differ in {len(missing)} facts that nobody chose; nothing was changed.")
    for name in _own_names(kept):
        changed[name] = getattr(kept if chosen[name] is Side.KEPT else other, name)
    if chosen[FIRST_NUMBER] is Side.OTHER:
        changed["identifiers"] = other.identifiers + kept.identifiers
    if chosen[PLAN] is Side.KEPT and kept.plans:
        # the plan that holds is the last
        changed["plans"] = other.plans + kept.plans
    return replace(kept, **changed)


def emptied(other: Case, deleted: Deletion) -> Case:
    """The case that goes to the bin: its rows are the other's now, and what it said of itself stays readable."""
    nothing: dict[str, Any] = dict.fromkeys(_row_names(other), ())
    return replace(other, deleted=deleted, **nothing)


def differing(kept: Case, other: Case, choices: Mapping[str, Side]) -> tuple[Differing, ...]:
    """The facts of results that both know and tell differently, with what counts of them after the merge."""
    done = merged(kept, other, choices)
    read = ((field, field.read(kept), field.read(other)) for field in FIELDS.values() if field.results is not None)
    return tuple(
        Differing(field.name, mine, theirs, field.read(done))
        for field, mine, theirs in read
        if mine.is_known and theirs.is_known and mine != theirs
    )


def moved(other: Case) -> dict[str, int]:
    """How many rows of each kind would come over from the case that goes to the bin."""
    return {name: len(getattr(other, name)) for name in _row_names(other) if getattr(other, name)}


def refuse_merge(kept: Case, other: Case) -> None:
    """Raise UserError for two cases that can never be one."""
    if kept.id == other.id:
        raise UserError("A case cannot be merged with itself; choose two cases.")
    for case in (kept, other):
        if case.deleted is not None:
            raise UserError(f"Case {case.number} is in the bin; nothing was changed, take it back first.")
    if kept.demonstration != other.demonstration:
        raise UserError("One of the cases is a child who does not exist; nothing was changed.")


def _own_names(case: Case) -> Iterator[str]:
    return (one.name for one in fields(case) if one.name not in OF_THE_ROW and not _is_rows(case, one.name))


def _row_names(case: Case) -> Iterator[str]:
    return (one.name for one in fields(case) if _is_rows(case, one.name))


def _is_rows(case: Case, name: str) -> bool:
    return isinstance(getattr(case, name), tuple)


def _says_nothing(value: object) -> bool:
    return value in (NOT_ASKED, "", None, ())


def _number(case: Case) -> str:
    """The hospital number that names the child; of another system's number nothing needs to be chosen."""
    own: list[Identifier] = [one for one in case.identifiers if one.system == "mrn"]
    return own[0].value if own else ""
