"""The pictures of the statistics with the table of the one that is selected beside them; by keyboard and by pointer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
)
from PySide6.QtWidgets import QBoxLayout, QGraphicsItem, QGraphicsScene, QGraphicsView, QVBoxLayout, QWidget

from desktop.services.statistics_pictures import Picture
from desktop.ui.statistics.bars import Bar, draw_bars, nearest, ring
from desktop.ui.statistics.model import Row, StatisticsModel, percent
from desktop.ui.statistics.table import StatisticsTable
from desktop.ui.theme import Look
from desktop.ui.timeline.strokes import Layer, Strokes

_BESIDE = 1000
_KEYS = (
    "Up and Down go from bar to bar, Page Up and Page Down to another picture, Enter shows the children. The table "
    "has the same numbers."
)


class BarsView(QGraphicsView):
    """``chosen``: another bar is selected. ``opened``: Enter or a double click."""

    chosen = Signal()
    opened = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._scene = QGraphicsScene(self)
        self._ring: list[QGraphicsItem] = []
        self.pictures: tuple[Picture, ...] = ()
        self.bars: tuple[Bar, ...] = ()
        self.selected = 0
        self.setScene(self._scene)
        self.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setAccessibleName("Pictures of the statistics")
        self.setAccessibleDescription(_KEYS)
        look.changed.connect(self.redraw)

    @property
    def bar(self) -> Bar | None:
        """The bar that is selected."""
        return self.bars[self.selected] if self.selected < len(self.bars) else None

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show these; the same bar stays selected as far as there is one."""
        self.pictures = tuple(pictures)
        self.redraw()
        self.selected = min(self.selected, max(len(self.bars) - 1, 0))
        self._draw_selection()

    def select(self, place: int) -> None:
        """Select a bar, bring it into sight and tell of it."""
        if not 0 <= place < len(self.bars) or place == self.selected:
            return
        self.selected = place
        self._draw_selection()
        self.ensureVisible(self.bars[place].place, 0, self._look.px(40))
        self.chosen.emit()
        if self.hasFocus():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, self.told()))

    def told(self) -> str:
        """What is read out of the selected bar."""
        bar = self.bar
        if bar is None:
            return ""
        picture = self.pictures[bar.picture]
        count = picture.table.counts[bar.value]
        number = f"{count.children:,} of {count.of:,} {picture.counted}, {percent(count)}"
        return f"{picture.table.title}: {count.words}, {number}"

    def redraw(self) -> None:
        """Draw everything anew."""
        self._scene.clear()
        self._ring = []
        strokes = Strokes(self._look, self._scene, self.devicePixelRatioF())
        width = self.viewport().width()
        self.bars, height = draw_bars(strokes, self.pictures, width)
        self._scene.setSceneRect(QRectF(0, 0, width, height))
        self._draw_selection()

    def _draw_selection(self) -> None:
        for item in self._ring:
            self._scene.removeItem(item)
        self._ring = []
        if self.bar is None:
            return
        strokes, focus = Strokes(self._look, self._scene, self.devicePixelRatioF()), self.hasFocus()
        place = ring(self.bar.place)
        ground = strokes.rounded(place, "selected", "selected", layer=Layer.CHOSEN)
        ground.setZValue(Layer.BANDS - 1)
        edge = strokes.rounded(place, "", "accent", width=2.0 if focus else 1.0, layer=Layer.SELECTION)
        self._ring = [ground, edge]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """From bar to bar, from picture to picture; Enter opens."""
        key = Qt.Key(event.key())
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.opened.emit()
        elif key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            self.select(self.selected + (1 if key == Qt.Key.Key_Down else -1))
        elif key in {Qt.Key.Key_Home, Qt.Key.Key_End}:
            self.select(0 if key == Qt.Key.Key_Home else len(self.bars) - 1)
        elif key in {Qt.Key.Key_PageUp, Qt.Key.Key_PageDown}:
            self._to_picture(1 if key == Qt.Key.Key_PageDown else -1)
        else:
            super().keyPressEvent(event)

    def _to_picture(self, by: int) -> None:
        wanted = (self.bar.picture if self.bar else 0) + by
        self.select(next((at for at, one in enumerate(self.bars) if one.picture == wanted), self.selected))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press selects the bar under it."""
        found = nearest(self.bars, self.mapToScene(event.position().toPoint()))
        if found is not None:
            self.select(self.bars.index(found))
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """A double click shows the children."""
        if nearest(self.bars, self.mapToScene(event.position().toPoint())) is not None:
            self.opened.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width has room for other bars."""
        super().resizeEvent(event)
        self.redraw()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The keyboard is here, and one sees it."""
        super().focusInEvent(event)
        self._draw_selection()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The ring becomes thin."""
        super().focusOutEvent(event)
        self._draw_selection()


class PicturesPage(QWidget):
    """``opened`` carries filters of the list, ``asked`` a row of the table, ``wanted`` the name of another view."""

    opened = Signal(object)
    asked = Signal(object)
    wanted = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.view = BarsView(look)
        self.model = StatisticsModel()
        self.table = StatisticsTable(look, self.model)
        self.table.setAccessibleName("Numbers of the picture that is selected")
        self._shown: Picture | None = None
        self._row = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(0)
        self._row.addWidget(self.view, 3)
        beside = QVBoxLayout()
        beside.addWidget(self.table)
        self._row.addLayout(beside, 2)
        self.view.chosen.connect(self._show_table)
        self.view.opened.connect(self._open)
        self.table.opened.connect(self.opened)
        self.table.asked.connect(self.asked)
        self.table.unlisted.connect(self._open)
        self.table.selectionModel().currentRowChanged.connect(lambda index, _old: self._row_chosen(index.row()))

    def show_pictures(self, pictures: Sequence[Picture]) -> None:
        """Show these, and the table of the one with the selected bar."""
        self.view.show_pictures(pictures)
        self._shown = None
        self._show_table()

    def _show_table(self) -> None:
        bar = self.view.bar
        if bar is None:
            return
        picture = self.view.pictures[bar.picture]
        if picture is not self._shown:
            self._shown = picture
            self.model.show_tables((picture.table,), picture.counted)
        if self.table.currentIndex().row() != bar.value:
            self.table.selectRow(bar.value)

    def _row_chosen(self, value: int) -> None:
        bar = self.view.bar
        if bar is None or value < 0 or value == bar.value or self._shown is not self.view.pictures[bar.picture]:
            return
        wanted = (at for at, one in enumerate(self.view.bars) if (one.picture, one.value) == (bar.picture, value))
        self.view.select(next(wanted, self.view.selected))

    def _open(self) -> None:
        """The children of the selected bar; where it has none itself, the view that tells of them."""
        bar = self.view.bar
        if bar is None:
            return
        picture = self.view.pictures[bar.picture]
        count = picture.table.counts[bar.value]
        if count.where:
            self.opened.emit(count.where)
        elif count.listed:
            self.asked.emit(Row(picture.table, count, first=False))
        elif picture.view:
            self.wanted.emit(picture.view)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Without room beside the pictures the table stands beneath them."""
        super().resizeEvent(event)
        beside = self.width() >= self._look.px(_BESIDE)
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
