"""The sheet for a family: chosen and written, approved, in Spanish, and its pages before they go out."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.clinical.handout.sheet import Language
from desktop.services.handouts.sheets import meeting_about
from desktop.ui.handout.dialog import FamilySheetDialog
from desktop.ui.handout.pages import FamilyPagesDialog
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _dialog(studio: Studio, given: str) -> FamilySheetDialog:
    board = studio.boards.full
    case = studio.child(given, board)
    meeting = meeting_about(board, case)
    assert meeting is not None
    return FamilySheetDialog(studio.look, studio.desk(board), case, meeting, studio.host())


def approved(studio: Studio) -> QWidget:
    return studio.show(_dialog(studio, "Alpha"))


def spanish(studio: Studio) -> QWidget:
    """Its translation was reviewed; the end of the dialog, where that is said."""
    dialog = studio.show(_dialog(studio, "Alpha"))
    dialog.language.buttons[1].click()
    studio.settle()
    bar = dialog.area.verticalScrollBar()
    bar.setValue(bar.maximum())
    return dialog


def not_begun(studio: Studio) -> QWidget:
    return studio.show(_dialog(studio, "Bravo"))


def tell(studio: Studio) -> QWidget:
    """Which things the family was told, when and by whom."""
    return studio.show(_dialog(studio, "Bravo").knows.ask())


def _pages(studio: Studio, given: str, language: Language) -> QWidget:
    board = studio.boards.full
    dialog = FamilyPagesDialog(
        studio.look, studio.desk(board), studio.stage.tasks, studio.stage.messages, studio.child(given, board),
        studio.host(), first=language.value,
    )  # fmt: skip
    studio.show(dialog)
    studio.stage.tasks.wait()
    studio.settle()
    return dialog


def pages(studio: Studio) -> QWidget:
    return _pages(studio, "Alpha", Language.ENGLISH)


def pages_draft(studio: Studio) -> QWidget:
    return _pages(studio, "Bravo", Language.SPANISH)


SCENES = scenes("family", approved, spanish, not_begun, tell, pages, pages_draft)
