"""Why something of a plan moved, rests or was stopped: a reason of the labels, and a person's own words."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import SlipReason
from desktop.services.offers import Offer
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.one_code import OneCode
from desktop.ui.theme import Look


class WhyFields(QWidget):
    """None is chosen by default: a reason that stands there by itself would be read as one that somebody gave."""

    refused = Signal(str)

    def __init__(
        self, look: Look, labels: Labels, today: Callable[[], date], why: SlipReason | None = None, reason: str = ""
    ) -> None:
        super().__init__()
        self.code = OneCode(look, labels, "Reason", lambda: reasons(labels), today, "None chosen")
        self.code.show_chosen(why)
        self.words = QLineEdit(reason)
        self.words.setPlaceholderText("for example: platelets low")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addLayout(labelled(look, "Reason", self.code), 1)
        row.addLayout(labelled(look, "In words", self.words), 1)
        self._column.addLayout(row)
        self.words.setAccessibleName("Reason in words")
        self.code.refused.connect(self.refused)

    def add_around(self, above: QWidget, beneath: QWidget) -> None:
        """What it is the reason for, and what holds without one."""
        self._column.insertWidget(0, above)
        self._column.addWidget(beneath)

    @property
    def why(self) -> SlipReason | None:
        """The reason that is chosen."""
        return SlipReason(str(self.code.chosen)) if self.code.chosen is not None else None

    @property
    def reason(self) -> str:
        """The words that are typed."""
        return self.words.text().strip()

    def take(self) -> bool:
        """Take over what is being typed; False where no reason is meant by it, which has then been said."""
        self.code.commit()
        if self.code.has_error:
            self.code.setFocus()
        return not self.code.has_error


def reasons(labels: Labels) -> Sequence[Offer]:
    """Every reason in the words of the labels, in their order."""
    return [Offer(SlipReason(code), words) for code, words in labels.words["slip_reason"].items()]
