"""What becomes of each field of a record, the bands, and the words that give places and names away; all of it data."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise

from desktop.clinical.errors import RuleFileError
from desktop.clinical.toml_tables import Table

_NAME = "The treatments of de-identified fields"


class Treatment(StrEnum):
    """What becomes of a field; ``resources/deidentify`` says what each means."""

    KEEP = "keep"
    CODE = "code"
    DAY = "day"
    BAND = "band"
    REGION = "region"
    LISTED = "listed"
    SCAN = "scan"
    DROP = "drop"
    MARK = "mark"
    KEY = "key"
    LINK = "link"
    INSIDE = "inside"
    ZERO = "zero"


@dataclass(frozen=True, slots=True)
class Bands:
    """Numbers told as bands: each from its edge up to the next, with its words."""

    edges: tuple[int, ...]
    words: tuple[str, ...]

    def place(self, value: int | Decimal) -> int:
        """Which band a number is in; one below all edges is in the first."""
        return max((number for number, edge in enumerate(self.edges) if edge <= value), default=0)

    def of(self, value: int | Decimal) -> str:
        """The words of a number's band."""
        return self.words[self.place(value)]

    def span(self, value: int | Decimal) -> range:
        """The whole numbers of a number's band; the last band is taken to be as wide as the one before."""
        at = self.place(value)
        beyond = self.edges[at + 1] if at + 1 < len(self.edges) else 2 * self.edges[-1]
        return range(self.edges[at], beyond)


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeWords:
    """The words of an age in free text: ``before`` and ``after`` a count of ``units``, ``words`` that are enough behind
    a count, and ``counts`` that are words themselves."""

    before: frozenset[str]
    after: frozenset[str]
    units: frozenset[str]
    words: frozenset[str]
    counts: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatments:
    """The treatment of every field by class and name, and everything that they need."""

    fields: Mapping[str, Mapping[str, tuple[Treatment, str]]]
    bands: Mapping[str, Bands]
    years: tuple[int, int]
    regions: Mapping[str, str]
    titles: frozenset[str]
    places: frozenset[str]
    of_places: frozenset[str]
    months: frozenset[str]
    ages: AgeWords
    listed: frozenset[str]

    @classmethod
    def parse(cls, text: str) -> Treatments:
        """Read the file. Raises RuleFileError that names the part and the field."""
        try:
            whole = Table(_NAME, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"{_NAME} cannot be read as TOML: {error}.") from error
        whole.only("bands", "years", "regions", "scan", "listed", "fields")
        parts = {name: Table.of(f"{_NAME}, {name}", whole.values.get(name, {})) for name in whole.values}
        bands = {name: _bands(Table.of(f"{_NAME}, {name}", told)) for name, told in parts["bands"].values.items()}
        years = parts["years"]
        return cls(
            fields={name: _fields(Table.of(f"{_NAME}, {name}", told), bands)
                    for name, told in parts["fields"].values.items()},
            bands=bands,
            years=(years.whole("fine", 1), years.whole("wide", 1)),
            regions={country: region for region in parts["regions"].values
                     for country in parts["regions"].names(region)},
            titles=frozenset(parts["scan"].names("titles")),
            places=frozenset(parts["scan"].names("places")),
            of_places=frozenset(parts["scan"].names("of_places")),
            months=frozenset(parts["scan"].names("months")),
            ages=_ages(parts["scan"]),
            listed=frozenset(parts["listed"].names("words")),
        )  # fmt: skip

    def of(self, kind: type, name: str) -> tuple[Treatment, str]:
        """The treatment of a field, and the name of its band. Raises RuleFileError for a field that has none."""
        for one in kind.__mro__:
            told = self.fields.get(one.__name__, {}).get(name)
            if told is not None:
                return told
        raise RuleFileError(
            f"{_NAME}: the field {name} of {kind.__name__} has none, so nothing can leave de-identified; add one."
        )

    def is_band(self, words: str) -> bool:
        """Whether words are those of a band, or none: what a record says instead of a value may be anything."""
        return not words or any(words in one.words for one in self.bands.values())

    def years_of(self, year: int, *, wide: bool = False) -> str:
        """Some years together: ``2025–2027``."""
        count = self.years[1 if wide else 0]
        first = year - year % count
        return f"{first}–{first + count - 1}" if count > 1 else str(year)


def _ages(table: Table) -> AgeWords:
    names = ("age_before", "age_after", "age_units", "age_words", "counts")
    before, after, units, words, counts = (frozenset(table.names(one)) for one in names)
    return AgeWords(before=before, after=after, units=units, words=words, counts=counts)


def _bands(table: Table) -> Bands:
    edges, words = table.values.get("edges"), table.names("words")
    if not isinstance(edges, list) or not all(isinstance(one, int) for one in edges) or len(edges) != len(words):
        raise table.refuse('"edges" must be whole numbers, as many as "words"')
    if any(one >= other for one, other in pairwise(edges)):
        raise table.refuse('"edges" must rise')
    return Bands(tuple(edges), words)


def _fields(table: Table, bands: Mapping[str, Bands]) -> dict[str, tuple[Treatment, str]]:
    found = {}
    for name in table.values:
        word, _, band = table.text(name).partition(" ")
        if word not in set(Treatment) or (word == Treatment.BAND) != (band in bands):
            raise table.refuse(f'"{name}" has no treatment; use one of {", ".join(Treatment)}, or "band" with a band')
        found[name] = (Treatment(word), band)
    return found
