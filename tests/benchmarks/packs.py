"""The pack of a meeting for twelve children, against drawing it on a bare canvas, and against an office suite that
merges twelve pages from a Word template, where one is installed."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from time import perf_counter

import docx
import pypdfium2

from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.services.boards import Board
from desktop.services.cases import find_case
from desktop.services.library import Library
from desktop.services.meetings.planning import meetings, plan_meeting
from desktop.services.meetings.referring import refer
from desktop.services.papers.pack import pack
from tests.benchmarks.boards import Boards
from tests.benchmarks.figures import Figure, absolute, median_of, ratio
from tests.benchmarks.summaries import redrawing

TODAY = date(2026, 11, 24)
CHILDREN = 12


def packs(boards: Boards) -> Iterator[Figure]:
    """The pack as a whole: agenda, lists, a page and a blank form a child."""
    with boards.open(CHILDREN) as board:
        meeting = _meeting(board, boards.library)

        def make() -> bytes:
            return pack(board, boards.library, meeting, today=TODAY).content

        ours = median_of(make, 3)
        bare = median_of(redrawing(make), 3)
        texts = _texts(make())
    yield absolute("pack", "pack for 12 children", seconds=ours, most=1.0)
    yield ratio("pack, ratio", "the same", seconds=ours, baseline="bare canvas and pikepdf", against=bare, most=4)
    suite = shutil.which("libreoffice") or shutil.which("soffice")
    if suite is None:
        yield Figure(
            name="pack, office suite", what="twelve pages merged by libreoffice --headless", baseline="-",
            figure="not installed here", bar="0.2x", over=None,
        )  # fmt: skip
        return
    merged = _merged(Path(suite), boards.folder, texts[:CHILDREN])
    yield ratio("pack, office suite", "the same", seconds=ours, baseline="libreoffice", against=merged, most=0.2)


def _meeting(board: Board, library: Library) -> Meeting:
    there = meetings(board)
    if there:
        return there[0]
    meeting = plan_meeting(board, Meeting(day=date(2026, 11, 26), begins="14:00", place="Room 4", chair="Dr Zztest"))
    for number in range(1, CHILDREN + 1):
        told = Referral(case_id=find_case(board, str(number)).id, referred_on=TODAY)
        refer(board, library, told, question="Operate before or after?", asked_by="Dr Zztest", meeting=meeting)
    return meeting


def _texts(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def _merged(suite: Path, folder: Path, texts: list[str]) -> float:
    """A Word template, filled once a page, and turned into a PDF: what a department without this program does."""
    template, filled = folder / "template.docx", folder / "merged.docx"
    blank = docx.Document()
    blank.add_heading("Tumour board", 1)
    blank.add_paragraph("{text}")
    blank.save(str(template))
    begun = perf_counter()
    merged = docx.Document(str(template))
    for place, text in enumerate(texts):
        if place:
            merged.add_page_break()
            merged.add_heading("Tumour board", 1)
        merged.add_paragraph("".join(sign for sign in text if sign >= " " or sign == "\n"))
    merged.save(str(filled))
    run = [str(suite), "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(filled)]
    subprocess.run(run, capture_output=True, check=True, timeout=300)
    return perf_counter() - begun
