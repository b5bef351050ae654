"""Lines of single days (today, the diagnosis, a stop) and the words of rests, at the foot, where they hide no month."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.dates import PartialDate
from desktop.clinical.timeline.axis import inside, short_day, today_word
from desktop.clinical.timeline.drawing import DIAGNOSIS, STOPPED, Lane, PlanLayout, rest_key
from desktop.ui.timeline.lanes import AXIS, DAY_ROW, Sheet
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import STRONG

_PAD, _GAP, _HEIGHT = 6, 8, 20


@dataclass(frozen=True, slots=True)
class Day:
    """A day on the axis: its label ``width`` wide around ``centre`` in ``row`` (0 is the lowest).

    ``line``: the day itself is known and on the axis, so that a line may stand there. ``key`` is that of its stop.
    """

    words: str
    x: float
    centre: float
    width: float
    row: int
    line: bool
    is_today: bool = False
    key: str = DIAGNOSIS


def place_days(strokes: Strokes, plan: PlanLayout, today: date, diagnosed: PartialDate | None) -> tuple[Day, ...]:
    """All labels beneath their lines; where two would lie over each other one stands a row higher, today lowest."""
    placed: list[Day] = []
    if plan.today is not None:
        placed.append(
            _placed(strokes, plan, f"{today_word(today)} {short_day(today)}", plan.today, line=True, is_today=True)
        )
    words, x, line = _diagnosis(plan, diagnosed)
    rest = [_placed(strokes, plan, words, x, line=line)]
    if plan.stopped is not None and plan.stopped_on is not None:
        told = f"Stopped {short_day(plan.stopped_on)}"
        rest.append(_placed(strokes, plan, told, plan.stopped, line=True, key=STOPPED))
    for one in plan.rests:
        told, middle = rest_words(one.begun, one.ended), (one.left + one.right) / 2
        rest.append(_placed(strokes, plan, told, middle, line=False, key=rest_key(one.number)))
    for day in rest:
        taken = {one.row for one in placed if abs(one.centre - day.centre) < (one.width + day.width) / 2 + _GAP}
        row = next(number for number in range(len(placed) + 1) if number not in taken)
        placed.append(replace(day, row=row))
    return tuple(placed)


def rest_words(begun: date, ended: date | None) -> str:
    """``Rests since 12 Nov``; ``Rest 12 Nov to 20 Nov``."""
    return f"Rests since {short_day(begun)}" if ended is None else f"Rest {short_day(begun)} to {short_day(ended)}"


def draw_days(strokes: Strokes, sheet: Sheet, days: Sequence[Day]) -> list[Stop]:
    """Draw them; the diagnosis is a stop for the keyboard."""
    labels = {one: _label(sheet, one) for one in days}
    for one, label in labels.items():
        others = [other for day, other in labels.items() if day is not one]
        if one.line:
            _line(strokes, sheet, one, label, others)
    for one, label in labels.items():
        fill, edge, tone = ("accent", "accent", "on_accent") if one.is_today else ("surface", "edge", "text")
        strokes.rounded(label, fill, edge, layer=Layer.TODAY)
        strokes.text(one.words, label.center().x(), label.center().y(), tone=tone, weight=STRONG, centred=True)
    return list(_stops(sheet, labels))


def _stops(sheet: Sheet, labels: dict[Day, QRectF]) -> Iterator[Stop]:
    for one, label in labels.items():
        if not one.is_today:
            yield Stop(one.key, Lane.DIAGNOSED, sheet.x(one.x), (label,), clickable=(label,))


def _placed(
    strokes: Strokes, plan: PlanLayout, words: str, x: float, *,
    line: bool, is_today: bool = False, key: str = DIAGNOSIS,
) -> Day:  # fmt: skip
    width = strokes.width(words, weight=STRONG) + 2 * _PAD
    return Day(words, x, inside(x, width, plan.width), width, 0, line, is_today, key)


def _diagnosis(plan: PlanLayout, diagnosed: PartialDate | None) -> tuple[str, float, bool]:
    """Its words, with the year where the axis does not show it, and its place; a part of a date has no line."""
    if diagnosed is None:
        return "Diagnosed: no date", 0.0, False
    if diagnosed.full and plan.axis.holds(diagnosed.full):
        return f"Diagnosed {short_day(diagnosed.full)}", plan.axis.middle(diagnosed.full), True
    return f"Diagnosed {diagnosed.words()}", plan.axis.x(diagnosed.earliest), False


def _label(sheet: Sheet, day: Day) -> QRectF:
    top = sheet.bottom - sheet.px(_HEIGHT) - 4 - day.row * sheet.px(DAY_ROW)
    return QRectF(sheet.x(day.centre) - day.width / 2, top, day.width, sheet.px(_HEIGHT))


def _line(strokes: Strokes, sheet: Sheet, day: Day, label: QRectF, others: Sequence[QRectF]) -> None:
    """From the axis down to the label, interrupted where words stand; that of today is the strong one."""
    x = sheet.x(day.x)
    token, layer, width = ("accent", Layer.TODAY, 2.0) if day.is_today else ("edge", Layer.GRID, 1.0)
    if day.key == STOPPED:
        token, width = "text2", 2.0
    taken = [one for one in (*strokes.words, *others) if one.left() - 2 < x < one.right() + 2]
    gaps = sorted((one.top(), one.bottom()) for one in taken if one.top() < label.top())
    begin = sheet.px(AXIS) - sheet.px(8)
    for top, bottom in (*gaps, (label.top(), label.bottom())):
        if top > begin:
            strokes.line(QPointF(x, begin), QPointF(x, top), token, layer, width)
        begin = max(begin, bottom)
