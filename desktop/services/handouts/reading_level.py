"""How hard a text is to read: Flesch-Kincaid grade for English, the Fernández-Huerta index for Spanish.

Syllables are counted by a hyphenation dictionary, as the usual packages do; those bring along a top-level package of
their tests, or more than this program may carry, and the two formulas are a line each. Sources: Kincaid 1975,
Fernández Huerta 1959 in the form corrected by Law 2011.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from desktop.clinical.handout.sheet import Language
from desktop.clinical.handout.texts import plain_words

TARGET = {Language.ENGLISH: 6.0, Language.SPANISH: 70.0}
"""English: the grade at most. Spanish: the index at least."""

_DICTIONARIES = {Language.ENGLISH: "en_US", Language.SPANISH: "es"}
_SENTENCE = re.compile(r"[.!?:;]+(?:\s|$)")
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """A measured text: a school grade in English, an index from 0 (hard) to 100 in Spanish."""

    language: Language
    value: float

    @property
    def is_easy(self) -> bool:
        """Whether it meets the target."""
        target = TARGET[self.language]
        return self.value <= target if self.language is Language.ENGLISH else self.value >= target

    @property
    def words(self) -> str:
        """The figure as it is printed: a whole grade, never below 1, or a whole index."""
        return str(max(round(self.value), 1))


def reading_level(texts: Sequence[str], language: Language) -> ReadingLevel | None:
    """How hard some sentences are together; None where there is nothing to measure."""
    said = " ".join(" ".join(plain_words(one).split()) for one in texts).strip()
    if not said:
        return None
    sentences = max(len([one for one in _SENTENCE.split(said) if _WORD.search(one)]), 1)
    words = _WORD.findall(said)
    # loaded with its dictionary only where something is measured
    from pyphen import Pyphen

    hyphens = Pyphen(lang=_DICTIONARIES[language])
    syllables = sum(len(hyphens.positions(one.casefold())) + 1 for one in words)
    length, weight = len(words) / sentences, syllables / max(len(words), 1)
    if language is Language.ENGLISH:
        return ReadingLevel(language, 0.39 * length + 11.8 * weight - 15.59)
    return ReadingLevel(language, 206.84 - 60 * weight - 1.02 * length)
