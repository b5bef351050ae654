"""Before the board gets a new key: because a person is removed who knew it, or because somebody wants it so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.person import Person
from desktop.ui.dialogs.working import WorkingDialog
from desktop.ui.people_words import left_out_words
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

DOING = "The board is encrypted anew and compared; it takes longer the larger the board is."
_NEW_KEY = (
    "The board is encrypted anew with another key. Everybody who stays opens it with their passphrase as "
    "before; a computer's keyring opens it only after it has been turned on again."
)
_RECOVERY = (
    "A new recovery key is shown then, once: have a printer, or a place to save it, at hand. The present recovery key "
    "opens this board no more."
)
_BACKUPS = "Backups made before still open with the old key: whoever could open them still can."


class NewKeyDialog(WorkingDialog):
    """``wanted`` says that it is to be done; ``without`` are those who would need a new passphrase afterwards."""

    wanted = Signal()

    def __init__(self, look: Look, title: str, told: str, without: Sequence[str], verb: str, parent: QWidget) -> None:
        super().__init__(look, title, told, parent)
        self.setMinimumWidth(look.px(560))
        for sentence in (_NEW_KEY, _RECOVERY, _BACKUPS):
            self.body.addWidget(Text(look, sentence, wrap=True))
        if without:
            self.body.addSpacing(4)
            self.body.addWidget(Notice(look, "caution", "", left_out_words(without)))
        self.body.addStretch(1)
        self.cancel, self.do = self.add_buttons(verb, danger=True)
        self.do.clicked.connect(self.wanted)
        self.cancel.setFocus()

    def refuse(self, sentence: str) -> None:
        """The keyboard is on the way out."""
        super().refuse(sentence)
        self.cancel.setFocus()


def remove_dialog(look: Look, person: Person, without: Sequence[str], parent: QWidget) -> NewKeyDialog:
    """The question whether a person is to be removed."""
    told = (
        f"{person.name} can open the board no more. What they wrote stays and keeps their name. "
        "They knew the key of the board, so it is renewed:"
    )
    return NewKeyDialog(look, f"Remove {person.name} from the board?", told, without, "Remove from the board", parent)


def renew_dialog(look: Look, without: Sequence[str], parent: QWidget) -> NewKeyDialog:
    """The question whether the key is to be renewed for everybody on the board."""
    told = "For when the recovery key was lost, or somebody may know it who should not. Nobody is removed."
    return NewKeyDialog(look, "Renew the board's key?", told, without, "Renew the key", parent)
