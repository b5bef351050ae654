"""Rows of laboratory results copied from a spreadsheet, cell by cell as if each were typed into its field.

Two shapes are read: a result a row (date, marker, value, unit, limit, laboratory), and a series, a day a row with a
column for each marker. A unit is never guessed: it stands in its column, behind the value, or in the column's head.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import cast

from db.folding import fold
from desktop.clinical.answers import NOT_ASKED, Answer, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.library import Library
from desktop.services.marker_units import written_units
from desktop.services.markers import why_refused
from desktop.ui.entries.pasting import MOST, Pasted, PastedRow, cells_of, without_advice
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.typed import read_typed, unit_beside
from desktop.ui.forms.ways import Ways

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "day": ("date", "date of the sample", "day", "performed on"),
    "marker": ("marker", "biomarker", "test"),
    "value": ("value", "result"),
    "unit": ("unit",),
    "limit": ("upper limit", "upper limit of normal", "limit"),
    "laboratory": ("laboratory", "lab"),
    "method": ("method",),
    "specimen": ("specimen",),
}
"""What a column may be called, in the order in which columns without heads are read."""
_LABELS = {
    "day": "Date", "marker": "Marker", "value": "Value", "unit": "Unit", "limit": "Upper limit",
    "laboratory": "Laboratory", "method": "Method", "specimen": "Specimen",
}  # fmt: skip
_WITH_UNIT = re.compile(r"(?P<name>[^(\[]+)[(\[](?P<unit>[^)\]]+)[)\]]\s*")
_NUMBER = Field(name="value", kind=Kind.MEASURE)


@dataclass(frozen=True, slots=True)
class _Column:
    """A part of a result, or a whole marker of a series with the unit that its head gives."""

    part: str
    marker: Marker | None = None
    unit: str = ""


@dataclass(slots=True)
class _Row:
    """What the cells of a row say, before results are made of it."""

    day: PartialDate | None = None
    origin: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    limit: str = ""
    marker: Marker | None = None
    values: list[tuple[Marker | None, str, str]] = field(default_factory=list)


def read_pasted_markers(library: Library, case_born: PartialDate | None, text: str, today: date) -> Pasted:
    """Read rows of results. With a line of heads these say which column is which; else it is the usual order."""
    lines = cells_of(text)
    reader = _Reader(library, case_born, today)
    columns: Sequence[_Column | None] = [_Column(part) for part in _COLUMNS]
    unknown: tuple[str, ...] = ()
    first = 0
    heads = [reader.column(cell) for cell in lines[0]] if lines else []
    if 2 * sum(one is not None for one in heads) > sum(bool(cell.strip()) for cell in (lines[0] if lines else [])):
        unknown = tuple(cell.strip() for cell, one in zip(lines[0], heads, strict=True) if one is None and cell.strip())
        columns, first = heads, 1
    rows = enumerate(lines[first : first + MOST], start=first + 1)
    return Pasted(tuple(one for number, cells in rows for one in reader.rows(number, cells, columns)), unknown)


@dataclass(frozen=True, slots=True)
class _Reader:
    library: Library
    born: PartialDate | None
    today: date

    def column(self, head: str) -> _Column | None:
        """Which column a head means; None for one that nothing here is called."""
        told = fold(head)
        part = next((part for part, names in _COLUMNS.items() if told in map(fold, names)), None)
        if part is not None:
            return _Column(part)
        found = _WITH_UNIT.fullmatch(head.strip())
        name, unit = (found["name"], found["unit"].strip()) if found else (head, "")
        marker = self._marker(name)
        return _Column("value", marker, unit) if marker is not None else None

    def rows(self, number: int, cells: Sequence[str], columns: Sequence[_Column | None]) -> list[PastedRow]:
        """The results of one row; where a cell that all of them share cannot be used, none of it is entered."""
        told, refused = _Row(), list[str]()
        for place, cell in enumerate(cells):
            typed = cell.strip()
            column = columns[place] if place < len(columns) else _Column("")
            if not typed or column is None:
                continue
            try:
                self._take(told, column, typed)
            except UserError as error:
                label = _LABELS.get(column.part, "Cell")
                refused.append(f"{label} “{typed}”: {without_advice(str(error))}")
        if refused or not told.values:
            why = refused or ["No result stands in this row."]
            return [PastedRow(number, "", "", None, tuple(why))]
        return [self._result(number, told, *one) for one in told.values]

    def _take(self, told: _Row, column: _Column, typed: str) -> None:
        if not column.part:
            raise UserError("a cell more than a result has columns")
        if column.part == "day":
            told.day = read_date(typed, self.today)
        elif column.part == "marker":
            told.marker = self._marker(typed)
            if told.marker is None:
                raise UserError("this is none of the markers")
        elif column.part == "value":
            told.values.append((column.marker, typed, column.unit))
        elif column.part in {"unit", "limit"}:
            setattr(told, column.part, typed)
        else:
            told.origin[column.part] = typed

    def _result(self, number: int, told: _Row, marker: Marker | None, typed: str, head_unit: str) -> PastedRow:
        marker = marker or told.marker
        if marker is None:
            return PastedRow(number, "", typed, None, ("Of which marker this is stands nowhere in the row.",))
        name = self.library.markers.marker(marker).name
        try:
            result = self._read(told, marker, typed, head_unit)
        except UserError as error:
            return PastedRow(number, name, typed, None, (f"{name} “{typed}”: {without_advice(str(error))}",))
        return PastedRow(number, name, self._words(result), result)

    def _read(self, told: _Row, marker: Marker, typed: str, head_unit: str) -> MarkerResult:
        ways = Ways(beside=lambda: written_units(self.library, marker))
        value = self._answer(typed, ways)
        limit = self._answer(told.limit, ways) if told.limit else NOT_ASKED
        if not value.is_known:
            value = replace(value, on=told.day, where=told.origin.get("laboratory", ""))
        result = MarkerResult(
            marker=marker,
            unit=self._unit(marker, ways, (typed, told.limit), told.unit or head_unit),
            value=value,
            upper_limit=limit,
            provenance=_origin(told) if value.is_known else Provenance(),
        )
        why = why_refused(self.library, self.born, result, self.today)
        if why:
            raise UserError(why)
        return result

    def _unit(self, marker: Marker, ways: Ways, typed: tuple[str, str], said: str) -> MarkerUnit:
        """The one unit that is said, in one place or in several; two different ones are no unit."""
        found = {unit_beside(one, ways) for one in typed if one} - {None}
        if said:
            found.add(unit_beside(f"1 {said}", ways))
        units = written_units(self.library, marker)
        if not found and len(units) == 1:
            found = set(units)
        if len(found) != 1:
            listed = ", ".join(names[0] for names in units.values())
            raise UserError(f"two units are said of it, {listed}" if found else f"its unit is missing: {listed}")
        return cast("MarkerUnit", found.pop())

    def _answer(self, typed: str, ways: Ways) -> Answer[Decimal]:
        labels = self.library.all_labels
        silence = next((one for one in Silence if fold(labels.word("silence", one)) == fold(typed)), None)
        if silence is not None:
            return silent(silence)
        return cast("Answer[Decimal]", read_typed(_NUMBER, labels, typed, self.today, ways))

    def _marker(self, words: str) -> Marker | None:
        told = fold(words)
        rules = self.library.markers
        return next((one for one in Marker if told in {fold(one), fold(rules.marker(one).name)}), None)

    def _words(self, result: MarkerResult) -> str:
        rules, labels = self.library.markers, self.library.all_labels
        unit, origin = rules.units.units[result.unit].words, result.provenance
        value = f"{result.value.value} {unit}" if result.value.is_known else labels.silence(result.value)
        limit = f"upper limit {result.upper_limit.value} {unit}" if result.upper_limit.is_known else ""
        day = origin.performed_on.words() if origin.performed_on else ""
        parts = (f"{rules.marker(result.marker).name} {value}", limit, day, origin.laboratory, origin.method)
        return "; ".join(part for part in parts if part)


def _origin(told: _Row) -> Provenance:
    origin = told.origin
    return Provenance(
        performed_on=told.day,
        laboratory=origin.get("laboratory", ""),
        method=origin.get("method", ""),
        specimen=origin.get("specimen", ""),
    )
