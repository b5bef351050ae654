"""What stands between the head and the foot of a dialog: whole where there is room, and else it scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import settle

LAPTOP = QSize(1334, 726)
"""No dialog asks for more: a clinic's laptop has 1366 x 768, and the system's title bar and edges are part of it."""

_LEAST = 48
"""So much is seen of it on a screen that is smaller still."""


class Body(Scroll):
    """``column`` takes what is shown. Head and foot stand outside, so that the buttons are never scrolled away."""

    def __init__(self, name: str, gap: int = 8) -> None:
        content = QWidget()
        self.column = QVBoxLayout(content)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(gap)
        super().__init__(content, name)
        # the keyboard stops here only where there is something to scroll
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(self._range_changed)

    def needed(self, width: int) -> int:
        """The height at which nothing scrolls, if it is so wide."""
        # beside its bar, too: once Qt shows the bar it keeps it while the lines that the bar makes longer do not fit
        inside = width - 2 * BORDER - self.verticalScrollBar().sizeHint().width()
        return height_at(self.column, inside) + 2 * BORDER

    def sizeHint(self) -> QSize:
        """All of it at the width of what it stands in."""
        wide, around = self.column.totalSizeHint().width() + 2 * BORDER, self.parentWidget()
        outer = around.layout() if around is not None else None
        if around is None or outer is None:
            return QSize(wide, self.needed(wide))
        margins = outer.contentsMargins()
        room = max(around.minimumWidth(), around.width()) - margins.left() - margins.right()
        return QSize(wide, self.needed(room))

    def minimumSizeHint(self) -> QSize:
        """As wide as its content at the least, and as low as a line or two."""
        least = self.column.totalMinimumSize().width() + 2 * BORDER + self.verticalScrollBar().sizeHint().width()
        return QSize(least, min(_LEAST, self.sizeHint().height()))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """What is around it hears that its content needs another height."""
        if event.type() == QEvent.Type.LayoutRequest and watched is self.widget():
            self._keep_whole()
            self.updateGeometry()
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        """Fields have their style by now, and with it another height than when they were put in."""
        super().showEvent(event)
        content = self.widget()
        if content is not None:
            settle(content)
            self._keep_whole()

    def _keep_whole(self) -> None:
        """Content without a wrapped line is asked for no height at its width: it says itself what it needs."""
        content = self.widget()
        if content is not None:
            needed = 1 if self.column.hasHeightForWidth() else max(self.column.totalMinimumSize().height(), 1)
            content.setMinimumHeight(needed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width is another height."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def _range_changed(self, _least: int, most: int) -> None:
        # an empty body without room is one pixel short of its least height
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus if most > 1 else Qt.FocusPolicy.NoFocus)


class Leaf(QWidget):
    """A page of one narrow column: ``head`` and ``foot`` are always in sight, ``column`` between them may scroll."""

    def __init__(self, name: str, gap: int = 10) -> None:
        super().__init__()
        self.head, self.foot = QVBoxLayout(), QVBoxLayout()
        self.area = Body(name, gap)
        self.column = self.area.column
        self._outer = outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(gap - BORDER)
        for part in (self.head, self.foot):
            part.setContentsMargins(BORDER, 0, BORDER, 0)
            part.setSpacing(gap)
        outer.addLayout(self.head)
        outer.addWidget(self.area, 1)
        outer.addLayout(self.foot)

    def hasHeightForWidth(self) -> bool:
        """No: a layout never makes a page lower that says yes."""
        return False

    def sizeHint(self) -> QSize:
        """All of it at its own width."""
        return QSize(self.maximumWidth(), height_at(self._outer, self.maximumWidth()))

    def minimumSizeHint(self) -> QSize:
        """Head, foot and a little between them."""
        return QSize(self.maximumWidth(), least_at(self._outer, self.maximumWidth()))


def height_at(layout: QLayout, width: int) -> int:
    """The height that a layout wants at a width."""
    return layout.totalHeightForWidth(width) if layout.hasHeightForWidth() else layout.totalSizeHint().height()


def least_at(layout: QLayout, width: int) -> int:
    """The height that a layout has at the least at a width."""
    if layout.hasHeightForWidth():
        return layout.totalMinimumHeightForWidth(width)
    return layout.totalMinimumSize().height()
