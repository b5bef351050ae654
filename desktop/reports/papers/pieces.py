"""The measured parts of a paper: each knows its height and draws itself, tagged in the order of reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Protocol

from desktop.reports.blocks.layout import ABOVE, BASELINE, BELOW, Heading
from desktop.reports.document import Sheet
from desktop.reports.style import APPARATUS, BODY, HAIRLINE, HEAVY, INK, Type
from desktop.reports.tagging import Element
from desktop.reports.text import Line, one_line

BOX = 8.0
LINE = 22.0
"""The height of a line to write on."""
_LONG, _ALONE = 8, 3
"""From so many lines on a text may be parted by the end of a page, so many at the least on either side."""
_PAD = 10.0
_FRAME = 1.6


class PaperPiece(Protocol):
    """A part that stays on one page. ``glued`` stays with what follows; ``head`` is said again on a new page."""

    @property
    def height(self) -> float:
        """All it takes, in points."""

    @property
    def glued(self) -> bool:
        """Whether it must not be the last on a page."""

    @property
    def head(self) -> PaperPiece | None:
        """What is repeated above it on a new page."""

    def draw(self, sheet: Sheet, top: float) -> None:
        """Draw with the upper edge at ``top``."""


@dataclass(frozen=True, slots=True)
class TextRow:
    """Lines beside a label. The second part of a long one repeats the label as no heading.

    ``starts`` are the lines with which paragraphs begin, ``lead`` the distance of the lines.
    """

    heading: Heading
    lines: tuple[Line, ...]
    again: bool = False
    starts: tuple[int, ...] = ()
    lead: float = BODY.leading
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def height(self) -> float:
        """The taller of label and text."""
        return ABOVE + max(len(self.lines) * self.lead, self.heading.height) + BELOW

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label, then text."""
        baseline = top - ABOVE - BASELINE - (self.lead - BODY.leading)
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, baseline, read=not self.again)
            if self.lines:
                with sheet.tags.mark("P"):
                    sheet.lines(self.lines, sheet.frame.content, baseline, self.lead)

    def parted(self, room: float) -> tuple[TextRow, TextRow] | None:
        """A long text in two where the page ends, some lines on either side, between paragraphs where that leaves no
        great gap; None where it stays whole."""
        here = min(int((room - ABOVE - BELOW) / self.lead), len(self.lines) - _ALONE)
        if len(self.lines) < _LONG or here < _ALONE or room < ABOVE + self.heading.height + BELOW:
            return None
        between = max((one for one in self.starts if _ALONE <= one <= here), default=0)
        here = between if between * 2 >= here else here
        left = tuple(one - here for one in self.starts if one > here)
        return replace(self, lines=self.lines[:here]), replace(self, lines=self.lines[here:], starts=left, again=True)


@dataclass(frozen=True, slots=True)
class FramedRow:
    """The frame with what was decided."""

    heading: Heading
    words: tuple[Line, ...]
    role: Type
    under: tuple[Line, ...]
    blank: int = 0
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def _inner(self) -> float:
        return len(self.words) * self.role.leading + self.blank * LINE + len(self.under) * BODY.leading + 2 * _PAD - 4

    @property
    def height(self) -> float:
        """The frame with room around it."""
        return max(self._inner, self.heading.height) + 9

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label, frame, words."""
        frame = sheet.frame
        upper = top - 4
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, upper - _PAD - BASELINE)
            sheet.box(frame.content, upper - self._inner, frame.content_width, self._inner, _FRAME)
            baseline = upper - _PAD - self.role.size * 0.7
            left = frame.content + _PAD
            if self.words:
                with sheet.tags.mark("P"):
                    baseline = sheet.lines(self.words, left, baseline, self.role.leading)
            for _ in range(self.blank):
                baseline -= LINE - 8
                sheet.dots(left, baseline, frame.content_width - 2 * _PAD)
                baseline -= 8
            if self.under:
                with sheet.tags.mark("P"):
                    sheet.lines(self.under, left, baseline + (self.role.leading - BODY.leading) - 2, BODY.leading)


@dataclass(frozen=True, slots=True)
class TickGrid:
    """Boxes in rows, each with a name and a small word at its right."""

    heading: Heading
    rows: tuple[tuple[tuple[tuple[Line, ...], Line], ...], ...]
    across: int
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def height(self) -> float:
        """The rows of boxes, or the label if that is taller."""
        return max(sum(_tall(one) for one in self.rows) + ABOVE, self.heading.height + ABOVE + BELOW)

    def draw(self, sheet: Sheet, top: float) -> None:
        """A list of one item a box."""
        frame = sheet.frame
        baseline = top - ABOVE - BASELINE
        step = frame.content_width / self.across
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, baseline)
            with sheet.tags.element("L"):
                for row in self.rows:
                    for place, (name, detail) in enumerate(row):
                        x = frame.content + place * step
                        sheet.box(x, baseline - 1.6, BOX, BOX, 0.8)
                        with sheet.tags.element("LI"), sheet.tags.mark("LBody"):
                            sheet.lines(name, x + BOX + 4, baseline, BODY.leading)
                            sheet.line(detail, x + step - 8 - detail.width, baseline)
                    baseline -= _tall(row)


def _tall(row: tuple[tuple[tuple[Line, ...], Line], ...]) -> float:
    return max((len(name) for name, _ in row), default=1) * BODY.leading + 4


@dataclass(slots=True)
class Table:
    """The tag of one table, opened again for each of its rows, also on another page."""

    element: Element | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a column stands: its left edge, its width, and whether it is set to the right."""

    left: float
    width: float
    right: bool


