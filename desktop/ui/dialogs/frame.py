"""The frame that all dialogs share: the question as title, content, and the buttons at the foot."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.ui.dialogs.body import LAPTOP, Body, least_at
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.forms.secret_edit import SecretEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.scroll import BORDER
from desktop.ui.widgets.text import Text, WrongText
from desktop.ui.words import child_words

_TITLE_BAR = 32
_SIDE, _TOP, _FOOT = 20, 20, 16


class Frame(QDialog):
    """Title is the question with its numbers; the primary button repeats the verb.

    Esc cancels; where something was typed it asks first, and Esc once more goes on typing. Of several lines Enter goes
    on to the next one and at last to the button, so that nothing half typed is saved; Ctrl+Enter saves from anywhere.
    It grows with its content as far as the smallest screen allows; from there on ``body`` scrolls between the question
    and the buttons.
    """

    def __init__(self, look: Look, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        if parent is None:
            look.dress(self)
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(look.px(480))
        self.heading = Text(look, title, step="lead", weight=STRONG, wrap=True)
        self.sentence = Text(look, sentence, tone="text2", wrap=True)
        if not sentence:
            self.sentence.hide()
        self.area = Body(title)
        self.body = self.area.column
        self.wrong = WrongText(look)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(10)
        self._foot.addStretch(1)
        self._buttons: list[Button] = []
        self._default: Button | None = None
        self._outer = QVBoxLayout(self)
        self._beneath = self._lay_out()
        self._leaving: Notice | None = None
        self._at_first: dict[QWidget, str] = {}
        self._typing_in: QWidget | None = None

    def _lay_out(self) -> QVBoxLayout:
        """Head, body, foot; gives the foot."""
        outer, beneath = self._outer, QVBoxLayout()
        head = self._head = QVBoxLayout()
        outer.setContentsMargins(_SIDE - BORDER, _TOP, _SIDE - BORDER, _FOOT)
        outer.setSpacing(12 - BORDER)
        for part in (head, beneath):
            part.setContentsMargins(BORDER, 0, BORDER, 0)
            part.setSpacing(12)
        head.addWidget(self.heading)
        head.addWidget(self.sentence)
        beneath.addWidget(self.wrong)
        beneath.addLayout(self._foot)
        outer.addLayout(head)
        outer.addWidget(self.area, 1)
        outer.addLayout(beneath)
        return beneath

    def ask_size(self, width: int, height: int) -> None:
        """So large at standard text, if the screen and the window behind it have room."""
        wanted, around = QSize(self.look.px(width), self.look.px(height)), self.parentWidget()
        if around is not None:
            wanted = wanted.boundedTo(around.window().size() - QSize(_TITLE_BAR, 0))
        self.resize(wanted.boundedTo(LAPTOP).expandedTo(self.minimumSize()))

    def event(self, event: QEvent) -> bool:
        """Grow when the content does."""
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self.isVisible():
            self._fit()
        return done

    def _fit(self) -> None:
        """As high as it needs to be, while the screen has room for it and its title bar."""
        most = min(LAPTOP.height(), self.screen().availableSize().height() - _TITLE_BAR)
        room = self.width() - 2 * (_SIDE - BORDER)
        rest = least_at(self._outer, self.width()) - self.area.minimumSizeHint().height()
        height = min(max(self.height(), rest + self.area.needed(room)), most)
        if height != self.height():
            self.resize(self.width(), height)

    def add_buttons(self, verb: str, *, danger: bool = False, cancel: str = "Cancel") -> tuple[Button, Button]:
        """Cancel and the button that does it; the latter is the default unless it destroys."""
        cancel_button = Button(self.look, cancel, shortcut="Esc")
        do = Button(self.look, verb, kind="danger" if danger else "primary")
        cancel_button.setAutoDefault(False)
        cancel_button.clicked.connect(self.reject)
        do.setAutoDefault(not danger)
        do.setDefault(not danger)
        self._foot.addWidget(cancel_button)
        self._foot.addWidget(do)
        self._buttons += [cancel_button, do]
        if not danger:
            self._default = do
            for keys in ("Ctrl+Return", "Ctrl+Enter"):
                QShortcut(QKeySequence(keys), self, self.save_by_key)
        return cancel_button, do

    def save_by_key(self) -> None:
        """What Ctrl+Enter does: press the button that does it, wherever the keyboard is."""
        if self._default is not None and self._default.isVisibleTo(self):
            self._default.click()

    def saves_by_key(self) -> bool:
        """Whether Ctrl+Enter stands on the button: Enter in a line only goes on."""
        return len(self._typed_lines()) > 1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter in one of several lines goes on; in the only one it does what the button does."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        lines = self._typed_lines() if plain and event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} else []
        if len(lines) > 1 and self.focusWidget() in lines:
            self.move_on()
        else:
            super().keyPressEvent(event)

    def move_on(self) -> None:
        """The keyboard goes to the next field; from the last of all to the button. What cannot be used keeps it."""
        line = self.focusWidget()
        if isinstance(line, DateEdit) and line.isModified():
            return
        self.focusNextChild()
        if self._default is not None and self.focusWidget() in self._buttons:
            self._default.setFocus(Qt.FocusReason.TabFocusReason)

    def _typed_lines(self) -> list[QLineEdit]:
        """What can be typed in one line; a passphrase is asked for by itself, and a search saves nothing."""
        found = (one for one in self.findChildren(QLineEdit) if one.isVisibleTo(self) and one.isEnabled())
        return [one for one in found if not isinstance(one, SecretEdit) and one.property("field") != "search"]

    def buttons(self) -> list[Button]:
        """Those at the foot that are shown."""
        return [one for one in self._buttons if one.isVisibleTo(self)]

    def is_typed_in(self) -> bool:
        """Whether a field says something else than when the dialog was shown; a search is not an edit."""
        return any(text.strip() and text != self._at_first.get(one, "") for one, text in self._texts())

    def reject(self) -> None:
        """Leave, but ask first where something typed would be lost."""
        if self._leaving is not None:
            self._keep_typing()
        elif self.is_typed_in():
            self._ask_leave()
        else:
            super().reject()

    def showEvent(self, event: QShowEvent) -> None:
        """Note what the fields say before anybody types; all that fits on the screen is seen at once."""
        if not self._at_first:
            self._at_first = dict(self._texts())
        if self._default is not None and self.saves_by_key():
            self._default.set_shortcut("Ctrl+Enter")
        self._fit()
        super().showEvent(event)

    def _forget_typed(self) -> None:
        """What the fields say now is what they say before anybody types: what was typed is stored."""
        self._at_first = dict(self._texts())

    def _texts(self) -> Iterator[tuple[QWidget, str]]:
        for line in self.findChildren(QLineEdit):
            if line.property("field") != "search":
                yield line, line.text()
        for long in self.findChildren(QPlainTextEdit):
            yield long, long.toPlainText()

    def _ask_leave(self) -> None:
        """The question stands above the buttons; the keyboard is on the answer that loses nothing."""
        self._typing_in = self.focusWidget()
        self._leaving = Notice(self.look, "caution", "", "What you typed is not saved.")
        keep = self._leaving.add_action("Keep typing", self._keep_typing)
        self._leaving.add_action("Throw away", self._throw_away, kind="danger").setAutoDefault(False)
        self._beneath.insertWidget(self._beneath.count() - 1, self._leaving)
        self._leaving.show()
        keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep_typing(self) -> None:
        if self._leaving is not None:
            self._leaving.hide()
            self._leaving.deleteLater()
            self._leaving = None
        if self._typing_in is not None:
            self._typing_in.setFocus(Qt.FocusReason.OtherFocusReason)

    def _throw_away(self) -> None:
        super().reject()

    def name_child(self, case: Case) -> None:
        """Name the child above what is asked; in the body only, as a window's title is seen on a locked screen."""
        self._head.insertWidget(1, Text(self.look, child_words(case), weight=MEDIUM, wrap=True))

    def add_beneath(self, widget: QWidget) -> None:
        """Something between the body and the buttons that is always in sight."""
        self._beneath.insertWidget(0, widget)

    def add_above(self, widget: QWidget) -> None:
        """Something between the question and the body that is always in sight."""
        self._head.addWidget(widget)

    def add_last(self, widget: QWidget) -> None:
        """Something beneath the buttons that is always in sight."""
        self._beneath.addWidget(widget)

    def add_at_foot(self, widget: QWidget) -> None:
        """Something at the left of the buttons."""
        self._foot.insertWidget(0, widget)

    def say_wrong(self, sentence: str) -> None:
        """One sentence in red above the buttons; empty takes it away."""
        self.wrong.say(sentence)


def labelled(look: Look, words: str, control: QWidget, remark: str = "") -> QVBoxLayout:
    """A control with its label above it and a remark beneath."""
    column = QVBoxLayout()
    column.setSpacing(4)
    label = Text(look, words, step="label", weight=STRONG, tone="text2")
    label.setBuddy(control)
    column.addWidget(label)
    column.addWidget(control)
    if remark:
        column.addWidget(Text(look, remark, step="label", tone="text3", wrap=True))
    if not control.accessibleName():
        control.setAccessibleName(words)
    control.setFocusPolicy(control.focusPolicy() | Qt.FocusPolicy.TabFocus)
    return column
