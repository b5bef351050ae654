"""Saving chart and results from the window: by menu, key and button; light, without a name, written down."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from test_window_marker_chart import BARE, HVA, VMA
from window_helpers import CTRL

from desktop.clinical.case import Case
from desktop.services.cases import save_case
from desktop.services.marker_export import CSV_SAVED, PICTURE_SAVED
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.markers.page import MarkersPage
from desktop.ui.markers.picture import picture_of
from desktop.ui.panels.case_page import MARKERS
from desktop.ui.tokens import LIGHT

SHIFTED = CTRL | Qt.KeyboardModifier.ShiftModifier
Asked = list[str]


@pytest.fixture
def page(window: MainWindow, desk: Desk, alpha: Case) -> MarkersPage:
    save_case(desk.board, desk.library, alpha, replace(alpha, markers=(*VMA, *HVA, BARE)), "Results")
    window.open_case(alpha.id)
    return window.page.markers


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Asked:
    """The names that were proposed; each is accepted."""
    proposed: Asked = []

    def answer(*told: str) -> tuple[str, str]:
        proposed.append(told[2])
        return str(tmp_path / told[2]), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", answer)
    return proposed


def told(desk: Desk, case: Case) -> list[str]:
    with desk.board.database.read() as work:
        return [one.action for one in work.audit.entries(case.id, limit=2)]


def pixel(path: Path, x: int, y: int) -> QColor:
    return QImage(str(path)).pixelColor(x, y)


def test_a_key_saves_the_chart_from_any_section(
    qtbot: QtBot, window: MainWindow, page: MarkersPage, desk: Desk, alpha: Case, asked: Asked, tmp_path: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_U, SHIFTED)
    assert window.page.pages.currentIndex() == MARKERS
    assert asked == [f"case-{alpha.number or 1}-biomarkers.png"]
    content = (tmp_path / asked[0]).read_bytes()
    assert content.startswith(b"\x89PNG")
    assert not [one for one in (b"tEXt", b"iTXt", b"zTXt", b"eXIf", b"Zztest", b"Alpha") if one in content]
    assert PICTURE_SAVED in told(desk, alpha)
    assert window.toast.isVisible()


def test_a_key_saves_the_results(
    qtbot: QtBot, window: MainWindow, page: MarkersPage, desk: Desk, alpha: Case, asked: Asked, tmp_path: Path
) -> None:
    qtbot.keyClick(window, Qt.Key.Key_C, SHIFTED)
    rows = (tmp_path / asked[0]).read_text("utf-8-sig").splitlines()
    assert len(rows) == 7, "one head, six results, drawn or not"
    assert "Zztest Alpha" not in "".join(rows)
    assert CSV_SAVED in told(desk, alpha)


@pytest.mark.parametrize("place", [0, 1])
def test_the_button_offers_both(
    window: MainWindow, page: MarkersPage, asked: Asked, place: int, tmp_path: Path
) -> None:
    window.go_section(MARKERS)
    menu = page.head.menu_of_files()
    words, keys = menu.actions()[place].text().split("\t")
    of_window = window.actions_by_name["marker_picture" if place == 0 else "marker_csv"]
    assert keys == of_window.shortcuts()[0].toString(), words
    menu.actions()[place].trigger()
    assert (tmp_path / asked[0]).exists()


def test_the_picture_is_light_and_shows_the_chosen_markers(
    window: MainWindow, page: MarkersPage, asked: Asked, tmp_path: Path
) -> None:
    window.go_section(MARKERS)
    window.look.use("dark")
    shown = page.panel.view.shown
    assert shown is not None
    dark = picture_of(window.look, shown, 1)
    window.look.use("light")
    assert picture_of(window.look, shown, 1) == dark
    picture = QImage.fromData(dark)
    assert picture.pixelColor(2, 2) == QColor(LIGHT.surface)
    assert picture.width() == 2000
    page.panel.choice.chips[0].click()
    fewer = page.panel.view.shown
    assert fewer is not None
    assert picture_of(window.look, fewer, 1) != dark


def test_a_child_without_results_has_nothing_to_save(
    qtbot: QtBot, window: MainWindow, alpha: Case, asked: Asked, stage: object
) -> None:
    window.open_case(alpha.id)
    for key in (Qt.Key.Key_U, Qt.Key.Key_C):
        qtbot.keyClick(window, key, SHIFTED)
    assert asked == []


def test_a_file_that_cannot_be_written_is_told_and_the_page_stays(
    qtbot: QtBot, window: MainWindow, page: MarkersPage, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    notices: list[str] = []
    window.messages.notice.connect(notices.append)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: (str(tmp_path / "none" / "a.csv"), ""))
    qtbot.keyClick(window, Qt.Key.Key_C, SHIFTED)
    assert notices
    assert "could not be written" in notices[0]
    window.messages.notice.disconnect(notices.append)


def test_cancelled_nothing_happens(
    window: MainWindow, page: MarkersPage, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: ("", ""))
    window.go_section(MARKERS)
    asks: tuple[Callable[[], None], ...] = (page.picture.emit, page.results.emit)
    for ask in asks:
        ask()
    assert not {PICTURE_SAVED, CSV_SAVED} & set(told(desk, alpha))
