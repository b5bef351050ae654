"""The case page in a narrow window and with large text: nothing is lost, and everything can be reached."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import full_case
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, type_over

from desktop.clinical.case import Case
from desktop.services.cases import new_case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, OVERVIEW, PRESENTATION, SECTIONS, STAGING
from desktop.ui.start import Stage
from desktop.ui.widgets.patient_banner import shouted
from desktop.ui.widgets.text import ElidedText, FewLines, Text


@pytest.fixture
def large(qtbot: QtBot, stage: Stage, desk: Desk, crashes: list[str]) -> Iterator[MainWindow]:
    """The window on a clinic laptop with text of twice the size."""
    stage.look.scale = 2.0
    stage.look.use("light")
    window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    window.resize(1366, 768)
    yield window
    stage.tasks.wait()
    stage.look.scale = 1.0
    stage.look.use("light")


def cut_texts(window: MainWindow) -> list[str]:
    """Texts in sight that are wider or higher than their boxes."""
    found = []
    for text in window.page.findChildren(Text):
        if not text.isVisibleTo(window.page) or isinstance(text, ElidedText | FewLines) or not text.text():
            continue
        if text.wordWrap():
            longest = max(text.fontMetrics().horizontalAdvance(word) for word in text.text().split() or [""])
            fits = text.height() >= text.heightForWidth(text.width()) and text.width() >= longest
        else:
            widest = max(text.fontMetrics().horizontalAdvance(line) for line in text.text().splitlines())
            fits = text.width() >= widest
        if not fits:
            found.append(text.text())
    return found


def test_large_text_is_not_cut_in_any_section(large: MainWindow, desk: Desk, alpha: Case) -> None:
    full = new_case(desk.board, desk.library, full_case())
    for case in (alpha, full):
        large.open_case(case.id)
        for section in (OVERVIEW, PRESENTATION, STAGING, BIOLOGY):
            large.page.go(section)
            for _ in range(3):
                QApplication.processEvents()
            assert large.page.frame.is_folded
            assert cut_texts(large) == []


def test_with_large_text_the_content_has_the_larger_part_of_the_window(
    large: MainWindow, desk: Desk, alpha: Case
) -> None:
    full = new_case(desk.board, desk.library, full_case())
    for case, least in ((alpha, 0.6), (full, 0.55)):
        large.open_case(case.id)
        for section in range(len(SECTIONS)):
            large.page.go(section)
            for _ in range(3):
                QApplication.processEvents()
            assert large.page.pages.height() >= least * large.height(), SECTIONS[section]
            assert cut_texts(large) == []
        banner, strip = large.page.banner, large.page.frame.compact
        assert shouted(case) == banner._name.text()
        assert banner._name.toolTip() == "", "of a name nothing is left out"
        assert case.identifiers[0].value in banner._identifiers.text()
        assert strip._group.isVisible()
    # in a high window everything stands there again
    large.resize(1366, 1400)
    large.open_case(alpha.id)
    for _ in range(3):
        QApplication.processEvents()
    assert "438 d at diagnosis" in large.page.banner._facts.text()
    assert large.page.frame.compact._deciding.isVisible()


def test_where_the_board_does_not_say_it_a_low_banner_says_that_the_child_does_not_exist(
    large: MainWindow, desk: Desk
) -> None:
    assert not desk.board.demonstration
    made = new_case(desk.board, desk.library, Case(family_name="Zztest", given_name="Alpha", demonstration=True))
    large.open_case(made.id)
    assert "does not exist (demonstration)" in large.page.banner._facts.text()


def test_the_risk_strip_shortens_to_what_decides_before_it_wraps(large: MainWindow, alpha: Case) -> None:
    large.open_case(alpha.id)
    strip = large.page.frame.compact
    for _ in range(3):
        QApplication.processEvents()
    assert strip._beside.text() == "SCA decides. Not settled."
    large.page.go(BIOLOGY)
    for _ in range(3):
        QApplication.processEvents()
    assert (strip._beside.isVisible(), strip._beside.text()) == (True, "SCA decides.")
    assert strip._group.toolTip() == "SCA decides. Not settled."
    assert strip._group.height() < 2 * strip._group.fontMetrics().lineSpacing()


def test_standard_text_is_not_cut_either(window: MainWindow, desk: Desk, alpha: Case) -> None:
    full = new_case(desk.board, desk.library, full_case())
    for case in (alpha, full):
        window.open_case(case.id)
        for section in (OVERVIEW, PRESENTATION, STAGING, BIOLOGY):
            window.page.go(section)
            for _ in range(3):
                QApplication.processEvents()
            assert cut_texts(window) == []


def test_sections_are_a_drop_down_in_a_narrow_window(large: MainWindow, alpha: Case) -> None:
    large.open_case(alpha.id)
    frame = large.page.frame
    assert not frame.side.isVisible()
    assert frame.chooser.hasFocus()
    frame.chooser.click()
    menu = QApplication.activePopupWidget()
    assert menu is not None
    words = [one.text() for one in menu.actions()]
    assert words == [*SECTIONS[:4], "Pathology, biology (1)", *SECTIONS[5:]]
    menu.actions()[BIOLOGY].trigger()
    menu.close()
    assert large.page.pages.currentIndex() == BIOLOGY
    assert frame.chooser.text() == "Pathology, biology (1)"


def test_the_full_risk_panel_takes_the_place_of_the_content(qtbot: QtBot, large: MainWindow, alpha: Case) -> None:
    large.open_case(alpha.id)
    frame = large.page.frame
    assert frame.compact.isVisible()
    assert not large.page.risk.isVisible()
    assert not large.actions_by_name["risk"].isChecked()
    qtbot.keyClick(large, Qt.Key.Key_R, CTRL)
    assert large.page.risk.isVisible()
    assert large.page.risk.area.hasFocus()
    assert not frame.middle.isVisible()
    assert large.actions_by_name["risk"].isChecked()
    large.page.go(STAGING)
    assert frame.middle.isVisible()
    assert not large.page.risk.isVisible()


def test_date_and_laboratory_stand_under_the_value_where_it_is_narrow(large: MainWindow, desk: Desk) -> None:
    case = new_case(desk.board, desk.library, full_case())
    large.open_case(case.id)
    large.page.go(BIOLOGY)
    for _ in range(3):
        QApplication.processEvents()
    row = large.page.form(BIOLOGY).rows["mycn"]
    assert row.date.y() >= row.value.geometry().bottom()
    assert row.place.geometry().right() <= row.value.geometry().right() + 1


def test_the_banner_gives_long_names_their_room(window: MainWindow, desk: Desk) -> None:
    name = "Zztest de los Ejemplos Larguisimos y de las Pruebas Interminables"
    long = Case(family_name=name, given_name="Alpha Bravo Charlie Delta", demonstration=True)
    case = new_case(desk.board, desk.library, long)
    window.open_case(case.id)
    window.resize(1000, 700)
    for _ in range(3):
        QApplication.processEvents()
    shown = window.page.banner._name
    window.page.banner.grab()
    lines = shown.height() // shown.fontMetrics().lineSpacing()
    assert lines == 2 or shown.fontMetrics().horizontalAdvance(shown.text()) <= shown.width()
    assert shown.toolTip() == ""
    assert "does not exist" in window.page.banner._facts.text()


def test_what_is_wrong_stands_beneath_its_field(large: MainWindow, qtbot: QtBot, alpha: Case) -> None:
    large.open_case(alpha.id)
    large.go_section(BIOLOGY)
    row = large.page.form(BIOLOGY).rows["mycn"]
    row.value.refuse("No value of MYCN is written like this.", row.value.answer)
    qtbot.waitUntil(lambda: row.message.y() >= row.date.y() + row.date.height())
    assert row.message.x() >= row.value.x()
    assert row.icon.y() >= row.date.y() + row.date.height()
    # and both are in sight, though the keyboard is elsewhere
    for part in (row.value, row.message):
        qtbot.waitUntil(lambda part=part: part.visibleRegion().boundingRect() == part.rect())


def test_the_reason_of_a_refused_value_is_whole_although_the_page_above_grew(
    qtbot: QtBot, large: MainWindow, alpha: Case
) -> None:
    large.open_case(alpha.id)
    large.go_section(BIOLOGY)
    QApplication.processEvents()
    row = large.page.form(BIOLOGY).rows["mycn"]
    type_over(qtbot, row.value, "amplyfied")
    area = large.page.forms.area(BIOLOGY).viewport()
    bottom = row.message.mapTo(area, row.message.rect().bottomLeft()).y()
    assert large.page.frame.compact.held.isVisibleTo(large)
    assert row.message.height() >= row.message.heightForWidth(row.message.width())
    assert bottom <= area.height(), "its last line stood beneath the edge"


def test_the_last_row_of_the_strip_has_no_empty_place(large: MainWindow, alpha: Case) -> None:
    large.open_case(alpha.id)
    strip = large.page.overview.strip
    QApplication.processEvents()
    rows = {cell.y() for cell in strip.cells}
    assert len(rows) == 2
    for top in rows:
        row = [cell.geometry() for cell in strip.cells if cell.y() == top]
        assert row[0].left() <= 1
        assert row[-1].right() >= strip.width() - 2
