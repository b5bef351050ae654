"""Records in the window: one leaves as a file, one comes back from a file that is chosen or dropped."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop.clinical.rights import Right

if TYPE_CHECKING:  # the list is painted before these are loaded
    from collections.abc import Mapping

    from desktop.clinical.case import Case
    from desktop.clinical.merging import Side
    from desktop.services.deidentifying import Choices
    from desktop.services.taking_in import TakingIn
    from desktop.ui.dialogs.check_document import CheckDocumentDialog
    from desktop.ui.dialogs.deidentify import DeidentifyDialog
    from desktop.ui.dialogs.receive import ReceiveDialog
    from desktop.ui.dialogs.take_in import TakeInDialog
    from desktop.ui.main_window import MainWindow

_KINDS = "Records, and PDFs that carry one (*.json *.pdf);;All files (*)"
_ENDINGS = frozenset({".json", ".pdf"})
_CLEAR = "Export the record. The file will not be encrypted; keep it only where patient files may be kept."
_UNRECORDED = ", and that it was exported could not be written down"
_DROPS = frozenset({QEvent.Type.DragEnter, QEvent.Type.DragMove, QEvent.Type.Drop})


class RecordsRoom(QObject):
    """Belongs to one window, and takes records that are dropped onto it."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A single file that is called as records are may be dropped while the board can be changed."""
        if event.type() not in _DROPS or not isinstance(event, QDropEvent):
            return super().eventFilter(watched, event)
        path = record_in(event.mimeData())
        if path is None or not self._may_receive():
            return super().eventFilter(watched, event)
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.preview(path)
        return True

    def receive(self) -> None:
        """Choose a record and show whose it is."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Receive a record", "", _KINDS)
        if name:
            self.preview(Path(name))

    def check(self) -> CheckDocumentDialog:
        """Ask for a code or a PDF, and say whether it is of this board."""
        from desktop.ui.dialogs.check_document import CheckDocumentDialog

        window = self._window
        dialog = CheckDocumentDialog(window.look, window.desk, window.tasks, window.messages, window)
        dialog.open()
        return dialog

    def preview(self, path: Path) -> ReceiveDialog:
        """Show what receiving this file would do; nothing is stored before it is confirmed."""
        from desktop.ui.dialogs.receive import ReceiveDialog

        window = self._window
        window.commit()
        dialog = ReceiveDialog(window.look, window.desk, window.tasks, window.messages, path, window)
        dialog.received.connect(self._received)
        dialog.wanted.connect(window.open_case)
        dialog.compare.connect(self._compare)
        dialog.open()
        return dialog

    def _compare(self, path: Path) -> None:
        """Read the record again beside the case that is here, away from the window's own work."""
        from desktop.services.taking_in import look_to_take_in

        window, desk = self._window, self._window.desk
        work = partial(look_to_take_in, desk.board, desk.library, path, desk.today())
        window.tasks.start(work, self._ask_to_take_in, window.messages.report)

    def _ask_to_take_in(self, taking: TakingIn) -> None:
        """Show the record beside the case; nothing is stored before it is confirmed."""
        from desktop.ui.dialogs.take_in import TakeInDialog

        window = self._window
        dialog = TakeInDialog(window.look, window.desk.library, taking, window)
        dialog.wanted.connect(lambda both, choices: self._take_in(dialog, both, choices))
        dialog.open()

    def _take_in(self, dialog: TakeInDialog, taking: TakingIn, choices: Mapping[str, Side]) -> None:
        from desktop.clinical.errors import UserError
        from desktop.services.taking_in import take_in
        from desktop.ui.words import clock_words

        window, desk = self._window, self._window.desk
        try:
            case = take_in(desk.board, desk.library, taking, choices, desk.today())
        except UserError as error:
            dialog.say_wrong(str(error))
            return
        dialog.accept()
        window.say_state(f"Saved {clock_words(desk.now())}", "text")
        window.deeds.added.emit(case.id)
        window.confirm(f"The record was taken into case {case.number}")

    def _received(self, case: Case) -> None:
        from desktop.ui.words import clock_words

        self._window.say_state(f"Saved {clock_words(self._window.desk.now())}", "text")
        self._window.deeds.added.emit(case.id)
        self._window.confirm(f"Case {case.number} was received")

    def export(self) -> None:
        """Ask where the record of the open case goes; the proposed name names no child."""
        self._window.commit()
        case = self._window.page.case
        if case is not None:
            name, _ = QFileDialog.getSaveFileName(
                self._window, _CLEAR, f"case-{case.number}-record.json", "Records (*.json)"
            )
            if name:
                self.export_to(case, Path(name))

    def export_to(self, case: Case, path: Path) -> None:
        """Write the record beside the window's own work."""
        from desktop.services.record_files import export_record

        window = self._window
        window.tasks.start(
            partial(export_record, window.desk.board, case.id, path),
            partial(self._exported, case),
            window.messages.report,
        )

    def _exported(self, case: Case, recorded: bool) -> None:
        words = f"Record of case {case.number} exported; it is not encrypted there"
        words = words if recorded else f"{words}{_UNRECORDED}"
        if any(self._window.desk.library.shelf.is_own(one.template) for one in case.plans):
            words = f"{words}; its plan is by a template of this board, whose file the receiver needs too"
        self._window.status.tell(words, "text")
        self._window.confirm(words)

    def export_deidentified(self) -> DeidentifyDialog | None:
        """Show what goes out of the open case, then ask where its de-identified record goes."""
        from desktop.ui.dialogs.deidentify import DeidentifyDialog

        window = self._window
        window.commit()
        case = window.page.case
        if case is None:
            return None
        dialog = DeidentifyDialog(window.look, window.desk, window.tasks, window.messages, case, window, verb="Export…")
        dialog.chosen.connect(partial(self._ask_where, case))
        dialog.open()
        return dialog

    def _ask_where(self, case: Case, choices: Choices) -> None:
        """The proposed name leads back to no case."""
        name, _ = QFileDialog.getSaveFileName(self._window, _CLEAR, "deidentified-record.json", "Records (*.json)")
        if name:
            self.export_deidentified_to(case, choices, Path(name))

    def export_deidentified_to(self, case: Case, choices: Choices, path: Path) -> None:
        """Write the de-identified record beside the window's own work."""
        from desktop.services.deidentified_records import export_deidentified

        desk, today = self._window.desk, self._window.desk.today()
        work = partial(export_deidentified, desk.board, desk.library, case, path, today=today, choices=choices)
        self._window.tasks.start(work, partial(self._went, case), self._window.messages.report)

    def _went(self, case: Case, recorded: bool) -> None:
        words = f"De-identified record of case {case.number} exported; its days count from diagnosis"
        words = words if recorded else f"{words}{_UNRECORDED}"
        self._window.status.tell(words, "text")
        self._window.confirm(words)

    def _may_receive(self) -> bool:
        window = self._window
        free = not window.locking.locked and QApplication.activeModalWidget() is None
        return free and window.desk.may(Right.EDIT)


def record_in(mime: QMimeData) -> Path | None:
    """The one local file among what is dragged, if there is one only and it is called as records are."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower() in _ENDINGS else None
