"""The whole record of a child in words: every fact, every result and every entry, with where each came from.

Nothing is left out in silence: what nobody has said is named, what was replaced is marked, and what relatives own is
left out only by name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import TYPE_CHECKING, cast

from desktop.clinical.answers import LEFT_OUT, NOT_ASKED, Answer
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import within
from desktop.clinical.record.entry_kinds import EntryKind, Place
from desktop.clinical.results import Provenance, Result
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.entries import entry_lines
from desktop.services.library import Library
from desktop.services.markers import marker_lines, times_told, value_words
from desktop.services.plan_words import plan_lines

if TYPE_CHECKING:
    from desktop.reports.record_sheet import SheetGroup, SheetItem, SheetPart

PLACES = {
    Place.PRESENTATION: "Presentation",
    Place.FAMILY: "Family and team",
    Place.STAGING: "Staging and imaging",
    Place.BIOLOGY: "Pathology, biology and tests",
    Place.TREATMENT: "Treatment",
    Place.RESPONSE: "Response and follow-up",
}
"""What the parts of the sheet are called, in their order."""
_RESULTS = {
    Place.STAGING: ("stagings",),
    Place.BIOLOGY: ("pathology", "mycn", "ploidy", "segmental", "alk"),
    Place.TREATMENT: ("surgery",),
    Place.RESPONSE: ("responses", "course"),
}
"""The lists of results that stand in each part, by the case's attribute."""
_TABLES = {
    "mycn": "mycn_results", "ploidy": "ploidy_results", "segmental": "segmental_results", "alk": "alk_results",
    "surgery": "surgeries", "course": "courses_at_source",
}  # fmt: skip
_TITLE = "Whole record"


@dataclass(frozen=True, slots=True)
class RecordSheet:
    """The finished sheet and how many pages it has."""

    pdf: bytes
    pages: int


def record_sheet(
    library: Library,
    case: Case,
    documents: Sequence[Attachment],
    *,
    today: date,
    prepared_by: str,
    paper: str = "a4",
    relatives: bool = False,
) -> RecordSheet:
    """The record as PDF/UA bytes; ``relatives``: with what belongs to relatives. ``paper`` is ``a4`` or ``letter``."""
    from desktop.reports.fonts import Fonts  # heavy, and most of the program prints nothing
    from desktop.reports.record_sheet import draw_record

    parts = record_parts(library, case, documents, relatives=relatives)
    about = [_who(case), "Every fact and entry of the record; what nobody has said is named as such."]
    made = f"Prepared by {prepared_by}. Data as of {day_words(today)}."
    # whose it is stands on every page: sheets part from each other
    foot = f"{_who(case)}. {made} Contains patient data; decision support, not a decision."
    pdf, pages = draw_record(_TITLE, about, parts, foot, Fonts(**library.fonts), paper)
    return RecordSheet(pdf, pages)


def record_parts(
    library: Library, case: Case, documents: Sequence[Attachment], *, relatives: bool = False,
    dropped: frozenset[str] = frozenset(),
) -> tuple[SheetPart, ...]:  # fmt: skip
    """Everything that is known of a child, part by part; ``dropped`` are the parts of the case that a de-identified
    child lacks, whatever was in them: of those it says that they are left out."""
    from desktop.reports.record_sheet import SheetPart

    teller = _Teller(library, case, documents, dropped)
    parts = [SheetPart("Identity and meeting", (teller.own(),))]
    for place, head in PLACES.items():
        groups = [*teller.results(place), *teller.entries(place, relatives=relatives)]
        if place is Place.BIOLOGY:
            groups.append(teller.markers())
        if place is Place.TREATMENT:
            groups += teller.plans()
        parts.append(SheetPart(head, tuple(group for group in groups if group.items)))
    if not dropped:
        parts.append(SheetPart("Documents", (teller.documents(),)))
    return tuple(parts)


