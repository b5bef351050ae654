"""The one-page summary, against drawing the same text and lines on a bare canvas."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import date
from io import BytesIO
from itertools import islice
from statistics import median
from typing import Any
from unittest.mock import patch

import pikepdf
from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from desktop.clinical.case import Case
from desktop.services.summaries import summary_pdf
from tests.benchmarks.boards import Boards, children
from tests.benchmarks.figures import Figure, absolute, median_of, ratio

TODAY = date(2026, 11, 24)
Call = tuple[str, tuple[Any, ...], dict[str, Any]]

FIRST = """
import sys
from time import perf_counter
from pathlib import Path
from datetime import date
from desktop.app import build_library
from desktop.services.boards import open_board
from desktop.services.cases import find_case
from desktop.services.summaries import summary_pdf
with open_board(Path(sys.argv[1])) as board:
    library, case = build_library(), find_case(board, "1")
    begun = perf_counter()
    summary_pdf(board, library, case, today=date(2026, 11, 24))
    print(perf_counter() - begun)
"""


def summaries(boards: Boards) -> Iterator[Figure]:
    """Medians over the first 24 children, all that the demonstration describes."""
    with boards.open(10) as board:
        cases = list(islice(children(boards.library, 24), 24))

        def make(case: Case) -> bytes:
            return summary_pdf(board, boards.library, case, today=TODAY)

        ours = median([median_of(lambda case=case: make(case), 3) for case in cases])
        bare = median([median_of(redrawing(lambda case=case: make(case)), 3) for case in cases])
    yield ratio("summary", "one-page summary", seconds=ours, baseline="bare canvas and pikepdf", against=bare, most=3)
    yield absolute("summary, time", "the same", seconds=ours, most=80e-3)
    yield absolute("summary, first", "the first of a session", seconds=_first(boards), most=250e-3)


def _first(boards: Boards) -> float:
    run = [sys.executable, "-c", FIRST, str(boards.board(10))]
    outputs = [
        subprocess.run(run, env=boards.surroundings, capture_output=True, text=True, check=True).stdout
        for _ in range(6)
    ]
    return median(map(float, outputs[1:]))


def redrawing(make: Callable[[], bytes]) -> Callable[[], object]:
    """What was drawn while a page was made, drawn again on a bare canvas and saved once more by pikepdf."""
    drawn: list[Call] = []
    with ExitStack() as stack:
        for owner, names in ((Canvas, ("line", "rect", "showPage")), (PDFTextObject, ("setFont", "setTextOrigin"))):
            for name in names:
                stack.enter_context(patch.object(owner, name, _recording(owner, name, drawn)))
        stack.enter_context(patch.object(PDFTextObject, "_textOut", _recording(PDFTextObject, "_textOut", drawn)))
        whole = make()
    with pikepdf.open(BytesIO(whole)) as pdf:
        size = tuple(float(one) for one in pdf.pages[0].mediabox[2:])  # type: ignore[union-attr]

    def draw() -> bytes:
        # as the library comes: streams as text, which the program leaves out
        with patch.object(rl_config, "useA85", 1):
            return _draw(drawn, size)

    return draw


def _recording(owner: type, name: str, drawn: list[Call]) -> Callable[..., object]:
    before = getattr(owner, name)

    def call(self: object, *given: Any, **named: Any) -> object:
        drawn.append((name, given, named))
        return before(self, *given, **named)

    return call


def _draw(drawn: list[Call], size: tuple[float, ...]) -> bytes:
    out, again = BytesIO(), BytesIO()
    canvas = Canvas(out, pagesize=size, pageCompression=1)
    place: tuple[float, float] = (0, 0)
    for name, given, named in drawn:
        match name:
            case "setTextOrigin":
                place = given  # type: ignore[assignment]
            case "setFont":
                canvas.setFont(*given[:2])
            case "_textOut":
                canvas.drawString(*place, given[0])
            case "line" | "rect" | "showPage":
                getattr(canvas, name)(*given, **named)
    canvas.save()
    with pikepdf.open(out) as pdf:
        pdf.save(again)
    return again.getvalue()
