"""The frame that all dialogs share: the question as title, content, and the buttons at the foot."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text


class Frame(QDialog):
    """Title is the question with its numbers; the primary button repeats the verb.

    Esc cancels; where something was typed it asks first, and Esc once more goes on typing.
    """

    def __init__(self, look: Look, title: str, sentence: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.look = look
        self.setWindowTitle(title)
        self.setModal(True)
        self.setMinimumWidth(look.px(480))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(20, 20, 20, 16)
        outer.setSpacing(12)
        self.heading = Text(look, title, step="lead", weight=STRONG, wrap=True)
        self.sentence = Text(look, sentence, tone="text2", wrap=True)
        if not sentence:
            self.sentence.hide()
        self.body = QVBoxLayout()
        self.body.setSpacing(8)
        self._foot = QHBoxLayout()
        self._foot.setSpacing(10)
        self._foot.addStretch(1)
        outer.addWidget(self.heading)
        outer.addWidget(self.sentence)
        outer.addLayout(self.body, 1)
        self.wrong = Text(look, step="label", tone="error", wrap=True)
        self.wrong.hide()
        outer.addWidget(self.wrong)
        outer.addLayout(self._foot)
        self._leaving: Notice | None = None
        self._at_first: dict[QWidget, str] = {}
        self._typing_in: QWidget | None = None

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
        return cancel_button, do

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
        """Note what the fields say before anybody types."""
        if not self._at_first:
            self._at_first = dict(self._texts())
        super().showEvent(event)

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
        outer = self.layout()
        if isinstance(outer, QVBoxLayout):
            outer.insertWidget(outer.count() - 1, self._leaving)
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

    def add_at_foot(self, widget: QWidget) -> None:
        """Something at the left of the buttons."""
        self._foot.insertWidget(0, widget)

    def say_wrong(self, sentence: str) -> None:
        """One sentence in red above the buttons; empty takes it away."""
        self.wrong.setText(sentence)
        self.wrong.setVisible(bool(sentence))
        self.wrong.setAccessibleName(sentence)


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
