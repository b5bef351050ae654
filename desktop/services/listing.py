"""The case list, read without anything that is slow to load: a window shows it first."""

from __future__ import annotations

from db import case_list
from desktop.clinical.listing import CaseLines, CaseQuery
from desktop.services.boards import Board


def list_cases(board: Board, query: CaseQuery) -> CaseLines:
    """One page of the case list."""
    with board.database.glance() as connection:
        return case_list.search(connection, query)