@dataclass(frozen=True, slots=True)
class TableRow:
    """One row. ``role`` is TH for the heads; ``repeated`` heads are an artifact; ``above`` is the rule over it."""

    table: Table
    places: tuple[Place, ...]
    cells: tuple[tuple[Line, ...], ...]
    heading: Heading | None = None
    role: str = "TD"
    tick: bool = False
    above: float = 0.0
    wide: bool = False
    room: float = 0.0
    repeated: bool = False
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def _leading(self) -> float:
        return APPARATUS.leading if self.role == "TH" else BODY.leading

    @property
    def height(self) -> float:
        """The tallest cell."""
        return max(1, *(len(one) for one in self.cells)) * self._leading + self.room + 5

    def draw(self, sheet: Sheet, top: float) -> None:
        """The rule, then the cells from left to right."""
        baseline = top - ABOVE - BASELINE + (1 if self.role == "TH" else 0)
        frame = sheet.frame
        if self.heading is not None:
            self.heading.draw(sheet, top, baseline)
        elif self.above:
            left = frame.left if self.wide else frame.content
            weight_grey = (self.above, INK) if self.above >= HEAVY else (self.above,)
            sheet.rule(left, top, frame.right - left, *weight_grey)
        if self.tick:
            sheet.box(self.places[0].left - BOX - 6, baseline - 1.6, BOX, BOX, 0.8)
        if self.repeated:
            with sheet.tags.artifact():
                self._cells(sheet, baseline)
            return
        if self.table.element is None:
            with sheet.tags.element("Table") as made:
                self.table.element = made
        with sheet.tags.within(self.table.element), sheet.tags.element("TR"):
            self._cells(sheet, baseline)

    def _cells(self, sheet: Sheet, baseline: float) -> None:
        for place, lines in zip(self.places, self.cells, strict=True):
            if self.repeated:
                self._cell(sheet, place, lines, baseline)
                continue
            scope = "Column" if self.role == "TH" else ""
            with sheet.tags.mark(self.role, scope=scope):
                self._cell(sheet, place, lines, baseline)

    def _cell(self, sheet: Sheet, place: Place, lines: tuple[Line, ...], baseline: float) -> None:
        for line in lines:
            x = place.left + place.width - line.width if place.right else place.left
            sheet.line(line, x, baseline)
            baseline -= self._leading


@dataclass(frozen=True, slots=True)
class RepeatedRows:
    """What stands again above a row that goes on overleaf: the heads of the columns, and whose row it is."""

    rows: tuple[TableRow, ...]
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def height(self) -> float:
        """All of them."""
        return sum(one.height for one in self.rows)

    def draw(self, sheet: Sheet, top: float) -> None:
        """One below the other."""
        for one in self.rows:
            one.draw(sheet, top)
            top -= one.height


@dataclass(frozen=True, slots=True)
class SignatureRow:
    """What was done, and lines for the signatures."""

    heading: Heading
    lead: tuple[Line, ...]
    who: tuple[str, ...]
    date_word: str
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def height(self) -> float:
        """The text, free room, and the lines with names."""
        return ABOVE + max(len(self.lead) * BODY.leading, self.heading.height) + 34 + 14

    def draw(self, sheet: Sheet, top: float) -> None:
        """Text; then the lines."""
        frame = sheet.frame
        baseline = top - ABOVE - BASELINE
        with sheet.tags.element("Sect"):
            self.heading.draw(sheet, top, baseline)
            if self.lead:
                with sheet.tags.mark("P"):
                    sheet.lines(self.lead, frame.content, baseline, BODY.leading)
            gap, count = 16.0, max(len(self.who), 1)
            width = (frame.content_width - gap * (count - 1)) / count
            level = top - self.height + 14
            for place, one in enumerate(self.who):
                x = frame.content + place * (width + gap)
                sheet.stroke((x, level), (x + width, level), 0.7)
                dated = one_line(sheet.faces, self.date_word, APPARATUS)
                with sheet.tags.mark("P"):
                    sheet.word(one, APPARATUS, x, level - 9.5)
                    sheet.line(dated, x + width - dated.width, level - 9.5)


@dataclass(frozen=True, slots=True)
class WritingLine:
    """A dotted line to write on; the first one beside its label."""

    heading: Heading | None
    alone: bool = False
    glued: bool = False
    head: PaperPiece | None = None

    @property
    def height(self) -> float:
        """A line; one that stands alone is as high as its label."""
        return max(LINE, self.heading.height + ABOVE + BELOW) if self.alone and self.heading is not None else LINE

    def draw(self, sheet: Sheet, top: float) -> None:
        """Label and dots."""
        if self.heading is not None:
            self.heading.draw(sheet, top, top - ABOVE - BASELINE)
        sheet.dots(sheet.frame.content, top - LINE + 2, sheet.frame.content_width)


@dataclass(frozen=True, slots=True)
class Filling:
    """As many writing lines as the page has room for; it takes none of its own."""

    heading: Heading
    glued: bool = False
    head: PaperPiece | None = None
    height: float = field(default=LINE)

    def lines(self, room: float) -> Iterator[WritingLine]:
        """The lines that fit."""
        for place in range(max(int(room // LINE), 1)):
            yield WritingLine(None if place else self.heading)

    def draw(self, sheet: Sheet, top: float) -> None:
        """One line; the page asks for more."""
        WritingLine(self.heading).draw(sheet, top)


__all__ = ["HAIRLINE", "HEAVY"]
