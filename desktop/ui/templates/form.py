"""The form of one row of a template: a field for each key, handed on when it is left or Enter is pressed."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.timeline import FactStatus
from desktop.services.template_draft import Place, TemplateDraft, kind_of
from desktop.services.template_fields import FIELDS, SOURCES, As, Field, shown, typed
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.long_text import LongTextEdit
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.templates.pick import Pick
from desktop.ui.templates.words import ONE
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text, WrongText
from desktop.ui.words import capital

FELL = (
    "This was verified by its source and is changed now, so that it is unverified. "
    "Name the source that says so before you call it verified again."
)
_LINES = 3
_NOTHING = "Choose a row, or add one."


class LongCommit(LongTextEdit):
    """Several lines that are handed on as ``committed`` when they are left."""

    committed = Signal(str)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Leaving commits."""
        self.commit()
        super().focusOutEvent(event)

    def commit(self) -> None:
        """Hand on what was typed."""
        if self.isModified():
            self.setModified(False)
            self.committed.emit(self.text())


Control = CommitEdit | LongCommit | Pick


class RowForm(QWidget):
    """``changed`` carries a key and its value, None for none."""

    changed = Signal(str, object)

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self.fields: dict[str, Control] = {}
        self._place: Place | None = None
        self._title = Text(look, _NOTHING, weight=STRONG, wrap=True)
        self._status = Text(look, step="label", tone="caution", wrap=True)
        self.wrong = WrongText(look)
        self.fell = Text(look, FELL, step="label", tone="caution", wrap=True)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(2, 2, 2, 2)
        outer.setSpacing(8)
        for part in (self._title, self._status, self.wrong, self.fell):
            outer.addWidget(part)
        outer.addLayout(self._column)
        outer.addStretch(1)
        self.fell.hide()
        self._status.hide()

    def show_row(self, draft: TemplateDraft, place: Place | None) -> None:
        """Show a row; of the same one only what changed, so that the keyboard stays where it is."""
        if place is None or self._place is None or kind_of(place) != kind_of(self._place):
            self._build(place)
        if place != self._place:
            self.fell.hide()
        self._place = place
        if place is None:
            return
        row = draft.row(place)
        name = row.get("id")
        if kind_of(place) == "after":
            name = f"of {draft.row(place[:2]).get('id', '')}, hangs on {row.get('anchor', '')}"
        self._title.setText(f"{capital(ONE[kind_of(place)])} {'' if name is None else name}")
        status = str(row.get("status", FactStatus.VERIFIED))
        self._status.setText(capital(status))
        self._status.setVisible(status != FactStatus.VERIFIED)
        for field in FIELDS[kind_of(place)]:
            self._fill(self.fields[field.key], field, row.get(field.key), self._offers(draft, place, field))

    def say_wrong(self, sentence: str) -> None:
        """Why this row cannot be saved."""
        self.wrong.say(sentence)

    def commit(self) -> None:
        """Take over what is still being typed."""
        for one in tuple(self.fields.values()):
            if not isinstance(one, Pick):
                one.commit()

    def _build(self, place: Place | None) -> None:
        empty(self._column)
        self.fields = {}
        self._title.setText(_NOTHING)
        self._status.hide()
        for field in FIELDS[kind_of(place)] if place is not None else ():
            control = self.fields[field.key] = self._control(field)
            self._column.addLayout(labelled(self._look, field.label, control))

    def _control(self, field: Field) -> Control:
        if field.typed in {As.ONE, As.SEVERAL, As.FLAG}:
            pick = Pick(self._look, field.label, several=field.typed is As.SEVERAL)
            pick.picked.connect(partial(self._picked, field))
            return pick
        edit: CommitEdit | LongCommit
        if field.typed is As.LONG:
            edit = LongCommit(self._look)
            edit.setAccessibleName(field.label)
            edit.setFixedHeight(edit.fontMetrics().lineSpacing() * _LINES + 12)
        else:
            edit = CommitEdit(self._look, field.label)
        edit.setPlaceholderText(field.told)
        edit.setAccessibleDescription(field.told)
        edit.committed.connect(lambda text: self.changed.emit(field.key, typed(field, text)))
        return edit

    def _fill(self, control: Control, field: Field, value: Any, offers: Mapping[str, str]) -> None:
        if isinstance(control, Pick):
            control.show_picked(_picked_of(field, value), offers)
        elif isinstance(control, LongCommit):
            if control.text() != shown(field, value):
                control.setText(shown(field, value))
                control.setModified(False)
        else:
            control.forget()
            control.show_text(shown(field, value))

    def _picked(self, field: Field, values: list[str]) -> None:
        value: Any = values[0] if values else None
        if field.typed is As.FLAG:
            value = True if value == "yes" else None
        elif field.typed is As.SEVERAL:
            value = values or None
        self.changed.emit(field.key, value)

    def _offers(self, draft: TemplateDraft, place: Place, field: Field) -> dict[str, str]:
        """What can be picked, by value, in words."""
        if field.typed is As.FLAG:
            return {"yes": "Yes", "no": "No"}
        if field.key == "group":
            return dict(self._labels.words["template_group"])
        if field.key == "default":
            return {one: one for one in draft.ids("option", place)}
        if field.rows == SOURCES:
            return {key: f"{key}: {words}" for key, words in draft.values.get(SOURCES, {}).items()}
        names = [*field.codes, *(draft.ids(field.rows, place) if field.rows else [])]
        return {one: one for one in names}


def _picked_of(field: Field, value: Any) -> list[str]:
    """What a value is in a menu."""
    if field.typed is As.FLAG:
        return ["yes" if value else "no"]
    return [str(one) for one in value] if isinstance(value, list) else [] if value is None else [str(value)]
