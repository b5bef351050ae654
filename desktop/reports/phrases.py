"""The words of a page: a few of them in one tone, statements made of these, and how a silence is marked as one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby


class Tone(StrEnum):
    """How words stand in a line. ``SILENCE`` is a fact without a value; ``UNCHECKED`` was not checked by a second
    person and is underlined with dots; ``FAINT`` is apparatus (laboratory, date, row), never a value."""

    PLAIN = "plain"
    HEAD = "head"
    STRONG = "strong"
    SILENCE = "silence"
    FAINT = "faint"
    UNCHECKED = "unchecked"

    # as for ``Cut``: pages are looked up by their words
    __hash__ = str.__hash__


@dataclass(frozen=True, slots=True)
class Words:
    """A few words in one tone."""

    text: str
    tone: Tone = Tone.PLAIN


Phrase = tuple[Words, ...]
"""One statement, for example a head and its value. Spaces are part of the words."""

Paragraph = tuple[Phrase, ...]
"""Statements that follow each other in one paragraph, with a wider gap between them."""


def alike(items: Sequence[Phrase]) -> list[tuple[Words | None, list[Phrase]]]:
    """Items in a row that share one silence, with it and without it, so that it is said once; each other item alone."""
    told: list[tuple[Words | None, list[Phrase]]] = []
    for silent, group in groupby(items, key=lambda item: item[-1] if item else None):
        members = list(group)
        if len(members) == 1 or silent is None or silent.tone is not Tone.SILENCE:
            told += [(None, [one]) for one in members]
        else:
            told.append((silent, [(*one[:-2], _bare(one[-2])) for one in members]))
    return told


def _bare(joint: Words) -> Words:
    """The words before a silence without the comma that led to it."""
    return Words(joint.text.rstrip(", \u00a0"), joint.tone)


def plain(text: str) -> Words:
    """An ordinary fact."""
    return Words(text)


def head(text: str) -> Words:
    """A run-in head such as ``Wish``; the value follows after a space."""
    return Words(text, Tone.HEAD)


def strong(text: str) -> Words:
    """A value that the eye must hit."""
    return Words(text, Tone.STRONG)


def silence(text: str) -> Words:
    """The words of a typed silence: never empty, never a dash."""
    return Words(text, Tone.SILENCE)


def faint(text: str) -> Words:
    """Apparatus: where a value comes from."""
    return Words(text, Tone.FAINT)
