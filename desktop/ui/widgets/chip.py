"""A filter chip: off it names the filter, on it says the value in words and carries a cross."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QMenu

from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, REGULAR
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import restyle

Option = tuple[str, str]
"""A code and its words."""

Offer = tuple[str, str, int | None]
"""A code, its words, and how many cases have it (None: not counted)."""


class Chip(Button):
    """Filters by one of several values. Delete or the cross clears it. ``picked`` carries the code or nothing.

    The values are ``options``; or ``offers`` gives them, with counts, each time the menu is opened, and ``words`` says
    a code. ``whole`` are codes that are a sentence of their own (``Missing something``) instead of name and value.
    ``off`` is what the chip says while it filters nothing.
    """

    picked = Signal(str)

    def __init__(
        self,
        look: Look,
        name: str,
        options: Sequence[Option] = (),
        *,
        offers: Callable[[], Sequence[Offer]] | None = None,
        words: Callable[[str], str] | None = None,
        whole: Mapping[str, str] | None = None,
        off: str = "",
        icon: str = "",
    ) -> None:
        super().__init__(look, off or name, kind="chip", icon=icon)
        self._name, self._off, self._code, self._whole = name, off or name, "", dict(whole or {})
        known = dict(options)
        self._words = words or known.__getitem__
        self._offers = offers or (lambda: [(code, told, None) for code, told in options])
        self.clicked.connect(self.open_menu)
        self._show()

    @property
    def code(self) -> str:
        """The chosen code, or empty."""
        return self._code

    def pick(self, code: str) -> None:
        """Choose a value, or clear with an empty code."""
        if code != self._code:
            self.set_code(code)
            self.picked.emit(code)

    def set_code(self, code: str) -> None:
        """Show a value without telling anybody."""
        self._code = code
        self._show()

    def menu_of_options(self) -> QMenu:
        """The values to choose from, as a menu; each with the number of cases it would leave."""
        menu = QMenu(self)
        for code, words, count in self._offers():
            action = menu.addAction(words if count is None else f"{words}\t{count:,}")
            action.setData(code)
            action.setCheckable(True)
            action.setChecked(code == self._code)
            action.triggered.connect(lambda _checked=False, code=code: self.pick(code))
        if menu.isEmpty():
            menu.addAction("Nothing to choose from").setEnabled(False)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return menu

    def open_menu(self) -> None:
        """Offer the values beneath the chip; the arrows choose at once."""
        menu = self.menu_of_options()
        menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        chosen = [action for action in menu.actions() if action.isChecked()]
        menu.setActiveAction((chosen or menu.actions())[0])

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

    def _told(self) -> str:
        if not self._code:
            return self._off
        return self._whole.get(self._code) or f"{self._name}: {self._words(self._code)}"

    def _show(self) -> None:
        words = self._told()
        self.setText(words)
        self.setAccessibleName(f"Filter by {words}" if self._code else f"Filter by {self._name.lower()}")
        self.set_weight(MEDIUM if self._code else REGULAR)
        self.setProperty("on", bool(self._code))
        self.set_right_icon("clear" if self._code else "open_list")
        restyle(self)
