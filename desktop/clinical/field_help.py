"""What a field of a form is about, in words that ship as data with their sources; see ``resources/help``."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass

from desktop.clinical.errors import RuleFileError
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldHelp:
    """One fact, or one field of a dialog: what it is, why it matters, where it stands, and the sources of these words,
    spelled out.
    """

    fact: str
    what: str
    why: str
    where: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Help:
    """All entries by fact, and what a silence means while it lasts: of a group that is open, that is settled, and
    where no group depends on the fact at all.

    ``parts`` are the fields of dialogs that are no facts: where an entry came from, and a laboratory result.
    """

    fields: Mapping[str, FieldHelp]
    parts: Mapping[str, FieldHelp]
    until_open: str
    until_settled: str
    until_unused: str

    @classmethod
    def parse(cls, text: str) -> Help:
        """Read a file of help. Raises RuleFileError that names the entry and the key."""
        try:
            document = tomllib.loads(text)
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"A file of help cannot be read: {error}.") from error
        file = Table.of("The file of help", document)
        file.only("kind", "id", "version", "until", "sources", "field", "part")
        known = Table.of("The sources of help", document.get("sources"))
        spelled = {key: known.text(key) for key in known.values}
        fields, parts = (
            {one.fact: one for one in (_field(each, key, spelled) for each in file.tables(table, key))}
            for table, key in (("field", "fact"), ("part", "part"))
        )
        until = Table.of("The words for a silence", document.get("until"))
        return cls(fields, parts, until.text("open"), until.text("settled"), until.text("unused"))


def _field(entry: Table, key: str, sources: Mapping[str, str]) -> FieldHelp:
    entry.only(key, "what", "why", "where", "source")
    named = tuple(sources[key] for key in entry.source(sources))
    return FieldHelp(
        fact=entry.text(key),
        what=entry.text("what"),
        why=entry.text("why"),
        where=entry.text("where"),
        sources=named,
    )
