"""Which kinds of entry a record has, in words: their heads, fields, codes with synonyms, help and sources.

All of it is data in ``resources/record``; the shape of a row is the dataclass in ``ENTRY_TYPES`` of the same name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from types import MappingProxyType

from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import RuleFileError
from desktop.clinical.field_help import FieldHelp
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.results import Provenance, Result
from desktop.clinical.toml_tables import Table


class Place(StrEnum):
    """The section of a child's page that a kind of entry stands in."""

    PRESENTATION = "presentation"
    FAMILY = "family"
    STAGING = "staging"
    BIOLOGY = "biology"
    TREATMENT = "treatment"
    RESPONSE = "response"


class Asked(StrEnum):
    """How a field of an entry is typed."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    CODE = "code"
    CODES = "codes"
    LINK = "link"
    YES_NO = "yes_no"
    DATE = "date"
    COUNT = "count"
    MEASURE = "measure"


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One code of a field: its words, what else people type for it, and what it stands for in the inventory.

    ``carries`` holds the inventory's ids; ``group`` a head that the list has over it; ``note`` what a reader should
    know, such as a disagreement between sources, with its ``status``.
    """

    code: str
    words: str
    also: tuple[str, ...] = ()
    carries: tuple[str, ...] = ()
    group: str = ""
    note: str = ""
    status: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubtful:
    """Numbers that are possible and worth a second look: ``below`` or ``above`` these, with what to say."""

    below: Decimal | None
    above: Decimal | None
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryField:
    """One field of an entry. ``name`` is that of the dataclass; ``links`` the kind of entry that a link leads to.

    ``unit`` is what a number is kept in; ``units`` what else may be typed behind it, and by how much it is multiplied.
    """

    name: str
    label: str
    asked: Asked
    fact: Field
    help: FieldHelp
    needed: bool = False
    choices: tuple[Choice, ...] = ()
    links: str = ""
    unit: str = ""
    units: Mapping[str, Decimal] = field(default_factory=dict)
    doubtful: Doubtful | None = None
    carries: tuple[str, ...] = ()

    def choice(self, code: str) -> Choice | None:
        """What a code means; None for a code that is not in the list."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """One kind of entry. ``title`` heads the list, ``one`` names a single entry inside a sentence.

    ``named_by`` is the field whose words name an entry in a list; ``origin`` the parts of the provenance that are
    asked for, with their labels. ``single``: a child has one of them, whose latest version counts.
    """

    table: str
    type: type[Result]
    place: Place
    title: str
    one: str
    about: str
    named_by: tuple[str, ...]
    origin: Mapping[str, str]
    fields: tuple[EntryField, ...]
    single: bool = False
    private: bool = False
    carries: tuple[str, ...] = ()

    def field(self, name: str) -> EntryField:
        """One of its fields by name. Raises KeyError."""
        for one in self.fields:
            if one.name == name:
                return one
        raise KeyError(name)

    @property
    def head(self) -> EntryField:
        """The field that names an entry first."""
        return self.field(self.named_by[0])


@dataclass(frozen=True, slots=True)
class EntryKinds:
    """All kinds of entry by table, in the order of their files, and the words of their codes."""

    kinds: Mapping[str, EntryKind]

    def of_place(self, place: Place) -> tuple[EntryKind, ...]:
        """The kinds that stand in one section."""
        return tuple(one for one in self.kinds.values() if one.place is place)

    def words(self) -> Mapping[str, Mapping[str, str]]:
        """What labels need: the words of each coded field by ``table.field``, the names of facts and of kinds."""
        told: dict[str, dict[str, str]] = {"fact": {}, "history_kind": {}, "history_fact": {}}
        for kind in self.kinds.values():
            told["history_kind"][kind.table] = kind.one
            for one in kind.fields:
                told["fact"][one.fact.name] = told["history_fact"][one.fact.name] = one.label
                if one.choices:
                    told[one.fact.name] = {each.code: each.words for each in one.choices}
                if one.asked is Asked.CODES:
                    told[one.fact.name]["none"] = "none"
                if one.asked is Asked.YES_NO:
                    told[one.fact.name] = {"true": "yes", "false": "no"}
        return told


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
        "table", "place", "title", "one", "about", "named_by", "origin", "field", "single", "private", "carries"
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
    return EntryKind(
        table=table,
        type=kind,
        place=one.code("place", Place),
        title=one.text("title"),
        one=one.text("one"),
        about=one.text("about"),
        named_by=names,
        origin=MappingProxyType({key: origin.text(key) for key in origin.values}),
        fields=asked,
        single=one.flag("single"),
        private=one.flag("private"),
        carries=one.names("carries"),
    )


def _field(one: Table, table: str, lists: Mapping[str, tuple[Choice, ...]], sources: Mapping[str, str]) -> EntryField:
    one.only(
        "name", "label", "kind", "choices", "links", "needed", "unit", "units", "over", "at_most", "doubt_below",
        "doubt_above", "doubt", "what", "why", "where", "source", "carries",
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
            over=_number(one, "over"),
            at_most=_number(one, "at_most"),
        ),
        help=FieldHelp(fact=full, what=one.text("what"), why=one.text("why"), where=one.text("where"), sources=spelled),
        needed=one.flag("needed"),
        choices=choices,
        links=one.words("links"),
        unit=one.words("unit"),
        units=_units(one),
        doubtful=_doubtful(one),
        carries=one.names("carries"),
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
    return MappingProxyType({unit: _number(found, unit) or Decimal(1) for unit in found.values})


def _doubtful(one: Table) -> Doubtful | None:
    if "doubt" not in one.values:
        return None
    return Doubtful(below=_number(one, "doubt_below"), above=_number(one, "doubt_above"), words=one.text("doubt"))


def _number(one: Table, key: str) -> Decimal | None:
    """A number, written as text so that it stays as it is written; None where the key is absent."""
    if key not in one.values:
        return None
    try:
        return Decimal(one.text(key))
    except InvalidOperation as error:
        raise one.refuse(f'"{key}" must be a number in quotes, as {key} = "10"') from error
