"""The risk group: the word, the groups as boxes, why, and the ledger of schemes beside it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.reports.blocks.layout import ABOVE, BELOW, Desk, Heading, heading
from desktop.reports.blocks.ledger import Ledger, lay_out_ledger
from desktop.reports.blocks.marks import draw_mark
from desktop.reports.content import GroupBox, GroupState, Rank, RiskBlock, Tone
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.style import APPARATUS, BODY, RISK_WORD, RISK_WORD_LONG, Type
from desktop.reports.text import Line, phrase_lines

LEFT_WIDTH = 196.0
BETWEEN = 14.0
_BOX = 15.5
_BOX_GAP = 3.0
_REASONS = (3, 1, 3)
"""Lines that stay of why, row and deciding test."""
_WEIGHTS = {GroupState.SETTLED: 1.0, GroupState.REACHABLE: 1.6, GroupState.EXCLUDED: 0.5, GroupState.ABSENT: 0.5}


@dataclass(frozen=True, slots=True)
class Risk:
    """The measured risk block."""

    heading: Heading
    legend: tuple[tuple[GroupState, Line], ...]
    word: tuple[Line, ...]
    word_role: Type
    boxes: tuple[tuple[GroupBox, Line], ...]
    statements: tuple[Line, ...]
    ledger: Ledger
    leading: float

    @property
    def height(self) -> float:
        """The tallest of label column, reasons and ledger."""
        label = self.heading.height + len(self.legend) * 11 + 8
        return ABOVE + max(label, self._left_height, self.ledger.height + 4) + BELOW + 1

    @property
    def _left_height(self) -> float:
        boxes = _BOX + 4 if self.boxes else 0
        return 3 + len(self.word) * self.word_role.leading + boxes + len(self.statements) * self.leading

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label and legend, word, boxes, reasons; then the ledger."""
        with sheet.tags.element("Sect"):
            baseline = top - ABOVE - 3 - self.word_role.size * 0.78
            self.heading.draw(sheet, top, top - ABOVE - 8.6)
            self._draw_legend(sheet, top - ABOVE - self.heading.height - 14)
            with sheet.tags.mark("P"):
                below = sheet.lines(self.word, sheet.frame.content, baseline, self.word_role.leading)
            below = self._draw_boxes(sheet, below + self.word_role.leading - 5)
            if self.statements:
                with sheet.tags.mark("P"):
                    sheet.lines(self.statements, sheet.frame.content, below - 11, self.leading)
            self.ledger.draw(sheet, sheet.frame.content + LEFT_WIDTH + BETWEEN, top - ABOVE - 2)

    def _draw_legend(self, sheet: Sheet, baseline: float) -> None:
        """The legend explains marks to the eye; those who hear the page get the words themselves."""
        with sheet.tags.artifact():
            for number, (state, line) in enumerate(self.legend):
                y = baseline - number * 11
                draw_mark(sheet, state, sheet.frame.left, y - 0.5, 6.5)
                sheet.line(line, sheet.frame.left + 9.5, y)

    def _draw_boxes(self, sheet: Sheet, top: float) -> float:
        """The boxes repeat the risk word to the eye; returns where the text goes on."""
        if not self.boxes:
            return top
        width = (LEFT_WIDTH - _BOX_GAP * (len(self.boxes) - 1)) / len(self.boxes)
        with sheet.tags.artifact():
            for number, (box, line) in enumerate(self.boxes):
                x = sheet.frame.content + number * (width + _BOX_GAP)
                filled = box.state is GroupState.SETTLED
                sheet.box(x, top - _BOX, width, _BOX, _WEIGHTS[box.state], filled=filled)
                sheet.line(line, x + (width - line.width) / 2, top - _BOX + 4.6, white=filled)
        return top - _BOX - 2


def lay_out_risk(desk: Desk, block: RiskBlock) -> Risk:
    """Measure word, reasons and ledger, each in its half of the row."""
    small = Type(APPARATUS.size, APPARATUS.leading, Cut.REGULAR, APPARATUS.grey)
    word, role = _word(desk, block)
    right = desk.frame.content_width - LEFT_WIDTH - BETWEEN
    return Risk(
        heading(desk, block.label, block.beside, heavy=block.heavy),
        tuple((state, desk.word(text, small)) for state, text in block.legend),
        tuple(word),
        role,
        tuple((box, desk.word(box.word, _box_role(box))) for box in block.boxes),
        tuple(_reasons(desk, block)),
        lay_out_ledger(desk, block, right),
        desk.squeeze.leading,
    )


def _reasons(desk: Desk, block: RiskBlock) -> list[Line]:
    """Why, which row, what decides. On a page that is too full the sources go to a note, the rows stay."""
    whole, brief = ([(one,) for one in phrases] for phrases in (block.statements, block.brief))
    return desk.shortened(block.label, whole, Rank.LAST, _REASONS, brief=brief, width=LEFT_WIDTH)


def _word(desk: Desk, block: RiskBlock) -> tuple[list[Line], Type]:
    for role in (RISK_WORD, RISK_WORD_LONG):
        used = Type(role.size, role.leading) if block.word.tone is Tone.SILENCE else role
        lines = phrase_lines(desk.faces, (block.word,), used, LEFT_WIDTH)
        if len(lines) == 1:
            break
    return lines, used


def _box_role(box: GroupBox) -> Type:
    if box.state in (GroupState.SETTLED, GroupState.REACHABLE):
        return Type(BODY.size, BODY.leading, Cut.BOLD)
    return Type(BODY.size, BODY.leading, Cut.REGULAR, APPARATUS.grey)
