"""What every block of a page reads: the case, its assessment, the words, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.current import is_after
from desktop.clinical.dates import counted_days
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels, within
from desktop.clinical.listing import LISTED_SCHEME
from desktop.clinical.neutral_calendar import as_of
from desktop.clinical.results import Result
from desktop.clinical.risk import Assessment, Scheme
from desktop.clinical.timeline import PlannedEvent
from desktop.reports.phrases import Paragraph, Phrase, Words, head, plain, silence, strong
from desktop.services.assessing import CaseAssessment
from desktop.services.changes_since_board import NO_BOARD, SinceBoard
from desktop.services.library import Library

if TYPE_CHECKING:  # the page of a child without a meeting is shown before these are loaded
    from desktop.clinical.deidentify import Deidentified
    from desktop.services.last_decision import LastDecision
    from desktop.services.standing import Standing

R = TypeVar("R", bound=Result)
Said = Phrase | str
"""A statement, or only the title of a fact that nobody has asked: those are said together (``gathered``)."""


@dataclass(frozen=True, slots=True)
class CasePage:
    """One child on one day, as the rules of the library see it. ``prepared_by`` is a person's name; ``absent`` is
    what the centre has not, in words; ``since`` what changed since the last board; ``plan`` the dates of the plan that
    holds, where they are at hand. ``deidentified`` is set where ``case`` is one that says not whose it is;
    ``since_told`` then says, each with its head, what changed since the last board without anybody's words.
    ``presentation`` is how often the child was before the board, this time included (0: not told); ``last`` what the
    board decided last about it; ``standing`` whether the page is final (None: nobody looked, so it is a draft).
    """

    library: Library
    case: Case
    assessed: CaseAssessment
    today: date
    prepared_by: str
    absent: tuple[str, ...] = ()
    since: SinceBoard = NO_BOARD
    plan: tuple[PlannedEvent, ...] | None = None
    deidentified: Deidentified | None = None
    since_told: tuple[tuple[str, str], ...] = ()
    presentation: int = 0
    last: LastDecision | None = None
    standing: Standing | None = None

    @property
    def labels(self) -> Labels:
        """The words for codes."""
        return self.library.labels

    @property
    def scheme(self) -> Scheme:
        """The scheme that leads the page; the others stand in the ledger."""
        return self.library.rules.scheme(LISTED_SCHEME)

    @property
    def assessment(self) -> Assessment:
        """What the leading scheme says."""
        return next(one for one in self.assessed.assessments if one.scheme == LISTED_SCHEME)

    @property
    def not_asked(self) -> Words:
        """The silence of everything that nobody has asked, or that the record does not hold yet."""
        return silence(self.labels.silence(NOT_ASKED))

    @property
    def age_words(self) -> str:
        """The age that the rules took: in days, or as the band of a child who must not be known by it."""
        if self.deidentified is not None:
            return f"age {self.deidentified.age}"
        return counted_days(int(str(self.assessed.facts.facts["age_days"])))

    @property
    def as_of(self) -> date:
        """The day as of which what is late is told: today, but of a child who came de-identified its last entry."""
        return as_of(self.case, self.today)

    @property
    def on_board_day(self) -> bool:
        """Whether the page is of the day on which the board meets about this child."""
        meets = self.case.board_on.value
        return meets is not None and meets.full == self.today

    def answer(self, fact: str) -> Answer[object]:
        """The answer of a fact of the record that counts: the one that the group rests on, where it rests on one."""
        used = self.used(fact)
        return getattr(used, fact) if used is not None else FIELDS[fact].read(self.case)

    def used(self, fact: str) -> Result | None:
        """The result whose answer the rules took, which need not be the latest: treatment may lie between."""
        source, results = self.assessed.facts.sources.get(fact), FIELDS[fact].results
        found = (one for one in getattr(self.case, results or "", ()) if one.id == source)
        return next((one for one in found if getattr(one, fact).is_known), None)

    def left_out(self, fact: str) -> bool:
        """Whether a fact that rules ask for is recorded, and in no result that counts."""
        asked = fact in self.library.rules.columns
        return asked and FIELDS[fact].read(self.case).is_known and self.used(fact) is None

    def short_name(self, fact: str) -> str:
        """The name of a fact for a narrow column."""
        return self.labels.words["short"].get(fact) or self.labels.name(fact)

    def told(self, fact: str) -> Words:
        """A fact in words: its value, or its typed silence with date and place."""
        return self.words(fact, self.answer(fact))

    def words(self, kind: str, answer: Answer[object]) -> Words:
        """An answer in words."""
        if answer.is_known:
            return plain(self.labels.answer(kind, answer))
        return silence(self.labels.silence(answer))

    def entry(self, fact: str, answer: Answer[object]) -> Words:
        """An answer of an entry in words that go on in a sentence; ``fact`` is ``table.field``."""
        if answer.is_known:
            return plain(self.coded(fact, answer.value))
        return silence(self.labels.silence(answer))

    def coded(self, fact: str, value: object) -> str:
        """A value of an entry in words inside a sentence; free words stay as they are.

        Only called where there is an entry: the words of all kinds take time to read.
        """
        labels = self.library.all_labels
        words = labels.value(fact, value)
        return within(words) if fact in labels.words else words

    def stated(self, title: str, fact: str, unit: str = "") -> Said:
        """A run-in head and its fact, with a unit after a known value; only the title of what nobody has asked."""
        told, answer = self.told(fact), self.answer(fact)
        if answer == NOT_ASKED:
            return title
        unused = " (not used)" if self.left_out(fact) else ""
        return (head(title), plain(" "), plain(f"{told.text}{unit}{unused}") if answer.is_known else told)

    def gathered(self, *said: Said) -> Paragraph:
        """What is known or on its way, each with its head; then, quietly and in one statement, what nobody asked."""
        titles = [one for one in said if isinstance(one, str)]
        told = tuple(one for one in said if not isinstance(one, str))
        if not titles:
            return told
        named = ", ".join([titles[0], *(within(one) for one in titles[1:])])
        return (*told, (plain(f"{named}: "), self.not_asked))

    def differences(self, *facts: str) -> tuple[Phrase, ...]:
        """A full statement for each fact whose results contradict each other: which is used, and why."""
        return tuple(found for fact in facts for found in self._difference(fact))

    def _difference(self, fact: str) -> Paragraph:
        reading = FIELDS[fact].reading(self.case)
        if reading.result is None or not reading.contradicted_by:
            return ()
        results = (reading.result, *reading.contradicted_by)
        # the rules may rest on another result than the latest: the one from before treatment
        source = self.assessed.facts.sources.get(fact, reading.result.id)
        used = next((one for one in results if one.id == source), reading.result)
        others = [one for one in results if one is not used]
        not_used = "; ".join(self._result_words(fact, one) for one in others)
        told = f": {self._result_words(fact, used)} is used, {_why(used, others)}; not used: {not_used}."
        return ((strong(f"≠ {self.labels.name(fact)} results differ"), plain(told)),)

    def _result_words(self, fact: str, result: Result) -> str:
        answer: Answer[object] = getattr(result, fact)
        where = origin_words(result)
        return f"{self.labels.answer(fact, answer)} ({where})" if where else self.labels.answer(fact, answer)


def _why(used: Result, others: Sequence[Result]) -> str:
    if used.chosen_because:
        return f"chosen: {used.chosen_because}"
    if any(is_after(one, used) for one in others):
        return "from before treatment"
    return "the latest performed" if all(is_after(used, one) for one in others) else "dates do not tell which is later"


def origin_words(result: Result) -> str:
    """When and where a result was performed, as far as recorded: ``12 Nov 2026, Demo Lab``."""
    provenance = result.provenance
    day = provenance.performed_on.words() if provenance.performed_on else ""
    return ", ".join(part for part in (day, provenance.laboratory) if part)


def day_of(row: Result) -> str:
    """The day an entry was performed on, in words; empty where it is not recorded."""
    return row.provenance.performed_on.words() if row.provenance.performed_on else ""


def inside(words: str | None) -> str:
    """Somebody's own words within a sentence that goes on: without the full stop at their end."""
    return (words or "").strip().rstrip(".")


def joined(*parts: str) -> str:
    """Parts that say something, with commas between them."""
    return ", ".join(part for part in parts if part)


def listed_items(items: Sequence[str], between: str = "; ") -> Phrase:
    """Items after a head as a list: one after the other on paper, one beneath the other on the screen."""
    joints = (plain(": ") if place == 0 else plain(between) for place in range(len(items)))
    return tuple(one for pair in zip(joints, map(plain, items), strict=True) for one in pair)


def capital(text: str) -> str:
    """The text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]
