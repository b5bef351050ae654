"""Reading rule files: one table at a time, with errors that name the file, the row and the key."""

from __future__ import annotations

import tomllib
from datetime import date
from decimal import Decimal
from hashlib import sha256

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk.rows import (
    Cited,
    Conditions,
    Days,
    NotCovered,
    Note,
    Reading,
    Row,
    RuleFile,
    RuleStatus,
    Value,
    Variant,
)
from desktop.clinical.toml_tables import Table

HEAD = ("kind", "id", "version", "title", "valid_from", "sources")


def open_file(name: str, text: str) -> Table:
    """Parse one file. Raises RuleFileError if it is not TOML."""
    try:
        values = tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{name}: this file is not TOML ({error}); mend it or take the one that ships.") from error
    return Table(name, values, sha256(text.encode()).hexdigest())


class Sources:
    """The sources of one file: a short name for citations and the whole reference for lists."""

    def __init__(self, file: Table) -> None:
        self._short: dict[str, str] = {}
        self.texts: dict[str, str] = {}
        table = Table.of(f"{file.where}, sources", file.values.get("sources", {}))
        for key, value in table.values.items():
            one = Table.of(f"{file.where}, source {key}", value)
            one.only("short", "text")
            self._short[key] = one.text("short")
            self.texts[key] = one.text("text")

    def cite(self, entry: Table) -> Cited:
        """Source and status of an entry. A source is a key of [sources] and, after a blank, the place in it."""
        return Cited(self.words(entry), status(entry))

    def words(self, entry: Table) -> str:
        """The sources of an entry in words: short names with the places in them."""
        named = entry.names("source")
        if not named:
            raise entry.refuse('"source" is missing; name at least one key of [sources]')
        return "; ".join(self._words(entry, one) for one in named)

    def _words(self, entry: Table, named: str) -> str:
        key, _, place = named.partition(" ")
        if key not in self._short:
            raise entry.refuse(f'"source" names "{key}", which is not in [sources]')
        # what stands in brackets follows as it is; a table or section comes after a comma
        before = " " if place.startswith("(") else ", "
        return f"{self._short[key]}{before}{place}" if place else self._short[key]


def status(entry: Table) -> RuleStatus:
    """How well an entry is supported; it is never assumed."""
    return entry.code("status", RuleStatus)


def head(file: Table, sources: Sources) -> RuleFile:
    """The identity of a file."""
    valid_from = file.values.get("valid_from")
    if not isinstance(valid_from, date):
        raise file.refuse('"valid_from" is missing or no date; write valid_from = 2021-01-01')
    return RuleFile(
        id=file.text("id"),
        version=file.text("version"),
        title=file.text("title"),
        valid_from=valid_from,
        sources=sources.texts,
        checksum=file.checksum,
    )


def conditions(entry: Table, key: str) -> Conditions:
    """Read ``{ fact = [codes], days = { from = n, below = n } }``; absent is empty."""
    table = Table.of(f"{entry.where}, {key}", entry.values.get(key, {}))
    return {fact: _condition(table, fact) for fact in table.values}


def _condition(table: Table, fact: str) -> tuple[Value, ...] | Days:
    value = table.values[fact]
    if isinstance(value, dict):
        interval = Table.of(f"{table.where}, {fact}", value)
        interval.only("from", "below")
        least, below = interval.optional_whole("from", 1), interval.optional_whole("below", 1)
        if (least or 0) >= (below or (least or 0) + 1):
            raise interval.refuse('"below" must be later than "from"')
        return Days(least or 0, below)
    if not isinstance(value, list) or not value or not all(isinstance(one, str | bool) for one in value):
        raise table.refuse(f'"{fact}" must be a list of codes, or an interval {{ from = N, below = N }}')
    return tuple(value)


def row(entry: Table, sources: Sources) -> Row:
    """One row of a table. A row with several outcomes must say which sources disagree."""
    entry.only("id", "when", "any_of", "then", "text", "notes", "warning", "conflict", "source", "status")
    then = entry.names("then")
    if not then:
        raise entry.refuse('"then" is missing; write then = ["..."]')
    if (len(then) > 1) != ("conflict" in entry.values):
        raise entry.refuse('a row with several outcomes needs "conflict", and a row with one has none')
    return Row(
        id=entry.text("id"),
        when=conditions(entry, "when"),
        any_of=conditions(entry, "any_of"),
        then=then,
        text=entry.text("text"),
        cited=sources.cite(entry),
        notes=entry.names("notes"),
        warning=entry.words("warning"),
        conflict=entry.words("conflict"),
    )


def rows(file: Table, sources: Sources) -> tuple[Row, ...]:
    """All rows of a table, in its order; each id stands once."""
    found = tuple(row(entry, sources) for entry in file.tables("row", "id"))
    if not found:
        raise file.refuse("there is no row; write each as [[row]]")
    for place, one in enumerate(found):
        if any(one.id == other.id for other in found[:place]):
            raise file.refuse(f'row "{one.id}" stands twice; give each row its own id')
    return found


def variant(entry: Table, sources: Sources) -> Variant:
    """Rows to lay over others; at least one of each."""
    entry.only("id", "title", "over", "columns", "row", "source", "status")
    if not entry.names("over"):
        raise entry.refuse('"over" is missing; name the rows that the rows of this variant take children from')
    return Variant(
        id=entry.text("id"),
        title=entry.text("title"),
        over=entry.names("over"),
        columns=entry.names("columns"),
        rows=rows(entry, sources),
        cited=sources.cite(entry),
    )


def reading(entry: Table, sources: Sources) -> Reading:
    """A value that is read as others; several readings need the sentence for when they differ."""
    entry.only("key", "value", "as", "conflict", "warning", "source", "status")
    read_as = entry.names("as")
    if not read_as:
        raise entry.refuse('"as" is missing; write as = ["..."]')
    if (len(read_as) > 1) != ("conflict" in entry.values):
        raise entry.refuse('a value read in several ways needs "conflict", and one read in one way has none')
    return Reading(
        key=entry.text("key"),
        value=entry.text("value"),
        read_as=read_as,
        conflict=entry.words("conflict"),
        warning=entry.text("warning"),
        cited=sources.cite(entry),
    )


def not_covered(entry: Table, sources: Sources) -> NotCovered:
    """Children without a row. Raises RuleFileError if it would be everybody."""
    entry.only("id", "when", "sentence", "source", "status")
    when = conditions(entry, "when")
    if not when:
        raise entry.refuse('"when" is missing: without it nobody is covered')
    return NotCovered(entry.text("id"), when, entry.text("sentence"), sources.cite(entry))


def note(entry: Table) -> Note:
    """A longer remark that rows point at."""
    entry.only("id", "text", "status")
    return Note(entry.text("id"), entry.text("text"), status(entry))
