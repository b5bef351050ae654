"""How many children lack something, and why: of facts that decide or stand in the biology strip, and of entries.

A number that is only called missing says nothing about what to do. A result that was requested will come, one whose
sample failed will not, and one that was declined must not be asked for again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from desktop.clinical.answers import Answer
from desktop.clinical.biology import biology_strip
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.counting import Count, Counted, Listed, capital, listed_case
from desktop.services.entry_silences import MARKERS, kind_title, silent_parts
from desktop.services.library import Library

DECIDING, MISSING = "Decides a risk group and is missing", "Missing"
ENTRIES = "Entries with a reason why something is missing"
COUNTED = (
    Silence.NOT_ASKED,
    Silence.REQUESTED,
    Silence.SAMPLE_FAILED,
    Silence.INCONCLUSIVE,
    Silence.NOT_AVAILABLE,
    Silence.DECLINED,
    Silence.UNKNOWN_AT_SOURCE,
)
"""The kinds of silence, in the order of the columns. What does not apply to a child is not missing."""

_SAID = COUNTED[1:]
"""Of an entry, a field that was left empty says nothing: most fields of most entries are."""

_ACTIVE = ("status", CaseStatus.ACTIVE.value)


def columns(labels: Labels, silences: Sequence[Silence] = COUNTED) -> tuple[str, ...]:
    """What kinds of silence are called at the head of a column."""
    return tuple(capital(labels.word("silence", one.value)) for one in silences)


class SilentFacts:
    """Facts that active children lack, each by why it is lacking.

    ``facts`` are those of each child as the list has them, so that these numbers and the list agree. ``listed_by`` is
    the filter of the list that shows the children who lack one, where it has such a filter.
    """

    def __init__(self, library: Library, title: str, facts: Mapping[UUID, Sequence[str]], listed_by: str = "") -> None:
        self._labels, self._title, self._facts, self._by = library.labels, title, facts, listed_by
        self._found: dict[str, list[tuple[Answer[object], Listed]]] = {}
        self._all = 0

    def count(self, case: Case) -> None:
        """Count one child, if it is active, under each fact that it lacks."""
        if case.status is not CaseStatus.ACTIVE:
            return
        self._all += 1
        wanted = self._facts.get(case.id, ())
        strip = {cell.name: cell.answer for cell in biology_strip(case)} if wanted else {}
        for fact in wanted:
            answer = strip.get(fact) or FIELDS[fact].read(case)
            why = "" if answer.is_known else capital(self._labels.silence(answer))
            self._found.setdefault(fact, []).append((answer, listed_case(case, why)))

    def table(self) -> Counted:
        """What most children lack comes first."""
        ranked = sorted(self._found, key=lambda one: (-len(self._found[one]), self._labels.name(one)))
        rows = tuple(self._row(fact) for fact in ranked)
        return Counted(self._title, "of active children", rows, columns(self._labels))

    def _row(self, fact: str) -> Count:
        found = sorted(self._found[fact], key=lambda one: _place(one[0].silence))
        return Count(
            words=capital(self._labels.name(fact)),
            children=len(found),
            of=self._all,
            where=((self._by, fact), _ACTIVE) if self._by else (),
            listed=tuple(listed for _, listed in found),
            parts=_parts(answer.silence for answer, _ in found),
        )


class SilentEntries:
    """Children whose entries say why something is missing, by kind of entry and by reason; biomarkers are a kind."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._found: dict[str, list[tuple[frozenset[Silence], Listed]]] = {}
        self._all = 0

    def count(self, case: Case) -> None:
        """Count one child under each kind of entry that says so, once for each reason."""
        self._all += 1
        told: dict[str, dict[Silence, list[str]]] = {}
        for part in silent_parts(self._library, case, _SAID):
            words = f"{part.name}, {self._library.labels.silence(part.answer)}"
            told.setdefault(part.table, {}).setdefault(part.answer.silence or Silence.NOT_ASKED, []).append(words)
        for table, reasons in told.items():
            why = "; ".join(words for one in sorted(reasons, key=_place) for words in reasons[one])
            self._found.setdefault(table, []).append((frozenset(reasons), listed_case(case, why)))

    def table(self) -> Counted:
        """In the order of the record."""
        rows = tuple(self._row(table) for table in (*self._library.record.kinds, MARKERS) if table in self._found)
        return Counted(ENTRIES, "of all children", rows, columns(self._library.labels, _SAID))

    def _row(self, table: str) -> Count:
        found = self._found[table]
        return Count(
            words=kind_title(self._library, table),
            children=len(found),
            of=self._all,
            about="A child can be counted for several reasons. A field that was left empty is not counted.",
            listed=tuple(listed for _, listed in found),
            parts=_parts((silence for reasons, _ in found for silence in reasons), _SAID),
        )


def _parts(silences: Iterable[Silence | None], counted: Sequence[Silence] = COUNTED) -> tuple[int, ...]:
    found = Counter(silences)
    return tuple(found[one] for one in counted)


def _place(silence: Silence | None) -> int:
    return COUNTED.index(silence) if silence in COUNTED else len(COUNTED)
