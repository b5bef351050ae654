"""Consent, the family, and the people who look after the child."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.record.kinds_of_fact import Code, Codes, Words, YesNo
from desktop.clinical.results import Result


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent(Result):
    """One consent, of one kind: given or refused; what nobody asked is not asked, which is not a no."""

    purpose: Code = NOT_ASKED
    given: YesNo = NOT_ASKED
    given_by: Words = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class CareTeamMember(Result):
    """One person who looks after the child, by role, and how to reach them."""

    role: Code = NOT_ASKED
    name: Words = NOT_ASKED
    place: Words = NOT_ASKED
    telephone: Words = NOT_ASKED
    email: Words = NOT_ASKED
    key_worker: YesNo = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySituation(Result):
    """The child and the family beside the illness: who decides, what helps, what must be watched over."""

    interpreter: YesNo = NOT_ASKED
    decides: Words = NOT_ASKED
    child_wishes: Words = NOT_ASKED
    psychosocial: Words = NOT_ASKED
    school: Words = NOT_ASKED
    distance: Words = NOT_ASKED
    safeguarding: YesNo = NOT_ASKED
    safeguarding_detail: Words = NOT_ASKED
    contact_line_given: YesNo = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Disclosure(Result):
    """Whether the family was told one thing of the record: the latest entry of a thing counts, its day is when.

    ``as_told`` is what the record said of it then, in words: what is another one now is not told yet.
    """

    what: Code = NOT_ASKED
    told: YesNo = NOT_ASKED
    as_told: Words = NOT_ASKED
    told_by: Words = NOT_ASKED
    detail: Words = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class SecondOpinion(Result):
    """A second opinion: from whom, what was sent there, and what came of it."""

    centre: Words = NOT_ASKED
    sent: Codes = NOT_ASKED
    outcome: Code = NOT_ASKED
    detail: Words = NOT_ASKED
