"""What a person does with the results of one fact: look at all, add one, mark the one to use, take one away."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject

from desktop.clinical.case import Case
from desktop.clinical.drafts import Draft
from desktop.clinical.editing import FIELDS, Field
from desktop.clinical.errors import UserError
from desktop.clinical.results import Result
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.drafts import FURTHER
from desktop.services.fact_results import add_result, correct_result, mark_result, remove_result, take_mark_back
from desktop.services.fact_results_told import ResultLine, counting_without, who_marked
from desktop.services.library import Library
from desktop.ui.dialogs.fact_results import FactResultsDialog
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.further_result import FurtherResultDialog
from desktop.ui.dialogs.mark_result import MarkResultDialog, RemoveResultDialog

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

Write = Callable[[Board, Library, Case], Case]


class ResultDeeds(QObject):
    """Stands between the results of a fact and one window; every write shows in the dialog and on the page."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def show(self, field: Field) -> FactResultsDialog | None:
        """All results of a fact of the open case; nothing where none is open."""
        window, case = self._window, self._window.page.case
        if case is None:
            return None
        read_only = not window.desk.may(Right.EDIT) or case.deleted is not None
        desk = window.desk
        dialog = FactResultsDialog(
            window.look, desk.library, case, field, window, read_only=read_only,
            marked_by=lambda case: who_marked(desk.board, case, field),
        )  # fmt: skip
        dialog.add.connect(lambda: self._add(dialog))
        dialog.correct.connect(lambda line: self._add(dialog, line.result))
        dialog.use.connect(lambda line: self._mark(dialog, line))
        dialog.back.connect(lambda: self._back(dialog))
        dialog.remove.connect(lambda line: self._ask_away(dialog, line))
        dialog.open()
        return dialog

    def go_on(self, draft: Draft) -> None:
        """Ask again for a result that was begun and not saved: a further one, or the correction of one that stands."""
        field = next(one for one in FIELDS.values() if one.results == draft.subject.removeprefix(FURTHER))
        dialog = self.show(field)
        if dialog is not None:
            ones: tuple[Result, ...] = getattr(dialog.case, str(field.results))
            self._add(dialog, next((one for one in ones if one.id == draft.entry_id), None), draft)

    def _add(
        self, dialog: FactResultsDialog, before: Result | None = None, draft: Draft | None = None
    ) -> None:  # fmt: skip
        window, field = self._window, dialog.field
        asked = FurtherResultDialog(
            window.look, window.desk.library, dialog.case, field, window.desk.today, dialog, before
        )  # fmt: skip
        asked.given.connect(lambda result: self._put(dialog, asked, result, before))
        begun = draft or Draft(f"{FURTHER}{field.results}", dialog.case.id, before.id if before is not None else None)
        window.deeds.drafting.follow(asked, begun)
        asked.open()

    def _put(self, dialog: FactResultsDialog, asked: Frame, result: Result, before: Result | None) -> None:
        field, today = dialog.field, self._window.desk.today()
        if before is None:
            write = partial(add_result, field=field, result=result, today=today)
            self._store(dialog, asked, write, f"Added a result of {dialog.name}")
        else:
            mended = partial(correct_result, field=field, key=before.id, typed=result, today=today)
            self._store(dialog, asked, mended, f"Corrected the result of {dialog.name}")

    def _mark(self, dialog: FactResultsDialog, line: ResultLine) -> None:
        asked = MarkResultDialog(self._window.look, dialog.case, dialog.name, line, dialog)
        asked.given.connect(lambda key, reason: self._use(dialog, asked, key, reason))
        asked.open()

    def _use(self, dialog: FactResultsDialog, asked: Frame, key: UUID, reason: str) -> None:
        today = self._window.desk.today()
        write = partial(mark_result, field=dialog.field, key=key, reason=reason, today=today)
        self._store(dialog, asked, write, f"Marked the result of {dialog.name} to use")

    def _ask_away(self, dialog: FactResultsDialog, line: ResultLine) -> None:
        window = self._window
        then = counting_without(window.desk.library, dialog.case, dialog.field, line.result)
        asked = RemoveResultDialog(window.look, dialog.case, dialog.name, line, then, dialog)
        asked.given.connect(lambda key, reason: self._take_away(dialog, asked, key, reason))
        asked.open()

    def _take_away(self, dialog: FactResultsDialog, asked: Frame, key: UUID, reason: str) -> None:
        today = self._window.desk.today()
        write = partial(remove_result, field=dialog.field, key=key, reason=reason, today=today)
        self._store(dialog, asked, write, f"Removed a result of {dialog.name}")

    def _back(self, dialog: FactResultsDialog) -> None:
        write = partial(take_mark_back, field=dialog.field)
        self._store(dialog, None, write, f"The rule decides again which result of {dialog.name} counts")

    def _store(self, dialog: FactResultsDialog, asked: Frame | None, write: Write, words: str) -> None:
        """What cannot be stored stays as typed, with the reason beneath it."""
        window = self._window
        dialog.say_wrong("")
        try:
            stored = write(window.desk.board, window.desk.library, dialog.case)
        except UserError as error:
            (asked or dialog).say_wrong(str(error))
            window.say_state(f"Not saved: {error}", "error")
            return
        if asked is not None:
            asked.accept()
        window.deeds.stored.emit(stored)
        window.deeds.told.emit(words)
        dialog.show_case(stored)
