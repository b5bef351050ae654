"""Meetings: the page with its agenda, what is asked of meetings and referrals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.services.meetings.planning import meetings
from desktop.services.papers.offered import Offer, offers_of_child, offers_of_meeting
from desktop.ui.dialogs.papers import PapersDialog
from desktop.ui.dialogs.several import MeetingDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.meetings.board import PUT_OFF, REFERRAL
from desktop.ui.meetings.head import ATTEND, CALL_OFF
from desktop.ui.panels.list_views import LOOK
from desktop.ui.panels.rail import MEETINGS
from desktop.ui.sections import MEETINGS as MEETINGS_SECTION
from desktop.ui.widgets.button import Button
from tests.gallery.scene import scenes
from tests.gallery.studio import TODAY, Studio


def _at(studio: Studio, board: Board) -> MainWindow:
    window = studio.window(board)
    window.places.show(MEETINGS)
    studio.settle()
    return window


def _asked(studio: Studio) -> QWidget:
    dialog = studio.stage.application.activeModalWidget()
    assert dialog is not None
    return studio.show(dialog)


def agenda(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.meeting)


def lists_beneath(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.places.meetings.board.put_off.setFocus()
    studio.settle()
    return window


def papers(studio: Studio) -> QWidget:
    return _papers(studio, "Papers of meeting 13", date(2026, 11, 12))


def papers_of_a_child(studio: Studio) -> QWidget:
    board = studio.boards.full
    case = studio.child("Delta", board)
    offers = offers_of_child(board, studio.library, case, TODAY)
    return _paper_dialog(studio, f"Papers of case {case.number}", offers)


def papers_again(studio: Studio) -> QWidget:
    """An earlier pack is out and says something else."""
    window = _at(studio, studio.boards.meeting)
    window.papers_room.of_meeting()
    studio.settle()
    return _asked(studio)


def who_got_them(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.papers_room.who_got()
    studio.settle()
    return _asked(studio)


def who_got_none(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.full)
    window.papers_room.who_got()
    studio.settle()
    return _asked(studio)


def papers_without_whose_they_are(studio: Studio) -> QWidget:
    board = studio.boards.full
    offers = offers_of_child(board, studio.library, studio.child("Delta", board), TODAY)
    dialog = _paper_dialog(studio, "Papers of case 4", offers)
    assert isinstance(dialog, PapersDialog)
    dialog.offers.choose(next(one for one in offers if one.carries))
    studio.settle()
    dialog.unnamed.inside.record.click()
    studio.settle()
    return dialog


def _papers(studio: Studio, title: str, day: date) -> QWidget:
    board = studio.boards.full
    meeting = next(one for one in meetings(board) if one.day == day)
    return _paper_dialog(studio, title, offers_of_meeting(board, studio.library, meeting, TODAY))


def _paper_dialog(studio: Studio, title: str, offers: Sequence[Offer]) -> QWidget:
    stage, desk = studio.stage, studio.desk(studio.boards.full)
    dialog = PapersDialog(studio.look, desk, stage.tasks, stage.messages, title, offers, studio.host())
    studio.show(dialog)
    studio.settle()
    dialog.zooms["whole"].click()
    studio.settle()
    return dialog


def none(studio: Studio) -> QWidget:
    return _at(studio, studio.boards.empty)


def new(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.meeting_room.new()
    return _asked(studio)


def calling_off(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.meeting_room.meeting_deed(CALL_OFF)
    return _asked(studio)


def question(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.places.meetings.board.ask(REFERRAL)
    return _asked(studio)


def putting_off(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.places.meetings.board.ask(PUT_OFF)
    return _asked(studio)


def referring(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.referring.refer(studio.child("Tango", studio.boards.meeting).id)
    return _asked(studio)


def seen_before(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.referring.refer(studio.child("Papa", studio.boards.meeting).id)
    return _asked(studio)


def taking_part(studio: Studio) -> QWidget:
    window = _at(studio, studio.boards.meeting)
    window.meeting_room.meeting_deed(ATTEND)
    return _asked(studio)


def section(studio: Studio) -> QWidget:
    return studio.case_window("Papa", MEETINGS_SECTION, studio.boards.meeting)


def section_narrow(studio: Studio) -> QWidget:
    return studio.case_window("Papa", MEETINGS_SECTION, studio.boards.meeting, size=(900, 700))


def section_waiting(studio: Studio) -> QWidget:
    return studio.case_window("Lima", MEETINGS_SECTION, studio.boards.meeting)


def section_none(studio: Studio) -> QWidget:
    return studio.case_window("Tango", MEETINGS_SECTION, studio.boards.meeting)


def amending(studio: Studio) -> QWidget:
    window = studio.case_window("Papa", MEETINGS_SECTION, studio.boards.meeting)
    window.following.amend(window.page.meetings.cards[0].now.whole)
    return _asked(studio)


def confirming_an_amendment(studio: Studio) -> QWidget:
    window = studio.case_window("Papa", MEETINGS_SECTION, studio.boards.meeting)
    window.following.confirm(window.page.meetings.cards[0].now.whole)
    return _asked(studio)


def section_foot(studio: Studio) -> QWidget:
    """What can be done with a decision: confirm what was added, amend it, say what became of it."""
    window = studio.case_window("Papa", MEETINGS_SECTION, studio.boards.meeting)
    deeds = window.page.meetings.cards[0].findChildren(Button)
    deeds[-1].setFocus()
    studio.settle()
    return window


def following_up(studio: Studio) -> QWidget:
    window = studio.case_window("Papa", MEETINGS_SECTION, studio.boards.meeting)
    window.following.act(window.page.meetings.cards[0].now.whole.actions[0])
    return _asked(studio)


def in_the_list(studio: Studio) -> QWidget:
    """Decisions to look at, as the list tells them."""
    window = studio.window(studio.boards.meeting)
    window.list.views.picked.emit(LOOK)
    studio.settle()
    return window


def several_on_an_agenda(studio: Studio) -> QWidget:
    window = studio.window(studio.boards.meeting)
    window.list.table.selectAll()
    window.case_actions.put_on_meeting()
    dialog = studio.stage.application.activeModalWidget()
    assert isinstance(dialog, MeetingDialog)
    dialog.day.setText("26/11/26")
    return studio.show(dialog)


SCENES = scenes(
    "meetings", agenda, lists_beneath, papers, papers_again, papers_of_a_child, papers_without_whose_they_are,
    who_got_them, who_got_none,
    none, new, calling_off, question, putting_off, referring, seen_before,
    taking_part, section, section_narrow, section_waiting, section_none, section_foot, amending,
    confirming_an_amendment, following_up, in_the_list,
    several_on_an_agenda,
)  # fmt: skip
