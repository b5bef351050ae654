"""Procedures, gates, evaluations and responses: a shape each, a name and a day or a state beneath."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline import GateState, Standing
from desktop.clinical.timeline.drawing import Lane, Mark, SharedDetail
from desktop.clinical.timeline.spread import spread
from desktop.ui.timeline.badges import draw_badges
from desktop.ui.timeline.bars import dress_of
from desktop.ui.timeline.graded import draw_response
from desktop.ui.timeline.lanes import LEADER, LINE, MARK, Sheet
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import MEDIUM, STRONG

_MIDDLE, _WORDS, _GATE, _TICK = 16, 34, 20, 5
_GIVE_WAY = {Lane.GATES: _GATE, Lane.RESPONSES: MARK}
"""The lanes whose marks stand side by side where their days are too close, and how wide a mark is."""


def draw_marks(strokes: Strokes, sheet: Sheet) -> list[Stop]:
    """All marks, as stops."""
    for shared in sheet.plan.shared:
        _draw_shared(strokes, sheet, shared)
    places = _apart(sheet)
    return [_draw(strokes, sheet, mark, place) for mark, place in zip(sheet.plan.marks, places, strict=True)]


def _apart(sheet: Sheet) -> list[float]:
    """Where each mark stands; gates of days close together give way to each other, so that none hides another, and
    so do responses.
    """
    given = {lane: iter(_spaced(sheet, lane, side)) for lane, side in _GIVE_WAY.items()}
    return [next(given[one.lane]) if one.lane in given else one.x for one in sheet.plan.marks]


def _spaced(sheet: Sheet, lane: Lane, measure: float) -> list[float]:
    side = sheet.px(measure) + 1
    wanted = [(one.x, side) for one in sheet.plan.marks if one.lane is lane]
    return spread(wanted, sheet.plan.width + side, 0)


def _draw(strokes: Strokes, sheet: Sheet, mark: Mark, x: float) -> Stop:
    centre = QPointF(sheet.x(x), sheet.tops[mark.lane] + sheet.px(_MIDDLE))
    place = square(centre, sheet.px(_GATE if mark.lane is Lane.GATES else MARK))
    if mark.lane is Lane.GATES:
        draw_gate(strokes, place, mark.gate or GateState.NOT_YET, mark.open_conditions)
    elif mark.graded is not None:
        draw_response(strokes, place, mark.graded.by)
    else:
        draw_event(strokes, place, mark.standing, round_=mark.lane is Lane.EVALUATIONS)
        badge = dress_of(mark.standing).badge
        draw_badges(strokes, place, badge, fixed=mark.fixed, too_early=mark.too_early)
    words = _words(strokes, sheet, mark)
    if sheet.has_leaders(mark.lane):
        start, end = QPointF(centre.x(), place.bottom() + 1), QPointF(sheet.x(mark.label_x), words.top())
        strokes.line(start, end, "edge", Layer.PLAN)
    return Stop(mark.event, mark.lane, centre.x(), (place, words), clickable=(place, words))


def square(centre: QPointF, side: float) -> QRectF:
    """A square round a point."""
    return QRectF(centre.x() - side / 2, centre.y() - side / 2, side, side)


def draw_event(strokes: Strokes, place: QRectF, standing: Standing, *, round_: bool) -> None:
    """A procedure as a rounded square, ticked when done; an evaluation as a circle, filled when done."""
    dress = dress_of(standing)
    if round_:
        strokes.circle(place, dress.fill, dress.edge, dashed=dress.dashed)
    else:
        strokes.rounded(place, dress.fill, dress.edge, dashed=dress.dashed)
        if standing is Standing.DONE:
            strokes.tick(place.center())
    if dress.struck:
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
    x, y = sheet.x(mark.label_x), _first_line(sheet, mark.lane)
    waits = mark.gate is GateState.OPEN if mark.gate else mark.standing is Standing.LATE or mark.too_early
    name = strokes.text(mark.label, x, y, weight=MEDIUM, centred=True)
    if not mark.detail_alone:
        return name
    tone = "caution" if waits else "text2"
    return name.united(strokes.text(mark.detail, x, y + sheet.px(LINE), tone=tone, centred=True))


def _first_line(sheet: Sheet, lane: Lane) -> float:
    return sheet.tops[lane] + sheet.px(_WORDS + (LEADER if sheet.has_leaders(lane) else 0))


def _draw_shared(strokes: Strokes, sheet: Sheet, shared: SharedDetail) -> None:
    """What holds of several neighbours, once, in a bracket as long as their names."""
    y = _first_line(sheet, shared.lane) + sheet.px(LINE)
    word = strokes.text(shared.words, sheet.x(shared.x), y, tone="text2", centred=True)
    for left, right in ((sheet.x(shared.left), word.left() - 4), (word.right() + 4, sheet.x(shared.right))):
        if right > left:
            strokes.line(QPointF(left, y), QPointF(right, y), "edge", Layer.PLAN)
    for end in (sheet.x(shared.left), sheet.x(shared.right)):
        strokes.line(QPointF(end, y), QPointF(end, y - sheet.px(_TICK)), "edge", Layer.PLAN)
