"""Closing the window never loses what a person typed without a word."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import a_child, open_dialog, type_over

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import get_case, new_case, save_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.lose_typed import LoseTypedDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION


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
