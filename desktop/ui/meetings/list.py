"""The meetings in order of use: what is still to come, the next one first, then what is over, the latest first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.clinical.meetings.meeting import Meeting
from desktop.ui.meetings.words import state_words, when_words


def in_order(meetings: Sequence[Meeting]) -> tuple[Meeting, ...]:
    """Those to come, then those that are over."""
    coming = [one for one in meetings if not one.is_over]
    over = [one for one in meetings if one.is_over]
    return (*coming, *reversed(over))


def first_choice(meetings: Sequence[Meeting]) -> Meeting | None:
    """The one that is looked at first: what comes next, else the latest."""
    return next(iter(in_order(meetings)), None)


def list_rows(meetings: Sequence[Meeting], today: date) -> list[tuple[str, ...]]:
    """Each meeting with its day and where it stands."""
    return [(f"{when_words(one)}\n{state_words(one, today)}",) for one in meetings]
