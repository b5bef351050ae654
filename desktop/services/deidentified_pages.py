"""The summary of a child without whose it is: drawn from the de-identified value, then looked through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.case import Case
from desktop.services.deidentified_leaving import leaving
from desktop.services.deidentifying import Choices, Ready
from desktop.services.summaries import SignedPage

if TYPE_CHECKING:
    from desktop.clinical.deidentify import Shared
    from desktop.services.boards import Board
    from desktop.services.library import Library

KIND, SEAL = "de-identified page", "de-identified-page"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeidentifiedPage:
    """A finished page, what it was drawn from, and how many children share what it shows."""

    ready: Ready
    page: SignedPage
    shared: Shared


def draw_deidentified(
    board: Board, library: Library, case: Case, *, today: date, paper: str, choices: Choices, carry: bool = False
) -> DeidentifiedPage:
    """The page, what it was drawn from, and how many children share what it shows.

    It is signed for what it stands on, the de-identified record, and carries that where ``carry`` says so.
    """
    from desktop.reports.fonts import Fonts
    from desktop.reports.summary import draw_summary

    child = leaving(board, library, case, today=today, choices=choices)
    marks = child.marks(SEAL, carry=carry)
    content = replace(child.content, stamp=marks.stamp)
    drawn = draw_summary(content, Fonts(**library.fonts), paper)
    drawn = replace(drawn, pdf=child.checked(drawn.pdf, content, marks, KIND))
    page = SignedPage(drawn=drawn, seal=marks.seal, carried=marks.carried)
    return DeidentifiedPage(ready=child.ready, page=page, shared=child.shared)
