"""The rows of the table twin: an event of the plan, the day of the diagnosis, a response, or a laboratory result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.clinical.answers import Answer
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.timeline import FactStatus, GateState, PlannedEvent, Standing
from desktop.clinical.timeline.drawing import DIAGNOSIS, Lane
from desktop.services.library import Library
from desktop.services.markers import MarkerLine, times_told, value_words
from desktop.services.responding import GradedResponse, criteria_words, parts_words
from desktop.ui.words import capital

GATE_WORDS: Mapping[GateState, str] = {
    GateState.NOT_YET: "not yet",
    GateState.CONFIRMED: "confirmed",
    GateState.UNRECORDED: "not recorded",
}
"""A gate's state in words; an open one is told by its count."""


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a cell, what an empty one means when it is read out, its tone, and more on it as a tip.

    ``spoken`` is read out where the cell is a shorter form of it.
    """

    words: str
    empty: str = ""
    tone: str = ""
    tip: str = ""
    spoken: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One row, under the key of its mark in the drawing. ``event`` is None for what is no event of the plan."""

    key: str
    lane: Lane | None
    cells: tuple[Cell, ...]
    event: PlannedEvent | None = None


HEADS = ("Event", "First planned", "Now planned", "Actual", "Slip", "Status", "Gate", "Plan's source")
FEW_HEADS = ("Event", "Planned", "Actual", "Status")
"""The columns where text is so large that eight of them would be strips of single words."""


def few_cells(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The same in four cells, nothing left out: what was first planned and the slip beside the day that holds, gate
    and source beside the status."""
    event, first, now, actual, slip, status, gate, source = cells
    moved = " ".join(one.words for one in (first, slip) if one.words)
    planned = Cell("\n".join(filter(None, (now.words, f"first {moved}" if moved else ""))), first.empty, now.tone)
    gated = f"gate {gate.words}" if gate.words else ""
    planned_by = f"{HEADS[-1].lower()}: {source.words.lower()}" if first.words else source.words.lower()
    told = ", ".join(filter(None, (status.words, gated, planned_by)))
    tone = next((one.tone for one in (status, gate) if one.tone), "")
    tip = "\n".join(one.tip for one in (gate, source) if one.tip)
    return (
        event,
        replace(
            planned, tip=now.tip, spoken="; ".join(filter(None, (now.spoken or now.words, moved and f"first {moved}")))
        ),
        actual,
        Cell(told, tone=tone, tip=tip),
    )


def event_row(event: PlannedEvent, first: date, why: str = "") -> Row:
    """An event with its three dates kept apart: as first planned, as planned now, and what really happened.

    ``why`` it moved, was fixed or left out stands in the tip of its status.
    """
    open_ = event.gate_state is GateState.OPEN
    doubtful = event.fact_status is not FactStatus.VERIFIED
    cells = (
        Cell(event.title),
        Cell(day_words(first)),
        _now_planned(event),
        Cell(day_words(event.actual) if event.actual else "", "not recorded"),
        Cell(moved_words((event.on - first).days), "none"),
        _status(event, why),
        Cell(gate_words(event), "no gate", "caution" if open_ else "", event.gate or ""),
        # what took place does not hang on how well its planning was supported
        Cell(
            capital(str(event.fact_status)), tone="caution" if doubtful and not event.actual else "", tip=event.source
        ),
    )
    return Row(event.id, None, cells, event)


def _status(event: PlannedEvent, why: str) -> Cell:
    caution = event.standing is Standing.LATE or event.booked_too_early
    words = capital(event.standing)
    if event.fixed:
        words += ", fixed too early" if event.booked_too_early else ", fixed day"
    told = f"{words}: {why}" if why else ""
    return Cell(words, tone="caution" if caution else "", tip=told, spoken=told)


def decided_row(key: str, title: str, when: str, why: str) -> Row:
    """A time of rest, or the stop of the plan, with its days and why."""
    return Row(key, Lane.DIAGNOSED, _unplanned(title, Cell(when), Cell(capital(why)), "Case"))


def diagnosis_row(library: Library, diagnosed: Answer[PartialDate]) -> Row:
    """The day of the diagnosis as the case has it; no plan ever moves it."""
    day = diagnosed.value
    told = Cell(day.words()) if day else Cell("", library.labels.silence(diagnosed))
    return Row(DIAGNOSIS, Lane.DIAGNOSED, _unplanned("Diagnosis", told, Cell("Recorded" if day else "No date"), "Case"))


def response_row(library: Library, response: GradedResponse) -> Row:
    """An assessment with its grade and the criteria it stands under; where the parts make another, that is said."""
    day, made = response.graded.provenance.performed_on, parts_words(response)
    name = f"Response {response.grade}".rstrip()
    criteria = criteria_words(library.labels, response.graded)
    told = Cell(day.words() if day else "", "no date")
    words = made if response.differs else response.by
    whole = capital(f"{response.by}, {made}") if made else ""
    status = Cell(capital(words), tone="caution" if made else "", tip=whole, spoken=whole)
    cells = _unplanned(f"{name}, {criteria}", told, status, "Case")
    return Row(str(response.graded.id), Lane.RESPONSES, cells)


def sample_row(library: Library, line: MarkerLine) -> Row:
    """A result with its multiple of its own limit, or its silence."""
    day = line.result.provenance.performed_on
    value = value_words(library, line)
    times = times_told(line)
    status = f"{times} limit" if times else "No own limit" if line.reading else "No value"
    told = Cell(day.words() if day else "", "no date")
    return Row(str(line.result.id), Lane.MARKERS, _unplanned(f"{line.name} {value}", told, Cell(status), "Case"))


def _unplanned(name: str, actual: Cell, status: Cell, source: str) -> tuple[Cell, ...]:
    never = Cell("", "not part of the plan")
    return (Cell(name), never, never, actual, Cell("", "none"), status, Cell("", "no gate"), Cell(source))


def _now_planned(event: PlannedEvent) -> Cell:
    """The day that holds, with its window where a source gives one; in the colour of caution outside of it."""
    words, window = now_planned_words(event), window_words(event)
    if not words or not window:
        return Cell(words, "not planned any more")
    told = f"{words}, {'outside its window' if event.outside_window else 'window'} {window}"
    return Cell(words, tone="caution" if event.outside_window else "", tip=told, spoken=told)


def now_planned_words(event: PlannedEvent) -> str:
    """The day that holds while the event is still to come; nothing once it took place or somebody took it out."""
    return "" if event.actual or event.standing in {Standing.SKIPPED, Standing.STOPPED} else day_words(event.planned)


def window_words(event: PlannedEvent) -> str:
    """The window of an event: ``to 21 Dec``, ``21 Dec to 04 Jan``; years only where they are not the event's own."""
    told = [_near(day, event.planned) for day in (event.earliest, event.latest) if day]
    if len(told) == 2:
        return f"on {told[0]}" if event.earliest == event.latest else f"{told[0]} to {told[1]}"
    return f"{'from' if event.earliest else 'to'} {told[0]}" if told else ""


def gate_words(event: PlannedEvent) -> str:
    """Where the gate before an event stands; empty without a gate."""
    if event.gate_state is None:
        return ""
    if event.gate_state is GateState.OPEN:
        return f"{len(event.open_conditions)} of {len(event.conditions)} open"
    return GATE_WORDS[event.gate_state]


def moved_words(days: int) -> str:
    """``+7 d``; empty for nothing."""
    return f"{days:+d} d".replace("-", "−") if days else ""


def _near(day: date, other: date) -> str:
    words = day_words(day)
    return words[:-5] if day.year == other.year else words
