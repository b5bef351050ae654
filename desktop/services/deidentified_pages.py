"""The summary of a child without whose it is: drawn from the de-identified value, then looked through."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.centre import Centre
from desktop.clinical.dates import DAY_ZERO
from desktop.reports.content import SummaryContent
from desktop.services.centre import get_centre
from desktop.services.changes_since_board import NO_BOARD, SinceBoard, last_board
from desktop.services.deidentified_guard import needles, pdf_texts, refuse_named, strings_in
from desktop.services.deidentified_records import persons_of
from desktop.services.deidentifying import Choices, Ready, deidentify
from desktop.services.sharing import shared_in
from desktop.services.summaries import content_of

if TYPE_CHECKING:
    from desktop.clinical.case import Case
    from desktop.clinical.deidentify import Shared
    from desktop.reports.summary import Drawn
    from desktop.services.boards import Board
    from desktop.services.library import Library

KIND = "de-identified page"


def draw_deidentified(
    board: Board, library: Library, case: Case, *, today: date, paper: str, choices: Choices
) -> tuple[Ready, Drawn, Shared]:
    """The page, what it was drawn from, and how many children share what it shows."""
    from desktop.reports.fonts import Fonts
    from desktop.reports.summary import draw_summary

    ready = deidentify(board, library, case, today=today, choices=choices)
    passed = last_board(board, case.id, today)
    absent = Centre(get_centre(board).available).absent(library.services)
    content = deidentified_content(library, ready, since=_since(case, passed), absent=absent)
    drawn = draw_summary(content, Fonts(**library.fonts), paper)
    wanted = needles(library, case, ready, persons_of(board))
    refuse_named(wanted, (*strings_in(content), *pdf_texts(drawn.pdf)), KIND)
    return ready, drawn, shared_in(board, library, case, choices)


def deidentified_content(
    library: Library, ready: Ready, *, since: SinceBoard = NO_BOARD, absent: tuple[str, ...] = ()
) -> SummaryContent:
    """Everything that the page says, from the de-identified value alone."""
    made = ready.made
    return content_of(
        library, made.case, today=made.today, prepared_by="", assessed=ready.assessed, absent=absent, since=since,
        deidentified=made,
    )  # fmt: skip


def _since(case: Case, passed: date | None) -> SinceBoard:
    """The day of the last board in the neutral calendar; what changed since is told with people and days, so not."""
    diagnosed = case.diagnosed.value
    if passed is None or diagnosed is None:
        return NO_BOARD
    return replace(NO_BOARD, day=DAY_ZERO + (passed - diagnosed.earliest))
