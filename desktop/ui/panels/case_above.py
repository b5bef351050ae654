"""What stands above every section of a case: the words of the banner, and that the case is in the bin."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.neutral_calendar import as_of, is_neutral
from desktop.clinical.timeline import phase_words
from desktop.services.coming import Coming, coming_next
from desktop.services.library import Library
from desktop.services.plans import current_plan, template_of
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.words import short_day, weekday

if TYPE_CHECKING:
    from desktop.clinical.timeline import PlannedEvent


def phase_and_next(
    library: Library, case: Case, plan: tuple[PlannedEvent, ...], today: date
) -> tuple[str, tuple[str, str]]:
    """The phase with its count, and what comes next under its head: the board meeting, else the next due event."""
    phase, after = "", ("Next board", _board_words(case))
    chosen = current_plan(case)
    if chosen is not None:
        phase = phase_words(template_of(library, chosen), plan)
    coming = coming_next(library, case, plan, today)
    if coming is not None and not after[1]:
        after = ("Next due", f"{coming.title}, {_when(coming, today)}")
    return phase, after


def _when(coming: Coming, today: date) -> str:
    """The day, or since when it is late, as the list counts it."""
    day = short_day(coming.until, today)
    return f"late since {day}" if coming.until < today else day


def _board_words(case: Case) -> str:
    """The next board with its day of the week: ``Thu 26 Nov 2026``; empty without one."""
    board = case.board_on.value
    if board is None:
        return ""
    return f"{weekday(board.full)} {board.words()}" if board.full else board.words()


def neutral_notice(look: Look, case: Case, today: date) -> Notice | None:
    """That a child came de-identified, so that no day of it can be set beside the calendar."""
    if not is_neutral(case):
        return None
    last = day_words(as_of(case, today))
    words = (
        f"Days count from the diagnosis (D+0), and what is late is told as of the last entry, {last}. "
        "The child is not on the list of what is due."
    )
    return Notice(look, "note", "This child came de-identified: no day of it is real.", words)


def bin_notice(look: Look, case: Case, restore: Callable[[], None] | None) -> Notice | None:
    """That the case is in the bin, and why; ``restore`` takes it out again where that can be done here."""
    if case.deleted is None:
        return None
    since = day_words(case.deleted.at.astimezone().date())
    notice = Notice(look, "caution", f"This case is in the bin since {since}.", f"Reason: {case.deleted.reason}")
    if restore is not None:
        notice.add_action("Restore from the bin", restore)
    return notice
