"""De-identified from the window: seen before it goes out, chosen text by text, and written down."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from builders import full_case, small_case
from pdf_reading import page_texts
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate, day_words
from desktop.clinical.listing import CaseLine
from desktop.clinical.neutral_calendar import as_of
from desktop.clinical.vocabulary import Sex
from desktop.services.cases import history, new_case
from desktop.services.deidentified_records import checked_record
from desktop.services.deidentifying import Choices, Text, ready
from desktop.services.receiving import receive_record
from desktop.ui.desk import Desk
from desktop.ui.dialogs.deidentify import DeidentifyDialog
from desktop.ui.dialogs.print_page import PrintDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_columns import due_words
from desktop.ui.start import Stage
from desktop.ui.widgets.notice import Notice
from desktop.ui.words import short_date, short_day

QUESTION = "Would Dr Quillfeather operate on 14 March 2026? Resect or wait?"


@pytest.fixture
def child(desk: Desk) -> Case:
    case = replace(full_case(), family_name="Zztest", given_name="Ottoline", question=known(QUESTION))
    return new_case(desk.board, desk.library, case)


def _dialog(qtbot: QtBot, stage: Stage, desk: Desk, case: Case, window: MainWindow) -> DeidentifyDialog:
    dialog = DeidentifyDialog(stage.look, desk, stage.tasks, stage.messages, case, window)
    dialog.open()
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    return dialog


def _question(dialog: DeidentifyDialog) -> int:
    return next(number for number, row in enumerate(dialog.rows) if row.seen.text == QUESTION)


def test_every_hit_is_shown_and_every_text_is_left_out(
    qtbot: QtBot, stage: Stage, desk: Desk, child: Case, window: MainWindow
) -> None:
    dialog = _dialog(qtbot, stage, desk, child, window)
    row = dialog.rows[_question(dialog)]
    assert [(one.kind.value, one.text) for one in row.seen.hits] == [
        ("name", "Dr Quillfeather"), ("day", "14 March 2026"),
    ]  # fmt: skip
    assert {one.choice.deed for one in dialog.rows} == {Text.LEAVE}
    assert row.seen.hits and not dialog.rows[-1].seen.hits  # those with hits come first
    told = [one.accessibleName() for one in dialog.findChildren(Notice)]
    assert any("of the list" in one for one in told) and any("No picture" in one for one in told)
    assert "Ottoline" not in dialog.windowTitle()


def test_kept_as_it_is_needs_a_reason(qtbot: QtBot, stage: Stage, desk: Desk, child: Case, window: MainWindow) -> None:
    dialog = _dialog(qtbot, stage, desk, child, window)
    row = dialog.rows[_question(dialog)]
    row.deed.choose(Text.KEEP)
    qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    assert dialog.isVisible() and "Say why" in dialog.wrong.text()
    qtbot.keyClicks(row.reason, "an eponym")
    with qtbot.waitSignal(dialog.chosen) as told:
        qtbot.mouseClick(dialog.do, Qt.MouseButton.LeftButton)
    choices = told.args[0]
    assert isinstance(choices, Choices)
    assert choices.texts[row.seen.place].reason == "an eponym"


def test_telling_less_exactly_is_counted_again(qtbot: QtBot, stage: Stage, desk: Desk, window: MainWindow) -> None:
    girl, boy = (replace(small_case(one), sex=known(sex)) for one, sex in ((1, Sex.FEMALE), (2, Sex.MALE)))
    new_case(desk.board, desk.library, boy)
    dialog = _dialog(qtbot, stage, desk, new_case(desk.board, desk.library, girl), window)
    assert dialog.shared is not None
    before = dialog.shared.count
    dialog.parts["sex"].setFocus()
    qtbot.keyClick(dialog.parts["sex"], Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: dialog.shared is not None and dialog.shared.count == before + 1, timeout=15_000)
    assert dialog.choices.coarser == ("sex",)


def test_the_preview_prints_what_was_chosen(
    qtbot: QtBot, desk: Desk, child: Case, window: MainWindow, tmp_path: Path
) -> None:
    window.open_case(child.id)
    qtbot.keyClick(window, Qt.Key.Key_P, CTRL)
    preview = open_dialog(qtbot)
    assert isinstance(preview, PrintDialog)
    qtbot.waitUntil(preview.do.isEnabled, timeout=15_000)
    qtbot.mouseClick(preview.what["deidentified"], Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: preview.page is not None and preview.page.what == "deidentified", timeout=15_000)
    preview.choose_texts()
    dialog = next(one for one in preview.findChildren(DeidentifyDialog))
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    dialog.rows[_question(dialog)].deed.choose(Text.MASK)
    dialog.save_by_key()
    qtbot.waitUntil(
        lambda: preview.page is not None and preview.page.noted.get("mask") == 1 and preview.do.isEnabled(),
        timeout=15_000,
    )
    out = tmp_path / "out.pdf"
    with qtbot.waitSignal(preview.told, timeout=15_000):
        preview.save_to(out)
    told = " ".join(page_texts(out.read_bytes()))
    assert "Would [name] operate on [date]" in " ".join(told.split())
    assert "Quillfeather" not in told and "Ottoline" not in told
    (line,) = [one for one in history(desk.board, child.id) if one.entity == "print"]
    assert line.changes["mask"][1] == 1 and "Quillfeather" not in json.dumps(dict(line.changes))


def test_the_record_goes_out_by_the_menu(
    qtbot: QtBot, desk: Desk, child: Case, window: MainWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, proposed = tmp_path / "out.json", list[str]()

    def choose(_parent: object, _title: str, name: str, _kinds: str) -> tuple[str, str]:
        proposed.append(name)
        return str(out), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", choose)
    window.open_case(child.id)
    window.actions_by_name["export_deidentified"].trigger()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, DeidentifyDialog)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    dialog.save_by_key()
    qtbot.waitUntil(out.exists, timeout=15_000)
    assert proposed == ["deidentified-record.json"]
    assert "Ottoline" not in out.read_text() and "Quillfeather" not in out.read_text()


def test_a_child_who_came_so_is_said_to_have_no_real_day(
    qtbot: QtBot, desk: Desk, child: Case, window: MainWindow, tmp_path: Path
) -> None:
    path = tmp_path / "came.json"
    path.write_bytes(checked_record(desk.library, child, ready(desk.library, child, today=desk.today())))
    came, _ = receive_record(desk.board, desk.library, path)
    window.open_case(came.id)
    told = [one.accessibleName() for one in window.page.findChildren(Notice)]
    assert any("no day of it is real" in one for one in told), told
    last = as_of(came, desk.today())
    assert short_day(last, last) == day_words(last) == short_date(PartialDate.of(last), last)
    line = CaseLine(case_id=came.id, number=came.number, next_due="Evaluation", next_due_on=last)
    assert due_words(line, desk.today()) == (day_words(last), False)
    window.open_case(child.id)
    qtbot.wait(0)
    told = [one.accessibleName() for one in window.page.findChildren(Notice) if one.isVisible()]
    assert not any("no day of it is real" in one for one in told)
