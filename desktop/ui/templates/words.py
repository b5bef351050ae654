"""What the rows of a template say in a table, whether or not they are sound yet."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from desktop.clinical.timeline import FactStatus
from desktop.services.template_draft import Place, TemplateDraft, kind_of
from desktop.services.template_fields import ABOUT, SOURCES

HEADS: Mapping[str, tuple[str, ...]] = {
    "event": ("Event", "Title", "Phase", "Kind and days", "Hangs on", "Gates", "Status", "Sources"),
    "phase": ("Phase", "Title", "Step", "Status", "Sources"),
    "gate": ("Condition", "Title", "Status", "Sources"),
    "choice": ("Choice", "Title", "Planned first", "Status", "Sources"),
    SOURCES: ("Key", "What it is"),
}
NARROW: Mapping[str, tuple[int, ...]] = {"event": (0, 1, 4, 6), "phase": (0, 1, 3), "choice": (0, 1, 3)}
"""The columns that a table keeps where text is large; the form beneath it has the others."""

NAMES: Mapping[str, str] = {
    ABOUT: "Template",
    "event": "Events",
    "phase": "Phases",
    "gate": "Gates",
    "choice": "Choices",
    SOURCES: "Sources",
}
"""What the parts of a template are called."""

ONE: Mapping[str, str] = {
    ABOUT: "template",
    "event": "event",
    "after": "anchor",
    "phase": "phase",
    "gate": "condition",
    "choice": "choice",
    "option": "option",
    SOURCES: "source",
}
"""What one row of them is called."""

WRONG = "✕ "
"""Before a row that keeps the template from being saved; the sentence beneath says why."""
_UNDER = "↳ "


def row_words(draft: TemplateDraft, place: Place) -> tuple[str, ...]:
    """One row of the table."""
    row, kind = draft.row(place), kind_of(place)
    said = {key: _said(value) for key, value in row.items()}
    name, title = said.get("id", ""), said.get("title", "")
    status, source = said.get("status", ""), said.get("source", "")
    if kind == SOURCES:
        return name, said["text"]
    if kind == "after":
        return _UNDER, said.get("basis", ""), "", "", anchor_words(row), "", status, source
    if kind == "event":
        first = [anchor_words(one) for one in row.get("after", [])[:1] if len(row.get("after", [])) == 1]
        kind_days = " ".join(filter(None, (said.get("kind", ""), days_words(row))))
        status = _with_dates(status, row.get("after", []))
        return name, title, said.get("phase", ""), kind_days, *(first or [""]), said.get("gates", ""), status, source
    if kind == "phase":
        return name, title, said.get("step", ""), status, source
    if kind == "gate":
        return name, title, status, source
    return f"{_UNDER if kind == 'option' else ''}{name}", title, said.get("default", ""), status, source


def _with_dates(status: str, anchors: Sequence[Mapping[str, Any]]) -> str:
    """How far an event can be trusted, and what its days rest on where that is less: they stand in the same row."""
    verified = str(FactStatus.VERIFIED)
    less = [one for one in (str(each.get("status", verified)) for each in anchors) if one not in (verified, status)]
    return f"{status}, date {less[0]}" if less and status == verified else status


def anchor_words(row: Mapping[str, Any]) -> str:
    """``C1 + 21 d, window 14 to 28``."""
    unit = "months" if "months" in row else "d"
    words = f"{row.get('anchor', '')} + {row.get('months', row.get('days', ''))} {unit}"
    earliest, latest = row.get("earliest"), row.get("latest")
    if earliest is None and latest is None:
        return words
    from_ = "" if earliest is None else f" from {earliest}"
    until = "" if latest is None else f" to {latest}"
    return f"{words}, window{from_}{until}"


def days_words(row: Mapping[str, Any]) -> str:
    """``1 to 21, day 1``: the days of a course and how they are counted."""
    days = row.get("days")
    if "months" in row:
        return f"{row['months']} months"
    if not isinstance(days, Sequence) or isinstance(days, str) or len(days) != 2:
        return "" if days is None else str(days)
    return f"{days[0]} to {days[1]}, from {row.get('counting', '')}"


def _said(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