class _Teller:
    """Puts one case into words."""

    def __init__(self, library: Library, case: Case, documents: Sequence[Attachment], dropped: frozenset[str]) -> None:
        from desktop.reports.record_sheet import SheetGroup, SheetItem

        self._library, self._case, self._labels = library, case, library.all_labels
        self._documents, self._titles = documents, {str(one.id): one.title for one in documents}
        self._dropped = dropped
        self._group: Callable[..., SheetGroup] = SheetGroup
        self._item: Callable[..., SheetItem] = SheetItem

    def own(self) -> SheetGroup:
        """The facts of the case itself; what nobody asked comes last, in one line."""
        own = [one for one in FIELDS.values() if one.results is None]
        answers = [(one.name, one.read(self._case)) for one in own if not self._is_dropped(one.name)]
        told = [
            self._item(self._labels.name(name), self._labels.answer(name, answer), silent=not answer.is_known)
            for name, answer in answers
            if answer != NOT_ASKED
        ]
        # the code of a de-identified child stands in the head
        others = [] if self._dropped else [one for one in self._case.identifiers if one.system != "mrn"]
        told += [self._item(f"Number in {one.system}", one.value) for one in others]
        silent = [self._labels.name(name) for name, answer in answers if answer == NOT_ASKED]
        left = _listed([self._labels.name(one.name) for one in own if self._is_dropped(one.name)])
        gone = (self._item(left, LEFT_OUT, silent=True),) if left else ()
        return self._group("", (*told, *self._unasked(silent), *gone))

    def _is_dropped(self, fact: str) -> bool:
        return ("identifiers" if fact == "mrn" else fact) in self._dropped

    def results(self, place: Place) -> Iterator[SheetGroup]:
        """The results of a part, every one, also those that another replaced."""
        for name in _RESULTS.get(place, ()):
            ones: tuple[Result, ...] = getattr(self._case, name)
            kind = self._labels.word("history_kind", _TABLES.get(name, name))
            replaced = {one.supersedes for one in ones}
            items = [self._result(name, one, replaced=one.id in replaced) for one in ones]
            facts = [one.name for one in FIELDS.values() if one.results == name]
            silent = [] if ones else [self._labels.name(fact) for fact in facts]
            yield self._group(_capital(kind), (*items, *self._unasked(silent)))

    def entries(self, place: Place, *, relatives: bool) -> Iterator[SheetGroup]:
        """The entries of a part by kind; kinds without any are named together."""
        silent, dropped = [], []
        for kind in self._library.record.of_place(place):
            count = len(getattr(self._case, kind.table))
            if kind.table in self._dropped:
                dropped.append(kind.title)
            elif not count:
                silent.append(kind.title)
            elif kind.private and not relatives:
                left = f"{count} left out of this print, as they belong to relatives"
                yield self._group(kind.title, (self._item("Entries", left),))
            else:
                yield self._group(kind.title, tuple(self._entries(kind)))
        if silent:
            words = _listed(silent)
            yield self._group("Nothing entered", (self._item("", words),))
        if dropped:
            yield self._group(LEFT_OUT.capitalize(), (self._item("", _listed(dropped)),))

    def markers(self) -> SheetGroup:
        """Every laboratory marker of the series."""
        items = []
        for line in marker_lines(self._library, self._case):
            times = times_told(line)
            told = [value_words(self._library, line), f"{times} its limit" if times else "no limit recorded"]
            day = line.result.provenance.performed_on
            name = f"{line.name}, {day.words()}" if day else line.name
            items.append(self._item(name, "; ".join(told), _origin(line.result.provenance, day_told=True)))
        return self._group("Biomarkers", tuple(items) or self._unasked(["Biomarkers"]))

    def plans(self) -> Iterator[SheetGroup]:
        """Treatment plans with every date that really was."""
        for plan in self._case.plans:
            yield self._group("Treatment plan", tuple(self._plan(plan)))

    def documents(self) -> SheetGroup:
        """What is kept beside the record; the documents themselves are not in this sheet."""
        items = [
            self._item(
                one.title, self._labels.word("attachment_kind", one.kind), one.dated.words() if one.dated else ""
            )
            for one in self._documents
        ]
        return self._group("", tuple(items) or (self._item("", "No document"),))

    def _entries(self, kind: EntryKind) -> Iterator[SheetItem]:
        for line in entry_lines(self._library, self._case, kind, self._titles):
            # some kinds are named by their day
            name = f"{line.name}, {line.day}" if line.day and line.day not in line.name else line.name
            yield self._item(name, line.detail, _signed(line.entry.provenance))

    def _result(self, name: str, one: Result, *, replaced: bool) -> SheetItem:
        facts = [fact for fact in FIELDS.values() if fact.results == name]
        told = []
        for fact in facts:
            answer = cast("Answer[object]", getattr(one, fact.name))
            if answer != NOT_ASKED:
                told.append(f"{self._labels.name(fact.name)}: {self._labels.answer(fact.name, answer)}")
        told += [f"{_capital(_plain(extra))}: {value}" for extra, value in _others(one, {fact.name for fact in facts})]
        day = one.provenance.performed_on
        head = day.words() if day else "No date"
        return self._item(
            f"{head} (replaced)" if replaced else head, "; ".join(told), _origin(one.provenance, day_told=True)
        )

    def _plan(self, plan: TreatmentPlan) -> Iterator[SheetItem]:
        for line in plan_lines(self._library, plan):
            yield self._item(*line)

    def _unasked(self, names: Sequence[str]) -> tuple[SheetItem, ...]:
        if not names:
            return ()
        words = _listed(names)
        return (self._item(words, self._labels.word("silence", "not_asked"), silent=True),)


def _who(case: Case) -> str:
    born = case.born.value
    parts = (
        case.name,
        case.mrn,
        f"born {born.words()}" if born is not None else "",
        f"case {case.number}" if case.number else "",
        "a child who does not exist" if case.demonstration else "",
    )
    return ", ".join(part for part in parts if part)


def _origin(provenance: Provenance, *, day_told: bool = False) -> str:
    """Where a result came from, as far as it is recorded."""
    performed, reported = provenance.performed_on, provenance.reported_on
    parts = (
        performed.words() if performed and not day_told else "",
        f"reported {reported.words()}" if reported else "",
        provenance.laboratory,
        provenance.method,
        f"specimen {provenance.specimen}" if provenance.specimen else "",
        f"report {provenance.report_reference}" if provenance.report_reference else "",
        _signed(provenance),
    )
    return ", ".join(part for part in parts if part)


def _signed(provenance: Provenance) -> str:
    by = f"entered by {provenance.entered_by}" if provenance.entered_by else ""
    checked = f"checked by {provenance.checked_by}" if provenance.checked_by else ""
    return ", ".join(part for part in (by, checked) if part)


def _others(one: Result, known: set[str]) -> Iterator[tuple[str, str]]:
    """Plain texts of a result that are no fact of a form, such as the rules of a source."""
    shared = {each.name for each in fields(Result)}
    for each in fields(one):
        value = getattr(one, each.name)
        if each.name not in known and each.name not in shared and isinstance(value, str) and value:
            yield each.name, value


def _plain(name: str) -> str:
    return name.replace("_", " ")


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _listed(names: Sequence[str]) -> str:
    """Names one after the other; where one has a comma of its own, with something stronger between them."""
    between = "; " if any("," in one for one in names) else ", "
    return between.join((*names[:1], *(within(one) for one in names[1:])))
