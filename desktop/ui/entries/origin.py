"""Where an entry came from, as far as its kind asks for it: days and words, each under the label of the kind."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any, cast, get_type_hints

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Provenance
from desktop.ui.entries.remark import Remark
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Text

_DAYS = ("performed_on", "reported_on")


class OriginPart(QWidget):
    """One part under its label: a day, or words."""

    changed = Signal()

    def __init__(self, look: Look, name: str, label: str, today: Callable[[], date]) -> None:
        super().__init__()
        self.name, self.label = name, label
        self.edit: QLineEdit = DateEdit(look, label, today) if name in _DAYS else QLineEdit()
        self.edit.setAccessibleName(label)
        head = Text(look, label, step="label", weight=STRONG, tone="text2", wrap=True)
        head.setBuddy(self.edit)
        self._wrong = Remark(look, "error", "wrong")
        self._doubt = Remark(look, "caution", "caution")
        if isinstance(self.edit, DateEdit):
            self.edit.refused.connect(self._wrong.say)
            self.edit.committed.connect(lambda _day: self.changed.emit())
        else:
            self.edit.editingFinished.connect(self.changed)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (head, self.edit, self._wrong, self._doubt):
            column.addWidget(part)
        column.addStretch(1)

    @property
    def told(self) -> object:
        """The day, or the words."""
        return self.edit.date if isinstance(self.edit, DateEdit) else self.edit.text().strip()

    @property
    def is_wrong(self) -> bool:
        """Whether something stands in it that is no date."""
        return isinstance(self.edit, DateEdit) and self.edit.isModified()

    def show_told(self, origin: Provenance) -> None:
        """Show what an entry says."""
        if isinstance(self.edit, DateEdit):
            self.edit.forget()
            self.edit.show_date(getattr(origin, self.name))
        else:
            self.edit.setText(getattr(origin, self.name))

    def show_doubt(self, words: str) -> None:
        """What is possible and worth a second look."""
        self._doubt.say(words)

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said beneath it: what cannot be used, and what is worth a second look."""
        return tuple(one.words.text() for one in (self._wrong, self._doubt) if not one.isHidden())

    def commit(self) -> None:
        """Take over what is still being typed."""
        if isinstance(self.edit, DateEdit):
            self.edit.commit()


def origin_parts(look: Look, kind: EntryKind, today: Callable[[], date]) -> Iterator[OriginPart]:
    """An editor for each part that the kind asks for; when it was entered and checked is not typed."""
    kinds = get_type_hints(Provenance)
    for name, label in kind.origin.items():
        if kinds[name] not in (datetime, datetime | None):
            yield OriginPart(look, name, label, today)


def with_origin(before: Provenance, parts: Sequence[OriginPart]) -> Provenance:
    """The provenance with what is typed; what is not asked for stays as it is."""
    return replace(before, **cast("dict[str, Any]", {one.name: one.told for one in parts}))
