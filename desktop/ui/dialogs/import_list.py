"""Importing a list: choose a file, see what would happen, then write it or leave it. Nothing is written before."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.files import write_whole
from desktop.services.importing import Fate, ImportReport, NoProfileError, import_file, rejected_csv
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.dialogs.import_words import bin_words, restored_words
from desktop.ui.messages import Messages
from desktop.ui.models.import_model import CHECK, ImportModel, page_of
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.import_delegate import ImportDelegate
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import Text, restyle, settle
from desktop.ui.widgets.word_table import WordTable
from desktop.ui.words import counted

_FATES = (
    (Fate.REJECTED, "Rejected"),
    (Fate.CREATED, "Would be new"),
    (Fate.UPDATED, "Would change"),
    (Fate.UNCHANGED, "Same as now"),
)
_ROW, _LEAST_ROWS = 36, 4
"""So many rows have room: with large text the dialog scrolls, and not one row in a slit of its own."""

_NONE = "No row of the file is here."
_UNDO = "An import can be undone as one step: Edit, Undo."


class ImportDialog(Frame):
    """Preview of one file and the import itself. ``imported`` carries the report of what was written."""

    imported = Signal(object)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, path: Path, parent: QWidget) -> None:
        super().__init__(look, "Import a list", path.name, parent)
        self.ask_size(960, 600)
        self._desk, self._tasks, self._messages, self._path = desk, tasks, messages, path
        self._stop = Event()
        self._working = False
        self.report: ImportReport | None = None
        self._profile: str | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the import")
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        self._build_table()
        self.body.addWidget(self.progress)
        self.body.addLayout(self._told)
        self.body.addWidget(self._rows, 1)
        self.body.addStretch(0)
        self.cancel, self.do = self.add_buttons("Import")
        self.do.clicked.connect(self._import)
        QShortcut(QKeySequence("F5"), self, self.read_again)
        self.read_again()

    def _build_table(self) -> None:
        """Tabs with their sum above one table."""
        self._rows = QWidget(self)
        self.tabs = Tabs(self.look)
        self.tabs.picked.connect(self.show_rows)
        self.sum = Text(self.look, step="label", tone="text2")
        self.model = ImportModel()
        dress = partial(ImportDelegate, model=self.model)
        self.table = WordTable(self.look, self.model, "Rows", _NONE, row=_ROW, seen=_LEAST_ROWS, dress=dress)
        column = QVBoxLayout(self._rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tabs)
        column.addWidget(self.table, 1)
        column.addWidget(self.sum)
        self.table.selectionModel().currentRowChanged.connect(self._follow)

    def reject(self) -> None:
        """Cancelling stops work that is under way; what was not written stays unwritten."""
        self._stop.set()
        super().reject()

    def read_again(self) -> None:
        """Read the file, or read it again after it was mended; nothing is written."""
        if self._working:
            return
        self.do.setEnabled(False)
        self._can_import(True)
        self.say_wrong("")
        self._rows.hide()
        self._say("Reading the file…")
        self._run(dry_run=True, done=self._previewed)

    def show_rows(self, key: str) -> None:
        """Show the rows of one tab."""
        if self.report is None:
            return
        page = page_of(self.report, key)
        self.tabs.mark(key)
        self.model.show_page(page)
        self.table.setAccessibleName(f"Rows: {next(tab.spec.name for tab in self.tabs.tabs if tab.spec.key == key)}")
        self.table.selectRow(0)

    def _follow(self, *_: object) -> None:
        """The row with the keyboard is in sight."""
        row, content = self.table.visualRect(self.table.currentIndex()), self.area.widget()
        if self.table.hasFocus() and row.isValid() and content is not None:
            # where the whole dialog scrolls, the row with the keyboard is followed
            middle = self.table.viewport().mapTo(content, row.center())
            self.area.ensureVisible(0, middle.y(), 0, row.height())

    def save_list(self, path: Path) -> None:
        """Write the rejected rows to a file, for whoever mends them."""
        if self.report is None:
            return
        try:
            write_whole(path, rejected_csv(self.report))
        except UserError as error:
            self.say_wrong(str(error))
            return
        self.say_wrong("")
        self._saved.setText(f"The list of rejected rows is saved as {path.name}.")
        self._saved.show()

    def _ask_where(self) -> None:
        name, _ = QFileDialog.getSaveFileName(self, "Save the list", "rows-to-mend.csv", "Spreadsheet (*.csv)")
        if name:
            self.save_list(Path(name))

    def _import(self) -> None:
        self.do.setEnabled(False)
        self._say("Importing…")
        self._run(dry_run=False, done=self._imported)

    def _run(self, *, dry_run: bool, done: Callable[[ImportReport], None]) -> None:
        desk, path, today = self._desk, self._path, self._desk.today()
        self._working = True
        self.progress.setRange(0, 0)
        profile = self._profile
        shown = self.report.digest if self.report is not None and not dry_run else ""

        def work() -> ImportReport:
            return import_file(
                desk.board, desk.library, path,
                profile=profile, dry_run=dry_run, progress=self._step, today=today, shown=shown,
            )  # fmt: skip

        self._tasks.start(work, done, self._failed)

    def _step(self, done: int, total: int) -> None:
        """Called from the working thread; the window hears of it on its own."""
        if self._stop.is_set():
            raise CancelledError
        # a hundred times in all, and not once for each row of a long list
        if done == total or done * 100 // total != (done - 1) * 100 // total:
            self._tasks.later(partial(self._show_progress, done, total))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _previewed(self, report: ImportReport) -> None:
        self.report = report
        self._rest()
        empty(self._told)
        changes, left_out = report.created + report.updated, len(report.rejected)
        self._show_tabs(report)
        self.do.set_words(f"Leave out {left_out} and import {changes}" if left_out else f"Import {changes}")
        self.do.setEnabled(changes > 0)
        self.do.setDefault(not left_out)
        self.do.setProperty("kind", "" if left_out else "primary")
        restyle(self.do)
        if left_out:
            first = self._tell_rejected(report)
        else:
            self._tell_good(report)
            first = self.do if changes else self.cancel
        self._remarks(report)
        settle(self)
        first.setFocus()

    def _show_tabs(self, report: ImportReport) -> None:
        counts = (len(report.rejected), report.created, report.updated, report.unchanged)
        specs = [TabSpec(fate, name, count) for (fate, name), count in zip(_FATES, counts, strict=True)]
        if report.warnings:
            specs.append(TabSpec(CHECK, "Please check", len(report.warnings)))
        current = next((one.key for one in specs if one.count), Fate.CREATED)
        self.tabs.show_tabs(specs, current)
        told = zip(("rejected", "new", "changed", "the same"), counts, strict=True)
        parts = [f"{count:,} {words}" for words, count in told]
        check = f"; {len(report.warnings):,} to check" if report.warnings else ""
        self.sum.setText(f"{' + '.join((*parts[1:], parts[0]))} = {counted(report.rows, 'row')}{check}")
        self._rows.show()
        self.show_rows(current)

    def _tell_good(self, report: ImportReport) -> None:
        words = " ".join(filter(None, ("Every row can be read.", restored_words(report.restored), _UNDO)))
        self._told.addWidget(Notice(self.look, "note", "Nothing was imported yet.", words))

    def _tell_rejected(self, report: ImportReport) -> Button:
        """What happened to the data, where to look first, and what can be done; the safest first."""
        first, number = report.rejected[0], len(report.rejected)
        them = "it" if number == 1 else "them"
        words = [
            f"{number:,} of {counted(report.rows, 'row')} cannot be read.",
            f"Mend {them} in the file, or leave {them} out and save the list for later.",
            f"\nFirst: {str(first).rstrip('.')}.",
        ]
        if report.in_bin:
            words.insert(2, bin_words(report.in_bin))
        if report.restored:
            words.insert(-1, restored_words(report.restored))
        notice = Notice(self.look, "error", "Nothing was imported yet.", " ".join(words), wide=True)
        again = notice.add_action("Try again", self.read_again, kind="primary", icon="again", shortcut="F5")
        notice.add_action("Save the list…", self._ask_where, icon="save")
        self._told.addWidget(notice)
        notice.show()  # what is not seen yet takes no focus
        return again

    def _imported(self, report: ImportReport) -> None:
        self._rest()
        self.imported.emit(report)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, UserError):
            empty(self._told)
            notice = Notice(self.look, "error", "Nothing was imported.", str(error), wide=True)
            again = notice.add_action("Try again", self.read_again, icon="again", shortcut="F5")
            self._told.addWidget(notice)
            if isinstance(error, NoProfileError):
                self._offer_profiles()
            self.report = None
            self._rows.hide()
            self._can_import(False)
            notice.show()  # what is not seen yet takes no focus
            settle(self)
            again.setFocus()
            return
        self.reject()
        self._messages.report(error)

    def _can_import(self, can: bool) -> None:
        """A list that cannot be read has nothing to import: then there is only the way out."""
        self.do.setVisible(can)
        self.cancel.setText("Cancel" if can else "Close")

    def _offer_profiles(self) -> None:
        """No profile fits by the headings: a person may say what kind of list it is."""
        offered = [(None, "By its headings"), *((one.id, one.title) for one in self._desk.library.profiles)]
        self.profiles = OneOf(self.look, "Column profile", offered, self._profile, upright=True)
        self.profiles.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.profiles.picked.connect(self._read_by)
        self._told.addLayout(labelled(self.look, "Read the list by this column profile", self.profiles))
        self.profiles.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.profiles.show()

    def _read_by(self, profile: object) -> None:
        self._profile = str(profile) if profile is not None else None
        self.read_again()

    def _rest(self) -> None:
        self._working = False
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
        self.progress.setVisible(False)

    def _say(self, sentence: str) -> None:
        empty(self._told)
        self.progress.setVisible(True)
        self._told.addWidget(Text(self.look, sentence, wrap=True))

    def _remarks(self, report: ImportReport) -> None:
        """What was read and how, in small; and where the list was saved."""
        titles = {one.id: one.title for one in self._desk.library.profiles}
        told = [f"Column profile: {titles.get(report.profile, report.profile)}."] if report.profile else []
        if report.ignored_columns:
            told.append(f"Columns that are not imported: {', '.join(report.ignored_columns)}.")
        if report.rejected:
            told.append(_UNDO)
        small = partial(Text, self.look, step="label", tone="text2", wrap=True)
        self._told.addWidget(small(" ".join(told)))
        self._saved = small("")
        self._saved.hide()
        self._told.addWidget(self._saved)
