"""A look over an XLSX workbook before it is opened: what would unpack too far, or span too many cells, is refused.

The reader makes room for what a file announces and for every cell before its outermost one; a small file can announce
more than any memory holds, and then the whole program would end. So each part is first walked through piece by piece.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from xml.parsers import expat

from desktop.services.importing.sheets import Limits, UnreadableFileError

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_COUNT = re.compile(r"[0-9]{1,9}")
_COUNTS = ("count", "uniqueCount")
_PIECE = 1 << 20
_SMALL = 20_000_000


def look_over(data: bytes, name: str, limits: Limits) -> tuple[str, ...]:
    """Refuse with UnreadableFileError what is no sound workbook of a list's size.

    Returns the places of cells whose own formula failed, because the reader takes them for empty ones.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            if not any(part.filename.casefold() == "xl/workbook.xml" for part in parts):
                raise UnreadableFileError(
                    f"The file {name} is an archive but no XLSX workbook; save the list as XLSX or CSV and import that."
                )
            _refuse_bombs(parts, len(data), name, limits)
            extents = [_survey(archive, part, name, limits) for part in parts if _is_xml(part)]
    except (zipfile.BadZipFile, zlib.error, expat.ExpatError, EOFError, LookupError, RuntimeError, OSError, ValueError):
        raise damaged(name) from None
    cells = sum(one.rows * one.columns for one in extents)
    if cells > limits.cells:
        raise UnreadableFileError(
            f"The sheets of the workbook {name} span {cells} cells, more than the {limits.cells} that are read; keep "
            "only the list, and nothing far to its right or below."
        )
    return tuple(place for one in extents for place in one.failed)


def damaged(name: str) -> UnreadableFileError:
    """The refusal of a workbook that is not as a spreadsheet program writes it."""
    return UnreadableFileError(
        f"The workbook {name} is damaged or no XLSX; open it in a spreadsheet program and save it again."
    )


def _is_xml(part: zipfile.ZipInfo) -> bool:
    return part.filename.casefold().endswith((".xml", ".rels"))


def _refuse_bombs(parts: list[zipfile.ZipInfo], packed: int, name: str, limits: Limits) -> None:
    unpacked = sum(part.file_size for part in parts)
    steep = unpacked > _SMALL and unpacked > packed * limits.unpacked_ratio
    if steep or unpacked > limits.unpacked_bytes:
        raise UnreadableFileError(
            f"The workbook {name} would unpack to {unpacked // 1_000_000} MB and is refused; save the list alone as a "
            "new workbook or as CSV."
        )


def _survey(archive: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, limits: Limits) -> _Extent:
    """Walk through one part; returns how far its cells reach. Raises for what is not well-formed or lies far out."""
    extent = _Extent(part.file_size)
    parser = expat.ParserCreate()
    parser.StartElementHandler = extent.begin
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            parser.Parse(piece)
        parser.Parse(b"", True)
    if extent.rows - 1 > limits.rows or extent.columns > limits.columns:
        raise UnreadableFileError(
            f"The workbook {name} has a sheet of {extent.rows} rows and {extent.columns} columns, more than the "
            f"{limits.rows} rows or {limits.columns} columns that are read; remove what lies outside the list."
        )
    return extent


def _refuse_doctype(*_: object) -> None:
    raise ValueError("a workbook's parts declare no document type")


class _Extent:
    """How far the filled cells of a sheet reach. Cells that are only formatted hold nothing and may lie anywhere."""

    def __init__(self, size: int) -> None:
        self.rows = 0
        self.columns = 0
        self.failed: list[str] = []
        self._size = size
        self._row = 0
        self._column = 0

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """One element begins. Raises ValueError for a place or a count that no spreadsheet program writes."""
        kind = tag.rpartition(":")[2]
        if kind in ("v", "is", "f", "t"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
        elif kind == "c" and "r" in attributes:
            self._column, self._row = _place(attributes["r"])
        elif kind == "c":
            self._column += 1
        elif kind == "row":
            self._row = _number(_ROW, attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        if kind == "c" and attributes.get("t") == "e":
            self.failed.append(attributes.get("r", f"row {self._row}"))
        for key in _COUNTS:
            if key in attributes and _number(_COUNT, attributes[key]) > self._size:
                raise ValueError("a list announces more entries than it has room for")


def _place(text: str) -> tuple[int, int]:
    """Column and row of ``AA12``: 27 and 12."""
    match = _PLACE.fullmatch(text)
    if match is None:
        raise ValueError("no place of a cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(match[2])


def _number(form: re.Pattern[str], text: str) -> int:
    if form.fullmatch(text) is None:
        raise ValueError("no number of a row, and no count")
    return int(text)
