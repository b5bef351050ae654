"""One field of an entry in its dialog: label, value or silence, and beneath it what is to be said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.labels import Labels
from desktop.clinical.record.entry_kinds import Asked, Choice, EntryField
from desktop.clinical.risk import RuleStatus
from desktop.clinical.vocabulary import Silence
from desktop.ui.entries.remark import Remark
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.ways import Ways
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Text

_DIFFERS = RuleStatus.CONFLICT.value
WIDE = {Asked.LONG_TEXT, Asked.CODES}
"""Fields that want the width of the dialog."""


class EntryRow(QWidget):
    """``changed``: it says something else; ``done``: Enter took it over.

    What cannot be used is said in red, what is worth a second look in amber, and so are sources that differ over a
    choice; what else goes with a choice is a quiet note.
    """

    changed = Signal()
    done = Signal()

    def __init__(
        self, look: Look, labels: Labels, field: EntryField, ways: Ways, today: Callable[[], date]
    ) -> None:  # fmt: skip
        super().__init__()
        self.field, self._labels = field, labels
        self.value = SilenceField(look, labels, field.fact, today, ways)
        # the history of an entry is that of its case
        self.value.setAccessibleName(field.label)
        name = Text(look, _label(field), step="label", weight=STRONG, tone="text2", wrap=True)
        name.setBuddy(self.value)
        self.on = DateEdit(look, f"{field.label}: date of the request, or of the sample", today)
        self.where = QLineEdit()
        self.where.setAccessibleName(f"{field.label}: where it was asked for")
        self.where.setPlaceholderText("Laboratory or place")
        self._wrong = Remark(look, "error", "wrong")
        self._doubt = Remark(look, "caution", "caution")
        self._differs = Remark(look, "caution", "caution")
        self._note = Remark(look, "text2", "note")
        self._hint = ""
        self._converted = Remark(look, "text2")
        self.silence = QWidget()
        beside = QHBoxLayout(self.silence)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self.on, 1)
        beside.addWidget(self.where, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(3)
        for part in (
            name,
            self.value,
            self.silence,
            self._wrong,
            self._doubt,
            self._differs,
            self._note,
            self._converted,
        ):
            column.addWidget(part)
        column.addStretch(1)
        self._wire()
        self._show_parts()

    def _wire(self) -> None:
        self.value.committed.connect(lambda _answer: self._said())
        self.value.refused.connect(self._wrong.say)
        self.value.noted.connect(self._converted.say)
        self.value.done.connect(self.done)
        self.on.refused.connect(self._wrong.say)
        self.on.committed.connect(lambda _day: self.changed.emit())
        self.where.editingFinished.connect(self.changed)

    @property
    def answer(self) -> Answer[object]:
        """What it says; a silence with its day and its place."""
        told = self.value.answer
        if told.is_known or told.silence is Silence.NOT_ASKED:
            return told
        return replace(told, on=self.on.date, where=self.where.text().strip())

    @property
    def is_wrong(self) -> bool:
        """Whether something stands in it that cannot be used."""
        return self.value.has_error or self.on.isModified()

    def use(self, ways: Ways) -> None:
        """Other entries may be linked to than before."""
        self.value.ways = ways

    def show_answer(self, told: Answer[object]) -> None:
        """Show what an entry says here; what was typed before is let go of."""
        self.value.forget()
        self.value.set_answer(told)
        self.value.forget()
        self.on.forget()
        self.on.show_date(told.on)
        self.where.setText(told.where)
        self._converted.say("")
        self._show_parts()

    def commit(self) -> None:
        """Take over what is still being typed."""
        self.value.commit()
        self.on.commit()

    def show_doubt(self, words: str) -> None:
        """What is possible and worth a second look."""
        self._doubt.say(words)

    def show_hint(self, words: str) -> None:
        """What a source says of the choice, with what is recorded of this child."""
        self._hint = words
        self._show_notes()

    @property
    def remarks(self) -> tuple[str, ...]:
        """What is said beneath it, from what cannot be used to what was converted."""
        parts = (self._wrong, self._doubt, self._differs, self._note, self._converted)
        return tuple(one.words.text() for one in parts if not one.isHidden())

    @property
    def last_remark(self) -> QWidget:
        """What stands last beneath it, for bringing it into sight."""
        return self._wrong

    def _said(self) -> None:
        self._show_parts()
        self.changed.emit()

    def _show_parts(self) -> None:
        told = self.value.answer
        self.silence.setVisible(not told.is_known and told.silence is not Silence.NOT_ASKED)
        self._show_notes()

    def _show_notes(self) -> None:
        chosen = self._chosen(self.value.answer)
        for remark, differing, more in ((self._differs, True, ""), (self._note, False, self._hint)):
            notes = [self._noted(one) for one in chosen if (one.status == _DIFFERS) is differing]
            remark.say(" ".join(filter(None, (*notes, more))))

    def _chosen(self, told: Answer[object]) -> list[Choice]:
        """The choices that are made of which there is something to say."""
        if not told.is_known or not self.field.choices:
            return []
        codes = told.value if isinstance(told.value, frozenset) else {told.value}
        return [one for one in self.field.choices if one.code in codes and (one.note or one.status)]

    def _noted(self, choice: Choice) -> str:
        """Its note; what is unverified is only said apart where the note does not say itself of what that is so."""
        status = self._labels.words["evidence"].get(choice.status, choice.status)
        if status in choice.note:
            status = ""
        named = f"{choice.words}: " if self.field.asked is Asked.CODES else ""
        said = ". ".join(part[:1].upper() + part[1:] for part in (status, choice.note) if part)
        return f"{named}{said}{'' if said.endswith('.') else '.'}"


def _label(field: EntryField) -> str:
    unit = f", {field.unit}" if field.unit else ""
    return f"{field.label}{unit}{' (needed)' if field.needed else ''}"
