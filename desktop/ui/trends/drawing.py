"""Draws a trend: months, phases, the scale from nought, today, thin lines of limits, points, and words beside them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline.spread import spread
from desktop.services.trends import TrendPoint, TrendSeries
from desktop.ui.charts.ground import GAP, Mark, draw_bands, draw_today, part_in_sight, place_of_name
from desktop.ui.charts.months import draw_months
from desktop.ui.timeline.lanes import LINE
from desktop.ui.timeline.marks import square
from desktop.ui.timeline.samples import TONES, shape
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import STRONG
from desktop.ui.trends.sheet import DOT, Beside, TrendSheet

_DOUBTED = 2
"""The mark of what rests on too little: a triangle."""
_INNER = 3


def draw_trend(strokes: Strokes, sheet: TrendSheet) -> tuple[Mark, ...]:
    """Draw everything; gives the points in sight."""
    draw_bands(strokes, sheet)
    draw_months(strokes, sheet)
    _draw_scale(strokes, sheet)
    draw_today(strokes, sheet)
    for one in sheet.shown.trend.series:
        _draw_lines(strokes, sheet, one)
    marks = [mark for one in sheet.shown.trend.series for mark in _draw_points(strokes, sheet, one)]
    _draw_beside(strokes, sheet)
    return tuple(marks)


def at(sheet: TrendSheet, point: TrendPoint) -> QPointF:
    """Where a point stands."""
    return QPointF(sheet.x(point.day), sheet.scale.y(float(point.value)))


def _draw_scale(strokes: Strokes, sheet: TrendSheet) -> None:
    """Its unit at the head, a hairline for each step, and a stronger one for nought."""
    place, unit, head = sheet.place, sheet.shown.trend.unit, place_of_name(strokes, sheet)
    strokes.text(unit, place.left() - GAP - strokes.width(unit), head, tone="text2")
    for value in sheet.scale.steps():
        y, words = sheet.scale.y(value), f"{value:g}"
        token = "line" if value else "edge"
        strokes.line(QPointF(place.left(), y), QPointF(place.right(), y), token, Layer.GRID)
        if abs(y - head) >= strokes.look.px(LINE):
            strokes.text(words, place.left() - GAP - strokes.width(words), y, tone="text2")


def _draw_lines(strokes: Strokes, sheet: TrendSheet, series: TrendSeries) -> None:
    tone = TONES[series.number % len(TONES)]
    for run in series.runs:
        for one, other in pairwise(run):
            ends = part_in_sight(sheet, at(sheet, one), at(sheet, other))
            if ends is not None:
                strokes.line(*ends, tone, Layer.PLAN, 1.5)


def _draw_points(strokes: Strokes, sheet: TrendSheet, series: TrendSeries) -> Iterator[Mark]:
    for point in sheet.in_sight(series.points):
        place = square(at(sheet, point), strokes.look.px(DOT))
        _draw_mark(strokes, place, series, point)
        yield Mark(point.key, place)


def _draw_mark(strokes: Strokes, place: QRectF, series: TrendSeries, point: TrendPoint) -> None:
    """The mark of the series; a baseline has a dot in it, what rests on too little another form."""
    shape(strokes, place, _DOUBTED if point.doubted else series.number)
    if point.marked:
        tone = TONES[series.number % len(TONES)]
        strokes.circle(square(place.center(), strokes.look.px(_INNER)), tone, tone)


def _draw_beside(strokes: Strokes, sheet: TrendSheet) -> None:
    """One column at the right, none over another: last values with their marks, and the thin lines by name.

    The lines of the selected series stand beneath its own name, set in and in its tone.
    """
    px, place, line = strokes.look.px, sheet.place, strokes.look.px(LINE)
    owner = sheet.shown.trend.find(sheet.selected)
    beside = in_groups(sheet.beside, owner[0] if owner else None, sheet.scale.y)
    wanted = [(sheet.scale.y(one.value) - place.top(), float(line)) for one in beside]
    left = place.right() + GAP + px(DOT) / 2
    for one, y in zip(beside, spread(wanted, place.height(), 0), strict=True):
        middle, height = place.top() + y, sheet.scale.y(one.value)
        if one.series is None or one.point is None:
            own = owner is not None and one.own
            tone, inset = (TONES[owner[0].number % len(TONES)], px(DOT)) if owner and own else ("text2", 0)
            strokes.line(QPointF(place.left(), height), QPointF(place.right(), height), "text3", Layer.GRID)
            strokes.line(QPointF(place.right(), height), QPointF(left + inset, middle), "text3", Layer.GRID)
            strokes.text(one.words, left + px(DOT) + inset, middle, tone=tone)
            continue
        _draw_mark(strokes, square(QPointF(left, middle), px(DOT)), one.series, one.point)
        tone = TONES[one.series.number % len(TONES)]
        strokes.text(one.words, left + px(DOT), middle, tone=tone, weight=STRONG)


def in_groups(beside: Sequence[Beside], owner: TrendSeries | None, y: Callable[[float], float]) -> list[Beside]:
    """From the top by height; the lines that belong to a series come straight after its name, wherever they are."""

    def height(one: Beside) -> float:
        return y(one.value)

    name = next((one for one in beside if one.series is not None and one.series is owner), None)
    if name is None:
        return sorted(beside, key=height)
    others = sorted((one for one in beside if not one.own), key=height)
    place = others.index(name) + 1
    return [*others[:place], *sorted((one for one in beside if one.own), key=height), *others[place:]]
