"""A child's documents without whose they are: made from a case of its own, looked through once more, written down.

Every de-identified document is drawn from the value that ``deidentify`` gives, never from the record itself. What it
is drawn from has no name, number, place or date in it; the guard (``deidentified_guard``) then looks for every one of
them in what was made, and refuses it if one is there.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import counted_days
from desktop.clinical.deidentify import Deidentified, Hit, Scanner, deidentified, masked
from desktop.clinical.meetings.meeting import Attendance, Meeting
from desktop.clinical.results import Result
from desktop.clinical.vocabulary import REST_NOT_RECORDED
from desktop.services.assessing import CaseAssessment, assess_case
from desktop.services.library import Library

if TYPE_CHECKING:
    from desktop.clinical.risk import Assessment
    from desktop.clinical.timeline import Template
    from desktop.services.boards import Board


class Text(StrEnum):
    """What becomes of a free text: it stays here, goes out with its hits masked, or as a person has reason to."""

    LEAVE = "left out"
    MASK = "hits replaced"
    KEEP = "kept with a reason"


@dataclass(frozen=True, slots=True)
class TextChoice:
    """What a person chose for a text, and why where its hits are kept."""

    deed: Text
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chose before a document goes out; without any, every free text stays here.

    ``wide_age``, ``wide_years``, ``without_sex`` and ``without_weight`` say less, so that more children share what is
    said.
    """

    texts: Mapping[str, TextChoice] = field(default_factory=dict)
    wide_age: bool = False
    wide_years: bool = False
    without_sex: bool = False
    without_weight: bool = False

    @property
    def coarser(self) -> tuple[str, ...]:
        """The parts of the profile that are told less exactly."""
        told = {"age": self.wide_age, "years": self.wide_years, "sex": self.without_sex, "weight": self.without_weight}
        return tuple(name for name, on in told.items() if on)

    @classmethod
    def coarsened(cls, parts: Collection[str], texts: Mapping[str, TextChoice] | None = None) -> Choices:
        """The choices that tell these parts (age, years, sex, weight) less exactly."""
        return cls(texts or {}, "age" in parts, "years" in parts, "sex" in parts, "weight" in parts)


_VERSION = re.compile(r"\d{1,3}(\.\d{1,3}){0,3}")

NO_CHOICES = Choices()


