"""After a fault of the program: it is told once and counted, and the session goes on if the board still answers."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, qVersion
from PySide6.QtWidgets import QApplication

from desktop.services.crashes import trail_in, versions
from desktop.services.logs import CodeName
from desktop.ui.actions import DOING
from desktop.ui.notices import Told

if TYPE_CHECKING:
    from db.database import Database
    from desktop.ui.main_window import MainWindow

_SAFE = "What you saved is safe; the last step may not have been done."
_FIRST = "Something unexpected went wrong. Pass on the report (it holds no patient data)."
_REPORT = "Close and reopen Crestboard, and pass on the report (it holds no patient data)."
_AGAIN_MILLISECONDS = 500
"""A fault that comes with every frame is counted, and what is said of it changes this often at the most."""


@dataclass(slots=True)
class _Fault:
    """One error: its first report, how often it came, and what is said of it."""

    report: str
    times: int
    told: Told


class FaultRoom(QObject):
    """Takes the reports of faults for one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._faults: dict[str, _Fault] = {}
        self._later = QTimer(self, singleShot=True, interval=_AGAIN_MILLISECONDS)
        self._later.timeout.connect(self._count)
        self._looking = self._ending = False
        window.messages.about = self._about
        window.messages.crash.connect(self.tell)

    def tell(self, report: str) -> None:
        """Say it, or that it happened again; then see whether the board still answers."""
        trail = trail_in(report)
        known = self._faults.get(trail)
        if known is None:
            fault = self._faults[trail] = _Fault(report, 1, self._words(trail, 1))
            self._window.notices.tell(fault.told)
        else:
            known.times += 1
            if not self._later.isActive():
                self._later.start()
        self._see()

    def tell_ended(self, reports: list[str]) -> None:
        """An earlier session ended unexpectedly."""
        for report in reports:
            words = "Everything saved is here. Check the last thing you entered."
            offer = ("What happened…", partial(self._open, report))
            told = Told("caution", "The last session ended unexpectedly.", words, offer, stays=True)
            self._window.notices.tell(told)

    def look_into(self, trail: str) -> None:
        """Show the report of a fault."""
        fault = self._faults[trail]
        self._open(fault.report, fault.times)

    def _open(self, report: str, times: int = 1) -> None:
        # nobody needs it before the first fault
        from desktop.ui.dialogs.crash import CrashDialog

        CrashDialog(self._window.look, report, QApplication.activeModalWidget() or self._window, times).open()

    def _words(self, trail: str, times: int) -> Told:
        words = f"The same fault has now happened {times} times. {_REPORT}" if times > 1 else _FIRST
        offer = ("What happened…", partial(self.look_into, trail))
        return Told("error", _SAFE, words, offer, stays=True)

    def _count(self) -> None:
        for trail, fault in self._faults.items():
            now = self._words(trail, fault.times)
            if now != fault.told:
                self._window.notices.replace(fault.told, now)
                fault.told = now

    # whether to go on

    def _see(self) -> None:
        """Ask the database something small, beside the window; one that is closed on purpose is not asked."""
        database = self._window.desk.board.database
        if self._looking or self._ending or not database.key:
            return
        self._looking = True
        self._window.tasks.start(database.last_entry, self._sound, partial(self._unsound, database))

    def _sound(self, _entry: int) -> None:
        self._looking = False

    def _unsound(self, database: Database, _error: BaseException) -> None:
        self._looking = False
        # locked, closed or exchanged while it was asked
        if database.key and database is self._window.desk.board.database and self._window.isVisible():
            self._end()

    def _end(self) -> None:
        """In order: what was typed is saved where that can be, then the window closes, and with it board and lock."""
        from desktop.ui.dialogs.cannot_go_on import CannotGoOnDialog

        self._ending = True
        with suppress(Exception):
            self._window.commit()
        last = next(reversed(self._faults))
        dialog = CannotGoOnDialog(self._window.look, partial(self.look_into, last), self._window)
        dialog.finished.connect(lambda _result: self._window.close_anyway())
        dialog.open()

    # what a report says besides

    def _about(self) -> list[str]:
        """Versions, and what was being done by the names of action, page and dialog: never what they show."""
        window = self._window
        dialog, page = QApplication.activeModalWidget(), window.pages.currentWidget()
        shown = [CodeName(type(one).__name__) for one in (page, dialog) if one is not None]
        doing = window.property(DOING)
        return [
            f"Qt {qVersion()}",
            *versions(window.desk.library),
            f"Chosen last: {doing or 'nothing yet'}",
            f"Shown: {', '.join(shown)}",
        ]
