"""Going back to a backup: which one, what would be lost, the passphrase of its time. The state of now is kept."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.backups import BackupLine, backup_line, backups_of
from desktop.services.boards import Board
from desktop.services.going_back import Difference, WentBack, difference, go_back, people_of
from desktop.services.opening import moment_in
from desktop.services.restoring import needs_no_passphrase, restore_board
from desktop.ui.backup_words import KEPT, fault_words, lost_words, moment_words
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.forms.secret_edit import CapsLockHint, RevealBox, SecretEdit
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.backup_table import BackupTable
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text, settle
from desktop.ui.words import counted

_ASK = "Go back to which backup?"
_TOLD = "The people and passphrases of that time come back, too."
_SINCE = f"Changes since then will no longer be on the board. {KEPT}"
_NOT_NOW = "The present board is kept first. This cannot be stopped now."
_NOT_NOW_NEW = "This cannot be stopped now."
_MAKE = "Make a board of this backup?"
_NEW = "It becomes a new board, the folder"
KINDS = "Backups (*.crestboard-backup);;All files (*)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The board to put back: its folder, and the board itself where it is open. ``now`` is the clock on the wall.

    ``new``: the backup becomes a board of its own, in a folder that is not there yet.
    """

    folder: Path
    now: Callable[[], datetime]
    board: Board | None = None
    new: bool = False

    def differs(self, file: Path) -> Difference | None:
        """What would be lost, where the present state can be looked at."""
        return None if self.board is None else difference(self.board, file)

    def go_back(self, file: Path, passphrase: str | None, user: str | None) -> WentBack:
        """Put it back and open it."""
        if self.board is not None:
            return go_back(self.board, file, passphrase=passphrase, user=user)
        return WentBack(board=restore_board(self.folder, file, passphrase=passphrase, user=user))


@dataclass(frozen=True, slots=True)
class _Facts:
    """What is said about a chosen backup and asked for it."""

    line: BackupLine
    differs: Difference | None
    people: Sequence[str]
    open: bool


