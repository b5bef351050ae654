"""The chase list on paper: a head for each who must act, a box to tick for each result, on as many pages as needed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.reports.flowing import Piece, Setter, draw
from desktop.reports.fonts import Fonts
from desktop.reports.phrases import Phrase, faint, plain, strong

_INDENT, _BEFORE = 16.0, 8.0


@dataclass(frozen=True, slots=True, kw_only=True)
class ListLine:
    """One result to bring: for whom, which, how it stands, and what it does to the group."""

    who: str
    what: str
    state: str
    why: str
    strong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListGroup:
    """Everything that one place, or the team itself, has to bring."""

    head: str
    lines: tuple[ListLine, ...]


def draw_list(title: str, groups: Sequence[ListGroup], foot: str, fonts: Fonts, paper: str) -> tuple[bytes, int]:
    """The bytes of the tagged PDF and how many pages; the same words give the same bytes.

    ``paper`` is ``a4`` or ``letter`` (KeyError for another). The file's own title names nobody.
    """
    setter = Setter(fonts, paper)
    return draw(setter, _pieces(setter, title, groups), foot, "Chase list of the tumour board")


def _pieces(setter: Setter, title: str, groups: Sequence[ListGroup]) -> Iterator[Piece]:
    yield setter.title(title)
    if not groups:
        yield setter.paragraph((plain("Nothing is missing."),), before=_BEFORE)
    for group in groups:
        head = setter.head(f"{group.head} ({len(group.lines)})")
        yield head
        for line in group.lines:
            yield setter.paragraph(_phrase(line), head, indent=_INDENT, tick=True)


def _phrase(line: ListLine) -> Phrase:
    what = strong(line.what) if line.strong else plain(line.what)
    told: Phrase = (plain(f"{line.who}: "), what, plain(f"; {line.state}"))
    return (*told, plain(". "), faint(f"{line.why[:1].upper()}{line.why[1:]}.")) if line.why else (*told, plain("."))
