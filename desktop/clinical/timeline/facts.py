"""The facts object that another program hands over to have a timeline worked out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from desktop.clinical.errors import UserError
from desktop.clinical.timeline.template import Template

_KEYS = ("template", "start", "actual")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# Far outside any child's life, and near enough that no plan runs off the calendar.
_FIRST_YEAR, _LAST_YEAR = 1900, 2200


class TimelineFacts(NamedTuple):
    """A template's id, the start of the plan, and what really happened by event id."""

    template: str
    start: date
    actual: dict[str, date]


def read_timeline_facts(document: object, templates: Mapping[str, Template]) -> TimelineFacts:
    """Read ``{"template": ..., "start": ..., "actual": {...}}``; null is the same as absent.

    Raises UserError naming the key, template, event or date that cannot be read. Dates are whole ISO days.
    """
    if not isinstance(document, dict):
        raise UserError("The timeline facts are no JSON object; give template, start and actual as keys of one object.")
    for key in document:
        if key not in _KEYS:
            raise UserError(f'"{_cut(key)}" is no key of the timeline facts; use {", ".join(_KEYS)}.')
    template = _template(document.get("template"), templates)
    start = _day("start", document.get("start"))
    return TimelineFacts(template.id, start, _actual(document.get("actual"), template.chosen()))


def _template(value: object, templates: Mapping[str, Template]) -> Template:
    known = ", ".join(templates)
    if value is None:
        raise UserError(f'The timeline facts have no "template"; use one of {known}.')
    if not isinstance(value, str) or value not in templates:
        raise UserError(f'"template" is "{_cut(value)}", which is not known; use one of {known}.')
    return templates[value]


def _actual(value: object, template: Template) -> dict[str, date]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise UserError('"actual" is no JSON object; give a date for each event id.')
    known = {one.id for one in template.events}
    for event_id in value:
        if event_id not in known:
            raise UserError(
                f'"actual" names the event "{_cut(event_id)}", which the template "{template.id}" does not have; '
                f"use {', '.join(one.id for one in template.events)}."
            )
    return {event_id: _day(f"actual.{event_id}", day) for event_id, day in value.items() if day is not None}


def _day(key: str, value: object) -> date:
    """A whole ISO day. The value itself is a patient's, so an error names only the key."""
    try:
        if not isinstance(value, str) or not _DAY.fullmatch(value):
            raise ValueError
        day = date.fromisoformat(value)
    except ValueError as error:
        raise UserError(f'"{key}" is missing or no date of the calendar; write it as YYYY-MM-DD.') from error
    if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
        raise UserError(f'"{key}" lies outside the years {_FIRST_YEAR} to {_LAST_YEAR}; correct the year.')
    return day


def _cut(value: object) -> str:
    text = str(value)
    return text if len(text) <= 40 else f"{text[:40]}…"
