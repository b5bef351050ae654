"""Where each lane lies: as high as its text and no higher; the laboratory markers take what room is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.timeline.drawing import Lane, Mark, PlanLayout
from desktop.ui.theme import Look

NAMES: Mapping[Lane, str] = {
    Lane.FIRST: "First plan",
    Lane.NOW: "Now",
    Lane.PROCEDURES: "Procedures",
    Lane.GATES: "Gates",
    Lane.EVALUATIONS: "Evaluations",
    Lane.RESPONSES: "Responses",
    Lane.MARKERS: "Biomarkers",
}
LABELS, LEFT, RIGHT = 76, 16, 16
AXIS, HEAD_TOP, HEAD, HEAD_ROW = 28, 4, 24, 16
FIRST_BAR, NOW_BAR, MARK = 8, 24, 14
LINE, LEADER = 14, 8
"""One line of a label, and what a line from a mark to its label needs."""
UNDRAWN = 18
"""The line beneath the marks of a lane that counts what has none."""
LEGEND_ROW, DAY_ROW = 26, 24
NEAR = 6
"""A text this near to the middle of its mark needs no line to it."""
_FIRST, _NOW, _MARKS = 28, 34, 28
_MARKERS, _MARKERS_EMPTY, _MARKERS_MOST = 104, 36, 220
_LEGEND = 28


@dataclass(frozen=True, slots=True)
class Rows:
    """How many rows of words the legend, the heads of the phases and the days at the foot have."""

    legend: int
    heads: int
    days: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """The measures of one drawing in the scene's pixels: lanes from the top, the axis from ``origin``."""

    look: Look
    plan: PlanLayout
    rows: Rows
    tops: Mapping[Lane, float]
    foot: float
    """The lower end of the lanes."""
    bottom: float
    """The lower end of the bands, where the labels of today and of the diagnosis stand."""
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

    def end(self, lane: Lane) -> float:
        """The lower end of a lane."""
        return min((top for top in self.tops.values() if top > self.tops[lane]), default=self.foot)

    def has_leaders(self, lane: Lane) -> bool:
        """Whether the texts of a lane stand at the end of lines from their marks."""
        return _has_leaders(self.look, self.plan, lane)


def sheet_of(look: Look, plan: PlanLayout, room: float, rows: Rows, *, measured: bool) -> Sheet:
    """Stack the lanes; ``room`` is the height there is, and the bands run down through all of it.

    ``measured``: there are results of laboratory markers to draw.
    """
    lanes = (one for one in NAMES if one is not Lane.RESPONSES or plan.has_responses)
    heights = {lane: float(look.px(_height(look, lane, plan, measured))) for lane in lanes}
    head = float(look.px(AXIS + HEAD_TOP + head_height(rows.heads)))
    legend = look.px(_LEGEND + (rows.legend - 1) * LEGEND_ROW)
    below = look.px(DAY_ROW * rows.days + 4) + legend
    lowest = head + sum(heights.values()) + below
    if measured:
        heights[Lane.MARKERS] += min(max(room - lowest, 0.0), look.px(_MARKERS_MOST - _MARKERS))
    top, tops = head, {}
    for lane, height in heights.items():
        tops[lane] = top
        top += height
    return Sheet(look, plan, rows, tops, top, max(lowest, room) - legend, lowest)


def head_height(rows: int) -> int:
    """The height of the heads of the phases, whose titles may stand in several rows."""
    return HEAD + (rows - 1) * HEAD_ROW


def _height(look: Look, lane: Lane, plan: PlanLayout, measured: bool) -> int:
    if lane is Lane.FIRST:
        return _FIRST
    if lane is Lane.NOW:
        beneath = [one.beneath_row + 1 for one in plan.bars if one.beneath]
        return _NOW + LINE * max(beneath, default=0) + (4 if beneath else 0)
    if lane is Lane.MARKERS:
        return _MARKERS if measured else _MARKERS_EMPTY
    texts = 2 * LINE + (LEADER if _has_leaders(look, plan, lane) else 0)
    if not any(one.lane is lane for one in plan.marks):
        return _MARKS
    return _MARKS + texts + (UNDRAWN if lane is Lane.RESPONSES and plan.undrawn else 0)


def _has_leaders(look: Look, plan: PlanLayout, lane: Lane) -> bool:
    return any(is_led(look, one) for one in plan.marks if one.lane is lane)


def is_led(look: Look, mark: Mark) -> bool:
    """Whether a text stands so far from its mark that a line must join them."""
    return abs(mark.label_x - mark.x) > look.px(NEAR)
