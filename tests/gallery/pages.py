"""The printed pages of a few children, as pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial

import pypdfium2
from PIL.Image import Image

from desktop.clinical.handout.sheet import Language
from desktop.services.boards import Board
from desktop.services.chasing import chase_list, chase_pdf
from desktop.services.due import due_list
from desktop.services.due_paper import due_pdf
from desktop.services.handouts.pages import handout_page
from desktop.services.meetings.planning import meetings
from desktop.services.papers.documents import Document
from desktop.services.papers.offered import Order, offers_of_child, offers_of_meeting
from desktop.services.papers.recall import recall_list
from desktop.services.printing import deidentified_page, record_page
from desktop.services.summaries import summary_pdf
from tests.gallery.children import ALL_SILENT, CROWDED, EVERYTHING, LONG, NOTHING
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
    yield "crowded", CROWDED, odd


def page_pictures(studio: Studio, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Image]]:
    """Each page of each child on each paper whose name is wanted: ``page-settled-a4-1``."""
    for name, given, board in children(studio):
        for paper in PAPERS:
            whole = f"page-{name}-{paper}"
            if not wanted(whole):
                continue
            child = studio.child(given, board)
            yield from _pictures(whole, summary_pdf(board, studio.library, child, today=TODAY, paper=paper))
    yield from _deidentified(studio, wanted)
    yield from _papers(studio, wanted)
    yield from _sheets(studio, wanted)


def sheets(studio: Studio) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """The lists over all children, whole records, and sheets for families: ``page-chase-a4``."""
    full, odd = studio.boards.full, studio.boards.odd
    for paper in PAPERS:
        yield f"page-chase-{paper}", partial(_chase, studio, paper)
        yield f"page-due-{paper}", partial(_due, studio, paper)
    for name, given, board in (("settled", "Bravo", full), ("crowded", CROWDED, odd)):
        yield f"page-record-{name}", partial(_record, studio, given, board)
    for language in Language:
        for name, given, board in (("approved", "Alpha", full), ("draft", CROWDED, odd)):
            yield f"page-handout-{language.value}-{name}", partial(_handout, studio, given, board, language)


def _chase(studio: Studio, paper: str) -> bytes:
    board, library = studio.boards.full, studio.library
    return chase_pdf(board, library, chase_list(board, library, TODAY), today=TODAY, paper=paper)[0]


def _due(studio: Studio, paper: str) -> bytes:
    board, library = studio.boards.full, studio.library
    return due_pdf(board, library, due_list(board, library, TODAY), today=TODAY, paper=paper)[0]


def _record(studio: Studio, given: str, board: Board) -> bytes:
    return record_page(board, studio.library, studio.child(given, board), today=TODAY, paper="a4").pdf


def _handout(studio: Studio, given: str, board: Board, language: Language) -> bytes:
    child = studio.child(given, board)
    return handout_page(board, studio.library, child, language=language, today=TODAY, paper="a4").pdf


def _sheets(studio: Studio, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Image]]:
    for name, make in sheets(studio):
        if wanted(name):
            yield from _pictures(name, make())


def _pictures(name: str, pdf: bytes) -> Iterator[tuple[str, Image]]:
    """Each page, numbered."""
    document = pypdfium2.PdfDocument(pdf)
    for number in range(len(document)):
        yield f"{name}-{number + 1}", document[number].render(scale=_DOTS).to_pil()
    document.close()


def papers(studio: Studio) -> Iterator[tuple[str, Callable[[], Document]]]:
    """Every paper of the demonstration's meetings: ``paper-pack``."""
    board, library = studio.boards.full, studio.library
    by_day = {one.day: one for one in meetings(board)}
    coming, past, changed = (by_day[day] for day in (date(2026, 11, 26), date(2026, 11, 12), date(2026, 5, 7)))
    for name, meeting in (("coming", coming), ("past", past), ("basis-changed", changed)):
        for place, offer in enumerate(offers_of_meeting(board, library, meeting, TODAY), start=1):
            yield f"paper-{name}-{place:02}", partial(offer.make, Order(recipient="Zztest Radiologist", copy=3, of=9))
    given_out = next(one for one in meetings(studio.boards.meeting) if one.day == coming.day)
    recall = partial(recall_list, studio.boards.meeting, library, given_out, today=TODAY)
    yield "paper-recall", recall
    for name, given, one in (
        ("x-ray", "X-Ray", board), ("delta", "Delta", board), ("crowded", CROWDED, studio.boards.odd),
        ("nothing-known", NOTHING, studio.boards.odd),
    ):  # fmt: skip
        for place, offer in enumerate(offers_of_child(one, library, studio.child(given, one), TODAY), start=1):
            yield f"paper-{name}-{place:02}", partial(offer.make, Order())


def _papers(studio: Studio, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Image]]:
    for name, make in papers(studio):
        if wanted(name):
            yield from _pictures(name, make().content)


def _deidentified(studio: Studio, wanted: Callable[[str], bool]) -> Iterator[tuple[str, Image]]:
    """The same children without whose they are: ``page-deidentified-settled-1``."""
    for name, given, board in children(studio):
        whole = f"page-deidentified-{name}"
        if not wanted(whole):
            continue
        made = deidentified_page(board, studio.library, studio.child(given, board), today=TODAY, paper="a4")
        yield from _pictures(whole, made.pdf)
