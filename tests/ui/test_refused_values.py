"""What was refused is never shown as if it were the record, however the field is left, and is never saved unseen."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import a_child, type_over

from desktop.clinical.answers import Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Mycn, Silence
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.ui.desk import Desk
from desktop.ui.forms.fact_row import FactRow
from desktop.ui.main_window import MainWindow
from desktop.ui.models.case_columns import COLUMNS
from desktop.ui.panels import case_saving
from desktop.ui.panels.case_page import BIOLOGY, OVERVIEW, PRESENTATION, STAGING


def stored(board: Board, case: Case, name: str) -> Answer[object]:
    return FIELDS[name].read(get_case(board, case.id))


def row_of(window: MainWindow, section: int, name: str) -> FactRow:
    window.go_section(section)
    return window.page.form(section).rows[name]


def elsewhere(desk: Desk, case: Case, name: str, answer: Answer[object]) -> Case:
    """Another place writes a fact of the case that is open here."""
    before = get_case(desk.board, case.id)
    return save_case(desk.board, desk.library, before, FIELDS[name].write(before, answer), f"Change of {name}")


def test_a_value_that_cannot_be_stays_marked_when_its_field_is_left(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, PRESENTATION, "diagnosed")
    type_over(qtbot, row.value, "1/1/20")
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_Tab)
    window.go_section(OVERVIEW)
    assert row.value.has_error
    assert row.message.text().startswith("The diagnosis is before the birth")
    assert stored(desk.board, alpha, "diagnosed") == alpha.diagnosed
    window.go_section(PRESENTATION)
    type_over(qtbot, row.value, "3/11/26")
    assert not row.value.has_error
    assert stored(desk.board, alpha, "diagnosed") == known(PartialDate(2026, 11, 3))


def test_a_result_dated_before_the_birth_is_refused_and_a_staging_is_marked(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    type_over(qtbot, row.date, "20/8/25")
    assert row.message.text().startswith("The date of the MYCN result is before the birth")
    assert FIELDS["mycn"].origin(get_case(desk.board, alpha.id)) == (None, "")
    type_over(qtbot, row.date, "21/8/25")
    assert FIELDS["mycn"].origin(get_case(desk.board, alpha.id)) == (PartialDate(2025, 8, 21), "")
    # the birth cannot be moved behind it either
    born = row_of(window, PRESENTATION, "born")
    type_over(qtbot, born.value, "22/8/25")
    assert born.message.text().startswith("The date of the MYCN result is before the birth")
    assert stored(desk.board, alpha, "born") == alpha.born
    staged = row_of(window, STAGING, "inrgss")
    type_over(qtbot, staged.date, "20/8/25")
    assert FIELDS["inrgss"].origin(get_case(desk.board, alpha.id)) == (PartialDate(2025, 8, 20), "")
    assert staged.message.text().startswith("The date of staging is before the birth; check it")


def test_a_value_over_another_places_edit_is_not_shown_as_saved_nor_saved_unseen(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    elsewhere(desk, alpha, "mycn", silent(Silence.SAMPLE_FAILED))
    type_over(qtbot, row.value, "amplified")
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_Tab)
    assert row.value.has_error
    window.back()
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    assert row.value.draft() == "Amplified"
    assert "not saved" in row.message.text()
    window.back()
    assert stored(desk.board, alpha, "mycn").silence is Silence.SAMPLE_FAILED
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    row.value.setFocus()
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_Return)
    assert stored(desk.board, alpha, "mycn") == known(Mycn.AMPLIFIED)
    assert not row.value.has_error


def test_what_was_refused_is_tried_again_by_enter_in_its_field(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    elsewhere(desk, alpha, "question", known("Which plan?"))
    type_over(qtbot, row.value, "amplified")
    assert row.value.has_error
    window.page.take(get_case(desk.board, alpha.id))
    assert row.value.draft() == "Amplified"
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_Return)
    assert stored(desk.board, alpha, "mycn") == known(Mycn.AMPLIFIED)
    assert not row.value.has_error


def test_a_refused_silence_is_a_silence_when_it_is_tried_again(window: MainWindow, desk: Desk, alpha: Case) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    elsewhere(desk, alpha, "question", known("Which plan?"))
    row.value.choose(silent(Silence.DECLINED))
    assert row.value.has_error
    row.commit()
    assert row.message.text().startswith("Case 1 was changed meanwhile")
    window.back()
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    assert not row.value.has_error
    assert row.value.answer == known(Mycn.NOT_AMPLIFIED)


def test_a_refused_date_and_laboratory_are_marked_and_do_not_touch_the_value(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    elsewhere(desk, alpha, "question", known("Which plan?"))
    type_over(qtbot, row.date, "5/11/26")
    type_over(qtbot, row.place, "Zztest Lab")
    row.commit()
    assert not row.value.has_error
    assert row.date.isModified()
    assert row.place.isModified()
    assert row.message.text().startswith("Case 1 was changed meanwhile")
    window.back()
    window.open_case(new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002")).id)
    other = row_of(window, BIOLOGY, "mycn")
    assert (other.date.text(), other.place.text(), other.message.text()) == ("", "", "")
    window.back()
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    assert (row.place.text(), row.place.isModified()) == ("Zztest Lab", True)
    assert FIELDS["mycn"].origin(get_case(desk.board, alpha.id)) == (None, "")


def test_what_waits_for_its_child_survives_another_size_of_text(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    type_over(qtbot, row_of(window, BIOLOGY, "dna_index").value, "much")
    window.rebuild()
    assert row_of(window, BIOLOGY, "dna_index").value.draft() == "much"
    window.back()
    window.show_settings()
    window.rebuild()
    other = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    window.open_case(other.id)
    assert row_of(window, BIOLOGY, "dna_index").value.draft() is None
    window.open_case(alpha.id)
    assert row_of(window, BIOLOGY, "dna_index").value.draft() == "much"


def test_typing_is_compared_with_the_record_as_it_is_now(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    row.value.setFocus()
    qtbot.keyClicks(row.value.focusProxy(), "not amplified")
    window.page.take(elsewhere(desk, alpha, "mycn", known(Mycn.AMPLIFIED)))
    qtbot.keyClick(row.value.focusProxy(), Qt.Key.Key_Return)
    assert stored(desk.board, alpha, "mycn") == known(Mycn.NOT_AMPLIFIED)


def test_a_fault_of_the_program_leaves_the_value_marked_as_not_saved(
    window: MainWindow, desk: Desk, alpha: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    window.open_case(alpha.id)
    row = row_of(window, BIOLOGY, "mycn")
    tried: list[int] = []

    def fail(*_told: object) -> None:
        tried.append(1)
        raise ZeroDivisionError

    with monkeypatch.context() as patched:
        patched.setattr(case_saving, "save_case", fail)
        with pytest.raises(ZeroDivisionError):
            window.page.edit(FIELDS["mycn"], lambda case: FIELDS["mycn"].write(case, known(Mycn.AMPLIFIED)))
        assert row.value.has_error
        assert row.message.text().startswith("A fault of the program")
        # leaving the page neither tries it again nor fails again
        window.back()
    assert tried == [1]
    assert stored(desk.board, alpha, "mycn") == known(Mycn.NOT_AMPLIFIED)


def test_what_was_done_to_one_child_is_not_told_over_the_page_of_another(
    window: MainWindow, desk: Desk, alpha: Case
) -> None:
    other = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    window.open_case(alpha.id)
    row_of(window, BIOLOGY, "mycn").value.choose(known(Mycn.AMPLIFIED))
    assert window.toast.isVisible()
    window.open_case(other.id)
    assert not window.toast.isVisible()


def test_while_a_value_is_refused_all_say_that_they_stand_on_the_saved_one(
    qtbot: QtBot, window: MainWindow, alpha: Case
) -> None:
    window.open_case(alpha.id)
    page, told = window.page, "From the last saved value; MYCN is being edited."
    notes = (page.risk.held, page.risk.compact.held, page.frame.compact.held)
    row = row_of(window, BIOLOGY, "mycn")
    type_over(qtbot, row.value, "amplyfied")
    assert [(note.words.text(), note.isHidden()) for note in notes] == [(told, False)] * 3
    window.go_section(OVERVIEW)
    histology, mycn, *_ = page.overview.strip.cells
    assert mycn.accessibleName().endswith("Last saved value; being edited")
    assert "being edited" not in histology.accessibleName()
    # the name of the child is no fact that a rule uses
    row_of(window, PRESENTATION, "sex")
    type_over(qtbot, page.form(PRESENTATION).rows["sex"].value, "neither")
    assert notes[0].words.text() == told
    window.back()
    risk, missing = (next(at for at, one in enumerate(COLUMNS) if one.name == name) for name in ("risk", "missing"))
    model = window.list.model
    assert str(model.index(0, risk).data(Qt.ItemDataRole.ToolTipRole)).endswith(told)
    assert model.reading.edited == {alpha.id: ["mycn"]}
    assert str(model.index(0, missing).data()) == f"{told.removesuffix('.')}; SCA decides; 1p, 11q, ALK"
    # it waits for its case, and is told of again there
    window.open_case(alpha.id)
    assert notes[0].words.text() == told
    row = row_of(window, BIOLOGY, "mycn")
    type_over(qtbot, row.value, "amplified")
    assert all(note.isHidden() for note in notes)
    window.back()
    assert model.reading.edited == {}
