"""Dates as spreadsheets write them. What can be read two ways is refused, never guessed."""

from __future__ import annotations

import re
from collections.abc import Set
from datetime import date, datetime

from desktop.clinical.dates import PartialDate
from desktop.services.importing.sheets import Cell, cell_text

_ISO = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?(?:[T ]00:00(?::00(?:\.0+)?)?)?")
_DOTS = re.compile(r"(?:(?:([0-9]{1,2})\. ?)?([0-9]{1,2})\. ?)?([0-9]{4})")
_SLASHES = re.compile(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})")
_SHORT_YEAR = re.compile(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2}")
_YEARS = range(1800, 2200)


class CellError(ValueError):
    """Why a cell cannot be read: half a sentence that follows the place and never repeats the value."""


def read_date(cell: Cell, ways: Set[str]) -> PartialDate:
    """A day, a month or a year with the precision given. Raises CellError with the reason.

    ``ways`` are a profile's: ``iso`` 2026-11-03, 2026-11, 2026; ``dots`` 3.11.2026, 11.2026; ``day_first`` 3/11/2026;
    ``month_first`` 11/3/2026. A date cell of a workbook is always good; a bare number is not, unless it is a year.
    """
    if isinstance(cell, datetime):
        return PartialDate.of(cell.date())
    if isinstance(cell, date):
        return PartialDate.of(cell)
    if isinstance(cell, bool):
        raise CellError("is yes or no, not a date")
    text = cell_text(cell)
    if isinstance(cell, int | float) and not (text.isdecimal() and int(text) in _YEARS):
        raise CellError("is a number, not a date; format the column as a date, or write it as 2026-11-03")
    year, month, day = _parts(text, ways)
    return _calendar(year, month, day)


def _parts(text: str, ways: Set[str]) -> tuple[str, str | None, str | None]:
    if "iso" in ways and (match := _ISO.fullmatch(text)):
        return match[1], match[2], match[3]
    if "dots" in ways and (match := _DOTS.fullmatch(text)):
        return match[3], match[2], match[1]
    if match := _SLASHES.fullmatch(text):
        if "day_first" in ways:
            return match[3], match[2], match[1]
        if "month_first" in ways:
            return match[3], match[1], match[2]
        raise CellError("is a date with slashes, which can be read two ways; write it as 2026-11-03")
    if _SHORT_YEAR.fullmatch(text):
        raise CellError("has a year of two digits; write it as 2026-11-03")
    raise CellError("is not a date; write it as 2026-11-03, or 2026-11 or 2026 where less is known")


def _calendar(year: str, month: str | None, day: str | None) -> PartialDate:
    if int(year) not in _YEARS:
        raise CellError("has a year that cannot be meant; check it")
    try:
        return PartialDate(int(year), int(month) if month else None, int(day) if day else None)
    except ValueError:
        raise CellError("is a day that no calendar has; check day and month") from None
