"""One line at the foot that names every kind of mark in the drawing, and no other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from desktop.clinical.timeline import GateState, Standing
from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.clinical.timeline.graded import GradedBy
from desktop.ui.timeline.badges import draw_badges, draw_pin
from desktop.ui.timeline.bars import dress_of
from desktop.ui.timeline.graded import NAMES, draw_response
from desktop.ui.timeline.lanes import LEFT, LEGEND_ROW, Sheet
from desktop.ui.timeline.marks import draw_event, draw_gate, square
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import MEDIUM

_GAP, _BETWEEN = 7, 20
_OWN_WORDS = {Lane.GATES, Lane.RESPONSES}
"""The lanes whose marks do not say how far an event of the plan has come."""
_TOLD = (
    Standing.DONE, Standing.NOW, Standing.PLANNED, Standing.ON_HOLD, Standing.LATE, Standing.UNRECORDED,
    Standing.SKIPPED, Standing.STOPPED,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A mark of a width, and what it means."""

    words: str
    width: float
    draw: Callable[[Strokes, QRectF], object]


def entries(strokes: Strokes, plan: PlanLayout) -> tuple[Entry, ...]:
    """What the drawing holds, in a fixed order."""
    px = strokes.look.px
    now = [one for one in plan.bars if one.lane is Lane.NOW]
    states = {one.standing for one in now} | {one.standing for one in plan.marks if one.lane not in _OWN_WORDS}
    gates = {one.gate for one in plan.marks if one.gate}
    told = [_bar(px(18), one) for one in _TOLD if one in states]
    pinned = {one.too_early for one in now if one.fixed} | {one.too_early for one in plan.marks if one.fixed}
    if False in pinned:
        told.append(Entry("fixed day", px(10), lambda to, place: draw_pin(to, place, too_early=False)))
    if True in pinned:
        told.append(Entry("fixed day, too early", px(10), lambda to, place: draw_pin(to, place, too_early=True)))
    if plan.rests:
        told.append(Entry("treatment rests", px(18), lambda to, place: to.hatched(place, "edge")))
    if any(one.moved_label for one in now):
        told.append(Entry("moved against the first plan", strokes.width("+7 d", weight=MEDIUM), _slip))
    kept = ((GateState.OPEN, "gate waits for a person"), (GateState.CONFIRMED, "gate confirmed"))
    told += [_gate(words, px(18), state) for state, words in kept if state in gates]
    if GateState.UNRECORDED in gates:
        told.append(_gate("passed, not recorded", px(18), GateState.UNRECORDED))
    if any(one.lane is Lane.EVALUATIONS for one in plan.marks):
        told.append(Entry("evaluation", px(12), _evaluation))
    graded = {one.graded.by for one in plan.marks if one.graded is not None}
    told += [_response(px(12), one) for one in GradedBy if one in graded]
    return tuple(told)


def lines(strokes: Strokes, told: Sequence[Entry], room: float) -> list[list[Entry]]:
    """The entries in as many lines as the width asks for."""
    rows: list[list[Entry]] = [[]]
    used = 0.0
    for entry in told:
        needed = entry.width + strokes.look.px(_GAP + _BETWEEN) + strokes.width(entry.words)
        if used + needed > room and rows[-1]:
            rows.append([])
            used = 0.0
        rows[-1].append(entry)
        used += needed
    return rows


def draw_legend(strokes: Strokes, sheet: Sheet, rows: Sequence[Sequence[Entry]]) -> None:
    """Beneath a hairline, from the left."""
    px = sheet.px
    strokes.rule(0, sheet.bottom, sheet.right + px(LEFT))
    for number, row in enumerate(rows):
        x, y = px(LEFT), sheet.bottom + px(15 + number * LEGEND_ROW)
        for entry in row:
            entry.draw(strokes, QRectF(x, y - px(5), entry.width, px(10)))
            word = strokes.text(entry.words, x + entry.width + px(_GAP), y, tone="text2")
            x = word.right() + px(_BETWEEN)


def _bar(width: float, standing: Standing) -> Entry:
    dress = dress_of(standing)

    def draw(strokes: Strokes, place: QRectF) -> None:
        strokes.rounded(place, dress.fill, dress.edge, dashed=dress.dashed)
        if dress.struck:
            strokes.line(place.bottomLeft(), place.topRight(), "text2", Layer.NOW)
        draw_badges(strokes, place, dress.badge, fixed=False, too_early=False)

    return Entry(standing, width, draw)


def _gate(words: str, width: float, state: GateState) -> Entry:
    return Entry(words, width, lambda to, place: draw_gate(to, square(place.center(), place.width()), state, 1))


def _response(width: float, by: GradedBy) -> Entry:
    return Entry(NAMES[by], width, lambda to, place: draw_response(to, square(place.center(), place.height()), by))


def _slip(strokes: Strokes, place: QRectF) -> None:
    strokes.text("+7 d", place.left(), place.center().y(), tone="caution", weight=MEDIUM)


def _evaluation(strokes: Strokes, place: QRectF) -> None:
    middle = QPointF(place.center().x(), place.center().y())
    draw_event(strokes, square(middle, place.height()), Standing.DONE, round_=True)
