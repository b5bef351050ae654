"""What dialogs say: which child they are about, which day was typed, why a button waits, and what can be chosen."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.case import Case
from desktop.ui.dialogs.adopt_rules import AdoptRulesDialog
from desktop.ui.dialogs.first_start import FirstStart
from desktop.ui.dialogs.import_list import ImportDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.dialogs.plan_event import EventDialog
from desktop.ui.dialogs.shortcuts import ShortcutSheet
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.main_window import MainWindow
from desktop.ui.models.rule_rows import CHILDREN
from desktop.ui.sections import STAGING
from desktop.ui.widgets.text import Text
from tests.gallery.catalogue import SCENES
from tests.gallery.studio import Studio


def said(widget: QWidget) -> str:
    return "\n".join(one.text() for one in widget.findChildren(Text) if one.isVisibleTo(widget))


def scene(studio: Studio, name: str) -> QWidget:
    shown = next(one for one in SCENES if one.name == name).make(studio)
    studio.settle()
    return shown


@pytest.mark.parametrize("key", [Qt.Key.Key_F7, Qt.Key.Key_M, Qt.Key.Key_Delete, Qt.Key.Key_P, Qt.Key.Key_S])
def test_a_dialog_about_a_child_names_it_in_its_body_only(
    qtbot: QtBot, window: MainWindow, alpha: Case, key: Qt.Key
) -> None:
    window.open_case(alpha.id)
    if key is Qt.Key.Key_Delete:
        window.deeds.delete(alpha.id, alpha.number)
    elif key is Qt.Key.Key_P:
        window.case_actions.plan.deeds.start(alpha)
    elif key is Qt.Key.Key_S:
        window.go_section(STAGING)
        (sites,) = [one for one in window.page.findChildren(SilenceField) if one.field.name == "metastases"]
        sites.choose_several()
    else:
        qtbot.keyClick(window, key, CTRL if key is Qt.Key.Key_M else Qt.KeyboardModifier.NoModifier)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, QDialog)
    told = said(dialog)
    assert alpha.name in told
    assert alpha.mrn in told
    assert alpha.name not in dialog.windowTitle()
    assert alpha.mrn not in dialog.windowTitle()
    dialog.close()


def test_the_bin_says_what_happens_and_how_it_is_undone(window: MainWindow, qtbot: QtBot, alpha: Case) -> None:
    window.deeds.delete(alpha.id, alpha.number)
    dialog = open_dialog(qtbot)
    assert "Nothing is erased" in said(dialog)
    take_back = window.actions_by_name["restore"].text().replace("&", "")
    assert f"“{take_back}”" in said(dialog)
    dialog.close()


@pytest.mark.parametrize("name", ["start-create-weak-passphrase", "start-create-refused"])
def test_creating_a_board_is_wholly_in_sight_with_large_text(studio: Studio, name: str) -> None:
    with studio.dressed(scale=2.0):
        start = scene(studio, name)
        assert isinstance(start, FirstStart)
        page = start.create_page
        assert page.area.verticalScrollBar().maximum() == 0
        assert page.strength.isVisible()
        assert page.strength.text()


def test_the_day_that_is_typed_is_said_where_it_hides_nothing(studio: Studio) -> None:
    for scale in (1.0, 2.0):
        with studio.dressed(scale=scale):
            dialog = scene(studio, "plan-record")
            assert isinstance(dialog, EventDialog)
            hint, field = dialog.day.hint, dialog.day
            assert hint.isVisible()
            assert hint.words.text() == "22 Nov 2026"
            box = field.rect().translated(field.mapTo(dialog, field.rect().topLeft()))
            assert box.contains(hint.geometry())


def test_an_empty_date_says_the_order_in_words(studio: Studio) -> None:
    with studio.dressed():
        dialog = scene(studio, "dialog-new-case")
        assert isinstance(dialog, NewCaseDialog)
        assert dialog.born.placeholderText() == "day/month/year, or t-7"
        for width, words in ((140, "day/month/year"), (112, "d/m/y, t-7")):
            dialog.born.setFixedWidth(width)
            studio.settle()
            assert dialog.born.placeholderText() == words


def test_a_list_that_no_profile_fits_is_read_by_the_one_that_is_chosen(
    qtbot: QtBot, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "zztest.csv"
    path.write_text("Name,Sex\nZztest,f\n", encoding="utf-8")
    dialog = window.deeds.preview(path)
    assert isinstance(dialog, ImportDialog)
    qtbot.waitUntil(lambda: "choose a profile" in said(dialog) and not dialog._working, timeout=15_000)
    names = [one.text() for one in dialog.profiles.buttons]
    assert names[0] == "By its headings"
    assert "Crestboard's own template" in names
    path.write_text("Hospital number,Family name\nTEST-0001,Zztest\n", encoding="utf-8")
    dialog.profiles.buttons[names.index("Crestboard's own template")].click()
    qtbot.waitUntil(lambda: dialog.report is not None, timeout=15_000)
    assert dialog.report is not None
    assert dialog.report.profile == "crestboard"
    assert dialog.report.created == 1
    qtbot.waitUntil(lambda: "Column profile: Crestboard's own template." in said(dialog))


def test_other_rules_are_set_beside_those_of_now(studio: Studio) -> None:
    with studio.dressed():
        dialog = scene(studio, "rules-others")
        assert isinstance(dialog, AdoptRulesDialog)
        model = dialog.models[CHILDREN]
        heads = [model.headerData(place, Qt.Orientation.Horizontal) for place in range(model.columnCount())]
        assert heads == ["Case", "Child", "Scheme or result", "Now", "With these rules", "Why"]
        assert model.rows[0].words[5].startswith("Row C2-11: gives ")
        assert model.rows[0].words[5].endswith(" instead of intermediate.")
        assert "C2-12" in dialog.whole.text()
        assert dialog.do.text() == "Adopt these rules"


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("rules-read-only", "open for reading only"),
        ("rules-failing", "ask whoever made them"),
        ("rules-others", "write a reason"),
    ],
)
def test_a_grey_button_says_what_it_needs(studio: Studio, name: str, why: str) -> None:
    with studio.dressed():
        dialog = scene(studio, name)
        assert isinstance(dialog, AdoptRulesDialog)
        assert not dialog.do.isEnabled()
        assert dialog.held.isVisible()
        assert why in dialog.held.text()
        if name == "rules-failing":
            assert dialog.models["cases"].rows[0].words[0] == "COG risk classification version 2"


def test_a_button_that_moves_a_case_to_the_bin_says_what_it_waits_for(studio: Studio) -> None:
    with studio.dressed():
        dialog = scene(studio, "dialog-delete-without-reason")
        assert "Write a reason, and the case can be moved." in said(dialog)
        dialog = scene(studio, "dialog-delete-with-reason")
        assert "Write a reason" not in said(dialog)


def test_a_list_that_cannot_be_read_leaves_only_the_way_out(studio: Studio) -> None:
    with studio.dressed():
        refused = scene(studio, "dialog-import-refused")
        assert isinstance(refused, ImportDialog)
        assert [one.text() for one in refused.buttons()] == ["Close"]
        good = scene(studio, "dialog-import-good")
        assert isinstance(good, ImportDialog)
        assert good.sum.text().endswith("= 4 rows; 1 to check")


def test_how_well_a_reason_is_supported_is_said_in_words(studio: Studio) -> None:
    with studio.dressed():
        for name in ("rules-besides", "dialog-why-sources-differ"):
            shown = scene(studio, name)
            told = said(shown)
            if isinstance(shown, AdoptRulesDialog):
                told += "".join(" ".join(row.words) + row.whole for row in shown.models[CHILDREN].rows)
            assert "one source]" in told or "two sources agree]" in told
            assert "OK1]" not in told
            assert "OK2]" not in told


def test_keys_are_called_as_they_are_on_a_keyboard(studio: Studio) -> None:
    with studio.dressed():
        sheet = scene(studio, "dialog-keys")
        assert isinstance(sheet, ShortcutSheet)
        keys = [str(sheet.shown.index(row, 2).data()) for row in range(sheet.shown.rowCount())]
        assert "Ctrl+Enter" in keys
        assert not [one for one in keys if "Return" in one]
        sheet.search.setText("zzz")
        assert sheet.table.none.isVisible()


def test_a_child_without_a_name_is_still_told_apart(window: MainWindow, qtbot: QtBot, alpha: Case) -> None:
    from desktop.ui.words import child_words

    bare = replace(alpha, family_name="", given_name="")
    assert child_words(bare).startswith("No name yet  ·  born 21 Aug 2025  ·  Hospital no. ")
