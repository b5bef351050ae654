"""Entries of the record, driven by keys: tabs, entering, changing, copying forward, removing, undoing, reading."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from locking_helpers import unlock_now
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from record_kinds import with_own_kinds
from window_helpers import CTRL, NOW, TODAY, open_dialog, save_over, type_over

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Choice
from desktop.clinical.record.imaging import Lesion
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Silence
from desktop.services.boards import Board
from desktop.services.cases import get_case, save_case
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.entries.page import EntriesPage
from desktop.ui.entries.row import EntryRow
from desktop.ui.entries.section import FACTS, TabbedSection
from desktop.ui.forms.ways import PLAIN
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import BIOLOGY, FAMILY, STAGING, TREATMENT
from desktop.ui.start import Stage

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def desk(board: Board, library: Library) -> Desk:
    """The board with kinds of entry whose words are those of the tests."""
    return Desk(board=board, library=with_own_kinds(library), today=lambda: TODAY, now=lambda: NOW)


def lesion(name: str, day: int, tissue: str = "soft") -> Lesion:
    return Lesion(
        provenance=Provenance(performed_on=PartialDate(2026, 11, day), laboratory="Demo Lab"),
        name=known(name),
        tissue=known(tissue),
        target=silent(Silence.REQUESTED, PartialDate(2026, 11, 9), "Demo Lab"),
    )


@pytest.fixture
def section(window: MainWindow, desk: Desk, alpha: Case) -> TabbedSection:
    """Two lesions, and their tab in sight."""
    save_case(desk.board, desk.library, alpha, replace(alpha, lesions=(lesion("liver", 3), lesion("node", 17))), "x")
    window.open_case(alpha.id)
    window.go_section(STAGING)
    found = window.page.entries.sections[STAGING]
    found.go("lesions")
    return found


@pytest.fixture
def page(section: TabbedSection) -> EntriesPage:
    found = section.page
    assert isinstance(found, EntriesPage)
    return found


def entry_dialog(qtbot: QtBot) -> EntryDialog:
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def press(qtbot: QtBot, window: MainWindow, key: Key, how: Qt.KeyboardModifier) -> None:
    """A key of the menus, which only the window in front hears."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, key, how)


def stored(desk: Desk, case: Case) -> tuple[Lesion, ...]:
    return get_case(desk.board, case.id).lesions


def cells(page: EntriesPage, row: int) -> list[str]:
    told = (page.model.index(row, column).data() for column in range(page.model.columnCount()))
    return [str(one).replace("\u00a0", "") for one in told]


# tabs


def test_a_section_has_a_tab_for_each_kind_with_its_count(window: MainWindow, section: TabbedSection) -> None:
    assert [(one.spec.name, one.spec.count) for one in section.tabs.tabs] == [
        ("Facts", None), ("Lesions", 2), ("Primary tumours", 0), ("Measurements", 0),
    ]  # fmt: skip
    assert window.page.entries.at_facts(BIOLOGY)
    window.go_section(FAMILY)
    family = window.page.entries.sections[FAMILY]
    assert FACTS not in {one.spec.key for one in family.tabs.tabs}, "there is no fact to show"
    assert family.page is not None


def test_keys_go_from_tab_to_tab_and_to_the_facts(qtbot: QtBot, window: MainWindow, section: TabbedSection) -> None:
    press(qtbot, window, Key.Key_PageDown, CTRL)
    assert section.current == "primaries"
    assert section.tabs.tabs[2].hasFocus()
    press(qtbot, window, Key.Key_PageUp, CTRL)
    press(qtbot, window, Key.Key_PageUp, CTRL)
    assert section.current == FACTS
    qtbot.keyClick(section.tabs.tabs[0], Key.Key_Right)
    assert section.current == "lesions"
    window.page.focus_part(STAGING, "inrgss", "value")
    assert section.current == FACTS
    window.page.go(TREATMENT)
    press(qtbot, window, Key.Key_PageDown, CTRL)
    assert window.page.entries.sections[TREATMENT].tabs.tabs[0].spec.name == "Timeline"


