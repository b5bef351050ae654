"""Courses as bars: hollow as first planned, filled as they count today, a line between where they moved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline import Standing
from desktop.clinical.timeline.drawing import Bar, Lane
from desktop.ui.timeline.badges import HOLD, LATE, STOP, draw_badges
from desktop.ui.timeline.lanes import FIRST_BAR, LINE, NOW_BAR, Sheet
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import MEDIUM, STRONG

_FIRST_TOP, _NOW_TOP, _NARROWEST = 8, 4, 6.0


@dataclass(frozen=True, slots=True)
class Dress:
    """The tokens of a mark: colour, shape and word say the same. ``badge`` is the sign at its corner."""

    fill: str
    edge: str
    words: str
    dashed: bool = False
    struck: bool = False
    badge: str = ""


_DRESS = {
    Standing.NOW: Dress("accent", "accent", "on_accent"),
    Standing.DONE: Dress("done", "done", "surface"),
    Standing.LATE: Dress("surface", "caution", "caution", badge=LATE),
    Standing.UNRECORDED: Dress("surface", "edge", "text2", dashed=True),
    Standing.SKIPPED: Dress("surface", "edge", "text2", dashed=True, struck=True),
    Standing.ON_HOLD: Dress("surface", "edge", "text", badge=HOLD),
    Standing.STOPPED: Dress("band_head", "edge", "text2", badge=STOP),
}
_PLANNED = Dress("surface", "edge", "text")


def dress_of(standing: Standing) -> Dress:
    """How an event looks where it stands."""
    return _DRESS.get(standing, _PLANNED)


def draw_bars(strokes: Strokes, sheet: Sheet) -> list[Stop]:
    """All courses; gives those of today's plan as stops, with their first plan as a place to click on too."""
    first = {one.event: _rect(sheet, one) for one in sheet.plan.bars if one.lane is Lane.FIRST}
    now = {one.event: _rect(sheet, one) for one in sheet.plan.bars if one.lane is Lane.NOW}
    for rect in first.values():
        strokes.rounded(rect, "surface", "edge", width=1, layer=Layer.PLAN)
    for line in sheet.plan.slip_lines:
        top = QPointF(sheet.x(line.first_x), first[line.event].bottom())
        strokes.line(top, QPointF(sheet.x(line.now_x), now[line.event].top()), "edge", Layer.PLAN)
    return [_draw(strokes, sheet, one, first[one.event]) for one in sheet.plan.bars if one.lane is Lane.NOW]


def _rect(sheet: Sheet, bar: Bar) -> QRectF:
    first = bar.lane is Lane.FIRST
    top = sheet.tops[bar.lane] + sheet.px(_FIRST_TOP if first else _NOW_TOP)
    width = max(bar.right - bar.left - 2, _NARROWEST)
    return QRectF(sheet.x(bar.left), top, width, sheet.px(FIRST_BAR if first else NOW_BAR))


def _draw(strokes: Strokes, sheet: Sheet, bar: Bar, first: QRectF) -> Stop:
    rect, dress = _rect(sheet, bar), dress_of(bar.standing)
    strokes.rounded(rect, dress.fill, dress.edge, dashed=dress.dashed)
    if bar.label_fits:
        strokes.text(bar.label, rect.center().x(), rect.center().y(), tone=dress.words, weight=STRONG, centred=True)
    if dress.struck:
        strokes.line(rect.bottomLeft(), rect.topRight(), "text2", Layer.NOW)
    draw_badges(strokes, rect, dress.badge, fixed=bar.fixed, too_early=bar.too_early)
    places = [rect]
    if bar.beneath:
        y = rect.bottom() + sheet.px(4 + LINE / 2 + bar.beneath_row * LINE)
        tone = "caution" if bar.moved_label or bar.too_early else "text2"
        word = strokes.text(bar.beneath, sheet.x(bar.beneath_x), y, tone=tone, weight=MEDIUM, centred=True)
        places.append(word)
    return Stop(bar.event, Lane.NOW, rect.center().x(), tuple(places), clickable=(first, *places))
