"""Procedures, gates and evaluations: a shape each, a name and a day or a state beneath."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline import EventStatus, GateState
from desktop.clinical.timeline.drawing import Lane, Mark
from desktop.ui.timeline.bars import dress_of
from desktop.ui.timeline.lanes import LINE, MARK, ROW, Sheet
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import MEDIUM, STRONG

_MIDDLE, _WORDS, _GATE = 17, 33, 20


def draw_marks(strokes: Strokes, sheet: Sheet) -> list[Stop]:
    """All marks, as stops."""
    return [_draw(strokes, sheet, mark) for mark in sheet.plan.marks]


def _draw(strokes: Strokes, sheet: Sheet, mark: Mark) -> Stop:
    centre = QPointF(sheet.x(mark.x), sheet.tops[mark.lane] + sheet.px(_MIDDLE))
    place = square(centre, sheet.px(_GATE if mark.lane is Lane.GATES else MARK))
    if mark.lane is Lane.GATES:
        draw_gate(strokes, place, mark.gate or GateState.NOT_YET, mark.open_conditions)
    else:
        draw_event(strokes, place, mark.status, round_=mark.lane is Lane.EVALUATIONS)
    places = [place]
    if mark.row is not None:
        places.append(_words(strokes, sheet, mark))
    return Stop(mark.event, mark.lane, centre.x(), tuple(places), clickable=tuple(places))


def square(centre: QPointF, side: float) -> QRectF:
    """A square round a point."""
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)


def draw_event(strokes: Strokes, place: QRectF, status: EventStatus, *, round_: bool) -> None:
    """A procedure as a rounded square, ticked when done; an evaluation as a circle, filled when done."""
    dress = dress_of(status)
    if round_:
        strokes.circle(place, dress.fill, dress.edge, dashed=dress.dashed)
    else:
        strokes.rounded(place, dress.fill, dress.edge, dashed=dress.dashed)
        if status is EventStatus.DONE:
            strokes.tick(place.center())
    if dress.dashed:
        strokes.line(place.bottomLeft(), place.topRight(), "text2", Layer.NOW)


def draw_gate(strokes: Strokes, place: QRectF, state: GateState, open_conditions: int) -> None:
    """Filled with a tick once confirmed; amber with the open conditions while it waits; dashed where none is held."""
    if state is GateState.CONFIRMED:
        strokes.diamond(place, "done", "done")
        strokes.tick(place.center())
    elif state is GateState.OPEN:
        strokes.diamond(place, "surface", "caution")
        centre = place.center()
        strokes.text(str(open_conditions), centre.x(), centre.y(), tone="caution", weight=STRONG, centred=True)
    else:
        strokes.diamond(place, "surface", "edge", dashed=state is GateState.UNRECORDED)


def _words(strokes: Strokes, sheet: Sheet, mark: Mark) -> QRectF:
    x = sheet.x(mark.label_x)
    y = sheet.tops[mark.lane] + sheet.px(_WORDS + (mark.row or 0) * ROW)
    waits = mark.gate is GateState.OPEN if mark.gate else mark.status is EventStatus.LATE
    name = strokes.text(mark.label, x, y, weight=MEDIUM, centred=True)
    tone = "caution" if waits else "text2"
    return name.united(strokes.text(mark.detail, x, y + sheet.px(LINE), tone=tone, centred=True))
