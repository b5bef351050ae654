"""What the rows of a template have: their keys in the order of a form, and their values as a person reads and types.

What cannot be read is kept as it was typed, so that the check of the whole says what is wrong with it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from desktop.clinical.steps import STEPS
from desktop.clinical.timeline.rows import Counting, EventKind, FactStatus


class As(StrEnum):
    """How a value is typed."""

    LINE = "line"
    LONG = "long"
    NUMBER = "number"
    NUMBERS = "numbers"
    DAYS = "days"
    WHEN = "when"
    ONE = "one"
    SEVERAL = "several"
    FLAG = "flag"


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a row. ``codes`` are its values, ``rows`` the rows of the template that it names, if it does."""

    key: str
    label: str
    typed: As = As.LINE
    told: str = ""
    codes: tuple[str, ...] = ()
    rows: str = ""
    needed: bool = False


def _texts(*keys: tuple[str, str]) -> tuple[Field, ...]:
    return tuple(Field(key, label, needed=True) for key, label in keys)


_ID = Field("id", "Id", told="Names the row within this template", needed=True)
_TITLE = Field("title", "Title", needed=True)
_NOTE = Field("note", "Note", As.LONG)
_STATUS = Field("status", "Status", As.ONE, codes=tuple(FactStatus), needed=True)
_SOURCE = Field("source", "Sources", As.SEVERAL, rows="sources", needed=True)
_CITED = (_STATUS, _SOURCE)
_WHEN = Field("when", "Only with these options", As.WHEN, "choice: option, option; choice: option")
_STEP = Field("step", "Step of treatment", As.NUMBER, f"1 to {STEPS}, the same for all protocols")
_MONTHS = "in place of days"

ABOUT = "about"
SOURCES = "sources"

FIELDS: Mapping[str, tuple[Field, ...]] = {
    ABOUT: (
        _TITLE,
        Field("group", "Where lists show it", As.ONE),
        Field("start", "What the first day is", needed=True),
        *_CITED,
        _NOTE,
    ),
    "event": (
        Field("id", "Id", told="Capital letters and digits, as C1; with {n} where the row stands for several"),
        Field("phase", "Phase", As.ONE, rows="phase", needed=True),
        Field("kind", "Kind", As.ONE, codes=tuple(EventKind), needed=True),
        *_texts(("title", "Title"), ("short", "Short title, for the axis")),
        Field("brief", "Title for a list's cell"),
        Field("counting", "How its days are counted", As.ONE, codes=tuple(Counting)),
        Field("days", "First and last day", As.DAYS, "1 to 21"),
        Field("months", "Months", As.NUMBER, _MONTHS),
        Field("drugs", "Drugs", As.LONG, "Text to read, never an order"),
        Field("gates", "Conditions of its gate", As.SEVERAL, rows="gate"),
        Field("gate_label", "Name of its gate"),
        Field("step", "Step of treatment", As.NUMBER, "that of its phase"),
        Field("each", "Stands once for each number", As.NUMBERS, "2, 3, 4"),
        _WHEN,
        *_CITED,
        _NOTE,
    ),
    "after": (
        Field("anchor", "Hangs on", As.ONE, rows="event", needed=True),
        Field("days", "Days from it", As.NUMBER, "0 or more"),
        Field("months", "Months from it", As.NUMBER, _MONTHS),
        Field("earliest", "Earliest", As.NUMBER, "no window"),
        Field("latest", "Latest", As.NUMBER, "no window"),
        Field("basis", "Where the number comes from", As.LONG, needed=True),
        *_CITED,
        Field("if_done", "Counts only once it took place", As.FLAG),
        _WHEN,
    ),
    "phase": (_ID, _TITLE, _STEP, _WHEN, *_CITED, _NOTE),
    "gate": (_ID, _TITLE, *_CITED, _NOTE),
    "choice": (_ID, _TITLE, Field("default", "Planned first", As.ONE, rows="option"), *_CITED, _NOTE),
    "option": (_ID, _TITLE, *_CITED, _NOTE),
    SOURCES: (
        Field("id", "Key", told="As S-0532; rows name it", needed=True),
        Field("text", "What it is, in full", As.LONG, needed=True),
    ),
}
"""The fields of every kind of row."""

BENEATH = {"event": "after", "choice": "option"}
"""The rows that belong to a row."""

COUNTS = frozenset({"days", "months", "earliest", "latest", "counting", "drugs", "each", "anchor", "if_done"})
"""What a source says in numbers: changed, it is not what the source says any more."""

_DAYS = re.compile(r"\s*(-?\d{1,6})\s*(?:to|,|–|\.\.)\s*(-?\d{1,6})\s*")
_WHOLE = re.compile(r"\s*\d{1,9}\s*")


def shown(field: Field, value: Any) -> str:
    """A value as it stands in its field; empty where there is none."""
    if value is None:
        return ""
    if field.typed is As.DAYS and isinstance(value, list) and len(value) == 2:
        return f"{value[0]} to {value[1]}"
    if field.typed is As.WHEN and isinstance(value, Mapping):
        return "; ".join(f"{choice}: {_listed(options)}" for choice, options in value.items())
    return _listed(value)


def typed(field: Field, text: str) -> Any:
    """What a person typed as a value; None for nothing. What cannot be read stays text."""
    if not text.strip():
        return None
    if field.typed is As.NUMBER:
        return int(text) if _WHOLE.fullmatch(text) else text.strip()
    if field.typed is As.NUMBERS:
        parts = [one for one in text.replace(",", " ").split() if one]
        return [int(one) for one in parts] if all(_WHOLE.fullmatch(one) for one in parts) else text.strip()
    if field.typed is As.DAYS:
        found = _DAYS.fullmatch(text)
        return text.strip() if found is None else [int(found[1]), int(found[2])]
    if field.typed is As.WHEN:
        return _when(text)
    return text.strip()


def _when(text: str) -> Any:
    made: dict[str, list[str]] = {}
    for part in filter(str.strip, text.split(";")):
        choice, colon, options = part.partition(":")
        if not colon:
            return text.strip()
        made[choice.strip()] = [one.strip() for one in options.split(",") if one.strip()]
    return made


def _listed(value: Any) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
