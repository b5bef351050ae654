"""Importing a list: choose a file, see what would happen, then write it or leave it. Nothing is written before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from threading import Event

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtWidgets import QProgressBar, QTableView, QVBoxLayout, QWidget

from desktop.clinical.errors import UserError
from desktop.services.importing import ImportReport, Remark, import_file
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.messages import Messages
from desktop.ui.tasks import CancelledError, Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.row_delegate import RowDelegate, dress_table
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

Index = QModelIndex | QPersistentModelIndex
_HEADS = ("Row", "Column", "As it stands", "What is wrong")
_WIDTHS = (60, 140, 160, 400)


class RemarkModel(QAbstractTableModel):
    """Rejected rows, then warnings, each with its place."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[str, str, str, str]] = []

    def show_remarks(self, rejected: Sequence[Remark], warnings: Sequence[Remark]) -> None:
        """Exchange all rows."""
        self.beginResetModel()
        self._rows = [
            (str(one.row) if one.row else "", one.column, one.value, f"{head}{one.reason}")
            for head, remarks in (("", rejected), ("Taken, please check: ", warnings))
            for one in remarks
        ]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """How many remarks there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        """Row, column, value, reason."""
        return 0 if parent.isValid() else len(_HEADS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Heads of the columns."""
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Words of a cell."""
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole}:
            return self._rows[index.row()][index.column()]
        return None


class ImportDialog(Frame):
    """Preview of one file and the import itself. ``imported`` carries the report of what was written."""

    imported = Signal(object)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, path: Path, parent: QWidget) -> None:
        super().__init__(look, "Import a list", path.name, parent)
        self.resize(look.px(860), look.px(520))
        self._desk, self._tasks, self._messages, self._path = desk, tasks, messages, path
        self._stop = Event()
        self.report: ImportReport | None = None
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName("Progress of the import")
        self._told = QVBoxLayout()
        self._told.setSpacing(8)
        self.model = RemarkModel()
        self.table = QTableView()
        self.table.setModel(self.model)
        self.table.setItemDelegate(RowDelegate(look, self.table))
        self.table.setAccessibleName("Rows that cannot be read or should be checked")
        dress_table(look, self.table, _WIDTHS, 28)
        self.body.addWidget(self.progress)
        self.body.addLayout(self._told)
        self.body.addWidget(self.table, 1)
        self.cancel, self.do = self.add_buttons("Import")
        self.do.setEnabled(False)
        self.do.clicked.connect(self._import)
        self._preview()

    def reject(self) -> None:
        """Cancelling stops work that is under way; what was not written stays unwritten."""
        self._stop.set()
        super().reject()

    def _preview(self) -> None:
        self._say("Reading the file…")
        self._run(dry_run=True, done=self._previewed)

    def _import(self) -> None:
        self.do.setEnabled(False)
        self._say("Importing…")
        self._run(dry_run=False, done=self._imported)

    def _run(self, *, dry_run: bool, done: Callable[[ImportReport], None]) -> None:
        desk, path, today = self._desk, self._path, self._desk.today()
        self.progress.setRange(0, 0)

        def work() -> ImportReport:
            return import_file(desk.board, desk.library, path, dry_run=dry_run, progress=self._step, today=today)

        self._tasks.start(work, done, self._failed)

    def _step(self, done: int, total: int) -> None:
        """Called from the working thread; the window hears of it on its own."""
        if self._stop.is_set():
            raise CancelledError
        # a hundred times in all, and not once for each row of a long list
        if done == total or done * 100 // total != (done - 1) * 100 // total:
            self._tasks.later(lambda: self._show_progress(done, total))

    def _show_progress(self, done: int, total: int) -> None:
        self.progress.setRange(0, max(total, 1))
        self.progress.setValue(done)

    def _previewed(self, report: ImportReport) -> None:
        self.report = report
        self._rest()
        changes = report.created + report.updated
        self._say(
            f"{counted(report.rows, 'row')}: {report.created} would be new, {report.updated} would change, "
            f"{report.unchanged} are the same as now, {len(report.rejected)} cannot be read."
        )
        self._notices(report)
        self.model.show_remarks(report.rejected, report.warnings)
        self.table.setVisible(bool(report.rejected or report.warnings))
        self.table.selectRow(0)
        left_out = f", leave out {len(report.rejected)}" if report.rejected else ""
        self.do.set_words(f"Import {changes}{left_out}")
        self.do.setEnabled(changes > 0)
        (self.do if changes else self.cancel).setFocus()

    def _imported(self, report: ImportReport) -> None:
        self._rest()
        self.imported.emit(report)
        self.accept()

    def _failed(self, error: BaseException) -> None:
        self._rest()
        if isinstance(error, UserError):
            empty(self._told)
            self._told.addWidget(Notice(self.look, "error", "Nothing was imported.", str(error)))
            self.table.hide()
            self.cancel.setFocus()
            return
        self.reject()
        self._messages.report(error)

    def _rest(self) -> None:
        self.progress.setRange(0, 1)
        self.progress.setValue(0)
        self.progress.setVisible(False)

    def _say(self, sentence: str) -> None:
        empty(self._told)
        self.progress.setVisible(True)
        self._told.addWidget(Text(self.look, sentence, wrap=True))

    def _notices(self, report: ImportReport) -> None:
        self.progress.setVisible(False)
        if report.profile:
            self._told.addWidget(
                Text(
                    self.look,
                    f"Column profile: {report.profile}.",
                    step="label",
                    tone="text2",
                    wrap=True,
                )
            )
        if report.ignored_columns:
            words = f"Columns that are not imported: {', '.join(report.ignored_columns)}."
            self._told.addWidget(Text(self.look, words, step="label", tone="text2", wrap=True))
        if report.rejected:
            first = report.rejected[0]
            words = f"First: {str(first).rstrip('.')}. Mend them in the file and import it later; the others go in."
            self._told.addWidget(
                Notice(self.look, "caution", f"{counted(len(report.rejected), 'row')} cannot be read.", words)
            )
