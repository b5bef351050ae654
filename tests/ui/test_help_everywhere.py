"""F1 teaches in every field of every form, of every dialog of an entry, of a result and of a new case."""

from __future__ import annotations

import pytest
from entry_samples import sample_entry, with_linked
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QRadioButton, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Provenance
from desktop.services.library import Library
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.further_result import FurtherResultDialog
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.dialogs.new_case import NewCaseDialog
from desktop.ui.entries.help import EntryHelp
from desktop.ui.entries.told import Told
from desktop.ui.forms.form_view import form_name
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_sections import FORMS
from desktop.ui.widgets.text import Text
from tests.accessibility.room import clipped, oversized
from tests.gallery.moment import TODAY
from tests.gallery.studio import Studio

Key = Qt.Key
KINDS = build_library().record.kinds.values()
TYPED_IN = (QLineEdit, QPlainTextEdit, QRadioButton)


def editors(dialog: QWidget) -> list[QWidget]:
    """Whatever takes the keyboard in the body of a dialog and is no button of its foot."""
    return [one for one in dialog.findChildren(QWidget) if isinstance(one, TYPED_IN) and one.isVisibleTo(dialog)]


def untaught(qtbot: QtBot, dialog: QWidget, told: EntryHelp) -> list[str]:
    """The editors in which F1 brings no help."""
    found = []
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    for one in editors(dialog):
        told.hide()
        one.setFocus()
        qtbot.keyClick(one, Key.Key_F1)
        if not told.isVisible():
            found.append(one.accessibleName())
    return found


def test_every_fact_of_the_forms_has_help(library: Library) -> None:
    asked = {name for groups in FORMS.values() for _, names in groups for name in names}
    assert asked <= set(library.help.fields) <= set(FIELDS)


def test_f1_teaches_wherever_in_its_row_the_keyboard_is(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    for section, groups in FORMS.items():
        window.go_section(section)
        form = window.page.form(section)
        for name in (name for _, names in groups for name in names):
            row = form.rows[name]
            for part in (row.value._edit, row.date, row.place):
                if not part.isVisible():
                    continue
                part.setFocus()
                qtbot.keyClick(part, Key.Key_F1)
                teaching = window.page.teaching
                assert teaching.is_open and teaching.panel.fact == name, name
                qtbot.keyClick(part, Key.Key_F1)
                assert not teaching.is_open, name


def test_a_name_that_is_not_typed_is_not_called_silent(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    window.go_section(next(iter(FORMS)))
    panel = window.page.teaching.panel
    for name, is_said in (("family_name", False), ("primary_site", True)):
        window.page.teaching.toggle(name)
        heads = [one.text() for one in panel.findChildren(Text)]
        assert ("Until then" in heads) is is_said
        assert any(form_name(window.desk.library.labels, name) in head for head in heads)


def test_every_part_of_where_an_entry_came_from_has_help(library: Library) -> None:
    asked = {name for kind in library.record.kinds.values() for name in kind.origin}
    assert {f"origin.{name}" for name in asked} <= set(library.help.parts)
    known = {f"origin.{name}" for name in Provenance.__dataclass_fields__}
    assert {one for one in library.help.parts if one.startswith("origin.")} <= known
    assert all(one.sources and one.what and one.why and one.where for one in library.help.parts.values())


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_f1_teaches_in_every_field_of_an_entry(qtbot: QtBot, studio: Studio, kind: EntryKind) -> None:
    case = with_linked(studio.library, studio.child("Bravo"), kind)
    entry = sample_entry(studio.library, case, kind, second=True)
    told = Told(studio.library, lambda _case: {"ZZ": "Zztest letter"})
    dialog = studio.show(EntryDialog(studio.look, told, kind, case, lambda: TODAY, studio.host(), entry, known=True))
    assert untaught(qtbot, dialog, dialog.help) == []
    for part in dialog.origin:
        dialog.help.hide()
        part.edit.setFocus()
        qtbot.keyClick(part.edit, Key.Key_F1)
        assert dialog.help.name == f"origin.{part.name}"
    dialog._throw_away()


def test_f1_teaches_in_every_field_of_a_new_case(qtbot: QtBot, window: MainWindow) -> None:
    qtbot.keyClick(window, Key.Key_N, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, NewCaseDialog)
    assert len(editors(dialog)) == 5
    assert untaught(qtbot, dialog, dialog.help) == []
    dialog.mrn.setFocus()
    assert dialog.help.name == "mrn", "it follows the keyboard"
    assert dialog.help.isVisible()
    dialog.reject()


def test_f1_teaches_in_every_field_of_a_result(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_M, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MarkerDialog)
    assert untaught(qtbot, dialog, dialog.help) == []
    dialog.marker.buttons[2].click()
    assert untaught(qtbot, dialog, dialog.help) == [], "the unit was built anew"
    assert dialog.unit is not None
    dialog.unit.setFocus()
    qtbot.keyClicks(dialog.unit.focusProxy(), "U/L")
    assert dialog.help.name == "unit"
    qtbot.keyClick(dialog.unit.focusProxy(), Key.Key_Return)
    assert dialog.help.name == "upper_limit", "Enter goes on, and the help with it"
    dialog._throw_away()


@pytest.mark.parametrize("fact", ["mycn", "histology", "inrgss", "sca"])
def test_f1_teaches_in_every_field_of_a_further_result(qtbot: QtBot, studio: Studio, fact: str) -> None:
    case = studio.child("Bravo")
    dialog = studio.show(
        FurtherResultDialog(studio.look, studio.library, case, FIELDS[fact], lambda: TODAY, studio.host())
    )
    assert untaught(qtbot, dialog, dialog.help) == []
    dialog._throw_away()


def test_help_in_the_dialogs_fits_on_a_laptop_with_large_text(studio: Studio) -> None:
    with studio.dressed("light", 2.0):
        case, look, library = studio.child("Bravo"), studio.look, studio.library
        made = (
            NewCaseDialog(look, library, lambda: TODAY, demonstration=False, parent=studio.host()),
            MarkerDialog(look, library, case, lambda: TODAY, studio.host()),
            FurtherResultDialog(look, library, case, FIELDS["mycn"], lambda: TODAY, studio.host()),
        )
        for dialog in made:
            studio.show(dialog)
            for one in editors(dialog):
                one.setFocus()
                dialog.help.hide()
                dialog.help.toggle_here()
                studio.settle()
                assert [*clipped(dialog.help), *oversized(dialog)] == [], one.accessibleName()
            dialog._throw_away()
