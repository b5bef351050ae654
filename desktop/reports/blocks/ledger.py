"""The ledger of schemes: one row each, one column for each group, and what they disagree on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from desktop.reports.blocks.layout import Cuttable, Desk
from desktop.reports.blocks.marks import draw_mark
from desktop.reports.content import GroupBox, GroupState, LedgerRow, Rank, RiskBlock
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.phrases import head, plain
from desktop.reports.style import APPARATUS, LEDGER, Type
from desktop.reports.text import Line, cut_lines

_ROW = 13.0
_HEAD = 12.0
_TO_VERDICT = 11.5
"""From the last rule to the baseline of what is said under it, which must not look like a row."""
_SCHEME = 66.0
_COLUMN = 27.0
_NARROW_COLUMN = 24.0
_MANY_COLUMNS = 4
_SQUARE = 8.0
_NOTE_LINES = 2
_WIDE = Type(LEDGER.size, LEDGER.leading)


@dataclass(frozen=True, slots=True)
class _Row:
    row: LedgerRow
    scheme: tuple[Line, ...]
    note: tuple[Line, ...]
    wide: Line | None

    @property
    def height(self) -> float:
        return max(_ROW, max(len(self.note), len(self.scheme)) * APPARATUS.leading + 4)


@dataclass(frozen=True, slots=True)
class Ledger:
    """The measured ledger, and under it whether the schemes agree."""

    width: float
    scheme: float
    column: float
    heads: tuple[Line, ...]
    rows: tuple[_Row, ...]
    under: tuple[Line, ...]
    words: Mapping[GroupState, str]
    leading: float

    @property
    def height(self) -> float:
        """Head, rows and what stands under them."""
        return _HEAD + sum(row.height for row in self.rows) + len(self.under) * self.leading + 3

    def draw(self, sheet: Sheet, x: float, top: float) -> float:
        """A table for those who hear it: each mark is spoken by its word. Returns where text would go on."""
        with sheet.tags.element("Table"):
            self._draw_heads(sheet, x, top - 9)
            y = top - _HEAD
            sheet.rule(x, y, self.width)
            for row in self.rows:
                self._draw_row(sheet, row, x, y)
                y -= row.height
                sheet.rule(x, y, self.width)
        if not self.under:
            return y - _TO_VERDICT
        with sheet.tags.mark("P"):
            return sheet.lines(self.under, x, y - _TO_VERDICT, self.leading)

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
        return x + self.scheme + (number - 0.5) * self.column - line.width / 2

    def _note_at(self, x: float) -> float:
        return x + self.scheme + (len(self.heads) - 2) * self.column + 5

    def _draw_row(self, sheet: Sheet, row: _Row, x: float, top: float) -> None:
        baseline = top - 9.6
        with sheet.tags.element("TR"):
            with sheet.tags.mark("TH", scope="Row"):
                sheet.lines(row.scheme, x, baseline, APPARATUS.leading + 1)
            states = row.row.states
            if row.row.wide and row.wide:
                self._draw_wide(sheet, row.row.wide, row.wide, x, top)
                states = states[-1:]
            for number, state in enumerate(states, len(row.row.states) - len(states)):
                centre = x + self.scheme + (number + 0.5) * self.column
                with sheet.tags.element("TD"), sheet.tags.mark("Span", spoken=self.words.get(state, "–")):
                    draw_mark(sheet, state, centre - _SQUARE / 2, top - (_ROW + _SQUARE) / 2, _SQUARE)
            with sheet.tags.mark("TD"):
                sheet.lines(row.note, self._note_at(x), baseline, APPARATUS.leading)

    def _draw_wide(self, sheet: Sheet, box: GroupBox, word: Line, x: float, top: float) -> None:
        """A group that takes the place of all columns but the last: its mark and its word, centred over them."""
        columns = len(self.heads) - 3
        left = x + self.scheme + (columns * self.column - _SQUARE - 4 - word.width) / 2
        spoken = f"{box.word}: {self.words.get(box.state, '–')}"
        with sheet.tags.element("TD", span=columns), sheet.tags.mark("Span", spoken=spoken):
            draw_mark(sheet, box.state, left, top - (_ROW + _SQUARE) / 2, _SQUARE)
            sheet.line(word, left + _SQUARE + 4, top - 9.6)


def lay_out_ledger(desk: Desk, block: RiskBlock, width: float) -> Ledger:
    """Measure the rows; what a scheme is open on may take two lines."""
    small = Type(APPARATUS.size, APPARATUS.leading, APPARATUS.cut, APPARATUS.grey)
    heads = tuple(desk.word(text, small) for text in (block.ledger_heads[0], *block.columns, block.ledger_heads[1]))
    names = [tuple(desk.small(row.scheme, _SCHEME - 3, LEDGER)) for row in block.ledger]
    scheme = min(_SCHEME, max(line.width for name in (*names, heads[:1]) for line in name) + 8)
    column = _NARROW_COLUMN if len(block.columns) >= _MANY_COLUMNS else _COLUMN
    notes = _notes(desk, block, width - scheme - len(block.columns) * column - 5)
    rows = tuple(
        _Row(row, name, note, desk.word(row.wide.word, _wide_role(row.wide)) if row.wide else None)
        for row, name, note in zip(block.ledger, names, notes, strict=True)
    )
    under = desk.set([(block.verdict,)], width=width) if block.verdict else []
    return Ledger(width, scheme, column, heads, rows, tuple(under), dict(block.legend), desk.squeeze.leading)


def _notes(desk: Desk, block: RiskBlock, width: float) -> list[tuple[Line, ...]]:
    """What stands at the end of each row; at the least one line of it, and a note that has them whole."""
    ink = Type(APPARATUS.size, APPARATUS.leading)
    label = f"{block.label}: {block.ledger_heads[1]}"
    notes = [desk.small(row.note, width, ink) for row in block.ledger]
    for rank, most in ((Rank.LEAST, 1), (Rank.LAST, _NOTE_LINES)):
        long = [row for row, lines in zip(block.ledger, notes, strict=True) if len(lines) > most]
        if not long:
            continue
        if (label, rank) in desk.squeeze.cut:
            told = tuple((head(f"{row.scheme}:"), plain(f" {row.note}")) for row in long)
            mark = desk.note(label, (told,))
            notes = [x if len(x) <= most else cut_lines(desk.faces, x, most, mark, ink, width) for x in notes]
            break
        saves = sum(max(len(lines) - most, 0) for lines in notes) * APPARATUS.leading
        desk.cuttable.append(Cuttable(label, rank, saves))
    return [tuple(lines) for lines in notes]


def _wide_role(box: GroupBox) -> Type:
    stands = box.state in (GroupState.SETTLED, GroupState.REACHABLE)
    return Type(_WIDE.size, _WIDE.leading, Cut.BOLD) if stands else _WIDE
