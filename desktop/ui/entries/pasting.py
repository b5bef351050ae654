"""Rows copied from a spreadsheet, read as entries of one kind: cell by cell, as if each were typed into its field."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, cast

from db.folding import fold
from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.record.entry_kinds import Asked, EntryField, EntryKind
from desktop.clinical.results import Provenance, Result
from desktop.clinical.vocabulary import Silence
from desktop.services.entries import entry_name, why_refused
from desktop.services.entry_doubts import doubts_of
from desktop.ui.entries.told import Told
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.typed import read_typed

MOST = 500
"""So many rows are pasted at once; a list of children comes in by File, Import."""

_DAYS = frozenset({"performed_on", "reported_on"})
_TOO_MANY = "a cell more than this kind of entry has fields"


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One row: its number in what was copied, the entry that it gives, and what is refused of it, cell by cell.

    ``doubted``: what is worth a second look, as it would be told beside the fields; the row goes in all the same.
    """

    number: int
    name: str
    told: str
    entry: Result | None
    refused: tuple[str, ...] = ()
    doubted: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pasted:
    """All rows, and the heads of columns that nothing of this kind of entry is called."""

    rows: tuple[PastedRow, ...]
    unknown: tuple[str, ...] = ()

    @property
    def entries(self) -> tuple[Result, ...]:
        """What would be entered."""
        return tuple(one.entry for one in self.rows if one.entry is not None)


def read_pasted(told: Told, case: Case, kind: EntryKind, text: str, today: date) -> Pasted:
    """Read rows of cells. With a line of heads these say which column is which; else it is the order of the fields."""
    lines = cells_of(text)
    names = _names(kind)
    places: Sequence[str | None] = list(dict.fromkeys(names.values()))
    unknown: tuple[str, ...] = ()
    first = 0
    heads = [names.get(fold(cell)) for cell in lines[0]] if lines else []
    if 2 * sum(one is not None for one in heads) > sum(bool(cell.strip()) for cell in (lines[0] if lines else [])):
        unknown = tuple(cell.strip() for cell, one in zip(lines[0], heads, strict=True) if one is None and cell.strip())
        places, first = heads, 1
    reader = _Reader(told, case, kind, today, {one.name: one for one in kind.fields})
    rows = enumerate(lines[first : first + MOST], start=first + 1)
    return Pasted(tuple(reader.row(number, cells, places) for number, cells in rows), unknown)


def cells_of(text: str) -> list[list[str]]:
    """Rows of cells as spreadsheets copy them; rows with nothing in them say nothing."""
    try:
        rows = list(csv.reader(io.StringIO(text), delimiter="\t"))
    except csv.Error:
        # such as a cell longer than any that a spreadsheet has
        return []
    return [row for row in rows if any(cell.strip() for cell in row)]


def _names(kind: EntryKind) -> dict[str, str]:
    """What a column may be called, folded, and the field or the part of the origin that it then is."""
    found: dict[str, str] = {}
    for one in kind.fields:
        for name in (one.label, one.name, *((f"{one.label} {one.unit}",) if one.unit else ())):
            found.setdefault(fold(name), one.name)
    for part, label in kind.origin.items():
        if not part.endswith("_at"):
            found.setdefault(fold(label), part)
            found.setdefault(fold(part), part)
    return found


@dataclass(frozen=True, slots=True)
class _Reader:
    told: Told
    case: Case
    kind: EntryKind
    today: date
    fields: Mapping[str, EntryField]

    def row(self, number: int, cells: Sequence[str], places: Sequence[str | None]) -> PastedRow:
        """One row as an entry; where a cell cannot be used, nothing of it is entered."""
        answers: dict[str, Answer[object]] = {}
        origin: dict[str, object] = {}
        refused: list[str] = []
        for place, cell in enumerate(cells):
            name, typed = (places[place] if place < len(places) else ""), cell.strip()
            if not typed or name is None:
                continue
            try:
                self._read(name, typed, answers, origin)
            except UserError as error:
                refused.append(f"{self._label(name)} “{typed}”: {without_advice(str(error))}")
        entry = replace(
            self.kind.type(),
            provenance=replace(Provenance(), **cast("dict[str, Any]", origin)),
            **cast("dict[str, Any]", answers),
        )
        if not refused:
            whole = why_refused(self.told.library, self.case, self.kind, entry, self.today)
            refused += [without_advice(whole)] if whole else []
        parts = (*self.told.parts(self.case, self.kind, entry), *self.told.origin(self.kind, entry))
        words = "; ".join(f"{one.label}: {one.words}" for one in parts)
        name = entry_name(self.told.library, self.case, self.kind, entry)
        doubted = () if refused else self._doubted(entry)
        return PastedRow(number, name, words, None if refused else entry, tuple(refused), doubted)

    def _doubted(self, entry: Result) -> tuple[str, ...]:
        found = doubts_of(self.told.library, self.case, self.kind, entry, self.today)
        return tuple(f"{self._label(name)}: {words}" for name, words in found.items())

    def _read(self, name: str, typed: str, answers: dict[str, Answer[object]], origin: dict[str, object]) -> None:
        if not name:
            raise UserError(_TOO_MANY)
        if name in self.fields:
            answers[name] = self._answer(self.fields[name], typed)
        elif name in _DAYS:
            origin[name] = read_date(typed, self.today)
        else:
            origin[name] = typed

    def _answer(self, field: EntryField, typed: str) -> Answer[object]:
        silence = self._silence(typed)
        if silence is not None:
            return silent(silence)
        labels, ways = self.told.library.all_labels, self.told.ways(self.case, field)
        if field.asked is not Asked.CODES:
            return read_typed(field.fact, labels, typed, self.today, ways)
        if fold(typed) == "none":
            return known(frozenset())
        parts = [one for one in typed.replace(";", ",").split(",") if one.strip()]
        if not parts:
            raise UserError("Nothing stands between the commas; write “none” where there is none.")
        return known(frozenset(read_typed(field.fact, labels, one, self.today, ways).value for one in parts))

    def _silence(self, typed: str) -> Silence | None:
        """The reason for having no value, where a cell says one in its own words."""
        labels = self.told.library.all_labels
        return next((one for one in Silence if fold(labels.word("silence", one)) == fold(typed)), None)

    def _label(self, name: str) -> str:
        if name in self.fields:
            return self.fields[name].label
        return self.kind.origin.get(name, "Cell")


def without_advice(sentence: str) -> str:
    """A refusal without what one would do in a field: the cell is mended in the spreadsheet."""
    return f"{sentence.partition('; ')[0].rstrip('.')}."
