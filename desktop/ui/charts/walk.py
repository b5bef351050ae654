"""The way from point to point with the arrow keys: within a series in time, and to the nearest one of another."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol
from uuid import UUID

from PySide6.QtCore import Qt

_ON = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


class Walked(Protocol):
    """A point that can be gone to."""

    @property
    def key(self) -> UUID:
        """What names it."""

    @property
    def day(self) -> date:
        """Its day."""


class Way(Protocol):
    """A series of points, oldest first."""

    @property
    def points(self) -> Sequence[Walked]:
        """Its points; there is at least one."""


def walks(key: Qt.Key) -> bool:
    """Whether a key goes to another point."""
    return key in _ON or key in _DOWN or key in _ENDS


def step(ways: Sequence[Way], current: UUID | None, key: Qt.Key) -> UUID | None:
    """The point that a key leads to, in sight or not; without a current one the last of the first series."""
    found = next(((row, one) for row, way in enumerate(ways) for one in way.points if one.key == current), None)
    if found is None:
        return ways[0].points[-1].key
    row, point = found
    points = ways[row].points
    if key in _ENDS:
        return points[_ENDS[key]].key
    if key in _ON:
        place = points.index(point) + _ON[key]
        return points[min(max(place, 0), len(points) - 1)].key
    row += _DOWN[key]
    if not 0 <= row < len(ways):
        return point.key
    return min(ways[row].points, key=lambda one: abs((one.day - point.day).days)).key
