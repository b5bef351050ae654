"""What is due as a Qt model: a row a day of a child, in weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt

from desktop.clinical.dates import day_words
from desktop.services.due import DueItem, DueWeek
from desktop.ui.models.words_model import Index, WordsModel
from desktop.ui.words import capital

HEADS = ("Week", "Day", "Child", "What is due", "To look at")
WEEK, DAY, CHILD, WHAT, NOTE = range(5)
DOUBT = "planning default"


@dataclass(frozen=True, slots=True)
class Row:
    """A day and the week it stands in; ``first`` of it or not."""

    week: str
    item: DueItem
    first: bool


class DueModel(WordsModel):
    """Read-only; ``show_weeks`` exchanges all rows."""

    def __init__(self) -> None:
        super().__init__(HEADS)
        self.days: tuple[Row, ...] = ()

    def show_weeks(self, weeks: Sequence[DueWeek], today: date) -> None:
        """Show these weeks, one beneath the other; the name of a week stands where it begins."""
        self.days = tuple(
            Row(week.words(today), item, first=not place) for week in weeks for place, item in enumerate(week.items)
        )
        self.show_rows([_words(row) for row in self.days])

    def at(self, row: int) -> Row | None:
        """The day of a row."""
        return self.days[row] if 0 <= row < len(self.days) else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words; read out with the head they stand beneath, and with the week of every row."""
        if role != Qt.ItemDataRole.AccessibleTextRole:
            return super().data(index, role)
        row = self.at(index.row())
        words = row.week if row is not None and index.column() == WEEK else super().data(index)
        return f"{HEADS[index.column()]}: {words}"


def _words(row: Row) -> tuple[str, ...]:
    item = row.item
    who = ", ".join((item.child or "No name yet", *([item.mrn] if item.mrn else []), f"case {item.number}"))
    told = ", ".join(part for part in (item.note, DOUBT if item.doubt else "") if part)
    return row.week if row.first else "", day_told(item), who, item.title, capital(told)


def day_told(item: DueItem) -> str:
    """``03 Feb 2026``; with a window ``03 Feb 2026, until 10 Feb 2026``."""
    day = day_words(item.day)
    return f"{day}, until {day_words(item.latest)}" if item.latest is not None and item.latest > item.day else day
