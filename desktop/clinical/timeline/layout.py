"""From a plan to the values that are drawn: first plan and now, procedures, gates, evaluations, slips, today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.clinical.timeline.axis import Axis, Measure, inside, keep_apart, month_ticks, short_day
from desktop.clinical.timeline.drawing import Band, Bar, Lane, Mark, PlanLayout, SlipLine
from desktop.clinical.timeline.planned import EventStatus, GateState, PlannedEvent
from desktop.clinical.timeline.progress import days_behind, first_plan
from desktop.clinical.timeline.rows import EventKind
from desktop.clinical.timeline.template import Template

_LONGEST_BAR = timedelta(days=56)
"""A course that runs for months is cut here, unless today lies further on: it would push all others together."""
_BEYOND_TODAY = timedelta(days=14)
_SLACK = 0.45
"""How far a text may be moved from its mark, in parts of its own width: it still stands under the mark."""
_ROWS_BENEATH = 2


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all parts of the drawing need."""

    axis: Axis
    measure: Measure
    gap: float
    rows: int
    today: date | None
    first: Mapping[str, PlannedEvent]

    @property
    def courses(self) -> list[PlannedEvent]:
        """The courses of the first plan, in order."""
        return [one for one in self.first.values() if one.kind is EventKind.COURSE]


def lay_out(
    template: Template,
    start: date,
    events: Sequence[PlannedEvent],
    *,
    width: float,
    measure: Measure,
    today: date | None = None,
    gap: float = 4.0,
    label_rows: int = 2,
) -> PlanLayout:
    """Place a plan on an axis of the given width.

    ``events`` is what ``plan`` gave for this template and start. ``measure`` gives the width of a text in the unit
    of ``width``; ``gap`` is the least room between texts of one lane, ``label_rows`` how many rows of text a lane
    of marks has. Raises ValueError if there is no event.
    """
    first = first_plan(template, start)
    axis = Axis.around(_days(first, events, today), width)
    sheet = _Sheet(axis, measure, gap, label_rows, today, first)
    return PlanLayout(
        width=width,
        axis_start=axis.start,
        axis_end=axis.end,
        ticks=month_ticks(axis, measure, gap),
        bands=_bands(sheet, template, events),
        bars=(*_first_bars(sheet), *_bars_now(sheet, events)),
        marks=tuple(mark for lane in _LANES for mark in _marks(sheet, lane, events)),
        slip_lines=_slip_lines(sheet, events),
        today=axis.middle(today) if today is not None and axis.holds(today) else None,
        days_behind=days_behind(template, start, events),
    )


def _days(first: Mapping[str, PlannedEvent], events: Sequence[PlannedEvent], today: date | None) -> list[date]:
    shown = [*first.values(), *events]
    days = [day for one in shown for day in (_begins(one), one.on, min(_ends(one), one.on + _LONGEST_BAR))]
    final = max(_ends(one) for one in events)
    if today is not None and min(days) <= today <= final:
        days.append(min(today + _BEYOND_TODAY, final))
    return days


def _begins(event: PlannedEvent) -> date:
    return event.begins or event.on


def _ends(event: PlannedEvent) -> date:
    return event.ends or event.on


def _bands(sheet: _Sheet, template: Template, events: Sequence[PlannedEvent]) -> tuple[Band, ...]:
    bands = []
    for phase in template.phases:
        inside_phase = [one for one in events if one.phase == phase.id and one.kind is EventKind.COURSE]
        if inside_phase:
            ends = max(_ends(one) for one in inside_phase)
            left = sheet.axis.x(min(_begins(one) for one in inside_phase))
            done = all(one.status is EventStatus.DONE for one in inside_phase)
            over = done and (sheet.today is None or sheet.today > ends)
            bands.append(Band(phase.id, phase.title, left, sheet.axis.end_x(ends), ends if over else None))
    return tuple(bands)


def _bar(sheet: _Sheet, lane: Lane, event: PlannedEvent, *, current: bool = False, moved: int = 0) -> Bar:
    left, right = sheet.axis.x(_begins(event)), sheet.axis.end_x(_ends(event))
    return Bar(
        event=event.id,
        lane=lane,
        left=left,
        right=right,
        label=event.short,
        status=event.status,
        label_fits=sheet.measure(event.short) + sheet.gap <= right - left,
        current=current,
        open_end=not sheet.axis.holds(_ends(event)),
        moved=moved,
    )


def _first_bars(sheet: _Sheet) -> list[Bar]:
    return [_bar(sheet, Lane.FIRST, one) for one in sheet.courses]


