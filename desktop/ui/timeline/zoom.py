"""How near the axis is drawn, from the whole plan in months to single days, and the keys of the timeline."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from desktop.clinical.timeline.axis import Axis

_STEP = 1.5
_FREE = Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier
_NEARER = {Qt.Key.Key_Plus: 1, Qt.Key.Key_Equal: 1, Qt.Key.Key_Minus: -1, Qt.Key.Key_0: 0}
_DAYS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


@dataclass(frozen=True, slots=True)
class Zoom:
    """``steps`` nearer than the whole plan, which is 0."""

    steps: int = 0

    @property
    def factor(self) -> float:
        """How many times wider than the whole."""
        return _STEP**self.steps

    def moved(self, steps: int, axis: Axis, day: float) -> Zoom:
        """Nearer or farther, 0 for the whole; no nearer than ``day`` pixels a day, no farther than the whole."""
        if steps <= 0:
            return Zoom(max(self.steps + steps, 0) if steps else 0)
        whole = (axis.end - axis.start).days + 1
        return Zoom(self.steps + steps) if axis.width / whole < day else self


def steps_of(event: QKeyEvent) -> int | None:
    """Ctrl with plus, minus or 0, or these alone: 1, -1 or 0; None for any other key."""
    with_ctrl = event.modifiers() & ~_FREE in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ControlModifier}
    return _NEARER.get(Qt.Key(event.key())) if with_ctrl else None


def days_of(event: QKeyEvent) -> int:
    """Alt with left or right: a day earlier or later; 0 for any other key."""
    alone = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.AltModifier
    return _DAYS.get(Qt.Key(event.key()), 0) if alone else 0
