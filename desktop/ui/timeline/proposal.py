"""Another day for an event that took place, proposed by dragging its mark or with the keys; nothing is stored by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QApplication, QGraphicsItem

from desktop.clinical.dates import day_words
from desktop.clinical.timeline import PlannedEvent
from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.ui.theme import Look
from desktop.ui.timeline.stops import Stop
from desktop.ui.timeline.strokes import Layer, Strokes

if TYPE_CHECKING:
    from desktop.ui.timeline.view import TimelineView

_OWN = {Lane.NOW, Lane.PROCEDURES, Lane.EVALUATIONS}
"""Lanes in which a mark stands on the day of its event; a gate stands where it is decided."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """The day that is proposed for an event, the day it has, and the latest that can have been."""

    event: PlannedEvent
    stop: Stop
    day: date
    today: date

    @classmethod
    def of(cls, event: PlannedEvent | None, stop: Stop | None, today: date) -> Proposal | None:
        """For a mark of an event that took place; None for any other."""
        if event is None or stop is None or event.actual is None or stop.lane not in _OWN:
            return None
        return cls(event, stop, event.actual, today)

    def moved(self, days: int) -> Proposal:
        """So many days on from where the event is; never into the days still to come."""
        day = min(self.event.on + timedelta(days=days), max(self.today, self.event.on))
        return Proposal(self.event, self.stop, day, self.today)

    @property
    def days(self) -> int:
        """By how much; below 0: earlier."""
        return (self.day - self.event.on).days

    def told(self, moves: str) -> str:
        """``03 Nov 2026: 19 events still to come move by +3 d …``, and what goes on from there."""
        return f"{day_words(self.day)}: {moves} Enter asks for this day, Esc leaves all as it is."


class OtherDay:
    """What the view does with it: ``preview`` says what another day would move, ``allowed`` whether it can be done.

    ``tell`` is given the words of the day that is proposed, and nothing once that is over.
    """

    def __init__(self, look: Look, view: TimelineView) -> None:
        self._look, self._view = look, view
        self._ring: QGraphicsItem | None = None
        self.proposal: Proposal | None = None
        self.pressed: QPointF | None = None
        self.preview: Callable[[str, date], str] = lambda _event, _day: ""
        self.tell: Callable[[str], None] = lambda _words: None
        self.allowed = False

    def of(self, stop: Stop | None) -> Proposal | None:
        """The proposal there is, else a new one for this mark; None where there can be none."""
        shown = self._view.shown
        if self.proposal is not None or not self.allowed or shown is None or stop is None:
            return self.proposal
        return Proposal.of(next((one for one in shown.events if one.id == stop.event), None), stop, shown.today)

    def move(self, stop: Stop | None, days: int) -> None:
        """Another day, so many days on."""
        now = self.of(stop)
        if now is not None:
            self.show(now.moved(now.days + days))

    def drag(self, stop: Stop | None, point: QPointF) -> None:
        """The mark goes along with the pointer, once that has moved at all; it stays on record where it is."""
        now, plan = self.of(stop), self._view.layout_now
        if self.pressed is None or now is None or plan is None:
            return
        along = point.x() - self.pressed.x()
        if self.proposal is None and abs(along) < QApplication.startDragDistance():
            return
        wanted = now.moved((plan.axis.day_at(plan.axis.middle(now.event.on) + along) - now.event.on).days)
        if self.proposal is None or self.proposal.day != wanted.day:
            self.show(wanted)

    def dropped(self) -> bool:
        """Whether a mark was dragged to another day; one on its own day is let go of."""
        dragged, self.pressed = self.pressed is not None and self.proposal is not None, None
        if dragged and self.proposal is not None and not self.proposal.days:
            self.take()
            return False
        return dragged

    def show(self, proposal: Proposal) -> None:
        """Show where the mark would be and what would move by it, and say so."""
        self.take(still=True)
        view, plan = self._view, self._view.layout_now
        if plan is None:
            return
        self.proposal = proposal
        moves = self.preview(proposal.event.id, proposal.day) if proposal.days else "The day on record."
        strokes = Strokes(self._look, view.scene(), view.devicePixelRatioF())
        self._ring = _ghost(strokes, plan, proposal)
        self.tell(proposal.told(moves))
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(view, proposal.told(moves)))

    def take(self, *, still: bool = False) -> Proposal | None:
        """The proposal, which is then shown no more; ``still``: the mark is held on to."""
        if self._ring is not None:
            self._view.scene().removeItem(self._ring)
        found, self._ring, self.proposal = self.proposal, None, None
        if not still:
            self.pressed = None
            self.tell("")
        return found

    def drawn_again(self) -> None:
        """Everything was drawn anew, such as at another width: the ring is drawn where the mark is now."""
        view, plan, now = self._view, self._view.layout_now, self.proposal
        self._ring = None
        stop = view.stops.find(*now.stop.key) if now is not None else None
        if now is None or stop is None or plan is None:
            self.proposal = None
            return
        self.proposal = replace(now, stop=stop)
        strokes = Strokes(self._look, view.scene(), view.devicePixelRatioF())
        self._ring = _ghost(strokes, plan, self.proposal)


def _ghost(strokes: Strokes, plan: PlanLayout, proposal: Proposal) -> QGraphicsItem:
    """A ring where the mark would be; the mark itself stays."""
    rect = proposal.stop.places[0]
    moved = rect.translated(plan.axis.x(proposal.day) - plan.axis.x(proposal.event.on), 0)
    return strokes.rounded(moved, "", "accent", width=2.0, dashed=True, layer=Layer.SELECTION)
