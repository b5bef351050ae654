"""A template while a person edits it: its rows by their places, what is wrong with it, and at which row.

It holds what the file says, also what no form shows, and changes nothing but what a person changed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from desktop.clinical.errors import RuleFileError
from desktop.clinical.timeline import FactStatus, Template
from desktop.clinical.timeline.series import rows_of
from desktop.clinical.toml_tables import Table
from desktop.services.template_checks import checked_values
from desktop.services.template_fields import ABOUT, BENEATH, COUNTS, FIELDS, SOURCES

Place = tuple[str | int, ...]
"""Where a row stands: ``("event", 3)``, ``("event", 3, "after", 0)``, ``("sources", "S-0532")``, ``("about",)``."""

_NAME = "This template"
_NAMED_BY = {"event": "anchor", "phase": "phase", "gate": "gates", SOURCES: "source"}
"""Which key of other rows names a row of a kind."""
_NEW: Mapping[str, dict[str, Any]] = {
    "event": {"kind": "procedure", "title": "New event", "short": "New"},
    "after": {"anchor": "start", "days": 0, "basis": "Planned by this centre"},
    "phase": {"title": "New phase", "step": 1},
    "gate": {"title": "New condition"},
    "choice": {"title": "New choice"},
    "option": {"title": "New option"},
}


@dataclass(frozen=True, slots=True)
class Problem:
    """Why the template cannot be saved, and the row of which that speaks, if of one."""

    sentence: str
    place: Place | None


class TemplateDraft:
    """``values`` is what the file says. Rows of a kind stand in their order, what belongs to one right beneath it."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._first = deepcopy(dict(values))
        self.values: dict[str, Any] = deepcopy(dict(values))

    @property
    def differs(self) -> bool:
        """Whether anything was changed."""
        return self.values != self._first

    def places(self, kind: str) -> list[Place]:
        """The rows of a kind, each with what belongs to it."""
        if kind == SOURCES:
            return [(SOURCES, key) for key in self.values.get(SOURCES, {})]
        found: list[Place] = []
        for number, row in enumerate(self.values.get(kind, [])):
            found.append((kind, number))
            beneath = BENEATH.get(kind, "")
            found += [(kind, number, beneath, inner) for inner in range(len(row.get(beneath, [])))]
        return found

    def row(self, place: Place) -> dict[str, Any]:
        """What stands at a place."""
        if place == (ABOUT,):
            return self.values
        if place[0] == SOURCES:
            return {"id": place[1], "text": self.values[SOURCES][place[1]]}
        row: Any = self.values
        for step in place:
            row = row[step]
        found: dict[str, Any] = row
        return found

    def change(self, place: Place, key: str, value: Any) -> tuple[Place, bool]:
        """Change one value, None takes it away; where the row then stands, and whether its status fell.

        A number that is changed is not what the row's source says: what was verified is unverified then.
        """
        if place[0] == SOURCES:
            return self._change_source(str(place[1]), key, str(value or "")), False
        row = self.row(place)
        before = row.get(key)
        if before == value:
            return place, False
        if value is None:
            row.pop(key, None)
        else:
            row[key] = value
        if key == "id" and isinstance(before, str) and isinstance(value, str):
            self._rename(kind_of(place), before, value)
        fell = key in COUNTS and row.get("status") == FactStatus.VERIFIED
        if fell:
            row["status"] = str(FactStatus.UNVERIFIED)
        return place, fell

    def add(self, kind: str, near: Place | None) -> Place:
        """A new row of a kind, after the one that is chosen; beneath it where it belongs to one."""
        source = next(iter(self.values.get(SOURCES, {})), "")
        if kind == SOURCES:
            key = self._unused([*self.values.get(SOURCES, {})], "SOURCE")
            self.values.setdefault(SOURCES, {})[key] = "What it is"
            return (SOURCES, key)
        if kind in BENEATH.values():
            above = near[:2] if near is not None else (kind_above(kind), 0)
            rows = self.row(above).setdefault(kind, [])
            at = int(near[3]) + 1 if near is not None and len(near) == 4 else len(rows)
            new: Place = (*above, kind, at)
        else:
            rows = self.values.setdefault(kind, [])
            at = int(near[1]) + 1 if near is not None else len(rows)
            new = (kind, at)
        rows.insert(at, {**_NEW[kind], "status": str(FactStatus.UNVERIFIED), "source": [source] if source else []})
        self._complete(kind, rows, rows[at])
        return new

    def remove(self, place: Place) -> None:
        """Take a row away, with what belongs to it."""
        rows = self._rows(place)
        del rows[place[-1]]
        if not rows and place[0] != SOURCES:
            above = self.row(place[:2]) if len(place) == 4 else self.values
            del above[str(place[-2])]

    def move(self, place: Place, by: int) -> Place:
        """Change places with the row before (-1) or after (1) among its like; where it then stands."""
        rows = self._rows(place)
        if isinstance(rows, dict):
            keys = list(rows)
            at = keys.index(str(place[-1]))
            if 0 <= at + by < len(keys):
                keys[at], keys[at + by] = keys[at + by], keys[at]
                self.values[SOURCES] = {key: rows[key] for key in keys}
            return place
        at = int(place[-1])
        if not 0 <= at + by < len(rows):
            return place
        rows[at], rows[at + by] = rows[at + by], rows[at]
        return (*place[:-1], at + by)

    def ids(self, kind: str, place: Place) -> list[str]:
        """What a field may name: the events with the start, options of the row's own choice, keys of sources."""
        if kind == SOURCES:
            return list(self.values.get(SOURCES, {}))
        if kind == "option":
            return [str(one.get("id")) for one in self.row(place).get("option", [])]
        rows = [one for one in self.values.get(kind, []) if isinstance(one, dict)]
        if kind != "event":
            return [str(one.get("id")) for one in rows]
        return ["start", *dict.fromkeys(name for one in rows for name in _events(one))]

    def template(self) -> Template:
        """The template. Raises RuleFileError, one sentence, where it makes none yet."""
        return checked_values(self.values, _NAME)

    def problem(self) -> Problem | None:
        """What keeps it from being saved; None where nothing does."""
        try:
            self.template()
        except RuleFileError as error:
            sentence = str(error)
            told = sentence.removeprefix(f"{_NAME}: ").removeprefix(f"{_NAME}, ")
            return Problem(f"{told[:1].upper()}{told[1:]}", self._spoken_of(sentence))
        return None

    def _spoken_of(self, sentence: str) -> Place | None:
        """The row that a sentence of the reader names: by the words before its first colon, else by an id."""
        head = sentence.removeprefix(_NAME).partition(": ")[0]
        for kind in ("event", "phase", "gate", "choice"):
            for number, row in enumerate(self.values.get(kind, [])):
                names = [*_events(row), str(row.get("id"))] if kind == "event" else [str(row.get("id"))]
                if any(f', {kind} "{name}"' in head for name in names) or head.startswith(f", {kind} {number + 1}"):
                    return self._beneath((kind, number), sentence)
        named = set(re.findall(r"[A-Z][A-Z0-9_]*(?![a-z])", sentence)) if "event" in sentence else set()
        rows = enumerate(self.values.get("event", []))
        return next((("event", number) for number, row in rows if named & {*_events(row)}), None)

    def _beneath(self, place: Place, sentence: str) -> Place:
        """The anchor or option that the sentence goes on to name, if it does."""
        kind = BENEATH.get(str(place[0]), "")
        for inner, row in enumerate(self.row(place).get(kind, [])):
            name = row.get("anchor" if kind == "after" else "id")
            if f', {kind} "{name}"' in sentence or (kind == "after" and f'no event "{name}"' in sentence):
                return (*place, kind, inner)
        return place

    def _rows(self, place: Place) -> Any:
        above: Any = self.values
        for step in place[:-1]:
            above = above[step]
        return above

    def _change_source(self, before: str, key: str, value: str) -> Place:
        sources = self.values[SOURCES]
        if key == "text":
            sources[before] = value
        elif value and value not in sources:
            self.values[SOURCES] = {value if one == before else one: words for one, words in sources.items()}
            self._rename(SOURCES, before, value)
            return (SOURCES, value)
        return (SOURCES, before)

    def _rename(self, kind: str, before: str, after: str) -> None:
        """Rows that name it go on naming it."""
        key = _NAMED_BY.get(kind)
        if key is None:
            return
        for row in [self.values, *self._every_row()]:
            named = row.get(key)
            if named == before:
                row[key] = after
            elif isinstance(named, list):
                row[key] = [after if one == before else one for one in named]

    def _every_row(self) -> Iterator[dict[str, Any]]:
        for kind in FIELDS:
            if kind in self.values and kind != SOURCES:
                yield from (self.row(place) for place in self.places(kind))

    def _complete(self, kind: str, rows: list[dict[str, Any]], row: dict[str, Any]) -> None:
        """What a new row needs to be one at all: an id, a phase, an anchor, two options."""
        if kind == "after":
            return
        taken = [str(one.get("id")) for one in rows]
        row["id"] = self._unused(taken, "NEW") if kind == "event" else self._unused(taken, "new")
        cited = {"status": row["status"], "source": list(row["source"])}
        if kind == "event":
            row["phase"] = next(iter(self.ids("phase", ())), "")
            row["after"] = [{**_NEW["after"], **cited}]
        if kind == "choice":
            row["option"] = [{**_NEW["option"], "id": name, **cited} for name in ("first", "second")]
            row["default"] = "first"

    def _unused(self, taken: list[str], stem: str) -> str:
        return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}{number}") not in taken)


def kind_of(place: Place) -> str:
    """Of which kind the row at a place is."""
    return str(place[2] if len(place) == 4 else place[0])


def kind_above(kind: str) -> str:
    """To which kind of row a row belongs that stands beneath another."""
    return next(above for above, beneath in BENEATH.items() if beneath == kind)


def _events(row: Mapping[str, Any]) -> list[str]:
    """The events that a row stands for."""
    try:
        return [str(one.values.get("id")) for one in rows_of(Table(_NAME, {}), Table(_NAME, row))]
    except (RuleFileError, AttributeError, TypeError):
        return [str(row.get("id"))]
