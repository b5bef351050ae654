"""An entry of any kind with every field said, made from what the kind's data says that its fields can hold."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from desktop.clinical.answers import Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.entry_kinds import Asked, EntryField, EntryKind
from desktop.clinical.results import Provenance, Result
from desktop.services.entries import links, with_entries
from desktop.services.library import Library

DAY = PartialDate(2026, 11, 3)
LATER = PartialDate(2026, 11, 20)
ORIGIN: Mapping[str, object] = {
    "performed_on": DAY,
    "reported_on": PartialDate(2026, 11, 9),
    "laboratory": "Zztest Laboratory",
    "method": "Zztest method",
    "specimen": "ZZ-SPECIMEN",
    "report_reference": "ZZ-REPORT",
}


def sample_entry(library: Library, case: Case, kind: EntryKind, *, second: bool = False) -> Result:
    """Every field of a kind answered, links as far as the case has what they lead to; ``second`` says other things."""
    answers = {one.name: sample_answer(library, case, one, second=second) for one in kind.fields}
    origin = {part: value for part, value in ORIGIN.items() if part in kind.origin}
    told = {name: answer for name, answer in answers.items() if answer is not None}
    return kind.type(provenance=Provenance(**origin), **told)  # type: ignore[arg-type]


def sample_answer(library: Library, case: Case, field: EntryField, *, second: bool = False) -> Answer[object] | None:
    """An answer that a field can hold; None for a link that leads nowhere yet."""
    if field.asked is Asked.LINK:
        found = links(library, case, field)
        return known(next(iter(found))) if found else None
    if field.asked is Asked.CODE:
        return known(field.choices[-1 if second else 0].code)
    if field.asked is Asked.CODES:
        return known(frozenset(one.code for one in (field.choices[-1:] if second else field.choices[:2])))
    values: Mapping[Asked, tuple[object, object]] = {
        Asked.TEXT: (f"Zztest {field.label}", "Zztest other"),
        Asked.LONG_TEXT: (f"Zztest {field.label}, told at length.", "Zztest other words."),
        Asked.YES_NO: (True, False),
        Asked.DATE: (DAY, LATER),
        Asked.COUNT: (1, 2),
        Asked.MEASURE: (Decimal("1.5"), Decimal(2)),
    }
    return known(values[field.asked][1 if second else 0])


def with_linked(library: Library, case: Case, kind: EntryKind) -> Case:
    """The case with one entry of each kind that this kind can link to."""
    for one in kind.fields:
        other = library.record.kinds.get(one.links)
        if other is not None and not getattr(case, other.table):
            linked = with_linked(library, case, other)
            case = with_entries(linked, other, (sample_entry(library, linked, other),))
    return case


def with_everything(library: Library, case: Case) -> Case:
    """The case with one entry of every kind, all fields said."""
    for kind in library.record.kinds.values():
        case = with_linked(library, case, kind)
        if not getattr(case, kind.table):
            case = with_entries(case, kind, (sample_entry(library, case, kind),))
    return case


def changed(library: Library, case: Case, kind: EntryKind, entry: Result) -> Result:
    """The entry with other answers in every field, and the same key."""
    return replace(sample_entry(library, case, kind, second=True), id=entry.id, provenance=entry.provenance)
