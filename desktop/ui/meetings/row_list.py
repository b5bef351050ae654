"""Several things of one kind that are typed one beneath the other, such as the actions of a decision."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from uuid import UUID, uuid4

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.meetings.asking import Asked, Field
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.section import Section, empty
from desktop.ui.words import capital

Values = Mapping[str, object]
Ask = Callable[[Values], Sequence[Asked]]
"""What a row asks, by what it says now: the values of a fact come with the fact."""


class OneRow(QWidget):
    """One thing: its fields, and the way to take it away."""

    changed = Signal()
    away = Signal()

    def __init__(self, look: Look, name: str, key: UUID, values: Values, ask: Ask, today: Callable[[], date]) -> None:
        super().__init__()
        self._look, self._name, self._ask, self._today, self.key = look, name, ask, today, key
        self.fields: dict[str, Field] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 4)
        self._column.setSpacing(6)
        self._build(values)

    @property
    def values(self) -> dict[str, object]:
        """What it says now."""
        return {key: one.value for key, one in self.fields.items()}

    @property
    def is_empty(self) -> bool:
        """Whether nothing was typed into it."""
        return not any(one.value or one.wrong_day for one in self.fields.values())

    @property
    def lacks(self) -> bool:
        """Whether something was typed into it, and not what it must say."""
        return not self.is_empty and any(one.asked.needed and not one.value for one in self.fields.values())

    @property
    def wrong_days(self) -> dict[str, str]:
        """What is typed where a day stands and is none, by field."""
        return {key: one.typed for key, one in self.fields.items() if one.wrong_day}

    def mark(self) -> None:
        """Say beneath each field why the row cannot be taken as it stands."""
        for one in self.fields.values():
            one.mark("" if self.is_empty else capital(one.wrong))

    @property
    def wrong(self) -> str:
        """Why it cannot be taken as it stands; empty where it can, or where nothing was typed into it."""
        found = "" if self.is_empty else next((one.wrong for one in self.fields.values() if one.wrong), "")
        return f"{capital(self._name)}: {found}" if found else ""

    def _build(self, values: Values) -> None:
        self.fields = {
            one.key: Field(self._look, one, self._today, f"{one.words}, {self._name}") for one in self._ask(values)
        }
        line: QHBoxLayout | None = None
        for one in self.fields.values():
            one.on_change(self._again if one.asked.key == LEADS else self.changed.emit)
            if line is None or line.count() == _ABREAST:
                line = QHBoxLayout()
                line.setSpacing(10)
                self._column.addLayout(line)
            # beside a field with something said beneath it the others stay at the top
            column = QVBoxLayout()
            column.addLayout(one.placed())
            column.addStretch(1)
            line.addLayout(column, 1)
        button = Button(self._look, "Take away", icon="delete", kind="link")
        button.setAccessibleName(f"Take away {self._name}")
        button.clicked.connect(self.away)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _again(self) -> None:
        """Another leading field: what the others offer is another."""
        values = self.values
        empty(self._column)
        self._build(values)
        self.fields[LEADS].focus()
        self.changed.emit()


LEADS = "fact"
"""The field on which hangs what the others of its row offer."""
_ABREAST = 2
"""So many fields stand beside each other."""


class RowList(Section):
    """``changed``: something was typed, added or taken away. An empty row is nobody's and is not handed on."""

    changed = Signal()

    def __init__(self, look: Look, title: str, one: str, ask: Ask, today: Callable[[], date]) -> None:
        super().__init__(look, title)
        self._look, self._one, self._ask, self._today = look, one, ask, today
        self.rows: list[OneRow] = []
        self._rows = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._rows.setSpacing(8)
        self.body.addLayout(self._rows)
        self.add_button = Button(look, f"Add {one}", icon="add", kind="link")
        self.add_button.clicked.connect(self._add)
        self.body.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)

    def show_rows(self, told: Sequence[tuple[UUID, Values]]) -> None:
        """Show these, in place of what stands there."""
        for row in self.rows:
            row.hide()
            row.deleteLater()
        self.rows = []
        for key, values in told:
            self._put(key, values)

    def told(self) -> list[tuple[UUID, dict[str, object]]]:
        """What every row says that says anything."""
        return [(one.key, one.values) for one in self.rows if not one.is_empty]

    @property
    def is_sound(self) -> bool:
        """Whether there is a row that says what it must say."""
        return any(not one.is_empty and not one.lacks for one in self.rows)

    def mark(self) -> None:
        """Say in each row that cannot be taken as it stands what it lacks."""
        for one in self.rows:
            one.mark()

    def asked(self) -> Sequence[Asked]:
        """What an empty row asks."""
        return self._ask({})

    @property
    def wrong(self) -> str:
        """Why the first row that cannot be taken as it stands cannot; empty where all can."""
        return next((one.wrong for one in self.rows if one.wrong), "")

    def _add(self) -> None:
        self._put(uuid4(), {})
        next(iter(self.rows[-1].fields.values())).focus()

    def _put(self, key: UUID, values: Values) -> None:
        row = OneRow(self._look, f"{self._one} {len(self.rows) + 1}", key, values, self._ask, self._today)
        row.changed.connect(self.changed)
        row.away.connect(lambda: self._take(row))
        self.rows.append(row)
        self._rows.addWidget(row)

    def _take(self, row: OneRow) -> None:
        self.rows.remove(row)
        row.hide()
        row.deleteLater()
        self.add_button.setFocus()
        self.changed.emit()
