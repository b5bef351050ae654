"""Marks that carry a state by their shape: drawn as paths, because no font has them all."""

from __future__ import annotations

from desktop.reports.content import GroupState
from desktop.reports.document import Sheet


def draw_mark(sheet: Sheet, state: GroupState, x: float, y: float, size: float) -> None:
    """A filled square, an outlined one, or a dash; drawn as paths because the shape carries the state."""
    if state is GroupState.SETTLED:
        sheet.box(x, y, size, size, 0.9, filled=True)
    elif state is GroupState.REACHABLE:
        sheet.box(x, y, size, size, 1.4 if size > 7 else 0.9)
    elif state is GroupState.EXCLUDED:
        sheet.stroke((x + size * 0.1, y + size / 2), (x + size * 0.9, y + size / 2), 0.9)
