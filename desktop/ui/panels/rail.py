"""The rail at the left: the places of the program, and the lock at its foot."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QVBoxLayout

from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS, RAIL_WIDTH, REGULAR, STRONG

CASES, MEETINGS, CHASE, STATISTICS, SETTINGS, LOCK = (
    "cases", "meetings", "chase", "statistics", "settings", "lock_now",
)  # fmt: skip
PLACES = (
    (CASES, "cases", "Cases"),
    (MEETINGS, "calendar", "Meetings"),
    (CHASE, "chase", "To chase"),
    (STATISTICS, "statistics", "Statistics"),
    (SETTINGS, "settings", "Settings"),
)
"""Each place with its icon and word."""


class RailButton(QAbstractButton):
    """An icon over a word; the chosen one carries a bar, a ground and bold words."""

    def __init__(self, look: Look, icon: str, words: str, *, checkable: bool = True) -> None:
        super().__init__()
        self._look, self._icon, self._badge = look, icon, ""
        self.setText(words)
        self.setAccessibleName(words)
        self.setCheckable(checkable)
        self.setFixedSize(self.sizeHint())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """A square with room for icon and word."""
        return QSize(self._look.px(RAIL_WIDTH), self._look.px(48 if self._look.is_large else 56))

    def show_badge(self, badge: str, spoken: str) -> None:
        """A few letters beside the icon, and what is read out for them; empty takes them away."""
        if badge != self._badge:
            self._badge = badge
            self.setAccessibleDescription(spoken)
            self.setToolTip(spoken)
            self.update()

    def _paint_badge(self, painter: QPainter) -> None:
        look, px = self._look, self._look.px
        font = look.font("note")
        metrics = QFontMetrics(font)
        high = metrics.height()
        wide = max(metrics.horizontalAdvance(self._badge) + px(8), high)
        box = QRect(min(self.width() // 2 + px(8), self.width() - wide - px(2)), px(2), wide, high)
        painter.setPen(QPen(look.colour("edge"), 1.0))
        painter.setBrush(look.colour("surface"))
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setFont(font)
        painter.setPen(look.colour("text"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._badge)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw ground, bar, icon, badge and word."""
        look, px = self._look, self._look.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        inner = self.rect().adjusted(px(8), 0, -px(8), 0)
        if self.isChecked() or self.underMouse() or self.hasFocus():
            painter.setPen(QPen(look.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("selected" if self.isChecked() else "hover"))
            painter.drawRoundedRect(inner.adjusted(1, 1, -1, -1), RADIUS, RADIUS)
        if self.isChecked():
            painter.fillRect(QRect(0, px(8), 3, self.height() - px(16)), look.colour("accent"))
        tone = look.colours.accent if self.isChecked() else look.colours.text2
        side = px(20)
        picture = look.icons.pixmap(self._icon, tone, side, self.devicePixelRatioF())
        # large text has the same places on a screen that is no higher
        above = px(5 if look.is_large else 9)
        painter.drawPixmap((self.width() - side) // 2, above, picture)
        painter.setFont(look.font("note", STRONG if self.isChecked() else REGULAR))
        painter.setPen(look.colour("text" if self.isChecked() else "text2"))
        words = QRect(0, above + px(23), self.width(), px(18))
        painter.drawText(words, Qt.AlignmentFlag.AlignCenter, self.text())
        if self._badge:
            self._paint_badge(painter)


class Rail(QFrame):
    """The places of the program, and the lock; ``chosen`` carries the name of what was pressed."""

    chosen = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setProperty("part", "rail")
        self.setFixedWidth(look.px(RAIL_WIDTH))
        self.setAccessibleName("Places")
        self.buttons = {name: RailButton(look, icon, words) for name, icon, words in PLACES}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 8)
        column.setSpacing(4)
        for name, button in self.buttons.items():
            button.clicked.connect(lambda _checked=False, name=name: self.chosen.emit(name))
            column.addWidget(button)
        column.addStretch(1)
        self.lock = RailButton(look, "locked", "Lock", checkable=False)
        self.lock.setToolTip("Ctrl+L")
        self.lock.clicked.connect(lambda _checked=False: self.chosen.emit(LOCK))
        column.addWidget(self.lock)
        self.show_place(CASES)

    def show_place(self, name: str) -> None:
        """Mark the place that is shown."""
        for one, button in self.buttons.items():
            button.setChecked(one == name)
