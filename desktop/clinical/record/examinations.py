"""Tests and procedures, from the request to the result."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Day, Link, Words
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Examination(Result):
    """One test or procedure: asked for when and by whom, whether the specimen was enough, what it showed.

    When it was done and reported, laboratory, specimen and report number stand in its provenance; ``document`` is the
    key of the stored report.
    """

    test: Code = NOT_ASKED
    requested_on: Day = NOT_ASKED
    requested_by: Words = NOT_ASKED
    adequacy: Code = NOT_ASKED
    outcome: Code = NOT_ASKED
    result: Words = NOT_ASKED
    document: Link = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Neurotrophin(Result):
    """Neurotrophin receptor type of the tumour; reported, in no risk table."""

    receptor: Code = NOT_ASKED
    expression: Words = NOT_ASKED
