"""How the disease showed, and how fit the child is."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Count, Day, Measure, Words, YesNo
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Detection(Result):
    """How the tumour was found: by signs, before birth, at screening or by chance, and when signs began."""

    found_by: Code = NOT_ASKED
    first_sign_on: Day = NOT_ASKED
    antenatal_finding: Words = NOT_ASKED
    history: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Symptom(Result):
    """One sign or symptom: whether it is there, since when and until when, and what causes it as far as known.

    An emergency, such as compression of the spinal cord, is a symptom with a date like any other.
    """

    symptom: Code = NOT_ASKED
    present: YesNo = NOT_ASKED
    began_on: Day = NOT_ASKED
    ended_on: Day = NOT_ASKED
    cause: Code = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Comorbidity(Result):
    """Another illness of the child, and what it means for the treatment."""

    condition: Words = NOT_ASKED
    active: YesNo = NOT_ASKED
    since: Day = NOT_ASKED
    consequence: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Performance(Result):
    """Lansky play performance: 0 to 100 in tens, 100 fully active."""

    lansky: Count = NOT_ASKED
    weight_kg: Measure = NOT_ASKED
    height_cm: Measure = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganFunction(Result):
    """How well one organ works: the state in words, and the measured value with its unit as reported."""

    organ: Code = NOT_ASKED
    state: Code = NOT_ASKED
    measured: Words = NOT_ASKED
    value: Measure = NOT_ASKED
    unit: Words = NOT_ASKED
    detail: Words = NOT_ASKED
