"""The table of dialogs and pages: its columns share the width by what stands in them, its words wrap, its rows grow.

Nothing is cut at an edge and nothing scrolls sideways, with text of any size. An empty table says so.
"""

from __future__ import annotations

from collections.abc import Callable
from math import ceil

from PySide6.QtCore import QAbstractItemModel, QPointF, QRect, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG, TABLE_HEAD
from desktop.ui.widgets.row_delegate import dress_table
from desktop.ui.widgets.sharing import share
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_delegate import WordDelegate, extent, laid

_FIRST, _SIDE, _ABOVE, _EDGE = 16, 8, 6, 4
_MEASURED = 500
"""So many rows are measured at once; those of a longer list are when they come into sight."""

_MOST, _MOST_LARGE = 600, 300
"""Rows take no more than that from a dialog on a laptop; where text is large and the dialog would scroll itself, less
of them: two bars beside each other leave it open which of them goes on."""

Dress = Callable[[Look, QTableView, int], WordDelegate]


class WordTable(QTableView):
    """``none`` stands in it while it has no row; ``seen`` rows of one line have room at the least.

    With ``whole`` it is as high as its rows, for a page that scrolls itself.
    """

    def __init__(
        self,
        look: Look,
        model: QAbstractItemModel,
        name: str,
        none: str,
        *,
        row: int = 28,
        seen: int = 3,
        whole: bool = False,
        dress: Dress = WordDelegate,
    ) -> None:
        super().__init__()
        self._look, self._row, self._seen, self._whole = look, row, seen, whole
        self._open_row: Callable[[], object] | None = None
        self.heads = Heads(look, self)
        self.setHorizontalHeader(self.heads)
        self.setModel(model)
        self.setAccessibleName(name)
        self._words = dress(look, self, row)
        self.setItemDelegate(self._words)
        self.none = Text(look, none, step="label", tone="text2", wrap=True)
        self.none.setParent(self.viewport())
        self._prepare()
        for signal in (model.modelReset, model.rowsInserted, model.rowsRemoved, model.layoutChanged):
            signal.connect(self.fit)
        self.verticalScrollBar().valueChanged.connect(self._measure_seen)
        self.fit()

    def on_row(self, do: Callable[[], object]) -> None:
        """What Enter and a double click do; a table without this leaves Enter to its dialog."""
        self._open_row = do
        self.doubleClicked.connect(lambda _index: do())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens what the bar is on, where a table has something to open."""
        if self._open_row is not None and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._open_row()
        else:
            super().keyPressEvent(event)

    def fit(self, *_: object) -> None:
        """Share the width anew, and let rows be as high as their words."""
        rows, model = self.model().rowCount(), self.model()
        for column, width in enumerate(self._shares()):
            self.setColumnWidth(column, width)
        self.heads.fit()
        for row in range(rows if self._whole else min(rows, _MEASURED)):
            self._grow(row)
        self.none.setVisible(not rows and model.columnCount() > 0)
        self._place_none()
        self.setMinimumHeight(self._least())
        if self._whole:
            self.setMaximumHeight(self.minimumHeight())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is shared anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit()

    def _prepare(self) -> None:
        dress_table(self._look, self, (), self._row)
        off = Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setHorizontalScrollBarPolicy(off)
        if self._whole:
            self.setVerticalScrollBarPolicy(off)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.heads.setStretchLastSection(False)
        self.heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        for head in (self.heads, self.verticalHeader()):
            head.setMinimumSectionSize(1)

    def _shares(self) -> list[int]:
        """The widths of the columns, by the rows that are measured at once."""
        width, rows = self.viewport().width(), self.model().rowCount()
        wanted = self._wanted()
        if sum(least for least, _ in wanted) > width:
            # no room to keep dates and numbers with their units: better they part than words break
            self._words.apart = self.heads.apart = True
            wanted = self._wanted()
            self._words.apart = self.heads.apart = False
        if not rows and wanted:
            # heads without anything beneath them do not crowd at the left
            spare = max(width - sum(most for _, most in wanted), 0) // len(wanted)
            wanted = [(most + spare, most + spare) if spare else (least, most) for least, most in wanted]
        shared = share([least for least, _ in wanted], [most for _, most in wanted], width)
        if len(shared) - 1 in self.heads.right and (spare := shared[-1] - wanted[-1][1]) > 0:
            # numbers at the right stay beside the others; what is to spare goes to the words before them
            shared[0], shared[-1] = shared[0] + spare, shared[-1] - spare
        return shared

    def _wanted(self) -> list[tuple[int, int]]:
        """Of each column the width of its longest word, and of its longest words in one line."""
        model, wanted = self.model(), []
        for column in range(model.columnCount()):
            sizes = [self.heads.wanted(column)]
            sizes += [self._words.wanted(model.index(row, column)) for row in range(min(model.rowCount(), _MEASURED))]
            wanted.append((max(least for least, _ in sizes), max(most for _, most in sizes)))
        return wanted

    def _grow(self, row: int) -> None:
        model = self.model()
        columns = range(model.columnCount())
        height = max(
            (self._words.height_in(model.index(row, one), self.columnWidth(one)) for one in columns), default=0
        )
        if height != self.rowHeight(row):
            self.setRowHeight(row, height)

    def _measure_seen(self, *_: object) -> None:
        """Rows of a long list that were not measured before."""
        rows = self.model().rowCount()
        first, last = self.rowAt(0), self.rowAt(self.viewport().height())
        for row in range(max(first, _MEASURED), (rows if last < 0 else last + 1) if first >= 0 else 0):
            self._grow(row)

    def _least(self) -> int:
        """As high as its rows; or as some of them, the first one whole."""
        rows = self.model().rowCount()
        heights = [self.rowHeight(row) for row in range(rows if self._whole else min(rows, self._seen))]
        inside = sum(heights)
        if not self._whole:
            inside = max(min(inside, _MOST_LARGE if self._look.is_large else _MOST), *heights[:1], 0)
        if not rows:
            inside = self.none.heightForWidth(self.none.width()) + 2 * self._look.px(_ABOVE)
        return self.heads.height() + inside + _EDGE

    def _place_none(self) -> None:
        left, width = self._look.px(_FIRST), self.viewport().width() - self._look.px(_FIRST + _SIDE)
        height = self.none.heightForWidth(max(width, 1))
        self.none.setGeometry(left, self._look.px(_ABOVE), width, height)


class Heads(QHeaderView):
    """Heads whose words wrap like those of the cells beneath them. Those of ``right`` stand at the right."""

    def __init__(self, look: Look, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.right: frozenset[int] = frozenset()
        self.apart = False
        self._look = look
        self.setFont(look.font("label", STRONG))

    def words(self, column: int) -> str:
        """What a column is called."""
        return str(self.model().headerData(column, Qt.Orientation.Horizontal) or "")

    def wanted(self, column: int) -> tuple[int, int]:
        """The width of its longest word and of all of it, with what is around."""
        around = self._before(column) + self._look.px(_SIDE)
        least, most = extent(self.words(column), self.font(), apart=self.apart)
        return least + around, most + around

    def room(self, column: int) -> QRect:
        """The part of a head in which its words stand."""
        left = self.sectionPosition(column) + self._before(column)
        width = self.sectionSize(column) - self._before(column) - self._look.px(_SIDE)
        return QRect(left, 0, width, self.height())

    def fit(self) -> None:
        """As high as the longest of them needs."""
        high = max(
            (laid(self.words(one), self.font(), self.room(one).width())[1] for one in range(self.count())), default=0
        )
        self.setFixedHeight(max(self._look.px(TABLE_HEAD), high + 2 * self._look.px(_ABOVE)))

    def paintSection(self, painter: QPainter, rect: QRect, column: int) -> None:
        """Ground, hairline, words."""
        colour = self._look.colour
        painter.save()
        painter.fillRect(rect, colour("ground"))
        painter.fillRect(QRect(rect.left(), rect.bottom(), rect.width(), 1), colour("line"))
        layout, height = laid(self.words(column), self.font(), self.room(column).width())
        painter.setPen(colour("text2"))
        left = rect.left() + self._before(column)
        if column in self.right:
            left = rect.right() + 1 - self._look.px(_SIDE) - ceil(layout.maximumWidth())
        layout.draw(painter, QPointF(left, rect.top() + (rect.height() - height) // 2))
        painter.restore()

    def sizeHint(self) -> QSize:
        """Its height does not come from the style."""
        return QSize(super().sizeHint().width(), self.minimumHeight())

    def _before(self, column: int) -> int:
        return self._look.px(_FIRST if column == 0 else _SIDE)
