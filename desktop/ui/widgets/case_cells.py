"""What each cell of the case list says, piece by piece: the same pieces are measured for room and then drawn."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontMetrics

from desktop.clinical.listing import CaseLine
from desktop.ui.models.case_columns import (
    COLUMNS,
    NOT_STAGED,
    NOTHING_AWAITED,
    NOTHING_DUE,
    QUIET,
    Reading,
    due_words,
    edited_names,
    look_words,
    missing_names,
    phase_words,
    short_fact,
)
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR, STRONG
from desktop.ui.widgets.phase_strip import SHORT as SHORT_STRIP
from desktop.ui.widgets.phase_strip import WIDTH as STRIP
from desktop.ui.widgets.risk_glyph import WIDTH as GLYPH
from desktop.ui.words import risk_words

RISK, PHASE, SHORT_PHASE = "risk", "phase", "short_phase"
"""Marks that are drawn, not pictures of an icon."""

ICON = 14
_AFTER = {RISK: 10, PHASE: 8, SHORT_PHASE: 6}
_AFTER_ICON, _BETWEEN, _BEFORE_END = 6, 4, 6


@dataclass(frozen=True, slots=True)
class Piece:
    """A few words in one face and one tone."""

    words: str
    step: str = "body"
    weight: int = REGULAR
    tone: str = "text"
    identifier: bool = False
    figures: bool = False
    name: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A mark, words after it, and what stands at the right end.

    ``choices``: the words from the fullest to the shortest that still say it all (``Stage, MYCN decide``, ``Stage +1
    decide``); the first that fits is drawn. ``free``: words somebody typed, the only ones that may be shortened.
    ``flag`` is an icon before the words, after the mark.
    """

    choices: tuple[tuple[Piece, ...], ...]
    mark: str = ""
    tone: str = ""
    end: Piece | None = None
    free: bool = False
    right: bool = False
    flag: str = ""


