"""What a person can do with cases from a menu: ask what is needed in a dialog, run the use case, say what was done."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.clinical.case import Case
from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.results import MarkerResult, ResponseAssessment
from desktop.services.cases import delete_case, get_case, new_case, restore_case
from desktop.services.doubts import new_impossible
from desktop.services.drafts import MARKER, NEW_CASE, RESPONSE
from desktop.services.guided_response import put_assessment
from desktop.services.identifiers import Told, set_identifiers, systems_in_use
from desktop.services.importing import ImportReport
from desktop.services.markers import put_marker, remove_marker
from desktop.ui.desk import Desk
from desktop.ui.dialogs.delete_case import DeleteDialog
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.identifiers import IdentifiersDialog
from desktop.ui.dialogs.import_list import ImportDialog
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.drafting import Drafting
from desktop.ui.messages import Messages
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.words import clock_words, counted

if TYPE_CHECKING:
    from desktop.ui.dialogs.guided_response import GuidedResponseDialog


_MOST_ROWS = 3
"""So many rows that were left out are named."""


class Deeds(QObject):
    """``added``, ``binned`` and ``restored`` carry a case's key; ``listed`` says that the list changed.

    ``stored`` carries the new version of the case that is open. ``told`` carries a confirmation, ``held`` what was
    not done and stays in sight; ``state`` the words
    of the save state and their tone, ``work`` those of other work.
    """

    added = Signal(object)
    binned = Signal(object)
    restored = Signal(object)
    listed = Signal()
    stored = Signal(object)
    told = Signal(str)
    held = Signal(str)
    state = Signal(str, str)
    work = Signal(str, str)

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages, window: QWidget) -> None:
        super().__init__(window)
        self._look, self._desk, self._tasks, self._messages, self._window = look, desk, tasks, messages, window
        self.drafting = Drafting(desk, messages, self)

    def add(self) -> None:
        """Ask for the first facts of a child."""
        dialog = NewCaseDialog(
            self._look, self._desk.library, self._desk.today, self._desk.board.demonstration, self._window
        )
        dialog.made.connect(lambda case: self._add(dialog, case))
        self.drafting.follow(dialog, Draft(NEW_CASE))
        dialog.open()

    def _add(self, dialog: NewCaseDialog, case: Case) -> None:
        wrong = new_impossible(self._desk.library, None, case, self._desk.today())
        if wrong:
            dialog.say_wrong(wrong)
            return
        try:
            stored = new_case(self._desk.board, self._desk.library, case)
        except UserError as error:
            dialog.say_wrong(str(error))
            self._not_saved(error)
            return
        dialog.accept()
        self._saved()
        self.added.emit(stored.id)
        self.told.emit(f"Case {stored.number} was added")

    def bring(self) -> None:
        """Choose a spreadsheet and show what importing it would do."""
        kinds = "Spreadsheets (*.csv *.tsv *.txt *.xlsx);;All files (*)"
        name, _ = QFileDialog.getOpenFileName(self._window, "Import a list", "", kinds)
        if name:
            self.preview(Path(name))

    def preview(self, path: Path) -> ImportDialog:
        """Show what importing this file would do; nothing is written before it is confirmed."""
        dialog = ImportDialog(self._look, self._desk, self._tasks, self._messages, path, self._window)
        dialog.imported.connect(self._imported)
        dialog.open()
        return dialog

    def _imported(self, report: ImportReport) -> None:
        self._saved()
        self.listed.emit()
        left_out = f"; {counted(len(report.rejected), 'row')} left out" if report.rejected else ""
        self.told.emit(f"{counted(report.created, 'case')} added, {report.updated} changed{left_out}")
        if report.rejected:
            self.held.emit(_left_out(report))

    def print_page(self, case: Case) -> None:
        """Show the page as it will be printed; from there it goes to a printer or a file."""
        from desktop.ui.dialogs.print_page import PrintDialog  # what prints is loaded only when a page is asked for

        paper = self._desk.preferences.paper
        dialog = PrintDialog(self._look, self._desk, self._tasks, self._messages, case, self._window, paper=paper)
        dialog.told.connect(self._page_out)
        dialog.open()

    def _page_out(self, words: str) -> None:
        self.work.emit(words, "text")
        self.told.emit(words)

    def delete(self, case_id: UUID, number: int) -> None:
        """Ask for the reason and move the case to the bin."""
        dialog = DeleteDialog(self._look, get_case(self._desk.board, case_id), self._window)
        dialog.confirmed.connect(lambda reason: self._delete(case_id, number, reason))
        dialog.open()

    def _delete(self, case_id: UUID, number: int, reason: str) -> None:
        if self._run(partial(delete_case, case_id=case_id, reason=reason)) is not None:
            self.binned.emit(case_id)
            self.told.emit(f"Case {number} is in the bin")

    def restore(self, case_id: UUID) -> None:
        """Take a case back out of the bin."""
        case = self._run(partial(restore_case, case_id=case_id))
        if case is not None:
            self.restored.emit(case_id)
            self.told.emit(f"Case {case.number} is back on the list")

    def numbers(self, case: Case) -> None:
        """Ask for the numbers by which other systems know the child."""

        def store(told: Sequence[Told]) -> None:
            self.state.emit("Saving…", "text2")
            try:
                stored = set_identifiers(self._desk.board, self._desk.library, case, told)
            except UserError as error:
                self._not_saved(error)
                raise
            self._saved()
            if stored is not case:
                self.stored.emit(stored)
                self.told.emit("Changed the other numbers")

        IdentifiersDialog(self._look, case, systems_in_use(self._desk.board), store, self._window).open()

    def marker(self, case: Case, known_result: MarkerResult | None = None, draft: Draft | None = None) -> None:
        """Enter a laboratory result, or change one; ``draft`` is what was begun of it, else it is looked for."""
        dialog = MarkerDialog(self._look, self._desk.library, case, self._desk.today, self._window, known_result)
        dialog.given.connect(lambda result: self._put_marker(dialog, case, result))
        begun = draft or Draft(MARKER, case.id, known_result.id if known_result is not None else None)
        self.drafting.follow(dialog, begun)
        dialog.open()

    def _put_marker(self, dialog: MarkerDialog, case: Case, result: MarkerResult) -> None:
        words = f"Saved the {self._desk.library.markers.marker(result.marker).name} result"
        self.put(dialog, partial(put_marker, case=case, result=result, today=self._desk.today()), words)

    def remove_marker(self, case: Case, result: MarkerResult) -> None:
        """Take a laboratory result away; undo brings it back."""
        name = self._desk.library.markers.marker(result.marker).name
        self._store(partial(remove_marker, case=case, key=result.id), f"Removed the {name} result")

    def grade_response(self, case: Case) -> None:
        """Ask for the measurements of each part; the grades follow."""
        from desktop.ui.dialogs.guided_response import GuidedResponseDialog  # loaded when it is first wanted

        dialog = GuidedResponseDialog(self._look, self._desk.library, case, self._desk.today, self._window)
        dialog.given.connect(lambda graded: self._put_response(dialog, case, graded))
        self.drafting.follow(dialog, Draft(RESPONSE, case.id))
        dialog.open()

    def _put_response(self, dialog: GuidedResponseDialog, case: Case, graded: ResponseAssessment) -> None:
        write = partial(put_assessment, case=case, assessment=graded, today=self._desk.today())
        self.put(dialog, write, "Saved the graded response")

    def put(self, dialog: Frame, use_case: Callable[..., Case], words: str) -> None:
        """Store what a dialog asked for and close it; what cannot be stored stays as typed, with the reason beneath."""
        dialog.say_wrong("")
        try:
            stored = use_case(self._desk.board, self._desk.library)
        except UserError as error:
            dialog.say_wrong(str(error))
            self._not_saved(error)
            return
        dialog.accept()
        self._saved()
        self.stored.emit(stored)
        self.told.emit(words)

    def _store(self, use_case: Callable[..., Case], words: str) -> None:
        case = self._run(use_case)
        if case is not None:
            self.stored.emit(case)
            self.told.emit(words)

    def _run(self, use_case: Callable[..., Case]) -> Case | None:
        """Run a use case on the board; a refusal is told, and then there is None."""
        self.state.emit("Saving…", "text2")
        try:
            case = use_case(self._desk.board, self._desk.library)
        except UserError as error:
            self._not_saved(error)
            self._messages.report(error)
            return None
        except BaseException:
            self.state.emit("Not saved", "error")
            raise
        self._saved()
        return case

    def _saved(self) -> None:
        self.state.emit(f"Saved {clock_words(self._desk.now())}", "text")

    def _not_saved(self, error: UserError) -> None:
        self.state.emit(f"Not saved: {error}", "error")


def _left_out(report: ImportReport) -> str:
    """Which rows of a list did not go in, and why: more than a toast, because somebody has to mend them."""
    rows = [str(one).rstrip(".") for one in report.rejected[:_MOST_ROWS]]
    more = len(report.rejected) - len(rows)
    told = f"{'; '.join(rows)}{f'; and {more:,} more' if more else ''}"
    return f"Left out of the import: {told}. Mend the list and import it again; what is here already stays."
