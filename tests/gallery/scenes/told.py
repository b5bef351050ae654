"""What the window says while a person works: done, not saved, help about a field, order and columns, work under way."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from desktop.clinical.answers import known
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import save_case
from desktop.services.listing import list_cases
from desktop.ui.dialogs.lose_typed import LoseTypedDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def edited(studio: Studio) -> QWidget:
    """A fact that was just changed, with the step by name at the foot of the window."""
    return _edited(studio)


def undone(studio: Studio) -> QWidget:
    window = _edited(studio)
    window.undo()
    return window


def not_saved(studio: Studio) -> QWidget:
    """Diagnosed before birth: kept as typed, and the foot of the window says why it was not saved."""
    window = studio.case_window("Alpha", PRESENTATION)
    field = window.page.form(PRESENTATION).rows["diagnosed"].value
    field.setFocus()
    editor = field.focusProxy()
    assert isinstance(editor, QLineEdit)
    editor.selectAll()
    QTest.keyClicks(editor, "1/1/2020")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    return window


def field_help(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha", BIOLOGY)
    window.page.form(BIOLOGY).rows["mycn"].value.setFocus()
    window.page.teaching.toggle("mycn")
    return window


def order_and_columns(studio: Studio) -> QWidget:
    window = studio.window()
    window.list.choose_columns()
    menu = next(one for one in window.list.findChildren(QMenu) if one.isVisible())
    return studio.show(menu)


def columns_to_show(studio: Studio) -> QWidget:
    menu = order_and_columns(studio)
    columns = next(one for one in menu.findChildren(QMenu) if one.title() == "&Columns")
    # as large as where it pops up; only shown, Qt cuts any window at two thirds of the screen
    columns.resize(columns.sizeHint())
    return studio.show(columns)


def save_view(studio: Studio) -> QWidget:
    window = studio.window()
    window.list.stage.pick("M")
    window.list.save_view()
    studio.settle()
    dialog = studio.stage.application.activeModalWidget()
    assert dialog is not None
    return dialog


def rules_have_changed(studio: Studio) -> QWidget:
    """Cases are assessed anew beside the work."""
    window = studio.window()
    window.refreshing.moved.emit(10, list_cases(studio.boards.full, CaseQuery()).total)
    return window


def _edited(studio: Studio) -> MainWindow:
    """MYCN of a child, always changed from the same value to the same other."""
    field, board = FIELDS["mycn"], studio.boards.changing
    case = studio.child("Alpha", board)
    if field.read(case) != known(Mycn.NOT_AMPLIFIED):
        save_case(board, studio.library, case, field.write(case, known(Mycn.NOT_AMPLIFIED)), "Change of MYCN")
    window = studio.case_window("Alpha", BIOLOGY, board)
    window.page.edit(field, lambda case: field.write(case, known(Mycn.GAIN)))
    return window


def closing_with_unusable_text(studio: Studio) -> QWidget:
    sentence = "Age at diagnosis holds text that could not be used: “abc”, and so do 2 more fields."
    return studio.show(LoseTypedDialog(studio.look, sentence, studio.host()))


SCENES = scenes(
    "told",
    closing_with_unusable_text,
    edited,
    undone,
    not_saved,
    field_help,
    order_and_columns,
    columns_to_show,
    save_view,
    rules_have_changed,
)
