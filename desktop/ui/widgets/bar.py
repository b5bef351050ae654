"""A bar of a page: something at the left, something at the right, and between them what may need a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import BAR_HEIGHT, PAGE_PADDING

_GAP = 16


class Bar(QFrame):
    """Where the middle does not fit between the ends in one line, it goes beneath them."""

    def __init__(self, look: Look, left: QWidget, middle: QWidget, right: Sequence[QWidget]) -> None:
        super().__init__()
        self.setProperty("part", "bar")
        self.setMinimumHeight(look.px(BAR_HEIGHT))
        self._left, self._middle, self._right = left, middle, tuple(right)
        self._beneath = False
        ends = QWidget()
        row = QHBoxLayout(ends)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for part in right:
            row.addWidget(part)
        self._ends = ends
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 6)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(left, 0, 0)
        self._grid.addWidget(middle, 0, 1)
        self._grid.addWidget(ends, 0, 2, Qt.AlignmentFlag.AlignRight)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew by the new width."""
        super().resizeEvent(event)
        self._arrange()

    def event(self, event: QEvent) -> bool:
        """Parts came, went or changed their words."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()
        return done

    def _arrange(self) -> None:
        ends = self._left.sizeHint().width() + self._ends.sizeHint().width()
        wanted = ends + self._middle.sizeHint().width() + 2 * _GAP + 2 * PAGE_PADDING
        beneath = not self._middle.isHidden() and wanted > self.width()
        if beneath is self._beneath:
            return
        self._beneath = beneath
        self._grid.removeWidget(self._middle)
        if beneath:
            self._grid.addWidget(self._middle, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self._middle, 0, 1)
