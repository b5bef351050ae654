"""The same letters however they were typed: names and words are looked for without accents and signs that differ."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from unicodedata import category, normalize

_PLAIN = {
    "ß": "ss", "ẞ": "SS", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i",
    "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE",
    **dict.fromkeys("’‘ʼ´′", "'"),
    **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212", "-"),
    **dict.fromkeys("\u00a0\u2007\u2009\u202f", " "),
}  # fmt: skip
"""Letters and signs that have no accent to be taken off, by those that a person types in their place."""

_UNSEEN = frozenset({"Mn", "Cf"})
"""Accents by themselves, and signs that nobody sees: soft hyphens and joiners."""

_NOT_PLAIN = re.compile(r"[^\x00-\x7f]")


@dataclass(frozen=True, slots=True)
class Plain:
    """A text in plain letters; ``places`` are where each of them stands in the text, which is ``length`` long."""

    text: str
    places: Sequence[int]
    length: int

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where a stretch of the plain letters stands in the text, with the accents of its last letter."""
        return self.places[start], self.places[end] if end < len(self.places) else self.length


def plain_letters(text: str) -> Plain:
    """``Muñoz`` and ``Munoz``, ``O’Brien`` and ``O'Brien`` are one name, whichever signs they were typed with."""
    if text.isascii():
        return Plain(text, range(len(text)), len(text))
    letters, places = list[str](), list[int]()
    for place, sign in enumerate(text):
        for bare in normalize("NFD", sign):
            told = _told(bare)
            letters += told
            places += [place] * len(told)
    return Plain("".join(letters), places, len(text))


def without_accents(text: str) -> str:
    """The plain letters alone, of long texts as well."""
    if text.isascii():
        return text
    return _NOT_PLAIN.sub(lambda found: _told(found[0]), normalize("NFD", text))


def _told(bare: str) -> str:
    """What stands for a sign that has no accent within itself."""
    return "" if category(bare) in _UNSEEN else _PLAIN.get(bare, bare)
