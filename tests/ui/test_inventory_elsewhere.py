"""What the inventory asks for and no list of entries carries: facts of the forms, markers, pages of their own, lists.

Each is entered by keys, or looked up where it is shown, by its id; see ``tests/inventory.py``.
"""

from __future__ import annotations

from decimal import Decimal

import pytest
from by_form import Said, asked_entry, say
from pdf_reading import squeezed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget
from pytestqt.qtbot import QtBot
from test_inventory_by_form import whole_record
from window_helpers import CTRL, open_dialog, save_over, type_over

import resources
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS, Field, Kind
from desktop.clinical.vocabulary import REST_NOT_RECORDED, Marker
from desktop.services.cases import get_case, new_case
from desktop.ui.desk import Desk
from desktop.ui.dialogs.marker import MarkerDialog
from desktop.ui.dialogs.options import OptionsDialog
from desktop.ui.dialogs.why import WhyDialog
from desktop.ui.forms.typed import offers_of
from desktop.ui.idrf.page import IdrfPage
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_sections import FORMS
from desktop.ui.scans.page import ScansPage
from desktop.ui.sections import MARKERS, OVERVIEW, STAGING
from desktop.ui.widgets.text import Text
from tests.inventory import Row, carriers, inventory

LIBRARY = build_library()
ROWS = inventory()
BY_SECTION = {
    section: tuple(name for _, names in groups for name in names if any(name in row.facts for row in ROWS))
    for section, groups in FORMS.items()
}
OPTIONS, PROGNOSIS, READING = "options/pdq-patient.toml", "prognosis/factors.toml", "reading/nci.toml"


@pytest.fixture
def bravo(desk: Desk) -> Case:
    """A child of whom nothing is known, so that nothing is worked out in the place of what is typed."""
    return new_case(desk.board, desk.library, Case(family_name="Zztest", given_name="Bravo"))


def test_every_row_is_entered_or_looked_up_in_one_of_these_ways() -> None:
    entered = {name for names in BY_SECTION.values() for name in names}
    for row in ROWS:
        assert {*row.facts} <= entered, row.id
        assert row.file in {"", OPTIONS, PROGNOSIS, READING}, row.id
        assert row.group in {"", "low", "intermediate", "high"}, row.id


# facts


@pytest.mark.parametrize("section", [one for one, names in BY_SECTION.items() if names])
def test_facts_of_a_form(qtbot: QtBot, window: MainWindow, desk: Desk, bravo: Case, section: int) -> None:
    window.open_case(bravo.id)
    for name in BY_SECTION[section]:
        for said in _values(FIELDS[name]):
            window.go_section(section)
            row = window.page.form(section).rows[name]
            row.value.setFocus()
            say(qtbot, row.value, said)
            row.value.commit()
            window.back()
            window.open_case(bravo.id)
            case = get_case(desk.board, bravo.id)
            assert FIELDS[name].read(case) == known(said.value), name
            window.go_section(section)
            shown = window.page.form(section).rows[name].value
            assert shown.answer == known(said.value)
        printed = whole_record(desk, case)
        label = squeezed(LIBRARY.all_labels.name(name)).casefold()
        begin = printed.find(f"{label}:")
        assert begin >= 0, f"{name} is not printed"
        assert all(squeezed(words).casefold() in printed[begin:] for words in said.words), name


def _values(field: Field) -> list[Said]:
    """What to type of a fact: each code that a row means, else one value that fits."""
    offers = {str(one.value): one for one in offers_of(field, LIBRARY.labels)}
    meant = [row.code for row in ROWS if row.code and field.name in row.facts] or list(offers)[:1]
    if field.kind is Kind.CODES:
        two = list(offers.values())[:2]
        words = tuple(one.words for one in two)
        # of the others nobody says anything
        rest = LIBRARY.labels.word(field.name, REST_NOT_RECORDED)
        return [Said(words, frozenset({*(one.value for one in two), REST_NOT_RECORDED}), (*words, rest))]
    if offers:
        return [Said((offers[one].words,), offers[one].value, (offers[one].words,)) for one in meant]
    if field.kind is Kind.DATE:
        return [Said(("03/09/2025",), PartialDate(2025, 9, 3), ("03 Sep 2025",))]
    value = 7 if field.kind is Kind.COUNT else Decimal("1.5")
    return [Said((str(value),), value, (str(value),))]


