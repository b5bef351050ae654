"""What stands before a board: create one, open one, or look round in the demonstration board."""

from __future__ import annotations

import getpass
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.boards import Board, NewBoard, create_board, is_demonstration, open_board, open_demonstration
from desktop.ui.dialogs.create_board import CreatePage, Wanted
from desktop.ui.dialogs.open_board import Key, OpenPage
from desktop.ui.dialogs.recovery_key import RecoveryKeyPage
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.empty_state import EmptyState, Step, put_in_middle

_COLUMN = 526


class FirstStart(QDialog):
    """After ``exec`` it holds the opened ``board``, or None if it was left.

    ``demonstration`` makes or opens the demonstration board; without it that step is not offered.
    """

    def __init__(
        self,
        look: Look,
        tasks: Tasks,
        messages: Messages,
        *,
        folder: Path | None = None,
        demonstration: Callable[[], Board] | None = None,
    ) -> None:
        super().__init__()
        self._look, self._tasks, self._demonstration = look, tasks, demonstration
        self.board: Board | None = None
        self._new: NewBoard | None = None
        self.setWindowTitle("Crestboard")
        self.resize(look.px(900), look.px(640))
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self.create_page = CreatePage(look, Path(documents or Path.home()), getpass.getuser())
        self.recovery = RecoveryKeyPage(look)
        self.open_page = OpenPage(look)
        told = "The tumour board for neuroblastoma, on this computer."
        self.welcome = EmptyState(look, "Crestboard", told, self._steps())
        self.pages = QStackedWidget()
        for page in (self.welcome, self.create_page, self.recovery, self.open_page):
            self.pages.addWidget(page if page is self.welcome else _column(look, page))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 24, 24, 24)
        outer.addWidget(self.pages)
        self._wire()
        messages.notice.connect(self._say)
        messages.crash.connect(self._say_crash)
        if folder is not None:
            self.show_open(folder)

    def show_create(self) -> None:
        """Go to the page that creates a board."""
        self.pages.setCurrentIndex(1)
        self.create_page.name.setFocus()

    def show_open(self, folder: Path) -> None:
        """Go to the page that unlocks this board; a demonstration board opens at once."""
        if is_demonstration(folder):
            self._tasks.start(lambda: open_demonstration(folder), self._done, self._refused)
            return
        self.pages.setCurrentIndex(3)
        self.open_page.show_board(folder)

    def _steps(self) -> tuple[Step, ...]:
        steps = [
            Step("plus", "Create a board", "A new, empty, encrypted folder on this computer", self.show_create),
            Step("folder-open", "Open a board", "A folder ending in .crestboard", self._ask_folder),
        ]
        if self._demonstration is not None:
            told = "Children who do not exist, kept apart from your boards"
            steps.append(Step("flask-conical", "Look round in the demonstration board", told, self._demonstrate))
        return tuple(steps)

    def _wire(self) -> None:
        self.create_page.wanted.connect(self._create)
        self.create_page.back.connect(lambda: self.pages.setCurrentIndex(0))
        self.open_page.tried.connect(self._open)
        self.open_page.back.connect(lambda: self.pages.setCurrentIndex(0))
        self.recovery.confirmed.connect(self._confirmed)

    def _create(self, wanted: Wanted) -> None:
        self.create_page.set_busy(True)
        self._tasks.start(
            lambda: create_board(
                wanted.folder, name=wanted.name, person_name=wanted.person, passphrase=wanted.passphrase
            ),
            self._created,
            self._refused,
        )

    def _created(self, new: NewBoard) -> None:
        self._new = new
        self.recovery.show_key(new.board.name, new.recovery_key)
        self.pages.setCurrentIndex(2)
        self.recovery.last.setFocus()

    def _confirmed(self) -> None:
        if self._new is not None:
            self._done(self._new.board)

    def _open(self, key: Key) -> None:
        self._tasks.start(
            lambda: open_board(key.folder, passphrase=key.passphrase, recovery_key=key.recovery_key, write=key.write),
            self._done,
            self._refused,
        )

    def _demonstrate(self) -> None:
        if self._demonstration is not None:
            self._tasks.start(self._demonstration, self._done, self._refused)

    def _done(self, board: Board) -> None:
        self.board = board
        self.accept()

    def _refused(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self._say(str(error))
        else:
            self._tasks.fail(error)

    def _say(self, sentence: str) -> None:
        if self.pages.currentIndex() == 1:
            self.create_page.say_wrong(sentence)
        elif self.pages.currentIndex() == 3:
            self.open_page.say_wrong(sentence)
        else:
            self.welcome.say_wrong(sentence)

    def _say_crash(self, kind: str) -> None:
        self._say(f"Something unexpected went wrong ({kind}); nothing was changed.")

    def _ask_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, "Open a board: choose its folder")
        if chosen:
            self.show_open(Path(chosen))

    def reject(self) -> None:
        """Leaving before the recovery key was confirmed leaves the new board closed, not half open."""
        if self._new is not None and self.board is None:
            self._new.board.close()
        super().reject()


def _column(look: Look, page: QWidget) -> QWidget:
    """A page as one narrow column in the middle."""
    holder = QWidget()
    page.setFixedWidth(look.px(_COLUMN))
    put_in_middle(holder, page)
    return holder
