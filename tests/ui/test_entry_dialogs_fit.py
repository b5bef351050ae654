"""The dialog of every kind of entry, and its lists, have room on a small laptop with text of twice the size."""

from __future__ import annotations

import pytest
from entry_samples import sample_entry, with_linked

from desktop.app import build_library
from desktop.clinical.record.entry_kinds import Asked, EntryKind
from desktop.ui.dialogs.choices import ChoicesDialog
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.entries.told import Told
from tests.accessibility.room import LAPTOP, clipped, oversized
from tests.gallery.moment import TODAY
from tests.gallery.studio import Studio

KINDS = build_library().record.kinds.values()


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_a_dialog_with_real_words_fits(studio: Studio, kind: EntryKind) -> None:
    with studio.dressed("light", 2.0):
        dialog = _filled(studio, kind)
        studio.settle()
        assert [*clipped(dialog), *oversized(dialog)] == []
        for row in dialog.rows.values():
            row.value.setFocus()
            dialog.help.toggle(row.field.name)
            studio.settle()
            assert [*clipped(dialog.help), *oversized(dialog)] == [], row.field.name
            dialog.help.toggle(row.field.name)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.table)
def test_its_lists_fit(studio: Studio, kind: EntryKind) -> None:
    with studio.dressed("light", 2.0):
        dialog = _filled(studio, kind)
        for row in dialog.rows.values():
            if row.value.ahead is not None:
                row.value.ahead.show_all(row.value.answer)
                found = row.value.ahead.list
                assert found is not None and found.height() <= LAPTOP.height() and found.width() <= LAPTOP.width()
                assert list(clipped(found)) == [], row.field.name
                row.value.ahead.close()
            elif row.field.asked is Asked.CODES:
                offered = tuple(row.value.ways.offers() if row.value.ways.offers is not None else ())
                ticking = studio.show(ChoicesDialog(studio.look, row.field.label, offered, None, studio.host()))
                assert [*clipped(ticking), *oversized(ticking)] == [], row.field.name


def _filled(studio: Studio, kind: EntryKind) -> EntryDialog:
    """Every field says something, coded ones the last of their codes."""
    library = studio.library
    case = with_linked(library, studio.child("Bravo"), kind)
    entry = sample_entry(library, case, kind, second=True)
    told = Told(library, lambda _case: {"ZZ": "Zztest letter"})
    host = studio.host()
    return studio.show(EntryDialog(studio.look, told, kind, case, lambda: TODAY, host, entry, known=True))
