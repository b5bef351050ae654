"""A field for a passphrase: dots, a box that shows what is typed, and a hint while Caps Lock is on.

Qt does not say whether Caps Lock is on, so it is read from what is typed: a letter whose case is the opposite of what
Shift alone would give.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Icon, Text, restyle


class SecretEdit(QLineEdit):
    """``caps`` says after each letter whether Caps Lock seems to be on."""

    caps = Signal(bool)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self.setFont(look.font("body"))
        self.setEchoMode(QLineEdit.EchoMode.Password)
        self.setAccessibleName(name)

    def reveal(self, on: bool) -> None:
        """Show what was typed, or dots."""
        self.setEchoMode(QLineEdit.EchoMode.Normal if on else QLineEdit.EchoMode.Password)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Notice Caps Lock on the way."""
        letter = event.text()
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps.emit(False)
        elif len(letter) == 1 and letter.isalpha() and letter.upper() != letter.lower():
            shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self.caps.emit(letter.isupper() != shifted)
        super().keyPressEvent(event)


class RevealBox(QCheckBox):
    """Shows what is typed into the fields, while it is ticked."""

    def __init__(self, *fields: SecretEdit) -> None:
        super().__init__("Show what is typed")
        for field in fields:
            self.toggled.connect(field.reveal)


class CapsLockHint(QWidget):
    """ "Caps Lock is on", in amber beneath the fields while it seems to be."""

    def __init__(self, look: Look, *fields: SecretEdit) -> None:
        super().__init__()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(Icon(look, "caution", "caution", 14))
        row.addWidget(Text(look, "Caps Lock is on", step="label", weight=STRONG, tone="caution"), 1)
        self.setAccessibleName("Caps Lock is on")
        for field in fields:
            field.caps.connect(self.setVisible)
            field.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Nothing is said of a field that was left."""
        if event.type() == QEvent.Type.FocusOut:
            self.hide()
        return super().eventFilter(watched, event)


def mark_wrong(field: QLineEdit, *, wrong: bool) -> None:
    """A red edge around what cannot be used; the sentence that says why stands beneath it."""
    state = "error" if wrong else ""
    if (field.property("state") or "") != state:
        field.setProperty("state", state)
        restyle(field)
