"""One line of the case list, worked out from a case, the rule pack and the plan."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from operator import attrgetter
from typing import TypedDict

from desktop.clinical.biology import biology_strip
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import LISTED_SCHEME, CaseLine
from desktop.clinical.results import Result
from desktop.clinical.risk.case_facts import CaseFacts, facts_of
from desktop.clinical.steps import STEPS
from desktop.clinical.timeline import phase_now, step_now
from desktop.clinical.vocabulary import CaseStatus, Silence
from desktop.services.asking import asking
from desktop.services.coming import coming_next
from desktop.services.library import Library
from desktop.services.plans import current_plan, lay_out, template_of


def line_of(library: Library, case: Case, today: date | None = None) -> CaseLine:
    """The list's view of one child under the listed scheme. Without a day, screening is not in what comes next."""
    facts = facts_of(case, library.rules)
    assessment = library.rules.assess(facts.facts, LISTED_SCHEME)
    to_ask = asking(library.rules, case, facts, assessment)
    awaited = waiting_facts(case)
    return CaseLine(
        case_id=case.id,
        number=case.number,
        mrn=case.mrn,
        name=case.name,
        born=case.born.value,
        age_days=case.age_at_diagnosis,
        diagnosed=case.diagnosed.value,
        stage=stage_words(facts),
        scheme=LISTED_SCHEME,
        groups=tuple(assessment.groups),
        settled=assessment.settled,
        # with nothing to ask for the list says that sources differ: not where a fact that does not apply is open
        conflict=assessment.conflict is not None and not to_ask.has_no_way,
        not_covered=assessment.not_covered is not None,
        deciding=to_ask.deciding,
        missing=missing_facts(case, to_ask.deciding),
        waiting=awaited,
        board_on=case.board_on.value,
        status=case.status.value,
        demonstration=case.demonstration,
        deleted=case.deleted is not None,
        rules=library.rules.checksum,
        **_standing(library, case, awaited, today),
    )


def stage_words(facts: CaseFacts) -> str:
    """INRGSS where known, else INSS named as such, else empty."""
    if "inrgss" in facts.facts:
        return str(facts.facts["inrgss"])
    return f"INSS {facts.facts['inss']}" if "inss" in facts.facts else ""


def missing_facts(case: Case, deciding: Sequence[str]) -> tuple[str, ...]:
    """Names of the facts without a value: those that decide first, then the open cells of the biology strip."""
    open_cells = [
        cell.name
        for cell in biology_strip(case)
        if cell.answer.silence not in (None, Silence.NOT_APPLICABLE) and cell.name not in deciding
    ]
    return (*deciding, *open_cells)


def waiting_facts(case: Case) -> tuple[str, ...]:
    """Names of the facts that were requested and have no result yet, in the order of the record."""
    found: list[str] = []
    for part, fields, names in _FIELDS_BY_PART:
        owners: Sequence[Case | Result] = (case,) if part is None else getattr(case, part)
        # most children have few results, and a fact of a result that is not there waits for nobody
        if len(owners) == 1:
            found += [name for name in names if getattr(owners[0], name).silence is Silence.REQUESTED]
        elif owners:
            found += [one.name for one in fields if one.read(case).silence is Silence.REQUESTED]
    return tuple(found)


_FIELDS_BY_PART = tuple(
    (part, fields, tuple(one.name for one in fields))
    for part, grouped in groupby((one for one in FIELDS.values() if not one.plain), key=attrgetter("results"))
    for fields in (tuple(grouped),)
)
"""The facts that can be silent, in the order of the record: those of the case itself, then of each kind of result."""


def notes_of(case: Case) -> str:
    """What people wrote about the child in sentences, so that the list finds the child by it."""
    notes = (case.question, case.asked_by, case.wishes, case.family_knows)
    return " ".join(one.value for one in notes if one.value)


class _Standing(TypedDict):
    phase: str
    phase_done: int
    phase_count: int
    step: int
    next_due: str
    next_due_on: date | None


def _standing(library: Library, case: Case, awaited: tuple[str, ...], today: date | None) -> _Standing:
    """Where the child stands in treatment and what comes next; a child without a plan stands where the status says."""
    chosen = current_plan(case)
    if chosen is None:
        return _without_plan(library, case, awaited, today)
    template, events = template_of(library, chosen), lay_out(library, chosen)
    title, done, count = phase_now(template, events)
    due = coming_next(library, case, events, today)
    standing = _Standing(
        phase=title,
        phase_done=done,
        phase_count=count,
        step=step_now(template, events),
        next_due=due.brief if due else "",
        next_due_on=due.until if due else None,
    )
    if case.status is CaseStatus.FOLLOW_UP:
        # what a person says of treatment counts; a date that is still open is not hidden by it
        word = library.labels.word("no_phase", case.status)
        standing.update({"phase": word, "phase_done": 0, "phase_count": 0, "step": STEPS})
    return standing


def _without_plan(library: Library, case: Case, awaited: tuple[str, ...], today: date | None) -> _Standing:
    """Follow-up is a step of its own; of an active child nobody has said how far treatment is, so no step is claimed.

    What comes next is then a follow-up test or screening, else the first awaited result, which has no date.
    """
    labels, dated = library.labels, coming_next(library, case, (), today)
    due = labels.words["short"].get(awaited[0]) or labels.name(awaited[0]) if awaited else ""
    return _Standing(
        phase=labels.word("no_phase", case.status),
        phase_done=0,
        phase_count=0,
        step=STEPS if case.status is CaseStatus.FOLLOW_UP else 0,
        next_due=dated.brief if dated else f"{due} result" if due else "",
        next_due_on=dated.until if dated else None,
    )
