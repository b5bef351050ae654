"""What the chart says in words: a point with all that is known of it, and what could not be drawn and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.clinical.dates import day_words
from desktop.services.library import Library
from desktop.services.marker_chart import Lacks, MarkerChart, Point, Series, lacks
from desktop.services.markers import MarkerLine, times_told, value_words
from desktop.ui.markers.shown import Shown
from desktop.ui.words import counted, joined

NOTHING = "Nothing can be drawn: a point needs a value, a whole day and the limit of its own laboratory."
UNJOINED = "A line joins only results of one unit, laboratory, method and kind of sample."
_NOT_CHOSEN = "Not among the markers that are shown."
_REASONS = {
    Lacks.VALUE: "there is no value",
    Lacks.LIMIT: "no limit of the laboratory is recorded",
    Lacks.DAY: "its day is not known to the day",
}
_NAMED = 3
"""So many results that are not drawn are named; of more it is told how many they are."""


def point_words(library: Library, shown: Shown, line: MarkerLine) -> str:
    """One result in sentences: day, value, multiple, what it is measured with, the phase, and the one before."""
    found = shown.chart.find(line.result.id)
    if found is None:
        return _undrawn_words(library, line)
    told = [*_result(library, line), *_origin(line), *_around(shown.chart, *found)]
    if found[0] not in shown.series:
        told.append(_NOT_CHOSEN)
    return " ".join(told)


def not_drawn_words(chart: MarkerChart) -> str:
    """Every result that the chart must not show, by what it lacks; empty if it shows all."""
    parts = [f"{counted(len(ones), 'result')} {why} ({_names(why, ones)})" for why, ones in chart.undrawn.items()]
    return f"Not drawn: {joined(parts)}." if parts else ""


def joined_words(shown: Shown) -> str:
    """Why a line is interrupted, where one is."""
    return UNJOINED if any(len(one.runs()) > 1 for one in shown.series) else ""


def at_foot_words(shown: Shown) -> str:
    """That what was measured as nothing stands beneath the scale, which has no nought."""
    none = sum(not point.times for one in shown.series for point in one.points)
    return f"{counted(none, 'result')} of 0: beneath the scale, which has no 0." if none else ""


def _result(library: Library, line: MarkerLine) -> Iterator[str]:
    limit = line.result.upper_limit.value
    day = line.result.provenance.performed_on
    value = f"{line.name}, {day.words() if day else 'no date'}: {value_words(library, line)}"
    yield f"{value}, {times_told(line)} the laboratory's limit of {limit}."


def _undrawn_words(library: Library, line: MarkerLine) -> str:
    day = line.result.provenance.performed_on
    told = f"{line.name}{f', {day.words()}' if day else ''}: {value_words(library, line)}."
    why = lacks(line)
    return f"{told} Not drawn: {_REASONS[why]}." if why is not None else told


def _origin(line: MarkerLine) -> Iterator[str]:
    origin = line.result.provenance
    told = [one for one in (origin.laboratory, origin.method, origin.specimen) if one]
    yield f"{', '.join(told)}." if told else "Laboratory not recorded."


def _around(chart: MarkerChart, series: Series, point: Point) -> Iterator[str]:
    phase, before = chart.phase_on(point.day), series.before(point)
    if phase:
        yield f"During {phase}."
    if before is not None:
        alike = "" if before.line.measured == point.line.measured else ", measured otherwise"
        yield f"Before: {times_told(before.line)} on {day_words(before.day)}{alike}."


def _names(why: Lacks, ones: Sequence[MarkerLine]) -> str:
    told = [_name(why, one) for one in ones[:_NAMED]]
    return ", ".join(told) + (f" and {len(ones) - _NAMED} more" if len(ones) > _NAMED else "")


def _name(why: Lacks, line: MarkerLine) -> str:
    day = line.result.value.on if why is Lacks.VALUE else line.result.provenance.performed_on
    return f"{line.name} {day.words()}" if day else line.name
