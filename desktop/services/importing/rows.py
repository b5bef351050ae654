"""A sheet's rows as clinical answers, each with its column; every faulty cell of a row is collected."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from desktop.clinical.answers import Answer
from desktop.clinical.errors import UserError
from desktop.services.importing.cells import CellError, read_cell
from desktop.services.importing.fields import IDENTIFIER, Field
from desktop.services.importing.profiles import Column, Profile
from desktop.services.importing.sheets import Cell, Sheet, SheetRow, cell_text

_SHOWN = 200


@dataclass(frozen=True, slots=True, eq=False)
class Told:
    """What one cell says about one fact. ``explicit``: in words or figures, not by being empty.

    Cells of a column that say the same share one, which is equal to itself alone.
    """

    field: Field
    column: str
    raw: str
    answer: Answer[Any]
    explicit: bool
    system: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell (or, with an empty column, a row) that cannot be taken, and why."""

    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of the profile where it stands in the sheet, with the heading as the sheet writes it."""

    place: int
    heading: str
    column: Column

    @property
    def is_identifier(self) -> bool:
        """Whether the column says which child the row is about."""
        return self.column.field.name == IDENTIFIER


@dataclass(frozen=True, slots=True)
class Row:
    """One child's row: what it tells, and what is wrong with it.

    ``identifiers`` are system and value of every identifier that the row gives; ``facts`` the rest by name.
    """

    number: int
    told: tuple[Told, ...]
    faults: tuple[Fault, ...]
    identifiers: tuple[tuple[str, str], ...] = field(init=False)
    facts: Mapping[str, Told] = field(init=False)

    def __post_init__(self) -> None:
        given = tuple([(one.system, str(one.answer.value)) for one in self.told if one.field.name == IDENTIFIER])
        object.__setattr__(self, "identifiers", given)
        object.__setattr__(self, "facts", {one.field.name: one for one in self.told if one.field.name != IDENTIFIER})


Seen = dict[tuple[type, Cell], Told | None]
"""What the cells of one column said so far: most words of a sheet stand in it many times."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All rows of a sheet, and the headings that were not imported."""

    rows: tuple[Row, ...]
    ignored: tuple[str, ...]


def read_rows(sheet: Sheet, profile: Profile, step: Callable[[int], None] | None = None) -> Reading:
    """Read every row under a profile; ``step`` is called with how many were read.

    Raises UserError if two headings of the sheet mean the same fact.
    """
    mapped = _mapped(sheet, profile)
    seen: list[Seen] = [{} for _ in mapped]
    rows = []
    for count, row in enumerate(sheet.rows, start=1):
        rows.append(_row(row, mapped, seen, len(sheet.headings), profile))
        if step is not None:
            step(count)
    return Reading(tuple(rows), _ignored(sheet, mapped))


def _mapped(sheet: Sheet, profile: Profile) -> tuple[Placed, ...]:
    found: list[Placed] = []
    for place, heading in enumerate(sheet.headings):
        column = profile.column(heading) if heading else None
        if column is None:
            continue
        twin = next((one for one in found if one.column is column), None)
        if twin is not None:
            raise UserError(
                f"The headings {twin.heading} and {heading} of the sheet {sheet.name} mean the same; "
                "delete or rename one of the two columns."
            )
        found.append(Placed(place, heading, column))
    return tuple(found)


def _ignored(sheet: Sheet, mapped: tuple[Placed, ...]) -> tuple[str, ...]:
    """Headings without a meaning here; a column without heading counts only if something stands in it."""
    known = {one.place for one in mapped}
    found = []
    for place, heading in enumerate(sheet.headings):
        if place in known:
            continue
        if heading:
            found.append(heading)
        elif any(place < len(row.cells) and cell_text(row.cells[place]) for row in sheet.rows):
            found.append(f"(column {place + 1}, no heading)")
    return tuple(found)


def _row(row: SheetRow, mapped: tuple[Placed, ...], seen: Sequence[Seen], width: int, profile: Profile) -> Row:
    told, faults = [], []
    filled = len(row.cells)
    for placed, known in zip(mapped, seen, strict=True):
        cell = row.cells[placed.place] if placed.place < filled else None
        # 1, 1.0 and yes are equal to a dictionary
        key = (type(cell), cell)
        try:
            one = known[key] if key in known else known.setdefault(key, _told(cell, placed, profile))
        except CellError as error:
            faults.append(Fault(placed.heading, cell_text(cell)[:_SHOWN], f"The value {error}."))
            continue
        if one is not None:
            told.append(one)
    faults += _faults_of_shape(row, width)
    faults += _no_identifier(told, faults, mapped)
    return Row(row.number, (*told, *_constants(told, profile)), tuple(faults))


def _told(cell: Cell, placed: Placed, profile: Profile) -> Told | None:
    """None where an empty cell has nothing to say: an identifier, a name, a laboratory."""
    text, column = cell_text(cell), placed.column
    if not text and column.field.plain:
        return None
    answer = read_cell(cell, column, profile)
    return Told(column.field, placed.heading, text[:_SHOWN], answer, bool(text), column.system)


def _faults_of_shape(row: SheetRow, width: int) -> list[Fault]:
    """Cells beyond the last heading: a delimiter inside a cell has moved everything after it."""
    beyond = [text for text in map(cell_text, row.cells[width:]) if text]
    if not beyond:
        return []
    return [Fault("", beyond[0][:_SHOWN], "The row has more cells than there are headings; a cell may need quotes.")]


def _no_identifier(told: list[Told], faults: list[Fault], mapped: tuple[Placed, ...]) -> list[Fault]:
    """A row whose identifier is missing; one that cannot be read has been told already."""
    if any(one.field.name == IDENTIFIER for one in told):
        return []
    headings = [one.heading for one in mapped if one.is_identifier]
    if any(one.column in headings for one in faults):
        return []
    return [Fault(headings[0], "", "The row has no identifier; give the child one, or delete the row.")]


def _constants(told: list[Told], profile: Profile) -> list[Told]:
    """Texts that belong to facts which the row gives."""
    if not profile.constants:
        return []
    given = {one.field.name for one in told if one.answer.is_known}
    return [
        Told(constant.field, "", "", Answer(value=constant.text), explicit=True)
        for constant in profile.constants
        if constant.beside in given
    ]
