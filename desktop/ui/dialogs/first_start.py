"""What stands before a board: create one, open one, or look round in the demonstration board."""

from __future__ import annotations

import getpass
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QSize, QStandardPaths, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import (
    Board,
    NewBoard,
    create_board,
    is_demonstration,
    open_board,
    open_demonstration,
    person_names,
)
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.library import Library
from desktop.services.recovery_keeping import note_recovery_key
from desktop.services.unlocking import is_wrong_secret
from desktop.ui.dialogs.after_recovery import AfterRecoveryPage
from desktop.ui.dialogs.bad_days import BadDays
from desktop.ui.dialogs.body import LAPTOP, Body
from desktop.ui.dialogs.create_board import CreatePage, Wanted
from desktop.ui.dialogs.keyring_first import KeyringFirst
from desktop.ui.dialogs.one_work import OneWork
from desktop.ui.dialogs.open_board import Key, OpenPage
from desktop.ui.dialogs.recovery_key import RecoveryKeyPage
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.empty_state import EmptyState, Step, put_in_middle
from desktop.ui.widgets.text import settle

_COLUMN, _NARROW = 526, 400
_OFFERED = 3
"""So many boards opened lately are offered."""
_AWAY = "The computer was locked or slept while the board was being opened; it is closed again: type your passphrase."
_WELCOME, _CREATE, _RECOVERY, _OPEN, _AFTER_RECOVERY, _TROUBLE = range(6)


