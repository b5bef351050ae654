"""The backups of the board: when each was made and why, whether it can be read, and what can be done with them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from desktop.clinical.rights import Right
from desktop.services.backup_rules import DAILY, MONTHLY, WEEKLY
from desktop.services.backups import BackupLine, backups_of, checked_line
from desktop.services.boards import copies_folder
from desktop.ui.backup_words import kept_words
from desktop.ui.desk import Desk
from desktop.ui.panels.settings.parts import Part
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.backup_table import BackupTable
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Text

_TOLD = (
    "While the board is open, a backup is made by itself at most every half hour when something changed, and one "
    "before every import, restore and upgrade. Each is encrypted like the board and verified after it was written."
)
_KEPT = (
    f"Of the automatic ones all of the last day are kept, the last of each of {DAILY} days, {WEEKLY} weeks and "
    f"{MONTHLY} months; the others stay until somebody removes the files."
)
_PLACE = "They lie on the same disk as the board: save one elsewhere from time to time, for the day the disk is lost."


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
        self._offer()
        self.kept = self._said("Kept", "Looking…", _KEPT)
        self.fact("Folder", str(copies_folder(desk.board)), _PLACE)
        self.body.addSpacing(8)
        self.table = BackupTable(look, whole=True)
        self.table.picked.connect(self._say_fault)
        self.fault = Text(look, step="label", tone="error", wrap=True)
        self.fault.hide()
        self.body.addWidget(self.table)
        self.body.addWidget(self.fault)
        self.body.addStretch(1)

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
        self.kept.setText(kept_words(lines))
        self.table.show_lines(lines, self.desk.now(), row=places.index(chosen) if chosen in places else 0)

    def _say_fault(self, line: BackupLine | None) -> None:
        self.fault.setText(line.fault if line is not None else "")
        self.fault.setVisible(bool(self.fault.text()))

    def _offer(self) -> None:
        """What this person may do; the rest is not there."""
        row = QWidget()
        flow = Flow(row, gap=8)
        if self.desk.may(Right.BACKUP):
            self._button(flow, "Back up now", "save").clicked.connect(self.now)
            self._button(flow, "Save a backup elsewhere…", "choose_folder").clicked.connect(self.elsewhere)
        if self.desk.may(Right.RESTORE):
            self._button(flow, "Restore…", "take_back").clicked.connect(self._restore)
        self.check_all = self._button(flow, "Check them all", "again")
        self.check_all.clicked.connect(self._check)
        self.body.addSpacing(8)
        self.body.addWidget(row)

    def _check(self) -> None:
        """Read every file through, beside the window."""
        folder = self.desk.board.folder
        self._checking(True)
        self._tasks.start(lambda: [checked_line(line) for line in backups_of(folder)], self._checked, self._not_checked)

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

    def _said(self, label: str, words: str, told: str) -> Text:
        """A fact whose words come later."""
        value = Text(self.look, words, wrap=True)
        self.body.addSpacing(8)
        self.body.addWidget(Text(self.look, label, step="label", weight=STRONG, tone="text2"))
        self.body.addWidget(value)
        self.body.addWidget(Text(self.look, told, step="label", tone="text2", wrap=True))
        return value
