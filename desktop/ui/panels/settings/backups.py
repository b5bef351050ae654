"""The backups of the board: when each was made and why, whether it can be read, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.rights import Right
from desktop.services.backup_rules import DAILY, MONTHLY, WEEKLY
from desktop.services.backups import BackupLine, backups_of, checked_line
from desktop.services.boards import copies_folder
from desktop.ui.backup_words import MADE_WHEN, fault_words, kept_words
from desktop.ui.desk import Desk
from desktop.ui.panels.settings.parts import Part
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.backup_table import BackupTable
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Icon, Text, WrongText, restyle, settle
from desktop.ui.words import counted

_TOLD = f"{MADE_WHEN} Each is encrypted like the board and verified after it was written."
_KEPT = (
    f"Of the automatic ones all of the last day are kept, the last of each of {DAILY} days, {WEEKLY} weeks and "
    f"{MONTHLY} months; the others stay until somebody removes the files."
)
_PLACE = "They are on the same disk as the board. Save one elsewhere from time to time in case the disk fails."
_AT_MOST = 3
"""So many files that cannot be read are told of one by one; the table shows them all."""


class BackupsPart(Part):
    """``now`` and ``elsewhere`` ask for a backup; ``restore`` carries the file of the row with the bar, or None."""

    name = "Backups"
    now = Signal()
    elsewhere = Signal()
    restore = Signal(object)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks) -> None:
        super().__init__(look, desk, _TOLD)
        self._tasks = tasks
        self.buttons: list[Button] = []
        self.make: Button | None = None
        self._offer()
        self.state, self.kept = Icon(look, "", "text2"), Text(look, "Looking…", weight=MEDIUM, wrap=True)
        self.faults: list[WrongText] = []
        self._faults = QVBoxLayout()
        # above what is told of all boards: damage is seen before anything is scrolled
        self.body.insertLayout(2, self._summary())
        self.table = BackupTable(look, whole=True)
        self.body.addWidget(self.table)
        self.fact("Kept for how long", _KEPT)
        self.fact("Folder", str(copies_folder(desk.board)), _PLACE)
        self.body.addStretch(1)

    def _summary(self) -> QVBoxLayout:
        """What there is, then one line for each file that cannot be read."""
        line, column = QHBoxLayout(), QVBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(self.kept, 1)
        column.setSpacing(4)
        self._faults.setSpacing(4)
        column.addLayout(line)
        column.addLayout(self._faults)
        return column

    def showEvent(self, event: QShowEvent) -> None:
        """Look what there is whenever the part comes into sight; the window does not wait for it."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Look again what there is."""
        folder = self.desk.board.folder
        self._tasks.start(lambda: backups_of(folder), self._show)

    def _show(self, lines: list[BackupLine]) -> None:
        chosen = self.table.chosen.path if self.table.chosen is not None else None
        places = [line.path for line in lines]
        bad = [line for line in lines if line.fault]
        self.kept.setText(kept_words(lines))
        self.state.show_icon(*(("failed", "error") if bad else ("done", "accent") if lines else ("caution", "caution")))
        self._tell_faults(bad)
        self.table.setVisible(bool(lines))
        self.check_all.setVisible(bool(lines))
        if self.make is not None:
            self.make.setProperty("kind", "" if lines else "primary")
            restyle(self.make)
        self.table.show_lines(lines, self.desk.now(), row=places.index(chosen) if chosen in places else 0)

    def _tell_faults(self, bad: list[BackupLine]) -> None:
        """Which files cannot be read, in words."""
        empty(self._faults)
        told = [fault_words(line, self.desk.now()) for line in bad[:_AT_MOST]]
        more = len(bad) - len(told)
        self.faults = []
        if more:
            told.append(f"{counted(more, 'more file', 'more files')} cannot be read; they are listed below.")
        for words in told:
            fault = WrongText(self.look)
            self._faults.addWidget(fault)
            fault.say(words)
            self.faults.append(fault)
        settle(self)

    def _offer(self) -> None:
        """What this person may do; the rest is not there."""
        row = QWidget()
        flow = Flow(row, gap=8)
        if self.desk.may(Right.BACKUP):
            self.make = self._button(flow, "Back up now", "save")
            self.make.clicked.connect(self.now)
            self._button(flow, "Save a backup elsewhere…", "choose_folder").clicked.connect(self.elsewhere)
        if self.desk.may(Right.RESTORE):
            self._button(flow, "Restore…", "take_back").clicked.connect(self._restore)
        self.check_all = self._button(flow, "Check them all", "again")
        self.check_all.clicked.connect(self._check)
        self.body.addSpacing(8)
        self.body.addWidget(row)
        self.body.addSpacing(4)

    def _check(self) -> None:
        """Read every file through, beside the window."""
        folder = self.desk.board.folder
        self._checking(True)
        self._tasks.start(
            lambda: [checked_line(line) for line in backups_of(folder)], self._checked, self._not_checked, reading=True
        )

    def _checked(self, lines: list[BackupLine]) -> None:
        self._checking(False)
        self._show(lines)
        damaged = next((row for row, line in enumerate(lines) if line.fault), None)
        if damaged is not None:
            self.table.selectRow(damaged)

    def _not_checked(self, error: BaseException) -> None:
        self._checking(False)
        self._tasks.fail(error)

    def _checking(self, busy: bool) -> None:
        self.check_all.setEnabled(not busy)
        self.check_all.set_words("Checking…" if busy else "Check them all")

    def _restore(self) -> None:
        line = self.table.chosen
        self.restore.emit(line.path if line is not None else None)

    def _button(self, flow: Flow, words: str, icon: str) -> Button:
        button = Button(self.look, words, icon=icon)
        self.buttons.append(button)
        flow.addWidget(button)
        return button
