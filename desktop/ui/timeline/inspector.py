"""The selected event of the timeline in the side panel: its dates, its gate, why it moved, where that is from."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Slot
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QGraphicsScene, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.clinical.timeline import FactStatus, GateState, PlannedEvent
from desktop.clinical.timeline.drawing import Lane
from desktop.clinical.timeline.rows import Condition, EventKind
from desktop.ui.models.plan_rows import gate_words
from desktop.ui.theme import Look
from desktop.ui.timeline.badges import draw_badges
from desktop.ui.timeline.bars import dress_of
from desktop.ui.timeline.marks import draw_event, draw_gate
from desktop.ui.timeline.others import Fact
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.timeline.told import (
    ShownPlan,
    days_in_all,
    facts,
    gate_title,
    kind_words,
    sources,
    trust_words,
    why_it_moved,
)
from desktop.ui.tokens import MEDIUM, STRONG
from desktop.ui.widgets.section import Section, empty
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital

_LABELS, _MARK = 76, 20


class EventInspector(QWidget):
    """Shows one event, a laboratory result or the diagnosis; it never edits anything."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._shown: tuple[ShownPlan, Stop] | None = None
        self.setAccessibleName("Selected event")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(16, 12, 16, 16)
        self._column.setSpacing(10)
        look.changed.connect(self._redraw)

    def show_event(self, plan: ShownPlan, stop: Stop) -> None:
        """Show an event, or the gate before it; the same as before is left alone."""
        if self._shown is None or (self._shown[0], self._shown[1].key) != (plan, stop.key):
            self._shown = (plan, stop)
            self._redraw()

    @Slot()  # a slot of the class: one made for the object alone may be gone while a deleted page still hears
    def _redraw(self) -> None:
        if self._shown is None:
            return
        plan, stop = self._shown
        event, other = plan.event(stop.event), plan.others.get(stop.event)
        empty(self._column)
        if other is not None:
            self._column.addWidget(Text(self._look, other.title, step="lead", weight=STRONG, wrap=True))
            self._column.addWidget(Text(self._look, other.kind, step="label", tone="text2", wrap=True))
            self._column.addWidget(self._facts(other.facts))
            self._column.addStretch(1)
        if event is not None:
            self._show(plan, event, stop)

    def _show(self, plan: ShownPlan, event: PlannedEvent, stop: Stop) -> None:
        self._title(plan, event, stop)
        gate = stop.lane is Lane.GATES
        parts = [self._facts(facts(plan, event)), *([self._conditions(plan, event)] if event.conditions else [])]
        for part in reversed(parts) if gate else parts:
            self._column.addWidget(part)
        if why_it_moved(plan, event):
            self._column.addWidget(self._why(plan, event))
        self._column.addWidget(self._sources(plan, event))
        self._column.addStretch(1)

    def _title(self, plan: ShownPlan, event: PlannedEvent, stop: Stop) -> None:
        picture = QLabel()
        picture.setPixmap(mark_picture(self._look, event, stop.lane, self.devicePixelRatioF()))
        words = gate_title(event) if stop.lane is Lane.GATES else event.title
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(picture, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(Text(self._look, words, step="lead", weight=STRONG, wrap=True), 1)
        self._column.addLayout(row)
        self._column.addWidget(Text(self._look, kind_words(plan, event), step="label", tone="text2", wrap=True))

    def _facts(self, told: Iterable[Fact]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(4)
        grid.setColumnMinimumWidth(0, self._look.px(_LABELS))
        grid.setColumnStretch(1, 1)
        top = Qt.AlignmentFlag.AlignTop
        for number, fact in enumerate(told):
            grid.addWidget(Text(self._look, fact.label, step="label", tone="text2"), number, 0, top)
            grid.addWidget(Text(self._look, fact.words, step="label", tone=fact.tone, wrap=True), number, 1)
        return holder

    def _conditions(self, plan: ShownPlan, event: PlannedEvent) -> QWidget:
        section = Section(self._look, "Conditions of the gate", gate_words(event))
        section.body.setSpacing(8)
        for condition in event.conditions:
            said = plan.gates.get((event.id, condition.id), "") if condition.id in event.confirmed else None
            section.body.addLayout(self._condition(condition, said))
        told = "A person confirms a gate; Enter opens it. Recording a date confirms nothing here."
        section.body.addWidget(Text(self._look, told, step="label", tone="text2", wrap=True))
        return section

    def _condition(self, condition: Condition, said: str | None) -> QHBoxLayout:
        """``said`` is who confirmed it, when and what they saw; None while nobody did."""
        confirmed = said is not None
        icon = Icon(self._look, "fulfilled" if confirmed else "matters", spoken="" if confirmed else "open")
        told = QVBoxLayout()
        told.setSpacing(0)
        told.addWidget(Text(self._look, condition.title, weight=MEDIUM, wrap=True))
        if said:
            told.addWidget(Text(self._look, f"Confirmed by {said}", step="label", wrap=True))
        if condition.note:
            told.addWidget(Text(self._look, condition.note, step="label", tone="text2", wrap=True))
        if condition.status is not FactStatus.VERIFIED:
            told.addWidget(Text(self._look, capital(str(condition.status)), step="label", tone="caution"))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(icon, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        return row

    def _why(self, plan: ShownPlan, event: PlannedEvent) -> QWidget:
        section = Section(self._look, "Why it moved", days_in_all(plan, event))
        section.body.setSpacing(6)
        for cause in why_it_moved(plan, event):
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Text(self._look, cause.event, step="label", wrap=True), 3)
            row.addWidget(Text(self._look, cause.days, step="label", weight=STRONG, tone="caution"))
            row.addWidget(Text(self._look, cause.reason, step="label", tone="text2", wrap=True), 2)
            section.body.addLayout(row)
        return section

    def _sources(self, plan: ShownPlan, event: PlannedEvent) -> QWidget:
        section = Section(self._look, "Source")
        section.body.setSpacing(8)
        for basis in sources(plan, event):
            told = QVBoxLayout()
            told.setSpacing(0)
            told.addWidget(Text(self._look, basis.words, step="label", tone="text2", wrap=True))
            tone = "text3" if basis.status is FactStatus.VERIFIED else "caution"
            told.addWidget(Text(self._look, trust_words(basis.status), step="label", tone=tone, wrap=True))
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(Icon(self._look, "source", "text3", 14), 0, Qt.AlignmentFlag.AlignTop)
            row.addLayout(told, 1)
            section.body.addLayout(row)
        return section


def mark_picture(look: Look, event: PlannedEvent, lane: Lane, ratio: float) -> QPixmap:
    """The event's own mark as the drawing has it."""
    side = look.px(_MARK)
    scene = QGraphicsScene()
    strokes = Strokes(look, scene, ratio)
    place = QRectF(2, 2, side - 4, side - 4)
    if lane is Lane.GATES:
        draw_gate(strokes, place.adjusted(-1, -1, 1, 1), event.gate_state or GateState.NOT_YET,
                  len(event.open_conditions))  # fmt: skip
    elif event.kind is EventKind.COURSE:
        dress = dress_of(event.standing)
        course = place.adjusted(0, 2, 0, -2)
        strokes.rounded(course, dress.fill, dress.edge, dashed=dress.dashed)
        draw_badges(strokes, course.adjusted(4, 4, -4, 0), dress.badge, fixed=False, too_early=False)
    else:
        draw_event(strokes, place, event.standing, round_=event.kind is EventKind.EVALUATION)
    picture = QPixmap(round(side * ratio), round(side * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    scene.render(painter, QRectF(0, 0, side, side), QRectF(0, 0, side, side))
    painter.end()
    return picture
