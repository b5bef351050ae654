"""Body surface and the bands of labels, for checking what was entered. No order, and nothing of it is stored."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import current, standing
from desktop.clinical.dates import PartialDate, counted_days, day_words
from desktop.clinical.exposures import Band, DoseBands
from desktop.clinical.record.presentation import Performance
from desktop.clinical.timeline.rows import add_months
from desktop.services.library import Library
from desktop.services.watching import source_words

NO_ORDER = "Arithmetic for checking what was entered. It is no order, and nothing of it is kept."
"""Said beneath every such arithmetic."""

WEIGHT, HEIGHT = "Weight", "Height"
_SHOWN = Decimal("0.001")
_COARSE = Decimal("0.01")
"""To so many places hospitals round a surface."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A weight or a height that counts: the number with its unit, its day, how old it is, and what differs."""

    name: str
    value: Decimal | None
    day: PartialDate | None
    words: str


@dataclass(frozen=True, slots=True)
class LabelLine:
    """What a label has for this surface. ``entered``: doses of the drug as the record has them, for comparison.
    ``overdue``: the day by which it was to be worked out anew has passed."""

    title: str
    band: str
    notes: tuple[str, ...]
    entered: tuple[str, ...]
    recheck: str
    overdue: bool
    source: str


@dataclass(frozen=True, slots=True)
class SurfaceCheck:
    """The surface with its operands and its formula; ``surface`` is empty and no label is told without both."""

    surface: str
    formula: str
    operands: tuple[Measured, ...]
    labels: tuple[LabelLine, ...]


def surface_check(library: Library, case: Case, today: date) -> SurfaceCheck:
    """The arithmetic from the latest weight and height of the record."""
    weight = _measured(library, case, WEIGHT, "kg", lambda one: one.weight_kg, today)
    height = _measured(library, case, HEIGHT, "cm", lambda one: one.height_cm, today)
    formula = library.exposures.formula
    told = f"{formula.name}: {formula.words}. {formula.remark} [{source_words(library, formula.cited)}]"
    operands = (weight, height)
    if weight.value is None or height.value is None:
        return SurfaceCheck("", told, operands, ())
    surface = formula.surface(height.value, weight.value)
    labels = tuple(_label(library, case, one, surface, operands, today) for one in library.exposures.labels)
    doubt = library.labels.word("evidence", formula.cited.status.value)
    return SurfaceCheck(f"{_rounded(surface, _SHOWN)} m², by {formula.name} ({doubt})", told, operands, labels)


def _measured(
    library: Library, case: Case, name: str, unit: str, fact: Callable[[Performance], Answer[Decimal]], today: date
) -> Measured:
    found = current(case.performance, fact)
    if found.answer.value is None or found.result is None:
        return Measured(name, None, None, library.labels.silence(found.answer))
    day = found.result.provenance.performed_on
    others = [one for one in found.contradicted_by if one.provenance.performed_on == day]
    differing = ", ".join(f"{fact(one).value:f} {unit}" for one in others)
    differ = f"; on the same day also {differing}" if others else ""
    return Measured(name, found.answer.value, day, f"{found.answer.value:f} {unit}, {_aged(day, today)}{differ}")


def _aged(day: PartialDate | None, today: date) -> str:
    """The day on which it was measured, and how long ago that is: no age of the child."""
    if day is None:
        return "measured on a day not told, so that nobody knows how long ago"
    if day.full is None:
        least = (today - day.latest).days
        return f"measured {day.words()}{f', at least {counted_days(least)} ago' if least > 0 else ''}"
    days = (today - day.full).days
    return f"measured {day.words()}, {'today' if days == 0 else f'{counted_days(days)} ago'}"


def _label(
    library: Library, case: Case, label: DoseBands, surface: Decimal, operands: tuple[Measured, ...], today: date
) -> LabelLine:
    band, due = label.band(surface), _due(label, operands)
    return LabelLine(
        title=label.title,
        band=f"{band.words} is the label's band {_bounds(band)}" if band else label.without,
        notes=(label.for_whom, *_edge(label, surface, band)),
        entered=tuple(_entered(case, label)),
        recheck=f"{_recheck(due, today)} ({label.recheck})",
        overdue=due is not None and due < today,
        source=f"{label.cited.source}; {library.labels.word('evidence', label.cited.status.value)}",
    )


def _bounds(band: Band) -> str:
    parts = (("from", band.least), ("above", band.above), ("to below", band.below), ("up to", band.most))
    return " ".join(f"{word} {amount}" for word, amount in parts if amount is not None) + " m²"


def _edge(label: DoseBands, surface: Decimal, band: Band | None) -> Iterator[str]:
    """Where rounding as hospitals do leads into another band."""
    rounded = _rounded(surface, _COARSE)
    other = label.band(rounded)
    if other is not band:
        instead = other.words if other else label.without
        yield f"At an edge: compared unrounded; rounded to {rounded} m² it would be: {instead}."


def _entered(case: Case, label: DoseBands) -> Iterator[str]:
    for one in standing(case.treatments):
        if label.drug in (one.drugs.value or ()) and one.dose.value:
            began = one.began_on.value
            yield f"{one.dose.value}{f', from {began.words()}' if began else ''}"


def _due(label: DoseBands, operands: tuple[Measured, ...]) -> date | None:
    """The day on which it is to be worked out anew, counted from the older of weight and height."""
    days = [one.day.full if one.day is not None else None for one in operands]
    known = [day for day in days if day is not None]
    return add_months(min(known), label.recheck_months) if len(known) == len(days) else None


def _recheck(due: date | None, today: date) -> str:
    if due is None:
        return "no day can be told without the full days of weight and height"
    return f"by {day_words(due)}{', which has passed' if due < today else ''}"


def _rounded(value: Decimal, places: Decimal) -> Decimal:
    return value.quantize(places, ROUND_HALF_UP)
