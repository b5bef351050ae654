"""The family's sheet in the window: sentences are ticked and written by keyboard, approved by name, and shown."""

from __future__ import annotations

from dataclasses import replace

import pytest
from meeting_helpers import a_meeting, decided, referred
from pdf_reading import page_texts
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, open_dialog

from desktop.clinical.case import Case
from desktop.clinical.handout.sheet import Language, Section
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.cases import get_case, history
from desktop.services.handouts.sheets import sheet_of
from desktop.ui.desk import Desk
from desktop.ui.handout.dialog import FamilySheetDialog
from desktop.ui.handout.pages import FamilyPagesDialog
from desktop.ui.handout.sentences import SentencesPart
from desktop.ui.handout.told import TellDialog
from desktop.ui.main_window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def meeting(desk: Desk, alpha: Case) -> Meeting:
    made = a_meeting(desk.board, TODAY)
    decided(desk.board, desk.library, referred(desk.board, desk.library, alpha, made))
    return made


def opened(qtbot: QtBot, window: MainWindow, case: Case) -> object:
    window.open_case(case.id)
    qtbot.keyClick(window, Qt.Key.Key_F, CTRL | ALT)
    return open_dialog(qtbot)


def part(dialog: FamilySheetDialog, section: Section) -> SentencesPart:
    return next(one for one in dialog.parts if one.section is section)


def tell(qtbot: QtBot, dialog: FamilySheetDialog) -> None:
    """Everything was told, said by keyboard alone."""
    dialog.knows.say.setFocus()
    qtbot.keyClick(dialog.knows.say, Qt.Key.Key_Space)
    asked = next(one for one in dialog.findChildren(TellDialog))
    assert not any(one.isChecked() for one in asked.ticks.values()), "nothing is told unless somebody says so"
    asked.do.click()
    assert "person who told" in asked.wrong.text()
    for one in asked.ticks.values():
        qtbot.keyClick(one, Qt.Key.Key_Space)
    qtbot.keyClicks(asked.who, "Dr Zztest")
    asked.do.click()
    assert not asked.isVisible()


def shown_text(qtbot: QtBot, dialog: FamilyPagesDialog) -> str:
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    assert dialog.page is not None
    return " ".join(" ".join(page_texts(dialog.page.pdf)).split())


