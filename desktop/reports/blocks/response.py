"""Response: its parts and the whole, four cells; a grade is large, a silence is not."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.reports.blocks.layout import ABOVE, BELOW, Cuttable, Desk, Heading, heading
from desktop.reports.content import GradeCell, Rank, ResponseBlock
from desktop.reports.document import Sheet
from desktop.reports.phrases import Tone, head, plain
from desktop.reports.style import APPARATUS, BODY, GRADE, Type
from desktop.reports.text import Line, cut_lines, phrase_lines

_GAP = 8.0
_FIRST = 8.2
_REASON = 2
"""Lines of a reason that stay on a page that is too full."""
_REASON_TYPE = Type(APPARATUS.size, APPARATUS.leading)


@dataclass(frozen=True, slots=True)
class _Cell:
    name: Line
    grade: tuple[Line, ...]
    grade_role: Type
    reason: tuple[Line, ...]
    beside: bool

    @property
    def height(self) -> float:
        if self.beside:
            return APPARATUS.leading + 2 + max(GRADE.leading, len(self.reason) * APPARATUS.leading)
        return APPARATUS.leading + 2 + len(self.grade) * BODY.leading + len(self.reason) * APPARATUS.leading

    def draw(self, sheet: Sheet, x: float, top: float) -> None:
        with sheet.tags.element("LI"), sheet.tags.mark("LBody"):
            sheet.line(self.name, x, top - _FIRST)
            below = top - _FIRST - self.grade_role.size - 0.6
            after = sheet.lines(self.grade, x, below, BODY.leading)
            if self.beside:
                sheet.lines(self.reason, x + self.grade[0].width + 6, top - _FIRST - 9.6, APPARATUS.leading)
            else:
                sheet.lines(self.reason, x, after + 2, APPARATUS.leading)


@dataclass(frozen=True, slots=True)
class Response:
    """The measured cells."""

    heading: Heading
    cells: tuple[_Cell, ...]

    @property
    def height(self) -> float:
        """The tallest cell."""
        return ABOVE + max(self.heading.height, *(cell.height for cell in self.cells)) + BELOW

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label and cells, as a list."""
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, top - ABOVE - _FIRST)
            width = sheet.frame.content_width / len(self.cells)
            with sheet.tags.element("L"):
                for number, cell in enumerate(self.cells):
                    cell.draw(sheet, sheet.frame.content + number * width, top - ABOVE)


def lay_out_response(desk: Desk, block: ResponseBlock) -> Response:
    """Measure the cells; the reason stands beside a short grade."""
    width = desk.frame.content_width / len(block.cells) - _GAP
    cells = tuple(_measured(desk, cell, width) for cell in block.cells)
    long = [one for one in cells if len(one.reason) > _REASON]
    if long and (block.label, Rank.SUMMARY) in desk.squeeze.cut:
        told = tuple((head(f"{one.name}:"), plain(f" {one.reason}")) for one in block.cells if one.reason)
        mark = desk.note(block.label, (told,))
        cells = tuple(_without_tail(desk, one, mark, width) for one in cells)
    elif long:
        saves = (max(len(one.reason) for one in long) - _REASON) * APPARATUS.leading
        desk.cuttable.append(Cuttable(block.label, Rank.SUMMARY, saves))
    return Response(heading(desk, block.label, block.beside), cells)


def _without_tail(desk: Desk, cell: _Cell, mark: str, width: float) -> _Cell:
    """The cell with two lines of its reason; the grade stays whole."""
    if len(cell.reason) <= _REASON:
        return cell
    room = width - (cell.grade[0].width + 6 if cell.beside else 0)
    return replace(cell, reason=tuple(cut_lines(desk.faces, cell.reason, _REASON, mark, _REASON_TYPE, room)))


def _measured(desk: Desk, cell: GradeCell, width: float) -> _Cell:
    role = BODY if cell.grade.tone is Tone.SILENCE else GRADE
    grade = phrase_lines(desk.faces, (cell.grade,), role, width)
    beside = bool(cell.reason) and len(grade) == 1 and grade[0].width < width / 2
    reason = desk.small(cell.reason, width - (grade[0].width + 6 if beside else 0), _REASON_TYPE)
    return _Cell(desk.small(cell.name, 1000)[0], tuple(grade), role, tuple(reason), beside)
