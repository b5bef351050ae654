"""Reading a scheme's file and checking it against the facts that exist."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clinical.risk import reading
from desktop.clinical.risk.domains import Domains
from desktop.clinical.risk.reading import HEAD, Sources, head
from desktop.clinical.risk.rows import Reading, Row
from desktop.clinical.risk.scheme import SchemeFile
from desktop.clinical.toml_tables import Table


def read_scheme(file: Table, domains: Domains) -> SchemeFile:
    """Read one scheme. Raises RuleFileError that names the file, the row and the key."""
    file.only(*HEAD, "place", "columns", "source", "status", "row", "reading", "not_covered", "note", "variant")
    sources = Sources(file)
    columns = file.names("columns")
    for column in columns:
        domains.check_values(file, column, [])
    found = SchemeFile(
        file=head(file, sources),
        place=file.whole("place", 1),
        columns=columns,
        source=sources.words(file),
        rows=reading.rows(file, sources),
        readings=tuple(reading.reading(entry, sources) for entry in file.tables("reading", "key")),
        not_covered=tuple(reading.not_covered(entry, sources) for entry in file.tables("not_covered", "id")),
        notes=tuple(reading.note(entry) for entry in file.tables("note", "id")),
        variants=tuple(reading.variant(entry, sources) for entry in file.tables("variant", "id")),
    )
    _check_rows(file.tables("row", "id"), found.rows, found, domains)
    _check_variants(file, found, domains)
    _check_others(file, found, domains)
    return found


def _check_variants(file: Table, found: SchemeFile, domains: Domains) -> None:
    ids = [row.id for row in found.rows]
    for entry, one in zip(file.tables("variant", "id"), found.variants, strict=True):
        for row in one.over:
            if row not in ids:
                raise entry.refuse(f'"over" names "{row}", which is no row of this table')
        for column in one.columns:
            domains.check_values(entry, column, [])
        _check_rows(entry.tables("row", "id"), one.rows, found, domains)
    every = [*ids, *(row.id for one in found.variants for row in one.rows), *(one.id for one in found.variants)]
    for place, name in enumerate(every):
        if name in every[:place]:
            raise file.refuse(f'the id "{name}" stands twice among rows and variants; give each its own')


def _check_rows(entries: Sequence[Table], rows: Sequence[Row], found: SchemeFile, domains: Domains) -> None:
    notes = [note.id for note in found.notes]
    for entry, row in zip(entries, rows, strict=True):
        domains.check(entry, row.when)
        domains.check(entry, row.any_of)
        for group in row.then:
            if group not in domains.groups:
                raise entry.refuse(f'"{group}" is no risk group; use one of {", ".join(domains.groups)}')
        for note in row.notes:
            if note not in notes:
                raise entry.refuse(f'there is no note "{note}"; add it or remove it here')
        for one in found.readings:
            _check_not_asked(entry, row, one)


def _check_not_asked(entry: Table, row: Row, one: Reading) -> None:
    for part in (row.when, row.any_of):
        wanted = part.get(one.key, ())
        if isinstance(wanted, tuple) and one.value in wanted:
            raise entry.refuse(f'"{one.value}" is read as other values by [[reading]]; no row can ask for it')


def _check_others(file: Table, found: SchemeFile, domains: Domains) -> None:
    always = [one.key for one in domains.assumed]
    for entry, one in zip(file.tables("reading", "key"), found.readings, strict=True):
        domains.check_values(entry, one.key, [one.value, *one.read_as])
    for entry, missing in zip(file.tables("not_covered", "id"), found.not_covered, strict=True):
        domains.check(entry, missing.when)
        if not {*missing.when} <= {*always}:
            raise entry.refuse(f'"when" can ask only for what is always known: {", ".join(always)}')
