"""The places where a selection can stand, and the way from one to the next with the arrow keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt

from desktop.clinical.timeline.drawing import Lane

_ARROWS = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}
_REACH = 4.0


@dataclass(frozen=True, slots=True)
class Stop:
    """An event in a lane: a course with a gate before it has one stop as a course and another as a gate.

    ``event`` is the key of what is selected: the id of an event, of a marker's result or of a response, or
    ``DIAGNOSIS``.

    ``places`` are its mark and its words, ``clickable`` all that the mouse may hit, ``x`` where it stands in time.
    """

    event: str
    lane: Lane
    x: float
    places: tuple[QRectF, ...]
    clickable: tuple[QRectF, ...] = ()

    @property
    def key(self) -> tuple[str, Lane]:
        """What tells stops apart."""
        return self.event, self.lane


class Stops:
    """The stops of one drawing."""

    def __init__(self, stops: Sequence[Stop] = ()) -> None:
        self.all = tuple(stops)
        lanes = [lane for lane in Lane if any(one.lane is lane for one in stops)]
        self._lanes = [sorted((one for one in stops if one.lane is lane), key=lambda one: one.x) for lane in lanes]

    def find(self, event: str, lane: Lane | None = None) -> Stop | None:
        """The stop of an event; without a lane its own mark rather than its gate."""
        found = [one for one in self.all if one.event == event and (lane is None or one.lane is lane)]
        return min(found, key=lambda one: one.lane is Lane.GATES, default=None)

    def at(self, point: QPointF) -> Stop | None:
        """The stop under the mouse; where two lie over each other, the one whose middle is nearer."""
        reach = (-_REACH, -_REACH, _REACH, _REACH)
        hit = [one for one in self.all if any(rect.adjusted(*reach).contains(point) for rect in one.clickable)]
        return min(hit, key=lambda one: abs(one.x - point.x()), default=None)

    def step(self, current: Stop | None, key: int) -> Stop | None:
        """Left and right go on in time within the lane, up and down to what is nearest in time in the next lane."""
        if not self._lanes:
            return None
        lane = next((row for row in self._lanes if current in row), None)
        if current is None or lane is None:
            return self._lanes[0][0]
        if key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            return lane[0 if key == Qt.Key.Key_Home else -1]
        down, on = _ARROWS[Qt.Key(key)]
        if on:
            return lane[min(max(lane.index(current) + on, 0), len(lane) - 1)]
        place = self._lanes.index(lane) + down
        if not 0 <= place < len(self._lanes):
            return current
        return min(self._lanes[place], key=lambda one: abs(one.x - current.x))


def moves(key: int) -> bool:
    """Whether a key moves the selection."""
    return key in _ARROWS or key in {Qt.Key.Key_Home, Qt.Key.Key_End}
