"""The head of a group: its name, a remark at the right, a hairline beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import ElidedText, Line, Text


class Section(QWidget):
    """A head and, beneath it, whatever is put into ``body``."""

    def __init__(self, look: Look, name: str, remark: str = "") -> None:
        super().__init__()
        self._remark = Text(look, remark, step="note", tone="text3")
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(ElidedText(look, name, step="label", weight=STRONG, tone="text2"), 1)
        head.addWidget(self._remark)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        self.body.setContentsMargins(0, 8, 0, 0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3)
        outer.addLayout(head)
        outer.addWidget(Line())
        outer.addLayout(self.body)
        self.setAccessibleName(name)

    def set_remark(self, words: str) -> None:
        """Change the remark at the right."""
        self._remark.setText(words)

    def clear(self) -> None:
        """Take everything out of the body."""
        empty(self.body)


def empty(layout: QLayout) -> None:
    """Take everything out of a layout; widgets go at once from sight and then for good."""
    while (item := layout.takeAt(0)) is not None:
        inner, widget = item.layout(), item.widget()
        if inner is not None:
            empty(inner)
        if widget is not None:
            widget.hide()
            widget.deleteLater()
