"""The board: where it and its backups lie, and what opens it: recovery key, passphrase, this computer's keyring."""

from __future__ import annotations

from collections.abc import Callable

from desktop.clinical.errors import UserError
from desktop.services.board_keys import change_passphrase
from desktop.services.boards import copies_folder
from desktop.services.computer_keyring import ComputerKeyring, MissingKeyringError
from desktop.services.keyring_unlocking import State, forget_ended, keyring_state, turn_off, turn_on
from desktop.services.recovery_keeping import kept_recovery_key
from desktop.ui.backup_words import MADE_WHEN
from desktop.ui.desk import Desk
from desktop.ui.panels.settings.own_keyring import OwnKeyring
from desktop.ui.panels.settings.own_passphrase import OwnPassphrase
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.text import WrongText
from desktop.ui.words import short_day


class BoardPart(Part):
    """Says where the board lies; passphrase and keyring are set here, each for oneself."""

    name = "Board"

    def __init__(self, look: Look, desk: Desk, tasks: Tasks) -> None:
        board = desk.board
        super().__init__(look, desk, "One folder, encrypted, that belongs to you. Nothing is sent anywhere.")
        self._tasks = tasks
        self.fact("Name", board.name)
        self.fact("Folder", str(board.folder), "To move the board, close it and move the whole folder.")
        self.fact(
            "Backups",
            str(copies_folder(board)),
            f"{MADE_WHEN} A backup opens with the passphrase of the day it was made. They are listed under Backups, "
            "where one can be saved on another drive in case this one fails.",
        )
        if board.demonstration:
            self.fact("Passphrase", "None: no child on it is real, so there is nothing to protect")
        else:
            self._say_recovery_key()
            if not board.read_only:
                self._offer_passphrase()
                self._offer_keyring()
        self.body.addStretch(1)

    def _say_recovery_key(self) -> None:
        told = "It opens the board when a passphrase is forgotten, and a new passphrase can then be set."
        words, kept = "Shown once, when the board was made or its key renewed", kept_recovery_key(self.desk.board)
        if kept is not None:
            day = short_day(kept.at.date(), self.desk.today())
            words = (
                f"Typed back from its paper or file on {day}" if kept.kept else f"Not kept by anybody, as said on {day}"
            )
            if not kept.kept:
                told = (
                    "If every passphrase is forgotten, nobody can read the board again. Renewing the board's key, "
                    "which an administrator can do, gives a new one."
                )
        self.fact("Recovery key", words, told)

    def _offer_passphrase(self) -> None:
        board = self.desk.board
        self.own = OwnPassphrase(self.look, board.name, board.person.name)
        self.passphrase, self.change = self.own.new, self.own.change
        self.wrong = self.own.wrong
        told = "This changes only your passphrase. Your colleagues' passphrases and the recovery key stay the same."
        self.setting("Passphrase", self.own, told)
        self.own.wanted.connect(self._change)

    def _change(self) -> None:
        board, keyring = self.desk.board, self.desk.keyring
        old, new = self.own.present.text(), self.passphrase.text()

        def change() -> bool:
            change_passphrase(board, old, new)
            return keyring is not None and forget_ended(board, keyring)

        self.own.set_busy(True)
        self._tasks.start(change, self._changed, self._not_changed(), owner=self)

    def _not_changed(self) -> Callable[[BaseException], None]:
        return self._refused(self.wrong, self.own.again, "Passphrase not changed")

    def _changed(self, ended: bool) -> None:
        self.own.set_busy(False)
        self.own.clear()
        if ended:
            self.keyring.show_state(State.OFF)
        self.say_saved()

    def _offer_keyring(self) -> None:
        if self.desk.keyring is None:
            return
        self.keyring, self.keyring_wrong = OwnKeyring(self.look), wrong_text(self.look)
        self.keyring.show_state(self._keyring_state(self.desk.keyring))
        self.setting("This computer's keyring", self.keyring, "", self.keyring_wrong)
        self.keyring.wanted.connect(self._turn_on)
        self.keyring.unwanted.connect(self._turn_off)

    def _keyring_state(self, keyring: ComputerKeyring) -> State:
        try:
            return keyring_state(self.desk.board, keyring)
        except UserError:  # without a key file there is no slot either
            return State.OFF

    def _turn_on(self, passphrase: str) -> None:
        board, keyring = self.desk.board, self.desk.keyring
        if keyring is not None:
            self._tasks.start(
                lambda: turn_on(board, keyring, passphrase),
                lambda _done: self._turned(State.ON),
                self._not_turned_on,
                owner=self,
            )

    def _not_turned_on(self, error: BaseException) -> None:
        if isinstance(error, MissingKeyringError):
            self.keyring.say_missing()
            self.say_not_saved(self.keyring_wrong, "")
        else:
            self._refused(self.keyring_wrong, self.keyring.again)(error)

    def _turn_off(self) -> None:
        board, keyring = self.desk.board, self.desk.keyring
        if keyring is not None:
            self._tasks.start(
                lambda: turn_off(board, keyring),
                lambda _done: self._turned(State.OFF),
                self._refused(self.keyring_wrong, lambda: self.keyring.show_state(self._keyring_state(keyring))),
                owner=self,
            )

    def _turned(self, state: State) -> None:
        self.keyring.show_state(state)
        self.keyring_wrong.say("")
        self.say_saved()

    def _refused(
        self, wrong: WrongText, again: Callable[[], None], words: str = "Keyring not changed"
    ) -> Callable[[BaseException], None]:
        """Says why beneath the control, and lets it be tried again."""

        def say(error: BaseException) -> None:
            again()
            if isinstance(error, UserError):
                self.say_not_saved(wrong, str(error), words)
            else:
                self._tasks.fail(error)

        return say
