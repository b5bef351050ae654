"""A child joins a template midway: after a change of protocol, or when care is taken over from another centre."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from desktop.clinical.errors import UserError
from desktop.clinical.timeline.planning import plan
from desktop.clinical.timeline.rows import START, Anchor, Event, FactStatus
from desktop.clinical.timeline.template import Template

_ANY_DAY = date(2001, 1, 1)
"""Distances in days between the events of a template are read off a plan from any day."""


def joined(template: Template, first: str) -> Template:
    """The template from the event ``first`` on, which is on the plan's first day.

    Earlier events are no part of it, and nothing hangs on them: what hung on them alone keeps its nominal distance from
    ``first``, marked as unverified, because no source gives it. The template's choices are made. Raises UserError for
    an event that it does not have.
    """
    ids = [one.id for one in template.events]
    if first not in ids:
        raise UserError(f'The plan "{template.id}" has no event "{first}" to begin with; choose one of its events.')
    kept = set(ids[ids.index(first) :])
    nominal = {one.id: one.planned - _ANY_DAY for one in plan(template, _ANY_DAY, {})}
    rows = {one.id: _from(one, kept, nominal[one.id] - nominal[first], first) for one in template.events}
    return replace(
        template,
        events=tuple(rows[one] for one in ids if one in kept),
        order=tuple(rows[one.id] for one in template.order if one.id in kept),
    )


def _from(event: Event, kept: set[str], distance: timedelta, first: str) -> Event:
    after = tuple(one for one in event.after if one.event in kept) if event.id != first else ()
    if any(not one.if_done for one in after):
        return replace(event, after=after)
    begin = Anchor(
        event=START,
        days=max(distance.days, 0) if event.id != first else 0,
        basis=f"The plan was joined at {first}; the distance from there in the template",
        status=FactStatus.UNVERIFIED,
        source=event.source,
    )
    return replace(event, after=(begin, *after))
