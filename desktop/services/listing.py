"""The case list, read without anything that is slow to load: a window shows it first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from db import case_list
from desktop.clinical.listing import CaseCounts, CaseLines, CaseQuery, Where
from desktop.services.boards import Board


def list_cases(board: Board, query: CaseQuery) -> CaseLines:
    """One page of the case list."""
    with board.database.glance() as connection:
        return case_list.search(connection, query)


def count_cases(board: Board, today: date) -> CaseCounts:
    """How many cases the views of the list have, and when the next board meeting is."""
    with board.database.glance() as connection:
        return case_list.counts(connection, today)


def count_each(board: Board, wheres: Sequence[Where]) -> tuple[int | None, ...]:
    """How many cases meet each of these filters; None for those that no list has any more."""
    if not wheres:
        return ()
    with board.database.glance() as connection:
        return case_list.count_each(connection, wheres)


def count_values(board: Board, query: CaseQuery, key: str) -> dict[str, int]:
    """How many of a query's cases have each value of a filter: stage, group, phase, status, board, missing, waiting."""
    with board.database.glance() as connection:
        return case_list.facet(connection, query, key)


def place_of(board: Board, query: CaseQuery, case_id: UUID) -> int | None:
    """At which place of a query's whole list a case stands, counted from 0, or None if it is not in it."""
    with board.database.glance() as connection:
        return case_list.place(connection, query, case_id)
