"""A new child by keyboard alone: from an empty list to the printed page, with key presses only.

Nothing is set or called: keys go to whatever has the keyboard, the test only reads where that is. The one seam is the
operating system's own file dialog, which no key of a test can reach.
"""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from by_keyboard import Key, Keyboard
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL

from desktop.clinical.answers import silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import MetastaticSite, Silence
from desktop.services.cases import get_case, list_cases
from desktop.ui.desk import Desk
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.main_window import MainWindow


@pytest.fixture
def keyboard(qtbot: QtBot) -> Keyboard:
    return Keyboard(qtbot)


def test_a_new_child_from_an_empty_list_to_the_printed_page(
    qtbot: QtBot,
    keyboard: Keyboard,
    window: MainWindow,
    desk: Desk,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    page = tmp_path / "page.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_given: (str(page), "PDF (*.pdf)"))
    assert list_cases(desk.board, CaseQuery()).total == 0

    add_the_child(keyboard, window)
    keyboard.press(Key.Key_2, CTRL)
    keyboard.fill("Sex", "girl")
    ask_the_board(keyboard)
    keyboard.press(Key.Key_4, CTRL)
    stage_it(keyboard)
    keyboard.press(Key.Key_5, CTRL)
    read_pathology_and_biology(keyboard)
    keyboard.press(Key.Key_7, CTRL)
    begin_treatment(keyboard)
    save_the_page(keyboard)
    qtbot.waitUntil(lambda: window.status.work.text() == "Page saved as page.pdf", timeout=20_000)

    (line,) = list_cases(desk.board, CaseQuery()).lines
    look_at_the_record(get_case(desk.board, line.case_id))
    look_at_the_page(text_of(page))
    with capsys.disabled():
        print(f"\nA new child to the printed page: {keyboard.presses} key presses")  # noqa: T201


def add_the_child(keyboard: Keyboard, window: MainWindow) -> None:
    keyboard.press(Key.Key_N, CTRL)
    dialog = keyboard.dialog()
    for text in ("TEST-0001", "Zztest", "Alpha", "21/8/25"):
        keyboard.type(text)
        keyboard.press(Key.Key_Tab)
    keyboard.type("t-21")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    keyboard.qtbot.waitUntil(lambda: window.page.isVisible())


def ask_the_board(keyboard: Keyboard) -> None:
    keyboard.tab_to("Question for the board")
    keyboard.type("Resect before or after cycle 4?")
    keyboard.press(Key.Key_Tab)


def stage_it(keyboard: Keyboard) -> None:
    keyboard.fill("INRGSS stage", "M")
    keyboard.tick("Image-defined risk factors", "Abdomen: invades one or both renal pedicles")
    keyboard.tick("Metastatic sites", "Bone", "Bone marrow", whole=True)


def read_pathology_and_biology(keyboard: Keyboard) -> None:
    keyboard.fill("Histological category", "neuroblastoma")
    keyboard.fill("Grade of differentiation", "poor")
    keyboard.fill("INPC histology", "favourable")
    keyboard.fill("MYCN", "not amp")
    keyboard.press(Key.Key_Tab)
    keyboard.type("12/11/26")
    keyboard.press(Key.Key_Tab)
    keyboard.type("Demo Lab")
    keyboard.choose("Segmental changes (SCA)", "Requested")
    keyboard.press(Key.Key_Tab)
    keyboard.type("t-5")
    keyboard.press(Key.Key_Return)
    keyboard.choose("ALK", "Not available here")


def begin_treatment(keyboard: Keyboard) -> None:
    keyboard.press(Key.Key_T, CTRL)
    start = keyboard.dialog()
    # no template stands marked before it is chosen
    keyboard.press(Key.Key_Space)
    keyboard.tab_to("First day")
    keyboard.type("t-14")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(start)
    # what is due before cycle 1 is recorded on the way
    cycle = False
    while not cycle:
        keyboard.press(Key.Key_D, CTRL)
        record = keyboard.dialog()
        cycle = "cycle 1" in record.windowTitle()
        keyboard.type("t-12" if cycle else "t-15")
        keyboard.press(Key.Key_Return, CTRL)
        keyboard.gone(record)


def save_the_page(keyboard: Keyboard) -> None:
    keyboard.press(Key.Key_P, CTRL)
    preview = keyboard.dialog()
    assert isinstance(preview, PrintDialog)
    keyboard.qtbot.waitUntil(preview.save.isEnabled, timeout=20_000)
    keyboard.press(Key.Key_S, CTRL)


def look_at_the_record(case: Case) -> None:
    told = {name: FIELDS[name].read(case) for name in ("inrgss", "mycn", "sca", "alk", "metastases", "question")}
    assert told["question"].value == "Resect before or after cycle 4?"
    assert told["metastases"].value == frozenset({MetastaticSite.BONE, MetastaticSite.BONE_MARROW})
    assert told["sca"] == silent(Silence.REQUESTED, PartialDate(2026, 11, 18))
    assert told["alk"].silence is Silence.NOT_AVAILABLE
    assert FIELDS["mycn"].origin(case) == (PartialDate(2026, 11, 12), "Demo Lab")
    assert case.age_at_diagnosis == 438
    assert case.plans[0].start.isoformat() == "2026-11-09"
    happened = {one.event: one.actual.isoformat() for one in case.plans[0].events}
    assert happened["EV_DX"] == "2026-11-08"
    assert happened["C1"] == "2026-11-11"


def text_of(page: Path) -> str:
    document = pypdfium2.PdfDocument(page)
    text = " ".join(document[at].get_textpage().get_text_bounded() for at in range(len(document)))
    document.close()
    return " ".join(text.split())


def look_at_the_page(text: str) -> None:
    for told in (
        "ZZTEST, Alpha",
        "TEST-0001",
        "21 Aug 2025",
        "Resect before or after cycle 4?",
        "not amplified",
        "Demo Lab",
        "requested 18 Nov 2026",
        "bone marrow",
        "renal pedicle",
        "poorly differentiated",
    ):
        assert told.casefold() in text.casefold(), told
