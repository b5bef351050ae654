"""The four cuts of the printed page, and the promise that every character on it has a glyph.

ReportLab says nothing when a font lacks a character and prints an empty box, so every string is looked up here
before it is drawn. Sizes and cuts follow the print language; the files come by path from the application.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from threading import RLock
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

ONE_AT_A_TIME = RLock()
"""Held while a document is drawn. ReportLab keeps one object for each font in the whole process, and embedding moves
a reading position inside it: two documents finished at one moment would embed each other's glyphs."""

_MICRO = re.compile("\u03bc(?=[A-Za-z])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Fonts:
    """The files of the four cuts (static TrueType outlines; nothing else can be embedded)."""

    regular: Path
    semibold: Path
    bold: Path
    italic: Path


class Cut(StrEnum):
    """Which of the four cuts a text is set in. Italic is kept for silences."""

    REGULAR = "regular"
    SEMIBOLD = "semibold"
    BOLD = "bold"
    ITALIC = "italic"

    # an enumeration's own is not native code, and every word of a page is looked up by its cut
    __hash__ = str.__hash__


class Faces:
    """The loaded cuts: measures text and says which characters it could not print.

    ``missing`` collects the code points that were printed as ``[U+XXXX]`` because no cut has them.
    """

    def __init__(self, fonts: Fonts) -> None:
        self._faces = {cut: _registered(getattr(fonts, cut.value)) for cut in Cut}
        self.missing: set[str] = set()
        self.kept: dict[object, Any] = {}
        """What blocks measured already: a page that gives way is laid out again and again, and little changes."""
        self.runs: dict[object, dict[str, Any]] = {}
        """The words that were set already in each style; most come again and again."""
        self.joined: dict[str, str] = {}
        self._known: dict[Cut, set[str]] = {cut: set() for cut in Cut}
        """Characters that were looked up before and have a glyph in their cut."""
        self._widths: dict[tuple[Cut, float], dict[str, float]] = {}

    def name(self, cut: Cut) -> str:
        """The name under which ReportLab knows the cut."""
        return str(self._faces[cut].fontName)

    def width(self, text: str, cut: Cut, size: float) -> float:
        """The advance width of a text in points."""
        widths = self._widths.setdefault((cut, size), {})
        if text not in widths:
            widths[text] = float(self._faces[cut].stringWidth(text, size))
        return widths[text]

    def printable(self, text: str, cut: Cut) -> list[tuple[Cut, str]]:
        """The text in composed form (NFC), in pieces of one cut each, every character with a glyph.

        A character that only the upright has is set upright; one that no cut has becomes its code point in
        square brackets. A Greek mu before a Latin unit is written as the micro sign.
        """
        composed = _MICRO.sub("\u00b5", unicodedata.normalize("NFC", text))
        if self._known[cut].issuperset(composed):
            return [(cut, composed)] if composed else []
        pieces: list[tuple[Cut, str]] = []
        for character in composed:
            used, shown = self._shown(character, cut)
            if pieces and pieces[-1][0] is used:
                pieces[-1] = (used, pieces[-1][1] + shown)
            else:
                pieces.append((used, shown))
        return pieces

    def _shown(self, character: str, cut: Cut) -> tuple[Cut, str]:
        for used in (cut, Cut.REGULAR):
            if self._faces[used].face.charToGlyph.get(ord(character)):
                self._known[used].add(character)
                return used, character
        code = f"U+{ord(character):04X}"
        self.missing.add(code)
        return cut, f"[{code}]"


def _registered(path: Path) -> TTFont:
    """The font of a file; ReportLab keeps fonts by name for the whole process, so each file is parsed once."""
    with ONE_AT_A_TIME:
        if path.stem in pdfmetrics.getRegisteredFontNames():
            known = pdfmetrics.getFont(path.stem)
            if isinstance(known, TTFont) and Path(known.face.filename) == path:
                return known
        font = TTFont(path.stem, str(path))
        pdfmetrics.registerFont(font)
        return font
