"""The column that asks for the passphrase of a locked board. It names no child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.services.locking import Tries
from desktop.ui.dialogs.body import Leaf
from desktop.ui.dialogs.open_board import labelled_pair
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit
from desktop.ui.locking.words import tries_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Icon, Line, Text, WrongText

FINISHING = "Finishing what was begun…"
_UNPROTECTED = "A demonstration board has no passphrase: none of its children exists."


@dataclass(frozen=True, slots=True)
class Attempt:
    """What was typed to unlock: neither on a demonstration board. ``user`` is who is meant."""

    user: str
    passphrase: str | None = None
    recovery_key: str | None = None

    def __repr__(self) -> str:
        """Without the secret."""
        return f"Attempt({self.user})"


class LockPage(Leaf):
    """``tried`` carries an Attempt. ``tries`` is asked how wrong passphrases are slowed down at the moment."""

    tried = Signal(object)

    def __init__(
        self, look: Look, told: str, people: Sequence[str], name: str, place: str, tries: Callable[[], Tries] | None
    ) -> None:
        super().__init__("Crestboard is locked")
        self._look, self._people, self._ask_tries = look, people, tries
        self._with_key = False
        self.told = Text(look, told, step="label", tone="text2", wrap=True)
        self.label = Text(look, step="label", weight=STRONG, tone="text2")
        self.secret = SecretEdit(look, "Passphrase")
        self.caps = CapsLockHint(look, self.secret)
        self.reveal = RevealBox(self.secret)
        self.people = OneOf(look, "You", [(one, one) for one in people], people[0], upright=True)
        self._you = Text(look, "You", step="label", weight=STRONG, tone="text2")
        self.state = Text(look, FINISHING, tone="text2", wrap=True)
        self.wrong = WrongText(look)
        self.do = Button(look, "Unlock", kind="primary", shortcut="Enter")
        self.other = Button(look, "Use the recovery key…", kind="link")
        self.another = Button(look, "Another person…", kind="link")
        self.board, self.place, self.tries = Text(look, name, wrap=True), Text(look, place, wrap=True), Text(look)
        self._tick = QTimer(self)
        self._tick.setInterval(1000)
        self._tick.timeout.connect(self.show_tries)
        self._lay_out()
        self.do.clicked.connect(self._try)
        self.do.setAutoDefault(True)
        self.secret.returnPressed.connect(self._try)
        self.other.clicked.connect(self._exchange)
        self.another.clicked.connect(self._choose_person)
        self.people.picked.connect(lambda _name: self._say_whose())
        self._say_whose()
        self.show_tries()
        self.set_ready(True)

    @property
    def needs_secret(self) -> bool:
        """Whether a passphrase is asked for; on a demonstration board one press unlocks."""
        return self._ask_tries is not None

    def set_ready(self, ready: bool) -> None:
        """Whether it can be unlocked now, or work that was begun is still being finished."""
        self.state.setVisible(not ready)
        self.do.setEnabled(ready)

    def focus_first(self) -> None:
        """Where the keyboard begins: the passphrase."""
        (self.secret if self.needs_secret else self.do).setFocus()

    def say_wrong(self, sentence: str) -> None:
        """Why it did not unlock; what was typed is selected to be typed anew."""
        self.wrong.say(sentence)
        self.do.set_words("Unlock")
        self.do.setEnabled(True)
        self.show_tries()
        self.secret.selectAll()
        self.focus_first()

    def show_tries(self) -> None:
        """How many are left, or how long to wait, counted down."""
        if self._ask_tries is None:
            return
        tries = self._ask_tries()
        self.tries.setText(tries_words(tries))
        if bool(tries.wait) != self._tick.isActive():
            self._tick.start() if tries.wait else self._tick.stop()

    def _try(self) -> None:
        typed = self.secret.text()
        if not self.do.isEnabled() or (self.needs_secret and not typed.strip()):
            return
        self.do.setEnabled(False)
        self.do.set_words("Unlocking…")
        user = str(self.people.chosen)
        if not self.needs_secret:
            self.tried.emit(Attempt(user))
        elif self._with_key:
            self.tried.emit(Attempt(user, recovery_key=typed.strip()))
        else:
            self.tried.emit(Attempt(user, passphrase=typed))

    def _exchange(self) -> None:
        self._with_key = not self._with_key
        self.reveal.setChecked(self._with_key)
        self.other.set_words("Use the passphrase…" if self._with_key else "Use the recovery key…")
        self._say_whose()
        self.wrong.say("")
        self.secret.clear()
        self.secret.setFocus()

    def _choose_person(self) -> None:
        """Who is at the keyboard, above the passphrase."""
        self.another.hide()
        self._you.show()
        self.people.show()
        self.people.setFocus()

    def _say_whose(self) -> None:
        """Of several people it is said whose passphrase is asked for."""
        name = "Recovery key" if self._with_key else "Passphrase"
        self.secret.setAccessibleName(name)
        whose = f" of {self.people.chosen}" if len(self._people) > 1 and not self._with_key else ""
        self.label.setText(f"{name}{whose}")

    # parts

    def _lay_out(self) -> None:
        look = self._look
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(Icon(look, "locked", "accent", 22))
        head.addWidget(Text(look, "Crestboard is locked", step="title", weight=STRONG), 1)
        self.head.addLayout(head)
        self.column.addWidget(self.told)
        self.column.addSpacing(4)
        if self.needs_secret:
            self._lay_out_secret()
        else:
            self.column.addWidget(Text(look, _UNPROTECTED, wrap=True))
        for unused in (self._you, self.people, *(() if self.needs_secret else self._secret_parts())):
            unused.hide()
        self.foot.addWidget(self.state)
        self.foot.addWidget(self.wrong)
        self.foot.addLayout(self._buttons())
        self.foot.addSpacing(8)
        self.foot.addWidget(Line())
        pairs = [("Board", self.board), ("Kept in", self.place)]
        for words, value in [*pairs, ("Tries", self.tries)] if self.needs_secret else pairs:
            self.foot.addLayout(labelled_pair(look, words, value))
        self.foot.addWidget(Text(look, "No child is named until the board is unlocked.", step="note", tone="text3"))

    def _secret_parts(self) -> tuple[QWidget, ...]:
        return (self.label, self.secret, self.caps, self.reveal, self.other, self.another)

    def _lay_out_secret(self) -> None:
        self.column.addWidget(self._you)
        self.column.addWidget(self.people)
        self.label.setBuddy(self.secret)
        asked = QVBoxLayout()
        asked.setSpacing(4)
        asked.addWidget(self.label)
        asked.addWidget(self.secret)
        self.column.addLayout(asked)
        self.column.addWidget(self.caps)
        self.column.addWidget(self.reveal)

    def _buttons(self) -> QVBoxLayout:
        column, row = QVBoxLayout(), QHBoxLayout()
        column.setSpacing(2)
        row.setSpacing(10)
        row.addWidget(self.do)
        row.addWidget(self.other)
        row.addStretch(1)
        column.addLayout(row)
        if len(self._people) > 1 and self.needs_secret:
            beneath = QHBoxLayout()
            beneath.addWidget(self.another)
            beneath.addStretch(1)
            column.addLayout(beneath)
        return column
