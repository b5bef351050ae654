"""What a person does with entries of the record: enter, change, copy forward, paste, remove."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.clinical.case import Case
from desktop.clinical.drafts import Draft
from desktop.clinical.errors import UserError
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Result
from desktop.services.boards import Board
from desktop.services.entries import entry_name, put_entries, put_entry, remove_entry
from desktop.services.entry_copies import copied_forward
from desktop.services.library import Library
from desktop.ui.entries.head import UseCase
from desktop.ui.words import counted

if TYPE_CHECKING:  # the first case is painted before these are loaded
    from desktop.ui.dialogs.entry import EntryDialog
    from desktop.ui.dialogs.paste_entries import PasteDialog
    from desktop.ui.entries.case_entries import CaseEntries
    from desktop.ui.entries.pasting import Pasted
    from desktop.ui.main_window import MainWindow


class EntryDeeds(QObject):
    """Stands between the entries of the page of a child and one window."""

    def __init__(self, window: MainWindow, entries: CaseEntries) -> None:
        super().__init__(entries)
        self._window, self._entries = window, entries
        entries.add.connect(self.enter)
        entries.change.connect(lambda kind, entry: self.enter(kind, entry, known=True))
        entries.copy.connect(lambda kind, entry: self.enter(kind, copied_forward(kind, entry)))
        entries.remove.connect(self.remove)
        entries.store.connect(self.store)
        entries.paste.connect(self.paste)

    def go_on(self, kind: EntryKind, draft: Draft) -> None:
        """Ask again for an entry that was begun and not saved."""
        case = self._case
        ones: tuple[Result, ...] = getattr(case, kind.table) if case is not None else ()
        stored = next((one for one in ones if one.id == draft.entry_id), None)
        self.enter(kind, stored, known=stored is not None, draft=draft)

    def enter(
        self, kind: EntryKind, before: Result | None = None, *, known: bool = False, draft: Draft | None = None
    ) -> None:
        """Ask for an entry: a new one, one that begins as another was, or one that is stored already.

        ``draft`` is what was begun of it before; else it is looked for.
        """
        from desktop.ui.dialogs.entry import EntryDialog  # loaded when it is first wanted

        case, window = self._case, self._window
        if case is None:
            return
        dialog = EntryDialog(
            window.look, self._entries.told, kind, case, window.desk.today, window, before, known=known
        )  # fmt: skip
        begun = draft or Draft(kind.table, case.id, before.id if before is not None else None)
        dialog.given.connect(lambda entry, again: self._put(dialog, kind, entry, again=again, known=known))
        dialog.begun.connect(lambda: window.deeds.drafting.drop(begun))
        # one that begins as another was holds more than was typed
        base = dialog.blank() if before is not None and not known else None
        window.deeds.drafting.follow(dialog, begun, base)
        dialog.open()

    def paste(self, kind: EntryKind, text: str) -> None:
        """Show what rows copied from a spreadsheet would be entered as; nothing is stored before it is confirmed."""
        from desktop.ui.dialogs.paste_entries import PasteDialog  # loaded when they are first wanted
        from desktop.ui.entries.pasting import read_pasted

        case, window = self._case, self._window
        if case is None:
            return
        pasted = read_pasted(self._entries.told, case, kind, text, window.desk.today())
        dialog = PasteDialog(window.look, kind.title, case, pasted, window)
        dialog.confirmed.connect(lambda: self._put_all(dialog, kind, pasted))
        dialog.open()

    def remove(self, kind: EntryKind, entry: Result) -> None:
        """Take an entry off the record; undo brings it back."""
        self.store(partial(_removed, kind, entry), f"Removed the {within(kind.one)}")

    def store(self, use_case: UseCase, words: str) -> None:
        """Store what was said on the page without a dialog; what cannot be stored is told."""
        case, desk = self._case, self._window.desk
        if case is None:
            return
        try:
            stored = use_case(desk.board, desk.library, case, desk.today())
        except UserError as error:
            self._not_saved(error)
            self._window.messages.report(error)
            self._window.deeds.stored.emit(case)
            return
        self._show(stored, words)

    def _put(self, dialog: EntryDialog, kind: EntryKind, entry: Result, *, again: bool, known: bool) -> None:
        """What cannot be stored stays as typed, with the reason beneath it."""
        case, desk = self._case, self._window.desk
        if case is None:
            return
        try:
            stored = put_entry(desk.board, desk.library, case, kind, entry, desk.today())
        except UserError as error:
            dialog.refuse(str(error))
            self._not_saved(error)
            return
        name = entry_name(desk.library, stored, kind, entry)
        if again:
            dialog.begin_next(stored, f"Saved “{name}”.")
        else:
            dialog.accept()
        self._show(stored, f"{'Changed' if known else 'Saved'} the {within(kind.one)}")

    def _put_all(self, dialog: PasteDialog, kind: EntryKind, pasted: Pasted) -> None:
        case, desk = self._case, self._window.desk
        if case is None:
            return
        count = counted(len(pasted.entries), "row")
        action = f"Paste of {count} of {within(kind.title)}"
        try:
            stored = put_entries(desk.board, desk.library, case, kind, pasted.entries, desk.today(), action)
        except UserError as error:
            dialog.say_wrong(str(error))
            self._not_saved(error)
            return
        dialog.accept()
        self._show(stored, f"Entered {count} of {within(kind.title)}")

    def _show(self, stored: Case, words: str) -> None:
        self._window.deeds.stored.emit(stored)
        self._window.deeds.told.emit(words)

    def _not_saved(self, error: UserError) -> None:
        self._window.say_state(f"Not saved: {error}", "error")

    @property
    def _case(self) -> Case | None:
        return self._window.page.case


def _removed(kind: EntryKind, entry: Result, board: Board, library: Library, case: Case, _today: date) -> Case:
    return remove_entry(board, library, case, kind, entry.id)
