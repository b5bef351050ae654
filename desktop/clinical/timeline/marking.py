"""Procedures, gates and evaluations on the axis, their texts in order and apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from desktop.clinical.timeline.axis import Axis, Measure, short_day
from desktop.clinical.timeline.drawing import TOO_EARLY, Lane, Mark, MarkLane, SharedDetail
from desktop.clinical.timeline.planned import GateState, PlannedEvent
from desktop.clinical.timeline.rows import EventKind
from desktop.clinical.timeline.spread import Told, room_for, runs, sizes_in, spread

LANES = (Lane.PROCEDURES, Lane.GATES, Lane.EVALUATIONS)
_KINDS = {Lane.PROCEDURES: EventKind.PROCEDURE, Lane.EVALUATIONS: EventKind.EVALUATION}


def mark_lane(axis: Axis, lane: Lane, events: Sequence[PlannedEvent], measure: Measure, gap: float) -> MarkLane:
    """The marks of one lane from left to right, each with its text."""
    chosen = [one for one in events if (one.gate_state if lane is Lane.GATES else one.kind is _KINDS[lane])]
    chosen.sort(key=lambda one: _place(lane, one))
    told = [_told(axis, lane, one) for one in chosen]
    found = runs(told, measure, gap)
    sizes = sizes_in(told, found, measure, gap)
    centres = spread([(one.x, size) for one, size in zip(told, sizes, strict=True)], axis.width, gap)
    shared = tuple(_shared(lane, told, run, centres, sizes) for run in found if len(run) > 1)
    together = {place for run in found if len(run) > 1 for place in run}
    marks = tuple(
        _mark(lane, event, one, centre, alone=place not in together)
        for place, (event, one, centre) in enumerate(zip(chosen, told, centres, strict=True))
    )
    return MarkLane(marks, shared, room_for(sizes, gap))


def _told(axis: Axis, lane: Lane, event: PlannedEvent) -> Told:
    waits = lane is Lane.GATES and event.gate_state is GateState.OPEN
    return Told(axis.middle(_place(lane, event)), _label(lane, event), _detail(lane, event), not waits)


def _shared(
    lane: Lane, told: Sequence[Told], run: range, centres: Sequence[float], sizes: Sequence[float]
) -> SharedDetail:
    first, last = run[0], run[-1]
    return SharedDetail(lane, told[first].detail, centres[first] - sizes[first] / 2, centres[last] + sizes[last] / 2)


def _mark(lane: Lane, event: PlannedEvent, told: Told, centre: float, *, alone: bool) -> Mark:
    gate = lane is Lane.GATES
    return Mark(
        event=event.id,
        lane=lane,
        x=told.x,
        label=told.name,
        detail=told.detail,
        detail_alone=alone,
        label_x=centre,
        standing=event.standing,
        fixed=event.fixed and not gate,
        too_early=event.booked_too_early and not gate,
        gate=event.gate_state if gate else None,
        open_conditions=len(event.open_conditions) if gate else 0,
        all_conditions=len(event.conditions) if gate else 0,
    )


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
