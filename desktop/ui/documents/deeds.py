"""What a person does with documents: choose files, look, save, change, remove; and what the window says of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.attachment_copies import copy_name, save_copy
from desktop.services.attachments import Source, change_attachment, remove_attachment, removers, restore_attachment
from desktop.services.cases import get_case
from desktop.ui.documents.add_dialog import AddDialog
from desktop.ui.documents.change_dialog import ChangeDialog
from desktop.ui.documents.copy_dialog import CopyDialog
from desktop.ui.documents.fields import Told
from desktop.ui.documents.incoming import sources_of
from desktop.ui.documents.put_back_dialog import PutBackDialog
from desktop.ui.documents.view_dialog import ViewDialog
from desktop.ui.words import counted

if TYPE_CHECKING:
    from desktop.ui.documents.page import DocumentsPage
    from desktop.ui.main_window import MainWindow

MOST_AT_ONCE = 20
LARGE = 4 * 2**20
"""A copy of less is written in a moment, and needs no dialog that says how far it is."""

_CLEAR = "Save a copy. The copy will not be encrypted; keep it only where patient files may be kept."
_SAVED = "A copy was saved; it is not encrypted there"
_UNRECORDED = f"{_SAVED}, and that it was saved could not be written down"


class DocumentDeeds(QObject):
    """Stands between the section of documents and one window."""

    def __init__(self, window: MainWindow, page: DocumentsPage) -> None:
        super().__init__(page)
        self._window = window
        page.removers = lambda case_id: removers(window.desk.board, case_id)
        page.add.connect(self.choose)
        page.paste.connect(self.paste)
        page.dropped.connect(self.offer)
        page.opened.connect(self.look_at)
        page.copied.connect(self.ask_where)
        page.changed.connect(self.change)
        page.removed.connect(self.remove)
        page.restored.connect(self.restore)

    def choose(self) -> None:
        """Ask for files, several at once."""
        names, _ = QFileDialog.getOpenFileNames(self._window, "Add documents", "", "All files (*)")
        if names:
            self.offer([Source.file(Path(name)) for name in names])

    def paste(self) -> None:
        """Offer what was copied elsewhere: files, or a picture."""
        sources = sources_of(QGuiApplication.clipboard().mimeData())
        if sources:
            self.offer(sources)
        else:
            self._refuse("Neither a file nor a picture was copied, so there is nothing to paste; copy one first.")

    def offer(self, sources: Sequence[Source]) -> None:
        """Show what would be added; nothing is stored before it is confirmed."""
        case = self._case
        if case is None:
            return
        if len(sources) > MOST_AT_ONCE:
            self._refuse(f"These are {len(sources)} files; nothing was added, add at most {MOST_AT_ONCE} at once.")
            return
        window = self._window
        dialog = AddDialog(window.look, window.desk, window.tasks, window.messages, case, sources, window)
        dialog.added.connect(lambda count: self._show(case, f"{counted(count, 'document')} added"))
        dialog.open()

    def look_at(self, one: Attachment) -> None:
        """Show a document."""
        case, window = self._case, self._window
        if case is not None:
            dialog = ViewDialog(window.look, window.desk, window.tasks, window.messages, case, one, window)
            dialog.copy.connect(lambda: self.ask_where(one, dialog))
            dialog.open()

    def ask_where(self, one: Attachment, parent: QWidget | None = None) -> None:
        """Ask where to save a copy; the system's dialog asks before a file is replaced."""
        name, _ = QFileDialog.getSaveFileName(parent or self._window, _CLEAR, copy_name(one), "All files (*)")
        if name:
            self.save_to(one, Path(name), parent)

    def save_to(self, one: Attachment, path: Path, parent: QWidget | None = None) -> None:
        """Write a copy beside the window's own work."""
        window, board = self._window, self._window.desk.board
        dialog = CopyDialog(window.look, window.tasks, one.title, parent or window) if one.size > LARGE else None
        if dialog is not None:
            dialog.open()

        def ended(then: Callable[[], None]) -> None:
            if dialog is not None:
                dialog.end()
            then()

        window.tasks.start(
            partial(save_copy, board, one, path, replace=True, progress=dialog.step if dialog else None),
            lambda recorded: ended(lambda: self._told(_SAVED if recorded else _UNRECORDED)),
            lambda error: ended(lambda: window.messages.report(error)),
        )

    def change(self, one: Attachment) -> None:
        """Ask for another title, kind or day."""
        case, window = self._case, self._window
        if case is None:
            return
        labels = window.desk.library.labels
        dialog = ChangeDialog(window.look, labels, case, window.desk.today, one, window)
        dialog.given.connect(lambda told: self._change(dialog, case, one, told))
        dialog.open()

    def _change(self, dialog: ChangeDialog, case: Case, one: Attachment, told: Told) -> None:
        """What cannot be stored stays as typed, with the reason beneath it."""
        desk = self._window.desk
        try:
            change_attachment(
                desk.board, desk.library, one, title=told.title, kind=told.kind, dated=told.dated, today=desk.today()
            )
        except UserError as error:
            dialog.say_wrong(str(error))
            return
        dialog.accept()
        self._show(case, "Document changed")

    def remove(self, one: Attachment) -> None:
        """Take a document off the record; undo brings it back."""
        self._store(partial(remove_attachment, before=one), "Document removed")

    def restore(self, one: Attachment) -> None:
        """Ask, by the name of the child, whether a document that was removed shall stand again."""
        case, window = self._case, self._window
        if case is not None:
            dialog = PutBackDialog(window.look, case, one, window)
            dialog.confirmed.connect(lambda: self._store(partial(restore_attachment, before=one), "Document put back"))
            dialog.open()

    def _store(self, use_case: Callable[..., Attachment], words: str) -> None:
        case, desk = self._case, self._window.desk
        if case is None:
            return
        try:
            use_case(desk.board, desk.library)
        except UserError as error:
            self._window.messages.report(error)
            return
        self._show(case, words)

    def _show(self, case: Case, words: str) -> None:
        """Show the child anew, and say what was done."""
        try:
            self._window.deeds.stored.emit(get_case(self._window.desk.board, case.id))
        except UserError as error:
            self._window.messages.report(error)
        self._told(words)

    def _told(self, words: str) -> None:
        self._window.deeds.told.emit(words)

    def _refuse(self, sentence: str) -> None:
        self._window.messages.report(UserError(sentence))

    @property
    def _case(self) -> Case | None:
        return self._window.page.case
