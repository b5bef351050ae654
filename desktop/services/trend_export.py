"""The charts of lesions and of marrow on their way out of the board, as a picture or as a CSV of all rows."""

from __future__ import annotations

from pathlib import Path

from desktop.clinical.case import Case
from desktop.services.boards import Board
from desktop.services.chart_export import csv_of, give_out
from desktop.services.trends import Trend


def save_trend_picture(board: Board, case: Case, trend: Trend, picture: bytes, path: Path) -> bool:
    """Save the chart, a finished picture. False where the board is only read, so that nothing could be written down.

    Raises UserError where the role may not, the case has changed since, or the file cannot be written.
    """
    return give_out(board, case, trend.leaving.picture_saved, trend.leaving.failed, picture, path)


def save_trend_rows(board: Board, case: Case, trend: Trend, path: Path) -> bool:
    """Save every row, whether or not the chart can show it; as above."""
    content = csv_of(trend.heads, trend.rows)
    return give_out(board, case, trend.leaving.csv_saved, trend.leaving.failed, content, path)
