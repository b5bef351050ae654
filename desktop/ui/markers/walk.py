"""The way from point to point with the arrow keys: within a marker in time, and to the nearest one of another."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt

from desktop.ui.markers.shown import Shown

_ON = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_DOWN = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENDS = {Qt.Key.Key_Home: 0, Qt.Key.Key_End: -1}


def walks(key: Qt.Key) -> bool:
    """Whether a key goes to another point."""
    return key in _ON or key in _DOWN or key in _ENDS


def step(shown: Shown, current: UUID | None, key: Qt.Key) -> UUID | None:
    """The point that a key leads to, in sight or not; without a current one the last of the first marker."""
    found = shown.find(current)
    if found is None:
        return shown.series[0].points[-1].key
    series, point = found
    if key in _ENDS:
        return series.points[_ENDS[key]].key
    if key in _ON:
        place = series.points.index(point) + _ON[key]
        return series.points[min(max(place, 0), len(series.points) - 1)].key
    row = shown.series.index(series) + _DOWN[key]
    if not 0 <= row < len(shown.series):
        return point.key
    return min(shown.series[row].points, key=lambda one: abs((one.day - point.day).days)).key
