"""What a source says of a choice in an entry, with what this child's other entries say of its condition."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import cast

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_doubts import EntryHint
from desktop.clinical.record.entry_kinds import EntryKind
from desktop.clinical.results import Result
from desktop.services.entries import answer
from desktop.services.library import Library

Hints = Mapping[str, str]
"""What is told beside each field, by its name."""


def hints_of(library: Library, case: Case, kind: EntryKind, entry: Result) -> Hints:
    """The hints that belong to what stands in an entry now."""
    told: dict[str, list[str]] = {}
    for hint in kind.hints:
        if answer(entry, kind.field(hint.at)).value == hint.value:
            told.setdefault(hint.at, []).append(_words(library, case, kind, entry, hint))
    return {at: " ".join(words) for at, words in told.items()}


def _words(library: Library, case: Case, kind: EntryKind, entry: Result, hint: EntryHint) -> str:
    ones = [one for one in standing(cast("Sequence[Result]", getattr(case, kind.table))) if one.id != entry.id]
    found = [one for one in ones if answer(one, kind.field(hint.look)).value in hint.among]
    if hint.asks:
        found = [one for one in found if answer(one, kind.field(hint.asks)).is_known]
    if hint.earlier:
        found = [one for one in found if not _surely_before(entry, one)]
    if not found:
        return hint.none
    # of two of one day the one that was entered later stands last
    last = max(reversed(found), key=lambda one: str(one.provenance.performed_on or ""))
    said = hint.no if hint.asks and answer(last, kind.field(hint.asks)).value is False else hint.yes
    day = last.provenance.performed_on
    what = library.all_labels.answer(kind.field(hint.look).fact.name, answer(last, kind.field(hint.look)))
    return said.format(what=what, day=day.words() if day else "no date")


def _surely_before(one: Result, other: Result) -> bool:
    day: PartialDate | None = one.provenance.performed_on
    theirs: PartialDate | None = other.provenance.performed_on
    return day is not None and theirs is not None and day.surely_before(theirs)
