"""Backups of the open board: by themselves while it is open, when somebody asks, and the way back to one."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QFileDialog

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.backups import backup_line, confirm_restored, is_open, make_automatic, make_backup, paused
from desktop.services.boards import Board, copies_folder
from desktop.services.going_back import state_before
from desktop.ui.backup_words import moment_words
from desktop.ui.notices import Offer, Told
from desktop.ui.words import clock_words, counted, size_words

if TYPE_CHECKING:
    from db.backup_file import Backup
    from desktop.ui.main_window import MainWindow

_EVERY = 5 * 60 * 1000
"""So many milliseconds between two looks whether one is due; whether it is, the service decides."""

_REST = 6
"""After one that failed so many looks are left out: half an hour."""

_SUFFIX = ".crestboard-backup"
_FAILED = "No automatic backup could be made."
_SAFE = "Your records are saved. Crestboard tries again every half hour."
_TYPED = "A field holds text that could not be saved: correct or clear it, then restore a backup."
_WAIT = "Automatic backups are paused until you confirm this board."
_WAIT_OTHERS = "Automatic backups are paused until an administrator confirms this board."
_PAUSED = "Backups paused"


class BackingUp(QObject):
    """Asks for what is due beside the window and never while the board is locked. What fails is told once."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._busy, self._resting, self._aloud = False, 0, False
        self._failed: Told | None = None
        self._waiting: Told | None = None
        self._clock = QTimer(self, interval=_EVERY)
        self._clock.timeout.connect(self.look)

    def start(self) -> None:
        """From now on, look every few minutes whether one is due."""
        self.tell_waiting()
        self._clock.start()
        self.look()

    def look(self) -> None:
        """Make one if it is due; where the board is locked or only read, later."""
        board = self._window.desk.board
        if self._busy or board.read_only or not is_open(board):
            return
        if self._resting:
            self._resting -= 1
            return
        self._busy = True
        self._window.tasks.start(partial(make_automatic, board), self._looked, partial(self._could_not, board))

    def last(self) -> None:
        """The window closes and nothing is under way any more: one more look, for which closing waits."""
        self._clock.stop()
        # what came of the one before is not delivered any more
        self._busy, self._resting = False, 0
        self.look()

    def _looked(self, made: Backup | None) -> None:
        self._busy = False
        if self._aloud:
            self._window.toast.say("Automatic backup made" if made is not None else "No backup is due")
            self._aloud = False
        if made is not None:
            self._take_back_failed()
            self._refresh()

    def _could_not(self, board: Board, error: BaseException) -> None:
        self._busy, self._resting, self._aloud = False, _REST, False
        if board is not self._window.desk.board or not is_open(board):
            # locked or exchanged meanwhile: nothing is wrong
            self._resting = 0
            return
        why = str(error) if isinstance(error, UserError) else "Something unexpected went wrong."
        again, elsewhere = ("Try again now", self._try_again), ("Save a backup elsewhere…", self.save_elsewhere)
        # a role that makes no backups sees that it is tried again
        offers = (again, elsewhere) if self._window.desk.may(Right.BACKUP) else (again, None)
        told = Told("error", _FAILED, f"{why} {_SAFE}", offers[0], other=offers[1])
        if told != self._failed:
            self._take_back_failed()
            self._failed = told
            self._window.notices.tell(told)
            if not isinstance(error, UserError):
                self._window.messages.report(error)

    def _try_again(self) -> None:
        """Somebody made room and does not wait; that it worked is said, and that it failed told anew."""
        self._failed, self._resting, self._aloud = None, 0, True
        self.look()

    def _take_back_failed(self) -> None:
        if self._failed is not None:
            self._window.notices.take_away(self._failed)
            self._failed = None

    # asked for

    def make(self, target: Path | None = None) -> None:
        """Back up now, into the board's own folder or another file."""
        window, board = self._window, self._window.desk.board
        window.commit()
        window.status.tell("Backing up…", "text2")
        window.tasks.start(lambda: make_backup(board, target=target), self._made, self._refused)

    def save_elsewhere(self) -> None:
        """Ask for a file and back up into it."""
        board, today = self._window.desk.board, self._window.desk.today()
        name = "".join(letter if letter.isalnum() or letter in " -_" else "-" for letter in board.name)
        wanted, _ = QFileDialog.getSaveFileName(
            self._window, "Save a backup elsewhere", f"{name} {today:%Y-%m-%d}{_SUFFIX}", f"Backups (*{_SUFFIX})"
        )
        if wanted:
            target = Path(wanted)
            self.make(target if target.suffix else target.with_name(f"{target.name}{_SUFFIX}"))

    def _made(self, made: Backup) -> None:
        window, place = self._window, made.path
        words = f"Backup of {counted(made.about.cases, 'case')} verified, {size_words(made.size)}"
        inside = place.parent == copies_folder(window.desk.board)
        window.status.tell(f"Backed up {clock_words(window.desk.now())}", "text")
        window.toast.say(words if inside else f"{words}: {place.name}")
        self._take_back_failed()
        self._refresh()

    def _refused(self, error: BaseException) -> None:
        self._window.status.tell("Not backed up", "error")
        self._window.messages.report(error)

    # back to one

    def restore(self, file: Path | None = None) -> None:
        """Ask which backup to go back to; what is being typed is saved before, or has to be dealt with."""
        if self._left_typed():
            return
        from desktop.ui.dialogs.restore import RestoreDialog, Source  # loaded when somebody wants back

        window = self._window
        window.refreshing.stop()
        source = Source(folder=window.desk.board.folder, now=window.desk.now, board=window.desk.board)
        dialog = RestoreDialog(window.look, window.tasks, window.messages, source, window, file)
        dialog.restored.connect(self._came_back)
        dialog.reopened.connect(self._came_back)
        dialog.rejected.connect(window.refreshing.start)
        dialog.open()

    def _came_back(self, board: Board) -> None:
        """Go on with it; where it came back behind the lock, as whoever unlocked it, which may have been done."""
        now = self._window.locking.as_unlocked(board)
        if now is not self._window.desk.board:
            self._window.use_board(now)

    def _left_typed(self) -> bool:
        """Whether a field holds text that is in no record; then it is shown, as going back would drop it."""
        window = self._window
        window.commit()
        left = window.leaving.show_first()
        if left:
            window.notices.caution(_TYPED)
        return left

    def tell_waiting(self) -> None:
        """While nobody has confirmed what was restored: from what, and what can be done; at each opening again."""
        window, board = self._window, self._window.desk.board
        if self._waiting is not None:
            window.notices.take_away(self._waiting)
            self._waiting = None
        waits = None if board.read_only else paused(board.folder)
        if waits is None:
            return
        made = backup_line(copies_folder(board) / waits.restored).made if waits.restored else None
        of = f"the backup of {moment_words(made, window.desk.now())}" if made else waits.restored or "a backup"
        offers = self._offers() if window.desk.may(Right.RESTORE) else (None, None)
        words, close = (_WAIT, "Decide later") if offers[0] is not None else (_WAIT_OTHERS, "Close")
        self._waiting = Told("caution", f"Restored from {of}.", words, offers[0], other=offers[1], close=close)
        window.notices.tell(self._waiting)
        window.status.tell(_PAUSED, "text2")

    def _offers(self) -> tuple[Offer | None, Offer | None]:
        before = state_before(self._window.desk.board.folder)
        back = None if before is None else ("Go back to the state before…", lambda: self._go_back(before.path))
        return ("Keep this board", self._confirm), back

    def _go_back(self, file: Path) -> None:
        # nothing is confirmed yet: it stays until somebody has gone back
        self.tell_waiting()
        self.restore(file)

    def _confirm(self) -> None:
        try:
            confirm_restored(self._window.desk.board)
        except UserError as error:
            self._window.messages.report(error)
            self.tell_waiting()
            return
        self._waiting = None
        self._window.status.tell("", "text2")
        self._window.toast.say("Confirmed: automatic backups are made again")
        self.look()

    def _refresh(self) -> None:
        """The list of backups, where it was opened."""
        settings = self._window.__dict__.get("settings")
        if settings is not None:
            settings.backups.refresh()