# markers


@pytest.mark.parametrize("marker", sorted({one for row in ROWS for one in row.markers}))
def test_a_marker(qtbot: QtBot, window: MainWindow, desk: Desk, bravo: Case, marker: str) -> None:
    window.open_case(bravo.id)
    window.go_section(MARKERS)
    qtbot.keyClick(window, Qt.Key.Key_M, CTRL)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, MarkerDialog)
    dialog.marker.buttons[list(Marker).index(Marker(marker))].click()
    if dialog.unit is not None and not dialog.unit.answer.is_known:
        type_over(qtbot, dialog.unit, _first_unit(dialog, marker))
    type_over(qtbot, dialog.value, "38.5")
    type_over(qtbot, dialog.limit, "15")
    save_over(qtbot, dialog.day, "02/11/2026")
    assert not dialog.isVisible(), dialog.wrong.text()
    (one,) = get_case(desk.board, bravo.id).markers
    assert (one.marker, one.value, one.upper_limit) == (Marker(marker), known(Decimal("38.5")), known(Decimal(15)))
    window.back()
    window.open_case(bravo.id)
    window.go_section(MARKERS)
    name = LIBRARY.markers.marker(marker).name
    shown = [str(window.page.markers.model.index(0, place).data()) for place in range(3)]
    assert (shown[0], shown[1], shown[2].split()[0]) == (name, "02 Nov 2026", "38.5")
    assert squeezed(f"{name}, 02 Nov 2026: 38.5").casefold() in whole_record(desk, get_case(desk.board, bravo.id))


def _first_unit(dialog: MarkerDialog, marker: str) -> str:
    assert dialog.unit is not None
    return str(LIBRARY.markers.marker(marker).units[0])


# pages of their own


def test_every_factor_is_found_absent_or_not_assessable(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case
) -> None:
    page = _page(window, alpha, "idrf_findings")
    assert isinstance(page, IdrfPage)
    page.list_of.buttons[1].click()
    type_over(qtbot, page.day, "3/11/26")
    page.table.setFocus()
    page.table.go_to(0)
    lines = page.model.lines
    choices = LIBRARY.record.kinds["idrf_findings"].field("factor").choices
    assert [one.choice for one in lines] == list(choices)
    kinds = (("p", "present"), ("a", "absent"), ("n", "not_assessable"))
    expected = {one.code: kinds[place % 3] for place, one in enumerate(choices)}
    qtbot.keyClicks(page.table, "".join(key for key, _ in expected.values()))
    case = get_case(desk.board, alpha.id)
    assert {one.factor.value: one.finding.value for one in case.idrf_findings} == {
        code: finding for code, (_, finding) in expected.items()
    }
    again = _page(window, alpha, "idrf_findings")
    assert isinstance(again, IdrfPage)
    assert all(one.finding == known(expected[one.choice.code][1]) for one in again.model.lines)
    printed = whole_record(desk, case)
    findings = {one.code: one.words for one in LIBRARY.record.kinds["idrf_findings"].field("finding").choices}
    for choice in choices:
        assert squeezed(f"{choice.words}, {findings[expected[choice.code][1]]}, ").casefold() in printed, choice.code


