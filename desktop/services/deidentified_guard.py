"""The second guard: every name, number, place and date of a child looked for in what was made without them.

The document is drawn from a value that has none of them, so nothing is ever found; if something is, the document does
not go out. What the program's own rules and words hold anyway (a date of a source, a word that is also a name) tells
nobody anything, and is not looked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pypdfium2

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import NEUTRAL_YEARS, PartialDate
from desktop.clinical.deidentify import HitKind
from desktop.clinical.deidentify.scan import parts_of
from desktop.clinical.errors import UserError
from desktop.clinical.plain_letters import without_accents
from desktop.clinical.timeline import Template
from desktop.services.deidentifying import Ready, Text, names_of, numbers_of, places_of
from desktop.services.library import Library

_LEAST, _DIGITS = 4, 5
"""A shorter number or name stands on every page by chance."""
NAME, NUMBER, PLACE, DAY = "a name", "a number", "a place", "a date"


@dataclass(frozen=True, slots=True)
class Needle:
    """Something of the child, and what kind of thing it is."""

    what: str
    text: str


def needles(
    library: Library, case: Case, ready: Ready, persons: Iterable[str] = (), places: Iterable[str] = ()
) -> tuple[Needle, ...]:
    """Everything that must not be found; ``places`` beside those of the record."""
    own = _own_words(library)
    # only what a person looked at and gave a reason for may be found again
    kept = {one for one, choice in ready.choices.texts.items() if choice.deed is Text.KEEP and choice.reason.strip()}
    found = dict.fromkeys(
        (*_names(case, persons), *_numbers(case), *_places(case, places), *_days(case), *_hits(ready, kept))
    )
    allowed = _alike(" ".join(one.text for one in ready.texts if one.place in kept))
    return tuple(one for one in found if not (_is_own(own, told := _alike(one.text)) or (allowed and told in allowed)))


def _own_words(library: Library) -> str:
    words: Mapping[str, Mapping[str, str]] = library.all_labels.words
    labels = (word for kind in words.values() for word in kind.values())
    templates = (f"{one.title} {one.id}" for one in library.templates.values())
    return _alike(" ".join((*labels, *library.rule_texts.values(), *templates)))


def _names(case: Case, persons: Iterable[str]) -> Iterator[Needle]:
    for whole in (*names_of(case), *persons):
        yield from _long(NAME, whole)
    for part in (*parts_of(case.family_name), *parts_of(case.given_name)):
        yield from _long(NAME, part, least=3)


def _numbers(case: Case) -> Iterator[Needle]:
    for one in numbers_of(case):
        yield from _long(NUMBER, one)


def _places(case: Case, places: Iterable[str]) -> Iterator[Needle]:
    for one in (*places_of(case), *places):
        yield from _long(PLACE, one)


def _hits(ready: Ready, kept: set[str]) -> Iterator[Needle]:
    kinds = {HitKind.NAME: NAME, HitKind.DAY: DAY, HitKind.NUMBER: NUMBER}
    for text in ready.texts:
        for hit in text.hits if text.place not in kept else ():
            if hit.kind in kinds:
                yield from _long(kinds[hit.kind], hit.text, least=_DIGITS)


def _long(what: str, text: str, least: int = _LEAST) -> Iterator[Needle]:
    told = " ".join(text.split())
    if len(told) >= (max(least, _DIGITS) if told.replace(" ", "").isdigit() else least):
        yield Needle(what, told)


def _days(case: Case) -> Iterator[Needle]:
    # a child who came de-identified has days of nobody's calendar
    for day in (one for one in dict.fromkeys(_dates(case)) if one.year not in NEUTRAL_YEARS):
        told = PartialDate.of(day).words()
        yield from (Needle(DAY, one) for one in (
            day.isoformat(), told, told.lstrip("0"), f"{day:%d.%m.%Y}", f"{day:%d/%m/%Y}", f"{day:%m/%d/%Y}",
        ))  # fmt: skip


def _dates(value: Any) -> Iterator[date]:
    """Every full day of a case."""
    if isinstance(value, datetime):
        yield value.date()
    elif isinstance(value, date):
        yield value
    elif isinstance(value, PartialDate):
        yield from (value.full,) if value.full else ()
    elif isinstance(value, tuple):
        for one in value:
            yield from _dates(one)
    elif isinstance(value, Answer):
        yield from _dates(value.value)
        yield from _dates(value.on)
    elif is_dataclass(value):
        for one in fields(value):
            yield from _dates(getattr(value, one.name))


def refuse_named(wanted: Iterable[Needle], texts: Iterable[str], document: str) -> None:
    """Raises UserError, which repeats nothing, where one of the texts holds something of the child."""
    hay = "\n".join(_alike(one) for one in texts)
    for one in wanted:
        if _holds(hay, _alike(one.text)):
            raise UserError(
                f"The {document} still holds {one.what} of the child; nothing went out and nothing was changed. "
                "Leave every free text out, and report this if it stays."
            )


def _is_own(own: str, told: str) -> bool:
    """A whole word of the program tells nothing; a name that only begins like one is looked for, unless it is so short
    that pages have it by chance."""
    return told in own if len(told) < _LEAST else _holds(own, told)


def _holds(hay: str, told: str) -> bool:
    # hardly any is there at all, and to look for whole words takes long
    return told in hay and re.search(rf"(?<!\w){re.escape(told)}(?!\w)", hay) is not None


def _alike(text: str) -> str:
    """As names are compared: on one line, without accents and capitals."""
    return " ".join(without_accents(text).casefold().split())


def pdf_texts(pdf: bytes) -> Iterator[str]:
    """The text of every page, and what the file says of itself."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        for number in range(len(document)):
            page = document[number]
            text = page.get_textpage()
            yield text.get_text_range()
            text.close()
            page.close()
        yield from document.get_metadata_dict().values()
    finally:
        document.close()


def strings_in(value: object) -> Iterator[str]:
    """Every text within a value: a content of a page, or a record as it is written.

    The template that a drawing is of ships with the program, with sources that have dates.
    """
    if isinstance(value, Template):
        return
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from strings_in(one)
    elif isinstance(value, (tuple, list, frozenset)):
        for one in value:
            yield from strings_in(one)
    elif is_dataclass(value) and not isinstance(value, type):
        for each in fields(value):
            yield from strings_in(getattr(value, each.name))
