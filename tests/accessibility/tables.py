"""Whether a table that lets its words wrap shows every word: measured by font metrics, apart from how it is drawn."""

from __future__ import annotations

import re
from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QTableView, QWidget

from desktop.ui.widgets.word_delegate import WordDelegate
from desktop.ui.widgets.word_table import WordTable
from tests.accessibility.walk import place

_ROWS, _SLACK = 60, 2


def cut_words(root: QWidget) -> Iterator[str]:
    """Words of heads and cells that are wider or higher than their box; tables that are another kind."""
    for table in root.findChildren(QTableView):
        if not table.isVisibleTo(root):
            continue
        if not isinstance(table, WordTable):
            yield f"a table of another kind: {place(table)}"
            continue
        yield from cut_in(table)


def cut_in(table: WordTable) -> Iterator[str]:
    """Words of one table that are wider or higher than their box, and columns that are wider than the table."""
    yield from _sideways(table)
    yield from _heads(table)
    yield from _cells(table)


def _sideways(table: WordTable) -> Iterator[str]:
    wide = sum(table.columnWidth(column) for column in range(table.model().columnCount()))
    if wide > table.viewport().width() or table.horizontalScrollBar().maximum() > 0:
        yield f"columns of {wide} px in {table.viewport().width()} px: {place(table)}"


def _heads(table: WordTable) -> Iterator[str]:
    for column in range(table.model().columnCount()):
        words = str(table.model().headerData(column, Qt.Orientation.Horizontal))
        yield from _fits(words, table.heads.font(), table.heads.room(column), place(table))


def _cells(table: WordTable) -> Iterator[str]:
    model, delegate = table.model(), table.itemDelegate()
    assert isinstance(delegate, WordDelegate)
    for row in range(min(model.rowCount(QModelIndex()), _ROWS)):
        for column in range(model.columnCount(QModelIndex())):
            index: QModelIndex = model.index(row, column)
            box = delegate.room(table.visualRect(index), index)
            yield from _fits(str(index.data() or ""), delegate.font, box, place(table))


def _fits(words: str, font: QFont, box: QRect, where: str) -> Iterator[str]:
    metrics = QFontMetrics(font)
    longest = max(re.split(r"\s|(?<=[-/])", words), key=metrics.horizontalAdvance)
    if metrics.horizontalAdvance(longest) > box.width() + _SLACK:
        yield f"{longest!r} in {box.width()} px: {where}"
    high = metrics.boundingRect(QRect(0, 0, box.width(), 0), int(Qt.TextFlag.TextWordWrap), words).height()
    if high > box.height() + _SLACK:
        yield f"{high} px of lines in {box.height()} px, {words!r}: {where}"
