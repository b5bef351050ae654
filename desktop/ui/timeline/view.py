"""The view: draws a plan across its width and redraws only when plan, width or colours change; moves the selection.

The drawing offers assistive technology nothing, so the page has the same events as a table.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QGraphicsView

from desktop.clinical.timeline import next_due
from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.ui.theme import Look
from desktop.ui.timeline.bars import draw_bars
from desktop.ui.timeline.days import draw_days, place_days
from desktop.ui.timeline.graded import draw_undrawn
from desktop.ui.timeline.ground import draw_axis, draw_bands, draw_lanes, draw_rests
from desktop.ui.timeline.heads import place_titles
from desktop.ui.timeline.lanes import LABELS, LEFT, RIGHT, Rows, sheet_of
from desktop.ui.timeline.legend import draw_legend, entries, lines
from desktop.ui.timeline.marks import draw_marks
from desktop.ui.timeline.proposal import OtherDay
from desktop.ui.timeline.samples import draw_samples, on_axis
from desktop.ui.timeline.shown import Shown
from desktop.ui.timeline.stops import Stop, Stops, moves
from desktop.ui.timeline.strokes import Layer, Strokes
from desktop.ui.timeline.zoom import Zoom, days_of, steps_of
from desktop.ui.tokens import STRONG

_NARROWEST = 560
"""Below this width the view scrolls sideways rather than squeeze its words; the page round it scrolls up and down."""
_EDGE, _GAP, _DAY = 2, 6, 28


class TimelineView(QGraphicsView):
    """``chosen`` carries the stop that was selected or None; ``opened`` says Enter or a double click.

    ``proposed`` carries an event that took place and another day for it: its mark was dragged there, or moved there by
    the keys and opened.
    """

    chosen = Signal(object)
    opened = Signal()
    proposed = Signal(str, object)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scene = QGraphicsScene(self)
        self._shown: Shown | None = None
        self._drawn: tuple[object, ...] = ()
        self._ring: list[QGraphicsItem] = []
        self._selected: tuple[str, Lane] | None = None
        self.other_day = OtherDay(look, self)
        self.zoom = Zoom()
        self.layout_now: PlanLayout | None = None
        self.stops = Stops()
        self.drawings = 0
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("Treatment timeline")
        self.setAccessibleDescription("Arrow keys go from event to event. F8 shows the same events as a table.")
        look.changed.connect(self.redraw)

    def show_plan(self, shown: Shown) -> None:
        """Draw a plan; another child or template lets go of the selection."""
        before, self._shown = self._shown, shown
        if before is not None and (before.case, before.template.id) != (shown.case, shown.template.id):
            self.select(None)
            self.zoom = Zoom()
        if before != shown:
            self.other_day.take()
        self.redraw()

    @property
    def shown(self) -> Shown | None:
        """What is drawn."""
        return self._shown

    @property
    def selected(self) -> Stop | None:
        """What is selected."""
        return self.stops.find(*self._selected) if self._selected else None

    def select(self, event: str | None, lane: Lane | None = None) -> None:
        """Select an event, bring it into sight and say so; None lets go."""
        found = self.stops.find(event, lane) if event else None
        key = found.key if found else None
        if key == self._selected:
            return
        self._selected = key
        self.other_day.take()
        self._draw_selection()
        if found is not None:
            self.ensureVisible(found.places[0], self._look.px(40), self._look.px(20))
        self.chosen.emit(found)

    def sizeHint(self) -> QSize:
        """No more than it needs; what is beneath it comes nearer."""
        return QSize(self._look.px(_NARROWEST), self.minimumHeight())

    # drawing

    def redraw(self) -> None:
        """Draw everything again if anything that is seen changed."""
        room = self.viewport().size()
        state = (self._shown, room, self._look.colours, self._look.scale, self.devicePixelRatioF(), self.zoom)
        if self._shown is None or room.width() < 100 or state == self._drawn:
            return
        self._drawn = state
        self.drawings += 1
        self._scene.clear()
        self._ring = []
        self._draw(self._shown, room)
        self._draw_selection()
        self.other_day.drawn_again()

    def _draw(self, shown: Shown, room: QSize) -> None:
        look = self._look
        whole = max(room.width(), look.px(_NARROWEST))
        strokes = Strokes(look, self._scene, self.devicePixelRatioF())
        around = look.px(LEFT + LABELS + RIGHT)
        plan = _placed(strokes, shown, whole - around, self.zoom)
        whole = round(plan.width) + around
        legend = lines(strokes, entries(strokes, plan), whole - look.px(LEFT + RIGHT))
        titles = place_titles(strokes, plan.bands, look.px(LEFT + LABELS), whole - _EDGE)
        days = place_days(strokes, plan, shown.today, shown.diagnosed)
        measured = bool(on_axis(shown.markers, plan.axis))
        rows = Rows(len(legend), *(1 + max((one.row for one in ones), default=0) for ones in (titles, days)))
        sheet = sheet_of(look, plan, room.height(), rows, measured=measured)
        draw_bands(strokes, sheet, titles)
        draw_rests(strokes, sheet)
        draw_axis(strokes, sheet)
        draw_lanes(strokes, sheet)
        draw_undrawn(strokes, sheet)
        stops = [*draw_bars(strokes, sheet), *draw_marks(strokes, sheet), *draw_samples(strokes, sheet, shown.markers)]
        self.stops = Stops([*stops, *draw_days(strokes, sheet, days)])
        draw_legend(strokes, sheet, legend)
        self.layout_now = plan
        self._scene.setSceneRect(QRectF(0, 0, whole, max(sheet.lowest, room.height())))
        sideways = self.horizontalScrollBar().sizeHint().height() if whole > room.width() else 0
        self.setMinimumHeight(round(sheet.lowest) + sideways)

    def _draw_selection(self) -> None:
        """Ground and ring round the mark and its words; the ring is 2 px while the keyboard is here."""
        for item in self._ring:
            self._scene.removeItem(item)
        self._ring = []
        stop = self.selected
        if stop is None:
            return
        strokes = Strokes(self._look, self._scene, self.devicePixelRatioF())
        width = 2.0 if self.hasFocus() else 1.0
        for place in _rings(stop):
            self._ring.append(strokes.rounded(place, "selected", "selected", layer=Layer.CHOSEN))
            self._ring.append(strokes.rounded(place, "", "accent", width=width, layer=Layer.SELECTION))

    # nearer and farther

    def zoom_by(self, steps: int) -> None:
        """So many steps nearer to the days, or farther; 0 shows the whole plan. What is selected, else today, stays."""
        if self.layout_now is None:
            return
        self.zoom = self.zoom.moved(steps, self.layout_now.axis, self._look.px(_DAY))
        self.redraw()
        stop, plan = self.selected, self.layout_now
        x = stop.x if stop is not None else self._look.px(LEFT + LABELS) + (plan.today or 0.0)
        self.horizontalScrollBar().setValue(round(x - self.viewport().width() / 2))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """With Ctrl it zooms; without, the page scrolls."""
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.zoom_by(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def _open(self) -> None:
        """The proposed day goes into the dialog; without one the selected event is opened as it is."""
        proposal = self.other_day.take()
        if proposal is not None and proposal.days:
            self.proposed.emit(proposal.event.id, proposal.day)
        else:
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """A new width spreads the months anew."""
        super().resizeEvent(event)
        self.redraw()

    # keyboard and mouse

    def event(self, event: QEvent) -> bool:
        """Esc lets go of the selection before it leaves the page; its own keys come first."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def _is_own(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Escape:
            return self._selected is not None or self.other_day.proposal is not None
        if steps_of(event) is not None:
            return True
        return days_of(event) != 0 and self.other_day.of(self.selected) is not None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move, with Alt they propose another day; Enter opens, Esc lets go; plus, minus and 0 zoom."""
        key, steps = event.key(), steps_of(event)
        if steps is not None:
            self.zoom_by(steps)
        elif days_of(event) and self._is_own(event):
            self.other_day.move(self.selected, days_of(event))
        elif moves(key) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            self._step(key)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self._selected is not None:
            self._open()
        elif key == Qt.Key.Key_Escape and self.other_day.proposal is not None:
            self.other_day.take()
        elif key == Qt.Key.Key_Escape and self._selected is not None:
            self.select(None)
        else:
            super().keyPressEvent(event)

    def _step(self, key: int) -> None:
        current = self.selected
        due = next_due(self._shown.events) if self._shown and current is None else None
        found = self.stops.find(due.id) if due else self.stops.step(current, key)
        if found is not None:
            self.select(*found.key)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click selects what it hits, or lets go."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            found = self.stops.at(self.mapToScene(event.position().toPoint()))
            self.select(*(found.key if found else (None,)))
            self.other_day.pressed = self.mapToScene(event.position().toPoint()) if found is not None else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """A mark that took place is dragged to another day; it stays where it is until that is stored."""
        super().mouseMoveEvent(event)
        self.other_day.drag(self.selected, self.mapToScene(event.position().toPoint()))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Dropped on another day it asks for that day; on its own it does nothing."""
        super().mouseReleaseEvent(event)
        if self.other_day.dropped():
            self._open()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click records a date."""
        if self.stops.at(self.mapToScene(event.position().toPoint())) is not None:
            self.opened.emit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """With the keyboard here something is selected, and the ring is strong."""
        super().focusInEvent(event)
        if self._selected is None and event.reason() in {
            Qt.FocusReason.TabFocusReason,
            Qt.FocusReason.BacktabFocusReason,
        }:
            self._step(Qt.Key.Key_Home)
        self._draw_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring becomes thin."""
        super().focusOutEvent(event)
        self._draw_selection()


def _placed(strokes: Strokes, shown: Shown, width: float, zoom: Zoom) -> PlanLayout:
    """The plan on an axis of that width, or of the width that its words need side by side, as near as wanted."""

    def measure(words: str) -> float:
        return strokes.width(words, weight=STRONG)

    gap, near = strokes.look.px(_GAP), zoom.factor
    plan = shown.placed(width * near, measure, gap, days=near > 1)
    return plan if plan.needed <= width * near else shown.placed(plan.needed, measure, gap, days=near > 1)


def _rings(stop: Stop) -> list[QRectF]:
    """One ring where the words stand right beneath the mark; else one round each, so that no other is enclosed."""
    mark, *words = (place.adjusted(-4, -3, 4, 3) for place in stop.places)
    beneath = words and words[0].left() < mark.center().x() < words[0].right()
    if beneath and words[0].top() <= mark.bottom() + mark.height() / 2:
        return [mark.united(words[0])]
    return [mark, *words]
