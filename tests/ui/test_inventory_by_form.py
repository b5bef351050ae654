"""What the inventory asks for is entered by form: typed, saved, opened again, and read in the record, page and print.

Each kind of entry has one test, in which every field is said and every code that carries an id is chosen. See
``tests/inventory.py`` for what carries an id, and ``test_inventory_elsewhere.py`` for what is no entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest
from by_form import Planned, Said, enter, new_entry, planned
from entry_samples import with_linked
from pdf_reading import page_texts, squeezed
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import TODAY

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Result
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachments import Source, add_attachment, list_attachments, look_at
from desktop.services.cases import get_case, save_case
from desktop.services.entries import day_of, links
from desktop.services.whole_record import record_sheet
from desktop.ui.desk import Desk
from desktop.ui.entries.case_entries import PLACES
from desktop.ui.entries.page import EntriesPage
from desktop.ui.entries.told import DOCUMENTS
from desktop.ui.entries.two_views import TwoViews
from desktop.ui.main_window import MainWindow
from desktop.ui.widgets.text import Text
from tests.inventory import Carrier, carriers

LIBRARY = build_library()
CARRIED = carriers(LIBRARY.record)
OWN_PAGES = {"scans", "idrf_findings"}
"""Kinds that are entered on a page of their own, and not field by field."""
KINDS = [one for one in LIBRARY.record.kinds.values() if one.table not in OWN_PAGES]
FOOT = re.compile(r"PreparedbyZztest.*?Page\d+of\d+\.")


@pytest.fixture
def linked(desk: Desk, alpha: Case, kind: EntryKind) -> Mapping[str, Mapping[str, str]]:
    """Where the links of a kind can lead: entries of other kinds, and a document."""
    save_case(desk.board, desk.library, alpha, with_linked(desk.library, alpha, kind), "What is linked to")
    case = get_case(desk.board, alpha.id)
    seen = look_at(Source.memory("Zztest.txt", b"Zztest"))
    document = add_attachment(
        desk.board, desk.library, alpha.id, seen, title="Zztest letter", kind=AttachmentKind.PATHOLOGY, dated=None,
        today=TODAY,
    )  # fmt: skip
    documents = {str(document.id): document.title}
    asked = [one for one in kind.fields if one.links]
    return {one.name: documents if one.links == DOCUMENTS else links(desk.library, case, one) for one in asked}


@pytest.mark.sampled(8, 0)
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_a_kind_is_entered_by_form(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, kind: EntryKind, linked: Mapping[str, Mapping[str, str]]
) -> None:
    entries = planned(kind, linked)
    told = {carrier for one in entries for carrier in _carriers_of(kind, one)}
    assert {one for ones in CARRIED.values() for one in ones if one.table == kind.table} <= told
    go(window, alpha, kind)
    # of a kind that there is one of, each round changes what the round before said
    for rounds in [(one,) for one in entries] if kind.single else [entries]:
        dialog = new_entry(qtbot, window)
        for one in rounds:
            enter(qtbot, dialog, one)
            assert not dialog.wrong.text()
        if dialog.isVisible():
            qtbot.keyClick(dialog, Qt.Key.Key_Escape)
        look(window, desk, alpha, kind, rounds)


def go(window: MainWindow, case: Case, kind: EntryKind) -> None:
    """Leave the child, open it again, and go to the tab of a kind."""
    window.back()
    assert window.at_list
    window.open_case(case.id)
    section = next(section for section, place in PLACES.items() if place is kind.place)
    window.go_section(section)
    window.page.entries.sections[section].go(kind.table)
    shown = window.page.entries.page(section)
    if isinstance(shown, TwoViews):
        # what was entered stands beside what is made of it
        shown.view.buttons[1].click()
    assert QApplication.activeModalWidget() is None


def look(window: MainWindow, desk: Desk, alpha: Case, kind: EntryKind, entries: tuple[Planned, ...]) -> None:
    """Find every entry in the record, on the page and in the print, field by field."""
    go(window, alpha, kind)
    case = get_case(desk.board, alpha.id)
    stored = {day_of(kind, one): one for one in getattr(case, kind.table)}
    assert len(stored) == len(entries)
    printed = whole_record(desk, case)
    wrong = []
    for one in entries:
        wrong += [f"not stored: {words}" for words in _not_stored(kind, stored[one.day], one)]
        wrong += [f"not on the page: {words}" for words in _not_in(kind, one, on_page(window, kind, one))]
        wrong += [f"not printed: {words}" for words in _not_in(kind, one, in_print(printed, one))]
    assert not wrong, "\n".join(wrong)


def _not_stored(kind: EntryKind, stored: Result, one: Planned) -> Iterator[str]:
    for name, said in one.said.items():
        if getattr(stored, name) != known(said.value):
            yield _named(kind, name, said)
    for part in kind.origin:
        value = getattr(stored.provenance, part)
        if value != (one.day if part.endswith("_on") else f"Zztest {part}"):
            yield f"{part}: {value}"


def _not_in(kind: EntryKind, one: Planned, told: str) -> Iterator[str]:
    """What an entry says and its words do not: every field under its label, but for those that name the entry."""
    for name, said in one.said.items():
        label = squeezed(f";{kind.field(name).label}:").casefold()
        if name not in kind.named_by:
            begin = told.find(label)
            rest = told[begin + len(label) :] if begin >= 0 else ""
            length = len(squeezed(", ".join(said.words)))
            found = holds_exactly(rest[:length], said.words)
        else:
            found = all(squeezed(words).casefold() in told for words in said.words)
        if not found:
            yield f"{_named(kind, name, said)} in {told}"


def holds_exactly(told: str, several: tuple[str, ...]) -> bool:
    """Whether these words stand there and nothing else; of several, in any order."""
    for words in sorted((squeezed(one).casefold() for one in several), key=len, reverse=True):
        if words not in told:
            return False
        told = told.replace(words, "", 1)
    return not told.strip(",")


def on_page(window: MainWindow, kind: EntryKind, one: Planned) -> str:
    """What the page says of an entry."""
    section = next(section for section, place in PLACES.items() if place is kind.place)
    page = window.page.entries.page(section)
    assert page is not None
    if isinstance(page, TwoViews):
        page = page.entered
    if isinstance(page, EntriesPage):
        row = next(row for row in page.model.rows if row.cells["day"] == one.day.words())
        name = ", ".join(words for part in kind.named_by if part in one.said for words in one.said[part].words)
        assert holds_exactly(squeezed(row.cells["name"]).casefold(), (name,)) or "," in name
        return squeezed(f"{row.cells['name']}; {row.cells['rest']}").casefold()
    texts = [found.text() for found in page.findChildren(Text) if found.isVisibleTo(page)]
    return squeezed("".join(f";{head}:{words}" for head, words in pairwise(texts))).casefold()


def in_print(printed: str, one: Planned) -> str:
    """What the print says of an entry: from what it is called to who entered it."""
    day = squeezed(f", {one.day.words()}").casefold()
    before, name, after = printed.partition(day)
    assert name, f"nothing of {one.day.words()} is printed"
    after = after.removeprefix(day)  # of a kind that is named by its day
    return f"{before[-400:].rpartition('enteredby')[2]}{day};{after.partition('enteredby')[0].removeprefix(':')}"


def whole_record(desk: Desk, case: Case) -> str:
    """The print of the whole record, with what belongs to relatives, as its text is read back."""
    documents = list_attachments(desk.board, case.id)
    sheet = record_sheet(
        desk.library, case, documents, today=desk.today(), prepared_by="Zztest Coordinator", relatives=True
    )
    return "".join(FOOT.sub("", squeezed(one)) for one in page_texts(sheet.pdf)).casefold()


def _carriers_of(kind: EntryKind, one: Planned) -> Iterator[Carrier]:
    for name, said in one.said.items():
        yield Carrier(kind.table, name)
        if kind.field(name).choices:
            codes = said.value if isinstance(said.value, frozenset) else {said.value}
            yield from (Carrier(kind.table, name, str(code)) for code in codes)


def _named(kind: EntryKind, name: str, said: Said) -> str:
    field = kind.field(name)
    codes = said.value if isinstance(said.value, frozenset) else {said.value}
    ids = {*kind.carries, *field.carries} | {i for c in field.choices if c.code in codes for i in c.carries}
    return f"{kind.table}.{name} {', '.join(said.words)} ({', '.join(sorted(ids)) or 'no id'})"
