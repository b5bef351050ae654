"""The case list at work: views, chips, order, columns, keys; what a person left is there at the next start."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import PASSPHRASE
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, NOW, TODAY, a_child, open_dialog

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery, SavedView, SortKey
from desktop.clinical.person import Person
from desktop.clinical.steps import STEPS
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import CaseStatus, Inrgss, Silence
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, new_case
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.lines import line_of
from desktop.services.listing import list_cases
from desktop.services.views import keep_view, own_views
from desktop.ui.desk import Desk, Preferences
from desktop.ui.dialogs.save_view import SaveViewDialog
from desktop.ui.list_state import ListState
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_columns import COLUMNS, PLACES, Reading, spoken
from desktop.ui.models.case_list_model import PAGE
from desktop.ui.preferences import FILE, read_preferences, write_preferences
from desktop.ui.start import Stage
from desktop.ui.tokens import LIGHT
from desktop.ui.widgets.tabs import Tab

Key = Qt.Key
MEETING = known(PartialDate(2026, 11, 26))
REQUESTED = silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")

Reopen = Callable[[], MainWindow]


@pytest.fixture
def kept() -> list[Preferences]:
    """What the window asked to be remembered, the latest last."""
    return [Preferences()]


@pytest.fixture
def reopen(qtbot: QtBot, stage: Stage, board: Board, library: Library, kept: list[Preferences]) -> Iterator[Reopen]:
    """Opens a window on the board with what was remembered so far."""

    def opened() -> MainWindow:
        desk = Desk(board=board, library=library, today=lambda: TODAY, now=lambda: NOW, preferences=kept[-1],
                    keep=kept.append)  # fmt: skip
        window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
        qtbot.addWidget(window)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    yield opened
    stage.tasks.wait()


@pytest.fixture
def four(board: Board, library: Library) -> list[Case]:
    """Four children: on the next meeting and waiting; on it; on a later one; in follow-up."""
    told: list[dict[str, object]] = [
        {"board_on": MEETING, "question": known("Liver growing?")},
        {"board_on": MEETING},
        {"board_on": known(PartialDate(2026, 12, 10))},
        {"status": CaseStatus.FOLLOW_UP},
    ]
    cases = [
        replace(a_child(name, f"TEST-{name}"), **more) for name, more in zip(("A", "B", "C", "D"), told, strict=True)
    ]  # type: ignore[arg-type]
    cases[0] = FIELDS["mycn"].write(cases[0], REQUESTED)
    cases[2] = FIELDS["inrgss"].write(cases[2], known(Inrgss.MS))
    return [new_case(board, library, case) for case in cases]


def names(window: MainWindow) -> str:
    """The children on the list by their letters."""
    model = window.list.model
    return "".join(str(model.index(row, 0).data()).split(", ")[-1] for row in range(model.rowCount()))


def tab(window: MainWindow, name: str) -> Tab:
    return next(one for one in window.list.views.tabs if one.spec.name == name)


def selected(window: MainWindow) -> str:
    line = window.list.selected_line()
    return line.name if line else ""


def popup(qtbot: QtBot) -> QMenu:
    qtbot.waitUntil(lambda: isinstance(QApplication.activePopupWidget(), QMenu))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    return menu


def test_a_board_of_children_in_follow_up_opens_on_all_of_them(board: Board, library: Library, reopen: Reopen) -> None:
    new_case(board, library, replace(a_child("A", "TEST-0001"), status=CaseStatus.FOLLOW_UP))
    window = reopen()
    assert names(window) == "A"
    assert tab(window, "All").isChecked()


def test_views_count_and_show_who_is_in_them(qtbot: QtBot, four: list[Case], reopen: Reopen) -> None:
    window = reopen()
    assert [(one.spec.name, one.spec.count) for one in window.list.views.tabs] == [
        ("Active", 3),
        ("This meeting", 2),
        ("Waiting for a result", 1),
        ("All", 4),
    ]
    assert (names(window), window.list.count.text()) == ("ABC", "3 of 4 cases")
    assert window.list.status.text() == "Status: active"
    first = tab(window, "Active")
    assert first.isChecked()
    first.setFocus()
    for view, found, told in (
        ("This meeting", "AB", "Meeting: 26 Nov"),
        ("Waiting for a result", "A", "Waiting for a result"),
        ("All", "ABCD", ""),
    ):
        qtbot.keyClick(window.list.views, Key.Key_Right)
        assert tab(window, view).hasFocus()
        assert (tab(window, view).isChecked(), names(window)) == (True, found)
        shown = [chip.text() for chip in (window.list.filters.board, window.list.filters.waiting) if chip.isVisible()]
        assert shown == ([told] if told else [])
    assert window.list.count.text() == "4 cases"
    assert not window.list.clear.isVisible()


def test_a_written_change_counts_anew(four: list[Case], reopen: Reopen, board: Board, library: Library) -> None:
    window = reopen()
    new_case(board, library, replace(a_child("E", "TEST-E"), board_on=MEETING))
    window.list.refresh()
    assert [one.spec.count for one in window.list.views.tabs] == [4, 3, 1, 5]


def test_a_view_of_ones_own_is_kept_shown_and_removed(
    qtbot: QtBot, four: list[Case], reopen: Reopen, kept: list[Preferences]
) -> None:
    window = reopen()
    window.list.clear_filters()
    window.list.stage.pick("MS")
    qtbot.keyClicks(window.list.search, "zz")
    window.list.filters.save.click()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, SaveViewDialog)
    dialog.do.click()
    assert "name" in dialog.wrong.text()
    qtbot.keyClicks(dialog.name, "all")
    dialog.do.click()
    assert "already" in dialog.wrong.text()
    dialog.name.clear()
    qtbot.keyClicks(dialog.name, "Infants")
    qtbot.keyClick(dialog.name, Key.Key_Return)
    assert all("zz" not in one.where for one in own_views(window.desk.board)), "what was searched for may be a name"
    assert all("Infants" not in one.case_list for one in kept), "a name is free words, and lies on the board alone"
    again = reopen()
    assert names(again) == "ABC"
    qtbot.mouseClick(tab(again, "Infants"), Qt.MouseButton.LeftButton)
    assert (names(again), again.list.stage.text()) == ("C", "Stage: MS")
    qtbot.keyClick(tab(again, "Infants"), Key.Key_Delete)
    assert [one.spec.name for one in again.list.views.tabs] == ["Active", "This meeting", "Waiting for a result", "All"]
    assert own_views(again.desk.board) == ()
    with again.desk.board.database.read() as work:
        entries = [one for one in work.audit.entries() if one.entity == "saved_views"]
    assert [(one.action, one.changes["name"]) for one in entries] == [
        ("Removed view", ["Infants", None]), ("Saved view", [None, "Infants"]),
    ]  # fmt: skip


def test_views_kept_outside_the_board_move_onto_it_once(
    qtbot: QtBot, four: list[Case], reopen: Reopen, kept: list[Preferences], tmp_path: Path
) -> None:
    views = [{"name": name, "where": [["stage", "MS"]], "sort": "name", "descending": False} for name in ("Own", "Two")]
    text = json.dumps({"sort": "board_on", "descending": True, "hidden": [], "views": views})
    write_preferences(tmp_path, Preferences(case_list=text))
    kept[-1] = read_preferences(tmp_path)
    window = reopen()
    write_preferences(tmp_path, kept[-1])
    assert "Own" not in (tmp_path / FILE).read_text()
    assert ListState.parse(kept[-1].case_list).sort == "board_on"
    assert [one.spec.name for one in window.list.views.tabs][4:] == ["Own", "Two"]
    qtbot.mouseClick(tab(window, "Own"), Qt.MouseButton.LeftButton)
    assert names(window) == "C"
    # a copy of the old file brings nothing twice, and what was removed stays away
    times = len(kept)
    again = reopen()
    assert len(kept) == times
    assert [one.spec.name for one in again.list.views.tabs][4:] == ["Own", "Two"]


def test_views_are_each_persons_own_and_wait_where_a_board_is_only_read(
    qtbot: QtBot, stage: Stage, four: list[Case], board: Board, library: Library
) -> None:
    keep_view(board, SavedView("Mine", (("stage", "MS"),)))
    with board.database.work(board.person.id) as work:
        other = work.persons.add(Person(name="Zztest Second"))
    assert own_views(replace(board, person=other)) == ()
    left = ListState(views=(SavedView("Left"),)).text()
    kept: list[Preferences] = []
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reading:
        desk = Desk(board=reading, library=library, today=lambda: TODAY, now=lambda: NOW, keep=kept.append,
                    preferences=Preferences(case_list=left))  # fmt: skip
        window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
        qtbot.addWidget(window)
        window.show()
        assert [(one.spec.name, one.spec.own) for one in window.list.views.tabs][4:] == [("Mine", False)]
        assert not window.list.filters.save.isVisible()
        window.list._order_by([SortKey("board_on")])
        stage.tasks.wait()
    assert ListState.parse(kept[-1].case_list).views == (SavedView("Left"),)


def test_an_own_view_has_its_count(four: list[Case], reopen: Reopen, desk: Desk) -> None:
    keep_view(desk.board, SavedView("Stage M", (("stage", "M"),)))
    keep_view(desk.board, SavedView("All of them"))
    keep_view(desk.board, SavedView("Old", (("shoe", "9"),)))
    delete_case(desk.board, desk.library, four[0].id, "Entered twice")
    window = reopen()
    shown = {one.spec.name: one.spec.count for one in window.list.views.tabs}
    lines = list_cases(desk.board, CaseQuery()).lines
    assert shown["Stage M"] == sum(one.stage == "M" for one in lines)
    assert shown["All of them"] == len(lines) == shown["All"]
    assert shown["Old"] is None, "no list has this filter any more: nothing is counted, and nothing fails"


def test_what_a_coordinator_asks_for_can_be_shown_and_is_hidden_until_then(
    four: list[Case], reopen: Reopen, kept: list[Preferences]
) -> None:
    window = reopen()
    extra = ("number", "standing", "waiting")
    assert all(window.list.table.isColumnHidden(PLACES[one]) for one in extra)
    before = {"sort": "name", "descending": False, "hidden": []}
    assert set(extra) <= set(ListState.parse(json.dumps(before)).hidden), "kept before they were there"
    for one in extra:
        window.list._show_column(one, True)
    assert not set(extra) & set(ListState.parse(kept[-1].case_list).hidden)
    line = window.list.model.line(0)
    assert line is not None
    reading = window.list.model.reading
    told = [COLUMNS[PLACES[one]].words(reading, line) for one in extra]
    assert told[:2] == [str(line.number), "Active"]
    waiting = replace(line, waiting=("mycn", "sca"))
    assert COLUMNS[PLACES["waiting"]].words(reading, waiting).startswith("MYCN, ")


def test_the_order_is_kept_until_the_next_start(
    qtbot: QtBot, four: list[Case], reopen: Reopen, kept: list[Preferences]
) -> None:
    window = reopen()
    qtbot.keyClick(window, Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    menu = popup(qtbot)
    for _ in range(10):  # from the child to the meeting
        qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert ListState.parse(kept[-1].case_list).sort == "board_on"
    meeting = next(at for at, column in enumerate(COLUMNS) if column.name == "meeting")
    window.list.table.head.sectionClicked.emit(meeting)
    assert names(window) == "CAB"
    again = reopen()
    assert names(again) == "CAB"
    head = again.list.table.head
    assert (head.sortIndicatorSection(), head.sortIndicatorOrder()) == (meeting, Qt.SortOrder.DescendingOrder)


def ranks(window: MainWindow) -> list[str]:
    """What is said of the order to whoever does not see the heads."""
    role = Qt.ItemDataRole.AccessibleTextRole
    told = (
        str(window.list.model.headerData(at, Qt.Orientation.Horizontal, role)) for at, _column in enumerate(COLUMNS)
    )
    return [one for one in told if "sorted" in one]


def click_head(qtbot: QtBot, window: MainWindow, name: str, *, shift: bool = False) -> None:
    head = window.list.table.head
    at = next(place for place, column in enumerate(COLUMNS) if column.name == name)
    spot = QPoint(head.sectionViewportPosition(at) + 12, head.height() // 2)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    qtbot.mouseClick(head.viewport(), Qt.MouseButton.LeftButton, held, spot)


def test_shift_and_a_click_sort_by_a_further_key(
    qtbot: QtBot, four: list[Case], reopen: Reopen, kept: list[Preferences]
) -> None:
    window = reopen()
    window.resize(1800, 800)
    window.list.clear_filters()
    click_head(qtbot, window, "meeting")
    assert (names(window), ranks(window)) == ("ABCD", ["Meeting, sorted, ascending"])
    click_head(qtbot, window, "child", shift=True)
    click_head(qtbot, window, "child", shift=True)
    assert names(window) == "BACD"
    assert ranks(window) == ["Child, sorted 2nd, descending", "Meeting, sorted 1st, ascending"]
    click_head(qtbot, window, "stage", shift=True)
    assert "Stage, sorted 3rd, ascending" in ranks(window)
    again = reopen()
    again.list.clear_filters()
    assert names(again) == "BACD"
    assert len(ranks(again)) == 3
    # a fourth takes the place of the third; a key that was turned twice is none any more; a plain click is one alone
    again.resize(1800, 800)
    click_head(qtbot, again, "phase", shift=True)
    assert ListState.parse(kept[-1].case_list).sort == "board_on,-name,phase"
    click_head(qtbot, again, "child", shift=True)
    assert ListState.parse(kept[-1].case_list).sort == "board_on,phase"
    click_head(qtbot, again, "child")
    assert (names(again), ranks(again)) == ("ABCD", ["Child, sorted, ascending"])


def test_further_keys_are_chosen_by_keyboard_and_kept_in_a_view(
    qtbot: QtBot, four: list[Case], reopen: Reopen, kept: list[Preferences]
) -> None:
    window = reopen()
    window.list._order_by([SortKey("board_on")])
    qtbot.keyClick(window, Key.Key_L, CTRL | Qt.KeyboardModifier.ShiftModifier)
    menu = popup(qtbot)
    qtbot.keyClicks(menu, "t")  # Then by
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is not menu)
    beside = popup(qtbot)
    assert "Meeting" not in [action.text() for action in beside.actions()], "it is the first key already"
    assert [action.text() for action in beside.actions() if action.isChecked()] == ["Nothing more"]
    qtbot.keyClick(beside, Key.Key_Return)
    assert ListState.parse(kept[-1].case_list).sort == "board_on,name"
    window.list.choose_columns()
    menu = popup(qtbot)
    then = next(action for action in menu.actions() if action.text() == "&Then by “Child”").menu()
    assert isinstance(then, QMenu)
    next(action for action in then.actions() if action.text() == "Descending").trigger()
    menu.close()
    assert names(window) == "BAC"
    window.list._keep_view("Meetings")
    assert own_views(window.desk.board)[-1].sort == "board_on,-name"
    click_head(qtbot, window, "child")
    again = reopen()
    qtbot.mouseClick(tab(again, "Meetings"), Qt.MouseButton.LeftButton)
    assert names(again) == "BAC"


def test_columns_are_chosen_and_kept(qtbot: QtBot, four: list[Case], reopen: Reopen, kept: list[Preferences]) -> None:
    window = reopen()
    places = {column.name: at for at, column in enumerate(COLUMNS)}
    assert window.list.table.isColumnHidden(places["age_days"])
    window.list.choose_columns()
    menu = popup(qtbot)
    columns = next(action for action in menu.actions() if action.text() == "&Columns").menu()
    assert isinstance(columns, QMenu)
    by_words = {action.text(): action for action in columns.actions()}
    by_words["Show “At diagnosis”"].trigger()
    by_words["Show “Phase”"].trigger()
    menu.close()
    again = reopen()
    assert not again.list.table.isColumnHidden(places["age_days"])
    assert again.list.table.isColumnHidden(places["phase"])
    assert "Show “Child”" not in by_words


def test_chips_offer_what_is_left_with_its_count(qtbot: QtBot, four: list[Case], reopen: Reopen) -> None:
    window = reopen()
    window.list.clear_filters()
    window.list.status.setFocus()
    qtbot.keyClick(window.list.status, Key.Key_Down)
    menu = popup(qtbot)
    assert [action.text() for action in menu.actions()] == ["Active\t3", "Follow-up\t1", "Closed\t0"]
    qtbot.keyClick(menu, Key.Key_Down)
    qtbot.keyClick(menu, Key.Key_Return)
    assert (names(window), window.list.status.text()) == ("D", "Status: follow-up")
    assert "MS\t0" in [action.text() for action in window.list.stage.menu_of_options().actions()]
    qtbot.keyClick(window.list.status, Key.Key_Delete)
    window.list.phase.pick("Follow-up")
    assert names(window) == "D"
    window.list.phase.pick("")
    window.list.missing.pick("*")
    assert (names(window), window.list.missing.text()) == ("ABCD", "Missing something")
    window.list.missing.pick("inrgss")
    assert (names(window), window.list.missing.text()) == ("ABD", "Missing: Stage")


def test_notes_are_searched_and_a_letter_begins_a_search(qtbot: QtBot, four: list[Case], reopen: Reopen) -> None:
    window = reopen()
    window.list.focus_list()
    qtbot.keyClicks(window.list.table, "l")
    assert window.list.search.hasFocus()
    qtbot.keyClicks(window.list.search, "iver")
    qtbot.waitUntil(lambda: names(window) == "A")
    assert [one.isChecked() for one in window.list.views.tabs] == [False] * 4


def test_keys_in_the_list(qtbot: QtBot, four: list[Case], reopen: Reopen) -> None:
    window = reopen()
    window.list.focus_list()
    qtbot.keyClick(window.list.table, Key.Key_End)
    assert selected(window) == "Zztest, C"
    qtbot.keyClick(window.list.table, Key.Key_Home)
    assert selected(window) == "Zztest, A"
    qtbot.keyClick(window.list.table, Key.Key_PageDown)
    assert selected(window) == "Zztest, C"
    qtbot.keyClick(window.list.table, Key.Key_Return)
    assert window.page.isVisible()


def test_a_selected_child_stays_selected_beyond_the_first_page(reopen: Reopen, board: Board, library: Library) -> None:
    for at in range(PAGE + 20):
        new_case(board, library, a_child(f"{at:03d}", f"TEST-{at:03d}"))
    window = reopen()
    window.list.table.go(PAGE + 10)
    assert selected(window) == f"Zztest, {PAGE + 10}"
    window.list.refresh()
    assert selected(window) == f"Zztest, {PAGE + 10}"
    window.list.table.head.sectionClicked.emit(0)
    assert selected(window) == f"Zztest, {PAGE + 10}"
    assert window.list.table.currentIndex().row() == 9


def test_an_empty_board_offers_no_views_and_the_first_child_brings_them(
    qtbot: QtBot, reopen: Reopen, board: Board, library: Library
) -> None:
    window = reopen()
    assert not window.list.views.isVisible()
    assert (window.list.status.text(), window.list.count.text()) == ("Status", "0 cases")
    case = new_case(board, library, a_child("A", "TEST-A"))
    window.list.refresh(case.id)
    assert window.list.views.isVisible()
    assert (window.list.status.text(), names(window)) == ("Status: active", "A")


def test_the_bin_has_filters_of_its_own(four: list[Case], reopen: Reopen) -> None:
    window = reopen()
    window.actions_by_name["bin"].trigger()
    assert (window.list.status.text(), window.list.views.isVisible()) == ("Status", False)
    assert window.list.count.text() == "0 cases"
    assert window.list.back_button.isVisible()
    assert not window.list.restore_button.isVisible(), "nothing is there to be taken back"
    window.list.back_button.click()
    assert not window.actions_by_name["bin"].isChecked()
    assert not window.list.back_button.isVisible(), "there is a way back in the bin, and only there"
    assert (window.list.status.text(), names(window)) == ("Status: active", "ABC")


def test_every_phase_is_painted_and_said_alike(library: Library, board: Board, reopen: Reopen) -> None:
    """For each step of each template: the words of the cell, those spoken, and the block at the step's place."""
    reading = Reading(library.labels, lambda: TODAY)
    phase = next(column for column in COLUMNS if column.name == "phase")
    for case in demonstration_cases(library, 24, 1):
        line = line_of(library, case)
        words = phase.words(reading, line)
        told = spoken(reading, phase, line)
        assert told.startswith(f"Phase: {words}")
        assert (f"step {line.step} of {STEPS}" in told) is bool(line.step)
    begun = replace(
        a_child("A", "TEST-A"), plans=(TreatmentPlan(template="cog-high-risk", template_version="1", start=TODAY),)
    )
    new_case(board, library, begun)
    window = reopen()
    picture = strip_of(window)
    accent = [at for at in range(STEPS) if picture.pixelColor(8 + at * 12 + 5, 18).name() == LIGHT.accent.lower()]
    assert accent == [2], "induction is the third step"
    done = [at for at in range(STEPS) if picture.pixelColor(8 + at * 12 + 5, 18).name() == LIGHT.done.lower()]
    assert done == [0, 1]


def strip_of(window: MainWindow) -> QImage:
    """The phase cell of the first row as it is painted."""
    table = window.list.table
    at = next(place for place, column in enumerate(COLUMNS) if column.name == "phase")
    return table.viewport().grab(table.visualRect(table.model().index(0, at))).toImage()


@pytest.mark.parametrize(
    "text", ["", "no json", "[]", "{}", '{"sort": "name"}', '{"sort": 1, "descending": 0, "hidden": 3}']
)
def test_a_kept_list_that_cannot_be_read_means_the_usual(text: str) -> None:
    assert ListState.parse(text) == ListState()


def test_a_kept_list_comes_back_and_loses_only_what_is_not_known() -> None:
    state = ListState("board_on", True, ("phase",), (SavedView("Infants", (("stage", "MS"),), "name", True),))
    assert ListState.parse(state.text()) == state
    odd = replace(state, sort="colour", hidden=("child", "phase", "colour"))
    assert ListState.parse(odd.text()) == replace(state, sort="name")
    several = replace(state, sort="stage,-colour,-name,stage,born,phase")
    assert ListState.parse(several.text()) == replace(state, sort="stage,-name,born")
