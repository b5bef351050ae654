"""A date is read aloud while it is typed, in every field that takes one; what is shown can be typed back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.forms.date_entry import DateEntryError, heard, read_date
from desktop.ui.forms.date_hint import DateHint
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import PRESENTATION
from desktop.ui.start import Stage

days = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)).map(PartialDate.of)
partial = days | days.map(lambda day: PartialDate(day.year, day.month)) | days.map(lambda day: PartialDate(day.year))


@given(partial, st.dates(min_value=date(1950, 1, 1), max_value=date(2150, 1, 1)))
def test_what_is_shown_can_be_typed_back_on_any_day(shown: PartialDate, today: date) -> None:
    assert read_date(shown.words(), today) == shown
    assert read_date(str(shown), today) == shown


@given(st.text(max_size=14))
def test_anything_typed_is_a_date_or_a_sentence(text: str) -> None:
    try:
        read_date(text, TODAY)
    except DateEntryError as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("3/4/26", "03 Apr 2026"),
        ("030426", "03 Apr 2026"),
        ("3apr26", "03 Apr 2026"),
        ("3rd April, 2026", "03 Apr 2026"),
        ("2026/04/03", "03 Apr 2026"),
        ("t", "23 Nov 2026"),
        ("t-7", "16 Nov 2026"),
        ("yesterday", "22 Nov 2026"),
        ("Tomorrow", "24 Nov 2026"),
        ("11/2026", "Nov 2026, month only"),
        ("apr 26", "Apr 2026, month only"),
        ("Sept. 2026", "Sep 2026, month only"),
        ("2026", "2026, year only"),
    ],
)
def test_says_what_it_heard(typed: str, words: str) -> None:
    assert heard(typed, TODAY) == (words, True)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("31/11/26", "November 2026 has 30 days."),
        ("29/2/25", "February 2025 has 28 days."),
        ("4/13/26", "There are twelve months; dates are read day first, so 3/4/26 is 03 Apr 2026."),
    ],
)
def test_explains_a_date_that_no_calendar_has(typed: str, words: str) -> None:
    assert heard(typed, TODAY) == (words, False)


@pytest.mark.parametrize("typed", ["3", "3/", "3/4", "3/4/", "ap", "x", "202"])
def test_says_nothing_of_what_is_not_whole_yet(typed: str) -> None:
    assert heard(typed, TODAY) == ("", True)


def test_a_missing_year_is_named() -> None:
    with pytest.raises(DateEntryError, match="The year is missing"):
        read_date("3/4", TODAY)


def test_the_hint_follows_the_keys_and_goes_with_the_focus(qtbot: QtBot, window: MainWindow) -> None:
    window.deeds.add()
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    qtbot.waitUntil(dialog.mrn.hasFocus)
    dialog.born.setFocus()
    qtbot.keyClicks(dialog.born, "31/11/2")
    qtbot.keyClicks(dialog.born, "5")
    assert dialog.born.hint.words.text() == "November 2025 has 30 days."
    assert dialog.born.accessibleDescription() == "November 2025 has 30 days."
    for _ in range(6):
        qtbot.keyClick(dialog.born, Qt.Key.Key_Backspace)
    assert not dialog.born.hint.isVisible()
    qtbot.keyClicks(dialog.born, "/8/25")
    assert dialog.born.hint.isVisible()
    assert dialog.born.hint.words.text() == "31 Aug 2025"
    qtbot.keyClick(dialog.born, Qt.Key.Key_Tab)
    assert not dialog.born.hint.isVisible()
    assert dialog.born.text() == "31 Aug 2025"


def test_a_fact_that_is_a_date_is_read_aloud_too(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(PRESENTATION)
    field = window.page.form(PRESENTATION).rows["diagnosed"].value
    field.setFocus()
    qtbot.keyClicks(field.focusProxy(), "11/2026")
    (hint,) = [one for one in window.findChildren(DateHint) if one.isVisible()]
    assert hint.words.text() == "Nov 2026, month only"
    qtbot.keyClick(field.focusProxy(), Qt.Key.Key_Return)
    assert not hint.isVisible()


def test_the_hint_lies_inside_the_window(qtbot: QtBot, stage: Stage) -> None:
    editor = DateEdit(stage.look, "Date", lambda: TODAY)
    qtbot.addWidget(editor)
    editor.resize(100, 28)
    editor.show()
    editor.setFocus()
    qtbot.keyClicks(editor, "apr 26")
    assert editor.hint.x() >= 0
