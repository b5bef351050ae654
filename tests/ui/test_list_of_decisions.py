"""The case list tells which decisions are to be looked at: a word beside the child, read aloud, and a view of them."""

from __future__ import annotations

from datetime import date

import pytest
from meeting_helpers import decided, referred
from pytestqt.qtbot import QtBot
from window_helpers import a_child

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.meetings.planning import plan_meeting
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_columns import COLUMNS
from desktop.ui.panels.list_views import LOOK


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
    assert (tabs[LOOK].name, tabs[LOOK].count) == ("Decisions to look at", 1)
    window.list.views.picked.emit(LOOK)
    assert window.list.model.total == 1
    assert window.list.filters.look.isVisible()
