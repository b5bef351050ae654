"""A proof of the rules as two tables: the tables that were asked, and the worked cases of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from desktop.clinical.labels import Labels
from desktop.clinical.proving import TableProof
from desktop.ui.proof_words import expected_words, known_words, parts_words, result_words

Index = QModelIndex | QPersistentModelIndex
TABLE_HEADS = ("Table", "Result", "Version", "Cases", "Passed", "Failed")
CASE_HEADS = ("Result", "Child", "Expected", "Got")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of words; ``whole`` is what it has no room for, for beneath the table."""

    words: tuple[str, ...]
    failed: bool = False
    whole: str = ""


class ProofModel(QAbstractTableModel):
    """Rows of words under heads; a row that failed says so in its tone as well."""

    def __init__(self, heads: tuple[str, ...]) -> None:
        super().__init__()
        self._heads = heads
        self.rows: Sequence[Row] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Exchange all rows."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many rows there are."""
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """As many as there are heads."""
        return 0 if parent.isValid() else len(self._heads)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._heads[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell, whole in the tooltip."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole}:
            return self.rows[index.row()].words[index.column()]
        return None


def table_rows(tables: Sequence[TableProof]) -> list[Row]:
    """One row for each table that was asked."""
    return [
        Row(
            (
                one.table.title,
                result_words(one),
                one.table.version,
                f"{len(one.cases):,}",
                f"{one.passed:,}",
                f"{one.failed:,}",
            ),
            failed=bool(one.failed),
        )
        for one in tables
    ]


def case_rows(labels: Labels, one: TableProof) -> list[Row]:
    """The cases of one table, those that failed first."""
    failures = {failure.case.id: failure for failure in one.failures}
    rows = []
    for case in sorted(one.cases, key=lambda case: case.id not in failures):
        failure = failures.get(case.id)
        told = (
            ("Passed", expected_words(labels, case), "As expected")
            if failure is None
            else ("Failed", parts_words(labels, failure.expected), parts_words(labels, failure.got))
        )
        rows.append(Row((told[0], case.text, *told[1:]), failure is not None, known_words(labels, case)))
    return rows
