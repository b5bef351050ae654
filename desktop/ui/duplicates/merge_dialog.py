"""Two cases side by side: what differs is chosen, what agrees is shown, and then one case becomes of them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.merging import Side, both, conflicts, differing, merged
from desktop.services.duplicates import TwoCases
from desktop.services.library import Library
from desktop.ui.dialogs.frame import Frame
from desktop.ui.duplicates.choice import Choice
from desktop.ui.duplicates.words import another_child_words, both_words, fact_name, moved_words, said_words, value_words
from desktop.ui.models.words_model import WordsModel
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import child_words, counted

_ASK, _DIFFER, _AGREE = "Differences to be chosen", "Results that differ, both of which stay", "The rest"


class MergeDialog(Frame):
    """``wanted`` carries the TwoCases and the choices by fact; ``swapped`` the same two with the other one staying."""

    wanted = Signal(object, object)
    swapped = Signal(object)

    def __init__(self, look: Look, library: Library, two: TwoCases, parent: QWidget) -> None:
        kept, other = two.kept, two.other
        told = (
            f"Case {kept.number} stays and gets all results, plans and documents of both. Case {other.number} goes to "
            "the bin. One undo takes it all back."
        )
        super().__init__(look, f"Merge case {other.number} into case {kept.number}?", told, parent)
        self.ask_size(900, 640)
        self._library, self.two = library, two
        self._stays = Text(look, weight=MEDIUM, wrap=True)
        self.add_above(self._stays)
        self.add_above(Text(look, f"Goes: {child_words(other)}", weight=MEDIUM, wrap=True))
        doubt = another_child_words(library.labels, kept, other)
        if doubt:
            self.add_above(Notice(look, "caution", "", doubt))
        self.choices = {one.name: self._choice(one.name, one.kept, one.other) for one in conflicts(kept, other)}
        self._show_choices()
        self._show_differing()
        for words in filter(None, (moved_words(library.labels, two), both_words(library, two))):
            self.body.addWidget(Text(look, words, wrap=True))
        self._show_rest()
        self.held = Text(look, step="label", tone="text2", wrap=True)
        self.add_beneath(self.held)
        _, self.do = self.add_buttons("Merge")
        self.swap = Button(look, f"Keep case {other.number} instead", kind="link")
        self.swap.setAutoDefault(False)
        self.add_at_foot(self.swap)
        self.swap.clicked.connect(self._swap)
        self.do.clicked.connect(self._want)
        self._allow()
        first = next((one.buttons[0] for one in self.choices.values()), self.do)
        first.setFocus()

    def picked(self) -> dict[str, Side]:
        """What is chosen so far."""
        return {name: side for name, one in self.choices.items() if (side := one.chosen) is not None}

    def _choice(self, name: str, kept: object, other: object) -> Choice:
        sides = [
            (
                f"Case {case.number}",
                value_words(self._library, name, value),
                said_words(self.two.said.get((case.id, name))),
            )
            for case, value in ((self.two.kept, kept), (self.two.other, other))
        ]
        choice = Choice(self.look, fact_name(self._library.labels, name), sides)
        choice.picked.connect(self._allow)
        return choice

    def _show_choices(self) -> None:
        if self.choices:
            section = Section(self.look, _ASK)
            section.body.setSpacing(10)
            for one in self.choices.values():
                section.body.addWidget(one)
            self.body.addWidget(section)

    def _show_differing(self) -> None:
        """What a rule reads is the latest, or the one that somebody marked; whose that is stands here."""
        kept, other = self.two.kept, self.two.other
        # which facts of the child are chosen makes no difference to the results
        found = differing(kept, other, dict.fromkeys(self.choices, Side.KEPT))
        rows = [(one.name, one.kept, one.other, one.counts) for one in found]
        self._table(_DIFFER, ("Fact", f"Case {kept.number}", f"Case {other.number}", "Counts then"), rows)

    def _show_rest(self) -> None:
        """The facts in which they agree, or which only one of them knows; what neither says is left out."""
        kept, other = self.two.kept, self.two.other
        settled = [(one, one.chosen) for one in both(kept, other) if not one.is_silent]
        rows = [(one.name, one.kept, one.other, one.of(side)) for one, side in settled if side is not None]
        self._table(_AGREE, ("Fact", f"Case {kept.number}", f"Case {other.number}", "Stays"), rows)

    def _table(self, name: str, heads: tuple[str, ...], rows: list[tuple[str, object, object, object]]) -> None:
        if not rows:
            return
        words = [
            (fact_name(self._library.labels, fact), *(value_words(self._library, fact, one) for one in values))
            for fact, *values in rows
        ]
        section = Section(self.look, name)
        table = WordTable(self.look, WordsModel(heads, words), name, "", whole=True)
        table.selectRow(0)
        section.body.addWidget(table)
        self.body.addWidget(section)

    def _allow(self) -> None:
        left = len(self.choices) - len(self.picked())
        # whoever presses the button must see whose name and number will stand on the case
        sides = {**dict.fromkeys(self.choices, Side.KEPT), **self.picked()}
        self._stays.setText(f"Stays: {child_words(merged(self.two.kept, self.two.other, sides))}")
        self.held.setText(f"{counted(left, 'difference')} still to be chosen." if left else "")
        self.held.setVisible(bool(left))
        self.do.setEnabled(not left)
        self.say_wrong("")

    def _want(self) -> None:
        self.wanted.emit(self.two, self.picked())

    def _swap(self) -> None:
        self.swapped.emit(self.two.swapped())
