"""The day of the demonstration, and its meetings and children by name."""

from __future__ import annotations

from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.boards import Board
from desktop.services.meetings.planning import meetings

TODAY = date(2026, 11, 23)


def meeting_on(board: Board, day: date) -> Meeting:
    return next(one for one in meetings(board) if one.day == day)


def child(board: Board, name: str) -> Case:
    with board.database.read() as work:
        cases = [work.cases.by_number(number) for number in range(1, 25)]
    return next(one for one in cases if one.given_name == name)
