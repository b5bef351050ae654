"""The lesions of a child over time: the size that counts, the lines that belong to it, and every change in words.

A line at a limit grades nothing: it only shows where the size stands.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.lesion_rules import Edge, Since
from desktop.clinical.lesions import Change, SizeLine, rounded
from desktop.clinical.record.imaging import Measurement
from desktop.clinical.timeline import PlannedEvent
from desktop.services.chart_export import Leaving
from desktop.services.entries import entry_name
from desktop.services.lesion_rows import AXES, HEADS, lesion_rows
from desktop.services.lesions import LesionSeries, lesion_series
from desktop.services.library import Library
from desktop.services.marker_chart import PhaseSpan, phase_spans
from desktop.services.trends import Level, Trend, TrendPoint, TrendSeries, doubt, during, signed

LESIONS = Leaving(
    "lesions", "Lesion chart saved as picture", "Lesion sizes saved as CSV", "Lesion sizes did not go out after all"
)
_AXIS, _NADIR, _LIMIT = "the rule that this axis counts", "this definition of the nadir", "this limit"
"""The rules that a size rests on, as a doubt about one of them names it."""
_NO_SIZE, _NO_DAY = "the size that counts is not recorded", "its day is not known to the day"
_NO_LESION = "it names no lesion"
_BASELINE = "A dot inside a mark is a baseline."


def lesion_trend(library: Library, case: Case, plan: Sequence[PlannedEvent], today: date) -> Trend:
    """The chart of a case; ``plan`` is its current plan as it is laid out today."""
    found = lesion_series(library, case)
    names = {one.lesion.id: _name(library, case, one) for one in found}
    phases = phase_spans(library, case, plan, today)
    drawn = [_series(library, one, names[one.lesion.id], number) for number, one in enumerate(found)]
    told = {
        line.measured.id: _told(library, case, one, names[one.lesion.id], line, phases)
        for one in found
        for line in one.series.lines
    }
    loose = [one for one in standing(case.measurements) if one.id not in told]
    series = tuple(one for one in drawn if one.runs)
    return Trend(
        case=case.id,
        today=today,
        title="Sizes of lesions over time, in millimetres",
        one="lesion",
        unit="mm",
        leaving=LESIONS,
        series=series,
        levels=(),
        phases=phases,
        told=told | {one.id: f"Not drawn: {_NO_LESION}." for one in loose},
        notes=tuple(filter(None, (_not_drawn(found, names, loose), _lines_told(library) if series else ""))),
        heads=HEADS,
        rows=lesion_rows(library, case, found, names, phases),
    )


def _name(library: Library, case: Case, found: LesionSeries) -> str:
    return entry_name(library, case, library.record.kinds["lesions"], found.lesion)


def _series(library: Library, found: LesionSeries, name: str, number: int) -> TrendSeries:
    """A size that nobody measured interrupts the line, since nothing is known of that day."""
    runs: list[list[TrendPoint]] = [[]]
    for line in found.series.lines:
        if line.size is None:
            runs.append([])
        elif (day := whole_day(line)) is not None:
            runs[-1].append(_point(library, line, line.size, day))
    return TrendSeries(name, number, tuple(tuple(one) for one in runs if one))


def whole_day(line: SizeLine) -> date | None:
    """The day of a measurement, where it is known to the day."""
    return line.measured.day.full if line.measured.day is not None else None


def _point(library: Library, line: SizeLine, size: Decimal, day: date) -> TrendPoint:
    key = line.measured.id
    return TrendPoint(
        key=key, keys=frozenset({key}), day=day, value=size, words=f"{size:f} mm", marked=line.is_baseline,
        levels=tuple(_levels(library, line, size)),
    )  # fmt: skip


def _levels(library: Library, line: SizeLine, size: Decimal) -> Iterator[Level]:
    """The baseline itself, and the limits from baseline and nadir as they are for this measurement."""
    was = {Since.BASELINE: line.baseline, Since.NADIR: line.nadir}
    base = {
        since: change.was if change is not None else size if line.is_baseline else None for since, change in was.items()
    }
    start = base[Since.BASELINE]
    if start is not None:
        yield Level(start, f"baseline {start:f} mm")
    for edge in library.sizes.edges:
        start = base[edge.since]
        if start is not None:
            at = edge.limit(start)
            # which of the two it hangs on: a fifth more, or the millimetres that it is at least
            by = f"{signed(edge.change)} %" if at == start * (100 + edge.change) / 100 else f"{signed(at - start)} mm"
            yield Level(at, f"{by} {edge.since.value} {_short(at)} mm")


def _edge_words(edge: Edge) -> str:
    """``+20 %, at least 5 mm``."""
    return f"{signed(edge.change)} %{f', at least {edge.least_mm:f} mm' if edge.least_mm is not None else ''}"


def _told(
    library: Library, case: Case, found: LesionSeries, name: str, line: SizeLine, phases: tuple[PhaseSpan, ...]
) -> str:  # fmt: skip
    return " ".join(_sentences(library, case, found, name, line, phases))


def _sentences(
    library: Library, case: Case, found: LesionSeries, name: str, line: SizeLine, phases: tuple[PhaseSpan, ...]
) -> Iterator[str]:  # fmt: skip
    rule, day = found.series.rule, line.measured.day
    head = f"{name}, {day.words() if day else 'no date'}"
    if line.size is None:
        yield f"{head}. Not drawn: {_NO_SIZE} ({AXES[rule.counts]})."
        return
    yield f"{head}: {AXES[rule.counts]} {line.size:f} mm{doubt(rule.cited, _AXIS)}."
    if whole_day(line) is None:
        yield f"Not drawn: {_NO_DAY}."
    if line.is_baseline:
        yield f"Baseline, {'marked as such' if line.marked else 'as the earliest'}."
    yield from _changes(library, line)
    study = found.study(line)
    if study is not None:
        yield f"{entry_name(library, case, library.record.kinds['imaging'], study)}."
    if phase := during(phases, whole_day(line)):
        yield f"During {phase}."


def _changes(library: Library, line: SizeLine) -> Iterator[str]:
    for change, doubted in ((line.baseline, ""), (line.nadir, doubt(library.sizes.nadir.cited, _NADIR))):
        if change is not None:
            limit = f"; {change.edge.text}{doubt(change.edge.cited, _LIMIT)}" if change.edge is not None else ""
            yield f"{_change(change)}{doubted}{limit}."


def _change(one: Change) -> str:
    percent = f" ({signed(one.percent)} %)" if one.percent is not None else ""
    day = f" of {one.before.day.words()}" if one.before.day else ""
    return f"{signed(one.mm)} mm{percent} from {one.since.value} {one.was:f} mm{day}"


def _lines_told(library: Library) -> str:
    """What dot and thin lines are; that no line grades anything."""
    rules = library.sizes
    doubted = {Since.BASELINE: "", Since.NADIR: doubt(rules.nadir.cited, _NADIR)}
    limits = [f"{_edge_words(one)} from {one.since.value}{doubted[one.since]}" for one in rules.edges]
    thin = ", ".join(("the baseline", *limits))
    return f"{_BASELINE} Thin lines of the selected lesion: {thin}. No line by itself grades a response."


def _not_drawn(found: Sequence[LesionSeries], names: dict[UUID, str], loose: Sequence[Measurement]) -> str:
    lines = [(names[one.lesion.id], line) for one in found for line in one.series.lines]
    unsized = [name for name, line in lines if line.size is None]
    undated = [name for name, line in lines if line.size is not None and whole_day(line) is None]
    unmeasured = [names[one.lesion.id] for one in found if not one.series.lines]
    told = [f"{_counted(unsized)}, {_NO_SIZE}"] if unsized else []
    told += [f"{_counted(undated)}, {_NO_DAY}"] if undated else []
    told += [f"{len(loose)} without a lesion"] if loose else []
    told += [f"never measured: {', '.join(unmeasured)}"] if unmeasured else []
    return f"Not drawn: {'; '.join(told)}." if told else ""


def _counted(names: Sequence[str]) -> str:
    return f"{len(names)} ({', '.join(dict.fromkeys(names))})"


def _short(value: Decimal) -> str:
    """To one decimal, without a needless nought."""
    told = rounded(value, 1)
    return f"{told.normalize() if told % 1 else told.to_integral_value():f}"
