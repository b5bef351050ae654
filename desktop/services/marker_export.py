"""The laboratory markers of a child on their way out of the board: the chart as a picture, the results as a CSV.

Neither names the child. That one leaves is written down before it does, and that it did not after all where it fails.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.services.boards import Board
from desktop.services.chart_export import Leaving, csv_of, give_out
from desktop.services.library import Library
from desktop.services.marker_chart import MarkerChart
from desktop.services.markers import MarkerLine, marker_lines

PICTURE_SAVED, CSV_SAVED = "Biomarker chart saved as picture", "Biomarkers saved as CSV"
FAILED = "Biomarkers did not go out after all"
_LEAVING = Leaving("biomarkers", PICTURE_SAVED, CSV_SAVED, FAILED)

HEADS = (
    "Marker", "Date", "Result", "Unit", "Why there is no result", "Own upper limit", "Why there is no limit",
    "Times limit", "Laboratory", "Method", "Sample", "Phase of treatment",
)  # fmt: skip
_FINE = Decimal("0.0001")


def proposed_name(case: Case, ending: str) -> str:
    """What the file may be called: it names the case by its number and nobody."""
    return _LEAVING.proposed_name(case, ending)


def save_picture(board: Board, case: Case, picture: bytes, path: Path) -> bool:
    """Save the chart, a finished picture. False where the board is only read, so that nothing could be written down.

    Raises UserError where the role may not, the case has changed since, or the file cannot be written.
    """
    return give_out(board, case, PICTURE_SAVED, FAILED, picture, path)


def save_results(board: Board, library: Library, case: Case, chart: MarkerChart, path: Path) -> bool:
    """Save every result as a CSV that no spreadsheet computes, whether or not the chart can show it; as above."""
    content = results_csv(library, marker_lines(library, case), chart)
    return give_out(board, case, CSV_SAVED, FAILED, content, path)


def results_csv(library: Library, lines: Sequence[MarkerLine], chart: MarkerChart) -> bytes:
    """The results with their limits and where they come from; a silence keeps its reason."""
    return csv_of(HEADS, (_cells(library, line, chart) for line in lines))


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
