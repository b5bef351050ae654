"""Two groups of the recovery key, typed back from the paper or the file: so it can be read there.

Which ones is settled by the key itself, and so by chance.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.services.board_keys import is_group
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Text, WrongText

GROUPS_A_LINE = 7
_ASKED = 2


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
        self.wrong = WrongText(look)
        row = QHBoxLayout()
        row.setSpacing(12)
        for label, field in zip(self.labels, self.fields, strict=True):
            field.setFont(look.identifier_font("body"))
            label.setBuddy(field)
            column = QVBoxLayout()
            column.setSpacing(4)
            column.addWidget(label)
            column.addWidget(field)
            row.addLayout(column, 1)
            field.textChanged.connect(lambda _text: self._judge())
            field.returnPressed.connect(self.wanted)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(4)
        outer.addLayout(row)
        outer.addWidget(self.wrong)

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
        wrong = ""
        for field, place in zip(self.fields, self.asked, strict=False):
            if len(field.text().strip()) >= len(self._groups[place]) and not is_group(
                field.text(), self._groups[place]
            ):
                wrong = wrong or f"{_place(place)} is another one in the key; look at the paper or the file again."
        self.wrong.say(wrong)
        if self.asked and self.fields[0].hasFocus() and is_group(self.fields[0].text(), self._groups[self.asked[0]]):
            self.fields[-1].setFocus()
        self.changed.emit()


def _place(place: int) -> str:
    return f"Line {place // GROUPS_A_LINE + 1}, group {place % GROUPS_A_LINE + 1}"
