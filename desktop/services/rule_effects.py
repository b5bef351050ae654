"""What rules make of one child beside its risk groups: responses, stage, histology, derived facts, laboratory markers.

Each is told in sentences, so that two sets of rules are compared by what a person would read.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import day_words
from desktop.clinical.labels import Labels
from desktop.clinical.risk.case_facts import facts_of, staging_facts_of
from desktop.clinical.rule_set import PARTS, RuleSet
from desktop.services.derived import beside_the_call
from desktop.services.library import Library
from desktop.services.markers import TO_READ, explain, marker_lines, value_words
from desktop.services.responding import computed_response

SHARED = "shared"
"""What all risk schemes rest on: facts, staging, histology."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What rules say of one thing, and on which grounds."""

    answer: tuple[str, ...]
    grounds: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherChange:
    """One thing about a child that is answered otherwise, or on other grounds, by other rules."""

    title: str
    before: str
    after: str
    why: tuple[str, ...]
    regrouped: bool


def parts_that_differ(old: RuleSet, new: RuleSet) -> frozenset[str]:
    """The parts of two sets with another text; SHARED where what the risk schemes rest on has."""
    found = {part for part in PARTS if part != "risk" and old.part_checksum(part) != new.part_checksum(part)}
    sums = []
    for rules in (old.rules, new.rules):
        schemes = {one.id for one in rules.schemes}
        sums.append({one.id: one.checksum for one in rules.files if one.id not in schemes})
    return frozenset(found | ({SHARED} if sums[0] != sums[1] else set()))


def effects_of(library: Library, case: Case, parts: Collection[str]) -> dict[str, Effect]:
    """What the rules of a shelf say of a child in the parts that are asked for, by what it is about."""
    found: dict[str, Effect] = {}
    if "response" in parts:
        _put(found, _responses(library, case))
    if SHARED in parts:
        _put(found, _stage_and_class(library, case))
    if SHARED in parts or "biology" in parts:
        _put(found, _beside(library, case))
    if "biomarkers" in parts:
        _put(found, _markers(library, case))
    return found


def compare(old: Mapping[str, Effect], new: Mapping[str, Effect]) -> Iterator[OtherChange]:
    """What is not the same in both, told by the sentences that only one of them has."""
    for title in dict.fromkeys((*new, *old)):
        was, now = old.get(title, _NOTHING), new.get(title, _NOTHING)
        if was == now:
            continue
        regrouped = was.answer != now.answer
        before, after = _only(was.answer, now.answer), _only(now.answer, was.answer)
        why = (
            *(f"Now: {one}" for one in was.grounds if one not in now.grounds),
            *(f"With these rules: {one}" for one in now.grounds if one not in was.grounds),
        )
        yield OtherChange(
            title=title,
            before=before if regrouped else _told(was.answer),
            after=after if regrouped else _told(now.answer),
            why=why or (_SAME_GROUNDS,),
            regrouped=regrouped,
        )


_NOTHING = Effect(())
_SAME_GROUNDS = "Its table is another one; what is different in it stands under Rules."


def _only(mine: tuple[str, ...], others: tuple[str, ...]) -> str:
    return _told(tuple(one for one in mine if one not in others))


def _graded(labels: Labels, reasons: Iterable[str]) -> tuple[str, ...]:
    return tuple(labels.graded(one) for one in reasons)


def _told(sentences: tuple[str, ...]) -> str:
    return " ".join(sentences) or "nothing"


def _put(found: dict[str, Effect], more: Iterator[tuple[str, Effect]]) -> None:
    """By what it is about; a second result of one day has a number."""
    for title, effect in more:
        place, name = 1, title
        while name in found:
            place += 1
            name = f"{title} ({place})"
        found[name] = effect


def _responses(library: Library, case: Case) -> Iterator[tuple[str, Effect]]:
    """Every assessment that stands: what its parts make of the whole."""
    for graded in standing(case.responses):
        found = computed_response(library.criteria, graded)
        if found is not None:
            day = graded.provenance.performed_on
            answer = [library.labels.value("response_overall", found.overall)]
            answer += ["(by default: confirm)"] if found.gap else []
            answer += ["(sources differ)"] if found.conflict else []
            told = (*found.reasons, *((found.conflict,) if found.conflict else ()))
            grounds = _graded(library.labels, told)
            yield f"Response, {day.words() if day else 'no date'}", Effect(tuple(answer), grounds)


def _stage_and_class(library: Library, case: Case) -> Iterator[tuple[str, Effect]]:
    """The stage from its parts, and the class by every edition of the classification."""
    rules, labels = library.rules, library.labels
    parts = staging_facts_of(case)
    if any(name in parts for name in rules.stage_facts):
        stage = rules.stage(parts)
        told = " or ".join(labels.value(rules.stage_answer, one) for one in stage.possible)
        yield (
            f"{labels.name(rules.stage_answer)} from its parts",
            Effect((told,), _graded(labels, (*stage.reasons, *stage.warnings))),
        )
    relation = rules.classification
    facts = {name: value for name, value in facts_of(case, rules).facts.items() if name != relation.answer}
    if any(name in facts for name in relation.inputs):
        for one in (rules.histology(facts), *rules.other_editions(facts)):
            told = " or ".join(labels.value(relation.answer, each) for each in one.possible)
            yield f"Class by {one.version}", Effect((told,), _graded(labels, (*one.reasons, *one.warnings)))


def _beside(library: Library, case: Case) -> Iterator[tuple[str, Effect]]:
    labels = library.labels
    for one in beside_the_call(library, case):
        told = " or ".join(labels.value(one.kind or one.fact, each) for each in one.possible)
        yield f"{labels.name(one.fact)} beside the call", Effect((told,), tuple(filter(None, (one.basis, one.remark))))


def _markers(library: Library, case: Case) -> Iterator[tuple[str, Effect]]:
    for line in marker_lines(library, case):
        told = dict(explain(library, line))
        grounds = told.pop(TO_READ, ())
        day = day_words(line.day) if line.day else "no date"
        answer = tuple(sentence for sentences in told.values() for sentence in sentences)
        yield f"{line.name} {value_words(library, line)}, {day}", Effect(answer, grounds)
