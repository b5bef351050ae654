"""A timeline template: read from TOML and checked, so that a plan can be made of it without surprises."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from graphlib import CycleError, TopologicalSorter

from desktop.clinical.errors import RuleFileError
from desktop.clinical.steps import STEPS
from desktop.clinical.timeline.rows import (
    START,
    Anchor,
    Condition,
    Counting,
    Event,
    EventKind,
    FactStatus,
    Phase,
)
from desktop.clinical.toml_tables import Table

_ID = re.compile(r"[A-Z][A-Z0-9_]*", re.ASCII)
_PARTS = ("phase", "gate", "event")
_EVENT_KEYS = (
    *("id", "phase", "step", "kind", "title", "short", "brief", "counting", "days", "months", "drugs", "note"),
    *("gates", "gate_label", "status", "source", "after"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Template:
    """One protocol as published or as a centre wrote it: phases and events in the order in which they are told.

    ``status`` and ``source`` speak of the template as a whole; every row has its own. ``sources`` gives the full
    name of each source key. ``order`` is the same events, anchors before what hangs on them.
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
    order: tuple[Event, ...]

    @classmethod
    def parse(cls, text: str, name: str = "A timeline template") -> Template:
        """Read a template file. ``name`` is the file's name for errors.

        Raises RuleFileError naming the file and the row: a row without source or status, an unknown key or code,
        two rows with one id, an anchor that does not exist, anchors that run in a circle.
        """
        try:
            values = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"{name} cannot be read as TOML: {error}.") from error
        return _template(Table(name, values))

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
    top.only("id", "version", "title", "start", "status", "source", "note", "sources", *_PARTS)
    sources = _sources(top)
    phases = tuple(_phase(row, sources) for row in top.tables("phase", "id"))
    gates = tuple(_condition(row, sources) for row in top.tables("gate", "id"))
    rows = top.tables("event", "id")
    events = tuple(_event(row, sources, phases, gates) for row in rows)
    for kind, ids in (("phase", phases), ("gate", gates), ("event", events)):
        _unique(top, kind, (one.id for one in ids))
    if not phases or not events:
        raise top.refuse("at least one [[phase]] and one [[event]] are needed")
    for row, event in zip(rows, events, strict=True):
        _check_anchors(row, event, {one.id for one in events})
    return Template(
        id=top.text("id"),
        version=top.text("version"),
        title=top.text("title"),
        start=top.text("start"),
        status=top.code("status", FactStatus),
        source=top.source(sources),
        note=top.words("note"),
        sources=sources,
        phases=phases,
        events=events,
        order=_ordered(top, events),
    )


def _sources(top: Table) -> dict[str, str]:
    table = Table.of(f"{top.where}, [sources]", top.values.get("sources"))
    return {key: table.text(key) for key in table.values}


def _phase(row: Table, sources: Mapping[str, str]) -> Phase:
    row.only("id", "title", "step", "note", "status", "source")
    return Phase(
        id=row.text("id"),
        title=row.text("title"),
        step=_step(row),
        note=row.words("note"),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def _condition(row: Table, sources: Mapping[str, str]) -> Condition:
    row.only("id", "title", "note", "status", "source")
    return Condition(
        id=row.text("id"),
        title=row.text("title"),
        note=row.words("note"),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def _event(row: Table, sources: Mapping[str, str], phases: tuple[Phase, ...], gates: tuple[Condition, ...]) -> Event:
    row.only(*_EVENT_KEYS)
    kind = row.code("kind", EventKind)
    counting, first, last, months = _course(row) if kind is EventKind.COURSE else (Counting.DAY_1, 1, 1, 0)
    phase = _known(row, row.text("phase"), "phase", {one.id for one in phases})
    return Event(
        id=_event_id(row),
        phase=phase,
        kind=kind,
        title=row.text("title"),
        short=row.text("short"),
        brief=row.words("brief") or row.text("title"),
        step=_step(row) if "step" in row.values else next(one.step for one in phases if one.id == phase),
        counting=counting,
        first_day=first,
        last_day=last,
        months=months,
        drugs=row.words("drugs"),
        note=row.words("note"),
        gate=_conditions(row, gates),
        gate_label=row.text("gate_label") if "gates" in row.values else "",
        status=row.code("status", FactStatus),
        source=row.source(sources),
        after=tuple(_anchor(one, sources) for one in row.tables("after", "anchor")),
    )


def _step(row: Table) -> int:
    step = row.whole("step", 1)
    if step > STEPS:
        raise row.refuse(f'"step" is {step}; the steps of treatment are 1 to {STEPS}')
    return step


def _event_id(row: Table) -> str:
    value = row.text("id")
    if value == START or not _ID.fullmatch(value):
        raise row.refuse('"id" must be capital letters, digits and underscores, as C1 or EV_EOI')
    return value


def _course(row: Table) -> tuple[Counting, int, int, int]:
    counting = row.code("counting", Counting)
    if ("days" in row.values) == ("months" in row.values):
        raise row.refuse('a course has either "days" or "months"')
    if "months" in row.values:
        return counting, 1, 1, row.whole("months", 1)
    return counting, *row.days("days"), 0


def _conditions(row: Table, gates: tuple[Condition, ...]) -> tuple[Condition, ...]:
    known = {one.id: one for one in gates}
    return tuple(known[_known(row, name, "gate", set(known))] for name in row.names("gates"))


def _known(row: Table, name: str, kind: str, known: set[str]) -> str:
    if name not in known:
        raise row.refuse(f'there is no {kind} "{name}" in this file; correct the id or add the {kind}')
    return name


def _anchor(row: Table, sources: Mapping[str, str]) -> Anchor:
    row.only("anchor", "days", "earliest", "latest", "if_done", "basis", "status", "source")
    days = row.whole("days", 0)
    earliest, latest = row.optional_whole("earliest", 0), row.optional_whole("latest", 0)
    if (earliest is not None and earliest > days) or (latest is not None and latest < days):
        raise row.refuse(f'"days" is {days}, which lies outside its own window of "earliest" and "latest"')
    return Anchor(
        event=row.text("anchor"),
        days=days,
        earliest=earliest,
        latest=latest,
        if_done=row.flag("if_done"),
        basis=row.text("basis"),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def _unique(top: Table, kind: str, ids: Iterable[str]) -> None:
    seen: set[str] = set()
    for one in ids:
        if one in seen:
            raise top.refuse(f'two rows of kind {kind} have the id "{one}"; each id may stand once')
        seen.add(one)


def _check_anchors(row: Table, event: Event, known: set[str]) -> None:
    if not event.anchors:
        raise row.refuse('"after" needs at least one anchor that always counts, an event or "start"')
    for anchor in event.after:
        if anchor.event != START:
            _known(row, anchor.event, "event", known)
        if anchor.if_done and (anchor.event == START or anchor.earliest is not None or anchor.latest is not None):
            raise row.refuse('an anchor with "if_done" gives an order between events: no window, and not from "start"')


def _ordered(top: Table, events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Anchors before what hangs on them; events that leave the choice open keep the file's order."""
    graph = {one.id: [anchor.event for anchor in one.anchors if anchor.event != START] for one in events}
    rows = {one.id: one for one in events}
    try:
        return tuple(rows[event_id] for event_id in TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " -> ".join(error.args[1])
        raise top.refuse(f"the anchors of these events run in a circle: {circle}; take one of them away") from error
