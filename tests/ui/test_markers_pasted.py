"""Laboratory results pasted from a spreadsheet: a result a row, or a day a row with a column for each marker."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult
from desktop.clinical.vocabulary import Marker, MarkerUnit, Silence
from desktop.services.cases import get_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.paste_entries import PasteDialog
from desktop.ui.entries.pasting import Pasted
from desktop.ui.main_window import MainWindow
from desktop.ui.markers.pasting import read_pasted_markers
from desktop.ui.sections import MARKERS

LIBRARY = build_library()
TODAY = date(2026, 11, 23)
Key = Qt.Key


def read(text: str, born: PartialDate | None = None) -> Pasted:
    return read_pasted_markers(LIBRARY, born, text, TODAY)


def results(found: Pasted) -> list[MarkerResult]:
    return [one for one in found.entries if isinstance(one, MarkerResult)]


def test_a_result_a_row_without_heads() -> None:
    one, two = results(read("3/4/26\tLDH\t1250\tU/L\t280\tDemo Lab\n2026-04-10\tVMA\t61.2\tmg/g\n"))
    assert (one.marker, one.value.value, one.unit, one.upper_limit.value) == (
        Marker.LDH, Decimal(1250), MarkerUnit.U_L, Decimal(280),
    )  # fmt: skip
    assert one.provenance.performed_on == PartialDate(2026, 4, 3)
    assert one.provenance.laboratory == "Demo Lab"
    assert (two.marker, two.unit) == (Marker.VMA, MarkerUnit.MG_G)


def test_a_series_with_a_column_for_each_marker() -> None:
    found = read("Date\tVMA (mg/g)\tHVA (mg/g)\tFerritin\tNote\n3/4/26\t61.2\tsample failed\t142 ng/mL\tx\n")
    told = [(one.marker, one.unit, one.value.value or one.value.silence) for one in results(found)]
    assert told == [
        (Marker.VMA, MarkerUnit.MG_G, Decimal("61.2")),
        (Marker.HVA, MarkerUnit.MG_G, Silence.SAMPLE_FAILED),
        (Marker.FERRITIN, MarkerUnit.NG_ML, Decimal(142)),
    ]
    assert found.unknown == ("Note",)
    silent = results(found)[1]
    assert silent.value.on == PartialDate(2026, 4, 3)
    assert silent.provenance.performed_on is None


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("3/4/26\tVMA\t61.2\n", "its unit is missing"),
        ("3/4/26\tVMA\t61.2 mg/g\tmmol/mol\n", "two units"),
        ("3/4/26\tVMA\tmuch\tmg/g\n", "not a number"),
        ("3/4/26\tVMA\t61,234\tmg/g\n", "two ways"),
        ("3/4/26\tGlucose\t5\tmg/g\n", "none of the markers"),
        ("3/4/27\tVMA\t61.2\tmg/g\n", "future"),
        ("31/2/26\tVMA\t61.2\tmg/g\n", "Date “31/2/26”"),
        ("3/4/26\t\t61.2\tmg/g\n", "Of which marker"),
        ("3/4/26\tVMA\t\tmg/g\n", "No result"),
        ("3/4/26\tVMA\t1\tmg/g\t\t\t\t\tmore\n", "a cell more"),
    ],
)
def test_what_cannot_be_used_is_refused_with_its_reason(text: str, says: str) -> None:
    (row,) = read(text).rows
    assert row.entry is None
    assert says in " ".join(row.refused)


def test_no_result_is_before_the_birth() -> None:
    (row,) = read("3/4/24\tVMA\t61.2\tmg/g\n", PartialDate(2025, 1, 1)).rows
    assert "before the birth" in row.refused[0]


@pytest.mark.parametrize("text", ["", "\n\n", "\t\t\t", "no table at all", '"' + "x" * 200_000])
def test_nonsense_enters_nothing(text: str) -> None:
    assert read(text).entries == ()


def test_pasted_in_the_section_shown_first_and_one_step_to_undo(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    before = len(alpha.markers)
    window.open_case(alpha.id)
    window.page.go(MARKERS)
    QGuiApplication.clipboard().setText("3/4/26\tLDH\t1250\tU/L\n4/4/26\tLDH\tlots\tU/L\n5/4/26\tLDH\t900\tU/L")
    qtbot.keyClick(window, Key.Key_V, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PasteDialog)
    assert "1 row cannot be used" in dialog.sentence.text()
    assert len(get_case(desk.board, alpha.id).markers) == before, "nothing is stored before it is confirmed"
    qtbot.keyClick(dialog.do, Key.Key_Return)
    stored = get_case(desk.board, alpha.id)
    assert [one.value.value for one in stored.markers[before:]] == [Decimal(1250), Decimal(900)]
    assert len(window.page.markers.model.lines) == before + 2
    window.undoing.refresh()
    window.undo()
    assert len(get_case(desk.board, alpha.id).markers) == before


def test_the_button_says_when_nothing_was_copied(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.page.go(MARKERS)
    QGuiApplication.clipboard().clear()
    assert not window.page.markers.ask_paste(), "the key then pastes a document"
    window.page.markers._paste_anyway()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, PasteDialog)
    assert not dialog.do.isEnabled()
    assert "no row" in dialog.table.none.text()
