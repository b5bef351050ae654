"""Who got the papers of a meeting, in the window: read, copied, printed, and said when a new one is about to go out."""

from __future__ import annotations

from dataclasses import replace

import pytest
from by_keyboard import ALT, Key, Keyboard
from meeting_helpers import a_meeting, referred
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.case import Case
from desktop.clinical.meetings.meeting import Meeting
from desktop.services.cases import get_case, save_case
from desktop.services.papers.documents import PRINTED, hand_out
from desktop.services.papers.offered import RECALL_LIST
from desktop.services.papers.pack import pack
from desktop.ui.desk import Desk
from desktop.ui.dialogs.papers import PapersDialog
from desktop.ui.dialogs.register import RegisterDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.notice import Notice

WAIT = 20_000


@pytest.fixture
def meeting(desk: Desk, alpha: Case) -> Meeting:
    """A meeting whose pack went out before the record of its child changed."""
    made = a_meeting(desk.board)
    referred(desk.board, desk.library, alpha, made)
    document = pack(desk.board, desk.library, made, today=desk.today())
    hand_out(desk.board, document, PRINTED, lambda: None, recipient="Zztest Surgeon", copies=2)
    stored = get_case(desk.board, alpha.id)
    save_case(desk.board, desk.library, stored, replace(stored, given_name="Beta"), "Change of name")
    return made


def test_the_register_is_read_copied_and_printed(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, meeting: Meeting
) -> None:
    qtbot.keyClick(window, Key.Key_V, CTRL | ALT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, RegisterDialog)
    assert dialog.sentence.text() == "1 went out; 1 is old."
    ((paper, whom, copies, went, code, since),) = dialog.model.rows
    assert (paper, whom, copies) == ("Pack", "Zztest Surgeon", "2 printed")
    assert desk.board.person.name in went and len(code) == 8
    assert since.endswith(f"the record of case {alpha.number}")
    qtbot.keyClick(dialog, Key.Key_C, CTRL | Qt.KeyboardModifier.ShiftModifier)
    assert "- Pack, for Zztest Surgeon: 2 printed" in QApplication.clipboard().text()
    qtbot.keyClick(dialog, Key.Key_P, CTRL)
    papers = _papers(qtbot)
    qtbot.waitUntil(papers.do.isEnabled, timeout=WAIT)
    assert papers.document is not None and papers.document.kind == "recall list"
    papers.reject()


def test_a_pack_that_is_opened_again_says_who_holds_the_old_one(
    qtbot: QtBot, window: MainWindow, meeting: Meeting
) -> None:
    window.papers_room.of_meeting(meeting)
    papers = _papers(qtbot)
    qtbot.waitUntil(papers.do.isEnabled, timeout=WAIT)
    (told,) = papers.findChildren(Notice)
    assert "Held by Zztest Surgeon (" in told.accessibleName()
    Keyboard(qtbot).tab_to("Who got it")
    qtbot.keyClick(papers, Key.Key_V, CTRL | ALT)
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), RegisterDialog), timeout=WAIT)
    register = QApplication.activeModalWidget()
    assert isinstance(register, QDialog)
    qtbot.keyClick(register, Key.Key_P, CTRL)
    qtbot.waitUntil(lambda: papers.document is not None and papers.document.kind == "recall list", timeout=WAIT)
    assert getattr(papers.offers.chosen, "words", "") == RECALL_LIST
    qtbot.waitUntil(lambda: not papers.findChildren(Notice), timeout=WAIT)
    papers.reject()


def test_while_nothing_has_gone_out_it_says_so_and_offers_no_list(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    a_meeting(desk.board)
    qtbot.keyClick(window, Key.Key_V, CTRL | ALT)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, RegisterDialog)
    assert dialog.sentence.text() == "No paper of this meeting has gone out."
    assert not dialog.paper.isVisible() and not dialog.copy.isVisible()
    qtbot.keyClick(dialog, Key.Key_P, CTRL)
    assert dialog.isVisible()
    dialog.reject()


def _papers(qtbot: QtBot) -> PapersDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), PapersDialog), timeout=WAIT)
    found = QApplication.activeModalWidget()
    assert isinstance(found, PapersDialog)
    return found
