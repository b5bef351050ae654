"""Templates of the board, driven from the window: copied, changed, planned by, withdrawn, in and out as files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog, type_over

from desktop.clinical.case import Case
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import Role
from desktop.services.cases import get_case, save_case
from desktop.services.own_templates import own_templates, template_versions
from desktop.services.plan_course import start_plan
from desktop.services.plans import plan_case
from desktop.services.rule_packs import board_library
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.start_plan import StartPlanDialog
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.settings.page import TREATMENT
from desktop.ui.panels.settings.treatment import COPY, EDIT, VERSIONS, WITHDRAW
from desktop.ui.sections import TREATMENT as TREATMENT_SECTION
from desktop.ui.templates.copying import CopyTemplateDialog
from desktop.ui.templates.editor import PREVIEW, TemplateEditor
from desktop.ui.templates.form import LongCommit
from desktop.ui.templates.pick import Pick
from desktop.ui.templates.versions import VersionsDialog
from desktop.ui.templates.words import row_words
from desktop.ui.widgets.template_list import TemplateList
from desktop.ui.widgets.text import Text

OURS = "Zztest ward: COJEC"


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """On a board with templates of its own."""
    return replace(desk, library=board_library(desk.board, desk.library))


def pick(templates: TemplateList, name: str) -> None:
    next(one for one in templates.buttons if one.text().startswith(name)).click()


def copied(qtbot: QtBot, window: MainWindow, name: str = "SIOPEN rapid COJEC", title: str = OURS) -> str:
    """Copy a template by the buttons; the id of the copy."""
    window.show_settings(TREATMENT)
    window.settings.treatment.buttons[COPY].click()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, CopyTemplateDialog)
    pick(dialog.templates, name)
    dialog.title.setFocus()
    qtbot.keyClicks(dialog.title, title)
    qtbot.keyClick(dialog.title, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    (own,) = [one for one in own_templates(window.desk.board) if window.desk.library.shelf.title(one.id) == title]
    return own.id


def editing(qtbot: QtBot, window: MainWindow) -> TemplateEditor:
    window.settings.treatment.buttons[EDIT].click()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, TemplateEditor)
    return dialog


def edit_days(qtbot: QtBot, editor: TemplateEditor, anchor: str, days: str) -> None:
    """Type other days into the anchor on an event."""
    page, draft = editor.pages["event"], editor.draft
    page.choose(next(one for one in draft.places("event") if len(one) == 4 and draft.row(one)["anchor"] == anchor))
    field = page.form.fields["days"]
    assert isinstance(field, CommitEdit)
    type_over(qtbot, field, days)


def start(qtbot: QtBot, window: MainWindow, case: Case) -> None:
    window.open_case(case.id)
    window.case_actions.plan.start()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, StartPlanDialog)
    pick(dialog.templates, "Zztest ward")
    type_over(qtbot, dialog.start, "23/11/2026")
    if dialog.isVisible():
        dialog.do.click()
    qtbot.waitUntil(lambda: not dialog.isVisible())


def test_a_changed_copy_is_planned_by_and_changed_again_the_old_plan_keeps_its_dates(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    template = copied(qtbot, window)
    editor = editing(qtbot, window)
    assert not editor.do.isEnabled(), "nothing was changed yet"
    edit_days(qtbot, editor, "C1", "12")
    assert editor.isVisible(), "Enter takes over what is typed and saves nothing"
    assert editor.pages["event"].form.fell.isVisible(), "what was verified is unverified now, and said to be"
    event = editor.pages["event"].place
    assert event is not None
    assert "verified, date unverified" in row_words(editor.draft, event[:2]), "and its event does not stand as verified"
    assert editor.pages["event"].form._title.text().startswith("Anchor of ")
    assert editor.do.text() == "Save as version 2"
    editor.do.click()
    assert [one.number for one in template_versions(desk.board, template)] == [2, 1]
    start(qtbot, window, alpha)
    plan = {one.id: one.planned for one in plan_case(desk.library, get_case(desk.board, alpha.id))}
    assert plan["C2"] == TODAY + timedelta(days=12)
    window.show_settings(TREATMENT)
    editor = editing(qtbot, window)
    edit_days(qtbot, editor, "C1", "15")
    editor.do.click()
    assert desk.library.templates[template].event("C2").after[0].days == 15
    again = {one.id: one.planned for one in plan_case(desk.library, get_case(desk.board, alpha.id))}
    assert again == plan
    window.open_case(alpha.id)
    window.go_section(TREATMENT_SECTION)
    told = " ".join(one.text() for one in window.page.treatment.head.findChildren(Text))
    assert "begun with" not in told.casefold(), "it is laid out by the version it was begun with"


def test_a_plan_of_an_earlier_version_of_a_shipped_template_says_so(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:
    earlier = TreatmentPlan(template="anbl1221", template_version="0.9.0", start=TODAY)
    save_case(desk.board, desk.library, alpha, replace(alpha, plans=(earlier,)), "Start of treatment plan")
    window.open_case(alpha.id)
    window.go_section(TREATMENT_SECTION)
    told = " ".join(one.text() for one in window.page.treatment.head.words.findChildren(Text))
    version = desk.library.templates["anbl1221"].version
    assert f"Begun with version 0.9.0; laid out by version {version}." in told


def test_a_record_that_goes_out_with_an_own_template_says_that_its_file_is_needed(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, tmp_path: Path
) -> None:
    template = copied(qtbot, window)
    child = start_plan(desk.board, desk.library, alpha, template, TODAY)
    told: list[str] = []
    window.confirm = told.append  # type: ignore[method-assign]
    window.records_room.export_to(child, tmp_path / "record.json")
    qtbot.waitUntil(lambda: bool(told))
    assert "whose file the receiver needs too" in told[0]


def test_what_is_wrong_is_said_at_its_row_and_cannot_be_saved(qtbot: QtBot, window: MainWindow) -> None:
    copied(qtbot, window)
    editor = editing(qtbot, window)
    edit_days(qtbot, editor, "C1", "soon")
    assert not editor.do.isEnabled()
    assert editor.wrong.text() == "One row keeps this version from being saved."
    page = editor.pages["event"]
    assert '"days" is missing' in page.form.wrong.text(), "what is wrong is said once, at its row"
    assert [row[0] for row in page.model.rows if row[0].startswith("✕")] == ["✕ ↳ "]
    editor.show_tab("sources")
    editor.to_wrong.click()
    assert page.isVisible()
    edit_days(qtbot, editor, "C1", "11")
    assert editor.wrong.text() == ""
    assert editor.do.isEnabled()


def test_closing_with_changes_asks_first(qtbot: QtBot, window: MainWindow) -> None:
    copied(qtbot, window)
    editor = editing(qtbot, window)
    edit_days(qtbot, editor, "C1", "12")
    editor.reject()
    assert editor.isVisible(), "it asks first"
    editor._throw_away()
    assert [one.number for one in own_templates(window.desk.board)] == [1]


def test_rows_are_added_moved_and_removed_by_the_keyboard(qtbot: QtBot, window: MainWindow) -> None:
    copied(qtbot, window)
    editor = editing(qtbot, window)
    page = editor.pages["phase"]
    editor.show_tab("phase")
    before = len(page.model.rows)
    for name in ("add", "up", "down"):
        page.buttons[name].setFocus()
        qtbot.keyClick(page.buttons[name], Qt.Key.Key_Return)
    assert len(page.model.rows) == before + 1
    assert page.place is not None
    assert editor.draft.row(page.place)["title"] == "New phase"
    title = page.form.fields["title"]
    assert isinstance(title, CommitEdit)
    type_over(qtbot, title, "Bridge")
    assert "Bridge" in [row[1] for row in page.model.rows]
    page.buttons["remove"].setFocus()
    qtbot.keyClick(page.buttons["remove"], Qt.Key.Key_Return)
    assert len(page.model.rows) == before
    assert not editor.draft.differs
    assert not editor.do.isEnabled()


def test_values_are_picked_from_a_menu(qtbot: QtBot, window: MainWindow) -> None:
    copied(qtbot, window)
    editor = editing(qtbot, window)
    form = editor.pages["event"].form
    status, sources = form.fields["status"], form.fields["source"]
    assert isinstance(status, Pick)
    assert isinstance(sources, Pick)
    menu = status.offer()
    assert [one.text() for one in menu.actions()] == ["verified", "unverified", "investigational"]
    menu.actions()[2].trigger()
    assert status.text() == "investigational"
    assert "1 investigational" in editor.status.text() or "investigational" in editor.status.text()
    before = list(sources.chosen)
    other = next(one for one in editor.draft.values["sources"] if one not in before)
    sources.pick(other)
    assert sources.chosen == [*before, other]
    sources.pick(other)
    assert sources.chosen == before


def test_the_preview_has_the_dates_of_the_draft(qtbot: QtBot, window: MainWindow) -> None:
    copied(qtbot, window)
    editor = editing(qtbot, window)
    edit_days(qtbot, editor, "C1", "12")
    editor.show_tab(PREVIEW)
    days = {row[0]: row[1] for row in editor.preview.model.rows}
    assert days["Rapid COJEC course 2 (B)"] == "05 Dec 2026"
    assert editor.preview.view.stops.find("C2") is not None
    editor.preview.start.setText("nonsense")
    assert editor.preview.wrong.isVisible()
    assert not editor.preview.view.isVisible()


def test_withdrawn_it_is_not_offered_and_can_be_used_again(qtbot: QtBot, window: MainWindow, desk: Desk) -> None:
    template = copied(qtbot, window)
    part = window.settings.treatment
    assert any(one.text().startswith("Zztest ward") for one in part.template.buttons)
    part.buttons[WITHDRAW].click()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, Frame)
    dialog.buttons()[-1].click()
    part = window.settings.treatment
    assert template not in desk.library.templates
    assert not any(one.text().startswith("Zztest ward") for one in part.template.buttons)
    assert part.model.rows[0][2] == "withdrawn"
    assert not part.buttons[EDIT].isEnabled()
    assert part.buttons[WITHDRAW].text() == "Use again"
    part.buttons[WITHDRAW].click()
    assert template in desk.library.templates


def test_files_go_out_and_come_in_and_a_bad_one_changes_nothing(
    qtbot: QtBot, window: MainWindow, desk: Desk, tmp_path: Path
) -> None:
    template = copied(qtbot, window)
    path = tmp_path / "ours.toml"
    window.templates_room.give(template, path)
    assert path.read_text(encoding="utf-8") == desk.library.shelf.text(template)
    told: list[str] = []
    window.messages.notice.connect(told.append)
    window.templates_room.take(path)
    assert "on this board already" in told[-1]
    path.write_text(path.read_text(encoding="utf-8").replace("days = 10,", "days = 9,", 1), encoding="utf-8")
    window.templates_room.take(path)
    assert [one.number for one in own_templates(desk.board)] == [2]
    path.write_bytes(b"\xff\xfe")
    window.templates_room.take(path)
    assert "not UTF-8" in told[-1]
    assert [one.number for one in own_templates(desk.board)] == [2]
    window.settings.treatment.buttons[VERSIONS].click()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, VersionsDialog)
    assert [row[0] for row in dialog.model.rows] == ["2", "1"]
    wanted: list[str] = []
    dialog.wanted.disconnect()
    dialog.wanted.connect(wanted.append)
    dialog.table.selectRow(1)
    dialog.export.click()
    assert wanted == [template_versions(desk.board, template)[1].version]


@pytest.mark.parametrize(("role", "writes"), [(Role.COORDINATOR, False), (Role.CLINICIAN, True)])
def test_who_may_change_rules_may_write_templates(window: MainWindow, desk: Desk, role: Role, writes: bool) -> None:
    desk.board = replace(desk.board, person=replace(desk.board.person, role=role))
    window.show_settings(TREATMENT)
    assert window.settings.treatment.buttons[COPY].isEnabled() == writes


def test_every_field_of_the_form_has_a_name(qtbot: QtBot, window: MainWindow) -> None:
    copied(qtbot, window)
    editor = editing(qtbot, window)
    for page in editor.pages.values():
        for field in page.form.fields.values():
            assert field.accessibleName()
            assert field.focusPolicy() & Qt.FocusPolicy.TabFocus
            named: Callable[[], str] = field.accessibleName
            assert isinstance(field, CommitEdit | LongCommit | Pick), named()
    assert editor.focusWidget() is editor.pages["event"].table
