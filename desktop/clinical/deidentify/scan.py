"""Free text looked through for what may name somebody: names, days, ages, numbers, places. Rather too much is found."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from unicodedata import normalize

from desktop.clinical.deidentify.treatments import Treatments
from desktop.clinical.plain_letters import Plain, plain_letters, without_accents

_LEAST = 3
"""Shorter parts of a name (de, la, Jo) would hit everywhere; the whole name is looked for as well."""
_COMPOUND = 6
_OWNED = "(?:s|'s)?"
_WORD = re.compile(r"[^\W\d_][\w'-]*")
_SPELLED = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}
"""How these letters are written where a keyboard lacks them."""
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’\u2010\u2011-]*"
_NUMBER = re.compile(r"(?<![\w.,])\+?\d[\d /().-]{3,}\d(?!\w)|\b\d{5,}\b|\b[A-Za-z]{1,4}[-/ ]?\d{2,}(?:[-/]\d+)+\b")
_CODED = re.compile(r"\b(?=\w*\d)(?=\w*[A-Za-z])[A-Za-z]{1,4}[- ]?\d{4,}\w*\b")
_MAIL = re.compile(r"\S+@\S+\.\w+|https?://\S+|\bwww\.\S+", re.IGNORECASE)
_NUMERIC_DAYS = (
    re.compile(r"\b\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?\b"),
    re.compile(r"\b\d{1,2}[-/.]\s?\d{1,2}[-/.]\s?(?:\d{4}|\d{2})\b"),
    re.compile(r"\b\d{1,2}[/.]\d{4}\b"),
    re.compile(r"(?<!\d)\d{1,2}\.\s?\d{1,2}\.(?!\d)"),
    re.compile(r"\b(?:19|20)\d{2}\b"),
)


_SHORT_AGES = (
    re.compile(r"\b\d{1,2}\s?y\s?\d{1,2}\s?mo?\b", re.IGNORECASE),
    re.compile(r"\baged?:?\s+\d{1,3}\s?(?:y|mo?)\b", re.IGNORECASE),
)
"""In signs: ``2 y 3 m``, ``aged 3y``."""


class HitKind(StrEnum):
    """What a hit may be."""

    NAME = "name"
    DAY = "day"
    NUMBER = "number"
    PLACE = "place"
    AGE = "age"


MASKS = {HitKind.NAME: "[name]", HitKind.DAY: "[date]", HitKind.NUMBER: "[number]", HitKind.PLACE: "[place]",
         HitKind.AGE: "[age]"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hit:
    """A stretch of a text, from ``start`` up to ``end``, and what it may be."""

    start: int
    end: int
    kind: HitKind
    text: str


class Scanner:
    """Looks through the free texts of one record; what is looked for is made ready once for all of them.

    ``names`` are of the child, its relatives, the care team and the persons of the board; ``places`` institutions
    and laboratories of the record; ``numbers`` its identifiers, as short as they are. Accents are not told apart.
    """

    def __init__(
        self, treatments: Treatments, names: Iterable[str] = (), places: Iterable[str] = (), numbers: Iterable[str] = ()
    ) -> None:
        self._treatments = treatments
        where = [without_accents(one).strip() for one in places if len(one.strip()) >= _LEAST]
        self._places = _any_of(map(re.escape, where), _place_words(where, treatments))
        self._numbers = _any_of(re.escape(without_accents(one).strip()) for one in numbers if one.strip())
        called = list(dict.fromkeys(spelling for one in names for spelling in _spellings(one)))
        self._names = _any_of(_whole_names(called), _name_parts(called))

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Every stretch that may name somebody, in order, none within another.

        Days and ages are found in the usual forms in English, Spanish and German.
        """
        told = plain_letters(text)
        found = [
            *_spans(HitKind.NAME, text, told, self._names),
            *_spans(HitKind.PLACE, text, told, self._places),
            *_places(text, self._treatments),
            *_days(text, self._treatments),
            *_ages(text, self._treatments),
            *_matches(HitKind.NUMBER, _MAIL, text),
            *_spans(HitKind.NUMBER, text, told, self._numbers),
            *_titled(text, self._treatments),
            *_matches(HitKind.NUMBER, _NUMBER, text),
            *_matches(HitKind.NUMBER, _CODED, text),
        ]
        return _apart(found)


