"""Where everything of a trend lies: the ground, a scale from nought, and the words in the gutter at the right."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from PySide6.QtCore import QRectF

from desktop.clinical.dates import day_words
from desktop.clinical.timeline.axis import short_day
from desktop.services.trends import TrendPoint, TrendSeries
from desktop.ui.charts.ground import GAP, Ground, ground_of
from desktop.ui.timeline.lanes import LINE
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG
from desktop.ui.trends.scale import Linear, linear
from desktop.ui.trends.shown import TrendShown

DOT = 9
_ABOVE, _BELOW, _MOST_WIDE = 12, 10, 0.36
_CUT = "…"


@dataclass(frozen=True, slots=True)
class Beside:
    """Words in the gutter beside a height: the end of a series with its mark, or a line; ``own``: of the selected."""

    value: float
    words: str
    series: TrendSeries | None = None
    point: TrendPoint | None = None
    own: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendSheet(Ground):
    """The measures of one drawing. ``selected``: the entry whose lines are drawn."""

    shown: TrendShown
    selected: UUID | None
    scale: Linear
    beside: tuple[Beside, ...]


def trend_sheet(strokes: Strokes, shown: TrendShown, selected: UUID | None, area: QRectF) -> TrendSheet:
    """Lay a trend out; the gutter has room for the words of whatever may be selected, so that nothing jumps."""
    px, trend = strokes.look.px, shown.trend
    most = area.width() * _MOST_WIDE
    points = [point for one in trend.series for point in one.points]
    ends = tuple(_ends(strokes, shown, most))
    levels = [level for one in points for level in one.levels] + list(trend.levels)
    wide = [strokes.width(one.words, weight=STRONG) for one in ends]
    wide += [strokes.width(one.words) + px(DOT) for one in levels]
    right = 2 * px(DOT) + GAP + max(wide, default=0.0)
    values = [float(one.value) for one in points] + [float(one.value) for one in levels]
    left = max(strokes.width(one) for one in (trend.unit, f"{max(values, default=0):.0f}00")) + GAP
    ground = ground_of(strokes, shown.span, trend.phases, trend.today, area, (left, right))
    top, foot = ground.place.top() + px(ground.heads + _ABOVE), ground.place.bottom() - px(_BELOW)
    found = trend.find(selected)
    always = [Beside(float(one.value), one.words) for one in trend.levels]
    own = [Beside(float(one.value), one.words, own=True) for one in (found[1].levels if found else ())]
    lines = (*always, *own)
    return TrendSheet(
        span=ground.span, today=ground.today, axis=ground.axis, place=ground.place, bands=ground.bands,
        titles=ground.titles, shown=shown, selected=selected, scale=linear(values, top, foot),
        beside=_fitting(ends, lines, selected, int(ground.place.height() / px(LINE))),
    )  # fmt: skip


def _ends(strokes: Strokes, shown: TrendShown, most: float) -> Iterator[Beside]:
    """Each series' last point in sight, with its day unless that is the latest of all."""
    axis = shown.span.axis(1.0)
    last = [(one, [point for point in one.points if axis.holds(point.day)]) for one in shown.trend.series]
    found = [(one, points[-1]) for one, points in last if points]
    latest = max((point.day for _, point in found), default=axis.end)
    for one, point in found:
        day = ""
        if point.day != latest:
            day = f" {short_day(point.day) if point.day.year == latest.year else day_words(point.day)}"
        words = f" {point.words}{day}"
        room = most - strokes.width(words, weight=STRONG)
        yield Beside(float(point.value), f"{cut(strokes, one.name, room)}{words}", one, point)


def cut(strokes: Strokes, name: str, room: float) -> str:
    """A name with its end left out where it has no room."""
    if strokes.width(name, weight=STRONG) <= room:
        return name
    while name and strokes.width(f"{name}{_CUT}", weight=STRONG) > room:
        name = name[:-1]
    return f"{name.rstrip()}{_CUT}"


def _fitting(
    ends: tuple[Beside, ...], lines: tuple[Beside, ...], selected: UUID | None, most: int
) -> tuple[Beside, ...]:  # fmt: skip
    """Lines first, then the series of the selected point, then the others as far as there is room."""

    def is_selected(one: Beside) -> bool:
        return one.series is not None and any(selected in point.keys for point in one.series.points)

    ordered = sorted(ends, key=lambda one: not is_selected(one))
    return (*lines, *ordered)[:most]
