"""Duplicates by keyboard: the pairs, both cases side by side, one case of two, and back by undo."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import full_case
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, a_child, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.merging import Side
from desktop.clinical.record.people import FamilySituation
from desktop.clinical.vocabulary import Mycn, Sex
from desktop.services.cases import delete_case, get_case, new_case
from desktop.services.duplicates import TwoCases
from desktop.ui.desk import Desk
from desktop.ui.duplicates.dialog import DuplicatesDialog
from desktop.ui.duplicates.merge_dialog import MergeDialog
from desktop.ui.duplicates.words import both_words
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable

Key = Qt.Key


@pytest.fixture
def twice(desk: Desk) -> list[Case]:
    """The same child twice, with another sex, another number and another MYCN; and somebody else."""
    first, second = full_case("ZZ-4711"), full_case("ZZ-4712")
    second = replace(
        second,
        sex=known(Sex.MALE),
        plans=(),
        mycn=tuple(replace(one, mycn=known(Mycn.NOT_AMPLIFIED)) for one in second.mycn),
    )
    other = replace(a_child("Bravo", "TEST-9"), born=known(PartialDate(2019, 1, 2)))
    return [new_case(desk.board, desk.library, one) for one in (first, second, other)]


@pytest.fixture
def pairs(qtbot: QtBot, twice: list[Case], window: MainWindow) -> DuplicatesDialog:
    """The pairs of the board, asked for by their keys."""
    window.list.clear_filters()
    window.list.focus_list()
    qtbot.keyClick(window.list.table, Key.Key_J, CTRL | Qt.KeyboardModifier.ShiftModifier)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, DuplicatesDialog)
    qtbot.waitUntil(lambda: dialog.found is not None)
    return dialog


def merging(qtbot: QtBot) -> MergeDialog:
    qtbot.waitUntil(lambda: isinstance(QApplication.activeModalWidget(), MergeDialog))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, MergeDialog)
    QApplication.processEvents()  # the arrows go by where the choices stand
    return dialog


def words(dialog: MergeDialog, table: str) -> list[tuple[str, ...]]:
    found = next(one for one in dialog.findChildren(WordTable) if one.accessibleName() == table)
    model = found.model()
    columns = range(model.columnCount())
    return [tuple(str(model.index(row, one).data()) for one in columns) for row in range(model.rowCount())]


def test_the_pairs_say_why_and_no_title_names_a_child(pairs: DuplicatesDialog) -> None:
    assert pairs.model.rows == (
        (
            "Zztest, Alpha-Øyvind, ZZ-4711, born 20\u00a0Jan\u00a02024, case\u00a01",
            "Zztest, Alpha-Øyvind, ZZ-4712, born 20\u00a0Jan\u00a02024, case\u00a02",
            "Identifier with one character different; same name; same date of birth",
        ),
    )
    assert "Zztest" not in pairs.windowTitle()
    assert pairs.table.hasFocus()


def test_one_case_of_two_by_keyboard_and_back(
    qtbot: QtBot, pairs: DuplicatesDialog, window: MainWindow, twice: list[Case]
) -> None:
    qtbot.keyClick(pairs.table, Key.Key_Return)
    dialog = merging(qtbot)
    assert list(dialog.choices) == ["sex", "mrn"]
    assert dialog.picked() == {}, "nothing is chosen for anybody"
    assert not dialog.do.isEnabled()
    assert dialog.held.text() == "2 differences still to be chosen."
    first = dialog.choices["sex"].buttons[0]
    assert first.accessibleName() == "Sex, Case 1: Girl"
    assert first.accessibleDescription().startswith("Zztest Coordinator, ")
    assert dialog.focusWidget() is first
    qtbot.keyClick(first, Key.Key_Space)
    qtbot.keyClick(first, Key.Key_Right)
    assert dialog.picked() == {"sex": Side.OTHER}
    before = dialog._stays.text()
    qtbot.keyClick(dialog.choices["mrn"].buttons[0], Key.Key_Space)
    assert dialog.do.isEnabled()
    assert dialog._stays.text() == before, "it stays as it is called here"
    dialog.choices["mrn"].buttons[1].click()
    assert dialog._stays.text() != before, "what stays is told as it is chosen"
    dialog.choices["mrn"].buttons[0].click()
    qtbot.keyClick(dialog, Key.Key_Return)
    board = window.desk.board
    merged, gone = (get_case(board, one.id) for one in twice[:2])
    assert (merged.sex, merged.mrn, len(merged.mycn)) == (known(Sex.MALE), "ZZ-4711", 4)
    assert gone.deleted is not None
    qtbot.waitUntil(lambda: pairs.model.rows == ())
    assert pairs.table.none.text() == "No two children on the list look alike."
    pairs.reject()
    assert window.list.model.total == 2
    assert "merge of case 2 into case 1" in window.actions_by_name["undo"].text()
    window.actions_by_name["undo"].trigger()
    assert get_case(board, twice[1].id).mycn == twice[1].mycn
    assert window.list.model.total == 3


def test_what_differs_what_comes_over_and_the_rest_are_shown(qtbot: QtBot, pairs: DuplicatesDialog) -> None:
    pairs.do.click()
    dialog = merging(qtbot)
    assert ("MYCN", "Amplified", "Not amplified", "Not amplified") in words(
        dialog, "Results that differ, both of which stay"
    )
    rest = words(dialog, "The rest")
    assert ("Family name", "Zztest", "Zztest", "Zztest") in rest
    assert next(row for row in rest if row[0] == "Treatment plan in use")[2] == "Nothing"
    told = [one.text() for one in dialog.findChildren(Text)]
    assert any(one.startswith("Come over from case 2: identifying number (2), ") for one in told)
    assert "Zztest" not in dialog.windowTitle()
    dialog.reject()
    assert pairs.isVisible()


def test_the_other_case_may_stay_and_what_was_chosen_stays_chosen(
    qtbot: QtBot, pairs: DuplicatesDialog, window: MainWindow, twice: list[Case]
) -> None:
    pairs.do.click()
    dialog = merging(qtbot)
    dialog.choices["sex"].buttons[1].click()
    dialog.swap.click()
    qtbot.waitUntil(lambda: QApplication.activeModalWidget() is not dialog)
    turned = merging(qtbot)
    assert turned.windowTitle() == "Merge case 1 into case 2?"
    assert turned.picked() == {"sex": Side.KEPT}
    turned.choices["mrn"].buttons[1].click()
    turned.do.click()
    merged = get_case(window.desk.board, twice[1].id)
    assert (merged.sex, merged.mrn, len(merged.plans)) == (known(Sex.MALE), "ZZ-4711", 1)
    pairs.reject()


def test_a_refusal_keeps_the_dialog_and_its_choices(
    qtbot: QtBot, pairs: DuplicatesDialog, window: MainWindow, twice: list[Case]
) -> None:
    pairs.do.click()
    dialog = merging(qtbot)
    for one in dialog.choices.values():
        one.buttons[0].click()
    delete_case(window.desk.board, window.desk.library, twice[1].id, "Entered twice")
    dialog.do.click()
    assert dialog.isVisible()
    assert "Case 2 was changed meanwhile" in dialog.wrong.text()
    assert len(dialog.picked()) == 2
    dialog.reject()
    pairs.do.click()
    assert "Case 2 is in the bin" in pairs.wrong.text()
    pairs.reject()


def test_that_both_have_an_entry_of_what_a_child_has_one_of_is_told(window: MainWindow) -> None:
    one, other = (Case(family_situation=(FamilySituation(school=known(f"Zztest {name}")),)) for name in "AB")
    library = window.desk.library
    assert both_words(library, TwoCases(one, other, {}, {})).startswith(
        "Both cases have an entry of: Family situation. Both stay whole"
    )
    assert both_words(library, TwoCases(one, Case(), {}, {})) == ""
