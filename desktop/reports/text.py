"""From words with tones to lines of measured runs. There is no markup here, so no text can become markup.

ReportLab's ``Paragraph`` reads tags inside its text; a name such as ``<img src=...>`` would have to be escaped each
time. Lines are broken and drawn here from plain strings instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from operator import attrgetter

from desktop.clinical.unbroken import NO_BREAK, unbroken
from desktop.reports.fonts import Cut, Faces
from desktop.reports.phrases import Paragraph, Phrase, Tone, Words
from desktop.reports.style import APPARATUS, GAP, HEAD_GAP, Type

_SPACES = re.compile(r"( +)")
_BLANKS = re.compile(r"[\s\u2028\u2029]+")
_ITEM_ENDS = ((";", "."), (";", ".", ","))
"""What ends an item: the stops between items first, then those inside of one."""
_LEAST_LEFT = 0.4
"""Of the width of a line, so much stays in front of the mark where it can."""
_SHORT_SILENCE = 22
_SHORT_STATEMENT = 46
_STYLE = attrgetter("wide", "cut", "size", "grey", "dotted")
_NUMBERED = re.compile(r"\b([A-Z]\w*) (?=\d)")


@dataclass(frozen=True, slots=True)
class Run:
    """A piece of one line in one cut and size; ``wide`` is a gap between statements and prints as one space."""

    text: str
    cut: Cut
    size: float
    grey: float
    width: float
    dotted: bool = False
    wide: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """One broken line."""

    runs: tuple[Run, ...]

    @property
    def width(self) -> float:
        """The width in points."""
        return sum(run.width for run in self.runs)

    @property
    def text(self) -> str:
        """What a reader reads."""
        return "".join(run.text for run in self.runs)


def joined(text: str) -> str:
    """Ordinary spaces only where a line may end: dates, numbers with their units, ``Table 3`` and titles stay whole."""
    text = _BLANKS.sub(" ", text.replace(NO_BREAK, "\ue000")).replace("\ue000", NO_BREAK)
    return _NUMBERED.sub(rf"\1{NO_BREAK}", unbroken(text))


def lines_of(faces: Faces, paragraph: Paragraph, role: Type, width: float) -> list[Line]:
    """Break a paragraph into lines no wider than ``width`` points. A word that is wider is broken by its letters."""
    key = (paragraph, role.cut, role.size, role.grey, width)
    if key not in faces.kept:
        faces.kept[key] = tuple(_filled(_words(faces, paragraph, role), width, faces))
    return list(faces.kept[key])


def phrase_lines(faces: Faces, phrase: Phrase, role: Type, width: float) -> list[Line]:
    """Break one statement into lines."""
    return lines_of(faces, (phrase,), role, width)


def one_line(faces: Faces, text: str, role: Type) -> Line:
    """A short text of our own on one line, however wide."""
    return Line(_runs(faces, _joined(faces, text).replace(" ", NO_BREAK), role))


def cut_lines(faces: Faces, lines: Sequence[Line], keep: int, mark: str, role: Type, width: float) -> list[Line]:
    """The first ``keep`` lines, the last one ending in ``mark``, in bold, where the text goes on elsewhere.

    The cut falls between two items, so that no item is read as if it were whole; inside of one only where the line
    would be left nearly empty, as in running text.
    """
    ending = one_line(faces, f" {mark}", Type(role.size, role.leading, Cut.BOLD))
    last = list(lines[keep - 1].runs)
    while last and sum(run.width for run in last) + ending.width > width:
        last = _without_last_word(last, faces)
    after = last if len(last) < len(lines[keep - 1].runs) or len(lines) > keep else []
    whole = (_whole_items(after, faces, width * _LEAST_LEFT, ends) for ends in _ITEM_ENDS)
    last = next(filter(None, whole), last)
    return [*lines[: keep - 1], Line((*last, *ending.runs))]


def _whole_items(runs: list[Run], faces: Faces, least: float, ends: tuple[str, ...]) -> list[Run]:
    """The runs back to the end of their last whole item; empty where that would leave too little."""
    left = list(runs)
    while left and not (left[-1].wide or left[-1].text.rstrip().endswith(ends)):
        left = _without_last_word(left, faces)
    while left and (left[-1].wide or left[-1].text.isspace()):
        left = left[:-1]
    return left if sum(run.width for run in left) >= least else []


@dataclass(frozen=True, slots=True)
class _Word:
    """Runs that stay together, the space before them, and how wide they are."""

    runs: tuple[Run, ...]
    space: Run | None
    width: float


def _word(runs: tuple[Run, ...], space: Run | None) -> _Word:
    return _Word(runs, space, sum([run.width for run in runs]))


def _words(faces: Faces, paragraph: Paragraph, role: Type) -> list[_Word]:
    """The words of all statements, with a wider gap between two of them."""
    found: list[_Word] = []
    for number, phrase in enumerate(paragraph):
        # a short statement among others is not broken
        whole = len(paragraph) > 1 and sum(len(words.text) for words in phrase) <= _SHORT_STATEMENT
        said = _statement(faces, phrase, role, whole=whole)
        if number and said and said[0].space is None:
            said = (replace(said[0], space=_gap(_style(Tone.PLAIN, role)[0])), *said[1:])
        found += said
    return found


def _statement(faces: Faces, phrase: Phrase, role: Type, *, whole: bool) -> tuple[_Word, ...]:
    """The words of one statement; it is set again and again, with others or with a mark, and to other widths."""
    key = ("statement", phrase, whole, role.cut, role.size, role.grey)
    if key not in faces.kept:
        faces.kept[key] = tuple(_split(faces, phrase, role, whole=whole))
    made: tuple[_Word, ...] = faces.kept[key]
    return made


def _split(faces: Faces, phrase: Phrase, role: Type, *, whole: bool) -> Iterator[_Word]:
    runs: tuple[Run, ...] = ()
    space: Run | None = None
    after_head = False
    for words in phrase:
        style, dotted = _style(words.tone, role)
        text = _BLANKS.sub(NO_BREAK, words.text) if whole else words.text
        for part in _SPACES.split(_kept_together(faces, Words(text, words.tone), after_head)):
            if part.startswith(" "):
                if runs:
                    yield _word(runs, space)
                    runs = ()
                (space,) = _runs(faces, " ", style)
            elif part:
                runs += _runs(faces, part, style, dotted)
                if words.tone is Tone.HEAD and _spaced(text).endswith(_spaced(part)):
                    runs = (*runs[:-1], replace(runs[-1], width=runs[-1].width + HEAD_GAP))
        after_head = words.tone is Tone.HEAD
    if runs:
        yield _word(runs, space)


def _joined(faces: Faces, text: str) -> str:
    if text not in faces.joined:
        faces.joined[text] = joined(text)
    return faces.joined[text]


def _spaced(text: str) -> str:
    return text.replace(NO_BREAK, " ")


def _kept_together(faces: Faces, words: Words, after_head: bool) -> str:
    """A short silence and a run-in head are one word, and a value does not leave its head."""
    text = _joined(faces, words.text)
    if words.tone in {Tone.SILENCE, Tone.HEAD} and len(text) <= _SHORT_SILENCE:
        return text.replace(" ", NO_BREAK)
    return NO_BREAK + text[1:] if after_head and text.startswith(" ") else text


@lru_cache(maxsize=256)
def _style(tone: Tone, role: Type) -> tuple[Type, bool]:
    if tone is Tone.FAINT:
        return Type(APPARATUS.size, role.leading, Cut.REGULAR, APPARATUS.grey), False
    cuts = {Tone.HEAD: Cut.SEMIBOLD, Tone.STRONG: Cut.BOLD, Tone.SILENCE: Cut.ITALIC}
    return Type(role.size, role.leading, cuts.get(tone, role.cut), role.grey), tone is Tone.UNCHECKED


def _runs(faces: Faces, text: str, style: Type, dotted: bool = False) -> tuple[Run, ...]:
    """One word, which is of one run unless its cut lacks a letter."""
    kept = faces.runs.setdefault((style.cut, style.size, style.grey, dotted), {})
    if text not in kept:
        kept[text] = tuple(
            Run(part, cut, style.size, style.grey, faces.width(part, cut, style.size), dotted)
            for cut, part in faces.printable(text, style.cut)
        )
    made: tuple[Run, ...] = kept[text]
    return made


def _gap(style: Type) -> Run:
    """What stands between two statements."""
    return Run(" ", style.cut, style.size, style.grey, GAP, wide=True)


def _filled(words: list[_Word], width: float, faces: Faces) -> list[Line]:
    lines: list[list[Run]] = [[]]
    used, fits = 0.0, all(word.width <= width for word in words)
    for word in words if fits else (part for whole in words for part in _narrow(whole, width, faces)):
        space = word.space.width if word.space and lines[-1] else 0.0
        if lines[-1] and used + space + word.width > width + 0.01:
            lines.append([])
            used = space = 0.0
        if word.space and lines[-1]:
            lines[-1].append(word.space)
        lines[-1] += word.runs
        used += space + word.width
    return [Line(tuple(_merged(runs))) for runs in lines if runs]


def _narrow(word: _Word, width: float, faces: Faces) -> list[_Word]:
    """The word itself; where it is wider than the column, its parts that were joined, or else its letters."""
    if word.width <= width:
        return [word]
    parts = _unjoined(word, faces)
    if len(parts) > 1:
        return [one for part in parts for one in _narrow(part, width, faces)]
    return _letters(word, width, faces)


def _unjoined(word: _Word, faces: Faces) -> list[_Word]:
    """The parts between no-break spaces, as words of their own."""
    parts: list[_Word] = []
    runs: list[Run] = []
    space = word.space
    for run in word.runs:
        for number, text in enumerate(run.text.split(NO_BREAK)):
            if number:
                parts += [_word(tuple(runs), space)] if runs else []
                advance = faces.width(" ", run.cut, run.size)
                runs, space = [], Run(" ", run.cut, run.size, run.grey, advance)
            if text:
                advance = faces.width(text, run.cut, run.size)
                runs.append(Run(text, run.cut, run.size, run.grey, advance, run.dotted))
    return [*parts, _word(tuple(runs), space)] if runs else parts


def _letters(word: _Word, width: float, faces: Faces) -> list[_Word]:
    pieces: list[_Word] = []
    runs: list[Run] = []
    used, space = 0.0, word.space
    for run in word.runs:
        for letter in run.text:
            advance = faces.width(letter, run.cut, run.size)
            if runs and used + advance > width:
                pieces.append(_word(tuple(_merged(runs)), space))
                runs, used, space = [], 0.0, None
            runs.append(Run(letter, run.cut, run.size, run.grey, advance, run.dotted))
            used += advance
    return [*pieces, _word(tuple(_merged(runs)), space)]


def _merged(runs: Sequence[Run]) -> list[Run]:
    """Neighbours in the same style as one run, so that the file holds whole phrases."""
    merged: list[Run] = []
    for (wide, cut, size, grey, dotted), alike in groupby(runs, _STYLE):
        same = list(alike)
        if wide or len(same) == 1:
            merged += same
        else:
            text, width = "".join([run.text for run in same]), sum([run.width for run in same])
            merged.append(Run(text, cut, size, grey, width, dotted))
    return merged


def _without_last_word(runs: list[Run], faces: Faces) -> list[Run]:
    last = runs[-1]
    shorter = last.text.rstrip().rpartition(" ")[0]
    if not shorter or last.wide:
        return runs[:-1]
    width = faces.width(shorter, last.cut, last.size)
    return [*runs[:-1], Run(shorter, last.cut, last.size, last.grey, width, last.dotted)]
