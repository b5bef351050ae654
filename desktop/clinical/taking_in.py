"""A record comes to a child who is here already: what is new, what both say differently, and the case it becomes.

Rows (results, entries, plans) are told apart by their keys. One that the board does not have comes in whole, with where
it came from. Of one that both have, and of the facts of the case itself, what only one side says is kept; where both
say different things a person chooses, and nothing is chosen for them. Nothing that is here goes away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, TypeGuard
from uuid import UUID

from desktop.clinical.answers import NOT_ASKED, Answer, is_left_out
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.merging import FIRST_NUMBER, OF_THE_ROW, PLAN, Both, Side, both

_NOTHING: tuple[object, ...] = (NOT_ASKED, "", None, (), frozenset())


@dataclass(frozen=True)
class TwoRows:
    """One result, entry or plan as it is here (``kept``) and in the record (``other``), under one key.

    ``table`` is the list of the case, ``fields`` what both tell differently; one-sided fields are not among them.
    """

    table: str
    kept: Any
    other: Any
    fields: tuple[str, ...]

    @property
    def name(self) -> str:
        """What a choice about it is called: the list and the key."""
        return f"{self.table} {self.kept.id}"


@dataclass(frozen=True)
class Comparison:
    """A case of the board beside the record of the same child.

    ``facts`` are those of the case itself that need a choice, ``rows`` likewise; ``filled`` are facts that only the
    record says; ``added`` counts the rows that are new, by list; ``completed`` the rows here that the record says more
    of, without a contradiction.
    """

    facts: tuple[Both, ...]
    rows: tuple[TwoRows, ...]
    filled: tuple[Both, ...]
    added: Mapping[str, int]
    completed: Mapping[str, int]

    @property
    def brings_nothing(self) -> bool:
        """Whether everything in the record is here."""
        return not (self.facts or self.rows or self.filled or self.added or self.completed)

    @property
    def choices(self) -> tuple[str, ...]:
        """What a person has to choose, by name."""
        return (*(one.name for one in self.facts), *(one.name for one in self.rows))


def compare(kept: Case, record: Case) -> Comparison:
    """What a record brings to a case that is here, and what has to be chosen."""
    told = [one for one in both(kept, record) if not _is_known_row(one, kept)]
    pairs = list(_pairs(kept, record))
    merely = [one for one in pairs if not one.fields and _joined(one, Side.KEPT) != one.kept]
    return Comparison(
        facts=tuple(one for one in told if one.chosen is None),
        rows=tuple(one for one in pairs if one.fields),
        filled=tuple(one for one in told if one.chosen is Side.OTHER and one.name not in (FIRST_NUMBER, PLAN)),
        added={name: len(rows) for name in _lists(kept) if (rows := _new(name, kept, record))},
        completed={name: count for name in _lists(kept) if (count := sum(one.table == name for one in merely))},
    )


def taken_in(kept: Case, record: Case, choices: Mapping[str, Side]) -> Case:
    """The case with what the record brings, under its key and number. Raises UserError where a choice is missing."""
    comparison = compare(kept, record)
    missing = [name for name in comparison.choices if name not in choices]
    if missing:
        raise UserError(
            f"Case {kept.number} and the record differ in {len(missing)} facts that nobody chose; nothing was changed."
        )
    changed: dict[str, Any] = {one.name: one.other for one in comparison.filled}
    for one in comparison.facts:
        if one.name not in (FIRST_NUMBER, PLAN) and choices[one.name] is Side.OTHER:
            changed[one.name] = one.other
    joined = {pair.kept.id: _joined(pair, choices.get(pair.name, Side.KEPT)) for pair in _pairs(kept, record)}
    for name in _lists(kept):
        here = tuple(joined.get(row.id, row) for row in getattr(kept, name))
        new = _new(name, kept, record)
        first = _goes_first(name, choices)
        changed[name] = (*new, *here) if first else (*here, *new)
    return replace(kept, **changed)


def _goes_first(name: str, choices: Mapping[str, Side]) -> bool:
    """The number that names the child is the first; the plan that holds is the last."""
    if name == "identifiers":
        return choices.get(FIRST_NUMBER) is Side.OTHER
    return name == "plans" and choices.get(PLAN) is Side.KEPT


def _is_known_row(one: Both, kept: Case) -> bool:
    """Of a plan that both have the rows are compared, and not which plan it is."""
    return one.name == PLAN and bool(one.other) and one.other[0].id in {plan.id for plan in kept.plans}


def _lists(case: Case) -> Iterator[str]:
    return (
        one.name for one in fields(case) if one.name not in OF_THE_ROW and isinstance(getattr(case, one.name), tuple)
    )


def _new(name: str, kept: Case, record: Case) -> tuple[Any, ...]:
    """The rows of a list that are not here; a number that is here under another key is not new."""
    here: set[UUID] = {row.id for row in getattr(kept, name)}
    rows = tuple(row for row in getattr(record, name) if row.id not in here)
    if name != "identifiers":
        return rows
    known = {(one.system, one.value) for one in kept.identifiers}
    return tuple(one for one in rows if (one.system, one.value) not in known)


def _pairs(kept: Case, record: Case) -> Iterator[TwoRows]:
    """Rows that both have under one key and that are not the same."""
    for name in _lists(kept):
        theirs = {row.id: row for row in getattr(record, name)}
        for row in getattr(kept, name):
            other = theirs.get(row.id)
            if other is not None and other != row:
                differ = (
                    one.name for one in fields(row) if _contradict(getattr(row, one.name), getattr(other, one.name))
                )
                yield TwoRows(name, row, other, tuple(differ))


def _contradict(one: object, two: object) -> bool:
    """Rows within a row contradict each other where one that both have does; a further one on a side is only more."""
    if _are_rows(one) and _are_rows(two):
        return any(
            _contradict(getattr(here, field.name), getattr(there, field.name))
            for here, there in _same(one, two)
            for field in fields(here)
        )
    return one != two and not _is_nothing(one) and not _is_nothing(two)


def _is_nothing(value: object) -> bool:
    """Nobody said it, or whoever sent it left it out: against what the other says it counts for nothing."""
    return value in _NOTHING or (isinstance(value, Answer) and is_left_out(value))


def _are_rows(value: object) -> TypeGuard[tuple[Any, ...]]:
    return isinstance(value, tuple) and bool(value) and all(hasattr(one, "id") for one in value)


def _same(one: tuple[Any, ...], two: tuple[Any, ...]) -> Iterator[tuple[Any, Any]]:
    """The rows of two lists that have one key."""
    theirs = {row.id: row for row in two}
    return ((row, theirs[row.id]) for row in one if row.id in theirs)


def _joined(pair: TwoRows, side: Side) -> Any:
    """One row of two: what only one says is kept, and of what both say the chosen side counts."""
    return _row_of(pair.kept, pair.other) if side is Side.KEPT else _row_of(pair.other, pair.kept)


def _row_of(first: Any, second: Any) -> Any:
    told = {one.name: (getattr(first, one.name), getattr(second, one.name)) for one in fields(first)}
    return replace(first, **{name: _told(one, two) for name, (one, two) in told.items()})


def _told(first: Any, second: Any) -> Any:
    """What the first says, else the second; of rows within a row all of both, none goes away."""
    if not _are_rows(first) or not _are_rows(second):
        return second if _is_nothing(first) and not _is_nothing(second) else first
    theirs = {row.id: row for row in second}
    here = [_row_of(row, theirs.pop(row.id)) if row.id in theirs else row for row in first]
    return (*here, *theirs.values())
