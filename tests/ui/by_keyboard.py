"""A person who uses the keyboard alone: keys go to whatever has the keyboard, and are counted."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication, QDialog, QListView, QMenu, QWidget
from pytestqt.qtbot import QtBot

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


class Keyboard:
    """Presses keys into whatever has the keyboard, and counts them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot, self.presses = qtbot, 0

    @property
    def target(self) -> QWidget:
        """What the next key goes to."""
        found = QApplication.activePopupWidget() or QApplication.focusWidget() or QApplication.activeWindow()
        assert found is not None
        return found

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        self.qtbot.keyClick(self.target, key, modifier)
        QApplication.processEvents()
        self.presses += 1

    def type(self, text: str) -> None:
        for letter in text:
            self.qtbot.keyClicks(self.target, letter)
        self.presses += len(text)

    def tab_to(self, name: str) -> None:
        """Tab on until the control of this name has the keyboard."""
        for _ in range(80):
            if self.target.accessibleName() == name:
                return
            self.press(Key.Key_Tab)
        raise AssertionError(f"{name} is not reached; the keyboard is in {self.target.accessibleName()}")

    def fill(self, name: str, text: str) -> None:
        """Go to a field and type; it is taken over with Enter."""
        self.tab_to(name)
        self.type(text)
        self.press(Key.Key_Return)

    def choose(self, name: str, words: str) -> None:
        """Open a field's list and go down to one of its entries."""
        self.tab_to(name)
        self.press(Key.Key_Down, ALT)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self.press(Key.Key_Down)
        while said_by(menu.activeAction()) != words:
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)

    def pick(self, name: str, words: str) -> None:
        """Open the menu of a button that holds a choice, and go down to one of its entries."""
        self.tab_to(name)
        self.press(Key.Key_Space)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        self.press(Key.Key_Down)
        while said_by(menu.activeAction()) != words:
            self.press(Key.Key_Down)
        self.press(Key.Key_Return)
        self.qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)

    def tick(self, name: str, *wanted: str, whole: bool = False) -> None:
        """Open the list of a fact that has several values, tick some, and say that the others were looked for."""
        self.tab_to(name)
        self.press(Key.Key_Space)
        self.qtbot.waitUntil(lambda: isinstance(QApplication.focusWidget(), QListView))
        view = QApplication.focusWidget()
        assert isinstance(view, QListView)
        self.press(Key.Key_Home)
        left = set(wanted)
        while left:
            if (words := str(view.currentIndex().data())) in left:
                self.press(Key.Key_Space)
                left.remove(words)
            if left:
                self.press(Key.Key_Down)
        dialog = QApplication.activeModalWidget()
        assert isinstance(dialog, QDialog)
        if whole:
            self.press(Key.Key_A, ALT)
        self.press(Key.Key_Return)
        self.gone(dialog)

    def dialog(self) -> QDialog:
        """The dialog that has come up, with the keyboard in it."""
        self.qtbot.waitUntil(
            lambda: (
                isinstance(QApplication.activeModalWidget(), QDialog)
                and QApplication.focusWidget() is not None
                and QApplication.focusWidget().window() is QApplication.activeModalWidget()
            )
        )
        found = QApplication.activeModalWidget()
        assert isinstance(found, QDialog)
        return found

    def gone(self, dialog: QDialog) -> None:
        """Wait until the dialog has closed; the window in front is then the one beneath, as a desktop sees to it."""
        self.qtbot.waitUntil(lambda: not dialog.isVisible())
        window = dialog.parentWidget().window()
        window.activateWindow()
        self.qtbot.waitUntil(lambda: QApplication.focusWidget() is not None)


def said_by(action: QAction | None) -> str:
    return action.text() if action is not None else ""
