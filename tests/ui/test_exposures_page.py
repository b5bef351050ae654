"""The ledger in the window: totals with their operands, the watch list, arithmetic for checking, and the tab."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from plain_exposures import chest, part, total
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.presentation import Performance
from desktop.clinical.record.treatments import CumulativeExposure
from desktop.clinical.results import Provenance
from desktop.services.cases import get_case, save_case
from desktop.services.library import Library
from desktop.services.surface import NO_ORDER
from desktop.ui.desk import Desk
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.entries.two_views import ENTERED
from desktop.ui.exposures.page import ExposuresPage
from desktop.ui.exposures.statements import NO_SURFACE
from desktop.ui.exposures.tab import LEDGER, ExposuresTab
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import TREATMENT
from desktop.ui.start import Stage
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text

Key = Qt.Key
MEASURED = Performance(
    weight_kg=known(Decimal("22.5")), height_cm=known(Decimal(90)),
    provenance=Provenance(performed_on=PartialDate(2026, 11, 1)),
)  # fmt: skip


@pytest.fixture
def page(qtbot: QtBot, stage: Stage, library: Library) -> ExposuresPage:
    made = ExposuresPage(stage.look, library, lambda: date(2026, 11, 30))
    qtbot.addWidget(made)
    made.resize(1000, 500)
    made.show()
    return made


def child(*exposures: CumulativeExposure, **facts: object) -> Case:
    return Case(family_name="Zztest", given_name="Alpha", exposures=exposures, **facts)  # type: ignore[arg-type]


def said(grid: StatementGrid) -> str:
    return "\n".join(f"{one.name}: {one.value} {' '.join(one.items)}".strip() for one in grid._shown or ())


def rows(page: ExposuresPage, name: str) -> list[tuple[str, ...]]:
    return [*getattr(page, name).model().rows]


def test_the_ledger_comes_first_and_says_of_the_line_under_the_bar_what_it_is_made_of(page: ExposuresPage) -> None:
    page.show_case(child(part("75", agent="cisplatin"), total("150", "2026-03-20"), part("25", "2026-04-10")), False)
    assert rows(page, "ledger") == [
        ("Cisplatin", "75 mg/m²", ""),
        ("Doxorubicin", "175 mg/m²", "With dexrazoxane: not asked yet."),
    ]
    assert said(page.made_of).startswith("Added: 75 mg/m², this part")
    page.ledger.selectRow(1)
    assert said(page.made_of).startswith("Total entered: 150 mg/m², total up to that day, up to 20 Mar 2026")
    assert "Added: 25 mg/m², this part, from 10 Apr 2026" in said(page.made_of)


def test_a_total_that_is_not_settled_is_marked_for_the_eye_and_in_words(page: ExposuresPage) -> None:
    page.show_case(child(part("75", agent="cisplatin"), total("150", "2026-03-20"), part("25")), False)
    assert page.ledger.model().doubted == frozenset({1})  # type: ignore[attr-defined]
    assert rows(page, "ledger")[1][1] == "150 to 175 mg/m²"


def test_the_watch_list_names_check_reason_source_and_status(page: ExposuresPage) -> None:
    page.show_case(child(part("250")), False)
    heart = next(one for one in rows(page, "watch") if one[0].startswith("Cardiomyopathy"))
    assert heart[1].endswith("By dose: Echocardiogram every 2 years.")
    assert heart[2:] == ("Doxorubicin", "NCI PDQ®, late effects; one source")
    told = said(page.rests_on)
    assert "By dose: Echocardiogram every 2 years" in told
    assert "Rests on: Doxorubicin 250 mg/m²" in told
    assert "chest radiotherapy of 30 Gy and more" in told


def test_what_cannot_be_told_is_said_with_what_would_tell_it(page: ExposuresPage) -> None:
    page.show_case(child(part("120")), False)
    assert "By dose: Not settled: echocardiogram every 2 years, or perhaps an echocardiogram every 5 years" in said(
        page.rests_on
    )
    assert "External radiotherapy, chest (thorax): no total in Gy is entered" in said(page.rests_on)


def test_arithmetic_says_its_operands_and_that_it_is_no_order(page: ExposuresPage) -> None:
    page.show_case(child(performance=(MEASURED,)), False)
    told = said(page.checked)
    assert "Weight: 22.5 kg, measured 01 Nov 2026, 29 days ago" in told
    assert "Body surface: 0.750 m², by Mosteller (unverified)" in told
    assert "Eflornithine (Iwilfin): 576 mg twice daily is the label's band" in told
    assert NO_ORDER in [one.text() for one in page.findChildren(Text)]


def test_without_anything_every_part_says_so(page: ExposuresPage) -> None:
    page.show_case(child(), False)
    assert "No exposure is entered" in page.ledger.none.text() and page.ledger.none.isVisible()
    assert page.watch.none.isVisible()
    assert NO_SURFACE in said(page.checked)
    assert not page.made_of.isVisible() and not page.rests_on.isVisible()


def test_another_child_leaves_nothing_of_the_first(page: ExposuresPage) -> None:
    page.show_case(child(part("250"), performance=(MEASURED,)), False)
    page.show_case(child(), False)
    assert rows(page, "ledger") == rows(page, "watch") == []
    assert not page.made_of.isVisible()
    assert "576" not in said(page.checked)


def test_the_keyboard_reaches_both_tables_and_brings_what_they_rest_on_into_sight(
    qtbot: QtBot, page: ExposuresPage
) -> None:
    page.show_case(
        child(*(part("1", agent=one) for one in ("cisplatin", "carboplatin", "etoposide", "busulfan"))), False
    )
    page.ledger.setFocus()
    qtbot.keyClick(page.ledger, Key.Key_Down)
    assert page.ledger.currentIndex().row() == 1
    assert said(page.made_of).startswith("Added: 1 mg/m²")
    bar = page._scroll.verticalScrollBar()
    qtbot.waitUntil(lambda: bar.maximum() > 0)
    page.watch.setFocus()
    bar.setValue(0)
    qtbot.keyClick(page.watch, Key.Key_Return)
    qtbot.waitUntil(lambda: bar.value() > 0)
    assert not page._of_risk.visibleRegion().isEmpty()
    index = page.watch.model().index(0, 1)
    words = index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert str(words).startswith("What is looked at: ")
    for one in (page.ledger, page.watch):
        assert QAccessible.queryAccessibleInterface(one).text(QAccessible.Text.Name) == one.accessibleName() != ""


def tab_of(window: MainWindow, case: Case) -> ExposuresTab:
    window.open_case(case.id)
    window.go_section(TREATMENT)
    window.page.entries.sections[TREATMENT].go("exposures")
    found = window.page.entries.sections[TREATMENT].page
    assert isinstance(found, ExposuresTab)
    return found


def test_an_exposure_is_entered_from_the_ledger_and_counts(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    case = save_case(desk.board, desk.library, alpha, replace(alpha, exposures=(part("75"),)), "x")
    tab = tab_of(window, case)
    assert tab.view.chosen == LEDGER
    assert [one.total for one in tab.ledger.lines] == ["75 mg/m²"]
    qtbot.keyClick(window, Key.Key_M, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    dialog.given.emit(chest("21.6"), False)
    assert len(get_case(desk.board, case.id).exposures) == 2
    assert [one.total for one in tab.ledger.lines] == ["75 mg/m²", "21.6 Gy"]
    assert tab.view.chosen == LEDGER


def test_a_child_of_whom_nothing_was_given_begins_with_the_list(window: MainWindow, alpha: Case) -> None:
    tab = tab_of(window, alpha)
    assert not tab.ledger.lines
    assert tab.view.chosen == ENTERED


def test_who_only_reads_is_asked_for_nothing(page: ExposuresPage) -> None:
    page.show_case(child(part("75")), True)
    assert not page.new_button.isVisible()
