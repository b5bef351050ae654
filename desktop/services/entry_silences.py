"""What entries of the record and laboratory markers are silent about, with what each is called on a list that goes out.

A list may leave the board as a mail. So an entry is named by its codes and its day and never by what somebody wrote
about it, of a relative nothing but that there is something to look up, and what is confidential is marked.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import cast

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import Asked, EntryKind
from desktop.clinical.results import MarkerResult, Result
from desktop.clinical.vocabulary import Silence
from desktop.services.counting import capital
from desktop.services.entries import answer, day_of, fact_words
from desktop.services.library import Library

MARKERS = "markers"
"""The case's list of laboratory markers, beside the kinds of entry by their tables."""

_CODED = (Asked.CODE, Asked.CODES)
_MARKER_FACTS = {"value": "marker_results.value", "upper_limit": "upper_limit"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SilentPart:
    """Fields of one entry that are silent alike: for the same reason, since the same day, at the same place.

    ``table`` is its kind, ``what`` its name; ``labels`` say which fields, and are empty where the name says it all.
    ``confidential``: the fields are those of which a mail says nothing at all; they are never told with others.
    """

    table: str
    entry: Result
    what: str
    fields: tuple[str, ...]
    labels: tuple[str, ...]
    answer: Answer[object]
    confidential: bool = False

    @property
    def name(self) -> str:
        """``Germline test, ALK: finding``."""
        return f"{self.what}: {', '.join(within(one) for one in self.labels)}" if self.labels else self.what


def silent_parts(library: Library, case: Case, wanted: Collection[Silence]) -> Iterator[SilentPart]:
    """Everything in the entries and markers of a child that stands and is silent for one of these reasons."""
    for kind in library.record.kinds.values():
        for entry in standing(cast("Sequence[Result]", getattr(case, kind.table))):
            yield from _of_entry(library, case, kind, entry, wanted)
    for marker in standing(case.markers):
        yield from _of_marker(library, marker, wanted)


def kind_title(library: Library, table: str) -> str:
    """What heads the entries of a kind."""
    if table == MARKERS:
        return library.labels.word("history_section", "marker_results")
    return library.record.kinds[table].title


def _of_entry(
    library: Library, case: Case, kind: EntryKind, entry: Result, wanted: Collection[Silence]
) -> Iterator[SilentPart]:
    alike: dict[tuple[Answer[object], bool], list[tuple[str, str]]] = {}
    for field in kind.fields:
        told = answer(entry, field)
        if told.silence in wanted:
            alike.setdefault((told, field.confidential), []).append((field.name, field.label))
    what = _called(library, case, kind, entry) if alike else ""
    for (told, confidential), fields in alike.items():
        names, labels = zip(*fields, strict=True)
        yield SilentPart(
            table=kind.table, entry=entry, what=what, fields=names, labels=() if kind.private else labels, answer=told,
            confidential=confidential,
        )  # fmt: skip


def _called(library: Library, case: Case, kind: EntryKind, entry: Result) -> str:
    if kind.private:
        return f"{capital(kind.one)}: see the record"
    named = [one for one in map(kind.field, kind.named_by) if one.asked in _CODED and answer(entry, one).is_known]
    day = day_of(kind, entry)
    words = [within(fact_words(library, case, one, answer(entry, one))) for one in named]
    return ", ".join((capital(kind.one), *words, *([day.words()] if day else [])))


def _of_marker(library: Library, marker: MarkerResult, wanted: Collection[Silence]) -> Iterator[SilentPart]:
    day = marker.provenance.performed_on
    name = library.markers.marker(marker.marker).name
    what = f"{name}, {day.words()}" if day else name
    alike: dict[Answer[object], list[str]] = {}
    for field in _MARKER_FACTS:
        told = cast("Answer[object]", getattr(marker, field))
        if told.silence in wanted:
            alike.setdefault(told, []).append(field)
    for told, fields in alike.items():
        words = tuple(library.labels.word("history_fact", _MARKER_FACTS[one]) for one in fields)
        yield SilentPart(
            table=MARKERS, entry=marker, what=what, fields=tuple(fields),
            labels=() if "value" in fields else words, answer=told,
        )  # fmt: skip
