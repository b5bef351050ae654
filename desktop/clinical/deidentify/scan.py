"""Free text looked through for what may name somebody: names, days, numbers, places. It finds more than it must."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from unicodedata import normalize

from desktop.clinical.deidentify.treatments import Treatments

_LEAST = 3
"""Shorter parts of a name (de, la, Jo) would hit everywhere; the whole name is looked for as well."""
_COMPOUND = 6
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_CAPITAL = r"[A-ZÀ-ÖØ-ÞĀ-Ž][\w'’-]*"
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


class HitKind(StrEnum):
    """What a hit may be."""

    NAME = "name"
    DAY = "day"
    NUMBER = "number"
    PLACE = "place"


MASKS = {HitKind.NAME: "[name]", HitKind.DAY: "[date]", HitKind.NUMBER: "[number]", HitKind.PLACE: "[place]"}


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
        self._places = _any_of(re.escape(one) for one in places if len(one.strip()) >= _LEAST)
        self._numbers = _any_of(re.escape(one.strip()) for one in numbers if one.strip())
        self._names = _any_of(_name_patterns(names))

    def hits(self, text: str) -> tuple[Hit, ...]:
        """Every stretch that may name somebody, in order, none within another.

        Days are found in the usual forms in English, Spanish and German.
        """
        found = [
            *_spans(HitKind.PLACE, text, self._places),
            *_places(text, self._treatments),
            *_days(text, self._treatments),
            *_matches(HitKind.NUMBER, _MAIL, text),
            *_spans(HitKind.NUMBER, text, self._numbers),
            *_spans(HitKind.NAME, text, self._names),
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
    """The words of a name that are long enough to be looked for by themselves."""
    for word in _WORD.findall(name):
        if len(word) >= _LEAST:
            yield word


def _name_patterns(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        if name.strip():
            yield re.escape(name.strip())
            yield from (rf"{re.escape(one)}(?:s|'s|’s)?" for one in parts_of(name))


def _any_of(patterns: Iterable[str]) -> re.Pattern[str] | None:
    """One expression for all of them, the longest first; looked for ahead, so that two that overlap are both found."""
    told = sorted({without_accents(one) for one in patterns}, key=lambda one: (-len(one), one))
    return re.compile(rf"(?<!\w)(?=((?:{'|'.join(told)})(?!\w)))", re.IGNORECASE) if told else None


def _spans(kind: HitKind, text: str, wanted: re.Pattern[str] | None) -> Iterator[Hit]:
    for match in wanted.finditer(without_accents(text)) if wanted is not None else ():
        start, end = match.span(1)
        yield Hit(start, end, kind, text[start:end])


def without_accents(text: str) -> str:
    """The same letters, as many of them, without their accents: ``Muñoz`` and ``Munoz`` are one name."""
    if text.isascii():
        return text
    return "".join(letter if len(letter) == 1 else letter[0] for letter in map(partial(normalize, "NFD"), text))


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
