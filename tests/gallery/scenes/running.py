"""The meeting's view over the whole screen: typing, read back, frozen, and the chair's word."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.services.meetings.planning import meetings
from desktop.ui.dialogs.body import LAPTOP
from desktop.ui.meetings.run import FROZEN, READ, RunDialog
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def _view(studio: Studio, meeting: int = -2) -> RunDialog:
    window = studio.window(studio.boards.meeting)
    dialog = RunDialog(window, meetings(studio.boards.meeting)[meeting])
    dialog.resize(LAPTOP)
    return studio.show(dialog)


def typing(studio: Studio) -> QWidget:
    return _view(studio)


def typing_a_condition(studio: Studio) -> QWidget:
    """Nothing is stored: the picture is of what stands in the form."""
    view = _view(studio)
    view.save = lambda: True  # type: ignore[method-assign]
    view.form.changed.disconnect()
    view.form.conditions.add_button.click()
    view.form.actions_list.add_button.click()
    view.form.conditions.add_button.setFocus()
    studio.settle()
    return view


def typing_half(studio: Studio) -> QWidget:
    """A row that lacks what it must say, and a day that is none, are marked where they stand."""
    view = _view(studio)
    view.form.changed.disconnect()
    view.form.conditions.add_button.click()
    view.form.actions_list.add_button.click()
    view.form.conditions.rows[0].fields["fact"].show_value("mycn")
    view.form.actions_list.rows[0].fields["owner"].show_value("Zztest Surgeon")
    view.form.actions_list.rows[0].fields["due"].show_typed("31/2/26")
    view.form.mark()
    view.wrong.say(view.form.wrong)
    studio.settle()
    view.form.actions_list.add_button.setFocus()
    studio.settle()
    return view


def read_back(studio: Studio) -> QWidget:
    """As it is read out, before the chair confirms it."""
    view = _view(studio, -3)
    if view.whole is not None:
        view.whole = replace(view.whole, decision=replace(view.whole.decision, confirmed_at=None))
    view._go(READ)
    studio.settle()
    return view


def frozen(studio: Studio) -> QWidget:
    view = _view(studio, -3)
    view._go(FROZEN)
    studio.settle()
    return view


def confirming(studio: Studio) -> QWidget:
    view = _view(studio, -3)
    view._window.running.confirm(view)
    dialog = studio.stage.application.activeModalWidget()
    assert dialog is not None
    return studio.show(dialog)


def confirming_the_next_board(studio: Studio) -> QWidget:
    """The day that the decision names has no meeting yet."""
    view = _view(studio, -3)
    if view.whole is not None:
        later = view.agenda.meeting.day + timedelta(days=400)
        view.whole = replace(view.whole, decision=replace(view.whole.decision, next_board=later))
    view._window.running.confirm(view)
    dialog = studio.stage.application.activeModalWidget()
    assert dialog is not None
    return studio.show(dialog)


SCENES = scenes(
    "running", typing, typing_a_condition, typing_half, read_back, frozen, confirming, confirming_the_next_board
)  # fmt: skip
