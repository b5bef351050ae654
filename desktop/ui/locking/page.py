"""The column that asks for the passphrase of a locked board. It names no child."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from desktop.services.locking import Tries
from desktop.ui.dialogs.body import Leaf
from desktop.ui.dialogs.open_board import labelled_pair, link_line
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit, mark_wrong
from desktop.ui.locking.words import tries_words, wait_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Icon, Line, Text, WrongText

FINISHING = "Finishing what was begun; then it can be unlocked."
_UNPROTECTED = "This demonstration board has no passphrase. Its children are not real."
_WHO = "Who are you?"


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
    """``tried`` carries an Attempt. ``tries`` is asked how wrong passphrases are slowed down at the moment.

    ``kept`` says what was typed and is not saved.
    """

    tried = Signal(object)

    def __init__(
        self,
        look: Look,
        told: str,
        people: Sequence[str],
        name: str,
        place: str,
        tries: Callable[[], Tries] | None,
        *,
        kept: str = "",
    ) -> None:
        super().__init__("Crestboard is locked")
        self._look, self._people, self._ask_tries = look, people, tries
        self._with_key = self._busy = self._waited = False
        self._ready = True
        self._tries = Tries(0, timedelta(), timedelta())
        self.told = Text(look, told, step="label", tone="text2", wrap=True)
        self.kept = Text(look, kept, wrap=True)
        self.label = Text(look, step="label", weight=STRONG, tone="text2")
        self.secret = SecretEdit(look, "Passphrase")
        self.caps = CapsLockHint(look, self.secret)
        self.reveal = RevealBox(self.secret)
        self.people = OneOf(look, _WHO, [(one, one) for one in people], people[0], upright=True)
        self._you = Text(look, _WHO, step="label", weight=STRONG, tone="text2")
        self.state = Text(look, FINISHING, tone="text2", wrap=True)
        self.working = QProgressBar()
        self.working.setRange(0, 0)
        self.working.setTextVisible(False)
        self.working.setAccessibleName(FINISHING)
        self.wrong = WrongText(look)
        self.do = Button(look, "Unlock", kind="primary", shortcut="Enter")
        self.other = Button(look, "Use the recovery key…", kind="link")
        self.another = Button(look, "Another person…", kind="link")
        self.board, self.place, self.tries = Text(look, name, wrap=True), Text(look, place, wrap=True), Text(look)
        self._tries_row = QWidget()
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
        begins, self._ready = ready and not self._ready, ready
        self.state.setVisible(not ready)
        self.working.setVisible(not ready)
        if not ready:
            self.setFocus()  # or it would go to whatever is next, the help
        for part in (self.people, *self._secret_parts()):
            part.setEnabled(ready)
        self._judge()
        if begins:
            self.focus_first()

    def focus_first(self) -> None:
        """Where the keyboard begins: the passphrase."""
        (self.secret if self.needs_secret else self.do).setFocus()

    def say_wrong(self, sentence: str) -> None:
        """Why it did not unlock; what was typed is selected to be typed anew."""
        self._busy = False
        self.wrong.say(sentence)
        mark_wrong(self.secret, wrong=True)
        self.do.set_words("Unlock")
        self.show_tries()
        self._waited = bool(self._tries.wait) and not self._with_key
        self._say_wait()
        self._judge()
        self.area.bring(self.wrong)
        self.secret.selectAll()
        self.focus_first()

    def show_tries(self) -> None:
        """How many are left, or how long to wait, counted down; nothing while none was wrong."""
        if self._ask_tries is None:
            return
        self._tries = tries = self._ask_tries()
        self.tries.setText(tries_words(tries))
        self._tries_row.setVisible(tries.any_failed)
        self._say_wait()
        self._judge()
        if bool(tries.wait) != self._tick.isActive():
            self._tick.start() if tries.wait else self._tick.stop()

    def _say_wait(self) -> None:
        """In place of why it was wrong: when the next one can be tried."""
        if self._waited:
            self.wrong.say(wait_words(self._tries))

    def _judge(self) -> None:
        """Whether it can be tried; the recovery key never has to wait."""
        waits = bool(self._tries.wait) and not self._with_key
        self.do.setEnabled(self._ready and not self._busy and not waits)

    def _try(self) -> None:
        typed = self.secret.text()
        if not self.do.isEnabled() or (self.needs_secret and not typed.strip()):
            return
        self._busy = True
        self._judge()
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
        self._waited = False
        self.wrong.say("")
        mark_wrong(self.secret, wrong=False)
        self._judge()
        self.secret.clear()
        self.secret.setFocus()

    def _choose_person(self) -> None:
        """Who is at the keyboard, above the passphrase, which is typed next."""
        self.another.hide()
        self._you.show()
        self.people.show()
        self.secret.setFocus()

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
        if self.kept.text():
            self.column.addLayout(self._kept_row())
        self.column.addSpacing(16 - self.column.spacing())
        if self.needs_secret:
            self._lay_out_secret()
        else:
            self.column.addWidget(Text(look, _UNPROTECTED, wrap=True))
        for unused in (self._you, self.people, *(() if self.needs_secret else self._secret_parts())):
            unused.hide()
        if not self.needs_secret:
            self.column.addWidget(self.wrong)
        self.foot.addWidget(self.state)
        self.foot.addWidget(self.working)
        self.foot.addLayout(self._buttons())
        self.foot.addSpacing(8)
        self.foot.addWidget(Line())
        for words, value in (("Board", self.board), ("Kept in", self.place)):
            self.foot.addLayout(labelled_pair(look, words, value))
        row = labelled_pair(look, "Tries", self.tries)
        row.setContentsMargins(0, 0, 0, 0)
        self._tries_row.setLayout(row)
        self._tries_row.setVisible(False)
        self.foot.addWidget(self._tries_row)
        self.foot.addSpacing(12 - self.foot.spacing())
        self.foot.addWidget(Text(look, "No child is named until the board is unlocked.", step="note", tone="text3"))

    def _kept_row(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Icon(self._look, "caution", "caution"), 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self.kept, 1)
        return row

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
        asked.addWidget(self.wrong)
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
            column.addLayout(link_line(self.another))
        return column
