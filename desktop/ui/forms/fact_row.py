"""One row of a form: the fact's name, its value or silence, date and laboratory, and what is wrong beneath."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QGridLayout, QHBoxLayout, QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS, TOGETHER, Field, Kind
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Silence
from desktop.services.fact_results import has_results, standing_results, stands_apart, told_results
from desktop.ui.forms.cut_mark import CutMark
from desktop.ui.forms.form_view import FormView, form_name
from desktop.ui.forms.plain_edit import CommitEdit, DateEdit
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.unused import PARTS
from desktop.ui.forms.ways import PLAIN, Ways
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital, counted

Edit = Callable[[Case], Case]
"""What a row hands on: how to make the new case from the present one."""

NAME, VALUE, DATE, PLACE, USED = range(5)
NAME_WIDTH = 132
_APART = "Several results speak of this fact: add or correct one among them (Ctrl+J)."
ROWS = 3
"""Rows of the grid that one fact takes: the fact, date and place of a long text, what is wrong."""


def shows_origin(field: Field, case: Case) -> bool:
    """Whether date and place stand in this fact's row: of facts that belong together, in the first with a value."""
    together = TOGETHER.get(field.results or "", (field.name,))
    return field.name == next((name for name in together if FIELDS[name].read(case).is_known), field.name)


