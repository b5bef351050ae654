"""Dialogs that ask a few things and do one: what is asked is data, so that all of them look and behave alike."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import Enum, auto

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFontMetrics, QTextCursor
from PySide6.QtWidgets import QCheckBox, QCompleter, QLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.forms.long_text import LongTextEdit
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.templates.pick import Pick
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Text, WrongText, restyle

_FEW = 4
"""So many codes are offered as radio buttons; more in a list."""
_LINES = 3
_BUTTON, _ROW = 5, 60
"""So many letters a radio button takes, and so many a line of them has."""


class As(Enum):
    """How something is typed: one line, several, a day, one of some codes, yes or no."""

    LINE = auto()
    LINES = auto()
    DAY = auto()
    CODE = auto()
    TICK = auto()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """One thing that a dialog asks.

    ``value`` is what stands there first; ``needed`` the sentence that asks for it where it is left empty (empty: it
    may be). ``codes`` are values with their words. ``suggested`` are words that one press writes into the line,
    ``known`` words that are completed while typing. ``names_row``: its codes are the keys of other rows.
    With ``optional`` codes "none" may be chosen.
    """

    key: str
    words: str
    kind: As = As.LINE
    value: object = None
    names_row: bool = False
    needed: str = ""
    remark: str = ""
    example: str = ""
    codes: Sequence[tuple[object, str]] = ()
    optional: bool = False
    suggested: Sequence[str] = ()
    known: Sequence[str] = field(default=())


Values = Mapping[str, object]


class Field:
    """What one thing is typed into. ``spoken`` is its name for who hears it, where the words alone do not tell."""

    def __init__(self, look: Look, asked: Asked, today: Callable[[], date], spoken: str = "") -> None:
        self._look, self.asked, self._today = look, asked, today
        self._spoken, self.lines = spoken or asked.words, _LINES
        self._column: QVBoxLayout | None = None
        self._note: WrongText | None = None
        self.control = self._control()
        if not self.control.accessibleName():
            self.control.setAccessibleName(self._spoken)
        self.on_change(lambda: self.mark(""))

    @property
    def value(self) -> object:
        """What is said now: words without white space around them, a whole day, a code, yes or no."""
        control = self.control
        if isinstance(control, DateEdit):
            control.commit()
            # what was refused stays as typed and is no day
            return control.date.full if control.date is not None and not control.isModified() else None
        if isinstance(control, OneOf):
            return control.chosen
        if isinstance(control, Pick):
            return self.asked.codes[int(control.chosen[0])][0] if control.chosen else None
        if isinstance(control, QCheckBox):
            return control.isChecked()
        if isinstance(control, QLineEdit | LongTextEdit):
            return control.text().strip()
        raise TypeError(self.asked.kind)

    @property
    def typed(self) -> str:
        """The text in it as it stands, also where it is no day."""
        return self.control.text() if isinstance(self.control, QLineEdit | LongTextEdit) else ""

    @property
    def wrong(self) -> str:
        """Why it cannot be taken as it stands; empty where it can."""
        return self.wrong_day or (self.asked.needed if not self.value else "")

    @property
    def wrong_day(self) -> str:
        """Why what is typed is no day that can be taken; empty where it is one, or nothing is typed."""
        value, control = self.value, self.control
        if isinstance(control, DateEdit) and control.text().strip() and value is None:
            return f"{self.asked.words}: type a whole day, such as 3/4/26."
        return ""

    def focus(self) -> None:
        """The keyboard goes there."""
        if isinstance(self.control, OneOf):
            (next((one for one in self.control.buttons if one.isChecked()), self.control.buttons[0])).setFocus()
        else:
            self.control.setFocus()

    def on_change(self, call: Callable[[], object]) -> None:
        """Have every edit told."""
        control = self.control
        if isinstance(control, OneOf | Pick):
            control.picked.connect(lambda _value: call())
        elif isinstance(control, QCheckBox):
            control.toggled.connect(lambda _on: call())
        elif isinstance(control, QLineEdit):
            control.textChanged.connect(lambda _text: call())
        elif isinstance(control, LongTextEdit):
            control.textChanged.connect(call)

    def mark(self, sentence: str) -> None:
        """Say beneath it why it is not taken as it stands; with nothing to say, or with the next edit, that goes."""
        if self._note is None:
            if not sentence or self._column is None:
                return
            self._note = WrongText(self._look)
            self._column.addWidget(self._note)
        if self._note.text() == sentence:
            return
        self._note.say(sentence)
        if not isinstance(self.control, DateEdit):  # which says itself what is wrong with a day
            self.control.setAccessibleDescription(sentence)
            self.control.setProperty("state", "error" if sentence else "")
            restyle(self.control)

    @property
    def marked(self) -> str:
        """What is said beneath it."""
        return self._note.text() if self._note is not None else ""

    def show_typed(self, text: str) -> None:
        """Put back text that is no day that can be taken."""
        if isinstance(self.control, DateEdit):
            self.control.type_again(text)

    def show_value(self, value: object) -> None:
        """Show what is stored, unless it is what is typed; a day that was refused is let go of."""
        control, now = self.control, self.value
        if isinstance(control, DateEdit) and self.wrong_day:
            control.forget()
            control.show_date(PartialDate.of(value) if isinstance(value, date) else None)
            return
        empty = isinstance(control, QLineEdit | LongTextEdit) and not value and not now
        if value == now or empty:
            return
        if isinstance(control, DateEdit):
            control.show_date(PartialDate.of(value) if isinstance(value, date) else None)
        elif isinstance(control, OneOf):
            control.choose(value)
        elif isinstance(control, Pick):
            self._show_picked(control, value)
        elif isinstance(control, QLineEdit | LongTextEdit):
            control.setText(str(value or ""))

    def placed(self) -> QLayout:
        """With its label above it, a remark and suggestions beneath."""
        if isinstance(self.control, QCheckBox):
            self._column = QVBoxLayout()
            self._column.addWidget(self.control)
            return self._column
        if isinstance(self.control, OneOf):
            # its buttons take the keyboard, and each says what it is one of
            self._column = self._headed()
            return self._column
        column = self._column = labelled(self._look, self.asked.words, self.control, self.asked.remark)
        if isinstance(self.control, LongTextEdit):
            column.replaceWidget(self.control, self._held(self.control))
        if self.asked.suggested:
            column.addWidget(self._suggestions())
        return column

    def _held(self, control: LongTextEdit) -> QWidget:
        """Lines of text in a holder of their height: the style sheet gives the control itself a least height of one."""
        holder = QWidget()
        inside = QVBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(control)
        holder.setFixedHeight(QFontMetrics(control.font()).lineSpacing() * self.lines + self._look.px(14))
        return holder

    def _headed(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(Text(self._look, self.asked.words, step="label", weight=STRONG, tone="text2"))
        column.addWidget(self.control)
        if self.asked.remark:
            column.addWidget(Text(self._look, self.asked.remark, step="label", tone="text3", wrap=True))
        return column

    def _control(self) -> QWidget:
        one = self.asked
        match one.kind:
            case As.LINES:
                long = LongTextEdit(self._look)
                long.setText(str(one.value or ""))
                long.setPlaceholderText(one.example)
                long.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
                long.moveCursor(QTextCursor.MoveOperation.End)
                return long
            case As.DAY:
                day = DateEdit(self._look, self._spoken, self._today)
                day.show_date(PartialDate.of(one.value) if isinstance(one.value, date) else None)
                return day
            case As.CODE:
                return self._codes()
            case As.TICK:
                box = QCheckBox(one.words)
                box.setChecked(bool(one.value))
                return box
        line = QLineEdit(str(one.value or ""))
        line.setPlaceholderText(one.example)
        line.setCursorPosition(0)
        if one.known:
            completer = QCompleter(list(one.known), line)
            completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
            completer.setFilterMode(Qt.MatchFlag.MatchContains)
            line.setCompleter(completer)
        return line

    def _codes(self) -> QWidget:
        one = self.asked
        if len(one.codes) <= _FEW:
            return OneOf(self._look, self._spoken, one.codes, one.value, upright=_long(one.codes))
        pick = Pick(self._look, self._spoken, several=False)
        self._show_picked(pick, one.value)
        # picked once more, nothing is chosen
        pick.picked.connect(lambda chosen: pick.show_picked([] if chosen == pick.chosen else chosen, self._offers()))
        return pick

    def _offers(self) -> dict[str, str]:
        return {str(place): words for place, (_, words) in enumerate(self.asked.codes)}

    def _show_picked(self, pick: Pick, value: object) -> None:
        at = [str(place) for place, (one, _) in enumerate(self.asked.codes) if one == value]
        pick.show_picked(at, self._offers())

    def _suggestions(self) -> QWidget:
        row, control = QWidget(), self.control
        flow = Flow(row, gap=4, line_gap=0)
        for words in self.asked.suggested:
            button = Button(self._look, words, kind="link")
            button.setAccessibleName(f"{self.asked.words}: {words}")
            button.setAutoDefault(False)
            if isinstance(control, QLineEdit | LongTextEdit):
                button.clicked.connect(lambda _checked=False, told=words: _write(control, told))
            flow.addWidget(button)
        return row


class AskDialog(Frame):
    """``wanted`` carries what was said by key; whoever does it then calls ``accept`` or ``say_wrong``."""

    wanted = Signal(object)

    def __init__(
        self, look: Look, title: str, sentence: str, asked: Sequence[Asked], verb: str, parent: QWidget, *,
        today: Callable[[], date], case: Case | None = None, danger: bool = False,
    ) -> None:  # fmt: skip
        super().__init__(look, title, sentence, parent)
        if case is not None:
            self.name_child(case)
        self.fields = {one.key: Field(look, one, today) for one in asked}
        self.controls = {key: one.control for key, one in self.fields.items()}
        for one in self.fields.values():
            self.body.addLayout(one.placed())
        self.body.addStretch(1)
        _, self.do = self.add_buttons(verb, danger=danger)
        self.do.clicked.connect(self._want)
        for one in [*self.fields.values()][:1]:
            one.focus()

    def put_above(self, widget: QWidget) -> None:
        """Something above what is asked that scrolls with it."""
        self.body.insertWidget(0, widget)

    def values(self) -> dict[str, object]:
        """What is said now, by key."""
        return {key: one.value for key, one in self.fields.items()}

    def _want(self) -> None:
        self.say_wrong("")
        for one in self.fields.values():
            if one.wrong:
                self.say_wrong(one.wrong)
                one.focus()
                return
        self.wanted.emit(self.values())


def _long(codes: Sequence[tuple[object, str]]) -> bool:
    """Whether codes stand above each other, because their words are too long for one line."""
    return sum(len(words) + _BUTTON for _, words in codes) > _ROW


def _write(control: QLineEdit | LongTextEdit, words: str) -> None:
    """A suggestion goes to the end of what is typed; one that stands there already is not written twice."""
    typed = control.text().strip()
    if words not in typed:
        control.setText(f"{typed}; {words}" if typed else words)
    control.setFocus()
