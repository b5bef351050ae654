"""Entries of the record: entering, changing and taking away one of any kind, and what it says in words.

What a kind of entry holds is data; nothing here knows one kind from another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any, cast
from uuid import UUID

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import Asked, EntryField, EntryKind
from desktop.clinical.results import Result
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.library import Library

DOCUMENTS = "attachments"
"""What a link to a document of the child leads to; documents are no entries and are named by their titles."""

GONE, GONE_DOCUMENT = "an entry that was taken away", "a document that was taken away"

_NO_NAME = "not named"
_NO_TITLES: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class EntryLine:
    """One entry in words: its day, what it is called, and everything else that is said of it, label and words."""

    entry: Result
    day: str
    name: str
    told: tuple[tuple[str, str], ...]

    @property
    def whole(self) -> str:
        """All of it in one line, with its day."""
        return "; ".join(part for part in (self.day, self.name, self.detail) if part)

    @property
    def detail(self) -> str:
        """Everything else in one line."""
        return "; ".join(f"{label}: {words}" for label, words in self.told)


def entry_lines(
    library: Library, case: Case, kind: EntryKind, titles: Mapping[str, str] = _NO_TITLES
) -> tuple[EntryLine, ...]:
    """Every entry of a kind that stands, the latest first; those without a day come last, as they were entered.

    ``titles`` names the documents of the case by key, for entries that link to one.
    """
    ones = standing(cast("Sequence[Result]", getattr(case, kind.table)))
    ordered = sorted(ones, key=lambda one: str(day_of(kind, one) or ""), reverse=True)
    return tuple(entry_line(library, case, kind, one, titles) for one in ordered)


def entry_line(
    library: Library, case: Case, kind: EntryKind, entry: Result, titles: Mapping[str, str] = _NO_TITLES
) -> EntryLine:
    """One entry in words."""
    day = day_of(kind, entry)
    return EntryLine(
        entry,
        day.words() if day else "",
        entry_name(library, case, kind, entry),
        tuple(_told(library, case, kind, entry, titles)),
    )


def entry_name(library: Library, case: Case, kind: EntryKind, entry: Result) -> str:
    """What an entry is called: the words of the fields that name it."""
    named = (kind.field(name) for name in kind.named_by)
    told = [fact_words(library, case, one, answer(entry, one)) for one in named if answer(entry, one).is_known]
    return ", ".join((told[0], *(within(one) for one in told[1:]))) if told else _NO_NAME


def answer(entry: Result, field: EntryField) -> Answer[object]:
    """What an entry says in one field."""
    return cast("Answer[object]", getattr(entry, field.name))


def day_of(kind: EntryKind, entry: Result) -> PartialDate | None:
    """The day of an entry: when it was performed, else the first of its own dates."""
    if entry.provenance.performed_on is not None:
        return entry.provenance.performed_on
    dates = (answer(entry, one).value for one in kind.fields if one.asked is Asked.DATE)
    return next((one for one in dates if isinstance(one, PartialDate)), None)


def fact_words(
    library: Library, case: Case, field: EntryField, told: Answer[object], titles: Mapping[str, str] = _NO_TITLES
) -> str:
    """A field's answer in words: a link by the name of what it leads to, a number with its unit, a silence as it is."""
    labels = library.all_labels
    if not told.is_known:
        return labels.silence(told)
    if field.links == DOCUMENTS:
        return titles.get(str(told.value), GONE_DOCUMENT)
    if field.asked is Asked.LINK:
        return linked_name(library, case, field, str(told.value))
    words = labels.value(field.fact.name, told.value)
    return f"{words} {field.unit}" if field.unit else words


def linked_name(library: Library, case: Case, field: EntryField, key: str) -> str:
    """What a link to an entry leads to."""
    kind = library.record.kinds.get(field.links)
    ones = standing(cast("Sequence[Result]", getattr(case, kind.table))) if kind is not None else ()
    found = next((one for one in ones if str(one.id) == key), None)
    if kind is None or found is None:
        return GONE
    return entry_line_short(library, case, kind, found)[1]


def links(library: Library, case: Case, field: EntryField) -> dict[str, str]:
    """Everything that a link may lead to, by key: the entries of that kind, with their days."""
    kind = library.record.kinds.get(field.links)
    if kind is None:
        return {}
    found = {}
    for line in (entry_line_short(library, case, kind, one) for one in standing(getattr(case, kind.table))):
        found[str(line[0].id)] = line[1]
    return found


def entry_line_short(library: Library, case: Case, kind: EntryKind, entry: Result) -> tuple[Result, str]:
    """An entry and its name with its day, for lists to choose from."""
    day = day_of(kind, entry)
    name = entry_name(library, case, kind, entry)
    return entry, f"{name}, {day.words()}" if day else name


