"""The rows of a template file, read one by one: choices, phases, gates, events and their anchors."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from desktop.clinical.steps import STEPS
from desktop.clinical.timeline.rows import (
    START,
    Anchor,
    Choice,
    Condition,
    Counting,
    Event,
    EventKind,
    FactStatus,
    Option,
    Phase,
    When,
)
from desktop.clinical.toml_tables import Table

_ID = re.compile(r"[A-Z][A-Z0-9_]*", re.ASCII)
_EVENT_KEYS = (
    *("id", "phase", "step", "kind", "title", "short", "brief", "counting", "days", "months", "drugs", "note"),
    *("gates", "gate_label", "when", "status", "source", "after"),
)
_ANCHOR_KEYS = ("anchor", "days", "months", "earliest", "latest", "if_done", "when", "basis", "status", "source")


@dataclass(frozen=True, slots=True)
class Known:
    """What the rows of events may name."""

    sources: Mapping[str, str]
    choices: tuple[Choice, ...]
    phases: tuple[Phase, ...]
    gates: tuple[Condition, ...]


def read_choice(row: Table, sources: Mapping[str, str]) -> Choice:
    """A choice with at least two options, one of them the default."""
    row.only("id", "title", "default", "note", "status", "source", "option")
    options = tuple(_option(one, sources) for one in row.tables("option", "id"))
    ids = [one.id for one in options]
    if len(set(ids)) < max(len(ids), 2):
        raise row.refuse("a choice needs two or more [[choice.option]], each with an id of its own")
    return Choice(
        id=row.text("id"),
        title=row.text("title"),
        default=_known(row, row.text("default"), "option", ids),
        options=options,
        note=row.words("note"),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def _option(row: Table, sources: Mapping[str, str]) -> Option:
    row.only("id", "title", "note", "status", "source")
    return Option(
        id=row.text("id"),
        title=row.text("title"),
        note=row.words("note"),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def read_phase(row: Table, sources: Mapping[str, str], choices: tuple[Choice, ...]) -> Phase:
    """A phase, and with which options it is part of the plan."""
    row.only("id", "title", "step", "note", "when", "status", "source")
    return Phase(
        id=row.text("id"),
        title=row.text("title"),
        step=_step(row),
        note=row.words("note"),
        when=_when(row, choices),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def read_condition(row: Table, sources: Mapping[str, str]) -> Condition:
    """A condition that a person confirms."""
    row.only("id", "title", "note", "status", "source")
    return Condition(
        id=row.text("id"),
        title=row.text("title"),
        note=row.words("note"),
        status=row.code("status", FactStatus),
        source=row.source(sources),
    )


def read_event(row: Table, known: Known) -> Event:
    """An event with its anchors; that these exist is for the whole file to say."""
    row.only(*_EVENT_KEYS)
    kind = row.code("kind", EventKind)
    counting, first, last, months = _course(row) if kind is EventKind.COURSE else (Counting.DAY_1, 1, 1, 0)
    phase = _known(row, row.text("phase"), "phase", [one.id for one in known.phases])
    return Event(
        id=_event_id(row),
        phase=phase,
        kind=kind,
        title=row.text("title"),
        short=row.text("short"),
        brief=row.words("brief") or row.text("title"),
        step=_step(row) if "step" in row.values else next(one.step for one in known.phases if one.id == phase),
        counting=counting,
        first_day=first,
        last_day=last,
        months=months,
        drugs=row.words("drugs"),
        note=row.words("note"),
        gate=_conditions(row, known.gates),
        gate_label=row.text("gate_label") if "gates" in row.values else "",
        when=_when(row, known.choices),
        status=row.code("status", FactStatus),
        source=row.source(known.sources),
        after=tuple(_anchor(one, known) for one in row.tables("after", "anchor")),
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


def _conditions(row: Table, gates: Sequence[Condition]) -> tuple[Condition, ...]:
    known = {one.id: one for one in gates}
    return tuple(known[_known(row, name, "gate", known)] for name in row.names("gates"))


def _known(row: Table, name: str, kind: str, known: Collection[str]) -> str:
    if name not in known:
        raise row.refuse(f'there is no {kind} "{name}" in this template; correct the name or add the {kind}')
    return name


def _when(row: Table, choices: Sequence[Choice]) -> When:
    if "when" not in row.values:
        return ()
    table = Table.of(f"{row.where}, when", row.values["when"])
    known = {one.id: one for one in choices}
    found = []
    for choice in table.values:
        options = [one.id for one in known[_known(table, choice, "choice", known)].options]
        named = frozenset(_known(table, one, "option", options) for one in table.names(choice))
        if not named:
            raise table.refuse(f'"{choice}" names no option, so that the row would never stand in the plan')
        found.append((choice, named))
    return tuple(found)


def _anchor(row: Table, known: Known) -> Anchor:
    row.only(*_ANCHOR_KEYS)
    if "months" in row.values and "days" in row.values:
        raise row.refuse('an anchor has either "days" or "months"')
    months = row.whole("months", 1) if "months" in row.values else 0
    days = 0 if months else row.whole("days", 0)
    earliest, latest = row.optional_whole("earliest", 0), row.optional_whole("latest", 0)
    number, unit = (months, "months") if months else (days, "days")
    if (earliest is not None and earliest > number) or (latest is not None and latest < number):
        raise row.refuse(f'"{unit}" is {number}, which lies outside its own window of "earliest" and "latest"')
    return Anchor(
        event=row.text("anchor"),
        days=days,
        months=months,
        earliest=earliest,
        latest=latest,
        if_done=row.flag("if_done"),
        when=_when(row, known.choices),
        basis=row.text("basis"),
        status=row.code("status", FactStatus),
        source=row.source(known.sources),
    )
