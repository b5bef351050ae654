"""Procedures, gates, evaluations and responses on the axis, their texts in order and apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from desktop.clinical.timeline.axis import Axis, Measure, short_day
from desktop.clinical.timeline.drawing import TOO_EARLY, Lane, Mark, MarkLane, SharedDetail
from desktop.clinical.timeline.graded import Graded
from desktop.clinical.timeline.planned import GateState, PlannedEvent, Standing
from desktop.clinical.timeline.rows import EventKind
from desktop.clinical.timeline.spread import Told, room_for, runs, sizes_in, spread

LANES = (Lane.PROCEDURES, Lane.GATES, Lane.EVALUATIONS)
"""The lanes whose marks are events of the plan."""
_KINDS = {Lane.PROCEDURES: EventKind.PROCEDURE, Lane.EVALUATIONS: EventKind.EVALUATION}


def mark_lane(lane: Lane, marks: Sequence[Mark], width: float, measure: Measure, gap: float) -> MarkLane:
    """The marks of one lane, given from left to right, with their texts kept apart."""
    told = [Told(one.x, one.label, one.detail, one.gate is not GateState.OPEN) for one in marks]
    found = runs(told, measure, gap)
    sizes = sizes_in(told, found, measure, gap)
    centres = spread([(one.x, size) for one, size in zip(told, sizes, strict=True)], width, gap)
    shared = tuple(_shared(lane, told, run, centres, sizes) for run in found if len(run) > 1)
    together = {place for run in found if len(run) > 1 for place in run}
    spaced = tuple(
        replace(one, label_x=centre, detail_alone=place not in together)
        for place, (one, centre) in enumerate(zip(marks, centres, strict=True))
    )
    return MarkLane(spaced, shared, room_for(sizes, gap))


def event_marks(axis: Axis, lane: Lane, events: Sequence[PlannedEvent]) -> list[Mark]:
    """The plan's events that have a mark in a lane, each text still beneath its mark."""
    chosen = [one for one in events if (one.gate_state if lane is Lane.GATES else one.kind is _KINDS[lane])]
    chosen.sort(key=lambda one: _place(lane, one))
    return [_event_mark(axis, lane, one) for one in chosen]


def response_marks(axis: Axis, graded: Sequence[Graded]) -> list[Mark]:
    """The responses that were graded on a whole day of the axis."""
    days = [(one.on, one) for one in graded if one.on is not None and axis.holds(one.on)]
    return [_response_mark(axis, day, one) for day, one in sorted(days, key=lambda pair: pair[0])]


def _shared(
    lane: Lane, told: Sequence[Told], run: range, centres: Sequence[float], sizes: Sequence[float]
) -> SharedDetail:
    first, last = run[0], run[-1]
    return SharedDetail(lane, told[first].detail, centres[first] - sizes[first] / 2, centres[last] + sizes[last] / 2)


def _event_mark(axis: Axis, lane: Lane, event: PlannedEvent) -> Mark:
    gate, x = lane is Lane.GATES, axis.middle(_place(lane, event))
    return Mark(
        event=event.id,
        lane=lane,
        x=x,
        label=_label(lane, event),
        detail=_detail(lane, event),
        label_x=x,
        standing=event.standing,
        fixed=event.fixed and not gate,
        too_early=event.booked_too_early and not gate,
        gate=event.gate_state if gate else None,
        open_conditions=len(event.open_conditions) if gate else 0,
        all_conditions=len(event.conditions) if gate else 0,
    )


def _response_mark(axis: Axis, day: date, one: Graded) -> Mark:
    x = axis.middle(day)
    return Mark(one.key, Lane.RESPONSES, x, one.words, short_day(day), x, Standing.DONE, graded=one)


def _place(lane: Lane, event: PlannedEvent) -> date:
    # a gate is decided before the course begins, and conditioning begins before day 0
    return (event.begins or event.on) if lane is Lane.GATES else event.on


def _label(lane: Lane, event: PlannedEvent) -> str:
    return event.gate_label if lane is Lane.GATES and event.gate_label else event.short


def _detail(lane: Lane, event: PlannedEvent) -> str:
    if lane is not Lane.GATES:
        return f"{short_day(event.on)}, {TOO_EARLY}" if event.booked_too_early else short_day(event.on)
    if event.gate_state is GateState.OPEN:
        return f"{len(event.open_conditions)} open"
    words = {GateState.CONFIRMED: "confirmed", GateState.UNRECORDED: "not recorded", GateState.NOT_YET: "not yet"}
    return words[event.gate_state or GateState.NOT_YET]
