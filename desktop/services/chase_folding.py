"""A fact and the test that it waits for are one line of the chase list: nobody is asked for one result twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.labels import within
from desktop.clinical.record.examinations import Examination
from desktop.clinical.vocabulary import Silence
from desktop.services.asking import answer_of
from desktop.services.chase_lines import OWN, ChaseLine, Kind, Owned, Weight, place_key
from desktop.services.library import Library

_WAITS = {Silence.REQUESTED, Silence.NOT_ASKED, Silence.SAMPLE_FAILED, Silence.INCONCLUSIVE}
"""What is unknown at the source or not available here has somebody else to ask as well."""

_ITSELF = {Weight.ALONE, Weight.HELPS}


def with_tests(library: Library, case: Case, facts: Sequence[Owned], tests: Sequence[Owned]) -> Iterator[Owned]:
    """The lines of facts that wait for no test, and those of the tests, each with the facts that wait for it."""
    entries = {f"{Kind.TEST.value}:{one.id}": one for one in standing(case.examinations)}
    waiting: dict[str, list[Owned]] = {}
    for owned in facts:
        answer = answer_of(case, owned[1].fact)
        test = next((line.fact for _, line in tests if _answers(library, entries[line.fact], owned[1], answer)), None)
        if test is None:
            yield owned
        else:
            waiting.setdefault(test, []).append(owned)
    for owned in tests:
        yield _told(owned, entries[owned[1].fact], waiting.get(owned[1].fact, []))


def _answers(library: Library, test: Examination, line: ChaseLine, answer: Answer[object]) -> bool:
    """Whether the report of a test is what a fact waits for: requested elsewhere or on another day, it is another."""
    if line.fact not in library.chasing.of_test(test.test.value) or answer.silence not in _WAITS:
        return False
    if answer.silence is not Silence.REQUESTED:
        return True
    places, days = (_place(test), answer.where), (test.requested_on.value or test.outcome.on, answer.on)
    one_place = not all(map(place_key, places)) or place_key(places[0]) == place_key(places[1])
    return one_place and (None in days or days[0] == days[1])


def _place(test: Examination) -> str:
    return test.provenance.laboratory.strip() or test.outcome.where.strip()


def _told(owned: Owned, test: Examination, waiting: Sequence[Owned]) -> Owned:
    """The line of a test with what waits for it; place and day are those of the facts where it has none itself."""
    owner, line = owned
    if line.through and line.weight in _ITSELF and not any(one.weight in _ITSELF for _, one in waiting):
        # the fact that decides waits for another request: what this one could do for the group goes through that fact
        line = replace(line, weight=Weight.THROUGH)
    if not waiting:
        return owner, line
    names = ", ".join(within(one.name) for _, one in waiting if one.name.casefold() != line.name.casefold())
    asked = next((one for _, one in waiting if one.asked is not None and one.silence is Silence.REQUESTED), None)
    if line.asked is None and asked is not None:
        line = replace(line, asked=asked.asked, days=asked.days, state=asked.state)
    place = next((place for place, one in waiting if one.silence is Silence.REQUESTED and place not in OWN), None)
    if place is not None and not _place(test) and owner not in OWN:
        owner = place
    name = f"{line.name}, for {names}" if names else line.name
    return owner, replace(line, name=name, answers=tuple(one.fact for _, one in waiting))
