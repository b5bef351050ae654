"""The laboratory markers of a child on their way out of the board: the chart as a picture, the results as a CSV.

Neither names the child. That one leaves is written down before it does, and that it did not after all where it fails.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from db.work import Work
from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.files import write_whole
from desktop.services.history import EXPORT
from desktop.services.library import Library
from desktop.services.marker_chart import MarkerChart
from desktop.services.markers import MarkerLine, marker_lines
from desktop.services.spreadsheet_safety import plain_cell

PICTURE_SAVED, CSV_SAVED = "Biomarker chart saved as picture", "Biomarkers saved as CSV"
FAILED = "Biomarkers did not go out after all"

HEADS = (
    "Marker", "Date", "Result", "Unit", "Why there is no result", "Own upper limit", "Why there is no limit",
    "Times limit", "Laboratory", "Method", "Sample", "Phase of treatment",
)  # fmt: skip
_FINE = Decimal("0.0001")


def proposed_name(case: Case, ending: str) -> str:
    """What the file may be called: it names the case by its number and nobody."""
    return f"case-{case.number}-biomarkers.{ending}"


def save_picture(board: Board, case: Case, picture: bytes, path: Path) -> bool:
    """Save the chart, a finished picture. False where the board is only read, so that nothing could be written down.

    Raises UserError where the role may not, the case has changed since, or the file cannot be written.
    """
    return _give_out_markers(board, case, PICTURE_SAVED, picture, path)


def save_results(board: Board, library: Library, case: Case, chart: MarkerChart, path: Path) -> bool:
    """Save every result as a CSV that no spreadsheet computes, whether or not the chart can show it; as above."""
    content = results_csv(library, marker_lines(library, case), chart)
    return _give_out_markers(board, case, CSV_SAVED, content, path)


def results_csv(library: Library, lines: Sequence[MarkerLine], chart: MarkerChart) -> bytes:
    """The results with their limits and where they come from; a silence keeps its reason."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, quoting=csv.QUOTE_ALL)
    rows.writerow(HEADS)
    for line in lines:
        rows.writerow([plain_cell(cell) for cell in _cells(library, line, chart)])
    return out.getvalue().encode("utf-8-sig")


def _cells(library: Library, line: MarkerLine, chart: MarkerChart) -> Iterator[str]:
    result, origin = line.result, line.result.provenance
    yield line.name
    yield str(origin.performed_on or "")
    yield _number(result.value)
    yield line.unit
    yield _reason(library, result.value)
    yield _number(result.upper_limit)
    yield _reason(library, result.upper_limit) if result.value.is_known else ""
    yield "" if line.times is None else _plain(line.times)
    yield from (origin.laboratory, origin.method, origin.specimen)
    yield "" if line.day is None else chart.phase_on(line.day)


def _number(answer: Answer[Decimal]) -> str:
    return "" if answer.value is None else f"{answer.value:f}"


def _reason(library: Library, answer: Answer[Decimal]) -> str:
    return "" if answer.is_known else library.labels.silence(answer)


def _plain(times: Decimal) -> str:
    """A multiple to four places; one that is smaller than that keeps its first figures."""
    told = times.quantize(_FINE)
    return f"{told.normalize() if told else times:f}"


def _give_out_markers(board: Board, case: Case, action: str, content: bytes, path: Path) -> bool:
    """Write down what leaves, then write the file; where that fails, that is written down too."""
    require(board.person, Right.PRINT)
    told = {"digest": (None, hashlib.sha256(content).hexdigest()), "case_version": (None, case.version)}
    if board.read_only:
        with board.database.read() as work:
            _refuse_changed(work, case)
        write_whole(path, content)
        return False
    with board.work(Right.PRINT) as work:
        _refuse_changed(work, case)
        work.audit.add(action, EXPORT, case_id=case.id, changes=told)
    try:
        write_whole(path, content)
    except UserError:
        with board.work(Right.PRINT) as work:
            work.audit.add(FAILED, EXPORT, case_id=case.id, changes=told)
        raise
    return True


def _refuse_changed(work: Work, case: Case) -> None:
    if work.cases.get(case.id).version != case.version:
        raise UserError(
            f"Case {case.number} was changed after these results were shown; nothing went out, open the case again."
        )
