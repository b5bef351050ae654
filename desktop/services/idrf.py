"""The checklist of image-defined risk factors: each present, absent or not assessable, and what staging makes of it.

The set of factors that staging knows follows from the checklist, and is never emptied by it in silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.found import found_in
from desktop.clinical.record.entry_kinds import Choice
from desktop.clinical.record.imaging import IdrfFinding
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import REST_NOT_RECORDED, Silence
from desktop.services.boards import Board
from desktop.services.cases import save_case
from desktop.services.entries import with_entries
from desktop.services.library import Library

PRESENT, ABSENT, NOT_ASSESSABLE = "present", "absent", "not_assessable"
FINDINGS = (PRESENT, ABSENT, NOT_ASSESSABLE)
KIND = "idrf_findings"


@dataclass(frozen=True, slots=True)
class FactorLine:
    """One factor of the list with what was found; ``counts``: it is one of the risk factors that staging counts."""

    choice: Choice
    finding: Answer[str]
    counts: bool


def checklist(library: Library, case: Case) -> tuple[FactorLine, ...]:
    """Every factor in the order of its list. What staging already says is said here too, where no entry does."""
    stated = _stated(library, case)
    entries = {one.factor.value: one.finding for one in standing(case.idrf_findings)}
    counting = _counting(library)
    return tuple(
        FactorLine(choice, entries.get(choice.code, stated.get(choice.code, NOT_ASKED)), choice.code in counting)
        for choice in library.record.kinds[KIND].field("factor").choices
    )


def study_day(case: Case) -> PartialDate | None:
    """The day of the study that the checklist was read from; None where it is not said, or rows are of several."""
    days = {one.provenance.performed_on for one in standing(case.idrf_findings)}
    return days.pop() if len(days) == 1 else None


def put_findings(
    board: Board,
    library: Library,
    case: Case,
    findings: Mapping[str, Answer[str]],
    today: date,
    on: PartialDate | None = None,
) -> Case:
    """Store what was found of some factors, and the set that staging makes of all; one step that can be undone.

    ``on`` is the day of the study that they were read from, for factors that get their first row; None: not said.
    Raises UserError for a day to come.
    """
    _refuse_to_come(on, today)
    told = {one.choice.code: one.finding for one in checklist(library, case)} | dict(findings)
    after = with_entries(case, library.record.kinds[KIND], _entries(case, told, on))
    answer = set_of(library, told)
    if FIELDS["idrfs"].read(case) != answer:
        after = FIELDS["idrfs"].write(after, answer)
    return save_case(board, library, case, after, "Change of image-defined risk factors")


def put_study_day(board: Board, library: Library, case: Case, on: PartialDate | None, today: date) -> Case:
    """Say of every row of the checklist on which day its study was made. Raises UserError for a day to come."""
    _refuse_to_come(on, today)
    rows = {one.id for one in standing(case.idrf_findings)}
    after = tuple(
        replace(one, provenance=replace(one.provenance, performed_on=on)) if one.id in rows else one
        for one in case.idrf_findings
    )
    changed = with_entries(case, library.record.kinds[KIND], after)
    return save_case(board, library, case, changed, "Change of image-defined risk factors")


def set_of(library: Library, told: Mapping[str, Answer[str]]) -> Answer[object]:
    """The factors found, as staging takes them: none only where every one was looked for and is absent.

    A set of some is whole only where of every other it is known whether it is there.
    """
    recorded = {one.id for one in library.rules.items("idrf")}
    counting = [told.get(code, NOT_ASKED) for code in _counting(library)]
    present = frozenset(code for code, one in told.items() if one.value == PRESENT and code in recorded)
    if present & _counting(library):
        whole = all(one.value in {PRESENT, ABSENT} for one in counting)
        return known(present if whole else present | {REST_NOT_RECORDED})
    if all(one.value == ABSENT for one in counting):
        return known(present)
    return silent(Silence.INCONCLUSIVE) if all(one.is_known for one in counting) else NOT_ASKED


def staging_differs(library: Library, case: Case) -> bool:
    """Whether staging says something else than the checklist, as after it was changed among the facts."""
    told = {one.choice.code: one.finding for one in checklist(library, case)}
    return bool(standing(case.idrf_findings)) and _named(FIELDS["idrfs"].read(case)) != _named(set_of(library, told))


def _named(answer: Answer[object]) -> Answer[object]:
    """The factors that are named: of the others the checklist itself says whether they were looked for."""
    return known(found_in(answer.value)) if isinstance(answer.value, frozenset) else answer


def open_factors(lines: tuple[FactorLine, ...]) -> int:
    """How many of the factors that count nobody has looked for."""
    return sum(1 for one in lines if one.counts and one.finding == NOT_ASKED)


def summary(lines: tuple[FactorLine, ...]) -> str:
    """``2 present, 17 absent, 1 not assessable`` of the factors that count."""
    words = {PRESENT: "present", ABSENT: "absent", NOT_ASSESSABLE: "not assessable"}
    counted = {one: sum(1 for line in lines if line.counts and line.finding.value == one) for one in FINDINGS}
    told = [f"{count} {words[one]}" for one, count in counted.items() if count]
    left = open_factors(lines)
    return ", ".join((*told, f"{left} not looked for yet") if left else told)


def found_words(lines: tuple[FactorLine, ...]) -> str:
    """``3 of 20 present``, with those not assessable and those nobody has looked for yet: no short form hides them."""
    counting = [one for one in lines if one.counts]
    left = open_factors(lines)
    if left == len(counting):
        return "not looked for yet"
    present, unclear = (sum(one.finding.value == code for one in counting) for code in (PRESENT, NOT_ASSESSABLE))
    told = [f"{present} of {len(counting)} present"]
    told += [f"{unclear} not assessable"] if unclear else []
    return ", ".join((*told, f"{left} open") if left else told)


def _refuse_to_come(on: PartialDate | None, today: date) -> None:
    if on is not None and on.earliest > today:
        raise UserError("The date of the study: this day has not come yet.")


def _entries(case: Case, told: Mapping[str, Answer[str]], on: PartialDate | None) -> tuple[IdrfFinding, ...]:
    """The rows of the checklist: those that were there keep their keys, and their day."""
    rows = {one.factor.value: one for one in standing(case.idrf_findings)}
    replaced = {one.id for one in rows.values()}
    others = tuple(one for one in case.idrf_findings if one.id not in replaced)
    origin = Provenance(performed_on=on)
    found = []
    for code, finding in told.items():
        row = rows.get(code)
        if row is not None:
            found.append(row if row.finding == finding else replace(row, finding=finding))
        elif finding != NOT_ASKED:
            found.append(IdrfFinding(factor=known(code), finding=finding, provenance=origin))
    unlisted = tuple(one for code, one in rows.items() if code not in told)
    return (*others, *unlisted, *found)


def _stated(library: Library, case: Case) -> dict[str, Answer[str]]:
    """What the set among the facts says of single factors: those in it are present, and where it is empty and known,
    every one that counts was looked for and is absent."""
    value = FIELDS["idrfs"].read(case).value
    if not isinstance(value, frozenset):
        return {}
    present: dict[str, Answer[str]] = {str(one): known(PRESENT) for one in found_in(value)}
    return present if value else {code: known(ABSENT) for code in _counting(library)}


def _counting(library: Library) -> frozenset[str]:
    return frozenset(one.id for one in library.rules.items("idrf") if one.counts)
