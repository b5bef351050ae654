"""Starting the window: the application object, how it looks, a board, and then the window itself."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from desktop.clinical.errors import UserError
from desktop.services.boards import Board, is_demonstration, open_demonstration
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.library import Library
from desktop.services.recent import last_board, recent_boards, remember
from desktop.services.rule_packs import adopt_first, board_library, offer_words
from desktop.services.sessions import ended_unexpectedly, session
from desktop.ui.desk import Desk
from desktop.ui.faults import faults_caught
from desktop.ui.first_paint import FirstPaint
from desktop.ui.icons import window_icon
from desktop.ui.locking.system import SystemWatch, system_watch
from desktop.ui.main_window import MainWindow
from desktop.ui.messages import Messages
from desktop.ui.preferences import read_preferences, write_preferences
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.undoing import UndoKeys

DEMONSTRATION = "demonstration.crestboard"
_LAST_BACKUP = 120_000
"""So many milliseconds a backup that was due on closing may take; the window is gone by then."""
_TITLE_BAR = 32
"""What the system puts around a window, at the most."""


@dataclass(frozen=True, slots=True)
class Stage:
    """What stands before any board: the application, its look, threads and messages."""

    application: QApplication
    look: Look
    tasks: Tasks
    messages: Messages


def run_window(
    *,
    library: Library,
    home: Path,
    folder: Path | None = None,
    board: Board | None = None,
    today: Callable[[], date] | None = None,
    now: Callable[[], datetime] | None = None,
) -> int:
    """Show the window until it is closed; gives the exit code.

    ``board`` is an open board (the window closes it), else ``folder`` is the board to unlock, else the one opened
    last; without any the first start is shown. ``home`` keeps preferences and the demonstration board. ``today``
    and ``now`` are the local clock unless given.
    """
    preferences = read_preferences(home)
    stage = build_stage(preferences.appearance, preferences.text_size)
    stage.application.setWindowIcon(window_icon(library.icon))
    log = home / "log"
    ended = ended_unexpectedly(log)
    with session(log), faults_caught(stage.messages, stage.tasks, log):
        keyring = ComputerKeyring(home)
        opened = board or ask_board(stage, library, home, folder or last_board(home), keyring)
        if opened is None:
            return 0
        remember(home, opened.folder)
        local = now or (lambda: datetime.now().astimezone())
        desk = Desk(
            board=opened,
            library=board_library(opened, library),
            today=today or (lambda: local().date()),
            now=local,
            preferences=preferences,
            keep=lambda changed: write_preferences(home, changed),
            keyring=keyring,
        )
        try:
            return show_window(stage, desk, ended)
        finally:
            # the window may have gone on with another one
            desk.board.close()


def build_stage(appearance: str = "system", text_size: int = 0) -> Stage:
    """The application object with our face and colours. Only one per process."""
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DontUseNativeMenuBar, on=sys.platform != "darwin")
    found = QApplication.instance()
    application = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("Crestboard")
    application.setApplicationDisplayName("Crestboard")
    look = Look(application, appearance, text_size)
    UndoKeys(application)
    messages = Messages(application)
    return Stage(application, look, Tasks(messages.report, application), messages)


def ask_board(
    stage: Stage, library: Library, home: Path, folder: Path | None, keyring: ComputerKeyring | None = None
) -> Board | None:
    """Create or open a board with the person at the keyboard; None if they leave.

    ``keyring`` opens it without asking, where that was turned on.
    """
    if folder is not None and is_demonstration(folder):
        # a demonstration board opens by itself; why it could not is told by the dialog
        with suppress(UserError):
            return open_demonstration(folder)
    from desktop.ui.dialogs.first_start import FirstStart  # a board that opens by itself does without

    dialog = FirstStart(
        stage.look,
        stage.tasks,
        stage.messages,
        folder=folder,
        recent=[one for one in recent_boards(home) if one.name != DEMONSTRATION],
        demonstration=lambda: demonstration_board(library, home),
        keyring=keyring,
        library=library,
    )
    system_watch(stage.application).away.connect(dialog.note_away)
    dialog.exec()
    dialog.deleteLater()
    return dialog.board


def demonstration_board(library: Library, home: Path) -> Board:
    """The demonstration board of this user, made when it is first wanted."""
    folder = home / DEMONSTRATION
    if folder.is_dir():
        return open_demonstration(folder)
    from desktop.services.demo import make_demonstration

    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    return make_demonstration(folder, library)


def show_fitting(window: QWidget, room: QSize) -> None:
    """Show a window with its foot in sight: where the screen has no room for it and its title bar, over all of it."""
    if window.width() >= room.width() or window.height() + _TITLE_BAR >= room.height():
        window.resize(window.size().boundedTo(room - QSize(_TITLE_BAR, 2 * _TITLE_BAR)))
        window.showMaximized()
    else:
        window.show()


def show_window(stage: Stage, desk: Desk, ended: list[str] | None = None) -> int:
    """Show the window on an open board and run until it is closed. ``ended``: what sessions left that broke off."""
    window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
    window.faults.tell_ended(ended or [])
    FirstPaint(window, lambda: settle(stage, desk, window))
    try:
        show_fitting(window, window.screen().availableSize())
        return stage.application.exec()
    finally:
        # a last backup may be under way: the board is not closed beneath it
        stage.tasks.wait(_LAST_BACKUP)


def watch_over(window: MainWindow, watch: SystemWatch) -> None:
    """From now on the window locks by itself."""
    from desktop.ui.locking.guard import Guard  # the list is painted before it is loaded

    Guard(window, watch)


def settle(stage: Stage, desk: Desk, window: MainWindow) -> None:
    """Load what the first picture did not wait for, beside the window; then see whether lines are out of date.

    The page of a child is built then too, in a turn of the event loop of its own: the first child opens like any other.
    """
    watch_over(window, system_watch(stage.application))

    def load() -> None:
        from desktop.services.sealing import make_signing_key  # the first picture does not wait for it

        adopt_first(desk.board, desk.library)
        make_signing_key(desk.board)
        words = offer_words(desk.board, desk.library)
        stage.tasks.later(lambda: window.rules_room.offer(words))
        desk.library.load()
        desk.board.database.warm()
        import_module("desktop.ui.deeds")
        import_module("desktop.ui.panels.case_page")
        import_module("desktop.ui.backing_up")
        import_module("desktop.ui.meetings.badge")

    def loaded(_done: object) -> None:
        window.settled = True
        window.show_next_meeting()
        window.refreshing.start()
        window.people_room.look()
        window.backing_up.start()
        QTimer.singleShot(0, window, lambda: window.page)

    stage.tasks.start(load, loaded)
