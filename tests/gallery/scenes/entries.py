"""Entries of the record: their lists, their dialog, typing in a coded field, rows that are pasted."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from freezegun import freeze_time
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.drafts import Draft
from desktop.clinical.record.entry_kinds import Asked, EntryField, EntryKind
from desktop.clinical.record.imaging import MarrowSample
from desktop.clinical.results import Provenance, Result
from desktop.clinical.vocabulary import Silence
from desktop.services.boards import Board
from desktop.services.drafts import drop_draft, keep_draft
from desktop.services.entries import with_entries
from desktop.services.offers import Offer
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.dialogs.paste_entries import PasteDialog
from desktop.ui.entries.pasting import read_pasted
from desktop.ui.entries.told import Told
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import FAMILY, STAGING
from tests.gallery.moment import NOW
from tests.gallery.scene import scenes
from tests.gallery.studio import TODAY, Studio

_WORDS = "Seen again, with words that are long enough to go on in the next line of a table."
_MANY = tuple(Offer(place, f"{side} {site}", group=group) for group, side, site, place in (
    ("Abdomen", "left", "adrenal gland", 1), ("Abdomen", "right", "adrenal gland", 2), ("Abdomen", "left", "kidney", 3),
    ("Head", "left", "orbit", 4), ("Head", "right", "orbit", 5), ("Chest", "left", "lung", 6),
    ("Chest", "right", "lung", 7), ("Chest", "middle", "mediastinum", 8),
))  # fmt: skip


def list_of_entries(studio: Studio) -> QWidget:
    return _listed(studio, STAGING, "imaging")


def list_of_entries_read_only(studio: Studio) -> QWidget:
    return _listed(studio, STAGING, "imaging", studio.boards.reading)


def no_entry_yet(studio: Studio) -> QWidget:
    window = studio.case_window("Quebec", STAGING)
    window.page.entries.sections[STAGING].go("lesions")
    return window


def family_and_team(studio: Studio) -> QWidget:
    return _listed(studio, FAMILY, "relatives")


def single_entry(studio: Studio) -> QWidget:
    return _listed(studio, FAMILY, "family_situation")


def new_entry(studio: Studio) -> QWidget:
    return studio.show(_dialog(studio, "imaging"))


def hint_to_a_choice(studio: Studio) -> QWidget:
    dialog = studio.show(_dialog(studio, "imaging"))
    dialog.rows["modality"].value.choose(known("ultrasound"))
    dialog.rows["occasion"].value.choose(known("after_cycle_2"))
    return dialog


def changed_entry_with_help(studio: Studio) -> QWidget:
    kind = studio.library.record.kinds["marrow_samples"]
    dialog = studio.show(_dialog(studio, kind.table, _entry(kind, 0), known_entry=True))
    dialog.help.toggle(next(iter(dialog.rows)))
    return dialog


def begun_and_not_saved(studio: Studio) -> QWidget:
    board = studio.boards.changing
    drafts = [Draft(subject, studio.child("Bravo", board).id) for subject in ("imaging", "lesions")]
    with freeze_time(NOW):
        for draft in drafts:
            keep_draft(board, draft)
    window = studio.case_window("Bravo", STAGING, board)
    for draft in drafts:
        drop_draft(board, draft)
    return window


def begun_and_thrown_away(studio: Studio) -> QWidget:
    window = begun_and_not_saved(studio)
    next(one for one in window.findChildren(QPushButton) if one.text() == "Throw away").click()
    return window


def entry_that_goes_on(studio: Studio) -> QWidget:
    dialog, kind = _dialog(studio, "imaging"), studio.library.record.kinds["imaging"]
    assert dialog.show_state(_dialog(studio, "imaging", _entry(kind, 0)).state())
    dialog.go_on("Restored from what you typed today at 10:42; not saved yet.")
    return studio.show(dialog)


def entry_refused(studio: Studio) -> QWidget:
    dialog = studio.show(_dialog(studio, "measurements"))
    row = next(one for one in dialog.rows.values() if one.field.asked is Asked.MEASURE)
    row.value.setFocus()
    row.value.type_again("many")
    return dialog


def entry_doubted(studio: Studio) -> QWidget:
    """A sample at odds with itself, reported before it was taken."""
    entry = MarrowSample(
        sample=known("trephine"),
        core_mm=known(Decimal(6)),
        involved=known(value=False),
        tumour_percent=known(Decimal(3)),
        provenance=Provenance(performed_on=PartialDate(2026, 11, 9), reported_on=PartialDate(2026, 11, 3)),
    )
    return studio.show(_dialog(studio, "marrow_samples", entry))


def values_that_fit(studio: Studio) -> QWidget:
    dialog = studio.show(_dialog(studio, "relatives"))
    row = next(one for one in dialog.rows.values() if one.field.asked is Asked.CODE)
    row.value.setFocus()
    assert row.value.ahead is not None
    row.value.ahead.show_all(row.value.answer)
    assert row.value.ahead.list is not None
    return row.value.ahead.list


def several_values_found(studio: Studio) -> QWidget:
    dialog = ChoicesDialog(
        studio.look, "Sites", _MANY, frozenset({2}), studio.host(), studio.child("Alpha"), wanted="le"
    )
    return studio.show(dialog)


def pasted_rows(studio: Studio) -> QWidget:
    case, kind = studio.child("Alpha"), studio.library.record.kinds["marrow_samples"]
    heads = "\t".join((*(kind.field(name).label for name in ("sample", "involved", "tumour_percent")), "Colour"))
    text = f"{heads}\ncore\tyes\t20\tred\ncore\tno idea\t\t\ncore\tno\t3\t\n"
    pasted = read_pasted(Told(studio.library, lambda _case: {}), case, kind, text, TODAY)
    return studio.show(PasteDialog(studio.look, kind.title, case, pasted, studio.host()))


def _listed(studio: Studio, section: int, table: str, board: Board | None = None) -> MainWindow:
    """A section with three entries of a kind; they are on no board, so that other pictures do not have them."""
    window = studio.case_window("Bravo", section, board)
    case, kind = window.page.case, studio.library.record.kinds[table]
    assert case is not None
    window.page.show_case(_with(case, kind))
    window.page.entries.sections[section].go(table)
    return window


def _with(case: Case, kind: EntryKind) -> Case:
    return with_entries(case, kind, [_entry(kind, number) for number in range(1 if kind.single else 3)])


def _dialog(studio: Studio, table: str, before: Result | None = None, *, known_entry: bool = False) -> EntryDialog:
    told, kind = Told(studio.library, lambda _case: {}), studio.library.record.kinds[table]
    return EntryDialog(
        studio.look, told, kind, studio.child("Bravo"), lambda: TODAY, studio.host(), before, known=known_entry
    )


def _entry(kind: EntryKind, number: int) -> Result:
    """An entry in which every field says something, one of four a silence."""
    told: dict[str, Any] = {
        field.name: silent(Silence.REQUESTED, PartialDate(2026, 11, 9), "Demo Lab")
        if (place + number) % 4 == 3
        else known(_value(field, number))
        for place, field in enumerate(kind.fields)
        if field.asked is not Asked.LINK
    }
    origin = Provenance(
        performed_on=PartialDate(2026, 9 + number, 3), laboratory="Demo Lab", entered_by="Zztest Coordinator"
    )
    bare = replace(kind.type(), id=uuid5(NAMESPACE_URL, f"crestboard-gallery/{kind.table}/{number}"), provenance=origin)
    return replace(bare, **told)


def _value(field: EntryField, number: int) -> object:
    codes = [one.code for one in field.choices]
    return {
        Asked.TEXT: "Left adrenal gland",
        Asked.LONG_TEXT: _WORDS,
        Asked.CODE: codes[number % len(codes)] if codes else "",
        Asked.CODES: frozenset(codes[:2]),
        Asked.YES_NO: number != 1,
        Asked.DATE: PartialDate(2026, 8, 20 + number),
        Asked.COUNT: number + 1,
        Asked.MEASURE: Decimal(12 + number),
    }[field.asked]


SCENES = scenes(
    "entries", list_of_entries, list_of_entries_read_only, no_entry_yet, family_and_team, single_entry, new_entry,
    hint_to_a_choice, changed_entry_with_help, begun_and_not_saved, begun_and_thrown_away, entry_that_goes_on,
    entry_refused, values_that_fit, several_values_found, pasted_rows, entry_doubted,
)  # fmt: skip
