"""The window stands on the screen with its foot in sight, and its menus are whole."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QSize
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.cases import delete_case
from desktop.ui.desk import Desk
from desktop.ui.edit_words import edit_words, step_name
from desktop.ui.main_window import MainWindow
from desktop.ui.start import show_fitting
from tests.accessibility.room import LAPTOP
from tests.gallery.studio import Studio


@pytest.mark.parametrize(
    ("screen", "whole"), [((1366, 768), True), ((1366, 1200), True), ((1920, 780), True), ((1920, 1080), False)]
)
def test_a_window_without_room_for_its_title_bar_takes_the_whole_screen(
    qtbot: QtBot, screen: tuple[int, int], whole: bool
) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.resize(1366, 768)
    show_fitting(window, QSize(*screen))
    assert window.isMaximized() is whole
    assert window.normalGeometry().height() < screen[1]


def test_every_menu_is_whole_on_a_laptop_with_large_text(studio: Studio) -> None:
    with studio.dressed("light", 2.0):
        window = studio.window()
        menus = [menu for one in window.menuBar().actions() if isinstance(menu := one.menu(), QMenu)]
        for menu in menus:
            menu.popup(QPoint(0, 0))
            screen = menu.screen().availableGeometry()
            assert menu.height() <= screen.height()
            assert menu.width() <= LAPTOP.width()
            for action in menu.actions():
                assert menu.rect().contains(menu.actionGeometry(action)), action.text()
            menu.close()


def test_a_change_of_date_or_laboratory_is_named_so(desk: Desk, alpha: Case) -> None:
    labels, field = desk.library.labels, FIELDS["mycn"]
    value = field.write(alpha, known(Mycn.GAIN))
    asked = field.write(alpha, silent(Silence.REQUESTED, PartialDate(2026, 11, 9), "Demo Lab"))
    for case in (value, asked):
        dated = field.write_origin(case, PartialDate(2026, 11, 10), field.origin(case)[1])
        both = field.write_origin(case, PartialDate(2026, 11, 10), "Other Lab")
        assert step_name(labels, field, case, dated) == "Change of the date of MYCN"
        assert edit_words(labels, field, case, both) == "Changed the date and laboratory of MYCN"
    question = FIELDS["question"]
    put = question.write(alpha, known("Zztest question"))
    assert edit_words(labels, question, alpha, put) == "Changed question for the board"
    assert step_name(labels, question, alpha, put) == "Change of question for the board"
    assert step_name(labels, field, value, asked) == "Change of MYCN"
    assert edit_words(labels, field, asked, value) == "Changed MYCN to gain (not amplified)"


def test_the_key_that_edits_is_named_only_where_it_does(window: MainWindow, desk: Desk, alpha: Case) -> None:
    hint = window.page.overview.question.edits
    window.open_case(alpha.id)
    assert hint.isVisible()
    window.page.take(delete_case(desk.board, desk.library, alpha.id, "Entered twice"))
    assert not hint.isVisible()
