"""The case that a history is narrowed to: its number is typed, and then stands as a chip with a cross."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import settle


class CaseFilter(QWidget):
    """``changed``: another number, or none."""

    changed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._asked = ""
        self.edit = QLineEdit()
        self.edit.setAccessibleName("Case number")
        self.edit.setPlaceholderText("Case no.")
        self.edit.setMaxLength(9)
        self.edit.setFixedWidth(look.px(84))
        self.chip = Button(look, "", kind="chip")
        self.chip.setProperty("on", True)
        self.chip.set_right_icon("clear")
        self.chip.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.edit)
        row.addWidget(self.chip)
        self.edit.returnPressed.connect(self._ask)
        self.edit.editingFinished.connect(self._ask)
        self.chip.clicked.connect(self._remove)

    @property
    def is_on(self) -> bool:
        """Whether a number was asked for."""
        return bool(self._asked)

    @property
    def number(self) -> int | None:
        """The number asked for; one that no case has, where what was typed is none."""
        return int(self._asked) if self._asked.isdecimal() else -1 if self._asked else None

    def clear(self) -> None:
        """Ask for no case, without telling anybody."""
        self.edit.clear()
        self._show("")

    def _ask(self) -> None:
        text = self.edit.text().strip()
        if text != self._asked:
            self._show(text)
            self.changed.emit()

    def _remove(self) -> None:
        self.clear()
        self.edit.setFocus()
        self.changed.emit()

    def _show(self, text: str) -> None:
        had = self.edit.hasFocus()
        self._asked = text
        self.chip.set_words(f"Case: {text}")
        self.chip.setAccessibleDescription("Removes this filter")
        self.chip.setVisible(bool(text))
        self.edit.setVisible(not text)
        if text and had:
            self.chip.setFocus()
        settle(self)
