"""The biology strip: seven cells in a fixed order, and a full line for each contradiction between results."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.reports.blocks.layout import BELOW, Desk, Heading, heading
from desktop.reports.content import Bearing, BiologyBlock, BiologyCell
from desktop.reports.document import Sheet
from desktop.reports.fonts import Cut
from desktop.reports.phrases import Tone, head, plain
from desktop.reports.style import APPARATUS, APPARATUS_WORD, BODY, HAIRLINE_GREY, INK, Type
from desktop.reports.text import Line, phrase_lines

_GAP = 4.0
_INSET = 3.5
_VALUE = Type(BODY.size, 11, Cut.SEMIBOLD)
_TOP = 4.0
_FOOT = 11.0
_FIRST = 10.5
_LOUD = Type(BODY.size, 11, Cut.BOLD)
_WEIGHTS = {
    Bearing.STANDS_OUT: (4.4, INK),
    Bearing.RAISES: (2.6, INK),
    Bearing.LOWERS: (0.7, INK),
    Bearing.NONE: (0.7, HAIRLINE_GREY),
}


@dataclass(frozen=True, slots=True)
class _Cell:
    cell: BiologyCell
    name: Line
    value: tuple[Line, ...]
    detail: tuple[Line, ...]
    foot: tuple[Line, ...]

    @property
    def height(self) -> float:
        text = APPARATUS.leading + len(self.value) * _VALUE.leading + len(self.detail) * APPARATUS.leading
        return text + len(self.foot) * APPARATUS.leading + 7

    def draw(self, sheet: Sheet, x: float, top: float, width: float, height: float) -> None:
        self._draw_edge(sheet, x, top, width, height)
        left = x + (_INSET if self.cell.bearing is Bearing.OPEN else 0.0)
        with sheet.tags.element("LI"), sheet.tags.mark("LBody"):
            baseline = top - _FIRST
            sheet.line(self.name, left, baseline)
            baseline = sheet.lines(self.value, left, baseline - _VALUE.leading + 0.4, _VALUE.leading)
            sheet.lines(self.detail, left, baseline + _VALUE.leading - APPARATUS.leading, APPARATUS.leading)
            self._draw_foot(sheet, left, top - height + 4 + (len(self.foot) - 1) * APPARATUS.leading)

    def _draw_foot(self, sheet: Sheet, left: float, baseline: float) -> None:
        if self.cell.decides:
            sheet.triangle(left, baseline, 5)
        for number, line in enumerate(self.foot):
            shift = 6.5 if self.cell.decides and not number else 0
            sheet.line(line, left + shift, baseline - number * APPARATUS.leading)

    def _draw_edge(self, sheet: Sheet, x: float, top: float, width: float, height: float) -> None:
        if self.cell.bearing is Bearing.OPEN:
            sheet.box(x, top - height, width, height, 0.8, dashed=True)
        else:
            weight, grey = _WEIGHTS[self.cell.bearing]
            sheet.bar(x, top, width, weight, grey)


@dataclass(frozen=True, slots=True)
class Strip:
    """The measured strip."""

    heading: Heading
    cells: tuple[_Cell, ...]
    differences: tuple[Line, ...]
    leading: float

    @property
    def _cell_height(self) -> float:
        return max((cell.height for cell in self.cells), default=0)

    @property
    def height(self) -> float:
        """Cells, then the lines of contradictions."""
        content = self._cell_height + (len(self.differences) * self.leading + 2 if self.differences else 0)
        return _TOP + max(content, self.heading.height) + BELOW + 1

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label, the cells from left to right as a list, the contradictions."""
        frame = sheet.frame
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, top - _TOP - _FIRST)
            width = (frame.content_width - _GAP * (len(self.cells) - 1)) / max(1, len(self.cells))
            with sheet.tags.element("L"):
                for number, cell in enumerate(self.cells):
                    cell.draw(sheet, frame.content + number * (width + _GAP), top - _TOP, width, self._cell_height)
            if self.differences:
                with sheet.tags.mark("P"):
                    baseline = top - _TOP - self._cell_height - 2 - 8.6
                    sheet.lines(self.differences, frame.content, baseline, self.leading)


def lay_out_biology(desk: Desk, block: BiologyBlock) -> Strip:
    """Measure the strip. The small print of cells goes to a note when the page is full; values and words stay."""
    width = (desk.frame.content_width - _GAP * (len(block.cells) - 1)) / max(1, len(block.cells))
    cells = tuple(_measured(desk, cell, width) for cell in block.cells)
    mark = ""
    if not desk.squeeze.details and any(cell.detail for cell in block.cells):
        small = tuple((head(f"{one.name}:"), plain(f" {one.detail}")) for one in block.cells if one.detail)
        mark = desk.note(block.label, (small,))
    # the line itself never leaves page 1, only its tail may
    differences = tuple(desk.differing(block.label, block.differences)) if block.differences else ()
    return Strip(heading(desk, block.label, block.beside, mark=mark), cells, differences, desk.squeeze.leading)


def _measured(desk: Desk, cell: BiologyCell, width: float) -> _Cell:
    room = width - (2 * _INSET if cell.bearing is Bearing.OPEN else 1)
    detail = desk.small(cell.detail, room) if desk.squeeze.details else []
    loud = cell.bearing in {Bearing.RAISES, Bearing.STANDS_OUT}
    foot = APPARATUS_WORD if cell.decides or loud else Type(8, 9.4)
    return _Cell(
        cell,
        desk.small(cell.name, 1000)[0],
        tuple(phrase_lines(desk.faces, (cell.value,), _value_role(cell), room)),
        tuple(detail),
        tuple(desk.small(cell.foot, room - (6.5 if cell.decides else 0), foot)),
    )


def _value_role(cell: BiologyCell) -> Type:
    if cell.value.tone is Tone.SILENCE:
        return Type(BODY.size, _VALUE.leading)
    return _LOUD if cell.bearing is Bearing.STANDS_OUT else _VALUE
