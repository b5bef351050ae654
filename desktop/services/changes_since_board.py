"""Since the last board: the latest day on which the board met about a child, as the history tells it, never typed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from itertools import pairwise
from typing import TYPE_CHECKING
from uuid import UUID

from db.audit_search import AuditQuery, search_audit
from db.entities import CASE
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import ReferralEnd
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.services.boards import Board
from desktop.services.library import Library

if TYPE_CHECKING:
    from db.audit import AuditEntry
    from db.work import Work
    from desktop.services.changes_since import ChangesSince

_FACT = "board_on"
_SPOKEN = (ReferralEnd.DISCUSSED, ReferralEnd.NOTED)


@dataclass(frozen=True, slots=True)
class SinceBoard:
    """The last board about a child and what changed since; ``day`` is None where none has passed.

    ``found`` is None where the history does not lead back to that day, and while it is not ``read`` yet.
    """

    day: date | None = None
    found: ChangesSince | None = None
    read: bool = True


NO_BOARD = SinceBoard()


def since_last_board(
    board: Board, library: Library, case_id: UUID, today: date, *, past: bool = False, zone: tzinfo | None = None
) -> SinceBoard:
    """What changed since the last board before ``today``; with ``past`` as it stood at the end of that day."""
    until = today if past else None
    day = last_board(board, case_id, today, until=until, zone=zone)
    return NO_BOARD if day is None else since_board(board, library, case_id, day, until=until, zone=zone)


def since_board(
    board: Board, library: Library, case_id: UUID, day: date, *, until: date | None = None, zone: tzinfo | None = None
) -> SinceBoard:
    """What changed since the board of a day."""
    # a child without a board behind it is shown before this is loaded
    from desktop.services.changes_since import changes_since

    try:
        return SinceBoard(day, changes_since(board, library, case_id, day, until=until, zone=zone))
    except UserError:
        return SinceBoard(day)


def last_board(
    board: Board, case_id: UUID, today: date, *, until: date | None = None, zone: tzinfo | None = None
) -> date | None:
    """The latest board date of a case that passed before ``today``; None where there is none.

    A date passed if the case stood on that board when the day began, or overnight if it was entered later: one that
    was put off beforehand, or corrected on the day it was typed, was no board. ``until``: as far as was known then.
    """
    query = AuditQuery(case_id=case_id, kinds=(CASE.table,), facts=(_FACT,), until=until, zone=zone, limit=None)
    with board.database.read() as work:
        entries = search_audit(work.connection, query)[::-1]
        held = _held(work, case_id)
    return max((day for day in (*_passed(entries, zone), *held) if day < today), default=None)


def _held(work: Work, case_id: UUID) -> list[date]:
    """The meetings that spoke about a case, or noted it: they count whenever they were written down."""
    referred = work.board_work.where(Referral, case_id=case_id)
    ended = {one.meeting_id for one in referred if one.meeting_id is not None and one.ended in _SPOKEN}
    return [one.day for one in work.board_work.where(Meeting, id=ended)] if ended else []


def moved_on(entries: Sequence[AuditEntry], zone: tzinfo | None = None) -> list[date]:
    """The board dates that a case was on and that another one replaced since; ``entries`` are the oldest first."""
    told = [(one.at.astimezone(zone).date(), _day(one.changes[_FACT][1])) for one in entries if _FACT in one.changes]
    return [day for (typed, day), (changed, _) in pairwise(told) if day is not None and _stood(day, typed, changed)]


def _passed(entries: Sequence[AuditEntry], zone: tzinfo | None) -> list[date]:
    """The board dates of a case that it was on, whether they have come or not."""
    last = [_day(one.changes[_FACT][1]) for one in entries if _FACT in one.changes][-1:]
    return [*moved_on(entries, zone), *(day for day in last if day is not None)]


def _stood(day: date, typed: date, changed: date) -> bool:
    """Whether a board date still stood when its day began; typed afterwards, whether it stood overnight."""
    return changed >= day if typed < day else changed > typed


def _day(told: object) -> date | None:
    """The whole day that an entry tells; a month, a silence and nothing are none."""
    try:
        return date.fromisoformat(told) if isinstance(told, str) else None
    except ValueError:
        return None
