"""The pages of a document below each other, as they will come out of the printer."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QScrollArea, QWidget

from desktop.services.page_pictures import POINTS_PER_INCH, PagePictures
from desktop.ui.printing import image_of
from desktop.ui.theme import Look

_GAP = 12
_FINER = 2


class _Sheets(QWidget):
    """Paints the sheets; paper is white under light and dark alike."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.sheets: list[tuple[QRect, QPixmap]] = []

    def paintEvent(self, event: QPaintEvent) -> None:
        """Each sheet that is in sight, with a hairline around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(self._look.colour("edge"))
        for place, picture in self.sheets:
            if place.intersects(event.rect()):
                painter.drawPixmap(place, picture)
                painter.drawRect(place.adjusted(-1, -1, 0, 0))


class PageView(QScrollArea):
    """Shows a document as wide as the view, or a whole page of it. ``moved`` says which page is in sight."""

    moved = Signal(int)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._pictures: PagePictures | None = None
        self._whole = False
        self._sheets = _Sheets(look)
        self.setWidget(self._sheets)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName("Preview of the page")
        self.verticalScrollBar().valueChanged.connect(lambda _value: self.moved.emit(self.current()))

    def show_document(self, pictures: PagePictures) -> None:
        """Exchange the document."""
        self._pictures = pictures
        self._draw()
        self.verticalScrollBar().setValue(0)
        self.moved.emit(0)

    def clear(self) -> None:
        """Let go of the document and its pictures."""
        self._pictures = None
        self._sheets.sheets = []

    def show_whole(self, whole: bool) -> None:
        """A whole page in sight, or the page as wide as the view; the same page stays in sight."""
        page = self.current()
        self._whole = whole
        self._draw()
        self.go(page)

    def current(self) -> int:
        """The page at the middle of what is in sight."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        passed = [number for number, (place, _) in enumerate(self._sheets.sheets) if place.top() <= middle]
        return passed[-1] if passed else 0

    def go(self, page: int) -> None:
        """Bring the head of a page into sight."""
        if page < len(self._sheets.sheets):
            self.verticalScrollBar().setValue(self._sheets.sheets[page][0].top() - _GAP)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Draw anew for another width."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._pictures is None:
            return
        # letters at the size of a screen's dots stand unevenly, so finer dots are drawn and put together
        ratio, top, places = self.devicePixelRatioF() * _FINER, _GAP, []
        for number in range(self._pictures.count):
            zoom = self._zoom(*self._pictures.size(number))
            picture = image_of(self._pictures.picture(number, zoom * ratio * POINTS_PER_INCH))
            sheet = QPixmap.fromImage(picture)
            sheet.setDevicePixelRatio(ratio)
            size = (sheet.deviceIndependentSize()).toSize()
            left = max((self.viewport().width() - size.width()) // 2, _GAP)
            places.append((QRect(QPoint(left, top), size), sheet))
            top += size.height() + _GAP
        width = max(place.width() for place, _ in places) + 2 * _GAP
        self._sheets.sheets = places
        self._sheets.resize(QSize(max(width, self.viewport().width()), max(top, self.viewport().height())))
        self._sheets.update()

    def _zoom(self, width: float, height: float) -> float:
        wide = (self.viewport().width() - 2 * _GAP) / width
        high = (self.viewport().height() - 2 * _GAP) / height
        return max(min(wide, high) if self._whole else wide, 0.1)
