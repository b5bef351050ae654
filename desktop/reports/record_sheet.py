"""The whole record on paper: every fact and every entry, nothing left out, on as many pages as it takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.reports.flowing import Piece, Setter, draw
from desktop.reports.fonts import Fonts
from desktop.reports.phrases import Phrase, faint, plain, silence, strong

_INDENT, _BEFORE = 12.0, 4.0


@dataclass(frozen=True, slots=True)
class SheetItem:
    """One fact or entry: its name, what is said of it, and where that comes from. A silence is marked as one.

    Without a name the words stand alone.
    """

    name: str
    words: str
    origin: str = ""
    silent: bool = False


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """Items under a head of their own (empty: directly beneath the part's)."""

    head: str
    items: tuple[SheetItem, ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One section of the record."""

    head: str
    groups: tuple[SheetGroup, ...]


def draw_record(
    title: str, about: Sequence[str], parts: Sequence[SheetPart], foot: str, fonts: Fonts, paper: str
) -> tuple[bytes, int]:
    """The bytes of the tagged PDF and how many pages; ``about`` stands beneath the title, a paragraph each."""
    setter = Setter(fonts, paper)
    return draw(setter, _pieces(setter, title, about, parts), foot, "Record for the tumour board")


def _pieces(setter: Setter, title: str, about: Sequence[str], parts: Sequence[SheetPart]) -> Iterator[Piece]:
    yield setter.title(title)
    for words in about:
        yield setter.paragraph((plain(words),), before=_BEFORE)
    for part in parts:
        head = setter.head(part.head)
        yield head
        for group in part.groups:
            if group.head:
                yield setter.small_head(group.head, head)
            for item in group.items:
                yield setter.paragraph(_phrase(item), head, indent=_INDENT if group.head else 0.0)


def _phrase(item: SheetItem) -> Phrase:
    told = silence(item.words) if item.silent else plain(item.words)
    name = plain(item.name) if item.silent else strong(item.name)
    named: Phrase = (told,) if not item.name else (name, plain(": "), told) if item.words else (name,)
    return (*named, faint(f" ({item.origin})")) if item.origin else named
