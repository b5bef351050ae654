"""Sizes, cuts, inks and the grid of the printed page, as the print language fixes them. Points throughout."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass

from desktop.reports.fonts import Cut

INK = 0.0
APPARATUS_GREY = 0.22
HAIRLINE_GREY = 0.38
ACCENT = (0x0F / 255, 0x4C / 255, 0x5C / 255)

HAIRLINE = 0.5
HEAVY = 1.2
BANNER_RULE = 1.8

GAP = 10.0
"""The room between two statements in one line."""

HEAD_GAP = 2.5
"""More room than a space between a run-in head and what it heads."""


@dataclass(frozen=True, slots=True)
class Type:
    """One role of type: size and leading in points, cut, and grey (0 is black)."""

    size: float
    leading: float
    cut: Cut = Cut.REGULAR
    grey: float = INK


NAME = Type(17, 20, Cut.BOLD)
NAME_LONG = Type(14, 17, Cut.BOLD)
NAME_LONGEST = Type(12.5, 15, Cut.BOLD)
RISK_WORD = Type(17, 19, Cut.BOLD)
RISK_WORD_LONG = Type(14, 17, Cut.BOLD)
QUESTION = Type(13, 16, Cut.SEMIBOLD)
QUESTION_LONG = Type(11, 14, Cut.SEMIBOLD)
GRADE = Type(12.5, 14, Cut.BOLD)
BODY = Type(9.5, 12)
LABEL = Type(8.5, 10, Cut.SEMIBOLD)
TAG = Type(8.5, 10, Cut.BOLD)
LEDGER = Type(9, 12.5, Cut.SEMIBOLD)
APPARATUS = Type(8, 9.4, Cut.REGULAR, APPARATUS_GREY)
APPARATUS_WORD = Type(8, 9.4, Cut.SEMIBOLD)


@dataclass(frozen=True, slots=True)
class Frame:
    """A sheet of paper and its one hanging label column: labels at ``left``, everything else from ``content``."""

    width: float
    height: float
    left: float = 40
    content: float = 111
    margin_right: float = 40
    margin_top: float = 30
    foot_rule: float = 48
    foot_baseline: float = 26

    @property
    def right(self) -> float:
        """The right edge of the content."""
        return self.width - self.margin_right

    @property
    def content_width(self) -> float:
        """The width of the content column."""
        return self.right - self.content

    @property
    def label_width(self) -> float:
        """The room of a row label; 5 points stay free before the content."""
        return self.content - 5 - self.left

    @property
    def room(self) -> float:
        """The height between the top margin and the foot rule, less the gap that keeps the foot apart."""
        return self.height - self.margin_top - self.foot_rule - 6

    @property
    def top(self) -> float:
        """The height of the first line's upper edge, from the lower edge of the sheet."""
        return self.height - self.margin_top


def enlarged(frame: Frame, scale: float) -> Frame:
    """A frame for everything larger on the same paper: narrower margins, so that lines keep their words."""
    return Frame(
        frame.width / scale, frame.height / scale, left=26, content=92, margin_right=26, margin_top=26, foot_rule=52,
        foot_baseline=24,
    )  # fmt: skip


PAPERS = {"a4": Frame(595.2756, 841.8898), "letter": Frame(612, 792)}


@dataclass(frozen=True, slots=True)
class Squeeze:
    """How far the page has given way: the body's leading, which texts are cut to notes (by label and rank), whether
    cells of the biology strip keep their small print, whether the rows that may leave the page share one row, and
    whether blocks stand closer. Type never gets smaller."""

    leading: float
    cut: Set[tuple[str, int]] = frozenset()
    details: bool = True
    merged: bool = False
    tight: bool = False

    @property
    def closer(self) -> float:
        """How much of the room under each block goes."""
        return CLOSER if self.tight else 0.0


CLOSER = 1.5
LEADINGS = (12.0, 11.5, 11.0)
"""The first steps of giving way."""
