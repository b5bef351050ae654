"""The results of one fact in words: what each says and where it comes from, which one counts, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.current import is_after
from desktop.clinical.dates import day_words
from desktop.clinical.editing import Field
from desktop.clinical.labels import Labels, within
from desktop.clinical.results import Result
from desktop.clinical.risk.case_facts import facts_of
from desktop.services.boards import Board
from desktop.services.fact_results import answer_in, facts_beside, standing_results, without_result
from desktop.services.history import fact_history
from desktop.services.library import Library
from desktop.services.pages.case_page import capital, inside, joined, origin_words
from desktop.services.uses import is_used

_RECORDED = "not recorded"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResultLine:
    """One result: the fact's value or why there is none, what else its report says, where it comes from, its part."""

    result: Result
    value: str
    also: str
    performed: str
    laboratory: str
    method: str
    specimen: str
    report: str
    counts: str
    is_used: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class FactResults:
    """All standing results of a fact, newest first; ``counting`` says which one counts and why.

    ``contradiction``: on which facts they do not say the same, empty where they do. ``marked``: a person chose.
    """

    lines: tuple[ResultLine, ...]
    counting: str
    contradiction: str
    marked: bool


def results_of(library: Library, case: Case, field: Field, marked_by: str = "") -> FactResults:
    """What the record has of a fact, and what the risk tables take of it. ``marked_by``: who marked one, and when."""
    results, labels = newest_first(field, standing_results(case, field)), library.labels
    asked = is_used(library.rules, field.name)
    used, sources = _used(library, case, field, asked=asked)
    return FactResults(
        lines=tuple(_line(labels, field, one, used) for one in results),
        counting=_counting(labels, field, results, used, asked=asked, others_count=bool(sources), marked_by=marked_by),
        contradiction=_contradiction(labels, field, results),
        marked=any(one.chosen_because for one in results),
    )


def who_marked(board: Board, case: Case, field: Field) -> str:
    """``Zztest Clinician, 23 Nov 2026``: who marked the result to use, and when; empty where no history tells."""
    ones = {one.id: one for one in getattr(case, str(field.results))}
    marked = next((one for one in standing_results(case, field) if one.chosen_because), None)
    # a correction takes the mark along: who gave it stands at the result that was corrected
    while marked is not None and marked.supersedes in ones:
        before = ones[marked.supersedes]
        if before.chosen_because != marked.chosen_because:
            break
        marked = before
    if marked is None:
        return ""
    changes = fact_history(board, case.id, field.name, "chosen_because")
    given = next((one for one in changes if one.row == marked.id and one.after), None)
    return joined(given.person, day_words(given.at.astimezone().date())) if given else ""


def counting_without(library: Library, case: Case, field: Field, result: Result) -> str:
    """What counts once a result is taken away, in a sentence."""
    return results_of(library, without_result(case, field, result.id), field).counting


def newest_first(field: Field, results: Sequence[Result]) -> list[Result]:
    """By the day of the sample, or of the request where there is no value; one without a day last."""
    last_first = list(results)[::-1]
    return sorted(last_first, key=lambda one: str(one.provenance.performed_on or _asked_on(field, one)), reverse=True)


def _asked_on(field: Field, result: Result) -> object:
    days = (answer_in(result, one).on for one in facts_beside(field))
    return next((day for day in days if day is not None), "")


def _used(library: Library, case: Case, field: Field, *, asked: bool) -> tuple[Result | None, list[Result]]:
    """The result whose value counts, and those of the same kind that the risk tables take anything from."""
    results = standing_results(case, field)
    if not asked:
        reading = field.reading(case)
        return (reading.result if reading.answer.is_known else None), []
    sources = facts_of(case, library.rules).sources
    taken = [one for one in results if one.id in sources.values()]
    used = next((one for one in taken if one.id == sources.get(field.name)), None)
    return (used if used is not None and answer_in(used, field).is_known else None), taken


def _line(labels: Labels, field: Field, result: Result, used: Result | None) -> ResultLine:
    origin, answer = result.provenance, answer_in(result, field)
    day = origin.performed_on.words() if origin.performed_on else ""
    asked = not (day or origin.laboratory) and not answer.is_known
    # when and where a result was asked for stand where those of the others do
    value = labels.word("silence", answer.silence) if asked else labels.answer(field.name, answer)
    if asked:
        day, laboratory = answer.on.words() if answer.on else "", answer.where
    else:
        day, laboratory = day or _RECORDED, origin.laboratory or _RECORDED
    return ResultLine(
        result=result,
        value=capital(value),
        also=capital(_also(labels, field, result)),
        performed=day,
        laboratory=laboratory,
        method=origin.method,
        specimen=origin.specimen,
        report=origin.report_reference,
        counts=_counts(result, used, has_value=answer.is_known),
        is_used=result is used,
    )


def _also(labels: Labels, field: Field, result: Result) -> str:
    told = ((one, answer_in(result, one)) for one in facts_beside(field)[1:])
    said = [f"{within(labels.name(one.name))}: {labels.answer(one.name, it)}" for one, it in told if it != NOT_ASKED]
    return "; ".join(said)


def _counts(result: Result, used: Result | None, *, has_value: bool) -> str:
    told = "Yes" if result is used else "No" if has_value else "No value"
    if not result.chosen_because:
        return told
    # why the one that counts was marked stands above all of them
    return f"{told}; marked" if result is used else f"{told}; marked: {inside(result.chosen_because)}"


def _counting(
    labels: Labels, field: Field, results: Sequence[Result], used: Result | None, *, asked: bool, others_count: bool,
    marked_by: str,
) -> str:  # fmt: skip
    if not results:
        return "No result is recorded yet."
    told = [one for one in results if answer_in(one, field).is_known]
    if not told:
        return "None of them has a value, so none counts."
    if used is not None:
        where = "counts for the risk tables" if asked else "counts; no risk table goes by this fact"
        return f"{capital(_named(labels, field, used))} {where}: {_why(used, told, marked_by)}."
    if others_count:
        return (
            "None of these values counts for the risk tables: they go by another result, which has no value here, "
            "and what two specimens or tests say is not mixed."
        )
    return "None of these values counts for the risk tables: they date from after treatment began."


def _why(used: Result, told: Sequence[Result], marked_by: str) -> str:
    others = [one for one in told if one is not used]
    if used.chosen_because:
        who = f" ({marked_by})" if marked_by else ""
        return f"a person{who} marked it as the one to use, because: {inside(used.chosen_because)}"
    if not others:
        return "no other has a value"
    if any(is_after(one, used) for one in others):
        return "it is from before treatment began"
    if all(is_after(used, one) for one in others):
        return "no other was performed later"
    return "the dates do not tell which is later, and by dates and order of entry it is the last"


def _named(labels: Labels, field: Field, result: Result) -> str:
    said, where = labels.answer(field.name, answer_in(result, field)), origin_words(result)
    return f"{said} ({where})" if where else said


def _contradiction(labels: Labels, field: Field, results: Sequence[Result]) -> str:
    """The facts on which two results have different values, the one that is asked about first."""
    differing = [one for one in facts_beside(field) if _differ(one, results)]
    if not differing:
        return ""
    # two operations are two operations; everything else is said of one and the same tumour
    verb = "differ" if field.results == "surgery" else "contradict each other"
    return f"These results {verb} on {joined(*(within(labels.name(one.name)) for one in differing))}."


def _differ(field: Field, results: Sequence[Result]) -> bool:
    said = [answer_in(one, field) for one in results]
    return len({one.value for one in said if one.is_known}) > 1
