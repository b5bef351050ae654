"""The numbers by which other systems know a child: a line each, added, changed or taken away."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.identifiers import Told, other_identifiers
from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text

_WHAT = (
    "A registry, a trial or another hospital may know the child by a number of its own. "
    "Each such number belongs to one child only."
)
_SYSTEM, _VALUE = "Where the number comes from", "Number"


class _Line(QWidget):
    """One number: the system that gave it, the number, and the way to take it away."""

    def __init__(self, look: Look, systems: Sequence[str], key: UUID | None, system: str, value: str) -> None:
        super().__init__()
        self.key = key
        self.system, self.value = QLineEdit(system), QLineEdit(value)
        self.system.setPlaceholderText("for example: national registry")
        self.value.setFont(look.identifier_font("body"))
        for edit in (self.system, self.value):
            edit.setCursorPosition(0)
            edit.textChanged.connect(self._show_beginning)
            edit.editingFinished.connect(self._show_beginning)
        known = QCompleter(list(systems), self.system)
        known.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.system.setCompleter(known)
        self.away = _away(look)
        self.away.setAccessibleName(f"Remove {system} {value}".strip() if value else "Remove this line")
        self.away.setAutoDefault(False)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.system, 3)
        row.addWidget(self.value, 2)
        row.addWidget(self.away)

    def _show_beginning(self, *_: object) -> None:
        """Of a long one the beginning tells it from others, unless it is being typed."""
        for edit in (self.system, self.value):
            if not edit.hasFocus():
                edit.setCursorPosition(0)

    @property
    def told(self) -> Told:
        return self.key, self.system.text(), self.value.text()

    @property
    def is_empty(self) -> bool:
        return not self.system.text().strip() and not self.value.text().strip()


def _away(look: Look) -> Button:
    return Button(look, "Remove", icon="delete", kind="link")


class IdentifiersDialog(Frame):
    """``store`` keeps the numbers; what it refuses is said here, and everything stays as typed."""

    def __init__(
        self, look: Look, case: Case, systems: Sequence[str], store: Callable[[Sequence[Told]], None], parent: QWidget
    ) -> None:
        super().__init__(look, "Other numbers of this child", _WHAT, parent)
        self.name_child(case)
        self.setMinimumWidth(look.px(620))
        self._systems, self._store = systems, store
        self.lines: list[_Line] = []
        heads = QHBoxLayout()
        heads.setSpacing(8)
        self._heads = [Text(look, words, step="label", weight=STRONG, tone="text2") for words in (_SYSTEM, _VALUE)]
        for head, share in zip(self._heads, (3, 2), strict=True):
            heads.addWidget(head, share)
        # so that each head begins where its column does
        heads.addSpacing(_away(look).sizeHint().width() + 8)
        self.body.addLayout(heads)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        self.body.addLayout(self._column)
        self.add = Button(look, "Add a number", icon="add", kind="link")
        self.add.setAutoDefault(False)
        self.add.clicked.connect(lambda: self.add_line().system.setFocus())
        self.body.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addStretch(1)
        for one in other_identifiers(case):
            self._put(_Line(look, systems, one.id, one.system, one.value))
        _, self.do = self.add_buttons("Keep these numbers")
        self.do.clicked.connect(self._save)
        (self.lines[0] if self.lines else self.add_line()).system.setFocus()

    def add_line(self) -> _Line:
        """One more line, empty."""
        line = _Line(self.look, self._systems, None, "", "")
        self._put(line)
        return line

    def _put(self, line: _Line) -> None:
        self.lines.append(line)
        self._column.addWidget(line)
        self._name_columns()
        line.away.clicked.connect(lambda: self._take(line))

    def _take(self, line: _Line) -> None:
        """The line goes, and the keyboard to what is beneath it."""
        place = self.lines.index(line)
        self.lines.remove(line)
        (self.lines[min(place, len(self.lines) - 1)].system if self.lines else self.add).setFocus()
        line.hide()
        line.deleteLater()
        self._name_columns()

    def _name_columns(self) -> None:
        """The heads belong to the first line, and say nothing where there is none."""
        for place, head in enumerate(self._heads):
            head.setVisible(bool(self.lines))
            if self.lines:
                head.setBuddy((self.lines[0].system, self.lines[0].value)[place])
        for number, line in enumerate(self.lines, start=1):
            which = f", line {number}" if number > 1 else ""
            line.system.setAccessibleName(f"{_SYSTEM}{which}")
            line.value.setAccessibleName(f"{_VALUE}{which}")

    def _save(self) -> None:
        try:
            self._store([one.told for one in self.lines if not one.is_empty])
        except UserError as error:
            self.say_wrong(str(error))
            return
        self.accept()
