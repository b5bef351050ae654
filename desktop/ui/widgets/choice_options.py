"""Where a template leaves a way open: its options to choose from, each with its note and how far it can be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton

from desktop.clinical.timeline import FactStatus
from desktop.clinical.timeline.rows import Choice, Option
from desktop.ui.theme import Look
from desktop.ui.widgets.radio_group import enter_at_marked
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.worded import INDENT, WordsOf, worded
from desktop.ui.words import capital


class ChoiceOptions(Section):
    """One choice with its options as radio buttons. ``sources`` gives the names of the source keys in its notes.

    ``told`` is said beneath the option that is marked at first, whatever is marked later.
    """

    picked = Signal()

    def __init__(self, look: Look, choice: Choice, chosen: str, sources: Mapping[str, str], told: str = "") -> None:
        super().__init__(look, choice.title)
        self.choice, self._sources = choice, sources
        self._group = QButtonGroup(self)
        self.body.setSpacing(6)
        for words, tone in _beneath(choice.note, choice.status, sources):
            self.body.addWidget(Text(look, words, step="label", tone=tone, wrap=True))
        for place, option in enumerate(choice.options):
            self._add(look, place, option, told if option.id == chosen else None)
        for option, button in zip(choice.options, self.buttons, strict=True):
            button.setChecked(option.id == chosen)
        enter_at_marked(self._group)
        self._group.idToggled.connect(lambda _place, on: self.picked.emit() if on else None)

    @property
    def buttons(self) -> list[QRadioButton]:
        """The radio buttons, in order."""
        return [one for one in self._group.buttons() if isinstance(one, QRadioButton)]

    @property
    def chosen(self) -> str:
        """The id of the option that is marked."""
        return self.choice.options[self._group.checkedId()].id

    def _add(self, look: Look, place: int, option: Option, chosen: str | None) -> None:
        button = QRadioButton()
        button.setAccessibleName(f"{self.choice.title}: {option.title}")
        self._group.addButton(button, place)
        self.body.addLayout(worded(look, button, WordsOf(look, button, option.title)))
        told = [*_beneath(option.note, option.status, self._sources), *([(chosen, "text2")] if chosen else [])]
        button.setAccessibleDescription("; ".join(words for words, _ in told))
        for words, tone in told:
            remark = Text(look, words, step="label", tone=tone, wrap=True)
            remark.setContentsMargins(look.px(INDENT), 0, 0, 0)
            self.body.addWidget(remark)


def _beneath(note: str, status: FactStatus, sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    if note:
        for key, name in sources.items():
            note = note.replace(f"({key})", f"({name})")
        yield note, "text2"
    if status is not FactStatus.VERIFIED:
        yield capital(str(status)), "caution"
