"""One control that holds either a value or the reason why there is none.

Alt+Down or F4 lists the values first and then the silences; typing lists what fits, by words, code or another name,
and a value replaces a silence; Delete returns to "not asked". Nothing is written before the field is left or Enter is
pressed, and what cannot be read stays as typed.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QMenu, QSizePolicy

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import Field, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.found import found_in
from desktop.clinical.labels import Labels
from desktop.ui.forms.answer_menu import LISTED, answer_menu, choose_codes, past_menu, silence_lines
from desktop.ui.forms.cut_mark import CutMark
from desktop.ui.forms.date_hint import DateHint
from desktop.ui.forms.field_frame import paint_frame
from desktop.ui.forms.long_text import LongTextEdit
from desktop.ui.forms.plain_edit import NOT_SAVED
from desktop.ui.forms.type_ahead import TypeAhead
from desktop.ui.forms.typed import converted, offers_of, read_typed, shown, unit_beside
from desktop.ui.forms.ways import PLAIN, Ways
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.theme import Look
from desktop.ui.tokens import FIELD_HEIGHT
from desktop.ui.widgets.text import Icon, restyle
from desktop.ui.words import capital


class SilenceField(QFrame):
    """Edits one fact. ``committed`` carries the new Answer, ``refused`` a sentence (empty once mended).

    ``entered``: the keyboard came in; ``helped``: F1 was pressed, where there ``has_help``; ``past``: its history is
    wanted, where it ``has_past``; ``results``: all its results are, where it ``has_results``. ``done``: Enter took over
    what it says; ``noted`` carries what a number was converted from, or nothing. ``measured`` carries the unit that was
    typed behind a number and is chosen beside it.
    """

    committed = Signal(object)
    refused = Signal(str)
    entered = Signal()
    helped = Signal()
    past = Signal()
    results = Signal()
    done = Signal()
    noted = Signal(str)
    measured = Signal(object)

    def __init__(
        self, look: Look, labels: Labels, field: Field, today: Callable[[], date], ways: Ways = PLAIN
    ) -> None:  # fmt: skip
        super().__init__()
        self.field, self.ways, self._look, self._labels, self._today = field, ways, look, labels, today
        self._answer: Answer[object] = NOT_ASKED
        self._error = self._wanted = False
        # what was refused, by the text that shows it; what waited for its case and is saved only when it is looked at
        self._refused: tuple[str, Answer[object]] | None = None
        self._waited: str | None = None
        self._converted = ""
        self.read_only = self.stands_apart = False
        self.child: Case | None = None
        self.has_help = False
        self.has_past = False
        self.has_results = False
        self._icon = Icon(look, size=14)
        self._edit: QLineEdit | LongTextEdit = LongTextEdit(look) if field.kind is Kind.LONG_TEXT else QLineEdit()
        self._edit.setProperty("inside", True)
        self._edit.installEventFilter(self)
        self._edit.setAccessibleName(labels.name(field.name))
        if field.kind is Kind.DATE and isinstance(self._edit, QLineEdit):
            DateHint(look, self._edit, today, beneath=self)
        self._chevron = Icon(look, "open_list", "text3", 14)
        row = QHBoxLayout(self)
        # as far from the edge as in a plain editor
        row.setContentsMargins(look.px(9) + 1, 3, look.px(8), 3)
        row.setSpacing(6)
        if isinstance(self._edit, LongTextEdit):
            # before the first line, not in the middle of all of them
            self._icon.setFixedHeight(self._edit.fontMetrics().lineSpacing() + 2)
            row.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        else:
            row.addWidget(self._icon)
        row.addWidget(self._edit, 1)
        self._cut = CutMark(look, self._edit) if isinstance(self._edit, QLineEdit) else None
        row.addWidget(self._chevron)
        self._chevron.setVisible(field.kind in LISTED or not field.plain)
        self.ahead = self._type_ahead()
        self.setFocusProxy(self._edit)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if field.kind in LISTED:
            self._edit.setCursor(Qt.CursorShape.ArrowCursor)
        look.changed.connect(self.update)
        self._show()

    # value

    @property
    def answer(self) -> Answer[object]:
        """The answer last shown or committed."""
        return self._answer

    @property
    def is_wanted(self) -> bool:
        """Whether it is marked as what a dialog still needs."""
        return self._wanted

    @property
    def has_error(self) -> bool:
        """Whether what is typed cannot be used."""
        return self._error

    def set_answer(self, answer: Answer[object]) -> None:
        """Show an answer; text that is being typed or that was refused is left alone, and compared with it later."""
        if self._error or (self._edit.hasFocus() and self._edit.isModified()):
            self._answer = answer
            return
        if answer != self._answer or not self._edit.text():
            self._answer = answer
            self._show()

    def choose(self, answer: Answer[object]) -> None:
        """Take an answer from the list and hand it on."""
        self._set_error("")
        self.show_wanted(False)
        changed = answer != self._answer
        self._answer = answer
        self._show()
        self._select_all()
        if changed:
            self.committed.emit(answer)

    def commit(self) -> None:
        """Take what the bar of the list is on, or read what was typed, and hand on what is new.

        What was refused is tried again only with the keyboard in it.
        """
        picked = self._close_list()
        if picked is not None and not self.read_only:
            self.choose(picked)
            return
        text = self._edit.text()
        if not self._edit.isModified() or (text == self._waited and not self._edit.hasFocus()):
            return
        self._waited = None
        try:
            answer = self._read(text)
            unit = unit_beside(text, self.ways)
        except UserError as error:
            self._set_error(str(error))
            return
        if unit is not None:
            # before the number is taken over: nobody may see it with the unit that it does not have
            self.measured.emit(unit)
        self.choose(answer)
        self._note(converted(text, answer, self.ways))

    def forget(self) -> None:
        """Let go of what was typed and not committed."""
        self._close_list()
        self._edit.setModified(False)
        self._set_error("")
        self._show()

    def draft(self) -> str | None:
        """What is typed and could not be taken over; None if there is no such text."""
        text = self._edit.text()
        if self._refused is not None and self._refused[0] == text:
            picked = self._refused[1].silence is not None or self.field.kind is Kind.CODES
            return None if picked else text
        return text if self._edit.isModified() else None

    def unused(self) -> str | None:
        """What stands in the field and is not in the record, also an answer that was picked and refused."""
        return self._edit.text() if self._error or self._edit.isModified() else None

    def type_again(self, text: str) -> None:
        """Put a draft back and say what is wrong with it. Nothing is saved: the case may have changed meanwhile."""
        self._edit.setText(text)
        self._edit.setModified(True)
        self._waited = text
        try:
            self._read(text)
        except UserError as error:
            self._set_error(str(error))
        else:
            self._set_error(NOT_SAVED)

    def refuse(self, sentence: str, stored: Answer[object]) -> None:
        """Keep what is typed and mark it as not saved; ``stored`` is what the record says still.

        It is tried again when it is changed or Enter is pressed in it, not by leaving it.
        """
        self._refused = self._edit.text(), self._answer
        self._waited = self._edit.text()
        self._answer = stored
        self._edit.setModified(True)
        self._set_error(sentence)

    def _read(self, text: str) -> Answer[object]:
        if self._refused is not None and self._refused[0] == text:
            return self._refused[1]
        return read_typed(self.field, self._labels, text, self._today(), self.ways)

    def _note(self, words: str) -> None:
        """Say what a number was converted from, until there is another."""
        if words != self._converted:
            self._converted = words
            self.noted.emit(words)

    def set_read_only(self, read_only: bool, *, stands_apart: bool = False) -> None:
        """Show the answer without letting it be changed.

        ``stands_apart``: it is one of several results, and typing asks for these (``results``).
        """
        self.read_only = read_only or stands_apart
        self.stands_apart = stands_apart and not read_only
        read_only = self.read_only
        self._edit.setReadOnly(read_only)
        self._chevron.setVisible(not read_only and (self.field.kind in LISTED or not self.field.plain))
        self.update()

    # the list

    def menu(self) -> QMenu:
        """Values first, a line, then the silences with their icons."""
        return answer_menu(self, self._look, self._labels)

    def open_menu(self) -> None:
        """Offer the list beneath the field."""
        if self.read_only or not self._chevron.isVisibleTo(self):
            return
        if self.ahead is not None and self.ahead.is_long:
            self.ahead.show_all(self._answer)
        else:
            self.menu().popup(self.mapToGlobal(self.rect().bottomLeft()))

    def choose_several(self, wanted: str = "") -> None:
        """Tick several codes, and say whether the others were looked for. ``wanted`` is typed into its filter."""
        choose_codes(self, self._look, self._labels, wanted)

    def _type_ahead(self) -> TypeAhead | None:
        """What lists the values that fit while one types; only a field of one code or of yes and no has it."""
        if self.field.kind not in {Kind.CODE, Kind.YES_NO} or not isinstance(self._edit, QLineEdit):
            return None
        return TypeAhead(
            self._look,
            self,
            self._edit,
            lambda: offers_of(self.field, self._labels, self.ways),
            lambda: silence_lines(self, self._labels),
            self._choose_listed,
        )

    def _choose_listed(self, answer: Answer[object]) -> None:
        self.choose(answer)
        self.done.emit()

    # looks

    def _show(self) -> None:
        reason = self._answer.silence
        self._edit.setReadOnly(self.read_only or self.field.kind is Kind.CODES)
        if reason is None:
            words = shown(self.field, self._labels, self._answer.value, self.ways)
            words = capital(words) if self.field.kind in LISTED else words
        else:
            words = "" if self.field.plain else capital(self._labels.word("silence", reason))
        self._refused = self._waited = None
        self._edit.setText(words)
        if isinstance(self._edit, QLineEdit) and not self._edit.hasFocus():
            # of long words the start is shown, not the end
            self._edit.setCursorPosition(0)
        self._edit.setModified(False)
        self._icon.setVisible(reason is not None and not self.field.plain)
        if reason is not None:
            self._icon.show_icon(SILENCE_ICONS[reason])
        self._edit.setProperty("silent", reason is not None)
        self._edit.setToolTip(words if self.field.kind is Kind.CODES else "")
        if self._cut is not None:
            several = self._answer.value
            self._cut.count(len(found_in(several)) if isinstance(several, frozenset) else 1)
        restyle(self._edit)
        self.update()

    def show_wanted(self, wanted: bool = True) -> None:
        """Mark it in red as what a dialog still needs, until an answer is chosen; nothing that is typed is refused."""
        self._wanted = wanted
        self.update()

    def _select_all(self) -> None:
        """All of it; of words that are only chosen the start stays in sight."""
        if isinstance(self._edit, QLineEdit) and self._edit.isReadOnly():
            words = len(self._edit.text())
            self._edit.setSelection(words, -words)
        else:
            self._edit.selectAll()

    def _set_error(self, sentence: str) -> None:
        self._error = bool(sentence)
        if sentence:
            # what was typed is no silence, also where it cannot be used
            self._icon.hide()
        self._edit.setAccessibleDescription(sentence)
        self.refused.emit(sentence)
        self.update()

    def sizeHint(self) -> QSize:
        """One line of the form, or three for long text."""
        height = FIELD_HEIGHT if self.field.kind is not Kind.LONG_TEXT else 68
        return QSize(self._look.px(234), self._look.px(height))

    def minimumSizeHint(self) -> QSize:
        """Narrow forms may squeeze it."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame: edge, focus ring, error, and the ground of a silence."""
        quiet = self.read_only or self._answer.silence is not None
        focused = self._edit.hasFocus()
        paint_frame(
            self, self._look, error=self._error or self._wanted, focused=focused, quiet=quiet, read_only=self.read_only
        )

    # keys and pointer

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A press beside the text opens the list."""
        self._edit.setFocus(Qt.FocusReason.MouseFocusReason)
        self.open_menu()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys of the inner editor that belong to the whole control."""
        kind = event.type()
        if kind == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        if kind == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._key(event):
            return True
        if kind == QEvent.Type.ContextMenu and isinstance(event, QContextMenuEvent) and self.has_past:
            results = self.results.emit if self.has_results else None
            past_menu(self._edit, self.past.emit, results).popup(event.globalPos())
            return True
        if kind == QEvent.Type.FocusIn:
            self.update()
            self.entered.emit()
            if self._answer.silence is not None or self.field.kind is not Kind.LONG_TEXT:
                self._select_all()
        elif kind == QEvent.Type.FocusOut and isinstance(event, QFocusEvent):
            # opening the list is not leaving the field
            if event.reason() != Qt.FocusReason.PopupFocusReason:
                self.commit()
            self.update()
        elif kind == QEvent.Type.MouseButtonRelease and self.field.kind in LISTED:
            self.open_menu()
        return super().eventFilter(watched, event)

    def _close_list(self) -> Answer[object] | None:
        """Take the list of what fits away; gives the answer that its bar was on."""
        if self.ahead is None:
            return None
        picked = self.ahead.picked
        self.ahead.close()
        return picked

    def _key(self, event: QKeyEvent) -> bool:
        if self.ahead is not None and self.ahead.key(event):
            return True
        key, alt = event.key(), bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)
        if self._is_own(event):
            if key == Qt.Key.Key_F1:
                self.helped.emit()
            return True
        if self.stands_apart and self._would_change(event):
            self.results.emit()
            return True
        if self.read_only:
            return False
        if key == Qt.Key.Key_F4 or (alt and key == Qt.Key.Key_Down):
            self.open_menu()
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.field.kind is not Kind.LONG_TEXT:
            self.commit()
            self._select_all()
            if not self._error:
                self.done.emit()
        elif self.field.kind is Kind.CODES and not alt and event.text() and event.text().isprintable():
            self.choose_several(event.text().strip())
        elif key == Qt.Key.Key_Delete and self._delete_clears():
            self.choose(NOT_ASKED)
        else:
            return False
        return True

    def _would_change(self, event: QKeyEvent) -> bool:
        """Whether a key begins to type, to choose or to delete."""
        key, plain = event.key(), not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        lists = key == Qt.Key.Key_F4 or (
            key == Qt.Key.Key_Down and event.modifiers() == Qt.KeyboardModifier.AltModifier
        )
        types = plain and bool(event.text().strip()) and event.text().isprintable()
        return lists or types or (plain and key in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Space})

    def _is_own(self, event: QKeyEvent) -> bool:
        """Keys that mean something else to the window: help about this field; Esc while text cannot be taken over.

        Esc leaves the field first, as any leaving does; where that saved what was typed, it goes on to the window.
        """
        if event.modifiers():
            return False
        if event.key() == Qt.Key.Key_F1:
            return self.has_help
        if event.key() == Qt.Key.Key_Escape:
            if self.ahead is not None and self.ahead.stays(self._edit.text()):
                return True
            self.commit()
            return self._edit.isModified()
        return False

    def _delete_clears(self) -> bool:
        """Delete takes the answer away where the field is not being typed in letter by letter."""
        if self.field.plain:
            return False
        whole = self.field.kind in LISTED or self._answer.silence is not None
        return whole or self._edit.selectedText() == self._edit.text()
