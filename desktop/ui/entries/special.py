"""Kinds of entry with a page of their own in place of a list: scoring, ticking off, what is made of the entries.

What is ticked off is counted in its own way, too: an entry that says "absent" is none that was found.
"""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.services.idrf import KIND, checklist, found_words
from desktop.services.library import Library
from desktop.ui.desk import Desk
from desktop.ui.entries.head import KindPage
from desktop.ui.entries.told import Told
from desktop.ui.theme import Look

_NAMED_BY = {"primaries": "primary_site", "metastatic_deposits": "metastases"}
"""Kinds of entry that describe what a fact names."""


def special_page(look: Look, desk: Desk, told: Told, kind: EntryKind) -> KindPage | None:
    """The page of its own that a kind has; None for all others."""
    if kind.table == "scans":
        from desktop.ui.scans.page import ScansPage  # loaded when it is gone to

        return ScansPage(look, desk.library, kind, desk.today)
    if kind.table == KIND:
        from desktop.ui.idrf.page import IdrfPage

        return IdrfPage(look, desk.library, kind, desk.today)
    if kind.table == "screenings":
        from desktop.ui.screening.tab import ScreeningTab

        return ScreeningTab(look, desk, told, kind)
    if kind.table == "exposures":
        from desktop.ui.exposures.tab import ExposuresTab

        return ExposuresTab(look, desk, told, kind)
    if kind.table in {"measurements", "marrow_samples"}:
        from desktop.ui.trends.page import TrendPage

        return TrendPage(look, told, kind, desk.today)
    return None


def count_of(library: Library, case: Case, kind: EntryKind) -> int | str | None:
    """How many entries stand; of a checklist what was found; of a kind that there is one of, nothing is counted.

    Of what the facts of the section name, too, a bare number would seem to contradict them.
    """
    if kind.table == KIND:
        return found_words(checklist(library, case))
    if kind.single:
        return None
    entries = standing(getattr(case, kind.table))
    fact = _NAMED_BY.get(kind.table)
    if not entries and fact is not None and FIELDS[fact].read(case).value:
        return "none yet"
    if kind.table == "metastatic_deposits":
        clear = sum(1 for one in case.metastatic_deposits if one in entries and one.present.value is False)
        return f"{len(entries) - clear} found" if clear else len(entries)
    return len(entries)