class RestoreDialog(Frame):
    """``restored`` carries the board as it was then, open; ``reopened`` the present one, open again after a failure."""

    restored = Signal(object)
    reopened = Signal(object)

    def __init__(
        self, look: Look, tasks: Tasks, messages: Messages, source: Source, parent: QWidget, file: Path | None = None
    ) -> None:
        super().__init__(look, _MAKE if source.new else _ASK, _TOLD, parent)
        self._question = self.heading.text()
        self.ask_size(860, 580)
        self._tasks, self._messages, self._source = tasks, messages, source
        self._elsewhere: list[BackupLine] = []
        self._working, self._size = False, self.size()
        self.facts: _Facts | None = None
        self.people: OneOf | None = None
        self._build()
        self.cancel, self.do = self.add_buttons("Restore this backup", danger=True)
        self.do.setEnabled(False)
        self.add_at_foot(self.other)
        self.needs = Text(look, "Needs the passphrase of that time", step="label", tone="text2")
        self.needs.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.needs.hide()
        self.add_last(self.needs)
        self.do.clicked.connect(self._restore)
        self.secret.returnPressed.connect(self._restore)
        self._tasks.start(lambda: backups_of(source.folder), partial(self._listed, file), self._failed)

    def is_typed_in(self) -> bool:
        """A passphrase is nothing that would be lost."""
        return False

    def reject(self) -> None:
        """Once it is under way it is waited for: then the board is either as it was then, or as it is now."""
        if not self._working:
            super().reject()

    def add_file(self, path: Path) -> None:
        """A backup from elsewhere, above the others."""
        line = backup_line(path)
        self._elsewhere = [line, *(one for one in self._elsewhere if one.path != path)]
        lines = [one for one in self.table.lines if one.path != path and one not in self._elsewhere]
        self.table.show_lines([*self._elsewhere, *lines], self._source.now(), self._elsewhere)

    def _listed(self, file: Path | None, lines: list[BackupLine]) -> None:
        self.table.show_lines(lines, self._source.now())
        places = [one.path for one in lines]
        if file in places:
            self.table.selectRow(places.index(file))
        elif file is not None:
            self.add_file(file)
        (self.table if self.table.lines else self.other).setFocus()
        settle(self)

    def _ask_file(self) -> None:
        name, _ = QFileDialog.getOpenFileName(self, "Choose a backup", "", KINDS)
        if name:
            self.add_file(Path(name))

    def _picked(self, line: BackupLine | None) -> None:
        """Look into it beside the window; what was said of another is taken away at once."""
        self.facts = None
        self._allow()
        self.say_wrong("")
        if line is None:
            empty(self._told)
            self._ask_nothing()
        elif line.fault:
            self._tell("error", "This file cannot be restored.", fault_words(line, self._source.now()))
            self._ask_nothing()
        else:
            look_into = partial(_look_into, self._source, line)
            self._tasks.start(look_into, self._looked, partial(self._not_looked, line))

    def _looked(self, facts: _Facts) -> None:
        if facts.line != self.table.chosen:
            return
        self.facts = facts
        if facts.differs is not None:
            self._tell("caution", *lost_words(facts.differs, self._source.now()))
        elif facts.line.made is not None:
            made = moment_words(facts.line.made, self._source.now())
            part, what = ("note", f"{_NEW} {self._source.folder}.") if self._source.new else ("caution", _SINCE)
            self._tell(part, f"Made {made}: {counted(facts.line.cases, 'case')}.", what)
        self._offer_people(facts.people)
        self._asked.setVisible(not facts.open)
        self._allow()
        if self.look.is_large:
            self.table.show_few(1 if len(facts.people) > 1 else 2)
        settle(self)
        self.area.ensureWidgetVisible(self._asked)

    def _ask_nothing(self) -> None:
        self._asked.hide()
        self.table.show_few(0)

    def _not_looked(self, line: BackupLine, error: BaseException) -> None:
        if line == self.table.chosen:
            self._failed(error)

    def _offer_people(self, people: Sequence[str]) -> None:
        empty(self._people)
        self.people = None
        if len(people) > 1:
            own = self._source.board.person.name if self._source.board is not None else people[0]
            chosen, many = own if own in people else people[0], len(people) > 2
            self.people = OneOf(self.look, "You, at that time", [(one, one) for one in people], chosen, upright=many)
            self._people.addWidget(Text(self.look, "You, at that time", step="label", weight=STRONG, tone="text2"))
            self._people.addWidget(self.people)

    def _allow(self) -> None:
        facts = self.facts
        ready = facts is not None and (facts.open or bool(self.secret.text().strip()))
        self.do.setEnabled(ready and not self._working)
        self.needs.setVisible(facts is not None and not ready and not self._working)

    def _restore(self) -> None:
        facts = self.facts
        if facts is None or not self.do.isEnabled():
            return
        secret = None if facts.open else self.secret.text()
        user = str(self.people.chosen) if self.people is not None else None
        self.say_wrong("")
        self._work(True)
        run = partial(self._source.go_back, facts.line.path, secret, user)
        self._tasks.start(run, self._went, self._refused)

    def done(self, result: int) -> None:
        """What was typed to open it does not stay, however the dialog ends."""
        self.secret.clear()
        super().done(result)

    def _went(self, went: WentBack) -> None:
        self._work(False)
        if went.fault is not None:
            self._messages.report(went.fault)
        if went.refused:
            if went.board is not None:
                self._source = Source(folder=self._source.folder, now=self._source.now, board=went.board)
                self.reopened.emit(went.board)
            self.say_wrong(went.refused)
        elif went.board is not None:
            self.restored.emit(went.board)
            self.accept()

    def _refused(self, error: BaseException) -> None:
        """Before anything was closed or changed."""
        self._work(False)
        self._failed(error)
        self.secret.selectAll()
        self.secret.setFocus()

    def _failed(self, error: BaseException) -> None:
        if isinstance(error, UserError):
            self.say_wrong(str(error))
        else:
            self._messages.report(error)

    def _work(self, working: bool) -> None:
        """While it is under way nothing is asked: only what is done stands there, and the bar."""
        self._working = working
        self.progress.setVisible(working)
        for part in (self.table, self.other, self._shown, self.cancel):
            part.setVisible(not working)
        self._asked.setVisible(not working and self.facts is not None and not self.facts.open)
        made = self.facts.line.made if self.facts is not None else None
        when = f" of {moment_words(made, self._source.now())}" if made is not None else ""
        self.heading.setText(f"Restoring the backup{when}" if working else self._question)
        self.sentence.setText((_NOT_NOW_NEW if self._source.new else _NOT_NOW) if working else _TOLD)
        self.do.set_words("Restoring…" if working else "Restore this backup")
        self._allow()
        settle(self)
        if working:
            self._size = self.size()
            self.resize(self.width(), 1)
            self._fit()
            self.setFocus()
        else:
            self.resize(self._size)

    def _tell(self, part: str, statement: str, words: str) -> None:
        empty(self._told)
        notice = Notice(self.look, part, statement, words)
        self._told.addWidget(notice)
        notice.show()

    def _build(self) -> None:
        look = self.look
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Restoring")
        self.progress.hide()
        self.table = BackupTable(look)
        self.table.picked.connect(self._picked)
        self.other = Button(look, "A file from elsewhere…", icon="choose_folder")
        self.other.clicked.connect(self._ask_file)
        self._shown = QWidget()
        self._told, self._people = QVBoxLayout(self._shown), QVBoxLayout()
        self._told.setContentsMargins(0, 0, 0, 0)
        self.secret = SecretEdit(look, "Passphrase of that time, or the recovery key")
        self.secret.textChanged.connect(lambda _text: self._allow())
        self._asked = QWidget()
        asked = QVBoxLayout(self._asked)
        asked.setContentsMargins(0, 0, 0, 0)
        asked.setSpacing(6)
        asked.addLayout(self._people)
        asked.addLayout(labelled(look, "Passphrase of that time, or the recovery key", self.secret))
        asked.addWidget(CapsLockHint(look, self.secret))
        asked.addWidget(RevealBox(self.secret))
        self._asked.hide()
        self.body.addWidget(self.progress)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self._shown)
        self.body.addWidget(self._asked)
        self.body.addStretch(0)


def _look_into(source: Source, line: BackupLine) -> _Facts:
    return _Facts(line, source.differs(line.path), people_of(line.path), needs_no_passphrase(line.path))


def new_folder(place: Path, file: Path) -> Path:
    """A folder that is not there yet, named after the backup where somebody gave it a name."""
    name = file.stem if moment_in(file.name) is None else "Restored board"
    folder, number = place / f"{name}.crestboard", 2
    while folder.exists():
        folder, number = place / f"{name} {number}.crestboard", number + 1
    return folder
