"""Near the days the names of the lanes stay in sight, and what lies beneath them is neither hit nor selected there."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from pytestqt.qtbot import QtBot
from test_timeline_view import DAYS, with_plan

from desktop.clinical.case import Case
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import TREATMENT
from desktop.ui.panels.treatment_page import TreatmentPage
from desktop.ui.timeline.ground import name_places
from desktop.ui.timeline.pinned import width_of
from desktop.ui.timeline.stops import Stop


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> TreatmentPage:
    case = with_plan(desk, alpha, DAYS)
    window.open_case(case.id)
    window.page.go(TREATMENT)
    view = window.page.treatment.view
    view.zoom_by(3)
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().maximum() // 2)
    assert view.horizontalScrollBar().value() > 0
    return window.page.treatment


def test_every_lane_is_named_while_scrolled(page: TreatmentPage) -> None:
    view = page.view
    sheet = view._sheet
    assert sheet is not None
    picture = view.viewport().grab().toImage()
    ratio = picture.devicePixelRatio()
    surface = view._look.colour("surface").rgb()
    for name, middle, _ in name_places(sheet):
        y = view.mapFromScene(0, middle).y()
        box = QRect(round(16 * ratio), round((y - 8) * ratio), round(70 * ratio), round(16 * ratio))
        inks = {picture.pixel(x, y) for x in range(box.left(), box.right()) for y in range(box.top(), box.bottom())}
        assert inks - {surface}, name


def test_what_lies_beneath_the_names_is_not_hit(qtbot: QtBot, page: TreatmentPage) -> None:
    view, sheet = page.view, page.view._sheet
    assert sheet is not None
    hidden: Stop = view.stops.all[len(view.stops.all) // 2]
    view.horizontalScrollBar().setValue(round(hidden.x - width_of(sheet) / 2))
    point = view.mapFromScene(hidden.places[0].center())
    assert 0 < point.x() < width_of(sheet)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=point)
    assert view.selected is None
    beside = QPoint(point.x() + round(width_of(sheet)), point.y())
    view.horizontalScrollBar().setValue(view.horizontalScrollBar().value() - round(width_of(sheet)))
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=beside)
    assert view.selected is not None


def test_what_is_selected_by_key_stands_beside_the_names(qtbot: QtBot, page: TreatmentPage) -> None:
    view, sheet = page.view, page.view._sheet
    assert sheet is not None
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Home)
    for _ in range(8):
        qtbot.keyClick(view, Qt.Key.Key_Right)
    for _ in range(4):
        qtbot.keyClick(view, Qt.Key.Key_Left)
        stop = view.selected
        assert stop is not None
        left = view.mapFromScene(stop.places[0].topLeft()).x()
        assert left >= width_of(sheet) or view.horizontalScrollBar().value() == 0


def test_not_scrolled_nothing_lies_over_the_drawing(window: MainWindow, page: TreatmentPage) -> None:
    view = page.view
    view.zoom_by(0)
    view.horizontalScrollBar().setValue(0)
    assert view._left <= 0
