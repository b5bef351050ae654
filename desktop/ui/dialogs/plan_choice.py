"""Another way where the template leaves one open: its choices, and what each would move, or why it cannot be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.library import Library
from desktop.services.plan_answers import consequences
from desktop.services.plan_course import with_choices
from desktop.services.planning import plan_of
from desktop.services.plans import begun_template, plan_case, template_of
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.theme import Look
from desktop.ui.timeline.moving import breaks_words, early_words, moving_words
from desktop.ui.widgets.choice_options import ChoiceOptions
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted, joined

_WIDTH = 620
_WHAT = (
    "The template leaves this open. What is planned follows the way that is chosen; what is recorded stays, and a way "
    "that does not hold it cannot be chosen."
)
_NAMED = 3
_SO_FAR = "The plan goes this way so far"


class ChoiceDialog(Frame):
    """``wanted`` carries the options that differ from those chosen before, by choice, and the reason in words."""

    wanted = Signal(object, str)

    def __init__(
        self, look: Look, library: Library, case: Case, today: Callable[[], date], parent: QWidget
    ) -> None:  # fmt: skip
        super().__init__(look, "Which way does treatment go?", _WHAT, parent)
        self.name_child(case)
        self.setMinimumWidth(look.px(_WIDTH))
        self._library, self._case, self._today = library, case, today
        plan = plan_of(case)
        made = template_of(library, plan)
        template = begun_template(library, plan) or made
        self._made = dict(made.made)
        self.choices = [
            ChoiceOptions(look, one, self._made[one.id], template.sources, _SO_FAR) for one in template.choices
        ]  # fmt: skip
        for one in self.choices:
            self.body.addWidget(one)
            one.picked.connect(self._show_preview)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: partial response after cycle 5")
        self.body.addLayout(labelled(look, "Reason in words", self.reason))
        self.body.addStretch(1)
        self.against = Text(look, step="label", tone="caution", wrap=True)
        self.preview = Text(look, step="label", tone="text2", wrap=True)
        self.add_beneath(self.preview)
        self.add_beneath(self.against)
        _, self.do = self.add_buttons("Choose this way")
        self.do.clicked.connect(self._want)
        self._show_preview()
        first = next((one for one in self.choices[0].buttons if one.isChecked()), self.choices[0].buttons[0])
        first.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def changed(self) -> dict[str, str]:
        """What is marked otherwise than it is chosen now."""
        return {one.choice.id: one.chosen for one in self.choices if one.chosen != self._made[one.choice.id]}

    def is_typed_in(self) -> bool:
        """Another way that is marked is an edit as well."""
        return super().is_typed_in() or bool(self.changed)

    def _show_preview(self) -> None:
        self.say_wrong("")
        try:
            after = with_choices(self._library, self._case, self.changed)
        except UserError as error:
            self._say(str(error), "")
            return
        found = consequences(self._library, self._case, after, today=self._today())
        against = " ".join(filter(None, (breaks_words(found.shifts), early_words(found.early))))
        told = [self._rows(after, self._case, "joins"), self._rows(self._case, after, "leaves")]
        self._say(against, " ".join([*filter(None, told), moving_words(found.shifts)]) if self.changed else "")

    def _rows(self, one: Case, other: Case, verb: str) -> str:
        """Which events are part of the one and not of the other: ``3 events join the plan: …``."""
        there = {event.id for event in plan_case(self._library, other, self._today())}
        only = [event.title for event in plan_case(self._library, one, self._today()) if event.id not in there]
        if not only:
            return ""
        more = len(only) - _NAMED
        named = f"{', '.join(only[:_NAMED])} and {more} more" if more > 0 else joined(only)
        return f"{counted(len(only), 'event')} {verb if len(only) == 1 else verb[:-1]} the plan: {named}."

    def _say(self, against: str, preview: str) -> None:
        for text, words in ((self.against, against), (self.preview, preview)):
            text.setText(words)
            text.setVisible(bool(words))

    def _want(self) -> None:
        if self.changed:
            self.wanted.emit(self.changed, self.reason.text().strip())
            return
        self.say_wrong("That is the way chosen already; mark another, or leave with Esc.")
