"""What a template leaves open before a plan of it begins: its choices, and where a child joins it midway."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.timeline import Template
from desktop.services.offers import Offer
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.one_code import OneCode
from desktop.ui.theme import Look
from desktop.ui.widgets.choice_options import ChoiceOptions

_JOINED = "Empty begins at its beginning. Joined midway, distances that no source gives are unverified."


class WaysIn(QWidget):
    """``changed``: another way, or another place to join; ``refused`` carries why what is typed is no event."""

    changed = Signal()
    refused = Signal(str)

    def __init__(self, look: Look, labels: Labels, template: Template, today: Callable[[], date]) -> None:
        super().__init__()
        self._template = template
        self.options = [ChoiceOptions(look, one, one.default, template.sources) for one in template.choices]
        self.joined = OneCode(look, labels, "Joins at", self._events, today, "Its beginning")
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(27), 6, 0, 6)
        column.setSpacing(12)
        for one in self.options:
            column.addWidget(one)
            one.picked.connect(self.changed)
        column.addLayout(labelled(look, "Joins at", self.joined, _JOINED))
        self.joined.committed.connect(lambda _answer: self.changed.emit())
        self.joined.refused.connect(self.refused)

    @property
    def choices(self) -> dict[str, str]:
        """The option that is marked, by choice."""
        return {one.choice.id: one.chosen for one in self.options}

    @property
    def first_event(self) -> str:
        """The event with which the plan begins; empty for the beginning."""
        return str(self.joined.chosen or "")

    def take(self) -> bool:
        """Take over what is being typed; False where no event is meant by it, which has then been said."""
        self.joined.commit()
        if self.joined.has_error:
            self.joined.setFocus()
        return not self.joined.has_error

    def _events(self) -> Sequence[Offer]:
        """The events of the template as it is chosen, under the heads of their phases."""
        made = self._template.chosen(self.choices)
        return [Offer(one.id, one.title, code=one.id, group=made.phase(one.phase).title) for one in made.events]
