"""Whether a template can be worked with: it can be read, is of a size that people read, and its dates are dates."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from desktop.clinical.errors import RuleFileError
from desktop.clinical.timeline import Template, first_plan
from desktop.services.toml_files import document_of

LARGEST, MOST_EVENTS, MOST_YEARS = 256 * 1024, 600, 60
"""The largest file that ships has some forty kilobytes, the longest template some eighty events over ten years."""

_FROM = date(2000, 2, 29)


def checked(text: str, name: str) -> Template:
    """The template of a file. Raises RuleFileError, one sentence that names the row and the key."""
    if len(text.encode("utf-8", "surrogatepass")) > LARGEST:
        raise RuleFileError(f"{name} is larger than {LARGEST // 1024} KB, which no timeline template is.")
    return checked_values(document_of(name, text), name)


def checked_values(values: Mapping[str, Any], name: str) -> Template:
    """The template that these values make; as above."""
    _refuse_many(values, name)
    try:
        template = Template.of(values, name)
    except RecursionError as error:
        raise RuleFileError(f"{name}: this file is nested deeper than any template; mend it.") from error
    for way in (template, *template.ways.values()):
        if not way.choices:
            _refuse_endless(way, name)
    return template


def _refuse_many(values: Mapping[str, Any], name: str) -> None:
    """Before anything is made of them: every way of choosing is tried with every event."""
    rows = values.get("event")
    if not isinstance(rows, list):
        return
    each = [one.get("each") for one in rows if isinstance(one, dict)]
    if sum(len(one) if isinstance(one, list) else 1 for one in each) > MOST_EVENTS:
        raise RuleFileError(f"{name}: there are more than {MOST_EVENTS} events; part it into several templates.")


def _refuse_endless(way: Template, name: str) -> None:
    """Anchors and months so large that no calendar has the day."""
    try:
        ends = {one.id: one.ends or one.on for one in first_plan(way, _FROM).values()}
    except (OverflowError, ValueError) as error:
        raise RuleFileError(
            f"{name}: the days or months of an event lead beyond the calendar; correct them."
        ) from error
    for event, day in ends.items():
        if not 0 <= day.year - _FROM.year + 1 <= MOST_YEARS + 1:
            raise RuleFileError(
                f'{name}, event "{event}": it ends more than {MOST_YEARS} years after the start; correct its days.'
            )
