"""The head of a group: its name, a remark at the right, a hairline beneath."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QLayout, QVBoxLayout

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.part import Part
from desktop.ui.widgets.text import ElidedText, Line, Text


class Section(Part):
    """A head and, beneath it, whatever is put into ``body``."""

    def __init__(self, look: Look, name: str, remark: str = "") -> None:
        super().__init__()
        self._remark = Text(look, remark, step="note", tone="text3")
        head = QHBoxLayout()
        head.setSpacing(12)
        self._name = ElidedText(look, name, step="label", weight=STRONG, tone="text2")
        head.addWidget(self._name, 1)
        head.addWidget(self._remark)
        self.body = QVBoxLayout()
        self.body.setSpacing(2)
        self.body.setContentsMargins(0, 6, 0, 0)
        self._line = Line()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(3)
        outer.addLayout(head)
        outer.addWidget(self._line)
        outer.addLayout(self.body)
        self.setAccessibleName(name)

    def set_name(self, name: str) -> None:
        """Change the head's own words."""
        self._name.setText(name)
        self.setAccessibleName(name)

    def set_head_visible(self, visible: bool) -> None:
        """Show the head, or the body alone."""
        for part in (self._name, self._remark, self._line):
            part.setVisible(visible)
        margins = self.body.contentsMargins()
        self.body.setContentsMargins(margins.left(), 6 if visible else 0, margins.right(), margins.bottom())

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
