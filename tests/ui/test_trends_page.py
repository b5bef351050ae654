"""Charts of lesions and marrow above their lists, by keyboard: selected in step, told, saved."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QGraphicsSimpleTextItem
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import Lesion, MarrowSample, Measurement
from desktop.clinical.results import Provenance
from desktop.services.cases import get_case, save_case
from desktop.services.lesion_trend import LESIONS
from desktop.services.marrow_trend import MARROW
from desktop.services.trends import TrendPoint, TrendSeries
from desktop.ui.desk import Desk
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import STAGING
from desktop.ui.trends.drawing import in_groups
from desktop.ui.trends.page import TrendPage
from desktop.ui.trends.scale import linear
from desktop.ui.trends.sheet import Beside

Key = Qt.Key
SHIFTED = CTRL | Qt.KeyboardModifier.ShiftModifier
MASS = Lesion(name=known("Left adrenal mass"), tissue=known("primary"))
NODE = Lesion(name=known("Node"), tissue=known("lymph_node"))


def taken(day: date) -> Provenance:
    return Provenance(performed_on=PartialDate.of(day))


def size(lesion: Lesion, day: date, mm: int) -> Measurement:
    value = known(Decimal(mm))
    return Measurement(provenance=taken(day), lesion=known(str(lesion.id)), length_mm=value, short_axis_mm=value)


def share(day: date, side: str, percent: int | None) -> MarrowSample:
    told = NOT_ASKED if percent is None else known(Decimal(percent))
    return MarrowSample(
        provenance=taken(day), side=known(f"{side}_iliac_crest"), sample=known("aspirate"), tumour_percent=told
    )


JULY, SEPTEMBER, NOVEMBER = date(2026, 7, 1), date(2026, 9, 1), date(2026, 11, 10)
SIZES = (size(MASS, JULY, 50), size(MASS, SEPTEMBER, 30), size(MASS, NOVEMBER, 40), size(NODE, JULY, 18))
SHARES = (share(JULY, "left", 40), share(JULY, "right", 60), share(SEPTEMBER, "left", None), share(NOVEMBER, "left", 3))


def page_of(window: MainWindow, desk: Desk, alpha: Case, table: str, **entries: object) -> TrendPage:
    case = replace(alpha, **entries)  # type: ignore[arg-type]
    if entries:
        save_case(desk.board, desk.library, alpha, case, "Entries")
    window.open_case(alpha.id)
    window.go_section(STAGING)
    window.page.entries.sections[STAGING].go(table)
    page = window.page.entries.page(STAGING)
    assert isinstance(page, TrendPage)
    return page


@pytest.fixture
def lesions(window: MainWindow, desk: Desk, alpha: Case) -> TrendPage:
    return page_of(window, desk, alpha, "measurements", lesions=(MASS, NODE), measurements=SIZES)


@pytest.fixture
def marrow(window: MainWindow, desk: Desk, alpha: Case) -> TrendPage:
    return page_of(window, desk, alpha, "marrow_samples", marrow_samples=SHARES)


def words(page: TrendPage) -> set[str]:
    return {one.text() for one in page.panel.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)}


def selected(page: TrendPage) -> object:
    return page.table.selected.id if page.table.selected else None


def test_arrows_walk_the_points_and_the_list_goes_along(qtbot: QtBot, lesions: TrendPage) -> None:
    view = lesions.panel.view
    view.setFocus()
    lesions.table.select(SIZES[2].id)
    assert view.selected == SIZES[2].id
    assert {"baseline 50 mm", "−30 % baseline 35 mm", "+20 % nadir 36 mm", "Left adrenal mass 40 mm"} <= words(lesions)
    qtbot.keyClick(view, Key.Key_Left)
    assert selected(lesions) == view.selected == SIZES[1].id
    qtbot.keyClick(view, Key.Key_Home)
    qtbot.keyClick(view, Key.Key_Down)
    assert selected(lesions) == SIZES[3].id
    assert "(the rule that this axis counts is unverified)" in lesions.panel.told.text()
    assert "baseline 18 mm" in words(lesions)
    assert "baseline 50 mm" not in words(lesions), "only the lines of the selected lesion are there"
    assert lesions.panel.told.text() in view.accessibleDescription()


def test_enter_changes_and_delete_removes_what_is_selected(
    qtbot: QtBot, desk: Desk, alpha: Case, lesions: TrendPage
) -> None:
    view = lesions.panel.view
    lesions.table.select(SIZES[2].id)
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Return)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    dialog.reject()
    qtbot.keyClick(view, Key.Key_Delete)
    assert len(get_case(desk.board, alpha.id).measurements) == 3
    assert lesions.panel.trend is not None
    assert len(lesions.panel.trend.series[0].points) == 2


def test_keys_zoom(qtbot: QtBot, lesions: TrendPage) -> None:
    view = lesions.panel.view
    view.setFocus()
    qtbot.keyClick(view, Key.Key_Plus)
    assert view.shown is not None
    assert not view.shown.span.is_whole
    lesions.panel.zooms.all.click()
    assert view.shown.span.is_whole
    assert not lesions.panel.zooms.all.isEnabled()


def test_any_sample_of_a_day_selects_the_day_and_an_open_day_is_told(marrow: TrendPage) -> None:
    for one in SHARES[:2]:
        marrow.table.select(one.id)
        assert marrow.panel.view.selected == SHARES[1].id
        assert selected(marrow) == one.id, "the bar stays on the sample"
    marrow.table.select(SHARES[2].id)
    assert marrow.panel.view.selected is None
    assert "1 of 1 has no percentage yet" in marrow.panel.told.text()
    assert "Not drawn: 01 Sep 2026 (1 of 1 open)." in marrow.panel.notes.text()
    assert {"5 % minimal disease", "20 % progression if doubled"} <= words(marrow)


@pytest.mark.parametrize(("key", "ending"), [(Key.Key_U, "png"), (Key.Key_C, "csv")])
def test_keys_save_what_is_in_sight(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, marrow: TrendPage, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch, key: Qt.Key, ending: str,
) -> None:  # fmt: skip
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *told: (str(tmp_path / told[2]), ""))
    qtbot.keyClick(window, key, SHIFTED)
    path = tmp_path / MARROW.proposed_name(get_case(desk.board, alpha.id), ending)
    content = path.read_bytes()
    assert b"Zztest" not in content
    assert ending == "csv" or QImage.fromData(content).width() == 2000
    with desk.board.database.read() as work:
        (entry,) = work.audit.entries(alpha.id, limit=1)
    assert entry.action == (MARROW.csv_saved if ending == "csv" else MARROW.picture_saved)


def test_buttons_save_and_cancelled_nothing_happens(
    desk: Desk, alpha: Case, lesions: TrendPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_told: ("", ""))
    for button in (lesions.panel.picture, lesions.panel.rows):
        button.click()
    with desk.board.database.read() as work:
        (entry,) = work.audit.entries(alpha.id, limit=1)
    assert entry.action not in {LESIONS.csv_saved, LESIONS.picture_saved}


def test_without_entries_it_is_calm(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    notices: list[str] = []
    window.messages.notice.connect(notices.append)
    page = page_of(window, desk, alpha, "measurements")
    assert not page.panel.isVisible()
    qtbot.keyClick(window, Key.Key_U, SHIFTED)
    assert len(notices) == 1
    assert "nothing to save" in notices[0]
    window.messages.notice.disconnect(notices.append)


def test_one_point_is_drawn_and_no_point_has_no_chart(window: MainWindow, desk: Desk, alpha: Case) -> None:
    page = page_of(window, desk, alpha, "measurements", lesions=(MASS,), measurements=SIZES[:1])
    assert len(page.panel.view.marks) == 1
    bare = replace(SIZES[0], length_mm=NOT_ASKED)
    now = get_case(desk.board, alpha.id)
    page.show_case(replace(now, measurements=(bare,)), False)
    assert not page.panel.view.isVisible()
    assert page.panel.nothing.isVisible()
    assert not page.panel.picture.isVisible()
    assert page.panel.rows.isVisible(), "the rows can leave, drawn or not"


def test_scales_begin_at_nought_and_hold_everything() -> None:
    for highest in (0.0, 0.4, 3.0, 7.0, 20.0, 84.0, 101.0, 480.0):
        scale = linear([highest], 0.0, 100.0)
        assert scale.steps()[0] == 0
        assert scale.high >= highest
        assert len(scale.steps()) <= 7
        assert scale.y(0) == 100


def test_the_lines_of_the_selected_lesion_stand_beneath_its_own_name() -> None:
    point = TrendPoint(key=uuid4(), keys=frozenset(), day=JULY, value=Decimal(12), words="12 mm")
    node, mass = (TrendSeries(name, at, ((point,),)) for at, name in enumerate(("Node", "Mass")))
    beside = (
        Beside(28, "baseline 28 mm", own=True), Beside(16, "nadir 16 mm", own=True), Beside(20, "a limit of all"),
        Beside(12, "Node 12 mm", node, point), Beside(49, "Mass 49 mm", mass, point),
    )  # fmt: skip
    found = [one.words for one in in_groups(beside, node, lambda value: -value)]
    assert found == ["Mass 49 mm", "a limit of all", "Node 12 mm", "baseline 28 mm", "nadir 16 mm"]
    by_height = [one.words for one in in_groups(beside[:3], node, lambda value: -value)]
    assert by_height == ["baseline 28 mm", "a limit of all", "nadir 16 mm"], "its name is out of sight"
