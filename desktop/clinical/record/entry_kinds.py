"""Which kinds of entry a record has, in words: their heads, fields, codes with synonyms, help and sources.

All of it is data in ``resources/record``; the shape of a row is the dataclass in ``ENTRY_TYPES`` of the same name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum

from desktop.clinical.editing import Field
from desktop.clinical.field_help import FieldHelp
from desktop.clinical.record.entry_doubts import ANY_DAYS, DAYS_OF_ORIGIN, EntryDays, EntryDoubt, EntryHint
from desktop.clinical.results import Result


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
    ``confidential``: that anything is asked of it never stands in a text for a mail.
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
    confidential: bool = False

    def choice(self, code: str) -> Choice | None:
        """What a code means; None for a code that is not in the list."""
        return next((one for one in self.choices if one.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryKind:
    """One kind of entry. ``title`` heads the list, ``one`` names a single entry inside a sentence.

    ``named_by`` is the field whose words name an entry in a list; ``origin`` the parts of the provenance that are
    asked for, with their labels. ``days``: which of its days may lie ahead or before the birth; ``doubts``: what in it
    is worth a second look; ``hints``: what sources say of its choices. ``single``: a child has one of them, whose
    latest version counts.
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
    days: EntryDays = ANY_DAYS
    doubts: tuple[EntryDoubt, ...] = ()
    hints: tuple[EntryHint, ...] = ()
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
    def dates(self) -> tuple[str, ...]:
        """Every day that an entry of this kind can say: its own fields, then when it was done and reported."""
        own = (one.name for one in self.fields if one.asked is Asked.DATE)
        return (*own, *(part for part in DAYS_OF_ORIGIN if part in self.origin))

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
