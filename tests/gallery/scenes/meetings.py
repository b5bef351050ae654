"""Meetings: the page with its agenda, what is asked of meetings and referrals."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.services.boards import Board
from desktop.ui.dialogs.several import MeetingDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.meetings.board import PUT_OFF, REFERRAL
from desktop.ui.meetings.head import ATTEND, CALL_OFF
from desktop.ui.panels.list_views import LOOK
from desktop.ui.panels.rail import MEETINGS
from desktop.ui.sections import MEETINGS as MEETINGS_SECTION
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


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
    "meetings", agenda, lists_beneath, none, new, calling_off, question, putting_off, referring, seen_before,
    taking_part, section, section_narrow, section_waiting, section_none, amending, following_up, in_the_list,
    several_on_an_agenda,
)  # fmt: skip