def _bars_now(sheet: _Sheet, events: Sequence[PlannedEvent]) -> list[Bar]:
    """Each course as it counts today, with its slip."""
    courses = [one for one in events if one.kind is EventKind.COURSE]
    bars = [
        _bar(sheet, Lane.NOW, one, current=_is_current(sheet, one), moved=(one.on - sheet.first[one.id].on).days)
        for one in courses
    ]
    return _with_words_beneath(sheet, _with_slips_told(sheet, bars))


def _with_slips_told(sheet: _Sheet, bars: Sequence[Bar]) -> list[Bar]:
    """The same slip in a row is written once, and none over another."""
    before = [0, *(one.moved for one in bars)]
    told = [one for one, last in zip(bars, before, strict=False) if one.moved and one.moved != last]
    told.sort(key=lambda one: one.left)
    wanted = [((one.left + one.right) / 2, sheet.measure(f"{one.moved:+d} d")) for one in told]
    places = keep_apart(wanted, sheet.axis.width, sheet.gap, rows=1, slack=_SLACK)
    room = {one.event for one, place in zip(told, places, strict=True) if place is not None}
    return [replace(one, moved_label=f"{one.moved:+d} d") if one.event in room else one for one in bars]


def _with_words_beneath(sheet: _Sheet, bars: Sequence[Bar]) -> list[Bar]:
    """Under each bar its slip, and its name where the bar is too narrow for it."""
    texts = {one.event: " ".join(filter(None, ("" if one.label_fits else one.label, one.moved_label))) for one in bars}
    told = sorted((one for one in bars if texts[one.event]), key=lambda one: one.left + one.right)
    wanted = [((one.left + one.right) / 2, sheet.measure(texts[one.event])) for one in told]
    places = keep_apart(wanted, sheet.axis.width, sheet.gap, _ROWS_BENEATH, _SLACK)
    found = {one.event: place for one, place in zip(told, places, strict=True) if place is not None}
    return [
        replace(one, beneath=texts[one.event], beneath_row=found[one.event][0], beneath_x=found[one.event][1])
        if one.event in found
        else one
        for one in bars
    ]


def _is_current(sheet: _Sheet, event: PlannedEvent) -> bool:
    return event.actual is not None and sheet.today is not None and _begins(event) <= sheet.today <= _ends(event)


def _slip_lines(sheet: _Sheet, events: Sequence[PlannedEvent]) -> tuple[SlipLine, ...]:
    now = {one.id: one for one in events}
    lines = []
    for first in sheet.courses:
        days = (now[first.id].on - first.on).days
        if days:
            lines.append(SlipLine(first.id, sheet.axis.middle(first.on), sheet.axis.middle(now[first.id].on), days))
    return tuple(lines)


_LANES = (Lane.PROCEDURES, Lane.GATES, Lane.EVALUATIONS)
_KINDS = {Lane.PROCEDURES: EventKind.PROCEDURE, Lane.EVALUATIONS: EventKind.EVALUATION}


def _marks(sheet: _Sheet, lane: Lane, events: Sequence[PlannedEvent]) -> list[Mark]:
    """The marks of one lane from left to right, their texts kept apart."""
    chosen = [one for one in events if (one.gate_state if lane is Lane.GATES else one.kind is _KINDS[lane])]
    chosen.sort(key=lambda one: _place(lane, one))
    texts = [(_label(lane, one), _detail(lane, one)) for one in chosen]
    sizes = [max(sheet.measure(label), sheet.measure(detail)) for label, detail in texts]
    wanted = [(sheet.axis.middle(_place(lane, one)), size) for one, size in zip(chosen, sizes, strict=True)]
    places = keep_apart(wanted, sheet.axis.width, sheet.gap, sheet.rows, _SLACK)
    return [
        Mark(
            one.id,
            lane,
            x,
            label,
            detail,
            place[1] if place else inside(x, size, sheet.axis.width),
            place[0] if place else None,
            one.status,
            one.gate_state if lane is Lane.GATES else None,
            len(one.open_conditions) if lane is Lane.GATES else 0,
            len(one.conditions) if lane is Lane.GATES else 0,
        )
        for one, (label, detail), (x, size), place in zip(chosen, texts, wanted, places, strict=True)
    ]


def _place(lane: Lane, event: PlannedEvent) -> date:
    # a gate is decided before the course begins, and conditioning begins before day 0
    return _begins(event) if lane is Lane.GATES else event.on


def _label(lane: Lane, event: PlannedEvent) -> str:
    return event.gate_label if lane is Lane.GATES and event.gate_label else event.short


def _detail(lane: Lane, event: PlannedEvent) -> str:
    if lane is not Lane.GATES:
        return short_day(event.on)
    if event.gate_state is GateState.OPEN:
        return f"{len(event.open_conditions)} of {len(event.conditions)} open"
    words = {GateState.CONFIRMED: "confirmed", GateState.UNRECORDED: "not recorded", GateState.NOT_YET: "not yet"}
    return words[event.gate_state or GateState.NOT_YET]