class FirstStart(QDialog):
    """After ``exec`` it holds the opened ``board``, or None if it was left.

    ``recent`` are folders of boards opened lately, offered first. ``demonstration`` makes or opens the demonstration
    board; without it that step is not offered. ``keyring`` opens a board by itself, where that was turned on.
    board; without it that step is not offered. What a damaged board still holds is salvaged by ``library``.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        messages: Messages,
        *,
        folder: Path | None = None,
        recent: Sequence[Path] = (),
        demonstration: Callable[[], Board] | None = None,
        keyring: ComputerKeyring | None = None,
        library: Library | None = None,
    ) -> None:
        super().__init__()
        self._look, self._tasks, self._demonstration, self._recent = look, tasks, demonstration, recent
        self.board: Board | None = None
        self._new: NewBoard | None = None
        self._recovered: Board | None = None
        self._opening = self._left_alone = False
        self.setWindowTitle("Crestboard")
        self.resize(QSize(look.px(900), look.px(640)).boundedTo(LAPTOP))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.create_page = CreatePage(look, Path(documents or Path.home()), getpass.getuser())
        self.recovery = RecoveryKeyPage(look, skippable=True)
        self.open_page = OpenPage(look)
        self.keyring = KeyringFirst(tasks, keyring, self.open_page)
        self.after_recovery = AfterRecoveryPage(look)
        self.bad_days = BadDays(look, tasks, messages, library, self)
        self._key: Key | None = None
        told = "The tumour board for neuroblastoma, on this computer."
        heads = {0: "Your boards", len(recent[:_OFFERED]): "Another board"} if recent else None
        self.welcome = EmptyState(look, "Crestboard", told, self._steps(), heads)
        self._pressed: Button | None = None
        for button in self.welcome.buttons:
            button.clicked.connect(partial(self._note_step, button))
        self.pages = QStackedWidget()
        self._work = OneWork(tasks, self.pages)
        self._first = Body("Crestboard")
        self._first.column.addWidget(self.welcome)
        self.pages.addWidget(self._first)
        for page, width in (
            (self.create_page, _COLUMN),
            (self.recovery, _COLUMN),
            (self.open_page, _NARROW),
            (self.after_recovery, _COLUMN),
            (self.bad_days.page, _COLUMN),
        ):
            self.pages.addWidget(_column(look, page, width))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(self.pages)
        look.dress(self)
        self._wire()
        messages.notice.connect(self._say)
        messages.crash.connect(self._say_crash)
        if folder is not None:
            self.show_open(folder)
        else:
            self.welcome.buttons[0].setFocus()

    def note_away(self) -> None:
        """The computer was locked: a board that is being opened, or is open already, asks for its passphrase anew."""
        self.keyring.leave()
        # a board that is being restored or salvaged has a dialog of its own
        beside = QApplication.activeModalWidget() not in {None, self}
        self._left_alone = self._opening or beside or self._new is not None or self._recovered is not None

    def show_create(self) -> None:
        """Go to the page that creates a board."""
        self._key = None
        self.pages.setCurrentIndex(_CREATE)
        self.create_page.name.setFocus()

    def show_open(self, folder: Path) -> None:
        """Go to the page that unlocks this board; a demonstration board opens at once."""
        self._key = Key(folder)
        if is_demonstration(folder):
            self._work.run(lambda: open_demonstration(folder), self._done, self._refused)
            return
        try:
            people = person_names(folder)
        except UserError as error:
            self._refused(error)
            return
        self.pages.setCurrentIndex(_OPEN)
        self.open_page.show_board(folder, people)
        self.keyring.ask(folder)

    def _use_recovery_key(self, folder: Path, told: str) -> None:
        """Without its key file a board still opens with the recovery key."""
        self.pages.setCurrentIndex(_OPEN)
        self.open_page.show_board(folder, told=told)

    def _steps(self) -> tuple[Step, ...]:
        steps = [
            Step("locked", one.stem, f"Opened lately, in {one.parent}", partial(self.show_open, one))
            for one in self._recent[:_OFFERED]
        ]
        steps += [
            Step("add", "Create a board", "A new, empty, encrypted folder on this computer", self.show_create),
            Step("open_board", "Open a board", "A folder ending in .crestboard", self._ask_folder),
            Step("take_back", "Restore from a backup file…", "Into a new board on this computer", self._from_backup),
        ]
        if self._demonstration is not None:
            told = "Children who do not exist, kept apart from your boards"
            steps.append(Step("demonstration", "Look around the demonstration board", told, self._demonstrate))
        return tuple(steps)

    def _wire(self) -> None:
        self.create_page.wanted.connect(self._create)
        self.create_page.back.connect(self._go_back)
        self.open_page.tried.connect(self._open)
        self.open_page.back.connect(self._go_back)
        self.keyring.opened.connect(self._done)
        self.recovery.confirmed.connect(self._confirmed)
        self.after_recovery.wanted.connect(self._set_passphrase)
        self.after_recovery.later.connect(self._open_recovered)
        self.bad_days.page.back.connect(self._go_back)
        self.bad_days.opened.connect(self._done)
        self.bad_days.again.connect(self.show_open)
        self.bad_days.recover.connect(self._use_recovery_key)
        self.bad_days.tried.connect(self._open)

    def _create(self, wanted: Wanted) -> None:
        self.create_page.set_busy(True)
        self._opening = True
        self._work.run(
            lambda: create_board(
                wanted.folder, name=wanted.name, person_name=wanted.person, passphrase=wanted.passphrase
            ),
            self._created,
            self._refused,
        )

    def _created(self, new: NewBoard) -> None:
        self._new = new
        self.recovery.show_key(new.board.name, new.recovery_key)
        self.pages.setCurrentIndex(_RECOVERY)
        self.recovery.last.setFocus()

    def _confirmed(self) -> None:
        """Whether the recovery key is kept goes into the history; what cannot be written there holds nobody up."""
        if self._new is not None:
            board, kept = self._new.board, self.recovery.kept
            self._work.run(
                lambda: note_recovery_key(board, kept=kept), lambda _done: self._go_on(board), self._not_noted
            )

    def _not_noted(self, error: BaseException) -> None:
        if not isinstance(error, UserError):
            self._tasks.fail(error)
        if self._new is not None:
            self._go_on(self._new.board)

    def _go_on(self, board: Board) -> None:
        if self.isVisible():
            self._done(board)

    def _open(self, key: Key) -> None:
        self.keyring.leave()
        self._opening, self._left_alone = True, False
        self._key = key
        self._work.run(
            lambda: open_board(
                key.folder, passphrase=key.passphrase, recovery_key=key.recovery_key, user=key.user, write=key.write
            ),
            self._done if key.recovery_key is None or not key.write else self._ask_passphrase,
            self._refused,
        )

    def _ask_passphrase(self, board: Board) -> None:
        """The board is open; whoever forgot the passphrase is asked for a new one."""
        self._opening = False
        self._recovered = board
        self.pages.setCurrentIndex(_AFTER_RECOVERY)
        self.after_recovery.ask(board.person.name, board.name)

    def _set_passphrase(self, wanted: str) -> None:
        board = self._recovered
        if board is not None:
            self._work.run(lambda: set_passphrase(board, wanted), lambda _done: self._open_recovered(), self._refused)

    def _open_recovered(self) -> None:
        if self._recovered is not None:
            self._done(self._recovered)

    def _demonstrate(self) -> None:
        self._key = None
        if self._demonstration is not None:
            self._work.run(self._demonstration, self._done, self._refused)

    def _done(self, board: Board) -> None:
        away, self._opening, self._left_alone = self._left_alone, False, False
        if away and not board.demonstration:
            self._new = self._recovered = None
            board.close()
            self.show_open(board.folder)
            self._say(_AWAY)
            return
        self.board = board
        self.accept()

    def _refused(self, error: BaseException) -> None:
        self._opening = self._left_alone = False
        if isinstance(error, UserError):
            if self._key is not None and self.bad_days.is_one(self._key, error):
                self.pages.setCurrentIndex(_TROUBLE)
                self.bad_days.page.focus_safest()
            else:
                self._say(str(error))
                self.open_page.mark_secret(wrong=is_wrong_secret(error))
        else:
            self._tasks.fail(error)

    def _say(self, sentence: str) -> None:
        told: dict[int, Callable[[str], None]] = {
            _CREATE: self.create_page.say_wrong,
            _OPEN: self.open_page.say_wrong,
            _AFTER_RECOVERY: self.after_recovery.say_wrong,
        }
        told.get(self.pages.currentIndex(), self._say_first)(sentence)

    def _say_first(self, sentence: str) -> None:
        """What is wrong stands beneath the steps; at large text that is scrolled to."""
        self.welcome.say_wrong(sentence, self._pressed)
        settle(self._first)
        self._first.ensureWidgetVisible(self.welcome.wrong)

    def _say_crash(self, _report: str) -> None:
        self._say("Something unexpected went wrong; nothing was changed.")

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Open a board: choose its folder")
        if chosen:
            self.show_open(Path(chosen))

    def _from_backup(self) -> None:
        self._key = None
        self.bad_days.ask_backup()

    def _note_step(self, button: Button, _checked: bool = False) -> None:
        """What is wrong with a step is said beneath it."""
        self._pressed = button
        self.welcome.say_wrong("")

    def reject(self) -> None:
        """Leaving before the recovery key was confirmed, or a new passphrase set, leaves the board closed."""
        self.keyring.leave()
        for half_open in (self._new.board if self._new is not None else None, self._recovered):
            if half_open is not None and self.board is None:
                half_open.close()
        super().reject()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc goes back to the beginning and keeps what was typed; it never lets a recovery key go unseen."""
        if event.key() != Qt.Key.Key_Escape or self.pages.currentIndex() == _WELCOME:
            super().keyPressEvent(event)
        elif self._work.under_way:
            return
        elif self.pages.currentIndex() == _RECOVERY:
            self.recovery.told.setText("The key is shown only now: print it, save it or write it down first.")
        elif self.pages.currentIndex() in {_CREATE, _OPEN, _TROUBLE}:
            self._go_back()

    def _go_back(self) -> None:
        self.keyring.leave()
        self.pages.setCurrentIndex(_WELCOME)
        self.welcome.buttons[0].setFocus()


def _column(look: Look, page: QWidget, width: int) -> QWidget:
    """A page as one narrow column in the middle."""
    holder = QWidget()
    page.setFixedWidth(look.px(width))
    put_in_middle(holder, page)
    return holder
