"""Where each lane lies: as high as its rows of text and no higher."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.ui.theme import Look

NAMES: Mapping[Lane, str] = {
    Lane.FIRST: "First plan",
    Lane.NOW: "Now",
    Lane.PROCEDURES: "Procedures",
    Lane.GATES: "Gates",
    Lane.EVALUATIONS: "Evaluations",
}
LABELS, LEFT, RIGHT = 76, 16, 16
AXIS, HEAD_TOP, HEAD = 28, 4, 24
FIRST_BAR, NOW_BAR, MARK = 8, 24, 14
LINE, ROW = 12, 26
"""One line of a label, and one row of them: a name with its detail."""
_FIRST, _NOW, _MARKS = 38, 34, 30
_TODAY, _LEGEND = 28, 28


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one drawing in the scene's pixels: lanes from the top, the axis from ``origin``."""

    look: Look
    plan: PlanLayout
    tops: Mapping[Lane, float]
    foot: float
    """The lower end of the lanes."""
    bottom: float
    """The lower end of the bands, where today's label stands."""
    lowest: float
    """The height it needs at least."""

    @property
    def origin(self) -> float:
        """Where the axis begins."""
        return float(self.look.px(LEFT + LABELS))

    @property
    def right(self) -> float:
        """Where the axis ends."""
        return self.origin + self.plan.width

    def px(self, measure: float) -> float:
        """A measure that grows with the text."""
        return float(self.look.px(measure))

    def x(self, place: float) -> float:
        """A place on the axis."""
        return self.origin + place

    def lanes(self) -> Iterator[tuple[Lane, str, float]]:
        """The lanes with their names and upper ends."""
        return ((lane, NAMES[lane], top) for lane, top in self.tops.items())


def sheet_of(look: Look, plan: PlanLayout, room: float, legend_lines: int) -> Sheet:
    """Stack the lanes; ``room`` is the height there is, and the bands run down through all of it."""
    top = float(look.px(AXIS + HEAD_TOP + HEAD))
    tops = {}
    for lane in NAMES:
        tops[lane] = top
        top += look.px(_height(lane, plan))
    legend = look.px(_LEGEND + (legend_lines - 1) * ROW)
    lowest = top + look.px(_TODAY) + legend
    return Sheet(look, plan, tops, top, max(lowest, room) - legend, lowest)


def _height(lane: Lane, plan: PlanLayout) -> int:
    if lane is Lane.FIRST:
        return _FIRST
    if lane is Lane.NOW:
        beneath = [one.beneath_row + 1 for one in plan.bars if one.beneath]
        return _NOW + LINE * max(beneath, default=0) + (4 if beneath else 0)
    rows = [mark.row + 1 for mark in plan.marks if mark.lane is lane and mark.row is not None]
    return _MARKS + ROW * max(rows, default=0)
