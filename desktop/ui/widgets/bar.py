"""A bar of a page: something at the left, something at the right, and between them what may need a line of its own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
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
        self._ends, self._row = ends, row
        self._guests: tuple[QWidget, ...] = ()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING, 6)
        self._grid.setHorizontalSpacing(_GAP)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(left, 0, 0)
        self._grid.addWidget(middle, 0, 1)
        self._grid.addWidget(ends, 0, 2, Qt.AlignmentFlag.AlignRight)

    def take_in(self, parts: Sequence[QWidget], *, guests: bool) -> None:
        """Have these at the right end, too. Guests go again when there is no room: they do not keep the bar wide."""
        self._guests = tuple(parts) if guests else ()
        for one in parts:
            self._row.addWidget(one)

    def let_go(self) -> None:
        """The guests have gone elsewhere."""
        self._guests = ()

    def has_room(self, guests: Sequence[QWidget], width: int) -> bool:
        """Whether these would find room beside what must stand in a line of so much width."""
        least = max(self._left.minimumSizeHint().width(), self._left.minimumWidth())
        left = 0 if self._left.isHidden() else least
        own = sum(one.sizeHint().width() + 8 for one in self._right if not one.isHidden())
        more = sum(one.sizeHint().width() + 8 for one in guests if not one.isHidden())
        return left + own + more + 2 * _GAP + 2 * PAGE_PADDING <= width

    def minimumSizeHint(self) -> QSize:
        """What its own parts need."""
        least = super().minimumSizeHint()
        return QSize(least.width() - sum(one.sizeHint().width() + 8 for one in self._guests), least.height())

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
        left = 0 if self._left.isHidden() else self._left.sizeHint().width()
        ends = left + self._ends.sizeHint().width()
        wanted = ends + self._middle.sizeHint().width() + (2 if left else 1) * _GAP + 2 * PAGE_PADDING
        beneath = not self._middle.isHidden() and wanted > self.width()
        if beneath is self._beneath:
            return
        self._beneath = beneath
        self._grid.removeWidget(self._middle)
        if beneath:
            self._grid.addWidget(self._middle, 1, 0, 1, 3)
        else:
            self._grid.addWidget(self._middle, 0, 1)