def test_nothing_of_a_kind_is_loaded_before_its_section(window: MainWindow, desk: Desk, alpha: Case) -> None:
    desk.library.__dict__.pop("record")
    window.open_case(alpha.id)
    assert "record" not in desk.library.__dict__
    window.go_section(STAGING)
    section = window.page.entries.sections[STAGING]
    assert section._pages == {}, "no page of entries is built before its tab is gone to"


def test_another_child_begins_at_the_facts(window: MainWindow, desk: Desk, section: TabbedSection) -> None:
    case = window.page.case
    assert case is not None
    window.page.show_case(case, fresh=True)
    assert section.current == FACTS


def test_another_size_of_text_keeps_the_tab(window: MainWindow, section: TabbedSection) -> None:
    window.rebuild()
    assert window.page.entries.sections[STAGING] is not section
    assert window.page.entries.sections[STAGING].current == "lesions"


def test_with_no_entry_in_sight_there_is_nothing_to_copy_forward(window: MainWindow, section: TabbedSection) -> None:
    section.go(FACTS)
    window.case_actions.copy_forward()
    assert window.toast.isVisible()
    assert QApplication.activeModalWidget() is None


# the list


def test_an_entry_is_told_with_its_silences(page: EntriesPage) -> None:
    assert list(page.model.heads.values()) == ["Seen on", "Name", "What is recorded", "Hospital", "Entered by"]
    assert cells(page, 0) == [
        "17 Nov 2026", "Node", "Tissue: soft tissue; Target lesion: requested 09 Nov 2026, Demo Lab", "Demo Lab",
        "Zztest Coordinator",
    ]  # fmt: skip
    ((place, icon),) = page.model.rows[0].marks
    assert icon == "clock"
    assert page.model.rows[0].cells["rest"][:place].endswith("Target lesion: ")
    assert not page.table.grab().isNull()


def test_an_entry_is_entered_by_keys_and_undone(
    qtbot: QtBot, window: MainWindow, page: EntriesPage, desk: Desk, alpha: Case
) -> None:
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    name, tissue, target = (dialog.rows[one].value for one in ("name", "tissue", "target"))
    qtbot.keyClicks(name._edit, "left adrenal")
    qtbot.keyClick(name._edit, Key.Key_Return)
    assert tissue._edit.hasFocus(), "Enter goes on"
    qtbot.keyClicks(tissue._edit, "oss")
    assert tissue.ahead is not None
    assert tissue.ahead.words == ("Bone, osseous",), "found by another name, which is shown"
    qtbot.keyClick(tissue._edit, Key.Key_Return)
    qtbot.keyClicks(target._edit, "yes")
    qtbot.keyClick(target._edit, Key.Key_Return)
    day, place = (one.edit for one in dialog.origin)
    place.setText("Demo Lab")
    type_over(qtbot, day, "20/11/26")
    assert len(stored(desk, alpha)) == 2 and place.hasFocus(), "Enter goes on in a plain line too"
    qtbot.keyClick(place, Key.Key_Return)
    assert dialog.do.hasFocus(), "from the last line to the button"
    qtbot.keyClick(dialog.do, Key.Key_Return)
    (_, _, one) = stored(desk, alpha)
    assert (one.name.value, one.tissue.value, one.target.value) == ("left adrenal", "bone", True)
    assert one.provenance.performed_on == PartialDate(2026, 11, 20)
    assert page.table.selected == one
    assert window.toast.isVisible()
    press(qtbot, window, Key.Key_Z, CTRL)
    assert len(stored(desk, alpha)) == 2
    press(qtbot, window, Key.Key_Y, CTRL)
    assert len(stored(desk, alpha)) == 3


