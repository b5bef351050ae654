"""A plan placed on an axis: plain values that the window and the printed page both draw.

Horizontal places are in the drawer's own unit, from 0 to ``width``; the vertical ones belong to the drawer (lanes
and label rows are named, not measured). Colour and shape are the drawer's too; every state has its words here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop.clinical.timeline.axis import Axis, Tick
from desktop.clinical.timeline.decided import RestBand
from desktop.clinical.timeline.graded import Graded
from desktop.clinical.timeline.planned import GateState, Standing

DIAGNOSIS = "diagnosis"
"""The key of the day of the diagnosis, which belongs to the child and is no event of any plan."""

STOPPED = "stopped"
"""The key of the day on which the plan was stopped."""


def rest_key(number: int) -> str:
    """The key of a time of rest, by its number among all."""
    return f"rest-{number}"


TOO_EARLY = "too early"
"""Said where a day is fixed that what precedes the event does not allow."""


class Lane(StrEnum):
    """The rows of the drawing, top to bottom."""

    FIRST = "first"
    NOW = "now"
    PROCEDURES = "procedures"
    GATES = "gates"
    EVALUATIONS = "evaluations"
    RESPONSES = "responses"
    MARKERS = "markers"
    DIAGNOSED = "diagnosed"


@dataclass(frozen=True, slots=True)
class Band:
    """A phase, from its first course's begin to its last course's end. ``ended`` is set once all courses are done."""

    phase: str
    title: str
    left: float
    right: float
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Bar:
    """A course. In lane ``first`` as first planned, in lane ``now`` as it counts today.

    ``moved`` is the days against the first plan; ``moved_label`` (``+7 d``) is empty where it is nothing, or the
    same as at the course before, or has no room. ``label_fits``: the label has room inside the bar.
    ``beneath`` is what to write under the bar (the slip, and the name where it has no room inside), centred on
    ``beneath_x`` in row ``beneath_row`` so that no two overlap; empty where there is nothing or no room.
    ``open_end``: the course runs on beyond the axis. ``standing`` is the event's; the first plan is all planned.
    ``fixed``: it stays on its day whatever moves; ``too_early``: what precedes it does not allow that day.
    """

    event: str
    lane: Lane
    left: float
    right: float
    label: str
    standing: Standing
    label_fits: bool = True
    open_end: bool = False
    fixed: bool = False
    too_early: bool = False
    moved: int = 0
    moved_label: str = ""
    beneath: str = ""
    beneath_x: float = 0.0
    beneath_row: int = 0


@dataclass(frozen=True, slots=True)
class Mark:
    """A procedure, an evaluation, a gate or a graded response, centred on ``x``. ``event`` is the key of its stop.

    ``label`` and ``detail`` are two lines of text, centred on ``label_x`` so that the texts of a lane stand in the
    order of their marks and none overlaps. Without ``detail_alone`` the second line is written once for a run of
    neighbours (see ``SharedDetail``). ``gate`` is the state of a gate, with ``open_conditions`` and
    ``all_conditions``; None for other marks. ``fixed`` and ``too_early`` are those of a ``Bar``.
    ``graded`` is the response that it stands for; None for what the plan has.
    """

    event: str
    lane: Lane
    x: float
    label: str
    detail: str
    label_x: float
    standing: Standing
    detail_alone: bool = True
    fixed: bool = False
    too_early: bool = False
    gate: GateState | None = None
    open_conditions: int = 0
    all_conditions: int = 0
    graded: Graded | None = None


@dataclass(frozen=True, slots=True)
class SharedDetail:
    """A second line of text that holds for all marks whose names stand between ``left`` and ``right``."""

    lane: Lane
    words: str
    left: float
    right: float

    @property
    def x(self) -> float:
        """Where it is centred."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class MarkLane:
    """The marks of one lane, the details that several share, and the width that all its texts need."""

    marks: tuple[Mark, ...]
    shared: tuple[SharedDetail, ...]
    needed: float


@dataclass(frozen=True, slots=True)
class SlipLine:
    """From where a course was first planned to where it is now: its date (day 1 or day 0) in the two plans."""

    event: str
    first_x: float
    now_x: float
    days: int


@dataclass(frozen=True, slots=True)
class PlanLayout:
    """Everything to draw. ``today`` is its place, None without a date or off the axis; ``stopped`` that of a stop.

    ``needed`` is the width below which the texts of some lane have no room side by side. ``undrawn`` responses have
    no whole day, or one off the axis.
    """

    width: float
    axis_start: date
    axis_end: date
    ticks: tuple[Tick, ...]
    bands: tuple[Band, ...]
    bars: tuple[Bar, ...]
    marks: tuple[Mark, ...]
    shared: tuple[SharedDetail, ...]
    slip_lines: tuple[SlipLine, ...]
    today: float | None
    days_behind: int
    needed: float
    rests: tuple[RestBand, ...] = ()
    stopped: float | None = None
    stopped_on: date | None = None
    undrawn: int = 0

    @property
    def has_responses(self) -> bool:
        """Whether the child has any graded response, drawn or not."""
        return bool(self.undrawn) or any(one.lane is Lane.RESPONSES for one in self.marks)

    @property
    def axis(self) -> Axis:
        """The axis itself, for what is drawn on it besides the plan."""
        return Axis(self.axis_start, self.axis_end, self.width)
