"""Opening a board: the passphrase, or the recovery key. No child is named until it is open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from desktop.ui.dialogs.body import Leaf
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit, mark_wrong
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.scroll import BORDER
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Icon, Line, Text, WrongText


@dataclass(frozen=True, slots=True)
class Key:
    """What opens a board: exactly one of the two secrets, and who is meant where there are several people.

    ``write`` is False to open for reading only.
    """

    folder: Path
    passphrase: str | None = None
    recovery_key: str | None = None
    user: str | None = None
    write: bool = True

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Key({self.folder})"


_LOCKED = "This board is locked"


class OpenPage(Leaf):
    """``tried`` carries a Key; ``back`` leaves it."""

    tried = Signal(object)
    back = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__(_LOCKED)
        self._look = look
        self._folder = Path()
        self._with_key = False
        self.secret = SecretEdit(look, "Passphrase")
        self.caps = CapsLockHint(look, self.secret)
        self.reveal = RevealBox(self.secret)
        self.title = Text(look, _LOCKED, step="title", weight=STRONG, wrap=True)
        self._keyring_icon = Icon(look, "caution", "caution")
        self.keyring = Text(look, tone="text2", wrap=True)
        self.keyring_why = Text(look, step="label", tone="text2", wrap=True)
        self.people: OneOf | None = None
        self._people = QVBoxLayout()
        self._people.setSpacing(4)
        self.label = Text(look, "Passphrase", step="label", weight=STRONG, tone="text2")
        self.wrong = WrongText(look)
        self.do = Button(look, "Unlock", kind="primary", shortcut="Enter")
        self.other = Button(look, "Use the recovery key…", kind="link")
        self.read_only = Button(look, "Open for reading only", kind="link")
        self.needs_too = Text(
            look, "This needs the passphrase or the recovery key too.", step="label", tone="text2", wrap=True
        )
        self.name = Text(look, wrap=True)
        self.place = Text(look, wrap=True)
        self._lay_out()
        self.say_keyring("")
        self.secret.textEdited.connect(lambda _text: self.mark_secret(wrong=False))
        self.do.clicked.connect(lambda: self._try(write=True))
        self.secret.returnPressed.connect(lambda: self._try(write=True))
        self.other.clicked.connect(self._exchange)
        self.read_only.clicked.connect(lambda: self._try(write=False))

    def show_board(self, folder: Path, people: Sequence[str] = (), told: str = "") -> None:
        """Ask for this board's passphrase; of whom, where several ``people`` can open it. ``told`` is a doubt."""
        self._folder = folder
        self.name.setText(folder.stem)
        self.place.setText(f"{folder.parent}, encrypted")
        if self._with_key:
            self._exchange()
        self.secret.clear()
        self.reveal.setChecked(False)
        self._offer(people, told)
        self.say_wrong("")
        self.secret.setFocus()

    def _offer(self, people: Sequence[str], told: str) -> None:
        """Who is at the keyboard, or what is wrong with the board's keys, above the passphrase."""
        empty(self._people)
        self.people = None
        if told:
            self._people.addWidget(Text(self._look, told, step="label", tone="caution", wrap=True))
        if len(people) > 1:
            self.people = OneOf(self._look, "You", [(one, one) for one in people], people[0], upright=True)
            self._people.addWidget(Text(self._look, "You", step="label", weight=STRONG, tone="text2"))
            self._people.addWidget(self.people)

    def say_wrong(self, sentence: str) -> None:
        """Why it did not open; what was typed is selected to be typed anew."""
        self.wrong.say(sentence)
        self.mark_secret(wrong=False)
        for part in (self.read_only, self.needs_too):
            part.setVisible(bool(sentence))
        self.set_ready()
        self.area.bring(self.wrong)
        self.secret.selectAll()
        self.secret.setFocus()

    def mark_secret(self, *, wrong: bool) -> None:
        """A red edge where it is what was typed that does not open the board."""
        mark_wrong(self.secret, wrong=wrong)

    def say_keyring(self, words: str, tone: str = "text2") -> None:
        """What this computer's keyring does, or with ``caution`` why it did not open the board."""
        ended = tone == "caution"
        first, why = _parted(words) if ended else (words, "")
        self.title.setText("Open the board" if words and not ended else _LOCKED)
        self.keyring.setText(first)
        self.keyring.set_font(self._look.font("body", STRONG) if ended else self._look.font("label"))
        self.keyring.set_tone("text" if ended else tone)
        self.keyring.setAccessibleName(words)
        self.keyring.setVisible(bool(words))
        self.keyring_why.setText(why)
        self.keyring_why.setVisible(bool(why))
        self._keyring_icon.setVisible(ended)

    def set_busy(self) -> None:
        """While the board opens nothing can be pressed twice."""
        self.do.setEnabled(False)
        self.do.setText("Opening…")

    def set_ready(self) -> None:
        """The passphrase can be typed; what was typed stays."""
        self.do.setText("Unlock")
        self.do.setEnabled(True)

    def _try(self, *, write: bool) -> None:
        typed = self.secret.text()
        if not typed.strip() or not self.do.isEnabled():
            return
        self.set_busy()
        user = str(self.people.chosen) if self.people is not None else None
        if self._with_key:
            self.tried.emit(Key(self._folder, recovery_key=typed.strip(), user=user, write=write))
        else:
            self.tried.emit(Key(self._folder, passphrase=typed, user=user, write=write))

    def _exchange(self) -> None:
        self._with_key = not self._with_key
        name = "Recovery key" if self._with_key else "Passphrase"
        self.label.setText(name)
        self.secret.setAccessibleName(name)
        self.reveal.setChecked(self._with_key)
        self.other.set_words("Use the passphrase…" if self._with_key else "Use the recovery key…")
        self.secret.clear()
        self.secret.setFocus()

    def _lay_out(self) -> None:
        look = self._look
        column, under = self.column, self.foot
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(look, "locked", "accent", 22))
        head.addWidget(self.title, 1)
        self.head.addLayout(head)
        column.addSpacing(4)
        said, told = QHBoxLayout(), QVBoxLayout()
        said.setSpacing(8)
        told.setSpacing(2)
        told.addWidget(self.keyring)
        told.addWidget(self.keyring_why)
        said.addWidget(self._keyring_icon, 0, Qt.AlignmentFlag.AlignTop)
        said.addLayout(told, 1)
        column.addLayout(said)
        column.addLayout(self._people)
        self.label.setBuddy(self.secret)
        asked = QVBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(self.label)
        asked.addWidget(self.secret)
        asked.addWidget(self.wrong)
        column.addLayout(asked)
        column.addWidget(self.caps)
        column.addWidget(self.reveal)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.do)
        row.addWidget(self.other)
        row.addStretch(1)
        under.addLayout(row)
        under.addLayout(link_line(self.read_only))
        under.addWidget(self.needs_too)
        under.addSpacing(8)
        under.addWidget(Line())
        for words, value in (("Board", self.name), ("Kept in", self.place)):
            under.addLayout(labelled_pair(look, words, value))
        back = Button(look, "Another board…", kind="link")
        back.clicked.connect(self.back)
        under.addLayout(link_line(back))
        under.addWidget(Text(look, "No child is named until the board is unlocked.", step="note", tone="text3"))


def labelled_pair(look: Look, words: str, value: Text) -> QHBoxLayout:
    """A name and its value side by side."""
    row = QHBoxLayout()
    row.setSpacing(12)
    name = Text(look, words, tone="text2")
    name.setFixedWidth(look.px(80))
    row.addWidget(name)
    row.addWidget(value, 1)
    return row


def link_line(link: Button) -> QHBoxLayout:
    """A link at the left edge, as far as its frame around the keyboard has room there."""
    row = QHBoxLayout()
    row.setSpacing(0)
    row.addSpacing(-BORDER)
    row.addWidget(link)
    row.addStretch(1)
    return row


def _parted(sentence: str) -> tuple[str, str]:
    """What happened, and behind colon or semicolon why or what to do, each as a sentence."""
    for sign in (": ", "; "):
        first, found, rest = sentence.partition(sign)
        if found:
            return f"{first}.", f"{rest[:1].upper()}{rest[1:]}"
    return sentence, ""
