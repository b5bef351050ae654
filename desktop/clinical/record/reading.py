"""Reading the files of ``resources/record``, with errors that name the file, the entry and the key."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from types import MappingProxyType

from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import RuleFileError
from desktop.clinical.field_help import FieldHelp
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.entry_kinds import Asked, Choice, Doubtful, EntryField, EntryKind, EntryKinds, Place
from desktop.clinical.record.reading_doubts import read_days, read_doubts, read_hints, read_number
from desktop.clinical.results import Provenance, Result
from desktop.clinical.toml_tables import Table

_KINDS = {
    Asked.TEXT: Kind.TEXT,
    Asked.LONG_TEXT: Kind.LONG_TEXT,
    Asked.CODE: Kind.CODE,
    Asked.CODES: Kind.CODES,
    Asked.LINK: Kind.CODE,
    Asked.YES_NO: Kind.YES_NO,
    Asked.DATE: Kind.DATE,
    Asked.COUNT: Kind.COUNT,
    Asked.MEASURE: Kind.MEASURE,
}


def parse_entry_kinds(texts: Mapping[str, str]) -> EntryKinds:
    """Read the files of a folder, by name. Raises RuleFileError that names the file, the entry and the key."""
    found: dict[str, EntryKind] = {}
    for name, text in texts.items():
        for kind in _file(name, text):
            if kind.table in found:
                raise RuleFileError(f'{name}: the entry "{kind.table}" stands twice.')
            found[kind.table] = kind
    missing = [table for table in ENTRY_TYPES if table not in found]
    if missing:
        raise RuleFileError(f"The record has no words for {', '.join(missing)}.")
    return EntryKinds(found)


def _file(name: str, text: str) -> Iterable[EntryKind]:
    try:
        file = Table.of(name, tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{name} cannot be read: {error}.") from error
    file.only("kind", "id", "version", "sources", "choices", "entry")
    known = Table.of(f"{name}, the sources", file.values.get("sources"))
    spelled = {key: known.text(key) for key in known.values}
    lists = {one.text("list"): _choices(one, spelled) for one in file.tables("choices", "list")}
    for one in file.tables("entry", "table"):
        yield _entry(one, lists, spelled)


def _choices(one: Table, sources: Mapping[str, str]) -> tuple[Choice, ...]:
    one.only("list", "choice", "source")
    common = one.names("source")
    found = tuple(_choice(each, sources, common) for each in one.tables("choice", "code"))
    if not found or len({each.code for each in found}) < len(found):
        raise one.refuse("every list needs choices, each code once")
    return found


def _choice(one: Table, sources: Mapping[str, str], common: tuple[str, ...]) -> Choice:
    one.only("code", "words", "also", "carries", "group", "note", "status", "source")
    named = one.source(sources) if "source" in one.values else common
    for key in named:
        if key not in sources:
            raise one.refuse(f'"source" names "{key}", which is not in [sources]')
    if not named:
        raise one.refuse('"source" is missing, here and at the list')
    return Choice(
        code=one.text("code"),
        words=one.text("words"),
        also=one.names("also"),
        carries=one.names("carries"),
        group=one.words("group"),
        note=one.words("note"),
        status=one.words("status"),
        sources=tuple(sources[key] for key in named),
    )


def _entry(one: Table, lists: Mapping[str, tuple[Choice, ...]], sources: Mapping[str, str]) -> EntryKind:
    one.only(
        "table", "place", "title", "one", "about", "named_by", "origin", "field", "days", "doubt", "hint", "single",
        "private", "carries",
    )  # fmt: skip
    table = one.text("table")
    if table not in ENTRY_TYPES:
        raise one.refuse(f'"{table}" is no kind of entry that is stored')
    kind = ENTRY_TYPES[table]
    asked = tuple(_field(each, table, lists, sources) for each in one.tables("field", "name"))
    own = [each.name for each in fields(kind) if each.name not in {shared.name for shared in fields(Result)}]
    if sorted(each.name for each in asked) != sorted(own):
        raise one.refuse(f"the fields must be {', '.join(own)}, each once")
    names = one.names("named_by")
    if not names or not {*names} <= {*own}:
        raise one.refuse('"named_by" must name fields of the entry')
    origin = Table.of(f"{one.where}, origin", one.values.get("origin", {}))
    origin.only(*(each.name for each in fields(Provenance)))
    labels = MappingProxyType({key: origin.text(key) for key in origin.values})
    return EntryKind(
        table=table,
        type=kind,
        place=one.code("place", Place),
        title=one.text("title"),
        one=one.text("one"),
        about=one.text("about"),
        named_by=names,
        origin=labels,
        fields=asked,
        days=read_days(one, asked, labels),
        doubts=read_doubts(one, asked, labels, sources),
        hints=read_hints(one, asked, sources),
        single=one.flag("single"),
        private=one.flag("private"),
        carries=one.names("carries"),
    )


def _field(one: Table, table: str, lists: Mapping[str, tuple[Choice, ...]], sources: Mapping[str, str]) -> EntryField:
    one.only(
        "name", "label", "kind", "choices", "links", "needed", "unit", "units", "over", "at_most", "doubt_below",
        "doubt_above", "doubt", "what", "why", "where", "source", "carries", "confidential",
    )  # fmt: skip
    asked, name = one.code("kind", Asked), one.text("name")
    choices = _listed(one, asked, lists)
    spelled = tuple(sources[key] for key in one.source(sources))
    options: tuple[object, ...] = tuple(each.code for each in choices)
    full = f"{table}.{name}"
    return EntryField(
        name=name,
        label=one.text("label"),
        asked=asked,
        fact=Field(
            name=full,
            kind=_KINDS[asked],
            options=(True, False) if asked is Asked.YES_NO else options,
            over=read_number(one, "over"),
            at_most=read_number(one, "at_most"),
        ),
        help=FieldHelp(fact=full, what=one.text("what"), why=one.text("why"), where=one.text("where"), sources=spelled),
        needed=one.flag("needed"),
        choices=choices,
        links=one.words("links"),
        unit=one.words("unit"),
        units=_units(one),
        doubtful=_doubtful(one),
        carries=one.names("carries"),
        confidential=one.flag("confidential"),
    )


def _listed(one: Table, asked: Asked, lists: Mapping[str, tuple[Choice, ...]]) -> tuple[Choice, ...]:
    coded = asked in {Asked.CODE, Asked.CODES}
    if coded != ("choices" in one.values) or (asked is Asked.LINK) != ("links" in one.values):
        raise one.refuse('a code needs "choices", a link needs "links", and nothing else has them')
    if not coded:
        return ()
    name = one.text("choices")
    if name not in lists:
        raise one.refuse(f'"choices" names "{name}", which is no list of this file')
    return lists[name]


def _units(one: Table) -> Mapping[str, Decimal]:
    found = Table.of(f"{one.where}, units", one.values.get("units", {}))
    return MappingProxyType({unit: read_number(found, unit) or Decimal(1) for unit in found.values})


def _doubtful(one: Table) -> Doubtful | None:
    if "doubt" not in one.values:
        return None
    return Doubtful(
        below=read_number(one, "doubt_below"), above=read_number(one, "doubt_above"), words=one.text("doubt")
    )
