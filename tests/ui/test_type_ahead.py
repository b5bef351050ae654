"""Typing in a coded field: the list beneath it, the keys that choose from it, and Esc, which loses nothing."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot
from window_helpers import TODAY, open_dialog

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.editing import FIELDS, Field, Kind
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Silence
from desktop.services.library import Library
from desktop.services.offers import Offer
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.forms.type_ahead import TypeAhead
from desktop.ui.forms.typed import converted, read_typed
from desktop.ui.forms.ways import PLAIN, Ways, ways_of
from desktop.ui.start import Stage

Key = Qt.Key
SITES = (
    Offer("left", "left adrenal gland", ("suprarenal, left",), "left", "Abdomen"),
    Offer("right", "right adrenal gland", ("suprarenal, right",), "right", "Abdomen"),
    Offer("orbit", "orbit", ("eye socket",), "orbit", "Head"),
)
WAYS = Ways(offers=lambda: SITES)
SITE = Field(name="site", kind=Kind.CODE)
LENGTH = Ways(unit="mm", units={"cm": Decimal(10)})


def labels_of(library: Library) -> Labels:
    words = library.labels.words
    return Labels({**words, "fact": {**words["fact"], "site": "Site"}})


@pytest.fixture
def field(qtbot: QtBot, stage: Stage, library: Library) -> SilenceField:
    """A field of one code, with the keyboard."""
    return shown(qtbot, SilenceField(stage.look, labels_of(library), SITE, lambda: TODAY, WAYS))


def shown(qtbot: QtBot, made: SilenceField) -> SilenceField:
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    made.setFocus()
    return made


def ahead(field: SilenceField) -> TypeAhead:
    assert field.ahead is not None
    return field.ahead


def told(field: SilenceField) -> list[Answer[object]]:
    found: list[Answer[object]] = []
    field.committed.connect(found.append)
    return found


def test_what_fits_is_listed_while_one_types(qtbot: QtBot, field: SilenceField) -> None:
    answers = told(field)
    qtbot.keyClicks(field._edit, "adr")
    assert ahead(field).words == ("Left adrenal gland", "Right adrenal gland")
    assert ahead(field).picked is None, "nobody has said which"
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert answers == []
    assert field.has_error
    qtbot.keyClicks(field._edit, "adr")
    qtbot.keyClick(field._edit, Key.Key_Down)
    qtbot.keyClick(field._edit, Key.Key_Down)
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert answers == [known("right")]
    assert field._edit.text() == "Right adrenal gland"
    assert not ahead(field).is_open
    assert not field.has_error


def test_another_name_finds_the_value_and_is_shown(qtbot: QtBot, field: SilenceField) -> None:
    answers = told(field)
    qtbot.keyClicks(field._edit, "EYE")
    assert ahead(field).words == ("Orbit, eye socket",)
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert answers == [known("orbit")]


def test_esc_closes_the_list_and_keeps_what_is_typed(qtbot: QtBot, field: SilenceField) -> None:
    answers = told(field)
    qtbot.keyClicks(field._edit, "adr")
    qtbot.keyClick(field._edit, Key.Key_Escape)
    assert not ahead(field).is_open
    assert field._edit.text() == "adr"
    assert answers == []
    qtbot.keyClicks(field._edit, "e")
    assert ahead(field).is_open


def test_the_pointer_over_the_list_changes_nothing(qtbot: QtBot, field: SilenceField) -> None:
    """Whoever types a value and moves the pointer away over the list has not chosen another one."""
    answers = told(field)
    qtbot.keyClicks(field._edit, "adr")
    view = ahead(field).list
    assert view is not None
    for row in range(2):
        qtbot.mouseMove(view.viewport(), view.visualRect(view.model().index(row, 0)).center())
        view.entered.emit(view.model().index(row, 0))
    assert ahead(field).picked is None
    field.commit()
    assert answers == []
    assert field.has_error


def test_leaving_takes_what_the_bar_is_on(qtbot: QtBot, field: SilenceField) -> None:
    answers = told(field)
    qtbot.keyClicks(field._edit, "adr")
    qtbot.keyClick(field._edit, Key.Key_Up)
    field._edit.clearFocus()
    assert answers == [known("right")], "from none the bar goes up to the last"
    assert not ahead(field).is_open


def test_silences_can_be_typed_too(qtbot: QtBot, field: SilenceField) -> None:
    answers = told(field)
    qtbot.keyClicks(field._edit, "declin")
    assert ahead(field).words == ("Declined",)
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert answers == [silent(Silence.DECLINED)]


def test_a_list_under_heads_is_whole_beneath_the_field(qtbot: QtBot, field: SilenceField) -> None:
    qtbot.keyClick(field._edit, Key.Key_F4)
    words = ahead(field).words
    assert words[:5] == ("Abdomen", "Left adrenal gland", "Right adrenal gland", "Head", "Orbit")
    assert words[5] == "Or why there is none"
    assert len(words) == 6 + len(Silence)
    qtbot.keyClick(field._edit, Key.Key_Up)
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert field.answer == known("orbit"), "the bar stood on what the field said, and goes over the head"


def test_a_row_is_chosen_by_pressing_it(qtbot: QtBot, field: SilenceField) -> None:
    qtbot.keyClicks(field._edit, "adr")
    found = ahead(field).list
    assert found is not None
    qtbot.mouseClick(
        found.viewport(), Qt.MouseButton.LeftButton, pos=found.visualRect(found.model().index(1, 0)).center()
    )
    assert field.answer == known("right")


def test_fields_of_facts_list_by_their_words(qtbot: QtBot, stage: Stage, library: Library) -> None:
    field = shown(qtbot, SilenceField(stage.look, library.labels, FIELDS["mycn"], lambda: TODAY))
    qtbot.keyClicks(field._edit, "ampl")
    assert ahead(field).words == ("Amplified", "Gain (not amplified)", "Not amplified")
    assert ahead(field).picked == known("amplified"), "only that begins so"
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert field.answer.value == "amplified"


def test_typing_in_a_field_of_several_filters_its_list(qtbot: QtBot, stage: Stage, library: Library) -> None:
    field = shown(qtbot, SilenceField(stage.look, library.labels, FIELDS["metastases"], lambda: TODAY))
    qtbot.keyClicks(field._edit, "m")
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChoicesDialog)
    assert dialog.filter.text() == "m"
    assert dialog.filter.selectedText() == "", "the next letter goes behind it"
    dialog.filter.setText("marrow")
    seen = [row for row in range(dialog.model.rowCount()) if not dialog.view.isRowHidden(row)]
    assert [dialog.model.item(row).text() for row in seen] == ["Bone marrow"]
    qtbot.keyClick(dialog.filter, Key.Key_Down)
    qtbot.keyClick(dialog.view, Key.Key_Space)
    dialog.do.click()
    assert field.answer == known(frozenset({"bone_marrow", "rest_not_recorded"}))


def test_ticks_stay_and_stay_in_sight_of_a_filter(qtbot: QtBot, stage: Stage) -> None:
    holder = QWidget()
    stage.look.dress(holder)
    qtbot.addWidget(holder)
    many = tuple(Offer(f"site {number}", f"site {number}", group="One" if number < 5 else "Two") for number in range(9))
    dialog = ChoicesDialog(stage.look, "Sites", many, frozenset({"site 3"}), holder, ways=Ways(found="", rest=""))
    dialog.filter.setText("site 7")
    seen = [row for row in range(dialog.model.rowCount()) if not dialog.view.isRowHidden(row)]
    assert [dialog.model.item(row).text() for row in seen] == ["Site 3", "Site 7"], "heads go, and what is not ticked"
    assert dialog.view.currentIndex().row() == seen[1], "the bar is on what was searched for"
    dialog.model.item(seen[1]).setCheckState(Qt.CheckState.Checked)
    assert dialog.ticked() == {"site 3", "site 7"}
    assert dialog.do.text() == "Record 2"


@pytest.mark.parametrize(
    ("typed", "value", "said"),
    [
        ("32", "32", ""),
        ("32 mm", "32", ""),
        ("3.2 cm", "32", "3.2 cm = 32 mm"),
        ("3,25CM", "32.5", "3,25 cm = 32.5 mm"),
        ("12.50", "12.50", ""),
    ],
)
def test_a_number_is_kept_in_one_unit(library: Library, typed: str, value: str, said: str) -> None:
    field = Field(name="length", kind=Kind.MEASURE)
    read = read_typed(field, library.labels, typed, date(2026, 11, 23), LENGTH)
    assert str(read.value) == value
    assert converted(typed, read, LENGTH) == said


@pytest.mark.parametrize(
    ("typed", "ways"), [("3 inches", LENGTH), ("3 cm", PLAIN), ("3 4", LENGTH), ("cm", LENGTH), ("3 %", LENGTH)]
)
def test_a_unit_nobody_knows_is_refused(library: Library, typed: str, ways: Ways) -> None:
    field = Field(name="length", kind=Kind.MEASURE)
    with pytest.raises(UserError):
        read_typed(field, library.labels, typed, TODAY, ways)
    assert converted(typed, NOT_ASKED, ways) == ""


def test_a_fact_is_found_by_a_report_s_word_and_one_for_two_lists_both(
    qtbot: QtBot, stage: Stage, library: Library
) -> None:
    category = FIELDS["category"]
    field = shown(
        qtbot, SilenceField(stage.look, library.labels, category, lambda: TODAY, ways_of(library, "category"))
    )
    answers = told(field)
    qtbot.keyClicks(field._edit, "GNB")
    assert len(ahead(field).words) >= 2
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert answers == []
    assert field.has_error
    qtbot.keyClicks(field._edit, "GNBn")
    assert ahead(field).words == ("Ganglioneuroblastoma, nodular, GNBn",), "the word that it was found by is shown"
    qtbot.keyClick(field._edit, Key.Key_Return)
    assert answers == [known("ganglioneuroblastoma_nodular")]