def test_an_entry_is_changed_and_the_change_undone(
    qtbot: QtBot, window: MainWindow, page: EntriesPage, desk: Desk, alpha: Case
) -> None:
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Return)
    dialog = entry_dialog(qtbot)
    assert dialog.windowTitle() == "Change the lesion"
    assert not dialog.and_next.isVisibleTo(dialog)
    type_over(qtbot, dialog.rows["name"].value, "node of the neck")
    dialog.do.click()
    assert [one.name.value for one in stored(desk, alpha)] == ["liver", "node of the neck"]
    press(qtbot, window, Key.Key_Z, CTRL)
    assert [one.name.value for one in stored(desk, alpha)] == ["liver", "node"]


def test_an_entry_is_removed_and_brought_back(
    qtbot: QtBot, window: MainWindow, page: EntriesPage, desk: Desk, alpha: Case
) -> None:
    before = stored(desk, alpha)
    page.table.setFocus()
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert [one.name.value for one in stored(desk, alpha)] == ["liver"]
    press(qtbot, window, Key.Key_Z, CTRL)
    assert stored(desk, alpha) == before


def test_an_entry_is_copied_forward_without_its_day(
    qtbot: QtBot, window: MainWindow, page: EntriesPage, desk: Desk, alpha: Case
) -> None:
    press(qtbot, window, Key.Key_M, CTRL | SHIFT)
    dialog = entry_dialog(qtbot)
    assert dialog.windowTitle() == "New lesion"
    assert dialog.rows["name"].value._edit.text() == "node"
    assert dialog.origin[0].edit.text() == ""
    assert dialog.origin[1].edit.text() == "Demo Lab"
    dialog.do.click()
    first, second, third = stored(desk, alpha)
    assert third.id not in {first.id, second.id}
    assert (third.name, third.tissue, third.provenance.performed_on) == (second.name, second.tissue, None)


