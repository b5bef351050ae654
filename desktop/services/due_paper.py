"""The due list on paper, with boxes to tick; that it leaves the board is written down before it does."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from datetime import date

from desktop.clinical.dates import day_words
from desktop.services.boards import Board
from desktop.services.due import DueItem, DueWeek
from desktop.services.history import write_out
from desktop.services.library import Library
from desktop.services.pages.case_page import capital
from desktop.services.papers.saying import held

SAVED, FAILED = "Due list", "Due list did not go out after all"


def due_pdf(board: Board, library: Library, weeks: Sequence[DueWeek], *, today: date, paper: str) -> tuple[bytes, int]:
    """The list as a tagged PDF, and how many pages; nothing is stored."""
    # the PDF libraries are heavy, and most commands print nothing
    from desktop.reports.chase_list import ListGroup, ListLine, draw_list
    from desktop.reports.fonts import Fonts

    told = [
        ListGroup(
            head=week.words(today),
            lines=tuple(
                ListLine(
                    who=f"{item.child or 'No name yet'}, {item.mrn or 'no hospital no.'}, case {item.number}",
                    what=capital(item.title.rstrip(".")),
                    state=_when(item),
                    why=item.note,
                    strong=item.overdue,
                )
                for item in week.items
            ),
        )
        for week in weeks
    ]
    foot = (
        f"{board.name}. Prepared by {board.person.name}, {day_words(today)}. {held(board)} "
        "Dates of treatment plans are planning defaults wherever no source gives them; they order nothing."
    )
    return draw_list(f"Due, {day_words(today)}", told, foot, Fonts(**library.fonts), paper)


def hand_out_due(board: Board, weeks: Sequence[DueWeek], pdf: bytes, give: Callable[[], object]) -> bool:
    """Write down that the list leaves the board, then ``give`` it; where that fails, that is written down too.

    False where the board is open for reading only: then nothing can be written down, and the person must be told.
    """
    children = len({item.case_id for week in weeks for item in week.items})
    told = {"children": (None, children), "digest": (None, hashlib.sha256(pdf).hexdigest())}
    write_out(board, SAVED, FAILED, told, give)
    return not board.read_only


def _when(item: DueItem) -> str:
    until = f", until {day_words(item.latest)}" if item.latest is not None and item.latest > item.day else ""
    default = ", planning default" if item.doubt else ""
    return f"{day_words(item.day)}{until}{', overdue' if item.overdue else ''}{default}"
