"""The frame that all dialogs share: the question as title, content, and the buttons at the foot."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text


class Frame(QDialog):
    """Title is the question with its numbers; the primary button repeats the verb; Esc cancels."""

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
