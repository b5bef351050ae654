"""A child comes back from the bin: on which day the board speaks about it next is worked out anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral

if TYPE_CHECKING:
    from db.work import Work


def out_of_bin(work: Work, case: Case, today: date) -> Case:
    """The case back on the list; meetings went on without it, so its next one is the one on whose agenda it stands.

    A day that a person wrote down stays only where it is still to come and its meeting was not closed or called off.
    One that is not in the bin stays as it is.
    """
    if case.deleted is None:
        return case
    return replace(case, deleted=None, board_on=_next_board(work, case, today))


def _next_board(work: Work, case: Case, today: date) -> Answer[PartialDate]:
    meetings = {one.id: one for one in work.board_work.where(Meeting)}
    on = next((one.meeting_id for one in work.board_work.where(Referral, case_id=case.id) if one.is_open), None)
    if on is not None and not meetings[on].is_over:
        return known(PartialDate.of(meetings[on].day))
    day = case.board_on.value
    if day is None:
        return case.board_on
    held = [one.is_over for one in meetings.values() if one.day == day.full]
    gone = day.latest < today or (bool(held) and all(held))
    return NOT_ASKED if gone else case.board_on
