"""A new child with high-risk disease, the whole record of the first week, by keyboard alone: presses are counted.

Identity, presentation, imaging with risk factors, marrow, pathology, biology and laboratory values. Nothing is set or
called: keys go to whatever has the keyboard, the test only reads where that is. No pointer is used at all.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from by_keyboard import Key, Keyboard
from pdf_reading import page_texts, squeezed
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.services.assessing import assess_case
from desktop.services.cases import get_case, list_cases
from desktop.services.whole_record import record_sheet
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow

POINTER = {QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonDblClick, QEvent.Type.Wheel}


class Pointer(QObject):
    """Counts what the pointer does."""

    count = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's own name
        self.count += event.type() in POINTER
        return False


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


def tab_of(keyboard: Keyboard, window: MainWindow, section: Qt.Key, table: str) -> None:
    """Go to a section, and on to one of its tabs."""
    keyboard.press(section, CTRL)
    shown = window.page.entries.sections[window.page.pages.currentIndex()]
    for _ in range(len(shown.tabs.tabs)):
        if shown.current == table:
            return
        keyboard.press(Key.Key_PageDown, CTRL)
    raise AssertionError(table)


def enter(keyboard: Keyboard, *rows: dict[str, str]) -> None:
    """A new entry and its next ones: each field by its name, in their order, and Ctrl+Enter after each."""
    keyboard.press(Key.Key_M, CTRL)
    dialog = keyboard.dialog()
    for row in rows:
        for name, words in row.items():
            keyboard.tab_to(name)
            keyboard.type(words)
        keyboard.press(Key.Key_Return, CTRL)
    # the dialog of the next one is empty, and leaves at once
    keyboard.press(Key.Key_Escape)
    keyboard.gone(dialog)


def test_the_first_week_of_a_high_risk_child(
    keyboard: Keyboard, window: MainWindow, desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    pointer = Pointer()
    QApplication.instance().installEventFilter(pointer)
    try:
        identity(keyboard, window)
        presentation(keyboard, window)
        imaging(keyboard, window)
        marrow(keyboard, window)
        pathology_and_biology(keyboard)
        laboratory(keyboard)
    finally:
        QApplication.instance().removeEventFilter(pointer)
    (line,) = list_cases(desk.board, CaseQuery()).lines
    look_at_the_record(desk, get_case(desk.board, line.case_id))
    with capsys.disabled():
        told = f"{keyboard.presses} key presses, {pointer.count} pointer actions"
        print(f"\nThe first week of a high-risk child: {told}")  # noqa: T201
    assert pointer.count == 0


def identity(keyboard: Keyboard, window: MainWindow) -> None:
    keyboard.press(Key.Key_N, CTRL)
    dialog = keyboard.dialog()
    for text in ("TEST-0001", "Zztest", "Alpha", "3/4/24"):
        keyboard.type(text)
        keyboard.press(Key.Key_Tab)
    keyboard.type("t-7")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    keyboard.qtbot.waitUntil(lambda: window.page.isVisible())
    keyboard.press(Key.Key_2, CTRL)
    keyboard.fill("Referred on", "t-6")
    keyboard.fill("Board meeting", "26/11/26")
    keyboard.fill("Sex", "girl")
    keyboard.fill("Primary site", "adrenal")


def presentation(keyboard: Keyboard, window: MainWindow) -> None:
    tab_of(keyboard, window, Key.Key_2, "symptoms")
    enter(
        keyboard,
        {"Sign or symptom": "lump", "Present": "yes", "Began on": "10/2026"},
        {"Sign or symptom": "bone pain", "Present": "yes"},
        {"Sign or symptom": "dark circles", "Present": "no"},
    )


def imaging(keyboard: Keyboard, window: MainWindow) -> None:
    keyboard.press(Key.Key_4, CTRL)
    keyboard.fill("INRGSS stage", "M")
    keyboard.tick("Metastatic sites", "Bone", "Bone marrow", whole=True)
    tab_of(keyboard, window, Key.Key_4, "idrf_findings")
    keyboard.press(Key.Key_M, CTRL)
    factors = window.page.entries.page(window.page.pages.currentIndex())
    for line in factors.model.lines:  # type: ignore[union-attr]
        keyboard.type("p" if line.choice.code.startswith("IDRF15") else "a")
    tab_of(keyboard, window, Key.Key_4, "imaging")
    enter(
        keyboard,
        {"Kind of study": "mri", "Date of the study": "t-6", "Study number": "ZZ-MR-1"},
        {"Kind of study": "mibg", "Takes up tracer": "yes", "Date of the study": "t-4"},
    )


def marrow(keyboard: Keyboard, window: MainWindow) -> None:
    tab_of(keyboard, window, Key.Key_4, "marrow_samples")
    told = {"Enough to judge": "yes", "Share of tumour": "35", "Taken on": "t-5"}
    sides = [(side, kind) for side in ("left", "right") for kind in ("aspirate", "trephine")]
    enter(keyboard, *({"Place": side, "Sample": kind, **told} for side, kind in sides))


def pathology_and_biology(keyboard: Keyboard) -> None:
    keyboard.press(Key.Key_5, CTRL)
    keyboard.fill("Histological category", "neuroblastoma")
    keyboard.fill("Grade of differentiation", "undifferentiated")
    keyboard.fill("Mitosis-karyorrhexis index", "high")
    keyboard.fill("INPC histology", "unfavourable")
    keyboard.fill("MYCN", "amplified")
    keyboard.fill("DNA index", "1.0")
    keyboard.fill("Segmental changes (SCA)", "present")


def laboratory(keyboard: Keyboard) -> None:
    keyboard.press(Key.Key_6, CTRL)
    for marker, (value, unit, limit) in {"LDH": ("1480", "", "450"), "Ferritin": ("260", "ng/ml", "90")}.items():
        keyboard.press(Key.Key_M, CTRL)
        dialog = keyboard.dialog()
        while keyboard.target.accessibleName() != f"Marker: {marker}":
            keyboard.press(Key.Key_Right)
        told = {"Result": value, "Unit": unit, "Laboratory's own upper limit": limit, "Date of the sample": "t-6"}
        for name, words in told.items():
            if words:
                keyboard.tab_to(name)
                keyboard.type(words)
        keyboard.press(Key.Key_Return, CTRL)
        keyboard.gone(dialog)


def look_at_the_record(desk: Desk, case: Case) -> None:
    assert [(one.symptom.value, one.present.value) for one in case.symptoms] == [
        ("lump", True), ("bone_pain", True), ("dark_circles", False),
    ]  # fmt: skip
    assert case.symptoms[0].began_on.value == PartialDate(2026, 10)
    assert FIELDS["idrfs"].read(case).value == frozenset({"IDRF15_RENAL_PEDICLE"})
    assert len(case.idrf_findings) == 23
    assert [one.modality.value for one in case.imaging] == ["mri", "mibg"]
    assert [one.tumour_percent.value for one in case.marrow_samples] == [Decimal(35)] * 4
    assert [str(one.marker) for one in case.markers] == ["ldh", "ferritin"]
    assessed = {one.scheme: one for one in assess_case(desk.library, case).assessments}
    assert assessed["cog-v2"].groups == ("high",) and assessed["cog-v2"].settled
    sheet = record_sheet(desk.library, case, (), today=desk.today(), prepared_by="Zztest Coordinator")
    text = "".join(map(squeezed, page_texts(sheet.pdf)))
    for words in ("Lump in abdomen, neck or chest", "ZZ-MR-1", "renal pedicle", "1,480", "amplified"):
        assert squeezed(words) in text, words
