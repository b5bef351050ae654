"""A real window on a board, drawn into memory, and waiting for what it paints."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from time import perf_counter

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.start import Stage, build_stage, settle


class Painted(QObject):
    """Watches one widget for being painted."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__(widget)
        self.seen = False
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Note it and let it pass."""
        if event.type() == QEvent.Type.Paint:
            self.seen = True
        return False

    def after(self, act: Callable[[], object], shown: Callable[[], bool], most: float = 10.0) -> float:
        """Seconds from an act to the widget painted while ``shown`` holds."""
        QApplication.processEvents()
        begun = perf_counter()
        self.seen = False
        act()
        while not (self.seen and shown()):
            if not shown():
                self.seen = False
            QApplication.processEvents()
            if perf_counter() - begun > most:
                raise TimeoutError("the window did not show what was waited for")
        return perf_counter() - begun


@cache
def the_stage() -> Stage:
    """The application object; one for the whole run."""
    return build_stage("light")


def at_rest(window: MainWindow) -> None:
    """Let a window do what it does once its first picture was seen, as it does in front of a person."""
    stage = the_stage()
    settle(stage, window.desk, window)
    stage.tasks.wait()
    for _ in range(5):
        QApplication.processEvents()


@contextmanager
def window_on(board: Board, library: Library) -> Iterator[MainWindow]:
    """The window of a board, shown and painted."""
    stage = the_stage()
    desk = Desk(
        board=board,
        library=library,
        today=lambda: datetime.now().astimezone().date(),
        now=lambda: datetime.now().astimezone(),
    )
    window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
    window.show()
    window.activateWindow()
    for _ in range(5):
        QApplication.processEvents()
    try:
        yield window
    finally:
        window.close()
        window.deleteLater()
        # at the end of the run nobody would be left to be told
        all_ended()


def all_ended() -> None:
    """What is under way beside the window ends, and what it began in its turn."""
    stage = the_stage()
    QApplication.processEvents()
    while not stage.tasks.is_quiet:
        stage.tasks.wait()
        QApplication.processEvents()
