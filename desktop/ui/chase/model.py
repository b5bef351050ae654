"""What is missing over all children as a Qt model: a row a result, with who must act."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt

from desktop.clinical.labels import Labels
from desktop.clinical.listing import LISTED_SCHEME
from desktop.services.chasing import ChaseGroup, ChaseLine
from desktop.ui.models.words_model import Index, WordsModel
from desktop.ui.words import capital


@dataclass(frozen=True, slots=True)
class Row:
    """A result and the group it stands in; ``first`` of it or not."""

    group: ChaseGroup
    line: ChaseLine
    first: bool


@dataclass(frozen=True, slots=True)
class Column:
    """A head, and what stands beneath it."""

    head: str
    words: Callable[[Row], str]


def _who(line: ChaseLine) -> list[str]:
    return [line.child or "No name yet", *([line.mrn] if line.mrn else []), f"case {line.number}"]


CHILD, MISSING, EFFECT = 1, 2, 3

COLUMNS = (
    Column("Who must act", lambda row: row.group.owner),
    Column("Child", lambda row: ", ".join(_who(row.line))),
    Column("What is missing", lambda row: row.line.name),
    Column("Effect on {scheme} group or plan", lambda row: capital(row.line.weight_words)),
    Column("State", lambda row: capital(", ".join(one for one in (row.line.state, row.line.age_words) if one))),
    Column("Meeting", lambda row: row.line.board_on.words() if row.line.board_on else "no meeting"),
)


class ChaseModel(WordsModel):
    """Read-only; ``show_groups`` exchanges all rows."""

    def __init__(self, labels: Labels) -> None:
        self._names = tuple(one.head.format(scheme=labels.scheme(LISTED_SCHEME)) for one in COLUMNS)
        super().__init__(self._names)
        self.results: tuple[Row, ...] = ()

    def show_groups(self, groups: Sequence[ChaseGroup]) -> None:
        """Show these groups, one beneath the other."""
        self.results = tuple(Row(one, line, first=not place) for one in groups for place, line in enumerate(one.lines))
        self.show_rows([tuple(column.words(row) for column in COLUMNS) for row in self.results])

    def at(self, row: int) -> Row | None:
        """The result of a row."""
        return self.results[row] if 0 <= row < len(self.results) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; read out with the head they stand beneath."""
        words = super().data(index, role)
        return f"{self._names[index.column()]}: {words}" if role == Qt.ItemDataRole.AccessibleTextRole else words
