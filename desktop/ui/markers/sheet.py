"""Where everything of one chart lies: gutters for the scale and for the names, months, phases, points, today."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF

from desktop.clinical.dates import day_words
from desktop.clinical.timeline.axis import short_day
from desktop.services.marker_chart import Point, Series
from desktop.services.markers import times_told
from desktop.ui.charts.ground import GAP, Ground, ground_of
from desktop.ui.markers.shown import Shown
from desktop.ui.timeline.lanes import LINE
from desktop.ui.timeline.samples import Scale, scale_of
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG

NAME, LIMIT = "× own limit", "limit 1 ×"
DOT = 9
_ABOVE, _BELOW = 12, 10
"""Room over the highest point and under the lowest, inside the phases."""


@dataclass(frozen=True, slots=True)
class End:
    """The last point of a marker in sight, and its words in the gutter at the right."""

    series: Series
    point: Point
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet(Ground):
    """The ground with the scale on it.

    ``nought`` is where what was measured as nothing stands, beneath a scale that has no 0; None if there is none.
    """

    shown: Shown
    scale: Scale
    nought: float | None
    ends: tuple[End, ...]

    def y(self, point: Point) -> float:
        """The height of a point."""
        return self.scale.y(float(point.times)) if point.times or self.nought is None else self.nought


def sheet_of(strokes: Strokes, shown: Shown, area: QRectF) -> Sheet:
    """Lay a chart out in an area; the words at both sides always have their room."""
    px = strokes.look.px
    left = max(strokes.width(NAME), strokes.width(LIMIT, weight=STRONG)) + GAP
    ends = ends_of(shown)
    right = 2 * px(DOT) + GAP + max((strokes.width(one.words, weight=STRONG) for one in ends), default=0.0)
    ground = ground_of(strokes, shown.span, shown.chart.phases, shown.chart.today, area, (left, right))
    top, foot = ground.place.top(), ground.place.bottom()
    times = [float(point.times) for one in shown.series for point in one.points]
    nought = foot - px(_BELOW) if not all(times) else None
    scale = scale_of(times, top + px(ground.heads + _ABOVE), foot - px(_BELOW if nought is None else _BELOW + LINE + 2))
    return Sheet(
        span=ground.span, today=ground.today, axis=ground.axis, place=ground.place, bands=ground.bands,
        titles=ground.titles, shown=shown, scale=scale, nought=nought, ends=ends,
    )  # fmt: skip


def ends_of(shown: Shown) -> tuple[End, ...]:
    """Each marker's last point in sight, with its day unless all of them are of the latest day, in sight or not.

    With a window on an earlier time an old value would else read as the present one.
    """
    axis = shown.span.axis(1.0)
    last = [(one, [point for point in one.points if axis.holds(point.day)]) for one in shown.series]
    found = [(one, points[-1]) for one, points in last if points]
    latest = max((point.day for one in shown.series for point in one.points), default=axis.end)
    dated = any(point.day != latest for _, point in found)
    # over several years a day without its year could be of any of them
    day = short_day if axis.start.year == axis.end.year else day_words
    return tuple(End(one, point, _end_words(point, day(point.day) if dated else "")) for one, point in found)


def _end_words(point: Point, day: str) -> str:
    return f"{point.line.name} {times_told(point.line)} {day}".rstrip()
