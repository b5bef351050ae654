"""The head of a chart: years, months, and single days where months are wide enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QPointF

from desktop.clinical.dates import NEUTRAL_YEARS
from desktop.clinical.timeline.axis import month_ticks
from desktop.clinical.timeline.rows import add_months
from desktop.ui.charts.ground import GAP, Ground
from desktop.ui.timeline.lanes import AXIS, HEAD_TOP
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import REGULAR, STRONG

_TICK, _LONG, _SHORT, _PAD = 10, 24, 5, 4
_DAYS = (8, 15, 22)
"""The days with a tick besides the first of the month."""


def draw_months(strokes: Strokes, ground: Ground) -> None:
    """A tick for each month, a longer one and the year where a year begins; the first year stands in the gutter.

    A month without its name has a tick that ends beneath the names: none is struck through.
    """
    px, place = strokes.look.px, ground.place
    foot = place.top() - (px(HEAD_TOP) if ground.titles else 0)
    middle = foot - px(AXIS / 2)
    year = "" if ground.axis.start.year in NEUTRAL_YEARS else str(ground.axis.start.year)
    strokes.rule(place.left(), foot, place.right())
    strokes.text(year, place.left() - GAP - strokes.width(year, weight=STRONG), middle, weight=STRONG)
    for tick in month_ticks(ground.axis, strokes.width, px(GAP)):
        x, new_year = place.left() + tick.x, bool(tick.year and tick.x)
        words, weight = (tick.year, STRONG) if new_year else (tick.label, REGULAR)
        high = _LONG if new_year else _TICK if words else _SHORT
        strokes.line(QPointF(x, foot - px(high)), QPointF(x, foot), "edge", Layer.GRID)
        if words and x + _PAD + strokes.width(words, weight=weight) <= place.right():
            strokes.text(words, x + _PAD, middle, tone="text" if new_year else "text2", weight=weight)
    for day in _days(strokes, ground):
        x = place.left() + ground.axis.x(day)
        strokes.line(QPointF(x, foot - px(_SHORT)), QPointF(x, foot), "edge", Layer.GRID)
        strokes.text(str(day.day), x + _PAD, middle, tone="text3")


def _days(strokes: Strokes, ground: Ground) -> Iterator[date]:
    """Single days, where the words of a month leave them room."""
    if ground.axis.start.year in NEUTRAL_YEARS:
        return
    count = ground.span.shown
    week = ground.axis.width / count * 7 / 31
    if week >= strokes.width(str(ground.axis.end.year), weight=STRONG) + strokes.look.px(GAP) + _PAD:
        for number in range(count):
            yield from (add_months(ground.axis.start, number).replace(day=one) for one in _DAYS)