class FactRow(QObject):
    """Puts its widgets into a form's grid. ``edited`` carries the field and the edit; ``uses`` says who asks for it.

    ``refused``: something in it cannot be used, and the reason now stands beneath it. ``marked``: it came or went.
    """

    edited = Signal(object, object)
    refused = Signal()
    marked = Signal()

    def __init__(
        self,
        look: Look,
        labels: Labels,
        field: Field,
        today: Callable[[], date],
        uses: str,
        parent: QWidget,
        ways: Ways = PLAIN,
    ) -> None:
        super().__init__(parent)
        self._look, self.field = look, field
        name = self._name = labels.name(field.name)
        self.label = Text(look, form_name(labels, field.name), wrap=True)
        self.fork = Icon(look)
        self.uses = Text(look, uses, step="label", tone="text3")
        self._holder = QWidget()
        self.value = SilenceField(look, labels, field, today, ways)
        self.value.has_past = True
        self.value.has_results = has_results(field)
        self.label.setBuddy(self.value)
        self.date = DateEdit(look, f"{name}: date", today)
        self.place = CommitEdit(look, f"{name}: laboratory or place")
        self.place.setPlaceholderText("Laboratory")
        CutMark(look, self.place)
        self.several = Button(look, "", kind="link")
        self.several.hide()
        self.icon = Icon(look, "wrong", "error", 14)
        self.message = Text(look, step="label", tone="error", wrap=True)
        self._wrong: dict[str, str] = {}
        self.value.committed.connect(self._value_committed)
        self.value.refused.connect(lambda sentence: self._say("value", sentence))
        self.date.committed.connect(self._date_committed)
        self.date.refused.connect(lambda sentence: self._say("date", sentence))
        self.place.committed.connect(self._place_committed)
        self.place.refused.connect(lambda sentence: self._say("place", sentence))
        self._now: Answer[object] = self.value.answer
        self._handed = "value"
        self._at: tuple[QGridLayout, int] | None = None
        self._aside = self._apart = False
        self._show_message("", "error", "")

    def put(self, grid: QGridLayout, row: int, *, narrow: bool) -> None:
        """Place the widgets into the grid, the last row for the message; date and place under the value if narrow."""
        if self._holder.layout() is None:
            self._holder.setFixedWidth(self._look.px(NAME_WIDTH))
            name = QHBoxLayout(self._holder)
            name.setContentsMargins(0, 0, 4, 0)
            name.setSpacing(6)
            name.addWidget(self.label, 1)
            name.addWidget(self.fork)
        # made anew with each grid: what a grid gave up has been emptied
        beneath = QHBoxLayout()
        beneath.setSpacing(6)
        beneath.addWidget(self.icon, 0, Qt.AlignmentFlag.AlignTop)
        beneath.addWidget(self.message, 1)
        beneath.addWidget(self.several, 0, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop)
        long, top, middle = self.field.kind is Kind.LONG_TEXT, Qt.AlignmentFlag.AlignTop, Qt.AlignmentFlag.AlignVCenter
        # a plain text has neither date nor place beside it: a long name has their room
        wide = long or narrow or (self.field.plain and self.field.kind is Kind.TEXT)
        self._at = (grid, row)
        self._make_room()
        grid.addWidget(self._holder, row, NAME, top if long else middle)
        grid.addWidget(self.value, row, VALUE, 1, PLACE - VALUE + 1 if wide else 1)
        if narrow:
            under = QHBoxLayout()
            under.setSpacing(12)
            under.addWidget(self.date, 1)
            under.addWidget(self.place, 1)
            grid.addLayout(under, row + 1, VALUE, 1, PLACE - VALUE + 1)
        else:
            grid.addWidget(self.date, row + long, DATE)
            grid.addWidget(self.place, row + long, PLACE)
        grid.addWidget(self.uses, row, USED, top if long else middle)
        grid.addLayout(beneath, row + 2, VALUE, 1, USED - VALUE + 1)

    def show_case(self, view: FormView) -> None:
        """Show the fact as it stands; a mark says what it weighs."""
        case, read_only = view.case, view.read_only
        self._set_aside(view)
        reading = self.field.reading(case)
        self._now = reading.answer
        self.value.child = case
        self._apart = stands_apart(case, self.field)
        self.value.set_read_only(read_only, stands_apart=self._apart)
        self.value.set_answer(reading.answer)
        on, where = self.field.origin(case)
        self.date.show_date(on)
        self.place.show_text(where)
        told = reading.answer.is_known and reading.result is not None
        asked = not reading.answer.is_known and reading.answer.silence is not Silence.NOT_ASKED
        origin_here = shows_origin(self.field, case)
        for editor in (self.date, self.place):
            editor.setVisible((told and origin_here) or (asked and not self.field.plain))
            editor.setReadOnly(read_only or self._apart)
        self._show_weight(view, is_open=not reading.answer.is_known)
        self._show_several(case)
        self._show_remark(view.remarks.get(self.field.name, ""))

    def _show_weight(self, view: FormView, *, is_open: bool) -> None:
        """The same two words as the strip of the overview: it decides, or is part of what does."""
        whole = view.parts.get(self.field.name, "") if is_open else ""
        if is_open and self.field.name in view.forks:
            self.fork.show_icon("decides", "caution", "decides the risk group")
        else:
            self.fork.show_icon("matters" if whole else "", "text2", f"part of {whole}, which decides" if whole else "")
        self.fork.setVisible(is_open and (bool(whole) or self.field.name in view.forks))

    def _show_several(self, case: Case) -> None:
        """Where several results speak of the fact, or it is entered among them, how many they are leads to them."""
        told, standing = len(told_results(case, self.field)), len(standing_results(case, self.field))
        wanted = self._apart or told > 1
        if wanted:
            words = counted(told, "result") if told else f"none of {counted(standing, 'result')}"
            self.several.set_words(f"{capital(words)}…")
            self.several.setAccessibleName(f"{self._name}: {words}")
        self.several.setVisible(wanted)

    def _set_aside(self, view: FormView) -> None:
        """A fact that others give is not shown as one that is asked for, unless something stands in its field."""
        held = any(self.unused(part) is not None for part in PARTS)
        self._aside = self.field.name in view.set_aside and not held
        for part in (self._holder, self.value, self.uses):
            part.setVisible(not self._aside)
        self._make_room()

    def _make_room(self) -> None:
        if self._at is not None:
            grid, row = self._at
            grid.setRowMinimumHeight(row, 0 if self._aside else self._look.px(32))

    def forget(self) -> None:
        """Let go of what was typed and not saved."""
        self._wrong.clear()
        self.value.forget()
        self.date.forget()
        self.place.forget()

    def unused(self, part: str) -> str | None:
        """What stands in one part and is not in the record."""
        return self._parts()[part].unused()

    def focus_part(self, part: str) -> None:
        """Put the keyboard into one part."""
        self._parts()[part].setFocus(Qt.FocusReason.OtherFocusReason)

    def _parts(self) -> dict[str, SilenceField | DateEdit | CommitEdit]:
        return {"value": self.value, "date": self.date, "place": self.place}

    def commit(self) -> None:
        """Take over what is still being typed."""
        for part in (self.value, self.date, self.place):
            part.commit()

    def refuse(self, sentence: str) -> None:
        """Show why this field was not saved, at the part that was to be; what is typed stays."""
        if self._handed == "date":
            self.date.refuse(sentence)
        elif self._handed == "place":
            self.place.refuse(sentence)
        else:
            self.value.refuse(sentence, self._now)

    def _show_remark(self, words: str) -> None:
        """In amber what may be right and should be looked at; what cannot be used goes before it."""
        if not self._wrong:
            self._show_message(words, "caution", "caution")

    def _say(self, part: str, sentence: str) -> None:
        self._wrong.pop(part, None)
        if sentence:
            self._wrong[part] = sentence
        words = " ".join(dict.fromkeys(self._wrong.values()))
        self._show_message(f"{words} Kept as typed, not used until corrected." if words else "", "error", "wrong")
        # what stands above the form may grow by a line first; only then is the reason brought into sight
        self.marked.emit()
        if sentence:
            self.refused.emit()

    @property
    def has_keyboard(self) -> bool:
        """Whether the keyboard is in one of its parts."""
        focus = QApplication.focusWidget()
        return focus is not None and any(one is focus or one.isAncestorOf(focus) for one in self._parts().values())

    @property
    def is_refused(self) -> bool:
        """Whether something stands in it that cannot be used."""
        return bool(self._wrong)

    def _show_message(self, words: str, tone: str, icon: str) -> None:
        self.message.set_tone(tone)
        self.message.setText(words)
        self.message.setVisible(bool(words))
        self.icon.show_icon(icon if words else "", tone)
        self.icon.setVisible(bool(words))

    def _value_committed(self, answer: Answer[object]) -> None:
        self._hand("value", lambda case: self.field.write(case, answer))

    def _date_committed(self, day: PartialDate | None) -> None:
        self._hand("date", lambda case: self.field.write_origin(case, day, self.field.origin(case)[1]))

    def _place_committed(self, where: str) -> None:
        self._hand("place", lambda case: self.field.write_origin(case, self.field.origin(case)[0], where))

    def _hand(self, part: str, edit: Edit) -> None:
        """Hand an edit on; what waited here since before there were several results goes over none of them."""
        self._handed = part
        if self._apart:
            self.refuse(_APART)
        else:
            self.edited.emit(self.field, edit)