@dataclass(frozen=True, slots=True)
class Seen:
    """A free text with what in it may name somebody."""

    place: str
    text: str
    hits: tuple[Hit, ...]

    @property
    def masked(self) -> str:
        """The text with its hits replaced by what kind of thing they are."""
        return masked(self.text, self.hits)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A de-identified child: the value, what the rules say of it, its texts with their hits, and the choices.

    ``assessed`` rests on the exact age, which is nowhere in the value itself: the groups are those of the child.
    """

    made: Deidentified
    assessed: CaseAssessment
    texts: tuple[Seen, ...]
    choices: Choices

    @property
    def told(self) -> Mapping[str, object]:
        """What the history keeps: how many hits there were and what was chosen, and nothing that names anybody."""
        deeds = [self.choices.texts.get(one.place, TextChoice(Text.LEAVE)) for one in self.texts]
        return {
            "child_code": self.made.code,
            "texts": len(self.texts),
            "hits": sum(len(one.hits) for one in self.texts),
            **{deed.name.lower(): sum(one.deed is deed for one in deeds) for deed in Text},
            "reasons": "; ".join(dict.fromkeys(one.reason for one in deeds if one.deed is Text.KEEP)),
            "coarser": ", ".join(self.choices.coarser),
        }


def deidentify(
    board: Board, library: Library, case: Case, *, today: date, choices: Choices = NO_CHOICES
) -> Ready:  # fmt: skip
    """Make the de-identified child of a case of this board. Nothing is stored.

    Raises UserError where the plan follows a template that this program does not have.
    """
    return ready(library, case, today=today, persons=persons_of(board), places=(board.name,), choices=choices)


def persons_of(board: Board) -> tuple[str, ...]:
    """The names of everybody who works with the board or was at one of its meetings."""
    with board.database.read() as work:
        own = [one.name for one in work.persons.all()]
        guests = [one.name for one in work.board_work.where(Attendance)]
        chairs = [one.chair for one in work.board_work.where(Meeting)]
    return tuple(dict.fromkeys(one for one in (*own, *guests, *chairs) if one.strip()))


def ready(
    library: Library, case: Case, *, today: date, persons: tuple[str, ...] = (), places: tuple[str, ...] = (),
    choices: Choices = NO_CHOICES,
) -> Ready:  # fmt: skip
    """The same without a board; ``persons`` and ``places`` are names that the scan of free texts knows beside those of
    the record."""
    is_known = partial(_is_known, _codes(library), _plans(library, case))
    make = partial(
        deidentified, case, library.deidentify, is_known, today=today, wide_age=choices.wide_age,
        wide_years=choices.wide_years, without_sex=choices.without_sex,
        without_weight=choices.without_weight,
    )  # fmt: skip
    found = make()
    look = Scanner(library.deidentify, (*names_of(case), *persons), (*places_of(case), *places), numbers_of(case))
    texts = tuple(Seen(one.place, one.text, look.hits(one.text)) for one in found.texts)
    kept = {one.place: text for one in texts if (text := _going(one, choices))}
    made = make(kept=kept) if kept else found
    return Ready(made=made, assessed=_assessed(library, case, made), texts=texts, choices=choices)


def _going(seen: Seen, choices: Choices) -> str:
    """What of a text goes out; one with hits is kept as it is only for a reason."""
    choice = choices.texts.get(seen.place, TextChoice(Text.LEAVE))
    if choice.deed is Text.KEEP and choice.reason.strip():
        return seen.text
    return "" if choice.deed is Text.LEAVE else seen.masked


def names_of(case: Case) -> tuple[str, ...]:
    """Everybody whom the record names: the child, who asks, the care team, whoever entered, checked or confirmed."""
    found = [case.family_name, case.given_name, case.asked_by.value or ""]
    found += [one.name.value or "" for one in case.care_team]
    found += [one.confirmed_by for plan in case.plans for one in plan.gates]
    for row in rows_of(case):
        found += [row.provenance.entered_by, row.provenance.checked_by]
    said = [one.given_by.value or "" for one in case.consents]
    said += [one.requested_by.value or "" for one in case.examinations]
    # "both parents" is nobody's name
    found += [one for one in said if any(letter.isupper() for letter in one)]
    return tuple(dict.fromkeys(one for one in found if one.strip()))


def numbers_of(case: Case) -> tuple[str, ...]:
    """Every identifier, specimen, report, telephone and address of a person that the record holds, however short."""
    found = [one.value for one in case.identifiers]
    for row in rows_of(case):
        found += [row.provenance.specimen, row.provenance.report_reference]
    for member in case.care_team:
        found += [member.telephone.value or "", member.email.value or ""]
    return tuple(dict.fromkeys(one for one in found if one.strip()))


def places_of(case: Case) -> tuple[str, ...]:
    """Every institution and laboratory that the record names."""
    found = [row.provenance.laboratory for row in rows_of(case)]
    found += [one.place.value or "" for one in case.care_team]
    found += [one.centre.value or "" for one in case.second_opinions]
    return tuple(dict.fromkeys(one for one in found if one.strip()))


def rows_of(case: Case) -> Iterator[Result]:
    """Every result and entry of a case."""
    for name in case.__dataclass_fields__:
        value = getattr(case, name)
        if isinstance(value, tuple):
            yield from (row for row in value if isinstance(row, Result))


def _assessed(library: Library, case: Case, made: Deidentified) -> CaseAssessment:
    """What the rules say of the child as it is, told of the de-identified one.

    They are asked with an age in the middle of the band where that gives the same, so that no sentence of theirs can
    hold the exact one; where it does not, with the exact one, and what would name it is left out.
    """
    age = case.age_at_diagnosis
    if age is None or age < 0:
        return assess_case(library, made.case)
    exact = assess_case(library, replace(made.case, age_days=known(age)))
    span = library.deidentify.bands["age"].span(age)
    for stand_in in (span.start + len(span) // 2, span.start + len(span) // 3, span.stop - 1):
        tried = assess_case(library, replace(made.case, age_days=known(stand_in)))
        if _outcomes(tried) == _outcomes(exact):
            return _unnamed(tried, stand_in)
    return _unnamed(exact, age)


def _outcomes(assessed: CaseAssessment) -> tuple[object, ...]:
    return tuple(
        (one.scheme, one.groups, one.settled, one.rows, one.conflict, one.not_covered, one.deciding, one.settling_sets)
        for one in assessed.assessments
    )


def _unnamed(assessed: CaseAssessment, age: int) -> CaseAssessment:
    """Without the sentences that name the age that was asked with."""
    named = (str(age), f"{age:,}", counted_days(age))

    def quiet(sentences: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(one for one in sentences if not any(word in one for word in named))

    def calm(one: Assessment) -> Assessment:
        return replace(one, warnings=quiet(one.warnings))

    facts = replace(assessed.facts, warnings=assessed.facts.warnings[: len(assessed.facts.contradictions)] + quiet(
        assessed.facts.left_out), notes=quiet(assessed.facts.notes))  # fmt: skip
    return replace(
        assessed,
        assessments=tuple(map(calm, assessed.assessments)),
        facts=facts,
        stage=replace(assessed.stage, warnings=quiet(assessed.stage.warnings)),
    )


Codes = Mapping[tuple[str, str], frozenset[str]]


def _codes(library: Library) -> Codes:
    """The codes that ship, by class and field."""
    found = {
        (kind.type.__name__, one.name): frozenset(choice.code for choice in one.choices)
        for kind in library.record.kinds.values()
        for one in kind.fields
        if one.choices
    }
    return {**found, ("Staging", "idrfs"): frozenset(library.labels.words["idrfs"]) | {str(REST_NOT_RECORDED)}}


def _plans(library: Library, case: Case) -> Mapping[str, Template]:
    """The templates of the plans that ship with the program: one of the board's own may name the board."""
    found = {one.template: library.shelf.begun(one.template, one.template_version) for one in case.plans}
    return {
        name: template for name, template in found.items() if template is not None and not library.shelf.is_own(name)
    }


