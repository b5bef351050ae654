"""The treatment plan's goals, the treatments given, what they add up to, their toxicity, and trials considered."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Codes, Count, Day, Link, Measure, Words, YesNo
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentGoals(Result):
    """What the treatment is for, which options were talked about, what may go wrong, and how it was decided."""

    goal: Words = NOT_ASKED
    situation: Code = NOT_ASKED
    options: Words = NOT_ASKED
    side_effects: Words = NOT_ASKED
    overall_health: Words = NOT_ASKED
    shared: YesNo = NOT_ASKED
    booklet_given: YesNo = NOT_ASKED
    questions_given: YesNo = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Treatment(Result):
    """One treatment as it was given. Doses are written as entered and never worked out or proposed."""

    modality: Code = NOT_ASKED
    name: Words = NOT_ASKED
    drugs: Codes = NOT_ASKED
    began_on: Day = NOT_ASKED
    ended_on: Day = NOT_ASKED
    courses: Count = NOT_ASKED
    dose: Words = NOT_ASKED
    extent: Code = NOT_ASKED
    why_observed: Codes = NOT_ASKED
    complications: Words = NOT_ASKED
    trial: Words = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class CumulativeExposure(Result):
    """How much of one agent was given, as the hospital's record says it: a part, or the total up to a day.

    ``counts_as`` says which of the two, so that nothing is added twice. No amount is worked out, converted or proposed.
    """

    agent: Code = NOT_ASKED
    counts_as: Code = NOT_ASKED
    amount: Measure = NOT_ASKED
    unit: Code = NOT_ASKED
    site: Code = NOT_ASKED
    fractions: Count = NOT_ASKED
    began_on: Day = NOT_ASKED
    ended_on: Day = NOT_ASKED
    with_dexrazoxane: YesNo = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Toxicity(Result):
    """One side effect during treatment: its grade (1 to 5), when, and which treatment it belongs to."""

    event: Words = NOT_ASKED
    grade: Count = NOT_ASKED
    began_on: Day = NOT_ASKED
    ended_on: Day = NOT_ASKED
    treatment: Link = NOT_ASKED
    consequence: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class TrialConsidered(Result):
    """One clinical trial or programme that was considered: whether the child could join, and why or why not."""

    trial: Words = NOT_ASKED
    registry_number: Words = NOT_ASKED
    programme: Code = NOT_ASKED
    standing: Code = NOT_ASKED
    found_in: Code = NOT_ASKED
    when: Code = NOT_ASKED
    reason: Words = NOT_ASKED
