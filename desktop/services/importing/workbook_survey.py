"""A look over an XLSX workbook before it is opened: what would unpack too far, or span too many cells, is refused.

The reader makes room for what a file announces and for every cell before its outermost one; a small file can announce
more than any memory holds, and then the whole program would end. So each part is first walked through piece by piece.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Sequence
from xml.parsers import expat

from desktop.services.importing.sheets import Limits, UnreadableFileError

_PLACE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
_RANGE = re.compile(rf"{_PLACE.pattern}:{_PLACE.pattern}")
_IN_CELLS = frozenset({"row", "c", "v", "f", "is", "t", "r"})
_ROW = re.compile(r"[1-9][0-9]{0,6}")
_COUNT = re.compile(r"[0-9]{1,9}")
_COUNTS = ("count", "uniqueCount")
_PIECE = 1 << 20
_SMALL = 20_000_000
_NAMED = 10

_FAILED = "Cells whose own formula failed in the workbook were read as empty: {}. Mend them there."
_UNCOUNTED = "Cells whose formula was never worked out were read as empty: {}. Open and save the workbook once."
_JOINED = "Of cells joined into one only the first has the value, the others were read as empty: {}. Part them there."
_TOLD = (_FAILED, _UNCOUNTED, _JOINED)
"""What the reader takes for empty although a person sees something there: it must not pass unseen."""


def look_over(data: bytes, name: str, limits: Limits) -> tuple[str, ...]:
    """Refuse with UnreadableFileError what is no sound workbook of a list's size.

    Returns what the reader takes for empty cells, sentence by sentence.
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
    places = {told: [place for one in extents for place in one.told[told]] for told in _TOLD}
    return tuple(told.format(_shown(found)) for told, found in places.items() if found)


def _shown(places: Sequence[str]) -> str:
    return ", ".join(places[:_NAMED]) + (" ..." if len(places) > _NAMED else "")


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
    parser = expat.ParserCreate()
    extent = _Extent(part.file_size, parser)
    parser.StartElementHandler = extent.begin
    parser.StartDoctypeDeclHandler = _refuse_doctype
    with archive.open(part) as stream:
        while piece := stream.read(_PIECE):
            parser.Parse(piece)
        parser.Parse(b"", True)
    extent.end_of_cell()
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

    def __init__(self, size: int, parser: expat.XMLParserType) -> None:
        self.rows = 0
        self.columns = 0
        self.told: dict[str, list[str]] = {told: [] for told in _TOLD}
        self._size, self._parser = size, parser
        self._row = 0
        self._column = 0
        self._place = ""
        self._may_be_empty = False
        self._uncounted = False

    def begin(self, tag: str, attributes: dict[str, str]) -> None:
        """One element begins. Raises ValueError for a place or a count that no spreadsheet program writes."""
        kind = tag.rpartition(":")[2]
        if kind in ("v", "is", "f", "t"):
            self.rows, self.columns = max(self.rows, self._row), max(self.columns, self._column)
            self._look_into(kind)
        elif kind in ("c", "row"):
            self._move(kind, attributes)
        elif kind not in _IN_CELLS:
            self.end_of_cell()
            self._place = ""
            if kind == "mergeCell" and _RANGE.fullmatch(attributes.get("ref", "")):
                self.told[_JOINED].append(attributes["ref"])
        if kind == "c" and attributes.get("t") == "e":
            self.told[_FAILED].append(self._place)
        for key in _COUNTS:
            if key in attributes and _number(_COUNT, attributes[key]) > self._size:
                raise ValueError("a list announces more entries than it has room for")

    def end_of_cell(self) -> None:
        """What began with a formula and had no value when the next cell began was never worked out."""
        if self._uncounted:
            self.told[_UNCOUNTED].append(self._place)
            self._hear_value("")

    def _move(self, kind: str, attributes: dict[str, str]) -> None:
        self.end_of_cell()
        if kind == "row":
            self._row = _number(_ROW, attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif "r" in attributes:
            self._column, self._row = _place(attributes["r"])
        else:
            self._column += 1
        self._place = attributes.get("r", f"row {self._row}")
        # an empty text is what many formulas come to
        self._may_be_empty = attributes.get("t") == "str"

    def _look_into(self, kind: str) -> None:
        """A formula begins, or the value that it came to: an empty one is none."""
        if kind == "f":
            self._uncounted = bool(self._place) and not self._may_be_empty
        elif kind == "v" and self._uncounted:
            self._parser.CharacterDataHandler = self._hear_value

    def _hear_value(self, _: str) -> None:
        self._uncounted = False
        self._parser.CharacterDataHandler = None


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
