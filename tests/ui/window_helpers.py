"""What the window's tests share: a stopped clock, a test person, the keyboard."""

from __future__ import annotations

from datetime import date, datetime

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from desktop.clinical.answers import known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.ui.forms.silence_field import SilenceField

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, 42)  # noqa: DTZ001 - the clock on the wall
CTRL = Qt.KeyboardModifier.ControlModifier


def a_child(given: str, mrn: str) -> Case:
    """A test person with full dates: 438 days old at diagnosis."""
    return Case(
        family_name="Zztest",
        given_name=given,
        identifiers=(Identifier(system="mrn", value=mrn),),
        born=known(PartialDate(2025, 8, 21)),
        diagnosed=known(PartialDate(2026, 11, 2)),
    )


def open_dialog(qtbot: QtBot) -> QDialog:
    """The dialog that is in front."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), QDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    return dialog


def save_over(qtbot: QtBot, field: SilenceField | QLineEdit, text: str) -> None:
    """Type over what a field of a dialog holds and save the dialog from there: Enter would only go on."""
    dialog = field.window()
    in_front(qtbot, dialog)
    type_over(qtbot, field, text, CTRL)
    if not dialog.isVisible():
        in_front(qtbot, dialog.parentWidget().window())


def in_front(qtbot: QtBot, window: QWidget) -> None:
    """Bring a window to the front, as a desktop does with a dialog that comes up: only there its own keys count."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)


def type_over(
    qtbot: QtBot,
    field: SilenceField | QLineEdit,
    text: str,
    modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
) -> None:
    """Put the keyboard into a field, type over what it holds, and press Enter."""
    field.setFocus()
    editor = field.focusProxy() or field
    assert isinstance(editor, QWidget)
    if isinstance(editor, QLineEdit):
        editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return, modifier)
