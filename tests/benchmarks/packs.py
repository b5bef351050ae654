"""The pack of a meeting for twelve children against drawing it on a bare canvas, and its twelve pages against an office
suite that makes them from a Word template, where one is installed.

The bare canvas draws the same words, rules and boxes in the same embedded fonts, and pikepdf saves it once more. It
has all of that beforehand: it reads no record, asks no rule, breaks no line and writes no tags, without which nobody
can hear the pages (PDF/UA-1).

The office suite gets the same words in a template that was filled for each child, all in one call, and is asked for
the same accessible PDF. Filling the templates, joining the files and its first start are not counted against it. The
pack has more than those pages (cover, forms, lists), so here both sides make the children's pages alone. One file of
all pages is quicker to turn than one for each child; it is shown for information.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import docx
import pypdfium2

from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.reports.fonts import Fonts
from desktop.reports.papers.book import Chapter, Drawn, draw_papers
from desktop.services.boards import Board
from desktop.services.cases import find_case
from desktop.services.changes_since_board import since_last_board
from desktop.services.collecting import nothing_collected
from desktop.services.last_decision import last_decision
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.planning import meetings, plan_meeting
from desktop.services.meetings.referring import refer
from desktop.services.papers.pack import pack
from desktop.services.summaries import content_of
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, in_turn, median_of, ratio
from tests.benchmarks.summaries import redrawing

TODAY = date(2026, 11, 24)
CHILDREN = 12
TEMPLATE = "template.docx"
ACCESSIBLE = f"pdf:writer_pdf_Export:{json.dumps({'PDFUACompliance': {'type': 'boolean', 'value': 'true'}})}"


def packs(boards: Boards) -> Iterator[Figure]:
    """The pack as a whole: agenda, lists, a page and a blank form a child; then the children's pages alone."""
    with boards.open(CHILDREN) as board:
        meeting = _meeting(board, boards.library)

        def make() -> bytes:
            return pack(board, boards.library, meeting, today=TODAY).content

        def pages() -> Drawn:
            return _children(board, boards.library, meeting)

        ours, bare, alone = in_turn(5, make, redrawing(make), pages)
        texts = _texts(pages())
    yield absolute("pack", "pack for 12 children", seconds=ours, most=1.0)
    yield ratio("pack, ratio", "the same", seconds=ours, baseline="bare canvas and pikepdf", against=bare, most=4)
    yield from _office_suite(boards.folder / "office", texts, alone)


def _office_suite(folder: Path, texts: Sequence[str], alone: float) -> Iterator[Figure]:
    name, what = "pack, office suite", "its 12 pages alone"
    suite = shutil.which("libreoffice") or shutil.which("soffice")
    if suite is None:
        yield Figure(
            name=name, what=what, baseline="libreoffice --headless", figure="not installed here", bar="0.2x", over=None
        )
        return
    folder.mkdir(exist_ok=True)
    _write_template(folder / TEMPLATE)
    each = [_filled(folder, f"child-{place}.docx", [text]) for place, text in enumerate(texts, start=1)]
    together = [_filled(folder, "children.docx", texts)]
    merged = median_of(lambda: _convert(suite, folder, each), 2)
    yield ratio(name, what, seconds=alone, baseline="libreoffice, 12 files in one call", against=merged, most=0.2)
    merged = median_of(lambda: _convert(suite, folder, together), 1)
    told = ratio(name, what, seconds=alone, baseline="libreoffice, 12 pages in one file", against=merged, most=0.2)
    yield Figure(name=f"{name}, one", what=what, baseline=told.baseline, figure=told.figure, bar="-", over=None)


@nothing_collected()
def _children(board: Board, library: Library, meeting: Meeting) -> Drawn:
    """The page of each child, made as the pack makes it, with nothing before or between them."""
    name = board.person.name
    contents = [
        content_of(
            library, item.case, today=TODAY, prepared_by=name, assessed=item.assessed, presentation=item.presentation,
            since=since_last_board(board, library, item.case.id, TODAY),
            last=last_decision(board, library, item.case, TODAY),
        )
        for item in agenda_of(board, library, meeting).items
    ]  # fmt: skip
    return draw_papers([Chapter(one, "") for one in contents], Fonts(**library.fonts), "a4", "Twelve pages")


def _meeting(board: Board, library: Library) -> Meeting:
    there = meetings(board)
    if there:
        return there[0]
    meeting = plan_meeting(board, Meeting(day=date(2026, 11, 26), begins="14:00", place="Room 4", chair="Dr Zztest"))
    for number in range(1, CHILDREN + 1):
        told = Referral(case_id=find_case(board, str(number)).id, referred_on=TODAY)
        refer(board, library, told, question="Operate before or after?", asked_by="Dr Zztest", meeting=meeting)
    return meeting


def _texts(drawn: Drawn) -> list[str]:
    """The words of each child's pages."""
    with pypdfium2.PdfDocument(drawn.pdf) as document:
        told = [document[number].get_textpage().get_text_range() for number in range(len(document))]
    return ["\n".join(told[first - 1 : last]) for first, last in drawn.places]


def _write_template(path: Path) -> None:
    """A heading and a table in which the words stand: less than the page, and less work for the office suite."""
    blank = docx.Document()
    blank.core_properties.title = "Tumour board"
    blank.add_heading("Tumour board", 1)
    blank.add_table(rows=0, cols=1).style = blank.styles["Table Grid"]
    blank.save(str(path))


def _filled(folder: Path, name: str, texts: Sequence[str]) -> Path:
    """The template with some pages of words, a row a line."""
    filled = docx.Document(str(folder / TEMPLATE))
    for place, text in enumerate(texts):
        if place:
            filled.add_page_break()
            filled.add_heading("Tumour board", 1)
            filled.add_table(rows=0, cols=1).style = filled.styles["Table Grid"]
        for line in text.splitlines():
            filled.tables[-1].add_row().cells[0].text = "".join(sign for sign in line if sign >= " ")
    filled.save(str(folder / name))
    return folder / name


def _convert(suite: str, folder: Path, files: Sequence[Path]) -> None:
    run = [suite, f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to", ACCESSIBLE]
    subprocess.run([*run, "--outdir", str(folder), *map(str, files)], capture_output=True, check=True, timeout=300)
    missing = [one.name for one in files if not one.with_suffix(".pdf").exists()]
    if missing:
        raise RuntimeError(f"The office suite made no PDF of {', '.join(missing)}.")
