"""Creating a board: where, its name, who is at the keyboard, and the passphrase typed twice."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout

from desktop.ui.dialogs.body import Leaf
from desktop.ui.dialogs.frame import labelled
from desktop.ui.forms.new_passphrase import NewPassphrase
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.text import Text, WrongText, restyle, settle

SUFFIX = ".crestboard"
_TAKEN = "choose another name"
"""What a refusal says that is about the name."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What to create. The passphrase is in ``repr`` of nothing: it leaves this object only for the service."""

    folder: Path
    name: str
    person: str
    passphrase: str

    def __repr__(self) -> str:
        """Without the passphrase."""
        return f"Wanted({self.folder})"


class CreatePage(Leaf):
    """``wanted`` carries what to create; ``back`` leaves it."""

    wanted = Signal(object)
    back = Signal()

    def __init__(self, look: Look, place: Path, person: str) -> None:
        super().__init__("Create a board")
        self._look = look
        self.name = QLineEdit()
        self.name.setPlaceholderText("Neuroblastoma board")
        self.place = QLineEdit(str(place))
        self.person = QLineEdit(person)
        self.secret = NewPassphrase(look)
        self.passphrase, self.repeated = self.secret.first, self.secret.second
        self.strength = self.secret.strength
        self.folder = Text(look, step="label", tone="text3", wrap=True)
        self.wrong, self.wrong_name = WrongText(look), WrongText(look)
        self.needs = Text(look, step="label", tone="text2", wrap=True)
        self.do = Button(look, "Create board", kind="primary")
        self._lay_out()
        for editor in (self.name, self.place, self.person):
            editor.textChanged.connect(lambda _text: self._judge())
            editor.returnPressed.connect(self._ask)
        self.name.textChanged.connect(lambda _text: self._forget_wrong())
        self.secret.judged.connect(lambda _enough: self._judge())
        self.secret.wanted.connect(self._ask)
        self.do.clicked.connect(self._ask)
        self._judge()

    def say_wrong(self, sentence: str) -> None:
        """Why nothing was created: beneath the name where that is taken, else above the buttons."""
        taken = _TAKEN in sentence
        self.wrong_name.say(sentence if taken else "")
        self.wrong.say("" if taken else sentence)
        self.name.setProperty("state", "error" if taken else "")
        restyle(self.name)
        if taken:
            self.name.setFocus()
            settle(self)
            self.area.ensureWidgetVisible(self.wrong_name)
        self.set_busy(False)

    def _forget_wrong(self) -> None:
        """Another name is not the one that was taken."""
        if self.wrong_name.text():
            self.say_wrong("")

    def set_busy(self, busy: bool) -> None:
        """While the board is being made nothing can be pressed twice."""
        self.do.setText("Creating…" if busy else "Create board")
        if busy:
            self.do.setEnabled(False)
        else:
            self._judge()

    def what(self) -> Wanted:
        """What is typed now."""
        name = self.name.text().strip()
        safe = "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in name).strip()
        folder = Path(self.place.text().strip()) / f"{safe}{SUFFIX}"
        return Wanted(folder, name, self.person.text().strip(), self.passphrase.text())

    def _judge(self) -> None:
        told = self.what()
        self.secret.know(told.name, told.person)
        named = f"The board will be the folder {told.folder}"
        self.folder.setText(named if told.name else f"The board will be a folder here that ends in {SUFFIX}")
        wanted = (
            (told.name, "Needs a name for the board"), (told.person, "Needs your name"),
            (self.place.text().strip(), "Needs a place"), (self.secret.enough, "Needs a passphrase, typed twice"),
        )  # fmt: skip
        missing = next((words for there, words in wanted if not there), "")
        self.needs.setText(missing)
        self.do.setEnabled(not missing)

    def _ask(self) -> None:
        if self.do.isEnabled():
            self.say_wrong("")
            self.wanted.emit(self.what())

    def _ask_place(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Where to keep the board", self.place.text())
        if chosen:
            self.place.setText(chosen)

    def _lay_out(self) -> None:
        look = self._look
        column = self.column
        self.head.addWidget(Text(look, "Create a board", step="title", weight=STRONG))
        sentence = "One folder on this computer, encrypted and yours; nothing is sent anywhere."
        column.addWidget(Text(look, sentence, tone="text2", wrap=True))
        column.addSpacing(4)
        names = QHBoxLayout()
        names.setSpacing(12)
        names.addLayout(labelled(look, "Name of the board", self.name), 1)
        names.addLayout(labelled(look, "Your name, for the history", self.person), 1)
        column.addLayout(names)
        column.addWidget(self.wrong_name)
        where = QHBoxLayout()
        where.setSpacing(8)
        browse = Button(look, "Choose…", icon="choose_folder")
        browse.clicked.connect(self._ask_place)
        where.addWidget(self.place, 1)
        where.addWidget(browse)
        self.place.setAccessibleName("Place")
        place = Text(look, "Place", step="label", weight=STRONG, tone="text2")
        place.setBuddy(self.place)
        placed = QVBoxLayout()
        placed.setSpacing(4)
        placed.addWidget(place)
        placed.addLayout(where)
        placed.addWidget(self.folder)
        column.addLayout(placed)
        column.addWidget(self.secret)
        self.foot.addWidget(self.wrong)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        back = Button(look, "Back")
        back.clicked.connect(self.back)
        foot.addWidget(self.do)
        foot.addWidget(back)
        foot.addWidget(self.needs, 1, Qt.AlignmentFlag.AlignVCenter)
        self.foot.addLayout(foot)
