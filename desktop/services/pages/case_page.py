"""What every block of a page reads: the case, its assessment, the words, and the day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case
from desktop.clinical.current import is_after
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels
from desktop.clinical.results import Result
from desktop.clinical.risk import Assessment, Scheme
from desktop.reports.content import Paragraph, Phrase, Words, head, plain, silence, strong
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.lines import LISTED_SCHEME


@dataclass(frozen=True, slots=True)
class CasePage:
    """One child on one day, as the rules of the library see it. ``prepared_by`` is a person's name."""

    library: Library
    case: Case
    assessed: CaseAssessment
    today: date
    prepared_by: str

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

    def answer(self, fact: str) -> Answer[object]:
        """The answer of a fact of the record that counts."""
        return FIELDS[fact].read(self.case)

    def told(self, fact: str) -> Words:
        """A fact in words: its value, or its typed silence with date and place."""
        return self.words(fact, self.answer(fact))

    def words(self, kind: str, answer: Answer[object]) -> Words:
        """An answer in words."""
        if answer.is_known:
            return plain(self.labels.answer(kind, answer))
        return silence(self.labels.silence(answer))

    def stated(self, title: str, fact: str, unit: str = "") -> Phrase:
        """A run-in head and its fact, with a unit after a known value."""
        told = self.told(fact)
        known = self.answer(fact).is_known
        return (head(title), plain(" "), plain(f"{told.text}{unit}") if known else told)

    def unheld(self, title: str) -> Phrase:
        """A run-in head for what the record does not hold yet."""
        return (head(title), plain(" "), self.not_asked)

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


def capital(text: str) -> str:
    """The text with its first letter as a capital, the others as they are."""
    return text[:1].upper() + text[1:]
