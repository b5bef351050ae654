"""A child's laboratory markers over time: what can be drawn, what must not be and why, and the phases behind.

A point needs a value, a whole day, and the limit of its own laboratory. Whatever lacks one of them is told and
never drawn as if it were known.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from itertools import groupby
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.timeline import EventKind, EventStatus, PlannedEvent
from desktop.services.library import Library
from desktop.services.markers import MarkerLine, marker_lines
from desktop.services.plans import current_plan, template_of

_NOT_GIVEN = (EventStatus.SKIPPED, EventStatus.STOPPED)


class Lacks(StrEnum):
    """What a result needs to be drawn and has not; the value is how a sentence says it."""

    VALUE = "without a value"
    LIMIT = "without a limit of the laboratory"
    DAY = "without a whole day"


@dataclass(frozen=True, slots=True)
class Point:
    """One result that can be drawn: ``times`` is the multiple of its own laboratory's limit."""

    line: MarkerLine
    day: date
    times: Decimal

    @property
    def key(self) -> UUID:
        """The key of the result."""
        return self.line.result.id


@dataclass(frozen=True, slots=True)
class Series:
    """One marker's points, oldest first. ``number`` is that of the marker, which gives its mark in every chart."""

    name: str
    number: int
    points: tuple[Point, ...]

    def runs(self) -> tuple[tuple[Point, ...], ...]:
        """The points in groups that a line may join: measured alike, oldest first."""
        found: dict[tuple[str, ...], list[Point]] = {}
        for one in self.points:
            found.setdefault(one.line.measured, []).append(one)
        return tuple(tuple(ones) for ones in found.values())

    def before(self, point: Point) -> Point | None:
        """The point before, whether or not a line may join them."""
        place = self.points.index(point)
        return self.points[place - 1] if place else None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseSpan:
    """A phase of the plan, from its first course to the end of its last: actual days where recorded, else planned.

    ``begun``: one of its courses has taken place. ``over``: all have, and the days of the last are behind today.
    """

    phase: str
    title: str
    begins: date
    ends: date
    begun: bool
    over: bool

    @property
    def words(self) -> str:
        """Its name, and that it is only planned."""
        return self.title if self.begun else f"{self.title}, planned"


@dataclass(frozen=True, slots=True)
class MarkerChart:
    """Everything the chart of one child shows. ``undrawn``: the results that it must not show, by what they lack."""

    case: UUID
    today: date
    series: tuple[Series, ...]
    undrawn: Mapping[Lacks, tuple[MarkerLine, ...]]
    phases: tuple[PhaseSpan, ...]

    def find(self, key: UUID | None) -> tuple[Series, Point] | None:
        """The point of a result, with its series."""
        return next(((one, point) for one in self.series for point in one.points if point.key == key), None)

    def phase_on(self, day: date) -> str:
        """The phases that had begun by then and ran on a day, by name; empty for none."""
        return " and ".join(one.title for one in self.phases if one.begun and one.begins <= day <= one.ends)


def lacks(line: MarkerLine) -> Lacks | None:
    """What a result lacks to be drawn; None for nothing."""
    if line.reading is None:
        return Lacks.VALUE
    if line.times is None:
        return Lacks.LIMIT
    return Lacks.DAY if line.day is None else None


def chart_of(library: Library, case: Case, plan: Sequence[PlannedEvent], today: date) -> MarkerChart:
    """The chart of a case; ``plan`` is its current plan as it is laid out today."""
    lines = marker_lines(library, case)
    undrawn = {why: tuple(one for one in lines if lacks(one) is why) for why in Lacks}
    return MarkerChart(
        case=case.id,
        today=today,
        series=_series(lines),
        undrawn={why: ones for why, ones in undrawn.items() if ones},
        phases=phase_spans(library, case, plan, today),
    )


def phase_spans(library: Library, case: Case, plan: Sequence[PlannedEvent], today: date) -> tuple[PhaseSpan, ...]:
    """The phases of the current plan with courses that were not left out; none without a plan."""
    chosen = current_plan(case)
    if chosen is None:
        return ()
    courses = [one for one in plan if one.kind is EventKind.COURSE and one.status not in _NOT_GIVEN]
    spans = []
    for phase in template_of(library, chosen).phases:
        inside = [one for one in courses if one.phase == phase.id]
        if inside:
            ends = max(one.ends or one.on for one in inside)
            done = [one.status is EventStatus.DONE for one in inside]
            begins = min(one.begins or one.on for one in inside)
            over = all(done) and ends < today
            spans.append(
                PhaseSpan(phase=phase.id, title=phase.title, begins=begins, ends=ends, begun=any(done), over=over)
            )
    return tuple(spans)


def _series(lines: Sequence[MarkerLine]) -> tuple[Series, ...]:
    """In the fixed order of markers; one without any point is left out."""
    found = []
    for (name, number), ones in groupby(lines, key=lambda one: (one.name, one.mark)):
        # the lines come latest first: of two of one day the one that was entered later stands last
        points = sorted(
            (
                Point(one, one.day, one.times)
                for one in reversed(list(ones))
                if one.day is not None and one.times is not None
            ),
            key=lambda one: one.day,
        )
        if points:
            found.append(Series(name, number, tuple(points)))
    return tuple(found)
