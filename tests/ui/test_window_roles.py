"""What a person's role may not do is not offered in the window; looking, printing and what is one's own is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from db.keys import NO_SECRET
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import Role
from desktop.services.people import add_person
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_sections import FORMS
from desktop.ui.panels.settings.page import CENTRE, RULES
from desktop.ui.sections import BIOLOGY
from desktop.ui.start import Stage
from desktop.ui.widgets.text import Text

WRITES = {
    "new", "import", "receive", "undo", "redo", "question", "plan", "marker", "forward", "grade", "record", "delete",
    "restore", "meeting", "status", "duplicates", "document", "paste", "document_change", "document_remove",
    "document_restore",
}  # fmt: skip
BAR = "You are a viewer: cases can be looked at and printed here, not changed."

Shown = Callable[[Role], MainWindow]


@pytest.fixture
def shown(qtbot: QtBot, stage: Stage, desk: Desk, alpha: Case, crashes: list[str]) -> Shown:
    """The window as it is for somebody of a role, on a board open for writing with a child on it."""

    def show(role: Role) -> MainWindow:
        person = add_person(desk.board, "Zztest Second", role, "eleven quiet herons wade", NO_SECRET)
        window = MainWindow(
            stage.look, replace(desk, board=replace(desk.board, person=person)), stage.tasks, stage.messages
        )
        qtbot.addWidget(window)
        window.show()
        return window

    return show


def words(window: MainWindow) -> list[str]:
    return [text.text() for text in window.findChildren(Text) if text.isVisible()]


def test_a_viewer_is_shown_what_a_board_open_for_reading_shows_and_told_why(shown: Shown, alpha: Case) -> None:
    window = shown(Role.VIEWER)
    assert not WRITES & set(window.actions_by_name)
    assert not window.list.new_button.isVisible()
    assert not window.list.import_button.isVisible()
    assert BAR in words(window)
    assert window.status.state.text() == "Read only"
    assert not window.status.step.isVisible()
    window.open_case(alpha.id)
    for section in FORMS:
        window.page.go(section)
        assert all(row.value.read_only for row in window.page.form(section).rows.values())
    assert not window.page.treatment.head.start.isVisible()


def test_a_viewer_prints_and_keeps_views_of_their_own(shown: Shown) -> None:
    window = shown(Role.VIEWER)
    assert {"print", "view", "settings"} <= set(window.actions_by_name)
    assert window.list.filters.save.isVisible()
    window.show_settings()
    assert window.settings.person.own_name.text() == "Zztest Second"
    assert window.settings.board.passphrase.isVisibleTo(window.settings.board)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CLINICIAN, Role.ADMINISTRATOR])
def test_everybody_else_is_offered_the_record(shown: Shown, alpha: Case, role: Role) -> None:
    window = shown(role)
    assert set(window.actions_by_name) >= WRITES
    assert window.list.new_button.isVisible()
    assert BAR not in words(window)
    window.open_case(alpha.id)
    assert not any(row.value.read_only for row in window.page.form(BIOLOGY).rows.values())


@pytest.mark.parametrize("role", Role)
def test_the_boards_settings_are_asked_of_whoever_may_change_them(shown: Shown, role: Role) -> None:
    window = shown(role)
    window.show_settings(CENTRE)
    assert bool(window.settings.centre.rows) is (role is not Role.VIEWER)
    window.settings.commit()
    window.show_settings(RULES)
    assert bool(window.settings.rules.rows) is (role in {Role.CLINICIAN, Role.ADMINISTRATOR})
