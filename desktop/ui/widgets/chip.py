"""A filter chip: off it names the filter, on it says the value in words and carries a cross."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import restyle

Option = tuple[str, str]
"""A code and its words."""


class Chip(Button):
    """Filters by one of several values. Delete or the cross clears it. ``picked`` carries the code or nothing."""

    picked = Signal(str)

    def __init__(self, look: Look, name: str, options: Sequence[Option] = ()) -> None:
        super().__init__(look, name, kind="chip")
        self._name, self._options, self._code = name, dict(options), ""
        self.clicked.connect(self.open_menu)
        self._show()

    @property
    def code(self) -> str:
        """The chosen code, or empty."""
        return self._code

    def pick(self, code: str) -> None:
        """Choose a value, or clear with an empty code."""
        if code != self._code:
            self._code = code
            self._show()
            self.picked.emit(code)

    def menu_of_options(self) -> QMenu:
        """The values to choose from, as a menu."""
        menu = QMenu(self)
        for code, words in self._options.items():
            action = menu.addAction(words)
            action.setCheckable(True)
            action.setChecked(code == self._code)
            action.triggered.connect(lambda _checked=False, code=code: self.pick(code))
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def open_menu(self) -> None:
        """Offer the values beneath the chip."""
        self.menu_of_options().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """The cross clears instead of opening."""
        if self._code and event.position().x() > self.width() - self.look.px(24):
            self.pick("")
            return
        super().mousePressEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Delete clears, Down opens."""
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.pick("")
        elif event.key() == Qt.Key.Key_Down:
            self.open_menu()
        else:
            super().keyPressEvent(event)

    def _show(self) -> None:
        words = f"{self._name}: {self._options[self._code]}" if self._code else self._name
        self.setText(words)
        self.setAccessibleName(f"Filter by {words}" if self._code else f"Filter by {self._name.lower()}")
        self.set_weight(MEDIUM if self._code else REGULAR)
        self.setProperty("on", bool(self._code))
        self.set_right_icon("x" if self._code else "chevron-down")
        restyle(self)