@pytest.mark.parametrize(("method", "digits"), [("curie", "3222310212"), ("siopen", "012345601234")])
def test_a_scan_is_scored_and_dated(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, method: str, digits: str
) -> None:
    page = _page(window, alpha, "scans")
    assert isinstance(page, ScansPage)
    page.begin(method)
    page.table.setFocus()
    page.table.go_to(0)
    qtbot.keyClicks(page.table, digits)
    page.buttons["change"].click()
    dialog = asked_entry(qtbot)
    occasion = LIBRARY.record.kinds["scans"].field("occasion").choices[-1]
    for name, words in (("occasion", occasion.words), ("detail", "Zztest details")):
        dialog.rows[name].value.setFocus()
        say(qtbot, dialog.rows[name].value, Said((words,), words, (words,)))
    save_over(qtbot, dialog.origin[0].edit, "03/10/2026")
    (scan,) = get_case(desk.board, alpha.id).scans
    told = tuple(getattr(scan, f"segment_{place}").value for place in range(1, len(digits) + 1))
    assert told == tuple(int(one) for one in digits)
    assert (scan.scoring, scan.occasion, scan.detail) == (
        known(method), known(occasion.code), known("Zztest details"),
    )  # fmt: skip
    assert scan.provenance.performed_on == PartialDate(2026, 10, 3)
    again = _page(window, alpha, "scans")
    assert isinstance(again, ScansPage)
    assert [str(again.model.line(row).now.value) for row in range(again.model.rowCount())] == list(digits)
    printed = whole_record(desk, get_case(desk.board, alpha.id))
    for place, digit in enumerate(digits, start=1):
        assert f";segment{place}:{digit};" in f";{printed}".replace("2026:segment", ";segment"), place
    assert squeezed(f"{occasion.words}, 03 Oct 2026").casefold() in printed


def _page(window: MainWindow, case: Case, table: str) -> object:
    window.back()
    window.open_case(case.id)
    window.go_section(STAGING)
    window.page.entries.sections[STAGING].go(table)
    return window.page.entries.page(STAGING)


# what is looked up


@pytest.mark.parametrize("group", ["low", "intermediate", "high"])
def test_a_risk_group_stands_on_the_page(qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, group: str) -> None:
    typed = {
        "low": {"inrgss": "L1", "resection": "complete"},
        "intermediate": {"sca": "absent"},
        "high": {"mycn": "amplified"},
    }
    window.open_case(alpha.id)
    for name, words in typed[group].items():
        section = next(one for one, names in BY_SECTION.items() if name in names)
        window.go_section(section)
        type_over(qtbot, window.page.form(section).rows[name].value, words)
    window.back()
    window.open_case(alpha.id)
    window.go_section(OVERVIEW)
    assert f"Risk group: {group.capitalize()}" in _heads(window.page)
    assert window.page.rules is not None
    cog = next(one for one in window.page.rules.assessments if one.scheme == "cog-v2")
    assert cog.groups == (group,)


def test_every_treatment_option_stands_in_its_list(qtbot: QtBot, window: MainWindow, bravo: Case) -> None:
    window.open_case(bravo.id)
    qtbot.keyClick(window, Qt.Key.Key_F6)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, OptionsDialog)
    dialog.tabs.tabs[-1].click()
    told = _told(dialog).casefold()
    ids = {row.id for row in ROWS if row.file == OPTIONS}
    words = {each.id: each.words for file in LIBRARY.options for one in file.lists for each in one.options}
    heads = " ".join(one.none for file in LIBRARY.options for one in file.lists)
    missing = [one for one in ids if words.get(one, f"({one})").casefold() not in told]
    assert missing == []
    assert all(one in words or one in heads for one in ids)


def test_every_prognostic_factor_is_read(qtbot: QtBot, window: MainWindow, alpha: Case) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Qt.Key.Key_F7)
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, WhyDialog)
    dialog.tabs.tabs[-1].click()
    told = _told(dialog)
    words = {one.id: one.words for one in LIBRARY.prognosis.factors}
    assert [row.id for row in ROWS if row.file == PROGNOSIS and words[row.id] not in told] == []


def _heads(root: QWidget) -> set[str]:
    return {one.accessibleName() for one in root.findChildren(QWidget)}


def _told(root: QDialog) -> str:
    return "\n".join(one.text() for one in root.findChildren(Text) if one.isVisibleTo(root))


def test_nothing_of_the_inventory_is_left_out() -> None:
    def is_tried(row: Row) -> bool:
        return bool(row.id in carriers(LIBRARY.record) or row.stands_elsewhere)

    assert [row.id for row in ROWS if not is_tried(row)] == []


def test_everything_to_read_stands_in_its_dialog() -> None:
    """The window is tried with its own tests; here every id has its text in the file that the dialog shows."""
    text = resources.read_text(READING)
    assert [row.id for row in ROWS if row.file == READING and row.id not in text] == []
