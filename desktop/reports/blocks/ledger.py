"""The ledger of schemes: one row each, one column for each group, and what they disagree on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.reports.blocks.layout import Desk
from desktop.reports.blocks.marks import draw_mark
from desktop.reports.content import GroupState, LedgerRow, Rank, RiskBlock
from desktop.reports.document import Sheet
from desktop.reports.style import APPARATUS, LEDGER, Type
from desktop.reports.text import Line

_ROW = 13.0
_HEAD = 12.0
_SCHEME = 66.0
_COLUMN = 27.0
_SQUARE = 8.0


@dataclass(frozen=True, slots=True)
class _Row:
    row: LedgerRow
    scheme: tuple[Line, ...]
    note: tuple[Line, ...]

    @property
    def height(self) -> float:
        return max(_ROW, max(len(self.note), len(self.scheme)) * APPARATUS.leading + 4)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The measured ledger and the sentences under it."""

    width: float
    heads: tuple[Line, ...]
    rows: tuple[_Row, ...]
    sentences: tuple[Line, ...]
    words: Mapping[GroupState, str]
    leading: float

    @property
    def height(self) -> float:
        """Head, rows and sentences."""
        return _HEAD + sum(row.height for row in self.rows) + len(self.sentences) * self.leading + 3

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        """A table for those who hear it: each mark is spoken by its word."""
        with sheet.tags.element("Table"):
            self._draw_heads(sheet, x, top - 9)
            y = top - _HEAD
            sheet.rule(x, y, self.width)
            for row in self.rows:
                self._draw_row(sheet, row, x, y)
                y -= row.height
                sheet.rule(x, y, self.width)
        if self.sentences:
            with sheet.tags.mark("P"):
                sheet.lines(self.sentences, x, y - 10.5, self.leading)

    def _draw_heads(self, sheet: Sheet, x: float, baseline: float) -> None:
        with sheet.tags.element("TR"):
            for number, line in enumerate(self.heads):
                with sheet.tags.mark("TH", scope="Column"):
                    sheet.line(line, self._place(x, number, line), baseline)

    def _place(self, x: float, number: int, line: Line) -> float:
        """Scheme and note hang from the left; the columns of groups are centred."""
        if number == 0:
            return x
        if number == len(self.heads) - 1:
            return self._note_at(x)
        return x + _SCHEME + (number - 0.5) * _COLUMN - line.width / 2

    def _note_at(self, x: float) -> float:
        return x + _SCHEME + (len(self.heads) - 2) * _COLUMN + 5

    def _draw_row(self, sheet: Sheet, row: _Row, x: float, top: float) -> None:
        baseline = top - 9.6
        with sheet.tags.element("TR"):
            with sheet.tags.mark("TH", scope="Row"):
                sheet.lines(row.scheme, x, baseline, APPARATUS.leading + 1)
            for number, state in enumerate(row.row.states):
                centre = x + _SCHEME + (number + 0.5) * _COLUMN
                with sheet.tags.element("TD"), sheet.tags.mark("Span", spoken=self.words.get(state, "–")):
                    draw_mark(sheet, state, centre - _SQUARE / 2, top - (_ROW + _SQUARE) / 2, _SQUARE)
            with sheet.tags.mark("TD"):
                sheet.lines(row.note, self._note_at(x), baseline, APPARATUS.leading)


def lay_out_ledger(desk: Desk, block: RiskBlock, width: float) -> Ledger:
    """Measure the rows; what a scheme is open on may take several lines."""
    note_width = width - _SCHEME - len(block.columns) * _COLUMN - 5
    small = Type(APPARATUS.size, APPARATUS.leading, APPARATUS.cut, APPARATUS.grey)
    ink = Type(APPARATUS.size, APPARATUS.leading)
    heads = (block.ledger_heads[0], *block.columns, block.ledger_heads[1])
    sentences = [(one,) for one in block.sentences]
    rows = tuple(
        _Row(row, tuple(desk.small(row.scheme, _SCHEME - 3, LEDGER)), tuple(desk.small(row.note, note_width, ink)))
        for row in block.ledger
    )
    return Ledger(
        width,
        tuple(desk.word(text, small) for text in heads),
        rows,
        tuple(desk.shortened(block.label, sentences, Rank.LAST, width=width)),
        dict(block.legend),
        desk.squeeze.leading,
    )
