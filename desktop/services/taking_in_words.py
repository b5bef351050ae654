"""A record beside a case in words: what a row is, what both sides say of it, and what comes in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from datetime import date, datetime
from enum import Enum
from typing import Any

from db.entities import PARTS
from desktop.clinical.answers import Answer
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.merging import Side
from desktop.clinical.results import Provenance
from desktop.clinical.taking_in import Comparison, TwoRows
from desktop.services.library import Library

_TABLES = {one.attribute: one.table for one in PARTS}


def row_title(library: Library, two: TwoRows) -> str:
    """What a row is, with its day: ``MYCN result, 3 Nov 2026``."""
    kind = _kind(library, two.table)
    day = _day_of(two.kept)
    return f"{kind[:1].upper()}{kind[1:]}{f', {day}' if day else ''}"


def row_words(library: Library, two: TwoRows, side: Side) -> str:
    """What one side says of everything that both tell differently."""
    row = two.kept if side is Side.KEPT else two.other
    return "; ".join(
        _inner_words(two, name, side) or _field_words(library, two.table, name, getattr(row, name))
        for name in two.fields
    )


def _inner_words(two: TwoRows, name: str, side: Side) -> str:
    """What one side says of the rows within a row that both have: ``C1: actual 30 Sep 2026``; empty for a fact."""
    here, there = getattr(two.kept, name), getattr(two.other, name)
    if not isinstance(here, tuple) or not isinstance(there, tuple):
        return ""
    theirs = {one.id: one for one in there if hasattr(one, "id")}
    return "; ".join(
        _inner_row(one, theirs[one.id], side) for one in here if hasattr(one, "id") and theirs.get(one.id, one) != one
    )


def _inner_row(here: Any, there: Any, side: Side) -> str:
    row = here if side is Side.KEPT else there
    differ = [one.name for one in fields(row) if getattr(here, one.name) != getattr(there, one.name)]
    told = ", ".join(
        f"{name.replace('_', ' ')} {_plain_words(value) if (value := getattr(row, name)) else 'not said'}"
        for name in differ
    )
    # the first text of such a row says what it is of: the event, the condition, the choice
    names = (
        value for one in fields(row) if one.name not in differ and isinstance(value := getattr(row, one.name), str)
    )
    return ": ".join(part for part in (next(names, ""), told) if part)


def entered_words(row: Any) -> str:
    """Who entered a row, and when, as the row itself says."""
    origin = getattr(row, "provenance", None)
    if not isinstance(origin, Provenance) or not origin.entered_by:
        return "No name is recorded"
    at = f", {day_words(origin.entered_at.astimezone().date())}" if origin.entered_at is not None else ""
    return f"{origin.entered_by}{at}"


def brought_words(library: Library, comparison: Comparison) -> str:
    """What comes in without a choice, in one or two sentences; empty where nothing does."""
    new = _counted(library, comparison.added)
    more = _counted(library, comparison.completed)
    told = [f"New: {new}." if new else "", f"Completed by what only the record says: {more}." if more else ""]
    return " ".join(one for one in told if one)


def _counted(library: Library, counts: Mapping[str, int]) -> str:
    return ", ".join(f"{_kind(library, name)} ({count:,})" for name, count in counts.items())


def _kind(library: Library, table: str) -> str:
    name = _TABLES.get(table, table)
    return library.all_labels.words["history_kind"].get(name) or name.replace("_", " ")


def _day_of(row: Any) -> str:
    origin = getattr(row, "provenance", None)
    day = origin.performed_on if isinstance(origin, Provenance) else getattr(row, "start", None)
    return "" if day is None else _plain_words(day)


def _field_words(library: Library, table: str, name: str, value: object) -> str:
    labels = library.all_labels
    if isinstance(value, Provenance):
        return ", ".join(_origin_words(labels.words["history_fact"], value))
    kind = library.record.kinds.get(_TABLES.get(table, table))
    fact = kind.field(name).fact.name if kind is not None and name in {one.name for one in kind.fields} else name
    told = labels.words["history_fact"]
    label = labels.words["fact"].get(fact) or told.get(f"{_TABLES.get(table, table)}.{name}") or told.get(name)
    label = label or name.replace("_", " ").capitalize()
    words = labels.answer(fact, value) if isinstance(value, Answer) else _plain_words(value)
    return f"{label}: {words}"


def _origin_words(labels: Mapping[str, str], origin: Provenance) -> Iterator[str]:
    for one in fields(origin):
        value = getattr(origin, one.name)
        if value:
            yield f"{labels.get(one.name, one.name)}: {_plain_words(value)}"


def _plain_words(value: object) -> str:
    if isinstance(value, PartialDate):
        return value.words()
    if isinstance(value, Enum):
        return str(value.value).replace("_", " ")
    if isinstance(value, tuple):
        return "1 entry" if len(value) == 1 else f"{len(value):,} entries"
    if isinstance(value, datetime):
        return day_words(value.astimezone().date())
    return day_words(value) if isinstance(value, date) else str(value)
