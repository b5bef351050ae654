"""The titles of the phases: whole, in order, and in a second row where two would lie over each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.clinical.timeline.axis import short_day
from desktop.clinical.timeline.drawing import Band
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.tokens import STRONG

_PAD, _GAP = 8, 10


@dataclass(frozen=True, slots=True)
class Title:
    """The title of a phase from ``left`` on, in its row (0 is the upper one), and when it ended if that has room."""

    words: str
    left: float
    row: int
    ended: str = ""


def place_titles(strokes: Strokes, bands: Sequence[Band], origin: float, limit: float) -> tuple[Title, ...]:
    """Each title from its phase's begin, moved in where it would run over ``limit``."""
    placed: list[Title] = []
    ends: list[float] = []
    for number, band in enumerate(bands):
        width = strokes.width(band.title, "label", STRONG)
        left = max(min(origin + band.left + _PAD, limit - width), origin)
        row = next((row for row, end in enumerate(ends) if end + _GAP <= left), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ended = f"done {short_day(band.ended)}" if band.ended else ""
        right = origin + min([band.right, *(one.left for one in bands[number + 1 :])]) - _PAD
        if left + width + _GAP + strokes.width(ended) > right:
            ended = ""
        ends[row] = right if ended else left + width
        placed.append(Title(band.title, left, row, ended))
    return tuple(placed)
