"""A timeline template: read from TOML and checked, so that a plan can be made of it without surprises."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from graphlib import CycleError, TopologicalSorter
from math import prod

from desktop.clinical.errors import RuleFileError
from desktop.clinical.timeline.choosing import combinations, holds, settled
from desktop.clinical.timeline.reading import Known, read_choice, read_condition, read_event, read_phase
from desktop.clinical.timeline.rows import START, Choice, Event, FactStatus, Phase
from desktop.clinical.timeline.series import rows_of
from desktop.clinical.toml_tables import Table

_PARTS = ("choice", "phase", "gate", "event")
_MOST_WAYS = 256
"""Every way of making the choices is checked when the file is read; more of them nobody could read either."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One protocol as published or as a centre wrote it: phases and events in the order in which they are told.

    ``status`` and ``source`` speak of the template as a whole; every row has its own. ``sources`` gives the full
    name of each source key; ``group`` is where a list shows the template.

    ``choices`` are those still to be made: until then ``phases`` and ``events`` hold the rows of every option.
    ``made`` are the options of a template whose choices are made (see ``chosen``), and ``order`` its events, anchors
    before what hangs on them. ``ways`` are the templates that result, by the options in the order of the choices; all
    were made to check the file.
    """

    id: str
    version: str
    title: str
    start: str
    status: FactStatus
    source: tuple[str, ...]
    note: str
    sources: Mapping[str, str]
    phases: tuple[Phase, ...]
    events: tuple[Event, ...]
    order: tuple[Event, ...] = ()
    group: str = ""
    choices: tuple[Choice, ...] = ()
    made: Mapping[str, str] = field(default_factory=dict)
    ways: Mapping[tuple[str, ...], Template] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def parse(cls, text: str, name: str = "A timeline template") -> Template:
        """Read a template file. ``name`` is the file's name for errors.

        Raises RuleFileError naming the file and the row: a row without source or status, an unknown key or code,
        and for every way of making the choices two rows with one id, an anchor that does not exist, an event that
        hangs on nothing, anchors that run in a circle.
        """
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"{name} cannot be read as TOML: {error}.") from error
        return cls.of(values, name)

    @classmethod
    def of(cls, values: Mapping[str, object], name: str = "A timeline template") -> Template:
        """Read what a template file says, once it is read as TOML. Raises RuleFileError as above."""
        return _template(Table(name, values))

    def chosen(self, choices: Mapping[str, str] | None = None) -> Template:
        """The plan that results from the choices, defaults where nothing is given: rows that are no part of it, and
        anchors on them, are gone. Made choices are not made again.

        Raises UserError for a choice or an option that the template does not have.
        """
        given = dict(choices or {})
        if not self.choices and given.items() <= self.made.items():
            return self
        return self.ways[tuple(settled(self.id, self.choices, given).values())]

    def event(self, event_id: str) -> Event:
        """The row of an event. Raises KeyError for an id that the template does not have."""
        found = [one for one in self.events if one.id == event_id]
        if not found:
            raise KeyError(event_id)
        return found[0]

    def phase(self, phase_id: str) -> Phase:
        """A phase by its id. Raises KeyError for an id that the template does not have."""
        found = [one for one in self.phases if one.id == phase_id]
        if not found:
            raise KeyError(phase_id)
        return found[0]


def _template(top: Table) -> Template:
    top.only("id", "version", "title", "group", "start", "status", "source", "note", "sources", *_PARTS)
    sources = _sources(top)
    choices = tuple(read_choice(row, sources) for row in top.tables("choice", "id"))
    phases = tuple(read_phase(row, sources, choices) for row in top.tables("phase", "id"))
    gates = tuple(read_condition(row, sources) for row in top.tables("gate", "id"))
    known = Known(sources, choices, phases, gates)
    rows = [one for row in top.tables("event", "id") for one in rows_of(top, row)]
    events = tuple(read_event(row, known) for row in rows)
    for kind, ids in (("choice", choices), ("phase", phases), ("gate", gates)):
        _unique(top, kind, (one.id for one in ids))
    if not phases or not events:
        raise top.refuse("at least one [[phase]] and one [[event]] are needed")
    for row, event in zip(rows, events, strict=True):
        _check_anchors(row, event, {one.id for one in events})
    read = Template(
        id=top.text("id"),
        version=top.text("version"),
        title=top.text("title"),
        group=top.words("group"),
        start=top.text("start"),
        status=top.code("status", FactStatus),
        source=top.source(sources),
        note=top.words("note"),
        sources=sources,
        phases=phases,
        events=events,
        choices=choices,
    )
    return _sound(top, read)


def _sources(top: Table) -> dict[str, str]:
    table = Table.of(f"{top.where}, [sources]", top.values.get("sources"))
    return {key: table.text(key) for key in table.values}


def _unique(top: Table, kind: str, ids: Iterable[str], told: str = "") -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise top.refuse(f'two rows of kind {kind} have the id "{one}"{told}; each id may stand once')
        seen.add(one)


def _check_anchors(row: Table, event: Event, known: set[str]) -> None:
    if not event.anchors:
        raise row.refuse('"after" needs at least one anchor that always counts, an event or "start"')
    for anchor in event.after:
        if anchor.event != START and anchor.event not in known:
            raise row.refuse(
                f'there is no event "{anchor.event}" in this template; hang it on another event or add this one'
            )
        if anchor.if_done and (anchor.event == START or anchor.earliest is not None or anchor.latest is not None):
            raise row.refuse('an anchor with "if_done" gives an order between events: no window, and not from "start"')


def _sound(top: Table, read: Template) -> Template:
    """The template, once every way of making its choices has been tried; without any to make it is settled."""
    _refuse_idle(top, read)
    count = prod(len(choice.options) for choice in read.choices)
    if count > _MOST_WAYS:
        raise top.refuse(f"the choices can be made in {count} ways; write two templates, or leave a choice out")
    ways = {tuple(made.values()): _as_made(top, read, made) for made in combinations(read.choices)}
    return replace(read, ways=ways) if read.choices else ways[()]


def _refuse_idle(top: Table, read: Template) -> None:
    """A choice on which nothing depends would be asked for nothing."""
    whens = [one.when for one in read.phases] + [one.when for one in read.events]
    whens += [anchor.when for event in read.events for anchor in event.after]
    used = {choice for when in whens for choice, _ in when}
    for choice in read.choices:
        if choice.id not in used:
            raise top.refuse(f'no row has "when" for the choice "{choice.id}"; add it to a row or take the choice out')


def _as_made(top: Table, read: Template, made: Mapping[str, str]) -> Template:
    """The rows that are part of the plan. Raises RuleFileError where they make no plan."""
    phases = {one.id for one in read.phases if holds(one.when, made)}
    rows = [one for one in read.events if one.phase in phases and holds(one.when, made)]
    told = _made_words(made)
    _unique(top, "event", (one.id for one in rows), told)
    if not rows:
        raise top.refuse(f"no event is left{told}")
    ids = {START, *(one.id for one in rows)}
    events = tuple(_with_anchors(one, ids, made) for one in rows)
    for one in events:
        if not one.anchors:
            raise top.refuse(f'event "{one.id}" hangs on nothing{told}; give it an anchor that counts then')
    used = {one.phase for one in events}
    return replace(
        read,
        phases=tuple(one for one in read.phases if one.id in used),
        events=events,
        order=_ordered(top, events, told),
        choices=(),
        made=made,
    )


def _with_anchors(event: Event, ids: set[str], made: Mapping[str, str]) -> Event:
    """The event with the anchors that count; the row itself where all do."""
    counting = tuple(one for one in event.after if one.event in ids and holds(one.when, made))
    return event if counting == event.after else replace(event, after=counting)


def _made_words(made: Mapping[str, str]) -> str:
    chosen = ", ".join(f'{choice} = "{option}"' for choice, option in made.items())
    return f" with {chosen}" if chosen else ""


def _ordered(top: Table, events: Sequence[Event], told: str) -> tuple[Event, ...]:
    """Anchors before what hangs on them; events that leave the choice open keep the file's order."""
    graph = {one.id: [anchor.event for anchor in one.anchors if anchor.event != START] for one in events}
    rows = {one.id: one for one in events}
    try:
        return tuple(rows[event_id] for event_id in TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise top.refuse(
            f"the anchors of these events run in a circle{told}: {circle}; take one of them away"
        ) from error
