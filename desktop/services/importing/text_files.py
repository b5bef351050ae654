"""CSV of any delimiter: which sign parts the columns, and the records with their row numbers."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from desktop.services.importing.encodings import decode
from desktop.services.importing.sheets import Limits, Sheet, UnreadableFileError, sheet_of

_DELIMITERS = (",", ";", "\t", "|")
_SEP_LINE = re.compile(r'"?sep=(.)"?\r?\n', re.IGNORECASE)
_PROBE_RECORDS = 40


def read_text_sheet(data: bytes, name: str, limits: Limits) -> Sheet | None:
    """The one table of a text file, or None if it is blank. Raises UnreadableFileError naming file and row."""
    text, note = decode(data, name)
    delimiter, text = _delimiter(text)
    records: list[tuple[int, tuple[str, ...]]] = []
    for number, cells in _records(text, delimiter, name):
        if number - 1 > limits.rows:
            raise UnreadableFileError(
                f"The file {name} has more than {limits.rows} rows; split it and import the parts."
            )
        if len(cells) > limits.columns:
            raise UnreadableFileError(f"The file {name} has more than {limits.columns} columns in row {number}.")
        records.append((number, tuple(cells)))
    return sheet_of(name, records, (note,) if note else ())


def _delimiter(text: str) -> tuple[str, str]:
    """The sign that parts the cells, and the text without Excel's ``sep=`` line, which is no row."""
    if told := _SEP_LINE.match(text):
        return told[1], text[told.end() :]
    return max(_DELIMITERS, key=lambda sign: _evenness(text, sign)), text


def _evenness(text: str, delimiter: str) -> tuple[float, int]:
    """How well a sign parts the first records into equally many cells, then into how many."""
    widths = []
    try:
        for _, cells in _records(text[:200_000], delimiter, ""):
            if any(cells):
                widths.append(len(cells))
            if len(widths) == _PROBE_RECORDS:
                break
    except UnreadableFileError:
        pass  # the text was cut for probing, or this is not its delimiter: what was read so far is enough
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _records(text: str, delimiter: str, name: str) -> Iterator[tuple[int, list[str]]]:
    """Records numbered as a spreadsheet numbers its rows: a cell with line breaks in it still makes one row."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            raise UnreadableFileError(
                f"The file {name} cannot be read from row {number} on: a quotation mark is not closed or stands inside "
                "a quoted cell, or a cell is endless; save it again as CSV or XLSX."
            ) from None
        yield number, cells
