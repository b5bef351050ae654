"""Text as it is searched: without accents, capitals or punctuation, so that ``obrien`` finds O'Brien."""

from __future__ import annotations

from unicodedata import combining, normalize

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "ı": "i", "þ": "th"})


def fold(text: str) -> str:
    """One text with its words separated by single spaces; punctuation separates words."""
    return " ".join("".join(letter if letter.isalnum() else " " for letter in _plain(text)).split())


def search_text(*texts: str) -> str:
    """What a line is searched in: its words, and words with inner punctuation joined too (``o brien obrien``)."""
    found = [fold(text) for text in texts]
    for text in texts:
        for word in _plain(text).split():
            joined = "".join(letter for letter in word if letter.isalnum())
            if joined != word:
                found.append(joined)
    return " ".join(word for word in found if word)


def search_words(text: str) -> list[str]:
    """The words that must all be found; a word that is only punctuation asks for nothing."""
    words = ("".join(letter for letter in word if letter.isalnum()) for word in _plain(text).split())
    return [word for word in words if word]


def _plain(text: str) -> str:
    letters = normalize("NFKD", text.casefold()).translate(_LETTERS)
    return "".join(letter for letter in letters if not combining(letter))
