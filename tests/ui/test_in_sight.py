"""What a person needs stands in sight and where it was: with large text, with long names, with rows selected."""

from __future__ import annotations

from PySide6.QtCore import QPoint
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from desktop.ui.chase.page import ChasePage
from desktop.ui.dialogs.adopt_rules import AdoptRulesDialog
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.paste_entries import PasteDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.start import Stage
from desktop.ui.widgets.case_delegate import short_name
from desktop.ui.widgets.empty_state import StepButton
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text
from tests.gallery.catalogue import SCENES
from tests.gallery.studio import Studio


def scene(studio: Studio, name: str) -> QWidget:
    shown = next(one for one in SCENES if one.name == name).make(studio)
    studio.settle()
    return shown


def test_the_reason_that_adopting_waits_for_is_in_sight(studio: Studio) -> None:
    with studio.dressed("light", 2.0):
        dialog = scene(studio, "rules-others")
        assert isinstance(dialog, AdoptRulesDialog)
        for part in (dialog.reason, dialog.held):
            if part.isVisible():
                place = part.mapTo(dialog, QPoint(0, part.height()))
                assert dialog.rect().contains(place) and not dialog.area.isAncestorOf(part)
        assert dialog.reason.isVisible()
        assert dialog.area.verticalScrollBar().value() == 0


def test_a_page_of_the_settings_with_room_does_not_scroll(studio: Studio) -> None:
    for name in ("backups-part", "people-viewer"):
        window = scene(studio, name)
        areas = [one for one in window.findChildren(QScrollArea) if one.isVisibleTo(window) and one.widget()]
        assert areas and all(one.verticalScrollBar().maximum() == 0 for one in areas), name
        studio.clear()


def test_a_long_name_keeps_both_its_parts(qtbot: QtBot, stage: Stage) -> None:
    metrics = QFontMetrics(stage.look.font("body", 600))
    name = "Zztest-Villanueva de la Fuente y Hernández-Echeverría, María"
    told = short_name(metrics, name, 220)
    assert told.startswith("Zztest-Vill") and told.endswith("…, María")
    assert metrics.horizontalAdvance(told) <= 220
    both = short_name(metrics, f"{name} de los Ángeles Guadalupe", 220)
    assert both.count("…") == 2 and metrics.horizontalAdvance(both) <= 220
    assert short_name(metrics, "Zztest", 220) == "Zztest"


def test_a_name_of_the_board_does_not_widen_the_bin(studio: Studio) -> None:
    window = scene(studio, "cases-bin-of-the-board")
    assert isinstance(window, MainWindow)
    (child, *_), *_ = window.list.table.layout_now.lines
    assert child.column == "child" and child.width < 200
    assert not window.list.table.layout_now.short


def test_selecting_rows_moves_no_button(studio: Studio) -> None:
    with studio.dressed("light", 2.0):
        before = scene(studio, "cases-normal")
        assert isinstance(before, MainWindow)
        at = before.list.new_button.mapTo(before, QPoint(0, 0))
        studio.clear()
        after = scene(studio, "cases-several-selected")
        assert isinstance(after, MainWindow)
        assert after.list.new_button.mapTo(after, QPoint(0, 0)) == at
        assert after.list.count.text() == "3 of 22 selected"


def test_a_longer_button_takes_no_room_from_the_views(studio: Studio) -> None:
    window = scene(studio, "chase-everything")
    (page,) = window.findChildren(ChasePage)
    assert page.copy.text() == "Copy for Demo Genetics"
    assert not page.views.folded


def test_nothing_empty_stands_between_a_statement_and_its_words(qtbot: QtBot, stage: Stage) -> None:
    stage.look.use_scale(2.0)
    try:
        notice = Notice(stage.look, "note", "Read only.", "Somebody is working on it.", beside=True, closable=True)
        qtbot.addWidget(notice)
        notice.resize(1000, notice.sizeHint().height())
        notice.show()
        statement, words = notice.findChildren(Text)
        line = statement.fontMetrics().height()
        gap = words.mapTo(notice, QPoint(0, 0)).y() - statement.mapTo(notice, QPoint(0, line)).y()
        assert 0 <= gap < line
    finally:
        stage.look.use_scale(1.0)


def test_what_is_ticked_stays_in_sight_of_a_filter(studio: Studio) -> None:
    dialog = scene(studio, "entries-several-values-found")
    assert isinstance(dialog, ChoicesDialog)
    model, rows = dialog.model, range(dialog.model.rowCount())
    seen = [model.item(row).text() for row in rows if not dialog.view.isRowHidden(row)]
    ticked = [model.item(row).text() for row in rows if model.item(row).checkState().value]
    assert len(ticked) == 1 and set(ticked) < set(seen)
    assert dialog.do.text().startswith("Record 1 found")
    # the bar is on what was searched for
    assert model.itemFromIndex(dialog.view.currentIndex()).text() == "Left adrenal gland"


def test_what_was_refused_has_no_sign_of_a_silence(studio: Studio) -> None:
    dialog = scene(studio, "entries-entry-refused")
    assert isinstance(dialog, EntryDialog)
    refused = [one.value for one in dialog.rows.values() if one.value.has_error]
    assert refused and all(one._icon.isHidden() for one in refused)


def test_a_row_that_is_left_out_is_marked_and_enters_nothing(studio: Studio) -> None:
    dialog = scene(studio, "entries-pasted-rows")
    assert isinstance(dialog, PasteDialog)
    model, words = dialog.table.model(), dialog.table._words
    faces = [words.face(model.index(1, column)) for column in range(4)]
    assert faces[1].words.startswith("Nothing; read was Sample: trephine core")
    assert (faces[2].tone, faces[2].icon) == ("error", "failed")
    assert words.face(model.index(0, 2)).icon == ""


def test_numbers_of_the_statistics_stand_beneath_each_other(studio: Studio) -> None:
    window = scene(studio, "statistics-why-entries")
    assert isinstance(window, MainWindow)
    table = window.places.statistics.reasons
    last = table.model().columnCount() - 1
    assert last in table.heads.right and table._words.face(table.model().index(0, last)).right
    # none of them stands alone at the edge of the window
    assert table.columnWidth(last) <= table.heads.wanted(last)[1] + 1
    assert sum(table.columnWidth(one) for one in range(last + 1)) == table.viewport().width()


def test_a_board_without_children_offers_the_first_steps_everywhere(studio: Studio) -> None:
    for name in ("statistics-nobody", "chase-nothing", "due-nothing"):
        window = scene(studio, name)
        steps = [one.text() for one in window.findChildren(StepButton) if one.isVisibleTo(window)]
        assert steps == ["New case", "Import a list"], name
        studio.clear()


def test_a_table_of_large_text_leaves_the_dialog_one_bar(studio: Studio) -> None:
    with studio.dressed("light", 2.0):
        dialog = scene(studio, "history-step")
        assert isinstance(dialog, Frame)
        assert dialog.area.verticalScrollBar().maximum() == 0
