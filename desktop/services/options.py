"""The lists of treatment options for one child, each source apart, with what must be said beside them.

Of a child whose disease came back or did not respond, the lists for that are the child's, by the last of its entries.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate, counted_days
from desktop.clinical.options import WHERE, Course, Fit, Known, OptionFile, OptionList, TreatmentOption, YoungerThan
from desktop.clinical.record.afterwards import Recurrence
from desktop.clinical.risk import RuleStatus
from desktop.clinical.vocabulary import Inrgss
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library

_PLACES = {
    "same_area": "in the same area",
    "elsewhere": "in another area",
    "cns": "in the brain or spinal cord",
}

_MONTH = 365.25 / 12

INFORMS = "Information from published summaries. It recommends nothing, and the board decides."
"""Said above every list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One option in words. ``doubt`` says that sources differ or none supports it, empty where one does.

    ``younger``: for which age it is, where this child was surely older at diagnosis; ``age`` is then how old, for the
    screen alone. Nothing is left out because of it.
    """

    id: str
    part: str
    words: str
    remark: str
    source: str
    doubt: str
    younger: str = ""
    age: str = ""

    @property
    def unfit(self) -> str:
        """Why it is not for this child, in a sentence; empty where nothing says so."""
        return f"For {self.younger}; this child was {self.age} at diagnosis." if self.younger else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingList:
    """One list. ``why`` says for whom it is and whether that is this child; ``fit`` the same as a value.

    ``chosen``: it may be this child's and is for the present course of the disease.
    """

    id: str
    title: str
    course: Course
    fit: Fit
    chosen: bool
    why: str
    intro: str
    none: str
    lines: tuple[OptionLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceOptions:
    """What one source says. ``old`` is a warning where it is older than a year; ``foot`` the credit it asks for."""

    id: str
    title: str
    dated: str
    old: str
    attribution: str
    lists: tuple[FittingList, ...]
    foot: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Present:
    """The present course of the disease: since when and where, and the group when the child was first treated."""

    course: Course = Course.FIRST
    group: str = ""
    where: frozenset[str] = frozenset()
    words: str = ""


def present_course(library: Library, case: Case) -> Present:
    """What the last entry of recurrent or refractory disease says; without one the disease is newly diagnosed."""
    found = sorted(standing(case.recurrences), key=lambda one: str(one.found_on.value or ""))
    last = found[-1] if found else None
    if last is None or last.course.value is None:
        return Present()
    course = Course(last.course.value)
    return Present(course, last.original_group.value or "", _where(course, last), _present_words(library, last))


def options_of(
    library: Library, assessed: CaseAssessment, today: date, present: Present | None = None
) -> tuple[SourceOptions, ...]:
    """Every list of every source in its order; whichever fit the child say so."""
    return tuple(_source(library, assessed, one, today, present or Present()) for one in library.options)


def options_text(found: Sequence[SourceOptions], shown: Callable[[FittingList], bool]) -> str:
    """The lists that are shown as plain text with their credit; it has no name and no number of the child."""
    told = [INFORMS]
    for source in found:
        told += ["", f"{source.title}. {source.dated}", *([source.old] if source.old else []), source.attribution]
        for one in source.lists:
            if shown(one):
                told += _list_text(one)
        told += source.foot
    return "\n".join(told) + "\n"


def is_shown(one: FittingList) -> bool:
    """Whether a list is among those for the child as the disease is now."""
    return one.chosen


def _list_text(one: FittingList) -> list[str]:
    told = ["", f"{one.title} ({one.why})", *(words for words in (one.intro, one.none) if words)]
    for line in one.lines:
        part = f"{line.part}: " if line.part else ""
        doubt = f" [{line.doubt}]" if line.doubt else ""
        older = f". For {line.younger}; this child was older at diagnosis" if line.younger else ""
        told.append(f"- {part}{line.words}. {line.source}{doubt}{f'. {line.remark}' if line.remark else ''}{older}")
    return told


def _source(
    library: Library, assessed: CaseAssessment, one: OptionFile, today: date, present: Present
) -> SourceOptions:
    known, days = _known(assessed, one.scheme), assessed.facts.facts.get("age_days")
    age = int(str(days)) if days is not None else None
    again = {**known, **({"group": frozenset({present.group})} if present.group else {}), WHERE: present.where}
    dated = f"Updated {PartialDate.of(one.updated).words()}, read {PartialDate.of(one.accessed).words()}."
    too_old = f"This source is older than {_months(one.warn_after_months)}: check whether there is a newer version."
    return SourceOptions(
        id=one.file.id,
        title=one.file.title,
        dated=dated,
        old=too_old if one.is_old(today) else "",
        attribution=one.attribution,
        lists=tuple(
            _fitting(library, each, one.scheme, known if each.course is Course.FIRST else again, present, age)
            for each in one.lists
        ),
        foot=(*one.remarks, one.credit, one.citation_words),
    )


def _known(assessed: CaseAssessment, scheme: str) -> Known:
    """The groups that the scheme leaves possible, and the stages."""
    groups = next((one.groups for one in assessed.assessments if one.scheme == scheme), ())
    stage = assessed.facts.facts.get("inrgss")
    stages = {str(stage)} if stage is not None else {one.value for one in Inrgss}
    return {"group": frozenset(groups), "stage": frozenset(stages), WHERE: frozenset()}


def _where(course: Course, last: Recurrence) -> frozenset[str]:
    """Which of the places that lists tell apart hold: only where it started, elsewhere, in the brain or cord."""
    sites = last.sites.value or frozenset()
    if course is Course.REFRACTORY:
        # lists that name it with a disease elsewhere mean both
        return frozenset({"elsewhere"})
    if not sites:
        return frozenset()
    if sites == {"primary_site"}:
        return frozenset({"same_area"})
    return frozenset({"elsewhere", *({"cns"} & sites)})


def _present_words(library: Library, last: Recurrence) -> str:
    """``Came back after treatment, 12 Nov 2026; where: bone; group when first treated: high risk.``"""
    labels = library.all_labels
    day = f", {last.found_on.value.words()}" if last.found_on.value else ""
    sites = labels.answer("recurrences.sites", last.sites)
    group = labels.answer("recurrences.original_group", last.original_group)
    course = labels.answer("recurrences.course", last.course)
    return f"{course[:1].upper()}{course[1:]}{day}; where: {sites}; group when first treated: {group}."


def _fitting(
    library: Library, one: OptionList, scheme: str, known: Known, present: Present, age: int | None
) -> FittingList:
    fit = one.fit(known)
    return FittingList(
        id=one.id,
        title=one.title,
        course=one.course,
        fit=fit,
        chosen=one.is_for(present.course) and fit is not Fit.NO,
        why=_why(library, one, fit, scheme, present),
        intro=one.intro,
        none=one.none,
        lines=tuple(_line(library, option, age) for option in one.options),
    )


def _why(library: Library, one: OptionList, fit: Fit, scheme: str, present: Present) -> str:
    labels = library.labels
    if not one.when:
        return "whatever the group"
    named = []
    if "group" in one.when:
        groups = " or ".join(labels.word("group", group) for group in sorted(one.when["group"]))
        first = one.course is not Course.FIRST and present.group
        named.append(f"{groups} when first treated" if first else f"{groups} by {labels.scheme(scheme)}")
    if "stage" in one.when:
        named.append(f"stage {' or '.join(sorted(one.when['stage']))}")
    if WHERE in one.when:
        named.append(" or ".join(_PLACES[place] for place in sorted(one.when[WHERE])))
    told = {Fit.YES: "for this child", Fit.MAYBE: "possible for this child, not settled", Fit.NO: "not for this child"}
    return f"{told[fit]}: {', '.join(named)}"


def _line(library: Library, option: TreatmentOption, age: int | None) -> OptionLine:
    status = option.cited.status
    doubts = ["only in a trial"] if option.trial_only else []
    if status in (RuleStatus.CONFLICT, RuleStatus.UNVERIFIED):
        doubts.append(library.labels.words.get("evidence", {}).get(status.value, status.value))
    return OptionLine(
        id=option.id,
        part=option.part,
        words=option.words,
        remark=option.remark,
        source=option.cited.source,
        doubt=", ".join(doubts),
        **(_too_old(option.younger, age) if option.younger and age is not None and option.is_past(age) else {}),
    )


def _too_old(limit: YoungerThan, age: int) -> dict[str, str]:
    """For whom an option is, and how old this child was instead."""
    whom = f"{limit.words} ({limit.remark})" if limit.remark else limit.words
    return {"younger": whom, "age": f"{counted_days(age)} ({int(age / _MONTH)} months)"}


def _months(count: int) -> str:
    return "a year" if count == 12 else f"{count} months"
