"""XLSX into sheets: looked over first, then read."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from desktop.services.importing.sheets import Cell, Limits, Sheet, sheet_of
from desktop.services.importing.workbook_survey import damaged, look_over


def read_workbook_sheets(data: bytes, name: str, limits: Limits) -> tuple[Sheet, ...]:
    """Every visible sheet that is not blank, in the workbook's order. Raises UnreadableFileError."""
    notes = look_over(data, name, limits)
    # imported here: the window starts without it
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(data)) as book:
            shown = [
                one.name
                for one in book.sheets_metadata
                if one.typ == SheetTypeEnum.WorkSheet and one.visible == SheetVisibleEnum.Visible
            ]
            tables = [(title, book.get_sheet_by_name(title).to_python(skip_empty_area=False)) for title in shown]
    except (CalamineError, OSError, ValueError):
        raise damaged(name) from None
    sheets = [_sheet(title, rows, notes) for title, rows in tables]
    return tuple(one for one in sheets if one is not None)


def _sheet(title: str, rows: Sequence[Sequence[object]], notes: tuple[str, ...]) -> Sheet | None:
    numbered = [(number, tuple(_cell(one) for one in row)) for number, row in enumerate(rows, start=1)]
    return sheet_of(title, numbered, notes)


def _cell(value: object) -> Cell:
    """A cell as calamine gives it; a time or a duration has no meaning here and stays readable as text."""
    if isinstance(value, str | int | float | bool | datetime | date):
        return value
    if isinstance(value, time | timedelta):
        return str(value)
    return None
