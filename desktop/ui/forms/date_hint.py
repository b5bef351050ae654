"""What a date is read as, shown beneath its field while one types, before the field is left."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit

from desktop.ui.forms.date_entry import heard
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.text import Text, restyle

_FREE = 2
"""So many times its height is left free between what is typed and the hint."""


class DateHint(QFrame):
    """At the right end of the field, or over what is beneath it, so that nothing moves; gone when the field is left.

    ``beneath`` is the control whose lower edge it hangs on, where that is not the editor itself.
    """

    def __init__(self, look: Look, editor: QLineEdit, today: Callable[[], date], beneath: QFrame | None = None) -> None:
        super().__init__(editor)
        self._editor, self._today, self._beneath = editor, today, beneath or editor
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.words = Text(look, step="label", weight=MEDIUM)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 3, 8, 3)
        row.addWidget(self.words)
        self.hide()
        editor.textEdited.connect(self._show)
        editor.textChanged.connect(lambda _text: None if editor.isModified() else self.hide())
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Gone when the field is left, and when Enter has taken the date."""
        if event.type() in {QEvent.Type.FocusOut, QEvent.Type.Hide}:
            self.hide()
        return super().eventFilter(watched, event)

    def _show(self, text: str) -> None:
        words, usable = heard(text, self._today()) if text.strip() else ("", True)
        self._editor.setAccessibleDescription(words)
        self.words.setText(words)
        self.words.set_tone("text" if usable else "error")
        self.setProperty("part", "note" if usable else "error")
        restyle(self)
        if not words or words == text.strip():
            self.hide()
            return
        self._place()
        self.show()
        self.raise_()

    def _place(self) -> None:
        """Beneath the field, and inside the window whatever the field's width."""
        window = self._editor.window()
        if self.parent() is not window:
            self.setParent(window)
        self.words.ensurePolished()
        self.resize(self.sizeHint())
        edge, editor = self._editor.height() - self.height(), self._editor
        free = editor.width() - self.width() - editor.fontMetrics().horizontalAdvance(editor.text())
        if edge >= 0 and free > _FREE * self.height():
            # at the right end of a wide field it hides nothing
            self.move(editor.mapTo(window, QPoint(editor.width() - self.width() - edge // 2, edge // 2)))
            return
        at = self._beneath.mapTo(window, QPoint(0, self._beneath.height() + 2))
        self.move(min(at.x(), max(0, window.width() - self.width() - 4)), at.y())
