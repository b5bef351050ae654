"""Pages or a picture below each other, drawn when they come into sight; only a few are kept."""

from __future__ import annotations

from collections import OrderedDict

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.clinical.errors import UserError
from desktop.ui.documents.sheets import Sheets
from desktop.ui.theme import Look

_GAP, _KEPT = 12, 4
_LEAST, _MOST, _STEP = 0.25, 4.0, 1.25


class _Paper(QWidget):
    """Paints the sheets in sight; paper is white under light and dark alike."""

    def __init__(self, view: SheetView, look: Look) -> None:
        super().__init__()
        self._view, self._look = view, look

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each sheet that is in sight, with a hairline around it; one that cannot be drawn says so."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setFont(self._look.font("body"))
        for number, place in enumerate(self._view.places):
            if not place.intersects(event.rect()):
                continue
            drawn = self._view.drawn(number)
            if isinstance(drawn, QImage):
                painter.drawImage(place, drawn)
            else:
                painter.setPen(self._look.colour("text2"))
                painter.drawText(place.adjusted(_GAP, _GAP, -_GAP, -_GAP), int(_WRAP), drawn)
            painter.setPen(self._look.colour("edge"))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))


_WRAP = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap


class SheetView(QScrollArea):
    """Shows a document as wide as the view, a whole page of it, or larger. ``moved`` says which page is in sight."""

    moved = Signal(int)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._sheets: Sheets | None = None
        self._whole, self._zoom = False, 1.0
        self._kept: OrderedDict[tuple[int, int], QImage | str] = OrderedDict()
        self.places: list[QRect] = []
        self._paper = _Paper(self, look)
        self.setWidget(self._paper)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(name)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit(self.current()))

    def show_sheets(self, sheets: Sheets) -> None:
        """Exchange the document."""
        self.clear()
        self._sheets = sheets
        self._lay_out()
        self.verticalScrollBar().setValue(0)
        self.moved.emit(0)

    def clear(self) -> None:
        """Let go of the document and its pictures."""
        if self._sheets is not None:
            self._sheets.close()
        self._sheets, self.places = None, []
        self._kept.clear()
        self._paper.update()

    def fit(self, *, whole: bool) -> None:
        """A whole page in sight, or the page as wide as the view; the same page stays in sight."""
        self._whole, self._zoom = whole, 1.0
        self._lay_out_at(self.current())

    def zoom(self, by: int) -> None:
        """Larger or smaller by a step."""
        self._zoom = min(max(self._zoom * _STEP**by, _LEAST), _MOST)
        self._lay_out_at(self.current())

    def current(self) -> int:
        """The page at the middle of what is in sight."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        passed = [number for number, place in enumerate(self.places) if place.top() <= middle]
        return passed[-1] if passed else 0

    def drawn(self, number: int) -> QImage | str:
        """A page as it is painted now, or the sentence that says why it cannot be."""
        dots = round(self.places[number].width() * self.devicePixelRatioF())
        if (number, dots) not in self._kept and self._sheets is not None:
            try:
                self._kept[number, dots] = self._sheets.image(number, dots)
            except UserError as error:
                self._kept[number, dots] = str(error)
            while len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return self._kept.get((number, dots), "")

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is laid out anew."""
        super().resizeEvent(event)
        self._lay_out_at(self.current())

    def _lay_out_at(self, page: int) -> None:
        self._lay_out()
        if page < len(self.places):
            self.verticalScrollBar().setValue(self.places[page].top() - _GAP)

    def _lay_out(self) -> None:
        if self._sheets is None:
            return
        sizes = [self._fitted(*self._sheets.size(number)) for number in range(self._sheets.count)]
        wide = max(self.viewport().width(), max(size.width() for size in sizes) + 2 * _GAP)
        top, self.places = _GAP, []
        for size in sizes:
            self.places.append(QRect((wide - size.width()) // 2, top, size.width(), size.height()))
            top += size.height() + _GAP
        self._paper.resize(wide, max(top, self.viewport().height()))
        self._paper.update()

    def _fitted(self, width: float, height: float) -> QSize:
        room = self.viewport().size() - QSize(2 * _GAP, 2 * _GAP)
        by = room.width() / width
        if self._whole:
            by = min(by, room.height() / height)
        by = max(by * self._zoom, 1e-3)
        return QSize(max(round(width * by), 1), max(round(height * by), 1))
