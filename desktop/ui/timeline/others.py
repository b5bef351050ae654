"""What the timeline shows besides the plan's own events: the diagnosis, responses, and laboratory results."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from desktop.clinical.answers import Answer
from desktop.clinical.dates import PartialDate
from desktop.clinical.labels import Labels
from desktop.clinical.timeline.drawing import DIAGNOSIS
from desktop.services.library import Library
from desktop.services.markers import MarkerLine, times_told, value_words
from desktop.services.responding import GradedResponse, criteria_words, grade_words, parts_words
from desktop.ui.words import capital

_NO_PLAN = "A day of the case record; no plan moves it."


@dataclass(frozen=True, slots=True)
class Fact:
    """A label, its words, and the tone they are written in."""

    label: str
    words: str
    tone: str = "text"


@dataclass(frozen=True, slots=True)
class Other:
    """One of them in words: title, what kind of thing it is, its facts, and the sentence read out."""

    title: str
    kind: str
    facts: tuple[Fact, ...]
    spoken: str


def others(
    library: Library,
    diagnosed: Answer[PartialDate],
    responses: Sequence[GradedResponse],
    lines: Sequence[MarkerLine],
) -> dict[str, Other]:
    """All of them by the keys of their marks."""
    found = {DIAGNOSIS: _diagnosis(library, diagnosed)}
    found |= {str(one.graded.id): _response(library, one) for one in responses}
    return found | {str(one.result.id): _sample(library, one) for one in lines}


def _diagnosis(library: Library, diagnosed: Answer[PartialDate]) -> Other:
    words = diagnosed.value.words() if diagnosed.value else library.labels.silence(diagnosed)
    tone = "text" if diagnosed.value else "text2"
    return Other("Diagnosis", _NO_PLAN, (Fact("Day", words, tone),), f"Diagnosis, {words}")


def _response(library: Library, response: GradedResponse) -> Other:
    """The criteria are always named: the same letters mean another thing in another edition."""
    title, criteria = f"Response {grade_words(response)}", criteria_words(library.labels, response.graded)
    day = response.graded.provenance.performed_on
    told = filter(None, (title, criteria, day.words() if day else "no date", parts_words(response)))
    facts = (Fact("Criteria", criteria), *_response_facts(library, response))
    return Other(title, "Assessment of the response; no plan moves it.", facts, ", ".join(told))


def _response_facts(library: Library, response: GradedResponse) -> Iterator[Fact]:
    graded, labels = response.graded, library.labels
    day, made = graded.provenance.performed_on, parts_words(response)
    overall: Answer[object] = graded.response_overall
    yield Fact("Day", day.words() if day else "not recorded")
    yield Fact("Overall", grade_words(response)) if response.grade else _answer(labels, "response_overall", overall)
    if made:
        yield Fact("From parts", capital(made), "caution")
    for fact in ("response_primary", "response_metastases", "response_marrow"):
        answer: Answer[object] = getattr(graded, fact)
        yield _answer(labels, fact, answer)
    if graded.response_basis.value:
        yield Fact("Rests on", graded.response_basis.value)


def _answer(labels: Labels, fact: str, answer: Answer[object]) -> Fact:
    """A fact by the name that a column of a form has room for, or why there is no value."""
    name = labels.words["form"][fact]
    if not answer.is_known:
        return Fact(name, labels.silence(answer), "text2")
    return Fact(name, labels.answer(fact, answer))


def _sample(library: Library, line: MarkerLine) -> Other:
    facts = tuple(_sample_facts(library, line))
    return Other(line.name, "Result of a laboratory marker", facts,
                 f"{line.name}, {', '.join(one.words for one in facts[:3])}")  # fmt: skip


def _sample_facts(library: Library, line: MarkerLine) -> Iterator[Fact]:
    origin, times = line.result.provenance, times_told(line)
    limit = line.result.upper_limit
    yield Fact("Day", origin.performed_on.words() if origin.performed_on else "not recorded")
    yield Fact("Result", capital(value_words(library, line)))
    if line.reading is not None:
        yield Fact("Times limit", f"{times} its own limit" if times else "no own limit, so not judged")
        known = f"{limit.value} {line.unit}" if limit.is_known else library.labels.silence(limit)
        yield Fact("Own limit", known, "text" if limit.is_known else "text2")
    for label, words in (("Laboratory", origin.laboratory), ("Method", origin.method), ("Sample", origin.specimen)):
        yield Fact(label, words or "not recorded", "text" if words else "text2")
