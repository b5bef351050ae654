"""What the family was told, beside its sheet: how each thing stands; and the question which, when and by whom."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.handout.sheet import FamilySentence, Language
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.rights import Right
from desktop.services.handouts.told import (
    Knows,
    Thing,
    Things,
    named,
    say_told,
    things_of,
    told_words,
    untold,
    why_withheld,
)
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text

_WHAT = (
    "Tick what the family has heard from a person, as it stands in the record now. It is kept in the record, under "
    "Child and family, and can be undone. If the record changes, it counts as not told again."
)


class ToldPart(QWidget):
    """What the family was told and what is withheld, with the way to say more.

    ``stored`` carries the case once more was written down; ``told`` says so.
    """

    stored = Signal(object)
    told = Signal(str)

    def __init__(self, look: Look, desk: Desk, case: Case, meeting: Meeting, by: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._desk, self._case, self._meeting, self._by = look, desk, case, meeting, by
        self.known = Text(look, "", step="label", tone="text2", wrap=True)
        self.withheld = Text(look, "", step="label", tone="caution", wrap=True)
        self.say = Button(look, "Say what the family was told…")
        self.say.setAutoDefault(False)
        self.say.clicked.connect(self.ask)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (Text(look, "What the family was told", weight=STRONG), self.known, self.withheld):
            column.addWidget(part)
        column.addWidget(self.say, 0, Qt.AlignmentFlag.AlignLeft)
        self._read()

    def untold(self, sentence: FamilySentence, language: Language) -> tuple[Thing, ...]:
        """What the family must be told before a sentence may stand on its sheet."""
        return untold(self._desk.library, self.things, sentence, language)

    def line(self, language: Language, sentence: FamilySentence) -> tuple[str, bool]:
        """What is said beneath a sentence, and whether it is withheld."""
        missing = self.untold(sentence, language)
        if missing:
            return f"Withheld. {' '.join(why_withheld(missing))}", True
        return told_words(self._desk.library, self.things, sentence, language), False

    def show_withheld(self, sentences: Iterable[FamilySentence], language: Language) -> None:
        """What keeps something off the sheet as it is chosen now."""
        missing = {one.code: one for each in sentences for one in self.untold(each, language)}
        off = f"Withheld from the sheet until it is told: {named([*missing.values()])}." if missing else ""
        self.withheld.setText(off)
        self.withheld.setVisible(bool(off))

    def ask(self) -> TellDialog:
        """Ask what was told, when and by whom."""
        dialog = TellDialog(self._look, self._case, self.things, self._by, self._desk.today, self.window())
        dialog.given.connect(partial(self._keep, dialog))
        dialog.open()
        return dialog

    def _keep(self, dialog: TellDialog, things: Sequence[Thing], on: PartialDate | None, by: str) -> None:
        desk = self._desk
        try:
            self._case = say_told(desk.board, desk.library, self._case, things, on=on, by=by, today=desk.today())
        except UserError as error:
            dialog.say_wrong(str(error))
            return
        dialog.accept()
        self._read()
        self.stored.emit(self._case)
        self.told.emit("Kept what the family was told")

    def _read(self) -> None:
        desk = self._desk
        self.things = things_of(desk.board, desk.library, self._case, self._meeting)
        told = [one for one in self.things.values() if one.is_told]
        self.known.setText(f"Told: {named(told)}." if told else "Nothing is written down as told to this family yet.")
        self.say.setEnabled(desk.may(Right.EDIT) and bool(to_tell(self.things)))


class TellDialog(Frame):
    """``given`` carries the things that were told, the day (a PartialDate or None), and who told them."""

    given = Signal(object, object, str)

    def __init__(
        self, look: Look, case: Case, things: Things, by: str, today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(look, "What was the family told?", _WHAT, parent)
        self.name_child(case)
        self.setMinimumWidth(look.px(560))
        self.ticks: dict[str, QCheckBox] = {}
        self._things = to_tell(things)
        self.day = DateEdit(look, "Told on", today)
        self.day.show_date(PartialDate.of(today()))
        self.day.refused.connect(self.say_wrong)
        self.who = QLineEdit(by)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(labelled(look, "Told on", self.day), 1)
        row.addLayout(labelled(look, "Told by", self.who), 2)
        self.body.addLayout(row)
        for one in self._things:
            self.body.addLayout(self._row(one))
        self.body.addStretch(1)
        _, self.do = self.add_buttons("Keep as told")
        self.do.clicked.connect(self._give)
        next(iter(self.ticks.values()), self.who).setFocus()

    def is_typed_in(self) -> bool:
        """A tick is an edit like a word."""
        return super().is_typed_in() or any(one.isChecked() for one in self.ticks.values())

    def _row(self, one: Thing) -> QHBoxLayout:
        tick = self.ticks[one.code] = QCheckBox()
        tick.setAccessibleName(f"{one.words}: {one.now or ('as recorded' if one.held else 'nothing recorded')}")
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(Text(self.look, f"{one.words}: {one.now}" if one.now else one.words, wrap=True))
        if one.entry is not None:
            told.addWidget(Text(self.look, one.said, step="label", tone="text2", wrap=True))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(tick, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(told, 1)
        return row

    def _give(self) -> None:
        self.day.commit()
        if self.day.isModified():
            return
        chosen = [one for one in self._things if self.ticks[one.code].isChecked()]
        self.given.emit(chosen, self.day.date, self.who.text())


def to_tell(things: Things) -> list[Thing]:
    """What can be said to be told: what the record has something of, and the illness itself."""
    return [one for one in things.values() if one.state is not Knows.TOLD and not one.is_empty]
