"""The case list tells which decisions are to be looked at: a word beside the child, read aloud, and a view of them."""

from __future__ import annotations

from datetime import date

import pytest
from by_keyboard import Key, Keyboard
from meeting_helpers import decided, referred
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.meetings.planning import plan_meeting
from desktop.services.meetings.referring import open_referral
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_columns import COLUMNS
from desktop.ui.panels.list_views import LOOK
from desktop.ui.sections import MEETINGS
from desktop.ui.widgets.notice import Notice


@pytest.fixture
def changed(desk: Desk, alpha: Case) -> Case:
    """A child whose MYCN was another when the board decided."""
    new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    meeting = plan_meeting(desk.board, Meeting(day=date(2026, 11, 12)))
    decided(desk.board, desk.library, referred(desk.board, desk.library, alpha, meeting))
    stored = get_case(desk.board, alpha.id)
    return save_case(desk.board, desk.library, stored, FIELDS["mycn"].write(stored, known(Mycn.AMPLIFIED)), "MYCN")


def test_a_changed_basis_is_a_word_in_the_list_and_a_view(qtbot: QtBot, window: MainWindow, changed: Case) -> None:
    window.list.refresh()
    due = next(column for column in COLUMNS if column.name == "due")
    line = next(one for one in window.list.model.lines(range(2)) if one.case_id == changed.id)
    assert due.words(window.list.model.reading, line) == "Decision: Basis changed; then nothing planned"
    tabs = {one.spec.key: one.spec for one in window.list.views.tabs}
    assert (tabs[LOOK].name, tabs[LOOK].count) == ("Decisions", 1)
    window.list.views.picked.emit(LOOK)
    assert window.list.model.total == 1
    assert window.list.filters.look.isVisible()


def test_the_page_of_the_child_says_it_too_and_leads_to_the_decision(
    qtbot: QtBot, window: MainWindow, changed: Case
) -> None:
    window.open_case(changed.id)
    keyboard = Keyboard(qtbot)
    told = [one.accessibleName() for one in window.page.findChildren(Notice) if one.isVisible()]
    assert any("A decision of the board is to be looked at: basis changed." in one for one in told)
    keyboard.tab_to("Show it")
    keyboard.press(Key.Key_Space)
    assert window.page.pages.currentIndex() == MEETINGS
    (card,) = window.page.meetings.cards
    assert card.changed.startswith("MYCN: not amplified → amplified")


def test_several_children_of_the_list_are_referred_one_after_the_other(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    bravo = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    referred(desk.board, desk.library, new_case(desk.board, desk.library, a_child("Charlie", "TEST-0003")))
    window.list.refresh()
    window.list.focus_list()
    window.list.table.selectAll()
    keyboard = Keyboard(qtbot)
    for case, left in ((alpha, "2 children more"), (bravo, "1 child more")):
        if case is alpha:
            keyboard.press(Key.Key_K, CTRL)
        dialog = keyboard.dialog()
        assert f"case {case.number}" in dialog.windowTitle()
        assert left in dialog.sentence.text()  # type: ignore[attr-defined]
        keyboard.type(f"What about {case.given_name}?")
        keyboard.tab_to("Who asks")
        keyboard.type("Dr Zztest")
        keyboard.press(Key.Key_Return, CTRL)
        qtbot.waitUntil(lambda one=dialog: not one.isVisible())
    found = [open_referral(desk.board, one.id) for one in (alpha, bravo)]
    assert None not in found
    assert get_case(desk.board, bravo.id).question.value == "What about Bravo?"
    assert "1 child left" in window.toast.accessibleName()
