"""Family history and predisposition. Genetic findings of relatives are theirs: they leave the board only when asked."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Codes, Words, YesNo
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Relative(Result):
    """One relative: whether they had neuroblastoma or other tumours, and what testing along the family found."""

    relation: Code = NOT_ASKED
    neuroblastoma: YesNo = NOT_ASKED
    other_tumours: Words = NOT_ASKED
    age_then: Words = NOT_ASKED
    offered_test: YesNo = NOT_ASKED
    gene: Code = NOT_ASKED
    variant_found: YesNo = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class GermlineResult(Result):
    """A test of the child's normal cells for one gene: the laboratory's class and the variant as it wrote it."""

    gene: Code = NOT_ASKED
    finding: Code = NOT_ASKED
    variant: Words = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Predisposition(Result):
    """A syndrome or an inherited form that makes neuroblastoma more likely: confirmed, suspected or ruled out."""

    syndrome: Code = NOT_ASKED
    standing: Code = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Counselling(Result):
    """A visit for genetic counselling: what was talked about, what the family wants to know and to tell."""

    took_place: YesNo = NOT_ASKED
    topics: Codes = NOT_ASKED
    relatives_told: YesNo = NOT_ASKED
    outcome: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening(Result):
    """One screening examination of a predisposed child: which, and what it showed."""

    test: Code = NOT_ASKED
    outcome: Code = NOT_ASKED
    detail: Words = NOT_ASKED
