"""Where everything of one chart lies: gutters for the scale and for the names, months, phases, points, today."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRectF

from desktop.clinical.dates import day_words
from desktop.clinical.timeline.axis import Axis, short_day
from desktop.clinical.timeline.drawing import Band
from desktop.services.marker_chart import Point, Series
from desktop.services.markers import times_told
from desktop.ui.markers.shown import Shown
from desktop.ui.timeline.heads import Title, place_titles
from desktop.ui.timeline.lanes import AXIS, DAY_ROW, HEAD_TOP, LINE, head_height
from desktop.ui.timeline.samples import Scale, scale_of
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG

NAME, LIMIT = "× own limit", "limit 1 ×"
DOT, GAP = 9, 8
_ABOVE, _BELOW = 12, 10
"""Room over the highest point and under the lowest, inside the phases."""


@dataclass(frozen=True, slots=True)
class End:
    """The last point of a marker in sight, and its words in the gutter at the right."""

    series: Series
    point: Point
    words: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one drawing. ``place`` is the ground of the points with the phases behind them.

    ``nought`` is where what was measured as nothing stands, beneath a scale that has no 0; None if there is none.
    """

    shown: Shown
    axis: Axis
    place: QRectF
    scale: Scale
    nought: float | None
    ends: tuple[End, ...]
    bands: tuple[Band, ...]
    titles: tuple[Title, ...]

    def x(self, day: date) -> float:
        """The place of a day, also of one that is out of sight."""
        whole = (self.axis.end - self.axis.start).days + 1
        return self.place.left() + ((day - self.axis.start).days + 0.5) / whole * self.axis.width

    def y(self, point: Point) -> float:
        """The height of a point."""
        return self.scale.y(float(point.times)) if point.times or self.nought is None else self.nought

    def in_sight(self, points: Sequence[Point]) -> Iterator[Point]:
        """The points in the months that are shown."""
        return (one for one in points if self.axis.holds(one.day))


def sheet_of(strokes: Strokes, shown: Shown, area: QRectF) -> Sheet:
    """Lay a chart out in an area; the words at both sides always have their room."""
    px = strokes.look.px
    left = area.left() + max(strokes.width(NAME), strokes.width(LIMIT, weight=STRONG)) + GAP
    ends = ends_of(shown)
    gutter = max((strokes.width(one.words, weight=STRONG) for one in ends), default=0.0)
    right = area.right() - 2 * px(DOT) - GAP - gutter
    axis = shown.span.axis(max(right - left, 1.0))
    bands = tuple(_bands(shown, axis))
    titles = place_titles(strokes, bands, left, right)
    # without a phase the name of the scale still has its line there
    heads = head_height(1 + max((one.row for one in titles), default=0))
    top = area.top() + px(AXIS + (HEAD_TOP if titles else 0))
    foot = area.bottom() - px(DAY_ROW)
    times = [float(point.times) for one in shown.series for point in one.points]
    nought = foot - px(_BELOW) if not all(times) else None
    scale = scale_of(times, top + px(heads + _ABOVE), foot - px(_BELOW if nought is None else _BELOW + LINE + 2))
    return Sheet(shown, axis, QRectF(left, top, axis.width, foot - top), scale, nought, ends, bands, titles)


def ends_of(shown: Shown) -> tuple[End, ...]:
    """Each marker's last point in sight, with its day unless that is the latest of all."""
    axis = shown.span.axis(1.0)
    last = [(one, [point for point in one.points if axis.holds(point.day)]) for one in shown.series]
    found = [(one, points[-1]) for one, points in last if points]
    latest = max((point.day for _, point in found), default=axis.end)
    return tuple(End(one, point, _end_words(point, latest)) for one, point in found)


def _end_words(point: Point, latest: date) -> str:
    words = f"{point.line.name} {times_told(point.line)}"
    if point.day == latest:
        return words
    return f"{words} {short_day(point.day) if point.day.year == latest.year else day_words(point.day)}"


def _bands(shown: Shown, axis: Axis) -> Iterator[Band]:
    for one in shown.chart.phases:
        if one.begins <= axis.end and one.ends >= axis.start:
            ended = one.ends if one.over and axis.holds(one.ends) else None
            yield Band(one.phase, one.words, axis.x(one.begins), axis.end_x(one.ends), ended)
