"""Laboratory markers beneath the plan: multiples of each laboratory's own limit over time, on a log scale.

A line joins only results that were measured alike; a result without a limit of its own is shown on a line of its
own at the foot, because nothing says how high it is. What cannot be drawn at all is counted in words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, pairwise
from math import log10

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline.axis import Axis, short_day
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.timeline.spread import spread
from desktop.services.markers import MarkerLine, times_told
from desktop.ui.timeline.lanes import LEFT, LINE, Sheet
from desktop.ui.timeline.marks import square
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.timeline.undrawn import elsewhere_words, in_table_words
from desktop.ui.tokens import STRONG
from desktop.ui.words import counted

EMPTY = "No result of a laboratory marker is recorded."
_TOP, _FOOT, _UNLIMITED, _DOT, _SECOND, _PAD = 44, 8, 18, 8, 27, 8
TONES = ("text", "accent", "text2", "done", "text3")
"""The colours of the markers by the number of each; shape and name say the same."""
_STEPS = tuple(float(f"{step}e{power}") for power in range(-4, 6) for step in (1, 3))


@dataclass(frozen=True, slots=True)
class Sample:
    """One result on the axis. ``times`` is the multiple of its own limit, None where it has no limit."""

    line: MarkerLine
    x: float
    times: float | None


@dataclass(frozen=True, slots=True)
class Scale:
    """A log scale from ``low`` to ``high`` times the limit, drawn between ``top`` and ``foot``."""

    low: float
    high: float
    top: float
    foot: float

    def y(self, times: float) -> float:
        """The height of a multiple; what is below the scale stands on its foot."""
        share = (log10(max(times, self.low)) - log10(self.low)) / (log10(self.high) - log10(self.low))
        return self.foot - share * (self.foot - self.top)

    def steps(self) -> tuple[float, ...]:
        """The lines of the scale: 1, 3, 10, 30 and so on."""
        return tuple(one for one in _STEPS if self.low <= one <= self.high)


def on_axis(lines: Sequence[MarkerLine], axis: Axis) -> tuple[Sample, ...]:
    """The results that have a value and a whole day within the axis."""
    return tuple(
        Sample(one, axis.middle(one.day), None if one.times is None else float(one.times))
        for one in lines
        if one.reading is not None and one.day is not None and axis.holds(one.day)
    )


def left_out_words(lines: Sequence[MarkerLine], drawn: Sequence[Sample]) -> str:
    """What the lane does not show, or that nothing is recorded; empty if it shows all."""
    if not lines:
        return EMPTY
    waiting = sum(one.reading is None for one in lines)
    elsewhere = len(lines) - waiting - len(drawn)
    without = f"{counted(waiting, 'result')} without a value" if waiting else ""
    return in_table_words([without, elsewhere_words(elsewhere, "result")])


def draw_samples(strokes: Strokes, sheet: Sheet, lines: Sequence[MarkerLine]) -> list[Stop]:
    """The lane; gives each result as a stop."""
    drawn = on_axis(lines, sheet.plan.axis)
    top = sheet.tops[Lane.MARKERS]
    left_out = left_out_words(lines, drawn)
    if left_out:
        strokes.text(left_out, sheet.origin + _PAD, top + sheet.px(LINE - 2), tone="text2")
    if not drawn:
        return []
    unlimited = [one for one in drawn if one.times is None]
    foot = sheet.foot - sheet.px(_FOOT + (_UNLIMITED if unlimited else 0))
    scale = scale_of([one.times for one in drawn if one.times is not None], top + sheet.px(_TOP), foot)
    strokes.text("× own limit", sheet.px(LEFT), top + sheet.px(_SECOND), tone="text2")
    aside = sheet.foot - sheet.px(_UNLIMITED / 2 + 2)
    if unlimited:
        strokes.text("no limit", sheet.px(LEFT), aside, tone="text2")
        names = ", ".join(dict.fromkeys(one.line.name for one in unlimited))
        last = max(one.x for one in unlimited) + sheet.px(_DOT)
        strokes.text(names, sheet.x(min(last, sheet.plan.width - strokes.width(names))), aside, weight=STRONG)
    for _, ones in _joined(drawn):
        _draw_lines(strokes, sheet, scale, ones, TONES[ones[0].line.mark % len(TONES)])
    _draw_ends(strokes, sheet, scale, drawn)
    _draw_scale(strokes, sheet, scale)
    return [_draw(strokes, sheet, one, scale, aside) for one in drawn]


def scale_of(times: Sequence[float], top: float, foot: float) -> Scale:
    """At least from a third of the limit to three times it, so that the limit itself is always in sight."""
    above = [one for one in times if one > 0]
    low, high = min([0.9, *above]), max([1.1, *above])
    lowest = max(one for one in _STEPS if one <= max(low, _STEPS[0]))
    highest = min(one for one in _STEPS if one >= min(high, _STEPS[-1]))
    return Scale(lowest, highest, top, foot)


def _draw_scale(strokes: Strokes, sheet: Sheet, scale: Scale) -> None:
    """The lines with their multiples at the left, the limit itself first; one that has no room has no words."""
    room = sheet.px(LINE)
    taken: list[float] = []
    for times in sorted(scale.steps(), key=lambda one: (one != 1, one)):
        y = scale.y(times)
        token = "edge" if times == 1 else "line"
        _draw_level(strokes, sheet, y, token)
        if any(abs(y - other) < room for other in taken):
            continue
        taken.append(y)
        words = f"limit {times:g} ×" if times == 1 else f"{times:g} ×"
        strokes.text(words, sheet.origin - 6 - strokes.width(words), y, tone="text" if times == 1 else "text2")


def _draw_level(strokes: Strokes, sheet: Sheet, y: float, token: str) -> None:
    """A line across the lane, interrupted where words stand: a value must not look struck out."""
    gaps = sorted((one.left() - 2, one.right() + 2) for one in strokes.words if one.top() < y < one.bottom())
    begin = sheet.origin
    for left, right in (*gaps, (sheet.right, sheet.right)):
        if left > begin:
            strokes.line(QPointF(begin, y), QPointF(left, y), token, Layer.GRID)
        begin = max(begin, right)


def _joined(drawn: Sequence[Sample]) -> Iterator[tuple[object, list[Sample]]]:
    """The results with a limit in groups that a line may join: one marker, measured alike; oldest first."""
    limited = [one for one in drawn if one.times is not None]
    limited.sort(key=lambda one: (one.line.name, one.line.measured, one.x))
    for key, ones in groupby(limited, key=lambda one: (one.line.name, one.line.measured)):
        yield key, list(ones)


def _draw_lines(strokes: Strokes, sheet: Sheet, scale: Scale, ones: Sequence[Sample], tone: str) -> None:
    for one, other in pairwise(ones):
        start, end = (QPointF(sheet.x(each.x), scale.y(each.times or 0)) for each in (one, other))
        strokes.line(start, end, tone, Layer.PLAN, 1.5)


def _draw_ends(strokes: Strokes, sheet: Sheet, scale: Scale, drawn: Sequence[Sample]) -> None:
    """Each marker's name with its last multiple, in one column right of the last result, none over another.

    The mark stands before it again, and the day where it is not that of the latest result.
    """
    last: dict[str, Sample] = {}
    for one in sorted((one for one in drawn if one.times is not None), key=lambda one: one.x):
        last[one.line.name] = one
    if not last:
        return
    ends = sorted(last.values(), key=lambda one: scale.y(one.times or 0))
    latest = max(one.line.day for one in ends if one.line.day)
    words = [_end_words(one, latest) for one in ends]
    side, line = sheet.px(_DOT), sheet.px(LINE)
    left = _column(sheet, max(one.x for one in ends), max(strokes.width(one, weight=STRONG) for one in words) + side)
    wanted = [(scale.y(one.times or 0) - scale.top + line, line) for one in ends]
    for one, told, y in zip(ends, words, spread(wanted, scale.foot - scale.top + 2 * line, 0), strict=True):
        middle, dress = y + scale.top - line, one.line.mark
        shape(strokes, square(QPointF(left, middle), side), dress)
        strokes.text(told, left + side, middle, tone=TONES[dress % len(TONES)], weight=STRONG)


def _end_words(one: Sample, latest: date) -> str:
    words = f"{one.line.name} {times_told(one.line)}"
    return words if one.line.day is None or one.line.day == latest else f"{words} {short_day(one.line.day)}"


def _column(sheet: Sheet, last: float, width: float) -> float:
    """Where the column stands: after the last result, and not across the line of today."""
    today = sheet.plan.today
    gap = sheet.px(2 * _DOT)
    left = last + gap
    if today is not None and left - gap < today < left + width:
        left = today + gap
    return sheet.x(max(min(left, sheet.plan.width - width), 0))


def _draw(strokes: Strokes, sheet: Sheet, one: Sample, scale: Scale, aside: float) -> Stop:
    x, y = sheet.x(one.x), aside if one.times is None else scale.y(one.times)
    place = square(QPointF(x, y), sheet.px(_DOT))
    shape(strokes, place, one.line.mark)
    return Stop(str(one.line.result.id), Lane.MARKERS, x, (place,), clickable=(place,))


def shape(strokes: Strokes, place: QRectF, dress: int) -> None:
    """The mark of a marker: circle, square, triangle, the triangle upside down, a bar."""
    tone = TONES[dress % len(TONES)]
    if dress == 0:
        strokes.circle(place, "surface", tone)
    elif dress == 1:
        strokes.square(place, "surface", tone)
    elif dress in {2, 3}:
        strokes.triangle(place, "surface", tone, down=dress == 3)
    else:
        strokes.rounded(place.adjusted(0, place.height() / 4, 0, -place.height() / 4), tone, tone)
