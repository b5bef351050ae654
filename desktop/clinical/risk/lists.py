"""Lists of named things that facts can hold, such as risk factors on imaging: identifiers, labels, sources."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.risk.reading import HEAD, Sources, head
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True)
class Item:
    """One thing of a list. ``counts`` is false for what is recorded beside the list and changes nothing."""

    id: str
    compartment: str
    label: str
    counts: bool
    cited: Cited


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list as its file has it."""

    file: RuleFile
    items: tuple[Item, ...]


def read_list(file: Table) -> ItemList:
    """Read a list. Raises RuleFileError that names the item and the key."""
    file.only(*HEAD, "item")
    sources = Sources(file)
    return ItemList(head(file, sources), tuple(_item(entry, sources) for entry in file.tables("item", "id")))


def _item(entry: Table, sources: Sources) -> Item:
    entry.only("id", "compartment", "label", "counts", "source", "status")
    return Item(
        entry.text("id"),
        entry.text("compartment"),
        entry.text("label"),
        entry.flag("counts"),
        sources.cite(entry),
    )
