"""From a plan to the values that are drawn: first plan and now, the marks of every lane, slips, today."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from desktop.clinical.timeline.axis import Axis, Measure, day_ticks, keep_apart, month_ticks
from desktop.clinical.timeline.decided import NOTHING_DECIDED, Decided, rest_bands
from desktop.clinical.timeline.drawing import TOO_EARLY, Band, Bar, Lane, PlanLayout, SlipLine
from desktop.clinical.timeline.graded import Graded
from desktop.clinical.timeline.marking import LANES, event_marks, mark_lane, response_marks
from desktop.clinical.timeline.planned import EventStatus, PlannedEvent, Standing
from desktop.clinical.timeline.progress import days_behind, first_plan, slips
from desktop.clinical.timeline.rows import EventKind
from desktop.clinical.timeline.template import Template

_LONGEST_BAR = timedelta(days=56)
"""A course that runs for months is cut here, unless today lies further on: it would push all others together."""
_BEYOND_TODAY = timedelta(days=14)
_BEFORE = timedelta(days=62)
_SLACK = 0.45
"""How far a text may be moved from its mark, in parts of its own width: it still stands under the mark."""
_ROWS_BENEATH = 2


@dataclass(frozen=True, slots=True)
class _Sheet:
    """What all parts of the drawing need."""

    axis: Axis
    measure: Measure
    gap: float
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
    also: Sequence[date] = (),
    decided: Decided = NOTHING_DECIDED,
    graded: Sequence[Graded] = (),
    days: bool = False,
) -> PlanLayout:
    """Place a plan on an axis of the given width.

    ``events`` is what ``plan`` gave for this template and start. ``measure`` gives the width of a text in the unit
    of ``width``; ``gap`` is the least room between texts of one lane. ``also`` are days besides the plan's own
    (the diagnosis, a sample): shortly before the plan they are taken onto the axis. ``decided`` are rests and a stop,
    ``graded`` the responses: shortly before the plan their days join the axis too; those without a place are counted.
    ``days``: where months have room for it, their days are told too. Raises ValueError if there is no event.
    """
    first = first_plan(template, start)
    besides = (*also, *_decided_days(decided), *(one.on for one in graded if one.on is not None))
    axis = Axis.around(_with_near(_days(first, events, today), besides), width)
    sheet = _Sheet(axis, measure, gap, today, first)
    responses = response_marks(axis, graded)
    marks = [*((lane, event_marks(axis, lane, events)) for lane in LANES), (Lane.RESPONSES, responses)]
    lanes = [mark_lane(lane, ones, width, measure, gap) for lane, ones in marks]
    return PlanLayout(
        width=width,
        axis_start=axis.start,
        axis_end=axis.end,
        ticks=(*month_ticks(axis, measure, gap), *(day_ticks(axis, measure, gap) if days else ())),
        bands=_bands(sheet, template, events),
        bars=(*_first_bars(sheet), *_bars_now(sheet, events)),
        marks=tuple(mark for lane in lanes for mark in lane.marks),
        shared=tuple(detail for lane in lanes for detail in lane.shared),
        slip_lines=_slip_lines(sheet, events),
        today=axis.middle(today) if today is not None and axis.holds(today) else None,
        days_behind=days_behind(slips(template, start, events), events),
        needed=max(lane.needed for lane in lanes),
        rests=rest_bands(axis, decided, today),
        stopped=axis.middle(decided.stopped) if decided.stopped and axis.holds(decided.stopped) else None,
        stopped_on=decided.stopped,
        undrawn=len(graded) - len(responses),
    )


def _decided_days(decided: Decided) -> list[date]:
    return [*(one.begun for one in decided.pauses), *([decided.stopped] if decided.stopped else [])]


def _days(first: Mapping[str, PlannedEvent], events: Sequence[PlannedEvent], today: date | None) -> list[date]:
    shown = [*first.values(), *events]
    days = [day for one in shown for day in (_begins(one), one.on, min(_ends(one), one.on + _LONGEST_BAR))]
    final = max(_ends(one) for one in events)
    if today is not None and min(days) <= today <= final:
        days.append(min(today + _BEYOND_TODAY, final))
    return days


def _with_near(days: list[date], also: Sequence[date]) -> list[date]:
    """Days shortly before the plan join it; one long before would push the plan together."""
    first = min(days)
    return [*days, *(one for one in also if first - _BEFORE <= one < first)]


def _begins(event: PlannedEvent) -> date:
    return event.begins or event.on


def _ends(event: PlannedEvent) -> date:
    return event.ends or event.on


def _bands(sheet: _Sheet, template: Template, events: Sequence[PlannedEvent]) -> tuple[Band, ...]:
    bands = []
    for phase in template.chosen().phases:
        inside_phase = [one for one in events if one.phase == phase.id and one.kind is EventKind.COURSE]
        if inside_phase:
            ends = max(_ends(one) for one in inside_phase)
            left = sheet.axis.x(min(_begins(one) for one in inside_phase))
            done = all(one.status is EventStatus.DONE for one in inside_phase)
            over = done and (sheet.today is None or sheet.today > ends)
            bands.append(Band(phase.id, phase.title, left, sheet.axis.end_x(ends), ends if over else None))
    return tuple(bands)


def _bar(sheet: _Sheet, lane: Lane, event: PlannedEvent, standing: Standing, moved: int = 0) -> Bar:
    left, right = sheet.axis.x(_begins(event)), sheet.axis.end_x(_ends(event))
    return Bar(
        event=event.id,
        lane=lane,
        left=left,
        right=right,
        label=event.short,
        standing=standing,
        label_fits=sheet.measure(event.short) + sheet.gap / 2 <= right - left,
        open_end=not sheet.axis.holds(_ends(event)),
        fixed=event.fixed,
        too_early=event.booked_too_early,
        moved=moved,
    )


def _first_bars(sheet: _Sheet) -> list[Bar]:
    return [_bar(sheet, Lane.FIRST, one, Standing.PLANNED) for one in sheet.courses]


def _bars_now(sheet: _Sheet, events: Sequence[PlannedEvent]) -> list[Bar]:
    """Each course as it counts today, with its slip."""
    courses = [one for one in events if one.kind is EventKind.COURSE]
    bars = [_bar(sheet, Lane.NOW, one, one.standing, (one.on - sheet.first[one.id].on).days) for one in courses]
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
    texts = {
        one.event: " ".join(
            filter(None, ("" if one.label_fits else one.label, one.moved_label, TOO_EARLY if one.too_early else ""))
        )
        for one in bars
    }
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


def _slip_lines(sheet: _Sheet, events: Sequence[PlannedEvent]) -> tuple[SlipLine, ...]:
    now = {one.id: one for one in events}
    lines = []
    for first in sheet.courses:
        days = (now[first.id].on - first.on).days
        if days:
            lines.append(SlipLine(first.id, sheet.axis.middle(first.on), sheet.axis.middle(now[first.id].on), days))
    return tuple(lines)
