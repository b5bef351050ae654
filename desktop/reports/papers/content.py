"""What a paper says, as plain display values: a head, and blocks in the order of reading. Nothing here knows a case.

Nothing gives way on a paper: what does not fit goes on overleaf.
"""

from __future__ import annotations

from dataclasses import dataclass

from desktop.reports.content import QuestionBlock, TextBlock
from desktop.reports.phrases import Paragraph, Phrase


@dataclass(frozen=True, slots=True)
class Tag:
    """A word in a box at the head: dashed for what is not final."""

    word: str
    dashed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperHead:
    """The title (a name, or what the paper is), lines and tags at its right, and the facts under both.

    ``large`` is the title of a pack. ``continued`` stands for all of it on further pages.
    """

    title: str
    large: bool = False
    right: tuple[Phrase, ...] = ()
    tags: tuple[Tag, ...] = ()
    facts: tuple[Paragraph, ...] = ()
    continued: Paragraph = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameBlock:
    """The one frame of a paper: what was decided, and the facts under it; ``blank`` lines to write on."""

    label: str
    words: str
    under: Paragraph = ()
    beside: tuple[str, ...] = ()
    blank: int = 0


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to tick: its name, and a small word at its right, which is loud where something is missing."""

    name: str
    detail: str = ""
    loud: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TicksBlock:
    """Boxes to tick, several in a line."""

    label: str
    ticks: tuple[Tick, ...]
    beside: tuple[str, ...] = ()
    across: int = 4
    heavy: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: its head (empty for one that needs none), its width in points (0 shares what is left), and
    whether it stands at the right."""

    head: str
    width: float = 0.0
    right: bool = False


Cell = tuple[Paragraph, ...]
"""Paragraphs below each other."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TableBlock:
    """Rows of cells under heads. With a label it hangs beside it; without one it takes the whole width.

    ``ticked`` puts a box before each row; ``ruled`` a line above each; ``total`` is a last row; ``room`` is free
    height in every row, to write in. ``empty`` is what is said where there is no row.
    """

    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    label: str = ""
    beside: tuple[str, ...] = ()
    ticked: bool = False
    ruled: bool = False
    heavy: bool = False
    total: tuple[Cell, ...] = ()
    empty: Phrase = ()
    room: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class SignaturesBlock:
    """Lines to sign on, each for somebody, with free room above."""

    label: str
    lead: Paragraph
    who: tuple[str, ...]
    beside: tuple[str, ...] = ()
    date_word: str = "date"


@dataclass(frozen=True, slots=True, kw_only=True)
class LinesBlock:
    """Dotted lines to write on: so many, or with ``fill`` as many as the page has room for."""

    label: str
    count: int = 1
    fill: bool = False
    beside: tuple[str, ...] = ()
    heavy: bool = False


PaperBlock = QuestionBlock | TextBlock | FrameBlock | TicksBlock | TableBlock | SignaturesBlock | LinesBlock


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One paper. ``title`` names the kind of document and holds no patient data; it goes into the file.

    ``mark`` is what it is called among the bookmarks of a book.
    """

    title: str
    head: PaperHead
    blocks: tuple[PaperBlock, ...]
    foot: Phrase
    mark: str = ""
    language: str = "en-GB"
    page_words: tuple[str, str] = ("Page", "of")
    continued_word: str = "continued"