def put_entry(board: Board, library: Library, case: Case, kind: EntryKind, entry: Result, today: date) -> Case:
    """Store an entry: a new one, or in the place of the one with its key. Raises UserError for what cannot be."""
    _refuse(library, case, kind, entry, today)
    before: tuple[Result, ...] = getattr(case, kind.table)
    known = any(one.id == entry.id for one in before)
    after = tuple(entry if one.id == entry.id else one for one in before) if known else (*before, entry)
    action = f"{'Change of' if known else 'New'} {within(kind.one)}"
    return save_case(board, library, case, with_entries(case, kind, after), action)


def put_entries(
    board: Board, library: Library, case: Case, kind: EntryKind, entries: Sequence[Result], today: date, action: str
) -> Case:
    """Store several entries of a kind at once, new or changed, as one step that can be undone."""
    for one in entries:
        _refuse(library, case, kind, one, today)
    given = {one.id: one for one in entries}
    before: tuple[Result, ...] = getattr(case, kind.table)
    known = {one.id for one in before}
    after = (*(given.get(one.id, one) for one in before), *(one for one in entries if one.id not in known))
    return save_case(board, library, case, with_entries(case, kind, after), action)


def why_refused(library: Library, case: Case, kind: EntryKind, entry: Result, today: date) -> str:
    """Why an entry could not be stored, in a sentence; empty where it could."""
    try:
        _refuse(library, case, kind, entry, today)
    except UserError as error:
        return str(error)
    return ""


def remove_entry(board: Board, library: Library, case: Case, kind: EntryKind, key: UUID) -> Case:
    """Take an entry off the record; undo and history keep it. Raises UserError where another one leans on it."""
    before: tuple[Result, ...] = getattr(case, kind.table)
    if not any(one.id == key for one in before):
        raise UserError("That entry is not in this case any more; look at the list again.")
    if any(one.supersedes == key for one in before):
        raise UserError("A corrected entry stands in its place; take that one away first.")
    leaning = _leaning(library, case, kind, key)
    if leaning:
        raise UserError(f"{leaning} leans on this entry; change or remove that first. Nothing was changed.")
    after = tuple(one for one in before if one.id != key)
    return save_case(board, library, case, with_entries(case, kind, after), f"Removal of {within(kind.one)}")


def with_entries(case: Case, kind: EntryKind, entries: Sequence[Result]) -> Case:
    """The case with other entries of one kind."""
    return replace(case, **cast("dict[str, Any]", {kind.table: tuple(entries)}))


def _told(
    library: Library, case: Case, kind: EntryKind, entry: Result, titles: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    for one in kind.fields:
        told = answer(entry, one)
        if one.name not in kind.named_by and told != NOT_ASKED:
            yield one.label, fact_words(library, case, one, told, titles)
    for part, label in kind.origin.items():
        value = getattr(entry.provenance, part)
        if value and part != "performed_on":
            yield label, value.words() if isinstance(value, PartialDate) else str(value)


def _leaning(library: Library, case: Case, kind: EntryKind, key: UUID) -> str:
    """Which kind of entry links to this one; nothing where none does. Names may say who a child is and stay out."""
    for other in library.record.kinds.values():
        linking = [one for one in other.fields if one.links == kind.table]
        for entry in standing(cast("Sequence[Result]", getattr(case, other.table))) if linking else ():
            if any(answer(entry, one).value == str(key) for one in linking):
                return f"One {within(other.one)}"
    return ""


def _refuse(library: Library, case: Case, kind: EntryKind, entry: Result, today: date) -> None:
    """Raise UserError for what cannot be: nothing said, unknown codes, days that have not come, links to nowhere."""
    if all(answer(entry, one) == NOT_ASKED for one in kind.fields):
        raise UserError(f"Nothing is said of this {within(kind.one)} yet; fill in at least one field.")
    for one in kind.fields:
        told = answer(entry, one)
        if one.needed and told == NOT_ASKED:
            raise UserError(f"{one.label} is needed here; choose a value, or say with Alt+Down why there is none.")
        if told.is_known:
            _refuse_value(library, case, one, told.value)
    performed = entry.provenance.performed_on
    if performed is not None and performed.earliest > today:
        raise UserError(f"{kind.origin.get('performed_on', 'The date')}: this day has not come yet.")


def _refuse_value(library: Library, case: Case, field: EntryField, value: object) -> None:
    beyond = field.fact.why_beyond(value)
    if beyond:
        raise UserError(f"{field.label}: {beyond}.")
    codes = {one.code for one in field.choices}
    if field.asked is Asked.CODE and value not in codes:
        raise UserError(f"{field.label}: this is none of the values.")
    if field.asked is Asked.CODES and not {*cast("frozenset[str]", value)} <= codes:
        raise UserError(f"{field.label}: one of these is none of the values.")
    if field.asked is Asked.LINK and field.links in library.record.kinds and value not in links(library, case, field):
        raise UserError(f"{field.label}: the entry that was chosen is not in this case any more.")
