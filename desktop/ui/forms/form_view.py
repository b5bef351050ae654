"""What the rows of a form are told about a case: forks, doubts, results that differ, what follows from other facts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.labels import Labels
from desktop.clinical.risk import RulePack
from desktop.clinical.risk.case_facts import staging_facts_of
from desktop.services.ages import age_follows, worked_out_age
from desktop.services.assessing import CaseAssessment
from desktop.services.derived import beside_the_call, with_editions
from desktop.services.doubts import Doubt, doubts
from desktop.services.importing.fields import PREFIXES
from desktop.services.library import Library
from desktop.services.pages.case_page import CasePage
from desktop.services.responding import response_of
from desktop.services.uses import (
    WorkedOut,
    facts_that_decide,
    parts_of_deciding,
    schemes_using,
    used_only_by,
    worked_out,
)
from desktop.ui.statements import plain_words


@dataclass(frozen=True, slots=True, kw_only=True)
class FormView:
    """One case for all its forms. ``forks`` are the facts that decide, ``parts`` those of a call that decides, each
    with the call's name; ``remarks`` amber sentences by fact.

    ``set_aside`` are facts that nobody has to enter, because others give them: only what is worked out is shown.
    """

    case: Case
    forks: frozenset[str]
    parts: Mapping[str, str]
    remarks: Mapping[str, str]
    follows: Mapping[str, WorkedOut]
    read_only: bool
    set_aside: frozenset[str] = frozenset()


def form_view(library: Library, case: Case, rules: CaseAssessment, today: date, *, read_only: bool) -> FormView:
    """Read everything once."""
    page = CasePage(library, case, rules, today, "")
    remarks = _remarks(page, doubts(library, case, today))
    deciding = rules.asking[rules.assessments[0].scheme].deciding
    found = worked_out(library.rules, rules.facts, staging_facts_of(case))
    found = (
        *with_editions(library, case, rules.facts, found),
        *beside_the_call(library, case),
        *worked_out_response(library, case),
        *worked_out_age(case),
    )
    return FormView(
        case=case,
        forks=facts_that_decide(library.rules, deciding) - rules.not_applicable,
        parts={
            part: page.short_name(call)
            for part, call in parts_of_deciding(library.rules, deciding).items()
            if part not in rules.not_applicable
        },
        remarks=remarks,
        follows={one.fact: one for one in found},
        read_only=read_only,
        set_aside=frozenset({"age_days"} if age_follows(case) and case.age_days == NOT_ASKED else ()),
    )


def _remarks(page: CasePage, found: Iterable[Doubt]) -> dict[str, str]:
    """What is to be said beside each fact: which results differ, then every doubt about it, each once."""
    told: dict[str, list[str]] = {
        name: [plain_words(one).removeprefix("≠ ") for one in page.differences(name)]
        for name, field in FIELDS.items()
        if field.results
    }
    for one in found:
        told.setdefault(_row_of(page.case, one.fact), []).append(one.reason)
    return {name: " ".join(dict.fromkeys(sentences)) for name, sentences in told.items() if sentences}


def worked_out_response(library: Library, case: Case) -> tuple[WorkedOut, ...]:
    """The overall response that the parts make, with the reason where a clinician graded it otherwise."""
    found = response_of(library, case)
    if found is None or found.computed is None:
        return ()
    inputs = ("response_primary", "response_metastases", "response_marrow")
    known = tuple(one for one in inputs if FIELDS[one].read(case).is_known)
    why = found.why
    for code, words in library.labels.words["evidence"].items():
        why = why.replace(f"; {code}]", f"; {words}]")
    differs = f"{why} The entered grade counts."
    return (WorkedOut(fact="response_overall", possible=(found.computed.overall,), inputs=known, differs=differs),)


def _row_of(case: Case, fact: str) -> str:
    """The fact of a form at which a finding is told: of the date of a result, the first fact that has such a date."""
    dated = (
        name for name, field in FIELDS.items() if field.results and fact == f"{PREFIXES[field.results]}_performed_on"
    )
    return next((name for name in dated if FIELDS[name].origin(case)[0] is not None), fact)


def form_name(labels: Labels, fact: str) -> str:
    """A fact's name as the column of a form has room for."""
    return labels.words.get("form", {}).get(fact) or labels.name(fact)


def used_by(labels: Labels, rules: RulePack, fact: str) -> str:
    """The scheme that asks for a fact, or how many do; what it feeds where none does; ``none`` if no rule uses it."""
    using = schemes_using(rules, fact)
    if len(using) == 1:
        return labels.scheme(using[0].id)
    if using:
        return f"{len(using)} of {len(rules.schemes)}"
    return used_only_by(rules, fact) or ("none" if FIELDS[fact].results else "")
