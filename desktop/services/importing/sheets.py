"""A sheet as read from a file: headings, rows with the numbers a spreadsheet shows, cells as they stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from unicodedata import normalize

from desktop.clinical.errors import UserError

Cell = str | int | float | bool | date | datetime | None
"""One cell. Text files give text only; a workbook gives numbers, dates and yes/no as it holds them."""

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row: its number in the spreadsheet (the first row is 1) and its cells; the last ones may be missing."""

    number: int
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table. ``notes`` say how it was read where that was not certain. Blank rows are left out."""

    name: str
    headings: tuple[str, ...]
    rows: tuple[SheetRow, ...]
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be: on disk, unpacked, in rows, columns and cells, and how far a workbook may unpack."""

    file_bytes: int = 50_000_000
    unpacked_bytes: int = 400_000_000
    unpacked_ratio: int = 200
    rows: int = 100_000
    columns: int = 1_000
    cells: int = 10_000_000


LIMITS = Limits()
"""Far above any tumour board's list, far below what a small laptop can hold."""


class UnreadableFileError(UserError):
    """The file is not a spreadsheet that can be read; nothing was changed."""


def fold(text: str) -> str:
    """Text for comparing headings and words: one form of each letter, lower case, single blanks, trimmed."""
    if text.isascii():
        return " ".join(text.split()).lower()
    return _SPACE.sub(" ", normalize("NFKC", text)).strip().casefold()


def cell_text(cell: Cell) -> str:
    """A cell as the spreadsheet shows it: a whole number without a point, a date in ISO, nothing as empty text."""
    if isinstance(cell, str):
        return cell.strip() if cell.isascii() else normalize("NFC", cell).strip()
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else repr(cell)
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell)


def sheet_of(name: str, records: Sequence[tuple[int, tuple[Cell, ...]]], notes: tuple[str, ...] = ()) -> Sheet | None:
    """Make a sheet of numbered records: the first that is not blank has the headings. None if all are blank."""
    filled = [(number, cells) for number, cells in records if any(cell_text(cell) for cell in cells)]
    if not filled:
        return None
    headings = tuple(_SPACE.sub(" ", cell_text(cell)) for cell in filled[0][1])
    return Sheet(name, headings, tuple(SheetRow(number, cells) for number, cells in filled[1:]), notes)
