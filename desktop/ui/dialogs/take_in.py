"""A record beside the case of the same child: what differs is chosen, what is new is shown, and then it is taken in."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.merging import Side
from desktop.services.library import Library
from desktop.services.taking_in import TakingIn
from desktop.services.taking_in_words import brought_words, entered_words, row_title, row_words
from desktop.ui.dialogs.frame import Frame
from desktop.ui.duplicates.choice import Choice
from desktop.ui.duplicates.words import another_child_words, fact_name, said_words, value_words
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import child_words, counted, who_words

_ASK, _NEW = "Differences to be chosen", "Facts that only the record has"
_RECORD = "The record"
_NOTHING = "Everything in the record is here."


class TakeInDialog(Frame):
    """``wanted`` carries the TakingIn and the choices by fact. Nothing that is here goes away, and one undo takes all
    of it back; the window's title names no child."""

    wanted = Signal(object, object)

    def __init__(self, look: Look, library: Library, taking: TakingIn, parent: QWidget) -> None:
        number = taking.kept.number
        told = (
            "What is new comes in whole, with its day and who entered it. What both tell differently you choose. "
            "Nothing that is here goes away, and one undo takes it all back."
        )
        super().__init__(look, f"Take the record into case {number}?", told, parent)
        self.ask_size(900, 320 if taking.comparison.brings_nothing else 640)
        self._library, self.taking = library, taking
        self.add_above(Text(look, f"Here: {child_words(taking.kept)}", weight=MEDIUM, wrap=True))
        # a record has no number of this board
        self.add_above(Text(look, f"Record: {'  ·  '.join(who_words(taking.record))}", weight=MEDIUM, wrap=True))
        for words in (another_child_words(library.labels, taking.kept, taking.record), *taking.seen.doubts):
            if words:
                self.add_above(Notice(look, "caution", "", words))
        self.choices = {one.name: self._of_fact(one.name, one.kept, one.other) for one in taking.comparison.facts}
        for two in taking.comparison.rows:
            here, there = (row_words(library, two, side) for side in (Side.KEPT, Side.OTHER))
            self.choices[two.name] = self._choice(
                row_title(library, two), (here, entered_words(two.kept)), (there, entered_words(two.other))
            )
        self._show_choices()
        brought = brought_words(library, taking.comparison)
        for words in (brought, taking.seen.signed_words, taking.seen.not_in_it):
            if words:
                self.body.addWidget(Text(look, words, wrap=True))
        self._show_filled()
        if taking.comparison.brings_nothing:
            self.body.addWidget(Notice(look, "note", "Nothing new.", _NOTHING))
        self.body.addStretch(1)
        self.held = Text(look, step="label", tone="text2", wrap=True)
        self.add_beneath(self.held)
        self.cancel, self.do = self.add_buttons("Take in")
        self.do.clicked.connect(lambda: self.wanted.emit(self.taking, self.picked()))
        self._allow()
        first = next((one.buttons[0] for one in self.choices.values()), self.do)
        if taking.comparison.brings_nothing:
            self.do.hide()
            self.cancel.set_words("Close")
            first = self.cancel
        first.setFocus()

    def picked(self) -> dict[str, Side]:
        """What is chosen so far."""
        return {name: side for name, one in self.choices.items() if (side := one.chosen) is not None}

    def _of_fact(self, name: str, kept: object, other: object) -> Choice:
        here, there = (value_words(self._library, name, value) for value in (kept, other))
        said = said_words(self.taking.said.get(name))
        return self._choice(fact_name(self._library.labels, name), (here, said), (there, "As the record tells it"))

    def _choice(self, name: str, here: tuple[str, str], there: tuple[str, str]) -> Choice:
        choice = Choice(self.look, name, [(f"Case {self.taking.kept.number}", *here), (_RECORD, *there)])
        choice.picked.connect(self._allow)
        return choice

    def _show_choices(self) -> None:
        if self.choices:
            section = Section(self.look, _ASK)
            section.body.setSpacing(10)
            for one in self.choices.values():
                section.body.addWidget(one)
            self.body.addWidget(section)

    def _show_filled(self) -> None:
        """The facts of the child that come in because nobody here has said anything."""
        rows = [
            (fact_name(self._library.labels, one.name), value_words(self._library, one.name, one.other))
            for one in self.taking.comparison.filled
        ]
        if rows:
            section = Section(self.look, _NEW)
            table = WordTable(self.look, WordsModel(("Fact", _RECORD), rows), _NEW, "", whole=True)
            table.selectRow(0)
            section.body.addWidget(table)
            self.body.addWidget(section)

    def _allow(self) -> None:
        left = len(self.choices) - len(self.picked())
        self.held.setText(f"{counted(left, 'difference')} still to be chosen." if left else "")
        self.held.setVisible(bool(left))
        self.do.setEnabled(not left)
        self.say_wrong("")