def test_without_a_decision_the_draft_is_shown(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    dialog = opened(qtbot, window, alpha)
    assert isinstance(dialog, FamilyPagesDialog)
    assert "DRAFT" in shown_text(qtbot, dialog)


def test_nothing_is_ticked_at_first_and_what_is_approved_is_printed(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, meeting: Meeting
) -> None:
    dialog = opened(qtbot, window, alpha)
    assert isinstance(dialog, FamilySheetDialog)
    assert not any(one.tick.isChecked() for each in dialog.parts for one in each.offers)
    assert "Not approved" in dialog.state.text()
    know = part(dialog, Section.KNOW)
    first = know.offers[0]
    first.tick.setFocus()
    qtbot.keyClick(first.tick, Qt.Key.Key_Space)
    suggest = part(dialog, Section.SUGGEST)
    suggest.add.setFocus()
    qtbot.keyClick(suggest.add, Qt.Key.Key_Space)
    qtbot.keyClicks(suggest.own[0].edit, "We will operate soon.")
    assert "Reading grade" in dialog.level.text()
    dialog.who.clear()
    dialog.do.click()
    assert "named person" in dialog.wrong.text()
    qtbot.keyClicks(dialog.who, "Dr Zztest")
    dialog.do.click()
    assert "Approved by Dr Zztest" in dialog.state.text()
    kept = sheet_of(desk.board, alpha.id, meeting, Language.ENGLISH)
    assert kept is not None
    assert [one.words for one in kept.sentences] == [first.words, "We will operate soon."]
    assert "2 sentences of it withheld" in dialog.state.text()
    assert know.offers[0].told.text().startswith("Withheld. Not told yet: ")
    assert "what the board suggests" in dialog.knows.withheld.text()
    tell(qtbot, dialog)
    assert "withheld" not in dialog.state.text()
    assert know.offers[0].told.text().startswith("Told to the family: ")
    assert {one.told_by.value for one in get_case(desk.board, alpha.id).disclosures} == {"Dr Zztest"}
    assert window.page.case == get_case(desk.board, alpha.id)
    dialog.show_pages.click()
    pages = next(one for one in window.findChildren(FamilyPagesDialog))
    text = shown_text(qtbot, pages)
    assert "We will operate soon." in text
    assert "DRAFT" not in text
    actions = [one.action for one in history(desk.board, alpha.id)]
    assert {"Family sheet begun", "Family sheet approved", "Told to the family"} <= set(actions)


def test_typing_takes_the_approval_back_and_the_other_language_stands_alone(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, meeting: Meeting
) -> None:
    dialog = opened(qtbot, window, alpha)
    assert isinstance(dialog, FamilySheetDialog)
    part(dialog, Section.MEETING).offers[0].tick.click()
    dialog.who.setText("Dr Zztest")
    dialog.do.click()
    part(dialog, Section.MEETING).offers[1].tick.click()
    assert "Not approved" in dialog.state.text()
    spanish = dialog.language.buttons[1]
    spanish.setFocus()
    qtbot.keyClick(spanish, Qt.Key.Key_Space)
    assert dialog.chosen is Language.SPANISH
    english = sheet_of(desk.board, alpha.id, meeting, Language.ENGLISH)
    assert english is not None
    assert len(english.sentences) == 2, "what was ticked is kept when the language changes"
    assert not english.sheet.is_approved
    assert dialog._review_row.isVisibleTo(dialog)
    assert not dialog.review.isEnabled(), "words that nobody approved are not reviewed"
    part(dialog, Section.MEETING).offers[0].tick.click()
    dialog.do.click()
    assert "Translation not reviewed" in dialog.state.text()
    dialog.reviewer.setText("Zztest Revisora")
    dialog.review.click()
    assert "Translation reviewed by Zztest Revisora" in dialog.state.text()


def test_what_does_not_hold_any_more_is_marked(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, meeting: Meeting
) -> None:
    from desktop.clinical.answers import known
    from desktop.clinical.vocabulary import PrimarySite
    from desktop.services.cases import save_case

    case = get_case(desk.board, alpha.id)
    case = save_case(desk.board, desk.library, case, replace(case, primary_site=known(PrimarySite.CHEST)), "Change")
    dialog = opened(qtbot, window, alpha)
    assert isinstance(dialog, FamilySheetDialog)
    chest = next(one for one in part(dialog, Section.KNOW).offers if "chest" in one.words)
    chest.tick.click()
    dialog.keep.click()
    dialog.reject()
    case = get_case(desk.board, alpha.id)
    save_case(desk.board, desk.library, case, replace(case, primary_site=known(PrimarySite.NECK)), "Change")
    again = opened(qtbot, window, alpha)
    assert isinstance(again, FamilySheetDialog)
    offers = part(again, Section.KNOW).offers
    assert [one.tick.isChecked() for one in offers if "chest" in one.words] == [True]
    assert [one.tick.isChecked() for one in offers if "neck" in one.words] == [False]
    again.who.setText("Dr Zztest")
    again.do.click()
    assert "facts have changed" in again.wrong.text()


def test_a_sheet_from_before_says_that_nothing_is_withheld_until_it_is_approved_again(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, meeting: Meeting
) -> None:
    dialog = opened(qtbot, window, alpha)
    assert isinstance(dialog, FamilySheetDialog)
    part(dialog, Section.MEETING).offers[0].tick.click()
    dialog.who.setText("Dr Zztest")
    dialog.do.click()
    dialog.reject()
    whole = sheet_of(desk.board, alpha.id, meeting, Language.ENGLISH)
    assert whole is not None
    with desk.board.database.work(desk.board.person.id) as work:
        work.board_work.save(whole.sheet, replace(whole.sheet, withholds=False), "As it was before")
    again = opened(qtbot, window, alpha)
    assert isinstance(again, FamilySheetDialog)
    assert "nothing is withheld from it" in again.state.text()
    again.do.click()
    assert "1 sentence of it withheld" in again.state.text()
