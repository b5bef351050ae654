"""Closing the window never loses what a person typed without a word."""

from __future__ import annotations

import pytest
from builders import COORDINATOR
from locking_helpers import lock_now, unlock_now
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import a_child, open_dialog, type_over

from db.keys import NO_SECRET
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Mycn, Role
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.people import add_person
from desktop.ui.desk import Desk
from desktop.ui.dialogs.lose_typed import LoseTypedDialog
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION
from desktop.ui.panels.settings.page import PERSON
from desktop.ui.start import Stage
from desktop.ui.widgets.text import WrongText


def asked(qtbot: QtBot, window: MainWindow) -> LoseTypedDialog:
    """The question that closing raises."""
    assert not window.close()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, LoseTypedDialog)
    return dialog


def type_unusable(qtbot: QtBot, window: MainWindow, case: Case) -> None:
    window.open_case(case.id)
    window.go_section(BIOLOGY)
    type_over(qtbot, window.page.form(BIOLOGY).rows["dna_index"].value, "much")


def test_enter_stays_and_puts_the_keyboard_into_the_field(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    type_unusable(qtbot, window, alpha)
    window.go_section(PRESENTATION)
    dialog = asked(qtbot, window)
    name = desk.library.labels.name("dna_index")
    assert dialog.sentence.text() == f"{name[:1].upper()}{name[1:]} holds text that could not be used: “much”."
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.isVisible()
    row = window.page.form(BIOLOGY).rows["dna_index"]
    assert window.page.pages.currentIndex() == BIOLOGY
    qtbot.waitUntil(lambda: QApplication.focusWidget() is row.value.focusProxy())
    assert row.value.draft() == "much"
    # and it is asked again, each time
    qtbot.keyClick(asked(qtbot, window), Qt.Key.Key_Escape)
    assert window.isVisible()


def test_text_of_a_section_that_was_left_is_asked_about_after_another_was_saved(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    type_unusable(qtbot, window, alpha)
    window.go_section(PRESENTATION)
    question = window.page.form(PRESENTATION).rows["question"].value
    question.setFocus()
    qtbot.keyClicks(question.focusProxy() or question, "Operate now?")
    window.commit()
    assert FIELDS["question"].read(get_case(desk.board, alpha.id)) == known("Operate now?")
    assert "holds text that could not be used: “much”" in asked(qtbot, window).sentence.text()


def test_who_closes_anyway_is_not_asked_again(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    type_unusable(qtbot, window, alpha)
    dialog = asked(qtbot, window)
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert not window.isVisible()


def test_what_waits_for_another_child_is_named_with_its_case(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    type_unusable(qtbot, window, alpha)
    other = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    type_unusable(qtbot, window, other)
    window.open_case(new_case(desk.board, desk.library, a_child("Carry", "TEST-0003")).id)
    dialog = asked(qtbot, window)
    assert f"of case {alpha.number} holds" in dialog.sentence.text()
    assert dialog.sentence.text().endswith("and so does 1 more field.")
    qtbot.mouseClick(dialog.stay, Qt.MouseButton.LeftButton)
    assert window.page.case is not None
    assert window.page.case.id == alpha.id
    assert window.page.form(BIOLOGY).rows["dna_index"].value.draft() == "much"


def test_a_laboratory_that_was_refused_is_asked_about_and_waits_for_its_child(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    row = window.page.form(BIOLOGY).rows["mycn"]
    before = get_case(desk.board, alpha.id)
    save_case(desk.board, desk.library, before, FIELDS["question"].write(before, known("Which plan?")), "Change")
    type_over(qtbot, row.place, "Zztest Lab")
    dialog = asked(qtbot, window)
    assert "laboratory or place holds text that could not be used: “Zztest Lab”." in dialog.sentence.text()
    qtbot.keyClick(dialog, Qt.Key.Key_Escape)
    window.back()
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    assert (row.place.text(), FIELDS["mycn"].origin(get_case(desk.board, alpha.id))) == ("Zztest Lab", (None, ""))
    assert "not saved" in row.message.text()
    type_over(qtbot, row.place, "Zztest Lab 2")
    assert FIELDS["mycn"].origin(get_case(desk.board, alpha.id))[1] == "Zztest Lab 2"
    assert not row.message.isVisible()


def test_what_can_be_saved_is_saved_without_a_question(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    window.go_section(BIOLOGY)
    field = window.page.form(BIOLOGY).rows["mycn"].value
    field.setFocus()
    qtbot.keyClicks(field.focusProxy(), "amplified")
    assert window.close()
    assert FIELDS["mycn"].read(get_case(desk.board, alpha.id)) == known(Mycn.AMPLIFIED)


# in the settings


@pytest.fixture
def refused(qtbot: QtBot, window: MainWindow, desk: Desk) -> CommitEdit:
    """The field of one's own name, in which a name stands that somebody else has."""
    add_person(desk.board, "Zztest Second", Role.VIEWER, "eleven quiet herons wade", NO_SECRET)
    window.show_settings(PERSON)
    field = window.settings.person.own_name
    type_over(qtbot, field, "Zztest Second")
    assert desk.board.person.name == COORDINATOR
    return field


def test_a_setting_that_was_refused_is_asked_about_before_it_is_lost(
    qtbot: QtBot, window: MainWindow, refused: CommitEdit
) -> None:
    window.show_list(None)
    dialog = asked(qtbot, window)
    assert dialog.sentence.text() == (
        "“Your name” in the settings holds text that could not be saved: “Zztest Second”."
    )
    qtbot.keyClick(dialog, Qt.Key.Key_Return)
    assert window.at_settings()
    qtbot.waitUntil(refused.hasFocus)
    assert refused.text() == "Zztest Second"
    type_over(qtbot, refused, "Zztest Third")
    assert window.close()


def test_text_of_a_case_and_of_a_setting_are_counted_together(
    qtbot: QtBot, window: MainWindow, alpha: Case, refused: CommitEdit
) -> None:
    type_unusable(qtbot, window, alpha)
    assert asked(qtbot, window).sentence.text().endswith("“much”, and so does 1 more field.")


def test_it_waits_behind_the_lock_and_while_the_window_is_built_anew(
    qtbot: QtBot, window: MainWindow, stage: Stage, refused: CommitEdit
) -> None:
    page = lock_now(qtbot, window)
    assert page.kept.text().startswith("Not saved yet: text in 1 field.")
    unlock_now(qtbot, window)
    assert refused.text() == "Zztest Second"
    try:
        stage.look.use_scale(1.5)
        again = window.settings.person.own_name
        assert again is not refused
        assert again.text() == "Zztest Second"
        words = [one.text() for one in window.settings.person.findChildren(WrongText)]
        assert words == ["This was typed earlier and not saved; press Enter here to save it."]
        assert asked(qtbot, window).sentence.text().startswith("“Your name” in the settings")
    finally:
        stage.look.use_scale(1.0)


def test_it_is_dealt_with_before_the_board_goes_back_to_a_backup(window: MainWindow, refused: CommitEdit) -> None:
    window.show_list(None)
    window.backing_up.restore()
    assert QApplication.activeModalWidget() is None
    assert window.at_settings()
    assert refused.hasFocus()
    assert any("correct or clear it" in one.words for one in window.notices.told)
