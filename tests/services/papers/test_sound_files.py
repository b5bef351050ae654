"""Every paper as a file: PDF/UA-1, sound, read out in the order of its tags, and no page without its foot."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import page
import pikepdf
import pytest
from papers_helpers import TODAY, child, meeting_on

from desktop.clinical.meetings.referral import Deferral
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_at
from desktop.services.papers.documents import Document
from desktop.services.papers.end_of_treatment import end_of_treatment
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.large_print import large_print
from desktop.services.papers.letters import Reader, letter
from desktop.services.papers.notices import attendance_sheet, deferral_notice
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.pack import pack
from desktop.services.papers.packet import packet
from desktop.services.papers.recall import recall_list
from desktop.services.papers.unnamed import unnamed_paper
from desktop.services.papers.yearly import year_paper

Make = Callable[[Board, Library], Document]
COMING, PAST = date(2026, 11, 26), date(2026, 11, 12)
PAPERS: dict[str, Make] = {
    "pack": lambda board, library: pack(board, library, meeting_on(board, COMING), today=TODAY),
    "outcomes": lambda board, library: outcomes(board, library, meeting_on(board, PAST), today=TODAY),
    "letter": lambda board, library: a_letter(board, library, Reader.REFERRER),
    "letter to the family doctor": lambda board, library: a_letter(board, library, Reader.FAMILY_DOCTOR),
    "deferral notice": lambda board, library: deferral_notice(board, library, a_deferral(board), today=TODAY),
    "attendance sheet": lambda board, library: attendance_sheet(board, library, meeting_on(board, COMING), today=TODAY),
    "end of treatment": lambda board, library: end_of_treatment(board, library, child(board, "X-Ray"), today=TODAY),
    "packet": lambda board, library: packet(board, library, child(board, "Delta"), today=TODAY, relatives=True),
    "packet without whose it is": lambda board, library: unnamed_paper(
        board, library, child(board, "Delta"), DocumentKind.PACKET, today=TODAY
    ),
    "large print": lambda board, library: large_print(board, library, child(board, "Alpha"), today=TODAY),
    "recall list": lambda board, library: recall_list(board, library, meeting_on(board, COMING), today=TODAY),
    "year": lambda board, library: year_paper(
        board, library, first=date(2025, 12, 1), last=date(2026, 11, 30), today=TODAY
    ),
}


def a_letter(board: Board, library: Library, reader: Reader) -> Document:
    meeting = meeting_on(board, PAST)
    whole = decisions_at(board, meeting)[0]
    return letter(board, library, meeting, whole, reader, today=TODAY, recipient="Dr Zztest-Ramírez, Zztest Clinic")


def a_deferral(board: Board) -> Deferral:
    with board.database.read() as work:
        return work.board_work.where(Deferral)[0]


@pytest.fixture(scope="module", params=PAPERS)
def pdf(request: pytest.FixtureRequest, year: Board, library: Library) -> bytes:
    return PAPERS[request.param](year, library).content


def test_it_is_accessible(pdf: bytes, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    report = page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert page.is_pdf_compliant(str(path), profile=page.ValidationProfile.PDF_UA_1), str(report)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed (apt-get install qpdf)")
def test_qpdf_finds_nothing(pdf: bytes, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf is not None
    path = tmp_path / "paper.pdf"
    path.write_bytes(pdf)
    done = subprocess.run([qpdf, "--check", path], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_pikepdf_finds_nothing_and_nothing_runs(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        assert not opened.check_pdf_syntax()
        assert "/OpenAction" not in opened.Root and "/AcroForm" not in opened.Root and "/Names" not in opened.Root


def test_tags_are_read_in_the_order_in_which_they_are_drawn(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        numbers = {one.objgen: place for place, one in enumerate(opened.pages)}
        seen = [(numbers[page], number) for page, number in marked(opened.Root.StructTreeRoot)]
    # a table that goes on overleaf is read to its end before the foot of the page that it begins on
    feet = {(page, max(number for at, number in seen if at == page)) for page, _ in seen}
    body = [one for one in seen if one not in feet]
    assert body == sorted(body)


def test_tables_have_heads_and_rows_as_wide_as_they(pdf: bytes) -> None:
    with pikepdf.open(BytesIO(pdf)) as opened:
        for table in of_role(opened.Root.StructTreeRoot, "/Table"):
            rows = [sum(wide(cell) for cell in row.K) for row in of_role(table, "/TR")]
            assert len(set(rows)) == 1


def wide(cell: pikepdf.Object) -> int:
    return int(cell.A.get("/ColSpan", 1)) if "/A" in cell else 1


def marked(element: pikepdf.Object) -> list[tuple[tuple[int, int], int]]:
    """Page and number of every piece of marked content, in the order of the tree."""
    found = []
    for kid in element.K:
        if isinstance(kid, int):
            found.append((element.Pg.objgen, kid))
        else:
            found += [(kid.Pg.objgen, int(kid.MCID))] if "/MCID" in kid else marked(kid)
    return found


def of_role(element: pikepdf.Object, role: str) -> list[pikepdf.Object]:
    if isinstance(element, int) or "/MCID" in element:
        return []
    own = [element] if str(element.get("/S", "")) == role else []
    return own + [one for kid in element.get("/K", []) for one in of_role(kid, role)]
