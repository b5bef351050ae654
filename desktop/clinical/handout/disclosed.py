"""Which entry of what the family was told counts: of each thing the latest, and a "no" without a day before all."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.clinical.current import latest_first
from desktop.clinical.record.people import Disclosure


def disclosed(entries: Sequence[Disclosure]) -> dict[str, Disclosure]:
    """The entry that counts, by the code of its thing.

    That something is not to be told yet may have no day: it then holds until a corrected entry stands in its place.
    """
    rows = latest_first(entries)
    waits = [one for one in rows if one.told.value is False and one.provenance.performed_on is None]
    found: dict[str, Disclosure] = {}
    for one in (*waits, *rows):
        if one.what.value is not None:
            found.setdefault(one.what.value, one)
    return found
