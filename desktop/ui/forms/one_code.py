"""A field for one of a few codes that is no fact of the case: typed by its words, or chosen with the arrow keys."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from types import MappingProxyType

from PySide6.QtWidgets import QLineEdit

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.editing import Field, Kind
from desktop.clinical.labels import Labels
from desktop.services.offers import Offer
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.ways import Ways
from desktop.ui.theme import Look

_NAME = "one_code"


class OneCode(SilenceField):
    """``name`` is what the field is called; ``empty`` stands in it while nothing is chosen, which is allowed."""

    def __init__(
        self, look: Look, labels: Labels, name: str, offers: Callable[[], Sequence[Offer]], today: Callable[[], date],
        empty: str = "Choose…",
    ) -> None:  # fmt: skip
        words = {**labels.words, "fact": {**labels.words["fact"], _NAME: name}}
        field = Field(name=_NAME, kind=Kind.CODE, plain=True)
        super().__init__(look, Labels(MappingProxyType(words)), field, today, Ways(offers=offers))
        edit = self.focusProxy()
        if isinstance(edit, QLineEdit):
            edit.setPlaceholderText(empty)

    @property
    def chosen(self) -> object:
        """The value that is chosen; None while there is none."""
        return self.answer.value

    def show_chosen(self, value: object) -> None:
        """Show a value as chosen; None shows none."""
        self.set_answer(NOT_ASKED if value is None else known(value))
