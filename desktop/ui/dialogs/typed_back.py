"""Two groups of the recovery key, typed back from the paper or the file: so it can be read there.

Which ones is settled by the key itself, and so by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.board_keys import is_group
from desktop.ui.forms.secret_edit import mark_wrong
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Text, WrongText

GROUPS_A_LINE = 7
_ASKED = 2
_WIDTH = 80


class TypedBack(QWidget):
    """``changed`` after each key; ``wanted`` when Enter was pressed."""

    changed = Signal()
    wanted = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.asked: tuple[int, ...] = ()
        self._groups: list[str] = []
        self.fields = tuple(QLineEdit() for _ in range(_ASKED))
        self.labels = tuple(Text(look, step="label", weight=STRONG, tone="text2") for _ in self.fields)
        self.wrongs = tuple(WrongText(look) for _ in self.fields)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        for label, field, wrong in zip(self.labels, self.fields, self.wrongs, strict=True):
            field.setFont(look.identifier_font("body"))
            field.setFixedWidth(look.px(_WIDTH))
            label.setBuddy(field)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label)
            column.addWidget(field, 0, Qt.AlignmentFlag.AlignLeft)
            column.addWidget(wrong)
            column.addStretch(1)
            row.addLayout(column, 1)
            field.textChanged.connect(lambda _text: self._judge())
            field.returnPressed.connect(self.wanted)

    def ask(self, groups: Sequence[str]) -> None:
        """Ask for two groups of this key; ``asked`` are their places, from 0."""
        self._groups = list(groups)
        chance = Random("-".join(groups))  # noqa: S311 - it guards nothing: the key is in sight
        self.asked = tuple(sorted(chance.sample(range(len(groups)), min(_ASKED, len(groups)))))
        for label, field, place in zip(self.labels, self.fields, self.asked, strict=False):
            field.clear()
            label.setText(_place(place))
            field.setAccessibleName(f"{_place(place)} of the recovery key")
        self.fields[0].setFocus()

    @property
    def right(self) -> bool:
        """Whether all were typed as they stand in the key."""
        return bool(self.asked) and all(
            is_group(field.text(), self._groups[place]) for field, place in zip(self.fields, self.asked, strict=False)
        )

    def _judge(self) -> None:
        """The next field follows a right group by itself; a whole wrong one is told."""
        for field, wrong, place in zip(self.fields, self.wrongs, self.asked, strict=False):
            group = self._groups[place]
            is_wrong = len(field.text().strip()) >= len(group) and not is_group(field.text(), group)
            wrong.say(_wrong_words(place) if is_wrong else "")
            mark_wrong(field, wrong=is_wrong)
        if self.asked and self.fields[0].hasFocus() and is_group(self.fields[0].text(), self._groups[self.asked[0]]):
            self.fields[-1].setFocus()
        self.changed.emit()


def line_words(line: int) -> str:
    """``Line 1``: what a line of the key is called, counted from 0."""
    return f"Line {line + 1}"


def _place(place: int) -> str:
    return f"{line_words(place // GROUPS_A_LINE)}, group {place % GROUPS_A_LINE + 1}"


def _wrong_words(place: int) -> str:
    line = place // GROUPS_A_LINE + 1
    return f"Group {place % GROUPS_A_LINE + 1} does not match. Check line {line} on the paper or in the file."
