"""After treatment: disease that comes back or stays, late effects, and follow-up."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Codes, Day, Link, Words
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence(Result):
    """Recurrent disease (it came back) or refractory disease (it did not respond): where, when, which group before."""

    course: Code = NOT_ASKED
    found_on: Day = NOT_ASKED
    sites: Codes = NOT_ASKED
    original_group: Code = NOT_ASKED
    proven_by: Words = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class LateEffect(Result):
    """A problem that begins after treatment and lasts months or years, or that is watched for."""

    effect: Code = NOT_ASKED
    standing: Code = NOT_ASKED
    since: Day = NOT_ASKED
    treatment: Link = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp(Result):
    """One follow-up examination: due when, and what it showed. The day it was done is its provenance's."""

    test: Code = NOT_ASKED
    due_on: Day = NOT_ASKED
    outcome: Code = NOT_ASKED
    detail: Words = NOT_ASKED
