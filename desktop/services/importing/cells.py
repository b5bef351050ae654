"""One cell into one clinical answer: a value, a typed silence, or the reason why it cannot be read."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import Any

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.found import found_in
from desktop.clinical.vocabulary import Silence
from desktop.services.importing.dates import CellError, read_date
from desktop.services.importing.fields import Kind
from desktop.services.importing.profiles import Column, Profile
from desktop.services.importing.sheets import Cell, cell_text, fold

_WHOLE = re.compile(r"(-?[0-9]{1,9})(?:\.0{1,2})?")
_FLOATED = re.compile(r"(-?[0-9]+)\.0")
_LIST = re.compile(r"[;,|\n+]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_LONGEST = {Kind.IDENTIFIER: 100, Kind.TEXT: 20_000}
_EXACT = 10**15
"""From here on a spreadsheet changes the last digits of a number."""
_WITH_DETAILS = (Silence.REQUESTED, Silence.SAMPLE_FAILED)

__all__ = ["CellError", "read_cell"]


def read_cell(cell: Cell, column: Column, profile: Profile) -> Answer[Any]:
    """What a cell says under a profile. An empty one says what the column's ``empty`` says. Raises CellError."""
    text = cell_text(cell)
    if not text:
        return silent(column.empty)
    if _CONTROL.search(text):
        raise CellError("holds characters that no text has; type it again")
    if text.startswith("#") and fold(text) in _SHEET_ERRORS:
        raise CellError("is an error of the spreadsheet's own formula; mend it there")
    if not column.field.plain:
        spoken = _silence(text, column, profile)
        if spoken is not None:
            return spoken
    return known(_value(cell, text, column, profile))


_SHEET_ERRORS = frozenset({"#n/a", "#ref!", "#value!", "#div/0!", "#name?", "#num!", "#null!"})


def _value(cell: Cell, text: str, column: Column, profile: Profile) -> object:
    kind = column.field.kind
    if kind is Kind.DATE:
        return read_date(cell, profile.dates)
    if isinstance(cell, date):
        raise CellError("became a date in the spreadsheet; format the column as text and type it again")
    if kind is Kind.IDENTIFIER and isinstance(cell, int | float) and abs(cell) >= _EXACT:
        raise CellError("has more digits than a spreadsheet keeps; format the column as text and type it again")
    if kind in (Kind.TEXT, Kind.IDENTIFIER):
        return _text(text, kind)
    if kind is Kind.COUNT:
        return _count(text)
    if kind is Kind.NUMBER:
        return _number(cell, text, profile.decimals)
    return _codes(text, column) if kind is Kind.CODES else _code(text, column)


def _silence(text: str, column: Column, profile: Profile) -> Answer[Any] | None:
    """A silence in words: alone, or with the date and the place: ``requested 2026-11-18, Demo Lab``."""
    said = fold(text)
    if said in column.words:
        return None
    if said in profile.silences:
        return silent(profile.silences[said], where=text if said in profile.verbatim else "")
    if column.field.kind is Kind.TEXT:
        return None
    for word, reason in profile.silences.items():
        if reason in _WITH_DETAILS and said.startswith(f"{word} "):
            return _with_details(text[len(word) :].strip(), reason, profile)
    return None


def _with_details(rest: str, reason: Silence, profile: Profile) -> Answer[Any]:
    first, _, others = rest.partition(" ")
    try:
        return silent(reason, read_date(first.rstrip(",;"), profile.dates), others.strip(" ,;"))
    except CellError:
        return silent(reason, None, rest.strip(" ,;"))


def _text(text: str, kind: Kind) -> str:
    if len(text) > _LONGEST[kind]:
        raise CellError(f"is longer than {_LONGEST[kind]} characters")
    # one blank where an identifier has several: they cannot be seen, and would make two children of one
    return " ".join(text.split()) if kind is Kind.IDENTIFIER else text


def _count(text: str) -> int:
    match = _WHOLE.fullmatch(text)
    if match is None:
        raise CellError("is not a whole number; write it in digits only")
    if match[1].startswith("-") and int(match[1]) != 0:
        raise CellError("is negative, which a count cannot be")
    return int(match[1])


def _number(cell: Cell, text: str, decimals: str) -> Decimal:
    """A number with a point, or with a comma where the profile allows it and no thousand can be meant."""
    if "," in decimals and re.fullmatch(r"-?[0-9]{1,9},[0-9]+", text):
        if "." in decimals and re.fullmatch(r"-?[1-9][0-9]{0,2},[0-9]{3}", text):
            raise CellError("can be read as thousands or as a decimal; write it with a point")
        text = text.replace(",", ".")
    elif "." not in decimals and "." in text and not isinstance(cell, float):
        raise CellError("is not a number as this sheet writes them")
    if not re.fullmatch(r"-?[0-9]{1,9}(?:\.[0-9]{1,9})?", text):
        # calculated cells carry the computer's rounding: 1.2600000000000000x
        if isinstance(cell, float):
            return Decimal(f"{cell:.6g}")
        raise CellError("is not a number; write it as 1.26, without a sign or a unit")
    return Decimal(text)


def _code(text: str, column: Column) -> object:
    said = _said(text)
    if said not in column.words:
        raise CellError(f"is not a word of this column; use {_choices(column)}")
    return column.words[said]


def _codes(text: str, column: Column) -> frozenset[object]:
    """Several codes in one cell; ``none`` alone means looked for and not found."""
    words = [one for one in map(_said, _LIST.split(text)) if one]
    values = {column.words.get(word, _UNKNOWN) for word in words}
    if not words or _UNKNOWN in values:
        raise CellError(f"is not a list of words of this column; part them by ; and use {_choices(column)}")
    if None in values and len(values) > 1:
        raise CellError("says none and also names one; delete one of the two")
    if values and not found_in(values - {None}) and None not in values:
        raise CellError("names nothing that was found; leave it empty, or write none")
    return frozenset(values - {None})


_UNKNOWN = object()


def _said(text: str) -> str:
    """Folded, and a code that a spreadsheet made a number (``4.0``) as the code again."""
    said = fold(text)
    floated = _FLOATED.fullmatch(said)
    return floated[1] if floated else said


def _choices(column: Column) -> str:
    """The first codes' words: enough to see what is meant."""
    shown = column.examples
    return ", ".join(shown[:7]) + (" ..." if len(shown) > 7 else "")
