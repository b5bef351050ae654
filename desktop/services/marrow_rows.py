"""Marrow samples as a table that leaves the board: each with its share, and what holds of its day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.record.imaging import MarrowSample
from desktop.services.entries import answer, fact_words
from desktop.services.library import Library

HEADS = (
    "Taken on", "Place", "Sample", "Share of tumour in %", "Why there is no share", "Tumour cells", "Enough to judge",
    "Marrow in the core in mm", "Highest of the day in %", "Complete study that day", "Laboratory",
    "Phase of treatment",
)  # fmt: skip
OfDay = tuple[MarrowSample, Decimal | None, bool | None, str]
"""A sample, the highest share of its day, whether that day's study is complete (None: not known), and the phase."""


def marrow_rows(library: Library, found: Iterable[OfDay]) -> tuple[tuple[str, ...], ...]:
    """One row for each sample, the earliest first."""
    return tuple(tuple(_cells(library, *one)) for one in found)


def percent_words(library: Library, sample: MarrowSample) -> str:
    """The share of tumour of one sample, or why there is none."""
    if sample.tumour_percent.value is not None:
        return f"{sample.tumour_percent.value:f} %"
    if sample.involved.value is False:
        return "no tumour cells"
    return f"share of tumour {library.all_labels.silence(sample.tumour_percent)}"


def _cells(
    library: Library, one: MarrowSample, share: Decimal | None, complete: bool | None, phase: str
) -> Iterator[str]:
    yield str(one.provenance.performed_on or "")
    yield _words(library, one, "side")
    yield _words(library, one, "sample")
    yield _number(one.tumour_percent.value)
    known = one.tumour_percent.is_known or one.involved.value is False
    yield "" if known else library.all_labels.silence(one.tumour_percent)
    yield _words(library, one, "involved")
    yield _words(library, one, "adequate")
    yield _number(one.core_mm.value)
    yield _number(share)
    yield {True: "yes", False: "no", None: "not known"}[complete]
    yield one.provenance.laboratory
    yield phase


def _words(library: Library, sample: MarrowSample, name: str) -> str:
    field = library.record.kinds["marrow_samples"].field(name)
    told: Answer[object] = answer(sample, field)
    return fact_words(library, Case(), field, told)


def _number(value: Decimal | None) -> str:
    return "" if value is None else f"{value:f}"
