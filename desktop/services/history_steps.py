"""The history as people read it: a step at a time, with who and which case, in pages that come quickly."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from db.audit import AuditEntry
from db.audit_search import (
    NO_TIME,
    NOBODY,
    AuditQuery,
    AuditStep,
    entries_of,
    facts_changed,
    moments_of,
    numbers_of,
    search_steps,
    some_of,
)
from desktop.services.boards import Board

__all__ = [
    "NO_TIME", "PAGE", "HistoryChoices", "HistoryPage", "HistoryStep", "case_key", "change_days", "history_choices",
    "history_page", "step_entries",
]  # fmt: skip

PAGE = 100
"""Steps read at a time."""

_SHOWN, _MOST = 24, 500
"""Entries of a step that are read for its line, and when it is opened."""


@dataclass(frozen=True, slots=True)
class HistoryStep:
    """One transaction as it stands in a list: who did it, to which case (0: none, or several), and what of it fits.

    ``entries`` are the first of those that fit.
    """

    step: AuditStep
    person: str
    number: int
    entries: tuple[AuditEntry, ...]

    @property
    def at(self) -> datetime:
        """When it was done, in UTC."""
        return self.step.at

    @property
    def case_id(self) -> UUID | None:
        """The case that it is about, if it is one that is on the board."""
        return UUID(self.step.case_id) if self.number and self.step.case_id else None


@dataclass(frozen=True, slots=True)
class HistoryPage:
    """Some steps, latest first; ``before`` is where the next page begins, None where there is no more."""

    steps: tuple[HistoryStep, ...]
    before: int | None


def history_page(board: Board, query: AuditQuery) -> HistoryPage:
    """One page of what fits; ask for the next with its ``before``."""
    with board.database.read() as work:
        found = search_steps(work.connection, replace(query, limit=PAGE + 1))
        shown = found[:PAGE]
        names = {str(one.id): one.name for one in work.persons.all()}
        numbers = numbers_of(work.connection, {one.case_id for one in shown if one.case_id is not None})
        steps = tuple(
            HistoryStep(
                one,
                names.get(one.person, ""),
                numbers.get(one.case_id or "", 0),
                tuple(some_of(work.connection, query, one, _SHOWN)),
            )
            for one in shown
        )
    return HistoryPage(steps, shown[-1].first if len(found) > PAGE else None)


def step_entries(board: Board, step: HistoryStep, case_id: UUID | None = None) -> list[AuditEntry]:
    """Everything that was written in a step, or what of it is about a case; of a long import the beginning."""
    with board.database.read() as work:
        return entries_of(work.connection, step.step, case_id, _MOST)


@dataclass(frozen=True, slots=True)
class HistoryChoices:
    """What a history can be filtered by: the people by key, and for a case the facts that were ever changed."""

    people: Mapping[UUID, str]
    facts: Sequence[tuple[str, str]]


def history_choices(board: Board, case_id: UUID | None) -> HistoryChoices:
    """The people of the board, those who left too, and the facts of a case that have a history."""
    with board.database.read() as work:
        people = {one.id: one.name for one in work.persons.all()}
        facts = facts_changed(work.connection, case_id) if case_id is not None else []
    return HistoryChoices(people, facts)


def case_key(board: Board, number: int) -> UUID:
    """The key of a case by its number; where there is none, one that no case has."""
    with board.database.read() as work:
        return next((key for key, one in work.cases.numbers().items() if one == number), NOBODY)


def change_days(board: Board, case_id: UUID) -> tuple[date, ...]:
    """The days, by the clock of this computer, on which a fact of a case was changed; earliest first."""
    from db.entities import ENTITIES

    with board.database.read() as work:
        moments = moments_of(work.connection, tuple(ENTITIES), case_id)
    return tuple(sorted({one.astimezone().date() for one in moments if one != NO_TIME}))
