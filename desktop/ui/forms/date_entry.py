"""Dates typed fast, day first: ``3/4/26``, ``030426``, ``3 apr 26``, ``t``, ``t-7``, ``11/2026``, ``apr 26``, ``2026``.

The precision typed is the precision kept. Nothing is guessed: a month that has no such day is refused in words.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta

from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_DAYS_OFF = {"yesterday": -1, "tomorrow": 1}
_RELATIVE = re.compile(r"(?:t|today)\s*(?:([+-])\s*(\d{1,4})\s*([dwmy]?))?", re.IGNORECASE)
_SEPARATOR = r"[\s./,\-]+"
_DAY = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}}){_SEPARATOR}(\d{{4}}|\d{{2}})")
_NAMED_DAY = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s./,\-]*([a-z]+)[\s./,\-]*(\d{4}|\d{2})", re.IGNORECASE)
_ISO_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_ISO_MONTH = re.compile(r"(\d{4})[-/.](\d{1,2})")
_MONTH = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{4}})")
_NAMED_MONTH = re.compile(r"([a-z]+)[\s./,\-]*(\d{4}|\d{2})", re.IGNORECASE)
_TWO_NUMBERS = re.compile(rf"(\d{{1,2}}){_SEPARATOR}(\d{{1,2}})")
_YEAR = re.compile(r"\d{4}")
_RUN = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_EXAMPLES = "Write a day such as 3/4/26, or 11/2026 or 2026 if only that is known."


class DateEntryError(UserError):
    """What was typed is not a date; the sentence says why and what can be typed."""


class NoSuchDateError(DateEntryError):
    """What was typed has the form of a date, and no calendar has that date."""


def read_date(text: str, today: date) -> PartialDate:
    """Read a typed date. ``today`` anchors ``t`` and the century of two-figure years.

    A two-figure year means the latest year of that ending that is at most ten years ahead. Raises DateEntryError.
    """
    typed = text.strip()
    if typed.lower() in _DAYS_OFF:
        return PartialDate.of(today + timedelta(days=_DAYS_OFF[typed.lower()]))
    if match := _RELATIVE.fullmatch(typed):
        return PartialDate.of(_shifted(today, *match.groups()))
    if match := _ISO_DAY.fullmatch(typed):
        return _checked(int(match[1]), int(match[2]), int(match[3]))
    if match := _ISO_MONTH.fullmatch(typed):
        return _checked(int(match[1]), int(match[2]))
    if match := _DAY.fullmatch(typed) or _RUN.fullmatch(typed) or _NAMED_DAY.fullmatch(typed):
        return _checked(_year(match[3], today), _month(match[2]), int(match[1]))
    if match := _MONTH.fullmatch(typed) or _NAMED_MONTH.fullmatch(typed):
        return _checked(_year(match[2], today), _month(match[1]))
    if _YEAR.fullmatch(typed):
        return _checked(int(typed))
    if _TWO_NUMBERS.fullmatch(typed):
        raise DateEntryError("The year is missing: write 3/4/26 for a day, 11/2026 for a month.")
    raise DateEntryError(f"This is not a date. {_EXAMPLES}")


def heard(text: str, today: date) -> tuple[str, bool]:
    """What typed text is read as, in words, and whether it can be used; nothing is said of what is not whole yet."""
    try:
        read = read_date(text, today)
    except NoSuchDateError as error:
        return str(error), False
    except DateEntryError:
        return "", True
    if read.month is None:
        return f"{read.words()}, year only", True
    return (read.words() if read.day is not None else f"{read.words()}, month only"), True


def _shifted(today: date, sign: str | None, count: str | None, unit: str | None) -> date:
    steps = int(count or 0) * (-1 if sign == "-" else 1)
    try:
        if unit in {"m", "M", "y", "Y"}:
            return _months_later(today, steps * (12 if unit in {"y", "Y"} else 1))
        return today + timedelta(days=steps * (7 if unit in {"w", "W"} else 1))
    except (ValueError, OverflowError) as error:
        raise DateEntryError(f"That is too far from today. {_EXAMPLES}") from error


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _year(figures: str, today: date) -> int:
    if len(figures) == 4:
        return int(figures)
    year = today.year - today.year % 100 + int(figures)
    return year - 100 if year > today.year + 10 else year


def _month(text: str) -> int:
    if text.isdecimal():
        return int(text)
    found = text[:3].lower()
    if found not in _MONTHS or not _MONTH_NAMES[_MONTHS.index(found)].lower().startswith(text.lower().rstrip(".")):
        raise DateEntryError(f"There is no such month. {_EXAMPLES}")
    return _MONTHS.index(found) + 1


def _checked(year: int, month: int | None = None, day: int | None = None) -> PartialDate:
    if not 1900 <= year <= 2200:
        raise NoSuchDateError(f"The year is out of range. {_EXAMPLES}")
    if month is not None and not 1 <= month <= 12:
        raise NoSuchDateError("There are twelve months; dates are read day first, so 3/4/26 is 03 Apr 2026.")
    if month is not None and day is not None:
        last = monthrange(year, month)[1]
        if not 1 <= day <= last:
            raise NoSuchDateError(f"{_MONTH_NAMES[month - 1]} {year} has {last} days.")
    return PartialDate(year, month, day)
