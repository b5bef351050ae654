"""The row of marks in the small drawing: procedures and graded responses, with as many words as each has room for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from desktop.clinical.timeline.drawing import Lane, Mark, PlanLayout
from desktop.clinical.timeline.graded import GradedBy
from desktop.clinical.timeline.planned import Standing
from desktop.clinical.timeline.spread import room_for, spread
from desktop.reports.blocks.layout import Desk
from desktop.reports.document import Sheet
from desktop.reports.style import Type
from desktop.reports.text import Line

_LANES = {Lane.PROCEDURES, Lane.RESPONSES}
_HALF, _BESIDE, _FREE, _APART = 2.6, 5.0, 3.0, 9.0
"""Half a shape, from its middle to its words, from words to the next shape, between words that belong elsewhere."""
_WORDS = Type(8, 9.4)


@dataclass(slots=True)
class PlacedMark:
    """A mark whose shape stands at ``x``; its words stand right of it, or ``left`` of it, or, where there is room for
    them on neither side, ``below``, or it has none."""

    mark: Mark
    x: float
    words: Line | None = None
    left: bool = False
    below: bool = False

    @property
    def middle(self) -> float:
        """Where its words are centred."""
        if self.below:
            return self.x
        away = _BESIDE + (self.words.width / 2 if self.words else 0.0)
        return self.x - away if self.left else self.x + away

    @property
    def hollow(self) -> bool:
        """Whether it is a response of which no clinician graded the whole."""
        return self.mark.graded is not None and self.mark.graded.by is not GradedBy.CLINICIAN

    def draw(self, sheet: Sheet, x: float, y: float) -> None:
        """A procedure as a diamond, solid once done; a response as a triangle, solid as a clinician graded it."""
        if self.mark.graded is None:
            sheet.diamond(x + self.x, y, _HALF, filled=self.mark.standing is Standing.DONE)
        else:
            sheet.triangle_down(x + self.x, y, _HALF, filled=not self.hollow)


@dataclass(slots=True)
class _Gap:
    """What lies between two shapes: how far apart they are, and the widths of the words of either."""

    apart: float
    after: float = 0.0
    before: float = 0.0

    def takes(self, *, after: float | None = None, before: float | None = None) -> bool:
        """Whether there is room for words of another width; if so they are there."""
        first = self.after if after is None else after
        last = self.before if before is None else before
        between = _APART if last else _FREE
        if (_BESIDE + first if first else _HALF) + between + (_BESIDE + last if last else _HALF) > self.apart:
            return False
        self.after, self.before = first, last
        return True


def mark_row(desk: Desk, plan: PlanLayout) -> tuple[PlacedMark, ...]:
    """All marks of the row from left to right. Names of procedures come first: grades stand in the response, too."""
    marks = sorted((one for one in plan.marks if one.lane in _LANES), key=lambda one: one.x)
    if not marks:
        return ()
    row = [PlacedMark(one, x) for one, x in zip(marks, _shapes_apart(marks, plan.width), strict=True)]
    edges = [-_HALF - _APART, *(one.x for one in row), plan.width + _HALF + _FREE]
    gaps = [_Gap(right - left) for left, right in pairwise(edges)]
    in_turn = sorted(range(len(row)), key=lambda place: row[place].mark.lane is Lane.RESPONSES)
    for place in in_turn:
        _name(desk, row[place], gaps[place], gaps[place + 1])
    for place in in_turn:
        _add_day(desk, row[place], gaps[place], gaps[place + 1])
    _letters_below(desk, row, plan.width)
    return tuple(row)


def _letters_below(desk: Desk, row: Sequence[PlacedMark], width: float) -> None:
    """A response says what it was: between other marks its letters stand under its shape."""
    end = 0.0
    for one in row:
        if one.words is not None or one.mark.graded is None or not one.mark.graded.grade:
            continue
        words = desk.word(one.mark.graded.grade, _WORDS)
        left = one.x - words.width / 2
        if left >= end and left + words.width <= width:
            one.words, one.below = words, True
            end = left + words.width + 1


def _shapes_apart(marks: Sequence[Mark], width: float) -> list[float]:
    """No shape over another, as long as there is room for all side by side."""
    side = 2 * _HALF + 1
    if room_for([side] * len(marks), 0) > width:
        return [one.x for one in marks]
    return spread([(one.x, side) for one in marks], width, 0)


def _name(desk: Desk, one: PlacedMark, before: _Gap, after: _Gap) -> None:
    """Its name to the right, else to the left, else the letters of a grade alone, else nothing."""
    letters = one.mark.graded.grade if one.mark.graded is not None else ""
    for text in filter(None, (one.mark.label, letters)):
        words = desk.word(text, _WORDS)
        if after.takes(after=words.width):
            one.words = words
            return
        if before.takes(before=words.width):
            one.words, one.left = words, True
            return


def _add_day(desk: Desk, one: PlacedMark, before: _Gap, after: _Gap) -> None:
    if one.words is None:
        return
    words = desk.word(f"{one.mark.label} {one.mark.detail}", _WORDS)
    if before.takes(before=words.width) if one.left else after.takes(after=words.width):
        one.words = words
