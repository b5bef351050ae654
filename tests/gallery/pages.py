"""The printed pages of a few children, as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pypdfium2
from PIL.Image import Image

from desktop.services.boards import Board
from desktop.services.summaries import summary_pdf
from tests.gallery.children import ALL_SILENT, EVERYTHING, LONG, NOTHING
from tests.gallery.studio import TODAY, Studio

PAPERS = ("a4", "letter")
_DOTS = 110 / 72


def children(studio: Studio) -> Iterator[tuple[str, str, Board]]:
    """Name of the picture, given name, board: settled, unsettled, sources differ, strained."""
    full, odd = studio.boards.full, studio.boards.odd
    yield "settled", "Bravo", full
    yield "unsettled", "Alpha", full
    yield "late", "Delta", full
    yield "responses", "Hotel", full
    yield "sources-differ", "Juliett", full
    yield "not-covered", "Quebec", full
    yield "nothing-known", NOTHING, odd
    yield "every-silence", ALL_SILENT, odd
    yield "every-fact", EVERYTHING, odd
    yield "long-words", LONG, odd


def page_pictures(studio: Studio, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Image]]:
    """Each page of each child on each paper whose name is wanted: ``page-settled-a4-1``."""
    for name, given, board in children(studio):
        for paper in PAPERS:
            whole = f"page-{name}-{paper}"
            if not wanted(whole):
                continue
            pdf = summary_pdf(board, studio.library, studio.child(given, board), today=TODAY, paper=paper)
            document = pypdfium2.PdfDocument(pdf)
            for number in range(len(document)):
                yield f"{whole}-{number + 1}", document[number].render(scale=_DOTS).to_pil()
            document.close()
