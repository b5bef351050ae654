"""What the window does about the sheet for a family: asks for it, keeps it, shows its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from desktop.services.handouts.sheets import meeting_about
from desktop.ui.handout.dialog import FamilySheetDialog
from desktop.ui.handout.pages import FamilyPagesDialog

if TYPE_CHECKING:
    from desktop.clinical.case import Case
    from desktop.clinical.handout.sheet import Language
    from desktop.ui.main_window import MainWindow

NO_MEETING = (
    "No meeting has decided about this child yet, so there is nothing to approve for its family; here is the sheet to "
    "be written by hand."
)


def ask_for_sheet(window: MainWindow, case: Case) -> FamilySheetDialog | FamilyPagesDialog:
    """The sheet about the latest decision; while there is none, the draft to be written by hand."""
    meeting = meeting_about(window.desk.board, case)
    if meeting is None or window.desk.board.read_only:
        return _show(window, case)
    dialog = FamilySheetDialog(window.look, window.desk, case, meeting, window)
    dialog.told.connect(window.confirm)
    dialog.stored.connect(window.deeds.stored)
    # the case as it is then: what the family was told may have been written down meanwhile
    dialog.shown.connect(lambda language: _show(window, dialog.case, language))
    dialog.open()
    return dialog


def _show(window: MainWindow, case: Case, language: Language | None = None) -> FamilyPagesDialog:
    paper = window.desk.preferences.paper
    first = language.value if language is not None else ""
    dialog = FamilyPagesDialog(
        window.look, window.desk, window.tasks, window.messages, case, window, paper=paper, first=first
    )
    dialog.told.connect(window.confirm)
    dialog.open()
    return dialog
