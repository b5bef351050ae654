"""Text as it is searched: without accents, capitals or punctuation, so that ``obrien`` finds O'Brien."""

from __future__ import annotations

import re
from unicodedata import combining, normalize

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})


_SIGNS = re.compile(r"[\W_]+")
"""What is neither letter nor digit."""


def fold(text: str) -> str:
    """One text with its words separated by single spaces; punctuation separates words."""
    return _SIGNS.sub(" ", _plain(text)).strip()


def search_text(*texts: str) -> str:
    """What a line is searched in: its words, and words with inner punctuation joined too (``o brien obrien``)."""
    found = [fold(text) for text in texts]
    for text in texts:
        found += [_SIGNS.sub("", word) for word in _plain(text).split() if not word.isalnum()]
    return " ".join(word for word in found if word)


def search_words(text: str) -> list[str]:
    """The words that must all be found; a word that is only punctuation asks for nothing."""
    words = (_SIGNS.sub("", word) for word in _plain(text).split())
    return [word for word in words if word]


def _plain(text: str) -> str:
    if text.isascii():
        return text.lower()
    letters = normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in letters if not combining(letter))
