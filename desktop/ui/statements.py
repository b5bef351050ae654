"""The page's own statements as the screen shows them: a name, a value, and the mark of a silence.

The words come from the blocks of the printed page and are not changed, so that screen and page cannot disagree.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import GradeCell
from desktop.reports.phrases import Paragraph, Phrase, Tone, Words
from desktop.ui.words import capital

_LIST, _BETWEEN = ": ", (", ", "; ")
"""Words of their own before a list and between its items."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One line: ``name`` may be empty, ``items`` are listed beneath the value, ``strong`` is what the eye must hit,
    ``caution`` what waits or is late."""

    name: str
    value: str
    silence: Silence | None = None
    strong: bool = False
    items: tuple[str, ...] = ()
    caution: bool = False


def statements(labels: Labels, paragraphs: Iterable[Paragraph]) -> tuple[Statement, ...]:
    """All statements of a block in their order."""
    return tuple(_statement(labels, phrase) for paragraph in paragraphs for phrase in paragraph if phrase)


def graded(labels: Labels, cells: Sequence[GradeCell]) -> tuple[Statement, ...]:
    """The parts of a response as statements."""
    told = [(one, ", ".join(part for part in (one.grade.text, one.reason) if part)) for one in cells]
    return tuple(Statement(one.name, capital(words), _reason(labels, one.grade)) for one, words in told)


def silent_line(labels: Labels, name: str, told: Sequence[Statement]) -> Statement | None:
    """What says nothing but one silence, as a single line with its name; None for anything else."""
    if told and all(_names(labels, one) for one in told):
        return Statement("", f"{name}: {labels.silence(NOT_ASKED)}", Silence.NOT_ASKED)
    if len(told) != 1 or told[0].silence is None or told[0].name:
        return None
    return Statement("", f"{name}: {told[0].value[:1].lower()}{told[0].value[1:]}", told[0].silence)


def gathered(labels: Labels, told: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of several blocks, with what nobody has asked for brought together in one last line."""
    unasked = [one for one in told if _names(labels, one)]
    if len(unasked) < 2:
        return tuple(told)
    first, *others = (_names(labels, one) for one in unasked)
    names = ", ".join((first, *(f"{one[:1].lower()}{one[1:]}" for one in others)))
    last = Statement("", f"{names}: {labels.silence(NOT_ASKED)}", Silence.NOT_ASKED)
    return (*(one for one in told if one not in unasked), last)


def plain_words(phrase: Phrase) -> str:
    """A statement of the page as plain text."""
    return "".join(words.text for words in phrase)


def _statement(labels: Labels, phrase: Phrase) -> Statement:
    named = phrase[0].tone is Tone.HEAD
    value = list(phrase[1:] if named else phrase)
    reason = _silence_of(labels, value)
    strong = not named and not reason and value[0].tone is Tone.STRONG and len(value) < 3
    items: tuple[str, ...] = ()
    start = next((at for at, one in enumerate(value) if one.text == _LIST), None)
    if start is not None:
        items = tuple(one.text for one in value[start + 1 :] if one.text not in _BETWEEN)
        value = value[:start]
    words = "".join(one.text for one in value).strip()
    # in its narrow column a name may break where a line of print keeps it together
    name = phrase[0].text.rstrip(": ").replace("\u00a0", " ") if named else ""
    return Statement(name, capital(words) if reason else words, reason, strong, items)


def _silence_of(labels: Labels, value: Sequence[Words]) -> Silence | None:
    """The silence that a whole value is; a silence within a report that says more is only part of its words."""
    at = next((at for at, one in enumerate(value) if one.tone is Tone.SILENCE), None)
    before = [one for one in value[:at] if one.text.strip()] if at is not None else []
    if at is None or any(one.tone is not Tone.STRONG and not one.text.endswith(": ") for one in before):
        return None
    return _reason(labels, value[at])


def _reason(labels: Labels, words: Words) -> Silence | None:
    """Which silence some words of the page are; each begins with the words of its reason."""
    if words.tone is not Tone.SILENCE:
        return None
    found = [one for one in Silence if words.text.startswith(labels.word("silence", one))]
    return max(found, key=lambda one: len(labels.word("silence", one)), default=Silence.NOT_ASKED)


def _names(labels: Labels, one: Statement) -> str:
    """The names in a statement that nobody has asked: ``Last study, measurements``; empty for another."""
    silence = labels.silence(NOT_ASKED)
    if one.silence is not Silence.NOT_ASKED or not one.value.lower().endswith(silence):
        return ""
    return one.name or one.value[: -len(silence)].rstrip(": ")
