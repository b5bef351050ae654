"""Draws a chart: months, phases, the scale with the limit on it, today, lines, points, and the names at their ends."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from PySide6.QtCore import QPointF

from desktop.clinical.timeline.spread import spread
from desktop.services.marker_chart import Series
from desktop.ui.charts.ground import GAP, Mark, draw_bands, draw_today, part_in_sight, place_of_name
from desktop.ui.charts.months import draw_months
from desktop.ui.markers.sheet import DOT, LIMIT, NAME, Sheet
from desktop.ui.timeline.lanes import LINE
from desktop.ui.timeline.marks import square
from desktop.ui.timeline.samples import TONES, shape
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import REGULAR, STRONG

_NOUGHT = "0 ×"


def draw_chart(strokes: Strokes, sheet: Sheet) -> tuple[Mark, ...]:
    """Draw everything; gives the points in sight."""
    draw_bands(strokes, sheet)
    draw_months(strokes, sheet)
    _draw_scale(strokes, sheet)
    _draw_nought(strokes, sheet)
    draw_today(strokes, sheet)
    for one in sheet.shown.series:
        _draw_lines(strokes, sheet, one)
    marks = [mark for one in sheet.shown.series for mark in _draw_points(strokes, sheet, one)]
    _draw_ends(strokes, sheet)
    return tuple(marks)


def _draw_scale(strokes: Strokes, sheet: Sheet) -> None:
    """The limit itself, drawn strongly and named, then the other multiples; one without room has no words."""
    place, taken = sheet.place, [place_of_name(strokes, sheet)]
    strokes.text(NAME, place.left() - GAP - strokes.width(NAME), taken[0], tone="text2")
    for times in sorted(sheet.scale.steps(), key=lambda one: (one != 1, one)):
        y, limit = sheet.scale.y(times), times == 1
        token, width = ("text2", 1.5) if limit else ("line", 1.0)
        strokes.line(QPointF(place.left(), y), QPointF(place.right(), y), token, Layer.GRID, width)
        if all(abs(y - other) >= strokes.look.px(LINE) for other in taken) or limit:
            taken.append(y)
            words, weight = (LIMIT, STRONG) if limit else (f"{times:g} ×", REGULAR)
            left = place.left() - GAP - strokes.width(words, weight=weight)
            strokes.text(words, left, y, tone="text" if limit else "text2", weight=weight)


def _draw_nought(strokes: Strokes, sheet: Sheet) -> None:
    """The row of what was measured as nothing; it has no line, because it is no part of the scale."""
    if sheet.nought is not None:
        strokes.text(_NOUGHT, sheet.place.left() - GAP - strokes.width(_NOUGHT), sheet.nought, tone="text2")


def _draw_lines(strokes: Strokes, sheet: Sheet, series: Series) -> None:
    """Between results that were measured alike, and as far as they are in sight."""
    tone = TONES[series.number % len(TONES)]
    for run in series.runs():
        for one, other in pairwise(run):
            ends = part_in_sight(sheet, *(QPointF(sheet.x(each.day), sheet.y(each)) for each in (one, other)))
            if ends is not None:
                strokes.line(*ends, tone, Layer.PLAN, 1.5)


def _draw_points(strokes: Strokes, sheet: Sheet, series: Series) -> Iterator[Mark]:
    for point in sheet.in_sight(series.points):
        place = square(QPointF(sheet.x(point.day), sheet.y(point)), strokes.look.px(DOT))
        shape(strokes, place, series.number)
        yield Mark(point.key, place)


def _draw_ends(strokes: Strokes, sheet: Sheet) -> None:
    """Each marker's last multiple in sight, in one column at the right, none over another, its mark before it."""
    ends = sorted(sheet.ends, key=lambda one: sheet.y(one.point))
    px, place, line = strokes.look.px, sheet.place, strokes.look.px(LINE)
    wanted = [(sheet.y(one.point) - place.top(), float(line)) for one in ends]
    for one, y in zip(ends, spread(wanted, place.height(), 0), strict=True):
        middle, left = place.top() + y, place.right() + GAP + px(DOT) / 2
        shape(strokes, square(QPointF(left, middle), px(DOT)), one.series.number)
        tone = TONES[one.series.number % len(TONES)]
        strokes.text(one.words, left + px(DOT), middle, tone=tone, weight=STRONG)
