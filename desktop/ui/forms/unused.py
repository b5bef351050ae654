"""Text that stands in a field and could not be used: which field holds it, and the sentence that names it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from desktop.clinical.labels import Labels
from desktop.ui.words import counted

PARTS = {"value": "", "date": ": date", "place": ": laboratory or place"}
"""The parts of a fact's row that can be typed in, and what is added to the fact's name for each."""

_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Unused:
    """One such text, and where it waits."""

    case_id: UUID
    section: int
    fact: str
    part: str
    text: str


def unused_words(labels: Labels, texts: Sequence[Unused], case: str, besides: int = 0) -> str:
    """The first by its field and its words, the case where it is not the one that is shown; the others are counted."""
    first = texts[0]
    name = labels.name(first.fact) + PARTS[first.part]
    where = f"{name} of {case}" if case else name
    more = _more(len(texts) - 1 + besides)
    return f"{where[:1].upper()}{where[1:]} holds text that could not be used: “{_short(first.text)}”{more}."


def unsaved_setting_words(name: str, text: str, besides: int) -> str:
    """The same of a field of the settings."""
    return f"“{name}” in the settings holds text that could not be saved: “{_short(text)}”{_more(besides)}."


def _more(rest: int) -> str:
    return f", and so {'does' if rest == 1 else 'do'} {counted(rest, 'more field')}" if rest else ""


def unsaved_words(labels: Labels, facts: Sequence[str]) -> str:
    """``Not saved: MYCN and 2 more``; empty where everything is."""
    more = f" and {len(facts) - 1} more" if len(facts) > 1 else ""
    return f"Not saved: {labels.name(facts[0])}{more}" if facts else ""


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"
