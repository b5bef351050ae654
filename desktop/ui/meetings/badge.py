"""The badge on the rail: how many days are left to the next meeting."""

from __future__ import annotations

from desktop.clinical.errors import UserError
from desktop.services.meetings.planning import next_meeting
from desktop.ui.desk import Desk
from desktop.ui.meetings.words import in_days, when_words


def badge_of(desk: Desk) -> tuple[str, str]:
    """``3 d`` and what is read out for it; nothing where no meeting is planned, or none can be read just now."""
    today = desk.today()
    try:
        coming = next_meeting(desk.board, today)
    except UserError:
        return "", ""
    if coming is None:
        return "", ""
    days = (coming.day - today).days
    return f"{days} d" if days else "today", f"Next meeting {in_days(coming.day, today)}: {when_words(coming)}"
