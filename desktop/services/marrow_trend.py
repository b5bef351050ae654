"""The marrow of a child over time: the highest share of tumour of each day, and whether that day's study is complete.

A day of which one sample has no result yet has no highest share: it is told and not drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import MarrowSample
from desktop.clinical.timeline import PlannedEvent
from desktop.services.chart_export import Leaving
from desktop.services.entries import entry_name
from desktop.services.library import Library
from desktop.services.marker_chart import PhaseSpan, phase_spans
from desktop.services.marrow_rows import HEADS, OfDay, marrow_rows, percent_words
from desktop.services.marrow_study import highest, is_adequate
from desktop.services.trends import Level, Trend, TrendPoint, TrendSeries, doubt, during

MARROW = Leaving(
    "marrow", "Marrow chart saved as picture", "Marrow samples saved as CSV", "Marrow samples did not go out after all"
)
_LIMIT, _HIGHEST = "this limit", "the rule that the highest counts"
_SERIES = "Marrow"
_STUDY = {True: "Complete study", False: "Not a complete study", None: "Whether it is a complete study is not known"}


@dataclass(frozen=True, slots=True)
class MarrowDay:
    """All samples of one day; without one they have none. ``highest`` is None while a sample is open.

    ``complete``: whether its study is complete; None where that is not known, as where its day is not.
    """

    day: PartialDate | None
    samples: tuple[MarrowSample, ...]
    complete: bool | None

    @property
    def whole(self) -> date | None:
        """The day, where it is known to the day."""
        return self.day.full if self.day is not None else None

    @property
    def highest(self) -> Decimal | None:
        """The highest share of all samples of the day."""
        return highest(self.samples) if self.whole is not None else None


def marrow_trend(library: Library, case: Case, plan: Sequence[PlannedEvent], today: date) -> Trend:
    """The chart of a case; ``plan`` is its current plan as it is laid out today."""
    days = _days(library, case)
    phases = phase_spans(library, case, plan, today)
    runs = _runs(days)
    return Trend(
        case=case.id,
        today=today,
        title="Marrow over time, the highest percentage of tumour of each day",
        one="series",
        unit="% tumour",
        leaving=MARROW,
        series=(TrendSeries(_SERIES, 0, runs),) if runs else (),
        levels=tuple(
            Level(one.percent, f"{one.percent} % {one.name}{doubt(one.cited, _LIMIT)}")
            for one in library.marrow_levels.levels
        ),
        phases=phases,
        told={one.id: _told(library, case, day, one, phases) for day in days for one in day.samples},
        notes=tuple(filter(None, (_not_drawn(days), _explained(library, drawn=bool(runs))))),
        heads=HEADS,
        rows=marrow_rows(
            library,
            _of_days(days, phases),
        ),
    )


def _days(library: Library, case: Case) -> tuple[MarrowDay, ...]:
    """The days on which marrow was taken, the earliest first; samples without a day come last."""
    found: dict[str, list[MarrowSample]] = {}
    for one in standing(case.marrow_samples):
        found.setdefault(str(one.provenance.performed_on or ""), []).append(one)
    ordered = sorted(found.items(), key=lambda pair: (not pair[0], pair[0]))
    return tuple(_day(library, ones[0].provenance.performed_on, tuple(ones)) for _, ones in ordered)


def _day(library: Library, day: PartialDate | None, samples: tuple[MarrowSample, ...]) -> MarrowDay:
    dated = day is not None and day.full is not None
    return MarrowDay(day, samples, is_adequate(library.marrow_levels.adequate, samples) if dated else None)


def _of_days(days: Sequence[MarrowDay], phases: tuple[PhaseSpan, ...]) -> Iterator[OfDay]:
    for day in days:
        yield from ((one, day.highest, day.complete, during(phases, day.whole)) for one in day.samples)


def _runs(days: Sequence[MarrowDay]) -> tuple[tuple[TrendPoint, ...], ...]:
    """A day that is not known interrupts the line."""
    runs: list[list[TrendPoint]] = [[]]
    for one in days:
        whole, share = one.whole, one.highest
        if whole is not None and share is not None:
            runs[-1].append(_point(one, whole, share))
        elif one.day is not None:
            runs.append([])
    return tuple(tuple(run) for run in runs if run)


def _point(day: MarrowDay, whole: date, share: Decimal) -> TrendPoint:
    counts = next((one for one in day.samples if one.tumour_percent.value == share), day.samples[0])
    return TrendPoint(
        key=counts.id, keys=frozenset(one.id for one in day.samples), day=whole, value=share, words=f"{share:f} %",
        doubted=not day.complete,
    )  # fmt: skip


def _told(library: Library, case: Case, day: MarrowDay, sample: MarrowSample, phases: tuple[PhaseSpan, ...]) -> str:
    return " ".join(_sentences(library, case, day, sample, phases))


def _sentences(
    library: Library, case: Case, day: MarrowDay, sample: MarrowSample, phases: tuple[PhaseSpan, ...]
) -> Iterator[str]:  # fmt: skip
    name = entry_name(library, case, library.record.kinds["marrow_samples"], sample)
    when = day.day.words() if day.day else "no date"
    yield f"{name[:1].upper()}{name[1:]}, {when}: {percent_words(library, sample)}."
    if day.whole is None:
        yield "Not drawn: its day is not known to the day."
        return
    share, count = day.highest, len(day.samples)
    if share is None:
        yield f"That day is not drawn: {_open(day)} of {count} has no percentage yet, so the highest is not known."
    else:
        yield f"Highest of {count} that day: {share:f} %{doubt(library.marrow_levels.highest.cited, _HIGHEST)}."
    yield f"{_STUDY[day.complete]}: {library.marrow_levels.adequate.text}."
    if phase := during(phases, day.whole):
        yield f"During {phase}."


def _open(day: MarrowDay) -> int:
    return sum(highest((one,)) is None for one in day.samples)


def _not_drawn(days: Sequence[MarrowDay]) -> str:
    told = [f"{one.day.words()} ({_open(one)} of {len(one.samples)} open)" for one in days
            if one.day is not None and one.whole is not None and one.highest is None]  # fmt: skip
    vague = sum(len(one.samples) for one in days if one.whole is None)
    told += [f"{vague} without a whole day"] if vague else []
    return f"Not drawn: {', '.join(told)}." if told else ""


def _explained(library: Library, *, drawn: bool) -> str:
    """Which sample counts, what the limits are, and what a mark with corners means."""
    if not drawn:
        return ""
    rules = library.marrow_levels
    limits = "; ".join(f"{one.text}{doubt(one.cited, _LIMIT)}" for one in rules.levels)
    study = f"{rules.adequate.text}{doubt(rules.adequate.cited, 'this rule')}"
    complete = f"A triangle: no complete study, or not known to be one, which is {study}."
    return f"Drawn: {rules.highest.text}{doubt(rules.highest.cited, 'this rule')}. Limits: {limits}. {complete}"
