"""Rows of text under a hanging label, and the question, which is the largest running text of the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.reports.blocks.layout import ABOVE, BASELINE, BELOW, Desk, Heading, heading
from desktop.reports.content import Block, QuestionBlock, Rank, SummaryContent, TextBlock
from desktop.reports.document import Sheet
from desktop.reports.phrases import head, plain, strong
from desktop.reports.style import QUESTION, QUESTION_LONG
from desktop.reports.text import Line

_QUESTION_LINES = 3


@dataclass(frozen=True, slots=True)
class Row:
    """A measured row of text."""

    heading: Heading
    lines: tuple[Line, ...]
    leading: float
    pad: float = 0.0
    """Free room above and below, where there is enough of it."""

    @property
    def height(self) -> float:
        """The taller of label column and text."""
        return ABOVE + max(len(self.lines) * self.leading, self.heading.height) + BELOW + 2 * self.pad

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label, then text."""
        baseline = top - ABOVE - BASELINE - self.pad
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, baseline)
            with sheet.tags.mark("P"):
                sheet.lines(self.lines, sheet.frame.content, baseline, self.leading)


def lay_out_text(desk: Desk, block: TextBlock) -> Row:
    """Measure a row of text, cut to a note where its rank gives way."""
    lines = desk.shortened(block.label, block.paragraphs, block.rank, block.keeps, brief=block.brief, floor=block.floor)
    if block.differences:
        lines += desk.differing(block.label, block.differences)
    made = heading(desk, block.label, block.beside, heavy=block.heavy)
    return Row(made, tuple(lines), desk.squeeze.leading)


def merged(desk: Desk, content: SummaryContent) -> Iterator[Block]:
    """The blocks, where the rows that may leave page 1 share one row: it names each with the note that has it whole.

    One after the other, so that notes are numbered in the order of reading.
    """
    leaving = [one for one in content.blocks if isinstance(one, TextBlock) and one.rank > Rank.LAST]
    for block in content.blocks:
        if len(leaving) < 2 or block not in leaving:
            yield block
        elif block is leaving[-1]:
            told = tuple((head(one.label), plain(" "), strong(_noted(desk, one))) for one in leaving)
            yield TextBlock(label=content.elsewhere, paragraphs=(told,), rank=Rank.LAST, keeps=(len(told),), floor=())


def _noted(desk: Desk, block: TextBlock) -> str:
    """The mark of a note that has a whole row."""
    return desk.note(block.label, (*block.paragraphs, *((one,) for one in block.differences)))


@dataclass(frozen=True, slots=True)
class Question:
    """The measured question."""

    heading: Heading
    lines: tuple[Line, ...]
    asked: tuple[Line, ...]
    leading: float
    body: float

    @property
    def height(self) -> float:
        """Question and who asks it."""
        return ABOVE + 3 + len(self.lines) * self.leading + len(self.asked) * self.body + BELOW + 1

    def draw(self, sheet: Sheet, top: float) -> None:
        """The question, then who asks."""
        baseline = top - ABOVE - 3 - self.leading * 0.74
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, baseline)
            with sheet.tags.mark("P"):
                below = sheet.lines(self.lines, sheet.frame.content, baseline, self.leading)
            if self.asked:
                with sheet.tags.mark("P"):
                    sheet.lines(self.asked, sheet.frame.content, below + self.leading - self.body - 1, self.body)


def lay_out_question(desk: Desk, block: QuestionBlock) -> Question:
    """Three lines at full size; a longer question is set smaller, and cut to a note only when all else gave way."""
    role = QUESTION
    paragraphs = ((((block.question,)),),)
    if len(desk.set(paragraphs, role)) > _QUESTION_LINES:
        role = QUESTION_LONG
    lines = desk.shortened(block.label, paragraphs, Rank.LAST, (_QUESTION_LINES,), floor=(2,), role=role)
    asked = desk.shortened(block.label, (block.asked,), Rank.LAST) if block.asked else []
    return Question(heading(desk, block.label), tuple(lines), tuple(asked), role.leading, desk.squeeze.leading)
