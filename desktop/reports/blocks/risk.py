"""The risk group: the word, the groups as boxes, why, and the ledger of schemes beside it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.reports.blocks.layout import ABOVE, BASELINE, BELOW, Desk, Heading, heading
from desktop.reports.blocks.ledger import Ledger, lay_out_ledger
from desktop.reports.blocks.marks import draw_mark
from desktop.reports.content import GroupBox, GroupState, Rank, RiskBlock
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.phrases import Tone
from desktop.reports.style import APPARATUS, BODY, RISK_WORD, RISK_WORD_LONG, Type
from desktop.reports.text import Line, phrase_lines

LEFT_WIDTH = 196.0
BETWEEN = 14.0
_BOX = 15.5
_BOX_GAP = 3.0
_UNDER = 2.5
"""Room between both halves and the sentences below them."""
_REASONS, _FEWEST = (3, 1, 3), (2, 1, 2)
"""Lines that stay of why, row and deciding test, and at the least."""
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
    sentences: tuple[Line, ...]
    below: bool
    """Whether the sentences stand below both halves over the whole width, because that takes less room."""
    leading: float

    @property
    def height(self) -> float:
        """The tallest of label column, reasons and ledger, and sentences below them."""
        label = self.heading.height + len(self.legend) * 11 + 8
        return ABOVE + max(label, self._content_height) + BELOW + 1

    @property
    def _content_height(self) -> float:
        told = len(self.sentences) * self.leading
        right = self.ledger.height + 4
        return self._halves + _UNDER + told if self.below else max(self._left_height, right + told)

    @property
    def _halves(self) -> float:
        return max(self._left_height, self.ledger.height + 4)

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
            right = sheet.frame.content + LEFT_WIDTH + BETWEEN
            after = self.ledger.draw(sheet, right, top - ABOVE - 2)
            if self.sentences:
                if self.below:
                    right, after = sheet.frame.content, top - ABOVE - self._halves - _UNDER - BASELINE
                with sheet.tags.mark("P"):
                    sheet.lines(self.sentences, right, after, self.leading)

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
    measured = Risk(
        heading(desk, block.label, block.beside, heavy=block.heavy),
        tuple((state, desk.word(text, small)) for state, text in block.legend),
        tuple(word),
        role,
        tuple((box, desk.word(box.word, _box_role(box))) for box in block.boxes),
        tuple(_reasons(desk, block)),
        lay_out_ledger(desk, block, right),
        (),
        False,
        desk.squeeze.leading,
    )
    return _with_sentences(desk, measured, block, right) if block.sentences else measured


def _with_sentences(desk: Desk, risk: Risk, block: RiskBlock, right: float) -> Risk:
    """The block with its sentences where they take less room: under the ledger, or below both halves."""
    told = [(one,) for one in block.sentences]

    def placed(below: bool) -> Risk:
        width = desk.frame.content_width if below else right
        # measured whole: cutting them does not move them from one place to the other
        return replace(risk, sentences=tuple(desk.set(told, width=width)), below=below)

    below = placed(True).height < placed(False).height - 1
    width = desk.frame.content_width if below else right
    lines = desk.shortened(block.label, told, Rank.LAST, floor=(1,), width=width)
    return replace(risk, sentences=tuple(lines), below=below)


def _reasons(desk: Desk, block: RiskBlock) -> list[Line]:
    """Why, which row, what decides. On a page that is too full the sources go to a note, the rows stay."""
    whole, brief = ([(one,) for one in phrases] for phrases in (block.statements, block.brief))
    return desk.shortened(block.label, whole, Rank.LAST, _REASONS, brief=brief, floor=_FEWEST, width=LEFT_WIDTH)


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
