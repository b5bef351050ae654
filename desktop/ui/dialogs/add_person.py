"""Putting a person on the board: what they are called, what they may do, and a first passphrase."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Role
from desktop.ui.dialogs.frame import labelled
from desktop.ui.dialogs.working import WorkingDialog
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.people_words import may_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Line, Text, WrongText, restyle

NAME_LENGTH = 80
_TOLD = (
    "They open the board with their name and the passphrase that you set here. Ask them to change it to one of their "
    "own at once (Settings, Board): until then you know it, too."
)
_HELD = "Write a name and the passphrase twice, and the person can be added."


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Who to add. The passphrase is in ``repr`` of nothing."""

    name: str
    role: Role
    passphrase: str

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"NewPerson({self.name})"


class AddPersonDialog(WorkingDialog):
    """``wanted`` carries a NewPerson; the window adds them and closes the dialog."""

    wanted = Signal(object)

    def __init__(self, look: Look, labels: Labels, board: str, parent: QWidget) -> None:
        super().__init__(look, "Add a person to the board?", _TOLD, parent)
        self._board = board
        self.ask_size(600, 420)
        self.name = QLineEdit()
        self.name.setMaxLength(NAME_LENGTH)
        self.name.setPlaceholderText("as colleagues know them")
        roles = [(role, labels.word("role", role)) for role in Role]
        # the least that is of use: more is given on purpose
        self.role = OneOf(look, "Role", roles, Role.VIEWER)
        self.may = Text(look, step="label", tone="text2", wrap=True)
        self.taken = WrongText(look)
        self.secret = NewPassphrase(look)
        named = labelled(look, "Name", self.name)
        named.addWidget(self.taken)
        self.body.addLayout(named)
        self.body.addSpacing(4)
        self.body.addWidget(Text(look, "Role", step="label", weight=STRONG, tone="text2"))
        self.body.addWidget(self.role)
        self.body.addWidget(self.may)
        self.body.addSpacing(4)
        self.body.addWidget(self.secret)
        self.body.addStretch(1)
        self.held = Text(look, _HELD, step="label", tone="text2", wrap=True)
        self.add_beneath(self.held)
        self.add_beneath(Line())
        _, self.do = self.add_buttons("Add to the board")
        self.name.textChanged.connect(self._named)
        self.secret.judged.connect(lambda _enough: self.allow())
        self.secret.wanted.connect(self._ask)
        self.do.clicked.connect(self._ask)
        self.role.picked.connect(lambda _role: self._say_role())
        for button, (role, _) in zip(self.role.buttons, roles, strict=True):
            button.setAccessibleDescription(may_words(role))
        self._say_role()
        self._named("")
        self.name.setFocus()

    def _say_role(self) -> None:
        """What the role may do that is chosen."""
        self.may.setText(may_words(Role(str(self.role.chosen))))

    def _named(self, name: str) -> None:
        """A passphrase must not be the name of the person or of the board."""
        self.secret.know(self._board, name.strip())
        self._mark_name("")
        self.allow()

    def allow(self) -> None:
        """With a name and a passphrase that is long enough."""
        ready = bool(self.name.text().strip()) and self.secret.enough_so_far
        self.do.setEnabled(ready and not self.working)
        self.held.setVisible(not ready)

    def begin(self, words: str) -> None:
        """It is tried with the name as it is now."""
        self._mark_name("")
        super().begin(words)

    def refuse(self, sentence: str) -> None:
        """What was typed stays."""
        super().refuse(sentence)
        self.name.setFocus()

    def refuse_name(self, sentence: str) -> None:
        """The name is taken: that is said beneath it, and gone with the next letter."""
        self.refuse("")
        self._mark_name(sentence)
        self.area.ensureWidgetVisible(self.name)

    def _mark_name(self, sentence: str) -> None:
        self.taken.say(sentence)
        self.name.setProperty("state", "error" if sentence else "")
        self.name.setAccessibleDescription(sentence)
        restyle(self.name)

    def _ask(self) -> None:
        if self.do.isEnabled():
            self.wanted.emit(NewPerson(self.name.text(), Role(str(self.role.chosen)), self.secret.text()))
