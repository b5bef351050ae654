"""Beside a paper without whose it is: how many children share what it shows, what goes out, and the record inside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.ui.desk import Desk
from desktop.ui.dialogs.carry_choice import CarryChoice
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.section import empty

if TYPE_CHECKING:
    from desktop.services.deidentifying import Choices
    from desktop.services.papers.documents import Document
    from desktop.services.papers.offered import Offer

_CHOOSE = "What goes out…"
_REFUSED = "Choose again what goes out."


class UnnamedChoice(QWidget):
    """``changed``: something else shall go out. Not seen beside a paper that says whose it is."""

    changed = Signal()

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, parent: QWidget) -> None:
        super().__init__(parent)
        self._look, self._desk, self._tasks, self._messages = look, desk, tasks, messages
        self._offer: Offer | None = None
        self._chosen: Choices | None = None
        self.inside = CarryChoice(look)
        self.inside.show_parts(False)
        self.inside.changed.connect(self.changed)
        self._told = QVBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.inside)
        column.addLayout(self._told)
        self.hide()

    @property
    def choices(self) -> Choices | None:
        """What goes out of the child that the paper must not name; None for a paper that names it."""
        return self._chosen if self._offer is not None and self._offer.hides is not None else None

    @property
    def carries(self) -> bool:
        """Whether the record is wanted inside, and the paper can have it."""
        return self._offer is not None and self._offer.carries and self.inside.carry is not None

    def show_for(self, offer: Offer) -> None:
        """Make room for what is to be chosen about this paper; what was told of another is gone."""
        self._offer = offer
        empty(self._told)
        self.inside.setVisible(offer.carries)
        self.setVisible(offer.hides is not None)

    def tell(self, document: Document) -> None:
        """Say how many children share what the finished paper shows."""
        from desktop.services.sharing import shared_words

        if document.shared is not None:
            self._say("caution" if document.shared.count == 1 else "note", shared_words(document.shared))

    def tell_refused(self) -> None:
        """The paper did not become one: what goes out can still be chosen otherwise."""
        if self._offer is not None and self._offer.hides is not None:
            self._say("caution", _REFUSED)

    def choose(self) -> None:
        """Show each free text with its hits, and what can be told less exactly."""
        from desktop.services.deidentifying import NO_CHOICES
        from desktop.ui.dialogs.deidentify import DeidentifyDialog

        if self._offer is None or self._offer.hides is None:
            return
        dialog = DeidentifyDialog(
            self._look, self._desk, self._tasks, self._messages, self._offer.hides, self.window(),
            choices=self._chosen or NO_CHOICES,
        )  # fmt: skip
        dialog.chosen.connect(self._use)
        dialog.open()

    def _use(self, choices: Choices) -> None:
        self._chosen = choices
        self.changed.emit()

    def _say(self, part: str, words: str) -> None:
        empty(self._told)
        # where text is large the words need the whole width
        told = Notice(self._look, part, "", words, wide=self._look.is_large)
        told.add_action(_CHOOSE, self.choose, shortcut="Ctrl+D").setAutoDefault(False)
        self._told.addWidget(told)
