"""What the tests of the lock share: locking, unlocking by the keyboard, and everything that is seen."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Event

from builders import PASSPHRASE
from PySide6.QtCore import QAbstractItemModel, QModelIndex, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QGroupBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from desktop.ui.locking.page import LockPage
from desktop.ui.main_window import MainWindow


def page_of(window: MainWindow) -> LockPage:
    """The column that asks for the passphrase."""
    assert window.locking.screen is not None
    return window.locking.screen.page


def lock_now(qtbot: QtBot, window: MainWindow) -> LockPage:
    """Lock with the keyboard and wait until the key is gone."""
    # a key of the menus is heard in the window in front only, and the window of an earlier test may just have gone
    with qtbot.waitActive(window):
        window.activateWindow()
    qtbot.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert window.locking.locked
    qtbot.waitUntil(lambda: window.locking.is_settled)
    return page_of(window)


def unlock_now(qtbot: QtBot, window: MainWindow, passphrase: str = PASSPHRASE) -> None:
    """Type the passphrase and wait until the window is back."""
    type_passphrase(qtbot, window, passphrase)
    qtbot.waitUntil(lambda: not window.locking.locked)


def type_passphrase(qtbot: QtBot, window: MainWindow, passphrase: str = PASSPHRASE) -> None:
    """Type it over what is there, and press Enter."""
    secret = page_of(window).secret
    secret.selectAll()
    qtbot.keyClicks(secret, passphrase)
    qtbot.keyClick(secret, Qt.Key.Key_Return)


def choose_person(qtbot: QtBot, window: MainWindow, name: str) -> None:
    """Say on the lock screen that another person is there."""
    page = page_of(window)
    qtbot.mouseClick(page.another, Qt.MouseButton.LeftButton)
    next(button for button in page.people.buttons if name in button.text()).click()
    assert page.label.text() == f"Passphrase of {name}"


def seen() -> Iterator[str]:
    """Every title and text of every window that is visible, and what assistive technology is told of it."""
    for top in QApplication.topLevelWidgets():
        yield top.windowTitle()
        if top.isVisible():
            for widget in (top, *top.findChildren(QWidget)):
                if widget.isVisible():
                    yield from texts_of(widget)


def texts_of(widget: QWidget) -> Iterator[str]:
    """What one widget shows."""
    yield from (widget.accessibleName(), widget.accessibleDescription(), widget.toolTip(), widget.statusTip())
    if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)):
        yield widget.text()
    if isinstance(widget, QGroupBox):
        yield widget.title()
    if isinstance(widget, QPlainTextEdit):
        yield widget.toPlainText()
    if isinstance(widget, QAbstractItemView) and widget.model() is not None:
        yield from cells(widget.model())


def cells(model: QAbstractItemModel) -> Iterator[str]:
    """What a table says."""
    nowhere = QModelIndex()
    for row in range(model.rowCount(nowhere)):
        for column in range(model.columnCount(nowhere)):
            yield str(model.index(row, column).data())


class Pause:
    """Work waits here, in the middle, until the test goes on."""

    def __init__(self) -> None:
        self.begun, self.goes_on = Event(), Event()

    def __call__(self, *_given: object) -> None:
        self.begun.set()
        assert self.goes_on.wait(60)


MIGRATING = Pause()
"""Where a migration script of a test waits."""