class Measures:
    """Widths of pieces and marks in pixels; fonts are kept, because making them costs more than the drawing."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._fonts: dict[tuple[str, int, bool, bool], tuple[QFont, QFontMetrics]] = {}

    def forget(self) -> None:
        """A new look has other fonts."""
        self._fonts.clear()

    def font(self, piece: Piece) -> tuple[QFont, QFontMetrics]:
        """The face of a piece."""
        key = (piece.step, piece.weight, piece.identifier, piece.figures)
        if key not in self._fonts:
            look = self._look
            font = (
                look.identifier_font(piece.step, piece.weight)
                if piece.identifier
                else look.font(piece.step, piece.weight, figures=piece.figures)
            )
            self._fonts[key] = (font, QFontMetrics(font))
        return self._fonts[key]

    def width(self, piece: Piece) -> int:
        """How wide its words are."""
        return self.font(piece)[1].horizontalAdvance(piece.words)

    def words(self, pieces: tuple[Piece, ...]) -> int:
        """How wide several pieces are, one after the other."""
        return sum(self.width(one) for one in pieces) + self.between * max(len(pieces) - 1, 0)

    @property
    def between(self) -> int:
        """The gap between two pieces."""
        return self._look.px(_BETWEEN)

    def mark(self, mark: str) -> int:
        """The room of a mark with the gap after it."""
        px = self._look.px
        drawn = {RISK: GLYPH, PHASE: STRIP, SHORT_PHASE: SHORT_STRIP}
        if not mark:
            return 0
        return px(drawn[mark] + _AFTER[mark]) if mark in drawn else px(ICON) + px(_AFTER_ICON)

    def before(self, cell: Cell) -> int:
        """The room of what stands before the words."""
        return self.mark(cell.mark) + self.mark(cell.flag)

    def end(self, cell: Cell) -> int:
        """The room of what stands at the right, with the gap before it."""
        return self.width(cell.end) + self._look.px(_BEFORE_END) if cell.end is not None else 0

    def least(self, cell: Cell) -> int:
        """The least room in which all of a cell can be read."""
        return self.before(cell) + self.words(cell.choices[-1]) + self.end(cell)

    def chosen(self, cell: Cell, room: int) -> tuple[Piece, ...]:
        """The fullest words that fit into so much room; the shortest where none do."""
        return next((one for one in cell.choices if self.words(one) <= room), cell.choices[-1])


def cell_of(column: str, reading: Reading, line: CaseLine, *, short: bool = False) -> Cell:
    """What a column says of a line; ``short`` draws the strip of steps small."""
    if column == "phase":
        return _phase(line, short=short)
    build = _CELLS.get(column)
    return build(reading, line) if build is not None else _plain(column, reading, line)


def _plain(name: str, reading: Reading, line: CaseLine) -> Cell:
    """A value; quiet where there is none."""
    column = next(one for one in COLUMNS if one.name == name)
    words = column.words(reading, line)
    quiet = words in QUIET
    piece = Piece(words, "label" if quiet else "body", tone="text3" if quiet else "text", figures=not quiet)
    return Cell(((piece,),), right=column.right)


def _child(_reading: Reading, line: CaseLine) -> Cell:
    piece = Piece(line.name, weight=STRONG, name=True) if line.name else Piece("no name", tone="text3")
    return Cell(((piece,),), free=True)


def _identifier(_reading: Reading, line: CaseLine) -> Cell:
    return Cell(((Piece(line.mrn, "label", tone="text2", identifier=True),),), free=True)


def _stage(_reading: Reading, line: CaseLine) -> Cell:
    if not line.stage:
        return Cell(((Piece(NOT_STAGED, "label", tone="text3"),),))
    short = len(line.stage) < 3
    return Cell(((Piece(line.stage, "body" if short else "label", STRONG if short else REGULAR),),))


def _risk(reading: Reading, line: CaseLine) -> Cell:
    words = risk_words(
        reading.labels, line.groups, conflict=line.only_sources_differ, not_covered=line.not_covered
    )  # fmt: skip
    piece = Piece(words, weight=STRONG if line.settled else REGULAR, tone="text2" if line.not_covered else "text")
    return Cell(((piece,),), RISK, "caution", flag="caution" if line.case_id in reading.edited else "")


def _phase(line: CaseLine, *, short: bool) -> Cell:
    piece = Piece(phase_words(line), "label", tone="text" if line.step else "text2")
    return Cell(((piece,),), SHORT_PHASE if short else PHASE)


def _due(reading: Reading, line: CaseLine) -> Cell:
    look, behind = look_words(reading, line)
    if look:
        told = Piece(behind, "label", MEDIUM, "caution", figures=True) if behind else None
        return Cell(((Piece(look, tone="caution"),),), "caution", "caution", told)
    when, late = due_words(line, reading.today())
    if not when:
        return Cell(((Piece(NOTHING_DUE, "label", tone="text3"),),))
    end = Piece(when, "label", MEDIUM if late else REGULAR, "caution" if late else "text2", figures=True)
    return Cell(((Piece(line.next_due),),), "late" if late else "", "caution", end)


def _missing(reading: Reading, line: CaseLine) -> Cell:
    deciding, verb, others = missing_names(reading.labels, line)
    edited = reading.edited.get(line.case_id)
    if edited:
        words = (edited_names(reading.labels, edited), "Not saved")
        return Cell(tuple((Piece(one, "label", tone="caution"),) for one in words), "caution", "caution")
    if line.only_sources_differ:
        return Cell(((Piece("Sources differ", "label", MEDIUM),),), "sources_differ", "caution")
    if deciding:
        told = Piece(verb, "label", tone="caution")
        return Cell(
            tuple((Piece(words, "label", MEDIUM), told) for words in _counted(deciding)), "decides", "caution"
        )  # fmt: skip
    if others:
        return Cell(tuple((Piece(words, "label", tone="text2"),) for words in _counted(others)), "matters", "text2")
    return Cell(((Piece("Complete", "label", tone="text2"),),), "done", "text2")


def _counted(names: list[str]) -> list[str]:
    """As many names as there may be room for, and how many more there are: ``Stage, MYCN +2``, ``Stage +3``."""
    told = []
    for shown in range(len(names), 0, -1):
        more = f" +{len(names) - shown}" if shown < len(names) else ""
        told.append(f"{', '.join(names[:shown])}{more}")
    return told


def _waiting(reading: Reading, line: CaseLine) -> Cell:
    names = [short_fact(reading.labels, one) for one in line.waiting]
    if not names:
        return Cell(((Piece(NOTHING_AWAITED, "label", tone="text3"),),))
    return Cell(tuple((Piece(words, "label"),) for words in _counted(names)), "clock", "text2")


_CELLS: dict[str, Callable[[Reading, CaseLine], Cell]] = {
    "child": _child,
    "identifier": _identifier,
    "stage": _stage,
    "risk": _risk,
    "due": _due,
    "missing": _missing,
    "waiting": _waiting,
}
