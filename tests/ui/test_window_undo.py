"""Undo in the window, by keyboard: the name of the step, the levels, what is typed before what is saved."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import PASSPHRASE
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QEnterEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, NOW, TODAY, a_child, open_dialog, save_over, type_over

from db.errors import StorageError
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.person import Person
from desktop.clinical.vocabulary import Mycn, Presence
from desktop.services.boards import Board, open_board
from desktop.services.cases import get_case, history, list_cases, new_case
from desktop.services.importing import ImportReport
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, PRESENTATION
from desktop.ui.start import Stage
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice

Key = Qt.Key
SHIFT = Qt.KeyboardModifier.ShiftModifier


def mycn_of(desk: Desk, case: Case) -> object:
    return FIELDS["mycn"].read(get_case(desk.board, case.id)).value


def menu_words(window: MainWindow) -> tuple[str, str]:
    """What the Edit menu says of undo and redo; in brackets what cannot be chosen."""
    told = []
    for name in ("undo", "redo"):
        action = window.actions_by_name[name]
        words = action.text().replace("&", "")
        told.append(words if action.isEnabled() else f"({words})")
    return told[0], told[1]


@pytest.fixture
def begun(alpha: Case, window: MainWindow) -> MainWindow:
    """A window in whose session nothing was done: the child was stored before it was opened."""
    assert alpha.number == 1
    return window


def edit_mycn(qtbot: QtBot, window: MainWindow, case: Case, text: str) -> QLineEdit:
    """Type MYCN on its page; returns the editor, which keeps the keyboard."""
    window.open_case(case.id)
    window.page.go(BIOLOGY)
    field = window.page.form(BIOLOGY).rows["mycn"].value
    type_over(qtbot, field, text)
    editor = field.focusProxy()
    assert isinstance(editor, QLineEdit)
    return editor


def test_nothing_to_undo_is_plain_and_cannot_be_chosen(begun: MainWindow) -> None:
    assert menu_words(begun) == ("(Undo)", "(Redo)")
    assert not begun.status.step.isVisible()
    assert begun.status.state.text() == "No changes yet"


def test_edit_undo_redo_with_the_keyboard_in_the_field(
    qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case
) -> None:
    editor = edit_mycn(qtbot, begun, alpha, "amplified")
    assert menu_words(begun) == ("Undo change of MYCN", "(Redo)")
    assert (begun.status.step.text(), begun.status.step.isVisible()) == ("Undo change of MYCN", True)
    assert begun.toast.isVisible()
    assert begun.toast.accessibleName() == "Changed MYCN to amplified"
    assert begun.toast._action.text() == "Undo"
    assert begun.page.risk.words == "High"
    assert editor.hasFocus()

    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert mycn_of(desk, alpha) is Mycn.NOT_AMPLIFIED
    assert editor.text() == "Not amplified"
    assert begun.page.risk.words == "Intermediate or high"
    assert menu_words(begun) == ("(Undo)", "Redo change of MYCN")
    assert begun.toast.accessibleName() == "Undid change of MYCN in case 1"
    assert begun.status.state.text() == "Saved 10:42"

    qtbot.keyClick(editor, Key.Key_Y, CTRL)
    assert mycn_of(desk, alpha) is Mycn.AMPLIFIED
    assert menu_words(begun) == ("Undo change of MYCN", "(Redo)")
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    qtbot.keyClick(editor, Key.Key_Z, CTRL | SHIFT)
    assert mycn_of(desk, alpha) is Mycn.AMPLIFIED
    assert history(desk.board, alpha.id)[0].action == "Redo change of MYCN"


def test_several_levels_across_children(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    beta = new_case(desk.board, desk.library, a_child("Beta", "TEST-0002"))
    begun.undoing.refresh()
    edit_mycn(qtbot, begun, alpha, "amplified")
    edit_mycn(qtbot, begun, beta, "gain")
    qtbot.keyClick(begun.page.sections, Key.Key_Z, CTRL)
    assert mycn_of(desk, beta) is None
    # the next step is about the other child, who is opened
    qtbot.keyClick(begun.page.sections, Key.Key_Z, CTRL)
    assert begun.page.case is not None
    assert begun.page.case.id == alpha.id
    assert begun.toast.accessibleName() == "Undid change of MYCN in case 1"
    # and the step before made the child that is not open: it is in the bin now, and the list is shown
    qtbot.keyClick(begun.page.sections, Key.Key_Z, CTRL)
    assert get_case(desk.board, beta.id).deleted is not None
    assert begun.list.isVisible()
    assert menu_words(begun) == ("(Undo)", "Redo new case")


def test_typing_is_undone_before_what_was_saved(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    editor = edit_mycn(qtbot, begun, alpha, "amplified")
    editor.selectAll()
    qtbot.keyClicks(editor, "gai")
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert mycn_of(desk, alpha) is Mycn.AMPLIFIED
    assert editor.text() != "gai"
    # the menu says which of the two it would be
    qtbot.keyClicks(editor, "z")
    edit_menu = begun.menuBar().actions()[1].menu()
    assert isinstance(edit_menu, QMenu)
    edit_menu.popup(begun.pos())
    assert menu_words(begun)[0] == "Undo typing"
    edit_menu.close()
    while editor.isModified():
        qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert (editor.text(), mycn_of(desk, alpha)) == ("Amplified", Mycn.AMPLIFIED)
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert mycn_of(desk, alpha) is Mycn.NOT_AMPLIFIED


def test_typing_is_brought_back_before_what_was_undone_is_done_again(
    qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case
) -> None:
    editor = edit_mycn(qtbot, begun, alpha, "amplified")
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert menu_words(begun) == ("(Undo)", "Redo change of MYCN")
    sca = begun.page.form(BIOLOGY).rows["sca"].value.focusProxy()
    assert isinstance(sca, QLineEdit)
    sca.setFocus()
    qtbot.keyClicks(sca, "pre")
    while sca.isUndoAvailable() and "pre" in sca.text():
        qtbot.keyClick(sca, Key.Key_Z, CTRL)
    for _ in range(3):
        qtbot.keyClick(sca, Key.Key_Y, CTRL)
        if sca.text() == "pre":
            break
    assert (sca.text(), mycn_of(desk, alpha)) == ("pre", Mycn.NOT_AMPLIFIED)


@pytest.mark.parametrize("typed", ["prese", "present"])
@pytest.mark.parametrize("place", ["toast", "foot"])
def test_what_is_offered_by_name_is_undone_and_typing_elsewhere_survives(
    qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case, place: str, typed: str
) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    sca = begun.page.form(BIOLOGY).rows["sca"].value.focusProxy()
    assert isinstance(sca, QLineEdit)
    sca.setFocus()
    qtbot.keyClicks(sca, typed)
    button = begun.toast._action if place == "toast" else begun.status.step
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert mycn_of(desk, alpha) is Mycn.NOT_AMPLIFIED
    assert (sca.text(), sca.hasFocus()) == (typed, True)
    assert begun.toast.accessibleName() == "Undid change of MYCN in case 1"


def test_a_confirmation_takes_back_what_it_names_whatever_was_saved_since(
    begun: MainWindow, desk: Desk, alpha: Case
) -> None:
    begun.open_case(alpha.id)
    begun.page.go(BIOLOGY)
    rows = begun.page.form(BIOLOGY).rows
    rows["mycn"].value.choose(known(Mycn.AMPLIFIED))
    _, undo_mycn, _ = begun.undoing.way_back("Changed MYCN to amplified")
    rows["sca"].value.choose(known(Presence.ABSENT))
    undo_mycn()
    assert mycn_of(desk, alpha) is Mycn.NOT_AMPLIFIED
    assert FIELDS["sca"].read(get_case(desk.board, alpha.id)).value is Presence.ABSENT
    assert menu_words(begun) == ("Undo change of segmental changes (SCA)", "Redo change of MYCN")
    # a second time there is nothing left of it, and nothing else goes in its place
    undo_mycn()
    assert (
        begun.notices.told[0].words == "Nothing was done about the change of MYCN, because it was taken back already."
    )
    assert FIELDS["sca"].read(get_case(desk.board, alpha.id)).value is Presence.ABSENT


def test_a_laboratory_is_undone_while_the_keyboard_stays_in_its_field(
    qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case
) -> None:
    begun.open_case(alpha.id)
    begun.page.go(BIOLOGY)
    row = begun.page.form(BIOLOGY).rows["mycn"]
    type_over(qtbot, row.place, "Demo Lab")
    assert begun.toast.accessibleName() == "Changed the laboratory of MYCN"
    assert menu_words(begun)[0] == "Undo change of the laboratory of MYCN"
    qtbot.keyClick(row.place, Key.Key_Z, CTRL)
    assert get_case(desk.board, alpha.id).mycn == alpha.mycn
    assert row.place.text() == ""


def test_a_long_text_takes_back_its_typing_first(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    begun.page.go(PRESENTATION)
    editor = begun.page.form(PRESENTATION).rows["question"].value.focusProxy()
    assert editor is not None
    editor.setFocus()
    qtbot.keyClicks(editor, "Resect?")
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert mycn_of(desk, alpha) is Mycn.AMPLIFIED
    qtbot.waitUntil(lambda: not editor.document().isModified())  # type: ignore[attr-defined]
    qtbot.keyClick(editor, Key.Key_Z, CTRL)
    assert mycn_of(desk, alpha) is Mycn.NOT_AMPLIFIED


def test_pressing_the_name_at_the_foot_undoes(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    begun.back()
    qtbot.mouseClick(begun.status.step, Qt.MouseButton.LeftButton)
    assert mycn_of(desk, alpha) is Mycn.NOT_AMPLIFIED
    assert begun.list.isVisible()
    assert begun.list.selected_id() == alpha.id


def test_a_new_case_and_the_bin(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    qtbot.keyClick(begun, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    save_over(qtbot, dialog.mrn, "TEST-0002")
    qtbot.waitUntil(lambda: begun.page.case is not None)
    assert begun.status.state.text() == "Saved 10:42"
    assert begun.toast._action.isVisible()
    begun.toast._action.click()
    assert begun.list.isVisible()
    assert [line.number for line in list_cases(desk.board, CaseQuery()).lines] == [1]
    begun.deeds._delete(alpha.id, 1, "Entered twice")
    assert menu_words(begun) == ("Undo move to bin", "(Redo)")
    qtbot.keyClick(begun.list, Key.Key_Z, CTRL)
    assert get_case(desk.board, alpha.id).deleted is None
    # taking out of the bin has a key of its own
    begun.deeds._delete(alpha.id, 1, "Entered twice")
    begun.actions_by_name["bin"].trigger()
    begun.list.refresh(alpha.id)
    qtbot.keyClick(begun, Key.Key_Delete, CTRL | SHIFT)
    assert get_case(desk.board, alpha.id).deleted is None


def test_an_import_is_undone_beside_the_window(qtbot: QtBot, begun: MainWindow, desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    rows = "".join(f"ZZ-{number:04d},Zztest{number}\n" for number in range(60))
    path.write_text(f"mrn,family_name\n{rows}", encoding="utf-8")
    dialog = begun.deeds.preview(path)
    qtbot.waitUntil(dialog.do.isEnabled, timeout=15_000)
    dialog.do.click()
    qtbot.waitUntil(lambda: list_cases(desk.board, CaseQuery()).total == 61, timeout=15_000)
    qtbot.waitUntil(lambda: menu_words(begun)[0] == "Undo import of 60 cases", timeout=15_000)
    told: list[tuple[str, str, str]] = []
    begun.undoing.changed.connect(lambda: told.append((begun.status.state.text(), *menu_words(begun))))
    with qtbot.waitActive(begun):
        begun.activateWindow()
    qtbot.keyClick(begun, Key.Key_Z, CTRL)
    qtbot.waitUntil(lambda: len(told) > 1 and begun.status.state.text() == "Saved 10:42", timeout=15_000)
    assert told[0] == ("Saving…", "(Undo)", "(Redo)")
    assert list_cases(desk.board, CaseQuery()).total == 1
    assert menu_words(begun) == ("(Undo)", "Redo import of 60 cases")


def test_an_import_of_nothing_offers_no_undo_of_something_else(qtbot: QtBot, begun: MainWindow, alpha: Case) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    begun.deeds._imported(ImportReport(
        rows=0, created=0, updated=0, unchanged=0, rejected=(), ignored_columns=(), warnings=(), profile="",
        sheet="", dry_run=False,
    ))  # fmt: skip
    assert begun.toast.isVisible()
    assert not begun.toast._action.isVisible()


def test_refused_over_another_persons_edit(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    case = get_case(desk.board, alpha.id)
    with desk.board.database.work(desk.board.person.id) as work:
        other = work.persons.add(Person(name="Zztest Second"))
    with desk.board.database.work(other.id) as work:
        work.cases.save(case, FIELDS["mycn"].write(case, known(Mycn.GAIN)), "Change of MYCN")
    qtbot.keyClick(begun.page.sections, Key.Key_Z, CTRL)
    assert mycn_of(desk, alpha) is Mycn.GAIN
    assert begun.status.state.text().startswith("Not saved: The change of MYCN was not undone, because Zztest Second")


def test_a_step_that_cannot_be_undone_is_skipped_by_name_and_stays(
    qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case
) -> None:
    begun.open_case(alpha.id)
    begun.page.go(BIOLOGY)
    begun.page.form(BIOLOGY).rows["sca"].value.choose(known(Presence.ABSENT))
    edit_mycn(qtbot, begun, alpha, "amplified")
    case = get_case(desk.board, alpha.id)
    with desk.board.database.work(desk.board.person.id) as work:
        other = work.persons.add(Person(name="Zztest Second"))
    with desk.board.database.work(other.id) as work:
        work.cases.save(case, FIELDS["mycn"].write(case, known(Mycn.GAIN)), "Change of MYCN")
    for _ in range(2):
        qtbot.keyClick(begun.page.sections, Key.Key_Z, CTRL)
        assert menu_words(begun)[0] == "Undo change of MYCN"
    (notice,) = (one for one in begun.findChildren(Notice) if one.isVisible() and "not undone" in one.accessibleName())
    assert "because Zztest Second changed the same in case 1 since" in notice.accessibleName()
    stood = history(desk.board, alpha.id)
    skip = next(one for one in notice.findChildren(Button) if one.text() == "Skip the change of MYCN")
    skip.click()
    assert history(desk.board, alpha.id) == stood, "skipping undoes nothing"
    assert menu_words(begun)[0] == "Undo change of segmental changes (SCA)"
    assert begun.status.step.text() == "Undo change of segmental changes (SCA)"
    assert begun.toast.accessibleName() == "Skipped the change of MYCN: it stays as it is"
    assert begun.notices.told == []
    qtbot.keyClick(begun.page.sections, Key.Key_Z, CTRL)
    after = get_case(desk.board, alpha.id)
    assert (FIELDS["sca"].read(after).value, FIELDS["mycn"].read(after).value) == (None, Mycn.GAIN)
    assert menu_words(begun) == ("(Undo)", "Redo change of segmental changes (SCA)")


def test_the_only_step_has_nothing_to_be_skipped_for(qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    case = get_case(desk.board, alpha.id)
    with desk.board.database.work(desk.board.person.id) as work:
        other = work.persons.add(Person(name="Zztest Second"))
    with desk.board.database.work(other.id) as work:
        work.cases.save(case, FIELDS["mycn"].write(case, known(Mycn.GAIN)), "Change of MYCN")
    begun.undo()
    assert "was not undone" in begun.notices.told[0].words
    assert not any(one.text().startswith("Skip") for one in begun.findChildren(Button))


def test_a_failed_write_is_never_called_saved(
    qtbot: QtBot, begun: MainWindow, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    assert begun.status.state.text() == "Saved 10:42"

    def full(*_: object) -> None:
        raise StorageError("The disk with the board is full; nothing was changed, free some space and try again.")

    with monkeypatch.context() as broken:
        broken.setattr("desktop.services.cases.store", full)
        type_over(qtbot, begun.page.form(BIOLOGY).rows["sca"].value, "present")
        told = "Not saved: The disk with the board is full; nothing was changed, free some space and try again."
        assert begun.status.state.text() == told
        # there is room for the whole of it
        qtbot.waitUntil(lambda: begun.status.state.width() >= begun.status.state.fontMetrics().horizontalAdvance(told))
        # leaving the page does not make it saved
        begun.back()
        assert begun.status.state.text() == told
    assert FIELDS["sca"].read(get_case(desk.board, alpha.id)).value is None
    edit_mycn(qtbot, begun, alpha, "gain")
    assert mycn_of(desk, alpha) is Mycn.GAIN
    # what failed still stands in its field, marked as not saved
    assert begun.status.state.text() == "Not saved: Segmental changes (SCA)"
    row = begun.page.form(BIOLOGY).rows["sca"]
    row.value.setFocus()
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_Return)
    assert begun.status.state.text() == "Saved 10:42"


def test_a_toast_waits_for_pointer_and_keyboard(qtbot: QtBot, begun: MainWindow, alpha: Case) -> None:
    edit_mycn(qtbot, begun, alpha, "amplified")
    toast = begun.toast
    assert toast._clock.isActive()
    assert toast._clock.interval() == 6000
    middle = QPointF(5, 5)
    QApplication.sendEvent(toast, QEnterEvent(middle, middle, middle))
    assert not toast._clock.isActive()
    toast._action.setFocus()
    QApplication.sendEvent(toast, QEvent(QEvent.Type.Leave))
    assert not toast._clock.isActive()
    begun.page.sections.setFocus()
    assert toast._clock.isActive()
    assert begun.status.isAncestorOf(toast), "it stands at the foot of the window, over nothing"


@pytest.fixture
def reading(board: Board, library: Library, alpha: Case) -> Iterator[Desk]:
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as opened:
        yield Desk(board=opened, library=library, today=lambda: TODAY, now=lambda: NOW)


def test_a_board_that_is_only_read_has_no_undo(qtbot: QtBot, stage: Stage, reading: Desk, crashes: list[str]) -> None:
    window = MainWindow(stage.look, reading, stage.tasks, stage.messages)
    qtbot.addWidget(window)
    window.show()
    assert not {"undo", "redo"} & window.actions_by_name.keys()
    assert not window.status.step.isVisible()
    assert window.status.state.text() == "Read only"


def test_a_value_is_named_in_words(qtbot: QtBot, begun: MainWindow, alpha: Case) -> None:
    begun.open_case(alpha.id)
    begun.page.go(BIOLOGY)
    begun.page.form(BIOLOGY).rows["sca"].value.choose(known(Presence.ABSENT))
    assert begun.toast.accessibleName() == "Changed segmental changes (SCA) to absent"
