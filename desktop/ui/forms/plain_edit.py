"""Single line editors beside a fact: its date, its laboratory. They commit when left or on Enter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit

from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.date_hint import DateHint
from desktop.ui.theme import Look
from desktop.ui.widgets.text import restyle

NOT_SAVED = "This was typed earlier and not saved; look at the case and press Enter here to save it."
"""Said of text that can be used and waited for its case."""


_TYPED = ("day/month/year, or t-7", "day/month/year", "d/m/y, t-7")
"""The order is said in words: of 3/4/26 nobody could tell the month."""
_EDGE = 14


class _KeepingEdit(QLineEdit):
    """Esc takes over what was typed, as leaving the field does; the window gets it only where that worked.

    ``helped``: F1 was pressed, where there ``has_help``.
    """

    helped = Signal()
    has_help = False

    def draft(self) -> str | None:
        """What is typed and was not taken over; None if there is no such text."""
        return self.text() if self.isModified() else None

    def unused(self) -> str | None:
        """What stands in the field and is not in the record."""
        return self.draft()

    def event(self, event: QEvent) -> bool:
        """Claim Esc while what is typed cannot be taken over, and F1 where there is help."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            if self._asks(event) or self._keeps(event):
                event.accept()
                return True
        elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._asks(event):
            self.helped.emit()
            return True
        return super().event(event)

    def commit(self) -> None:
        """Hand on what was typed."""

    def _asks(self, event: QKeyEvent) -> bool:
        return self.has_help and event.key() == Qt.Key.Key_F1 and not event.modifiers()

    def _keeps(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Escape:
            return False
        self.commit()
        return self.isModified()


class CommitEdit(_KeepingEdit):
    """Text that is handed on as ``committed`` when the field is left or Enter pressed, and only if it changed.

    ``refused`` carries the sentence that says why it was not saved, empty once that is mended.
    """

    committed = Signal(str)
    refused = Signal(str)

    def __init__(self, look: Look, name: str) -> None:
        super().__init__()
        self._waited: str | None = None
        self.setFont(look.font("body"))
        self.setAccessibleName(name)
        self.returnPressed.connect(self.commit)

    def show_text(self, text: str) -> None:
        """Show stored text unless something is being typed or was refused."""
        if not self.isModified() and text != self.text():
            self.setText(text)
            if not self.hasFocus():
                # of a long name the start is shown, not the end
                self.setCursorPosition(0)

    def refuse(self, sentence: str) -> None:
        """Keep what is typed: it was not saved."""
        self.setModified(True)
        self._waited = self.text()
        self.refused.emit(sentence)

    def type_again(self, text: str) -> None:
        """Put back what waited for its case. Nothing is saved: the case may have changed meanwhile."""
        self.setText(text)
        self.refuse(NOT_SAVED)

    def forget(self) -> None:
        """Let go of what was typed and not committed."""
        self._waited = None
        self.setModified(False)

    def commit(self) -> None:
        """Hand on what was typed."""
        if self.isModified() and (self.text() != self._waited or self.hasFocus()):
            self._waited = None
            self.setModified(False)
            self.refused.emit("")
            self.committed.emit(self.text().strip())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field commits it."""
        self.commit()
        super().focusOutEvent(event)


class DateEdit(_KeepingEdit):
    """A partial date, typed fast. ``committed`` carries the PartialDate or None, ``refused`` a sentence."""

    committed = Signal(object)
    refused = Signal(str)

    def __init__(self, look: Look, name: str, today: Callable[[], date]) -> None:
        super().__init__()
        self._today = today
        self._date: PartialDate | None = None
        self._waited: str | None = None
        self.setFont(look.font("body"))
        self.setAccessibleName(name)
        self._edges = 2 * look.px(_EDGE)
        self.hint = DateHint(look, self, today)
        self.returnPressed.connect(self.commit)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """How a date is typed stands in the empty field, in the longest words that it has room for."""
        super().resizeEvent(event)
        advance, room = self.fontMetrics().horizontalAdvance, self.width() - self._edges
        self.setPlaceholderText(next((one for one in _TYPED if advance(one) <= room), _TYPED[-1]))

    @property
    def date(self) -> PartialDate | None:
        """The date last read."""
        return self._date

    def show_date(self, day: PartialDate | None) -> None:
        """Show a stored date unless something is being typed or was refused."""
        if self.isModified():
            return
        self._date = day
        self.setText(day.words() if day else "")

    def forget(self) -> None:
        """Let go of what was typed and not committed."""
        self._waited = None
        self.setModified(False)
        self._mark("")

    def type_again(self, text: str) -> None:
        """Put a draft back and say what is wrong with it. Nothing is saved: the case may have changed meanwhile."""
        self.setText(text)
        self.setModified(True)
        self._waited = text
        try:
            read_date(text, self._today())
        except UserError as error:
            self._mark(str(error))
        else:
            self._mark(NOT_SAVED)

    def refuse(self, sentence: str) -> None:
        """Keep what is typed and mark it as not saved."""
        self.setModified(True)
        self._waited = self.text()
        self._mark(sentence)

    def commit(self) -> None:
        """Read what was typed; text that is no date stays as typed."""
        if not self.isModified() or (self.text() == self._waited and not self.hasFocus()):
            return
        self._waited = None
        try:
            day = read_date(self.text(), self._today()) if self.text().strip() else None
        except UserError as error:
            self._mark(str(error))
            return
        self._mark("")
        self._date = day
        self.setText(day.words() if day else "")
        self.setModified(False)
        self.committed.emit(day)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving the field commits it."""
        self.commit()
        super().focusOutEvent(event)

    def _mark(self, sentence: str) -> None:
        self.setProperty("state", "error" if sentence else "")
        self.setAccessibleDescription(sentence)
        restyle(self)
        self.refused.emit(sentence)
