"""The inventory of the fact base, id by id, and what carries each id: the table that tests of the record go by."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop.clinical.record.entry_kinds import EntryField, EntryKinds

_FILE = Path(__file__).parent / "data" / "inventory.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One id of the inventory, and what carries it beside the entries of the record; see ``data/inventory.toml``."""

    id: str
    words: str
    facts: tuple[str, ...] = ()
    markers: tuple[str, ...] = ()
    code: str = ""
    group: str = ""
    file: str = ""

    @property
    def stands_elsewhere(self) -> bool:
        """Whether anything but an entry carries it."""
        return bool(self.facts or self.markers or self.group or self.file)


@dataclass(frozen=True, slots=True)
class Carrier:
    """Where an id is entered: a field of a kind of entry, and its code where one code is meant.

    What a kind carries as a whole is entered by the field that names its entries.
    """

    table: str
    field: str
    code: str = ""


def inventory() -> tuple[Row, ...]:
    """Every row, in the order of the fact base."""
    rows = tomllib.loads(_FILE.read_text(encoding="utf-8"))["row"]
    return tuple(Row(**{key: tuple(one) if isinstance(one, list) else one for key, one in row.items()}) for row in rows)


def carriers(kinds: EntryKinds) -> dict[str, tuple[Carrier, ...]]:
    """What carries each id among the entries, in the order of their files."""
    found: dict[str, tuple[Carrier, ...]] = {}
    for one, carrier in _carried(kinds):
        found[one] = (*found.get(one, ()), carrier)
    return found


def _carried(kinds: EntryKinds) -> Iterator[tuple[str, Carrier]]:
    for kind in kinds.kinds.values():
        yield from ((one, Carrier(kind.table, kind.head.name)) for one in kind.carries)
        for field in kind.fields:
            yield from _of_field(kind.table, field)


def _of_field(table: str, field: EntryField) -> Iterator[tuple[str, Carrier]]:
    yield from ((one, Carrier(table, field.name)) for one in field.carries)
    for choice in field.choices:
        yield from ((one, Carrier(table, field.name, choice.code)) for one in choice.carries)
