"""What every part of the settings is made of: a head that says when it was saved, controls with label and help."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Icon, Line, Text, WrongText
from desktop.ui.words import clock_words

_EARLIER = "This was typed earlier and not saved; press Enter here to save it."


class Part(QWidget):
    """One part of the settings. ``saved`` says that something was stored, ``refused`` carries that it was not."""

    name = ""
    wide = False
    """Whether it takes the whole width, for a table, instead of a readable column."""
    saved = Signal()
    refused = Signal(str)

    def __init__(self, look: Look, desk: Desk, told: str) -> None:
        super().__init__()
        self.look, self.desk = look, desk
        self.fields: dict[CommitEdit, WrongText] = {}
        """What is typed into, each with the place for why it was not saved."""
        self._icon, self._state = Icon(look, "", "accent"), Text(look, step="body")
        self._state.setAccessibleName("State of saving")
        head = QHBoxLayout()
        head.setSpacing(6)
        head.addWidget(Text(look, self.name, step="lead", weight=STRONG), 1)
        head.addWidget(self._icon)
        head.addWidget(self._state)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(8)
        self.body.addLayout(head)
        self.body.addWidget(Line())
        self.body.addWidget(Text(look, told, tone="text2", wrap=True))

    def setting(self, label: str, control: QWidget, told: str, wrong: Text | None = None) -> None:
        """A control beneath its label, and beneath it the sentence that says what it does."""
        column = QVBoxLayout()
        column.setSpacing(4)
        head = Text(self.look, label, step="label", weight=STRONG, tone="text2")
        head.setBuddy(control)
        column.addSpacing(8)
        column.addWidget(head)
        column.addWidget(control)
        if wrong is not None:
            wrong.hide()
            column.addWidget(wrong)
        if told:
            column.addWidget(Text(self.look, told, step="label", tone="text2", wrap=True))
        control.setAccessibleDescription(told)
        if not control.accessibleName():
            control.setAccessibleName(label)
        self.body.addLayout(column)

    def fact(self, label: str, words: str, told: str = "") -> None:
        """Something that is only said, not set."""
        value = Text(self.look, words, wrap=True)
        value.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.body.addSpacing(8)
        self.body.addWidget(Text(self.look, label, step="label", weight=STRONG, tone="text2"))
        self.body.addWidget(value)
        if told:
            self.body.addWidget(Text(self.look, told, step="label", tone="text2", wrap=True))

    def say_saved(self) -> None:
        """Say when it was stored."""
        self._icon.show_icon("done", "accent")
        self._state.set_tone("text")
        self._state.setText(f"Saved {clock_words(self.desk.now())}")
        self.saved.emit()

    def say_not_saved(self, wrong: WrongText, sentence: str, words: str = "Not saved") -> None:
        """Why it was not stored, beneath its control; what was typed stays. ``words`` say so in head and status bar."""
        self._icon.show_icon("failed" if sentence else "", "error")
        self._state.set_tone("error")
        self._state.setText(words if sentence else "")
        wrong.say(sentence)
        self.refused.emit(words if sentence else "")

    def refuse(self, field: CommitEdit, sentence: str) -> None:
        """Why what was typed was not stored; it waits in its field, and is asked about before it is lost."""
        field.refuse(sentence)
        self.say_not_saved(self.fields[field], sentence)

    def unused(self) -> list[CommitEdit]:
        """The fields that hold text which is not stored."""
        return [field for field in self.fields if field.unused() is not None]

    def type_again(self, name: str, text: str) -> None:
        """Put back what waited in a field while the window was built anew."""
        for field in self.fields:
            if field.accessibleName() == name:
                field.setText(text)
                self.refuse(field, _EARLIER)

    def commit(self) -> None:
        """Take over what is still being typed; before the part is left."""


def wrong_text(look: Look) -> WrongText:
    """The place for a sentence in red beneath a control."""
    return WrongText(look)