def test_save_and_next_begins_an_empty_entry(
    qtbot: QtBot, page: EntriesPage, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    page.new_button.click()
    dialog = entry_dialog(qtbot)
    type_over(qtbot, dialog.rows["name"].value, "third")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert dialog.sentence.text() == "Saved “third”. Now the next one."
    assert dialog.rows["name"].value.answer == NOT_ASKED
    assert not dialog.is_typed_in()
    qtbot.keyClicks(dialog.rows["name"].value._edit, "fourth")
    qtbot.keyClick(dialog, Key.Key_Return, CTRL)
    assert [one.name.value for one in stored(desk, alpha)][2:] == ["third", "fourth"]
    dialog.reject()
    assert not dialog.isVisible(), "nothing is typed that would be lost"
    assert page.model.rowCount() == 4


def test_a_single_kind_is_filled_in_and_edited(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(FAMILY)
    window.page.entries.sections[FAMILY].go("family_situation")
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    name = "decides"
    type_over(qtbot, dialog.rows[name].value, "Zztest words")
    dialog.do.click()
    (one,) = get_case(desk.board, alpha.id).family_situation
    assert getattr(one, name).value == "Zztest words"
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    assert dialog.rows[name].value._edit.text() == "Zztest words"
    type_over(qtbot, dialog.rows[name].value, "Other words")
    dialog.do.click()
    assert len(get_case(desk.board, alpha.id).family_situation) == 1


# what is refused, doubted and converted


def test_units_are_converted_and_that_is_said(
    qtbot: QtBot, window: MainWindow, section: TabbedSection, desk: Desk, alpha: Case
) -> None:
    section.go("measurements")
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    row = dialog.rows["length_mm"]
    type_over(qtbot, row.value, "3,2 cm")
    assert row.remarks == ("3,2 cm = 32 mm",)
    type_over(qtbot, row.value, "40 cm")
    assert row.remarks == ("Larger than a child is wide.", "40 cm = 400 mm")
    type_over(qtbot, row.value, "3 inches")
    assert row.remarks[0] == "The number is kept in mm or cm."
    dialog.do.click()
    assert dialog.isVisible()
    type_over(qtbot, row.value, "12 mm")
    assert row.remarks == ()
    dialog.do.click()
    (one,) = get_case(desk.board, alpha.id).measurements
    assert one.length_mm.value == Decimal(12)


def test_a_doubt_blocks_nobody(
    qtbot: QtBot, window: MainWindow, section: TabbedSection, desk: Desk, alpha: Case
) -> None:
    section.go("measurements")
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    type_over(qtbot, dialog.rows["length_mm"].value, "301")
    assert dialog.rows["length_mm"].remarks == ("Larger than a child is wide.",)
    dialog.do.click()
    assert get_case(desk.board, alpha.id).measurements[0].length_mm.value == Decimal(301)


def test_a_link_offers_the_entries_by_name(
    qtbot: QtBot, window: MainWindow, section: TabbedSection, desk: Desk, alpha: Case
) -> None:
    section.go("measurements")
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    link = dialog.rows["lesion"].value
    qtbot.keyClicks(link._edit, "liv")
    assert link.ahead is not None
    assert link.ahead.words == ("Liver, 03 Nov 2026",), "the only one that fits"
    qtbot.keyClick(link._edit, Key.Key_Return)
    dialog.do.click()
    liver = stored(desk, alpha)[0]
    (one,) = get_case(desk.board, alpha.id).measurements
    assert one.lesion == known(str(liver.id))
    measured = section.page
    assert isinstance(measured, EntriesPage)
    assert cells(measured, 0)[1] == "Liver, 03 Nov 2026"
    section.go("lesions")
    window.deeds.told.emit("")
    listed = section.page
    assert isinstance(listed, EntriesPage)
    listed.table.select(liver.id)
    qtbot.keyClick(listed.table, Key.Key_Delete)
    assert len(stored(desk, alpha)) == 2, "a measurement leans on it"


def test_what_is_missing_is_said_beneath_and_shown(
    qtbot: QtBot, window: MainWindow, page: EntriesPage, desk: Desk, alpha: Case
) -> None:
    page.new_button.click()
    dialog = entry_dialog(qtbot)
    type_over(qtbot, dialog.rows["tissue"].value, "bone")
    dialog.do.click()
    assert dialog.wrong.text().startswith("Name is needed here")
    assert dialog.rows["name"].value._edit.hasFocus()
    type_over(qtbot, dialog.rows["name"].value, "x")
    tomorrow = PartialDate.of(TODAY + timedelta(days=1)).words()
    save_over(qtbot, dialog.origin[0].edit, tomorrow)
    assert "has not come yet" in dialog.wrong.text()
    assert len(stored(desk, alpha)) == 2
    dialog._throw_away()


def test_a_choice_on_which_sources_differ_says_so(qtbot: QtBot, window: MainWindow, section: TabbedSection) -> None:
    section.go("primaries")
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    row = dialog.rows["site"]
    type_over(qtbot, row.value, "eye socket")
    assert row.value.answer == known("orbit")
    assert row.remarks == ("Sources differ. Two books differ.",)
    assert (row._differs.isVisible(), row._note.isVisible()) == (True, False), "as a warning"
    dialog._throw_away()


def test_what_goes_with_a_choice_is_a_quiet_note(qtbot: QtBot, stage: Stage, desk: Desk) -> None:
    labels = desk.library.all_labels
    field = replace(
        desk.library.record.kinds["imaging"].field("occasion"),
        choices=(Choice(code="a", words="a", note="That it belongs here is unverified.", status="UNVERIFIED"),
                 Choice(code="b", words="b", note="Of three.", status="UNVERIFIED")),
    )  # fmt: skip
    row = EntryRow(stage.look, labels, field, PLAIN, desk.today)
    qtbot.addWidget(row)
    for code, said in (("a", "That it belongs here is unverified."), ("b", "Unverified. Of three.")):
        row.show_answer(known(code))
        assert row.remarks == (said,)
        assert (row._differs.isHidden(), row._note.isHidden()) == (True, False)


def test_a_silence_keeps_its_day_and_place(qtbot: QtBot, page: EntriesPage, desk: Desk, alpha: Case) -> None:
    page.new_button.click()
    dialog = entry_dialog(qtbot)
    type_over(qtbot, dialog.rows["name"].value, "x")
    row = dialog.rows["tissue"]
    assert row.silence.isHidden()
    row.value.choose(silent(Silence.REQUESTED))
    assert not row.silence.isHidden()
    save_over(qtbot, row.on, "18/11/26")
    assert "Now the next one" in dialog.sentence.text()
    dialog.reject()
    assert stored(desk, alpha)[2].tissue == silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "")


# help, reading, locking, size


def test_f1_teaches_the_field_and_follows(qtbot: QtBot, page: EntriesPage) -> None:
    page.new_button.click()
    dialog = entry_dialog(qtbot)
    name, tissue = dialog.rows["name"].value, dialog.rows["tissue"].value
    qtbot.keyClick(name._edit, Key.Key_F1)
    assert dialog.help.isVisible()
    assert dialog.help.name == "name"
    tissue.setFocus()
    assert dialog.help.name == "tissue"
    qtbot.keyClick(tissue._edit, Key.Key_F1)
    assert not dialog.help.isVisible()
    dialog.reject()


def test_open_for_reading_nothing_can_be_changed(qtbot: QtBot, page: EntriesPage, desk: Desk, alpha: Case) -> None:
    page.show_case(get_case(desk.board, alpha.id), read_only=True)
    asked: list[object] = []
    for signal in (page.add, page.change, page.copy, page.remove):
        signal.connect(lambda *told: asked.append(told))
    page.ask_new()
    page.ask_copy()
    qtbot.keyClick(page.table, Key.Key_Return)
    qtbot.keyClick(page.table, Key.Key_Delete)
    assert asked == []
    assert not page.new_button.isVisible()
    assert QApplication.activeModalWidget() is None


def test_half_typed_text_comes_back_from_behind_the_lock(qtbot: QtBot, window: MainWindow, page: EntriesPage) -> None:
    page.new_button.click()
    dialog = entry_dialog(qtbot)
    name = dialog.rows["name"].value
    qtbot.keyClicks(dialog.rows["tissue"].value._edit, "b")
    qtbot.keyClicks(name._edit, "half a wo")
    window.lock()
    assert not dialog.isVisible()
    assert window.locking.kept
    qtbot.waitUntil(lambda: window.locking.is_settled)
    unlock_now(qtbot, window)
    assert dialog.isVisible()
    assert name._edit.text() == "half a wo"
    dialog._throw_away()


@pytest.fixture
def large(stage: Stage) -> Iterator[None]:
    """Text of twice the size."""
    before = stage.look.scale
    stage.look.scale = 2.0
    stage.look.use(stage.look.appearance)
    yield
    stage.look.scale = before
    stage.look.use(stage.look.appearance)


@pytest.mark.usefixtures("large")
def test_with_large_text_everything_fits_on_a_laptop(qtbot: QtBot, window: MainWindow, section: TabbedSection) -> None:
    window.resize(1366, 768)
    assert window.width() == 1366
    for tab in section.tabs.tabs:
        assert tab.geometry().right() <= section.tabs.width(), tab.spec.name
    section.go("measurements")
    press(qtbot, window, Key.Key_M, CTRL)
    dialog = entry_dialog(qtbot)
    assert (dialog.width() <= 1334) and (dialog.height() <= 726)
    last = dialog.origin[-1].edit
    last.setFocus()
    seen = dialog.area.viewport().rect()
    assert seen.contains(last.mapTo(dialog.area.viewport(), last.rect().center()))
    dialog.reject()
