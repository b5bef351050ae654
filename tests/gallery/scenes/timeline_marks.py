"""The marks of the timeline side by side: courses, procedures, gates, evaluations, responses, each with its word."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

from desktop.clinical.timeline import GateState, Standing
from desktop.clinical.timeline.graded import GradedBy
from desktop.ui.timeline.badges import draw_badges
from desktop.ui.timeline.bars import dress_of
from desktop.ui.timeline.graded import draw_response
from desktop.ui.timeline.marks import draw_event, draw_gate, square
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.tokens import STRONG
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

Draw = Callable[[Strokes, QPointF], object]
_ACROSS, _DOWN = 92, 64


def timeline(studio: Studio) -> QWidget:
    px = studio.look.px
    page = QWidget()
    studio.look.dress(page)
    page.resize(px(1060), px(364))
    view = QGraphicsView()
    view.setScene(QGraphicsScene(page))
    view.setAccessibleName("Marks of the timeline")
    view.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
    view.setRenderHint(QPainter.RenderHint.Antialiasing)
    for bars in (view.setHorizontalScrollBarPolicy, view.setVerticalScrollBarPolicy):
        bars(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    strokes = Strokes(studio.look, view.scene(), 1.0)
    for row, (name, marks) in enumerate(_rows()):
        y = px(30 + row * _DOWN)
        strokes.text(name, px(8), y, weight=STRONG)
        for column, (words, draw) in enumerate(marks):
            x = px(120 + column * _ACROSS)
            draw(strokes, QPointF(x, y))
            strokes.text(words, x, y + px(24), tone="text2", centred=True)
    view.setSceneRect(0, 0, px(1040), px(334))
    QVBoxLayout(page).addWidget(view)
    return studio.show(page)


def _rows() -> tuple[tuple[str, tuple[tuple[str, Draw], ...]], ...]:
    done, planned, skipped = Standing.DONE, Standing.PLANNED, Standing.SKIPPED
    return (
        (
            "Course",
            (
                ("done", _course("3", done)),
                ("now", _course("4", Standing.NOW)),
                ("planned", _course("5", planned)),
                ("late", _course("6", Standing.LATE)),
                ("not recorded", _course("7", Standing.UNRECORDED)),
                ("left out", _course("8", skipped)),
                ("on hold", _course("9", Standing.ON_HOLD)),
                ("stopped", _course("10", Standing.STOPPED)),
                ("fixed", _course("11", planned, fixed=True)),
                ("too early", _course("12", planned, fixed=True, too_early=True)),
            ),
        ),
        ("Procedure", (("done", _event(done)), ("planned", _event(planned)), ("left out", _event(skipped)))),
        (
            "Gate",
            (
                ("confirmed", _gate(GateState.CONFIRMED)),
                ("waits", _gate(GateState.OPEN)),
                ("not yet", _gate(GateState.NOT_YET)),
                ("not recorded", _gate(GateState.UNRECORDED)),
            ),
        ),
        ("Evaluation", (("done", _event(done, round_=True)), ("planned", _event(planned, round_=True)))),
        ("Response", tuple((str(by), _response(by)) for by in GradedBy)),
    )


def _course(number: str, standing: Standing, *, fixed: bool = False, too_early: bool = False) -> Draw:
    dress = dress_of(standing)

    def draw(strokes: Strokes, at: QPointF) -> None:
        px = strokes.look.px
        place = QRectF(at.x() - px(18), at.y() - px(12), px(36), px(24))
        strokes.rounded(place, dress.fill, dress.edge, dashed=dress.dashed)
        strokes.text(number, at.x(), at.y(), tone=dress.words, weight=STRONG, centred=True)
        if dress.struck:
            strokes.line(place.bottomLeft(), place.topRight(), "text2", Layer.NOW)
        draw_badges(strokes, place, dress.badge, fixed=fixed, too_early=too_early)

    return draw


def _event(standing: Standing, *, round_: bool = False) -> Draw:
    return lambda strokes, at: draw_event(strokes, square(at, strokes.look.px(14)), standing, round_=round_)


def _response(by: GradedBy) -> Draw:
    return lambda strokes, at: draw_response(strokes, square(at, strokes.look.px(14)), by)


def _gate(state: GateState) -> Draw:
    return lambda strokes, at: draw_gate(strokes, square(at, strokes.look.px(20)), state, 1)


SCENES = scenes("components", timeline)
