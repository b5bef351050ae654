"""Entering a kind of entry as a person does, every field and every code that the inventory asks for, with keys alone.

What is typed, what the record then has to hold and what the page and the print then have to say are worked out from
the kind's data, never from what the program says of an entry.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QListView, QWidget
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, open_dialog

from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Asked, Choice, EntryField, EntryKind
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.forms.silence_field import SilenceField
from desktop.ui.main_window import MainWindow
from desktop.ui.words import capital

Key = Qt.Key


@dataclass(frozen=True, slots=True)
class Said:
    """One field: what is typed or ticked, what the record then holds, and the words that must then be read."""

    typed: tuple[str, ...]
    value: object
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Planned:
    """One entry to be typed: its fields by name, and a day that no other entry of the kind has."""

    day: PartialDate
    said: Mapping[str, Said]


def planned(kind: EntryKind, linked: Mapping[str, Mapping[str, str]]) -> tuple[Planned, ...]:
    """Entries that say every field once, and each code that carries an id; ``linked``: where links lead, by field."""
    rounds = max((len(codes_of(one)) for one in kind.fields if one.asked is Asked.CODE), default=1)
    return tuple(_entry(kind, linked, number) for number in range(rounds))


def codes_of(field: EntryField) -> tuple[Choice, ...]:
    """The codes to enter, one an entry: those that carry an id, else the first."""
    return tuple(one for one in field.choices if one.carries) or field.choices[:1]


FIRST = date(2026, 10, 31)
"""The day of the first entry, before every day of the entries that are only linked to; each other is a day earlier."""


def _entry(kind: EntryKind, linked: Mapping[str, Mapping[str, str]], number: int) -> Planned:
    day = PartialDate.of(FIRST - timedelta(days=number))
    own_day = next((one.name for one in kind.fields if one.asked is Asked.DATE), "")
    said = {}
    for place, field in enumerate(kind.fields):
        if field.asked is Asked.CODE:
            codes = codes_of(field)
            if number < len(codes) or field.needed:
                said[field.name] = _code(codes[number % len(codes)])
        elif field.name == own_day and "performed_on" not in kind.origin:
            said[field.name] = _day(day)
        elif number == 0 or field.needed or field.name in kind.named_by:
            said[field.name] = _plain(field, linked.get(field.name, {}), place, number)
    return Planned(day, said)


def _plain(field: EntryField, linked: Mapping[str, str], place: int, number: int) -> Said:
    """Something that no other field of the entry says."""
    if field.asked is Asked.LINK:
        key, name = next(iter(linked.items()))
        return Said((name,), key, (name,))
    if field.asked is Asked.CODES:
        ticked = tuple(one for one in field.choices if one.carries) or field.choices[:2]
        words = tuple(one.words for one in ticked)
        return Said(words, frozenset(one.code for one in ticked), words)
    if field.asked is Asked.YES_NO:
        yes = (place + number) % 2 == 0
        return Said(("yes" if yes else "no",), yes, ("yes" if yes else "no",))
    if field.asked is Asked.DATE:
        return _day(PartialDate(2025, 9, place + 1))
    if field.asked in {Asked.COUNT, Asked.MEASURE}:
        value = place + 1 if field.asked is Asked.COUNT else Decimal(f"{place + 1}.5")
        unit = f" {field.unit}" if field.unit else ""
        return Said((str(value),), value, (f"{value}{unit}",))
    words = f"Zztest {field.label} {number}"
    return Said((words,), words, (words,))


def _code(choice: Choice) -> Said:
    return Said((choice.words,), choice.code, (choice.words,))


def _day(day: PartialDate) -> Said:
    return Said((_figures(day),), day, (day.words(),))


def _figures(day: PartialDate) -> str:
    full = day.full
    assert isinstance(full, date)
    return full.strftime("%d/%m/%Y")


# keys


def new_entry(qtbot: QtBot, window: MainWindow) -> EntryDialog:
    """Ask for an entry of the kind in sight."""
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    qtbot.keyClick(window, Key.Key_M, CTRL)
    return asked_entry(qtbot)


def asked_entry(qtbot: QtBot) -> EntryDialog:
    """The dialog of an entry that has come up, with the keyboard in its first field."""
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, EntryDialog)
    dialog.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is dialog)
    return dialog


def enter(qtbot: QtBot, dialog: EntryDialog, one: Planned) -> None:
    """Type an entry from its first field to its day, and save it with Ctrl+Enter."""
    for name, said in one.said.items():
        if name in dialog.rows:
            _tab_to(qtbot, dialog.rows[name].value.focusProxy())
            say(qtbot, dialog.rows[name].value, said)
    for part in dialog.origin:
        _tab_to(qtbot, part.edit)
        part.edit.selectAll()
        qtbot.keyClicks(part.edit, _figures(one.day) if part.name in _DAYS else f"Zztest {part.name}")
    qtbot.keyClick(_keyboard(), Key.Key_Return, CTRL)


_DAYS = ("performed_on", "reported_on")


def say(qtbot: QtBot, field: SilenceField, said: Said) -> None:
    """Type what a field has to say, with the keyboard in it."""
    if field.field.kind.name == "CODES":
        _tick(qtbot, field, said.typed)
    elif field.ahead is not None:
        _choose(qtbot, field, said.typed[0])
    else:
        field.focusProxy().selectAll()  # type: ignore[attr-defined]
        qtbot.keyClicks(field.focusProxy(), said.typed[0])


def _choose(qtbot: QtBot, field: SilenceField, words: str) -> None:
    """Type letter by letter until the bar of the list stands on the words, as a person would, and press Enter."""
    edit, ahead = field.focusProxy(), field.ahead
    assert ahead is not None
    edit.selectAll()  # type: ignore[attr-defined]
    for letter in _keys(words):
        qtbot.keyClicks(edit, letter)
        line = ahead.list.current if ahead.is_open and ahead.list is not None else None
        if line is not None and line.words == capital(words):
            qtbot.keyClick(edit, Key.Key_Return)
            return
    raise AssertionError(f"{field.accessibleName()}: typing {words!r} offers {ahead.words} and stands on none of it")


def _tick(qtbot: QtBot, field: SilenceField, several: tuple[str, ...]) -> None:
    """Tick several values: found by typing where the list can be typed in, else gone down to."""
    qtbot.keyClicks(field.focusProxy(), " ")
    dialog = open_dialog(qtbot)
    assert isinstance(dialog, ChoicesDialog)
    for words in several:
        if dialog.filter.isVisible():
            dialog.filter.setFocus()
            dialog.filter.selectAll()
            qtbot.keyClicks(dialog.filter, _keys(words))
            qtbot.keyClick(dialog.filter, Key.Key_Down)
        _down_to(qtbot, dialog.view, capital(words))
        qtbot.keyClick(dialog.view, Key.Key_Space)
    qtbot.keyClick(dialog.view, Key.Key_Return)
    qtbot.waitUntil(lambda: not dialog.isVisible())
    field.window().activateWindow()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is field.focusProxy())


def _down_to(qtbot: QtBot, view: QListView, words: str) -> None:
    for _ in range(view.model().rowCount()):
        if view.currentIndex().data() == words:
            return
        qtbot.keyClick(view, Key.Key_Down)
    raise AssertionError(f"{words} is not in the list")


def _keys(words: str) -> str:
    """What keys give: there is none for the apostrophe of print."""
    return words.replace("’", "'")


def _keyboard() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def _tab_to(qtbot: QtBot, wanted: QWidget) -> None:
    for _ in range(60):
        if _keyboard() is wanted:
            return
        qtbot.keyClick(_keyboard(), Key.Key_Tab)
    raise AssertionError(f"{wanted.accessibleName()} is not reached by Tab")