def masked(text: str, hits: Sequence[Hit]) -> str:
    """The text with what kind of thing it was in place of each hit."""
    told, at = [], 0
    for one in sorted(hits, key=lambda hit: hit.start):
        told += [text[at : one.start], MASKS[one.kind]]
        at = one.end
    return "".join([*told, text[at:]])


def parts_of(name: str) -> Iterator[str]:
    """The words of a name that are long enough to be looked for by themselves; of one with a hyphen also its halves."""
    for word in _WORD.findall(without_accents(name)):
        halves = re.split("[-']", word)
        for part in (word, *halves) if len(halves) > 1 else (word,):
            if len(part) >= _LEAST:
                yield part


def _whole_names(names: Iterable[str]) -> Iterator[str]:
    """With or without the hyphen or the space between their words."""
    for name in names:
        yield r"[\s-]*".join(map(re.escape, re.split(r"[\s-]+", name))) + _OWNED


def _name_parts(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from (f"{re.escape(one)}{_OWNED}" for one in parts_of(name))


def _spellings(name: str) -> Iterator[str]:
    """``Müller`` is written Muller and Mueller as well, and ``Mueller`` Müller; nothing for no name."""
    if name.strip(" -"):
        plain = without_accents(name).strip(" -")
        yield plain
        yield without_accents("".join(_SPELLED.get(one, one) for one in normalize("NFC", name))).strip(" -")
        shorter = re.sub("([aou])e", r"\1", plain, flags=re.IGNORECASE)
        if len(shorter) > _LEAST:
            yield shorter


def _place_words(places: Iterable[str], treatments: Treatments) -> Iterator[str]:
    """Each word of a place that is not said of every place: ``Marrowstone`` of Marrowstone Hospital."""
    for word in (each for place in places for each in _WORD.findall(without_accents(place))):
        small = word.casefold()
        is_common = small.startswith(tuple(treatments.places)) or small in treatments.listed | treatments.of_places
        if len(word) > _LEAST and word[0].isupper() and not is_common:
            # the same word without a capital is no name
            yield rf"(?-i:{re.escape(word)}|{re.escape(word.upper())})"


def _any_of(wholes: Iterable[str], parts: Iterable[str] = ()) -> re.Pattern[str] | None:
    """One expression for all of them, the longest first and wholes before parts; looked for ahead, so that two that
    overlap are both found."""
    told = [one for group in (wholes, parts) for one in sorted({*group}, key=lambda one: (-len(one), one))]
    return re.compile(rf"(?<!\w)(?=((?:{'|'.join(told)})(?!\w)))", re.IGNORECASE) if told else None


def _spans(kind: HitKind, text: str, told: Plain, wanted: re.Pattern[str] | None) -> Iterator[Hit]:
    for match in wanted.finditer(told.text) if wanted is not None else ():
        start, end = told.span(*match.span(1))
        yield Hit(start, end, kind, text[start:end])


def _matches(kind: HitKind, pattern: re.Pattern[str], text: str) -> Iterator[Hit]:
    for match in pattern.finditer(text):
        yield Hit(match.start(), match.end(), kind, match.group())


def _days(text: str, treatments: Treatments) -> Iterator[Hit]:
    for pattern in _NUMERIC_DAYS:
        yield from _matches(HitKind.DAY, pattern, text)
    months = "|".join(sorted(map(re.escape, treatments.months), key=len, reverse=True))
    day, joint, year = r"\d{1,2}(?:st|nd|rd|th|\.|º)?", r"\s*(?:de\s+|of\s+|-)?\s*", r"(?:,?\s*(?:del?\s+|-)?\d{2,4})"
    for pattern_ in (
        rf"(?<!\w){day}{joint}(?:{months})\.?(?!\w){year}?",
        rf"(?<!\w)(?:{months})\.?\s+{day}(?!\w){year}?",
        rf"(?<!\w)(?:{months})\.?{year}(?!\w)",
    ):
        yield from _matches(HitKind.DAY, re.compile(pattern_, re.IGNORECASE), text)


def _ages(text: str, treatments: Treatments) -> Iterator[Hit]:
    """``aged 14 months``, ``3-year-old``, ``2 años y 3 meses de edad``: the page tells a band instead."""
    for short in _SHORT_AGES:
        yield from _matches(HitKind.AGE, short, text)
    ages = treatments.ages
    before, after, units, words = map(_one_of, (ages.before, ages.after, ages.units, ages.words))
    many, joint = rf"(?:\d{{1,4}}(?:[.,/]\d{{1,2}})?|{_one_of(ages.counts)})", r"[\s-]{0,2}"
    count = rf"{many}{joint}{units}(?:\.?,?\s+(?:and\s+|y\s+|und\s+)?{many}{joint}{units})?"
    for pattern in (
        rf"(?<!\w){before}:?\s+{count}(?!\w)(?:{joint}{after}(?!\w))?",
        rf"(?<!\w){count}{joint}{after}(?!\w)",
        rf"(?<!\w){many}{joint}{words}(?!\w)",
    ):
        yield from _matches(HitKind.AGE, re.compile(pattern, re.IGNORECASE), text)


def _one_of(words: Iterable[str]) -> str:
    """One of some words, the longest first."""
    return f"(?:{'|'.join(sorted(map(re.escape, words), key=lambda one: (-len(one), one)))})"


def _titled(text: str, treatments: Treatments) -> Iterator[Hit]:
    titles = "|".join(sorted(map(re.escape, treatments.titles), key=len, reverse=True))
    pattern = re.compile(
        rf"(?<!\w)(?:(?i:{titles})\.?\s+)+(?:(?:de|del|la|von|van|da)\s+)*{_CAPITAL}(?:\s+{_CAPITAL}){{0,2}}"
    )
    yield from _matches(HitKind.NAME, pattern, text)


def _places(text: str, treatments: Treatments) -> Iterator[Hit]:
    """A word for a place with the capital words on both sides: ``Hospital La Paz``, ``St Mary's Clinic``."""
    # a long one may end a word of its own: Kinderklinik
    words = "|".join(
        rf"\w*{re.escape(one)}\w*" if len(one) >= _COMPOUND else rf"{re.escape(one)}\w*"
        for one in sorted(treatments.places, key=len, reverse=True)
    )
    small = r"(?:(?:of|de|del|la|las|los|el|für|der|the|and|y)\s+)"
    pattern = re.compile(
        rf"(?<!\w)(?:{_CAPITAL}\s+(?:{small})*)*(?i:{words})(?:\s+{small}*{_CAPITAL}(?:\s+{small}*{_CAPITAL}){{0,3}})?"
    )
    yield from _matches(HitKind.PLACE, pattern, text)


def _apart(found: Sequence[Hit]) -> tuple[Hit, ...]:
    """Of hits that overlap one that covers all of them, of the kind of the longest."""
    kept: list[Hit] = []
    for one in sorted(found, key=lambda hit: (hit.start, -hit.end)):
        last = kept[-1] if kept else None
        if last is None or one.start >= last.end:
            kept.append(one)
        elif one.end > last.end:
            kind = max((last, one), key=lambda hit: hit.end - hit.start).kind
            kept[-1] = Hit(last.start, one.end, kind, last.text + one.text[last.end - one.start :])
    return tuple(kept)