def _is_known(codes: Codes, plans: Mapping[str, Template], kind: type, name: str, code: str) -> bool:
    """Whether a code is one that ships; what belongs to a plan is looked up in the templates of the plans."""
    if name == "template_version":
        return _VERSION.fullmatch(code) is not None
    if (kind.__name__, name) in codes:
        return code in codes[kind.__name__, name]
    known_ids: dict[str, set[str]] = {
        "template": set(plans),
        "choice": {way.id for one in plans.values() for way in one.choices},
        "option": {each.id for one in plans.values() for way in one.choices for each in way.options},
        "event": {event.id for one in plans.values() for event in one.events},
        "first_event": {event.id for one in plans.values() for event in one.events},
        "condition": {gate.id for one in plans.values() for event in one.events for gate in event.gate},
    }
    return code in known_ids.get(name, ())


def in_plain_words(place: str, library: Library) -> str:
    """Where a text stands, as people call it: ``case.symptoms[0].detail`` is ``Detail (symptom 1)``."""
    parts = place.removeprefix("case.").split(".")
    labels = library.all_labels
    name = parts[-1]
    if len(parts) == 1:
        return labels.words["fact"].get(name, name.replace("_", " ").capitalize())
    table, _, number = parts[0].partition("[")
    kind = labels.words["history_kind"].get(table, table.replace("_", " "))
    fact = labels.words["fact"].get(f"{table}.{name}") or name.replace("_", " ").capitalize()
    place_words = f"{kind} {int(number.rstrip(']')) + 1}" if number else kind
    return f"{fact} ({place_words})"


__all__ = [
    "NO_CHOICES",
    "Choices",
    "Ready",
    "Seen",
    "Text",
    "TextChoice",
    "deidentify",
    "in_plain_words",
    "names_of",
    "persons_of",
    "places_of",
    "ready",
    "rows_of",
]
