"""Before the board gets a new key: because a person is removed who knew it, or because somebody wants it so."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.clinical.person import Person
from desktop.ui.dialogs.body import least_at
from desktop.ui.dialogs.working import WorkingDialog
from desktop.ui.people_words import left_out_words
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

DOING = "Encrypting and checking. Larger boards take longer. This cannot be stopped; do not turn the computer off."
_UNDER_WAY = "Renewing the board's key…"
_AS_BEFORE = "Everybody opens it with their passphrase as before."
_EXCEPT = "Everybody opens it with their passphrase as before, except those named below."
_KEYRING = "Opening with a computer's keyring must be turned on again."
_RECOVERY = (
    "A new recovery key is shown once: have a printer, or a place to save it, at hand. "
    "The previous one no longer opens this board."
)


class NewKeyDialog(WorkingDialog):
    """``wanted`` says that it is to be done; ``caution`` stands first, then each of ``told``.

    ``without`` are those who would need a new passphrase afterwards.
    """

    wanted = Signal()

    def __init__(
        self, look: Look, title: str, caution: str, told: Sequence[str], without: Sequence[str], verb: str,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(look, title, "", parent)
        self._title = title
        self.setMinimumWidth(look.px(560))
        self.body.addWidget(Notice(look, "caution", "", caution))
        self.body.addSpacing(4)
        for sentence in (*told, _EXCEPT if without else _AS_BEFORE, _KEYRING, _RECOVERY):
            self.body.addLayout(_item(look, sentence))
        if without:
            self.body.addSpacing(4)
            self.body.addWidget(Notice(look, "caution", "", left_out_words(without)))
        self.body.addStretch(1)
        self.cancel, self.do = self.add_buttons(verb, danger=True)
        self.do.clicked.connect(self.wanted)
        self.cancel.setFocus()

    def begin(self, words: str) -> None:
        """Only what is under way is shown: nothing else can be done now."""
        super().begin("")
        self.sentence.setText(words)
        self._show_under_way(True)

    def refuse(self, sentence: str) -> None:
        """What was asked is there again, with the keyboard on the way out."""
        self._show_under_way(False)
        super().refuse(sentence)
        self.cancel.setFocus()

    def _show_under_way(self, on: bool) -> None:
        self._doing.hide()
        self.heading.setText(_UNDER_WAY if on else self._title)
        self.setWindowTitle(self.heading.text())
        self.sentence.setVisible(on)
        for part in (self.area, self.cancel, self.do):
            part.setVisible(not on)
        outer = self.layout()
        if on and outer is not None:
            outer.activate()
            self.resize(self.width(), least_at(outer, self.width()))


def remove_dialog(look: Look, person: Person, without: Sequence[str], parent: QWidget) -> NewKeyDialog:
    """The question whether a person is to be removed."""
    name = person.name
    caution = f"{name} can still open backups made up to now."
    told = (
        f"{name} no longer opens this board. What they wrote stays and keeps their name.",
        "The board gets a new key, because they knew the old one.",
    )
    title = f"Remove {name} from the board?"
    return NewKeyDialog(look, title, caution, told, without, "Remove from the board", parent)


def renew_dialog(look: Look, without: Sequence[str], parent: QWidget) -> NewKeyDialog:
    """The question whether the key is to be renewed for everybody on the board."""
    caution = "The previous recovery key still opens backups made up to now."
    told = ("For when the recovery key was lost, or somebody may know it who should not. Nobody is removed.",)
    return NewKeyDialog(look, "Renew the board's key?", caution, told, without, "Renew the key", parent)


def _item(look: Look, sentence: str) -> QHBoxLayout:
    """One of several consequences, its lines beneath each other."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Text(look, "•", tone="text2"), 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(Text(look, sentence, wrap=True), 1)
    return row
