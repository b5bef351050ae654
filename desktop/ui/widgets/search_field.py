"""The search field of a list: an icon before the words, the shortcut at the right while it is empty."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QFontMetrics, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QToolButton

from desktop.ui.theme import Look
from desktop.ui.tokens import SEARCH_WIDTH


class SearchField(QLineEdit):
    """One line; it may be squeezed to its words where there is little room."""

    def __init__(self, look: Look, words: str, shortcut: str) -> None:
        super().__init__()
        self._look = look
        self._hint = QKeySequence(shortcut).toString(QKeySequence.SequenceFormat.NativeText)
        self.setProperty("field", "search")
        self.setPlaceholderText(words)
        self.setToolTip(words)
        self.setAccessibleName(f"Search by {words[:1].lower()}{words[1:]}")
        self.setAccessibleDescription(self._hint)
        self.setClearButtonEnabled(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(self._needed())
        self.setMaximumWidth(look.px(SEARCH_WIDTH))
        self._icon = QAction(self)
        self.addAction(self._icon, QLineEdit.ActionPosition.LeadingPosition)
        for button, told in zip(self.findChildren(QToolButton), ("Clear the search", "Search"), strict=True):
            button.setAccessibleName(told)
        look.follow(self._tint)

    def sizeHint(self) -> QSize:
        """As wide as it may be, where there is room."""
        return QSize(self._look.px(SEARCH_WIDTH), super().sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The field, and the shortcut over it where both fit."""
        super().paintEvent(event)
        if self.text():
            return
        painter = QPainter(self)
        painter.setFont(self._look.font("note"))
        painter.setPen(self._look.colour("text3"))
        room = self.rect().adjusted(0, 0, -self._look.px(10), 0)
        words = self.fontMetrics().horizontalAdvance(self.placeholderText()) + self._look.px(40)
        if words + painter.fontMetrics().horizontalAdvance(self._hint) < room.width():
            painter.drawText(room, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self._hint)

    def _needed(self) -> int:
        """Room for icon and words, without the shortcut."""
        return QFontMetrics(self._look.font("body")).horizontalAdvance(self.placeholderText()) + self._look.px(64)

    def _tint(self) -> None:
        self._icon.setIcon(self._look.icons.icon("search", self._look.colours.text2))
