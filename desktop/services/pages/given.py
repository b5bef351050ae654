"""Treatment as it was given: by modality with its dates, operations with extent and complications, toxicity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from desktop.clinical.current import standing
from desktop.clinical.record.treatments import Toxicity, Treatment
from desktop.clinical.results import Surgery
from desktop.reports.phrases import Phrase, head, plain
from desktop.services.exposures import totals_in_brief
from desktop.services.pages.case_page import CasePage, Said, capital, inside, joined, origin_words

SEVERE = 3
"""From this grade on a side effect is named; lower ones are counted."""
_SURGERY, _OBSERVATION = "surgery", "observation"


def given(page: CasePage) -> tuple[Said, ...]:
    """Everything given to date, the operations, doses, and side effects of grade 3 or more."""
    treatments = standing(page.case.treatments)
    dosed = bool(page.case.exposures) or any(one.dose.is_known for one in treatments)
    return (
        *_toxicity(page),
        *_cumulative(page),
        *_by_modality(page, treatments),
        *(_operation(page, one) for one in page.case.surgery if not _told_already(one, treatments)),
        *([] if dosed else ["Doses given"]),
    )


def _cumulative(page: CasePage) -> Iterator[Phrase]:
    """What the entered exposures come to, as entered; what was given without an amount stands in the ledger."""
    if page.case.exposures:
        told = totals_in_brief(page.library, page.case)
        yield (head("Cumulative, as entered"), plain(f" {'; '.join(told)}"))


def _by_modality(page: CasePage, treatments: Sequence[Treatment]) -> Iterator[Phrase]:
    """A statement for each modality, in the order in which they began."""
    ordered = sorted(treatments, key=lambda one: str(one.began_on.value or "9"))
    for modality in dict.fromkeys(one.modality for one in ordered):
        ones = [one for one in ordered if one.modality == modality]
        name = page.entry("treatments.modality", modality).text
        together = len(ones) > 1 and modality.value != _SURGERY
        told = _together(page, ones) if together else "; ".join(_treatment(page, one, dated=True) for one in ones)
        yield (head(capital(name)), plain(f" {told}"))


def _together(page: CasePage, ones: Sequence[Treatment]) -> str:
    """Several of one modality: courses in all, from the first day to the last, then each by name."""
    courses = [one.courses.value for one in ones if one.courses.value is not None]
    begun, ended = ones[0].began_on.value, [one.ended_on.value for one in ones]
    last = max((one for one in ended if one), key=str, default=None)
    day = begun.words() if begun else "a day not told"
    span = f"{day} to {last.words()}" if last and None not in ended else f"since {day}"
    whole = joined(_counted(sum(courses)) if len(courses) == len(ones) else f"{len(ones)} times", span)
    return f"{whole}: {', '.join(_treatment(page, one, dated=False) for one in ones)}"


def _counted(courses: int) -> str:
    return f"{courses} {'course' if courses == 1 else 'courses'}"


def _treatment(page: CasePage, one: Treatment, *, dated: bool) -> str:
    return joined(
        one.name.value or _drugs(page, one),
        page.coded("treatments.extent", one.extent.value) if one.extent.is_known else "",
        _counted(one.courses.value) if one.courses.value and dated else "",
        _span(page, one) if dated else "",
        one.dose.value or "",
        page.coded("treatments.why_observed", one.why_observed.value) if one.why_observed.value else "",
        f"trial {one.trial.value}" if one.trial.value else "",
        f"complications: {inside(one.complications.value)}" if one.complications.value else "",
    )


def _drugs(page: CasePage, one: Treatment) -> str:
    return page.coded("treatments.drugs", one.drugs.value) if one.drugs.value else ""


def _span(page: CasePage, one: Treatment) -> str:
    """From when until when; what has no end goes on, except an operation, which has one day."""
    began, ended = one.began_on.value, one.ended_on.value
    if began is None:
        return f"until {ended.words()}" if ended else f"date {page.labels.silence(one.began_on)}"
    if one.modality.value == _SURGERY or began == ended:
        return began.words()
    return f"{began.words()} to {ended.words()}" if ended else f"since {began.words()}"


def _told_already(surgery: Surgery, treatments: Sequence[Treatment]) -> bool:
    """Whether an operation of the results is one of the treatments given: the same extent on the same day."""
    day = surgery.provenance.performed_on
    return any(
        one.modality.value == _SURGERY and one.extent.value == surgery.extent.value and one.began_on.value == day
        for one in treatments
        if surgery.extent.is_known and day is not None
    )


def _operation(page: CasePage, surgery: Surgery) -> Phrase:
    where = origin_words(surgery)
    told = page.words("extent", surgery.extent)
    return (head("Operation"), plain(" "), told, plain(f" ({where})" if where else ""))


def _toxicity(page: CasePage) -> tuple[Phrase, ...]:
    """Side effects of grade 3 or more, the worst first; the others are counted, those without a grade apart."""
    found = standing(page.case.toxicities)
    severe = [(one.grade.value, one) for one in found if one.grade.value is not None and one.grade.value >= SEVERE]
    severe.sort(key=lambda pair: -pair[0])
    lower = sum(1 for one in found if one.grade.value is not None) - len(severe)
    open_ones = sum(1 for one in found if one.grade.value is None)
    counts = joined(
        f"{lower} of grade 1 or 2" if lower else "", f"{open_ones} without a grade" if open_ones else ""
    )  # fmt: skip
    if not severe:
        return ((head("Toxicity"), plain(f" none of grade 3 or more ({counts})")),) if counts else ()
    told = "; ".join(_effect(page, one) for _, one in severe)
    return ((head("Toxicity"), plain(f" {told}"), plain(f"; {counts}" if counts else "")),)


def _effect(page: CasePage, one: Toxicity) -> str:
    day = one.began_on.value.words() if one.began_on.value else ""
    name = page.entry("toxicities.event", one.event).text
    return f"{name} grade\u00a0{one.grade.value}{f' ({day})' if day else ''}"
