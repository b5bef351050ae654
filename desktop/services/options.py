"""The lists of treatment options for one child, each source apart, with what must be said beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from desktop.clinical.dates import PartialDate
from desktop.clinical.options import Course, Fit, Known, OptionFile, OptionList, TreatmentOption
from desktop.clinical.risk import RuleStatus
from desktop.clinical.vocabulary import Inrgss
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library

INFORMS = "Information from published summaries. It recommends nothing, and the board decides."
"""Said above every list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OptionLine:
    """One option in words. ``doubt`` says that sources differ or none supports it, empty where one does."""

    id: str
    part: str
    words: str
    remark: str
    source: str
    doubt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FittingList:
    """One list. ``why`` says for whom it is and whether that is this child; ``fit`` the same as a value."""

    id: str
    title: str
    course: Course
    fit: Fit
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


def options_of(library: Library, assessed: CaseAssessment, today: date) -> tuple[SourceOptions, ...]:
    """Every list of every source in its order; whichever fit the child say so."""
    return tuple(_source(library, assessed, one, today) for one in library.options)


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
    """Whether a list is among those for the child.

    Whether the disease came back is not in the record, so only lists for the first treatment can be.
    """
    return one.course is Course.FIRST and one.fit is not Fit.NO


def _list_text(one: FittingList) -> list[str]:
    told = ["", f"{one.title} ({one.why})", *(words for words in (one.intro, one.none) if words)]
    for line in one.lines:
        part = f"{line.part}: " if line.part else ""
        doubt = f" [{line.doubt}]" if line.doubt else ""
        told.append(f"- {part}{line.words}. {line.source}{doubt}{f'. {line.remark}' if line.remark else ''}")
    return told


def _source(library: Library, assessed: CaseAssessment, one: OptionFile, today: date) -> SourceOptions:
    known = _known(assessed, one.scheme)
    dated = f"Updated {PartialDate.of(one.updated).words()}, read {PartialDate.of(one.accessed).words()}."
    age = f"This source is older than {_months(one.warn_after_months)}: check whether there is a newer version."
    return SourceOptions(
        id=one.file.id,
        title=one.file.title,
        dated=dated,
        old=age if one.is_old(today) else "",
        attribution=one.attribution,
        lists=tuple(_fitting(library, each, one.scheme, known) for each in one.lists),
        foot=(*one.remarks, one.credit, one.citation_words),
    )


def _known(assessed: CaseAssessment, scheme: str) -> Known:
    """The groups that the scheme leaves possible, and the stages."""
    groups = next((one.groups for one in assessed.assessments if one.scheme == scheme), ())
    stage = assessed.facts.facts.get("inrgss")
    stages = {str(stage)} if stage is not None else {one.value for one in Inrgss}
    return {"group": frozenset(groups), "stage": frozenset(stages)}


def _fitting(library: Library, one: OptionList, scheme: str, known: Known) -> FittingList:
    fit = one.fit(known)
    return FittingList(
        id=one.id,
        title=one.title,
        course=one.course,
        fit=fit,
        why=_why(library, one, fit, scheme),
        intro=one.intro,
        none=one.none,
        lines=tuple(_line(library, option) for option in one.options),
    )


def _why(library: Library, one: OptionList, fit: Fit, scheme: str) -> str:
    labels = library.labels
    if not one.when:
        return "whatever the group"
    named = []
    if "group" in one.when:
        groups = " or ".join(labels.word("group", group) for group in sorted(one.when["group"]))
        named.append(f"{groups} by {labels.scheme(scheme)}")
    if "stage" in one.when:
        named.append(f"stage {' or '.join(sorted(one.when['stage']))}")
    told = {Fit.YES: "this child's", Fit.MAYBE: "possible for this child, not settled", Fit.NO: "not this child's"}
    return f"{', '.join(named)}: {told[fit]}"


def _line(library: Library, option: TreatmentOption) -> OptionLine:
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
    )


def _months(count: int) -> str:
    return "a year" if count == 12 else f"{count} months"
