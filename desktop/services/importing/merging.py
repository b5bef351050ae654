"""A row joined with the child on the board: what it adds, what it corrects, and what stays.

What the row does not say never erases what the board has, and a silence never replaces a value. A result of the same
origin is corrected by a new one that supersedes it (the old stays readable); a result of another origin that says
otherwise stands beside it, because contradicting results are never merged. A row that says nothing new changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any
from uuid import uuid4

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.case import Case, Identifier, TreatmentPlan
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import RESULT_TYPES
from desktop.clinical.results import Provenance, Result
from desktop.services.importing.fields import IDENTIFIER, PLAN, PREFIXES
from desktop.services.importing.rows import Fault, Row, Told
from desktop.services.importing.sheets import fold


@dataclass(frozen=True, slots=True)
class Merged:
    """The case as the row makes it, what to look at, and why it cannot be (then the case counts for nothing)."""

    case: Case
    remarks: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


def merge(
    stored: Case | None, row: Row, origin: str, templates: Mapping[str, str], demonstration: bool = False
) -> Merged:
    """Join a row with the stored case, or make a new one. ``templates`` are versions of treatment templates by id.

    The case is equal to the stored one if the row says nothing new.
    """
    case = stored or Case(demonstration=demonstration)
    faults = _other_child(stored, row)
    remarks: list[Fault] = []
    # all that the row changes goes into the case at once: a case has many fields, and each new one copies them all
    changed = _facts(case, row, remarks)
    changed |= _identifiers(case, row)
    for part, told in _by_part(row).items():
        changed[part] = _with_result(getattr(case, part), told, part, origin, remarks)
    plans, plan_faults = _plans(case, row, templates, remarks)
    changed |= plans
    case = replace(case, **changed) if changed else case
    return Merged(case, tuple(remarks) if stored else (), (*faults, *plan_faults))


def _by_part(row: Row) -> dict[str, list[Told]]:
    """What the row tells of each kind of result, in the order in which a case has them."""
    told: dict[str, list[Told]] = {part: [] for part in RESULT_TYPES}
    for one in row.told:
        if one.field.part in told:
            told[one.field.part].append(one)
    return {part: ones for part, ones in told.items() if ones}


def _other_child(stored: Case | None, row: Row) -> tuple[Fault, ...]:
    """An identifier that would join two children: another number in the same system, or another name and birth."""
    if stored is None:
        return ()
    own = {one.system: one.value for one in stored.identifiers}
    for one in row.told:
        if one.field.name == IDENTIFIER and own.get(one.system, one.answer.value) != one.answer.value:
            reason = "The child on the board with the other identifier of this row has another number here."
            return (Fault(one.column, one.raw, reason),)
    born, name = row.about("born"), row.about("family_name")
    if born is None or name is None or not stored.family_name or not stored.born.is_known or not born.answer.is_known:
        return ()
    same_name = fold(stored.family_name) == fold(str(name.answer.value))
    if same_name or _overlap(stored.born, born.answer):
        return ()
    reason = "The board has a child of another name and date of birth under this identifier; correct one of the two."
    return (Fault(born.column, born.raw, reason),)


def _overlap(one: Answer[PartialDate], other: Answer[PartialDate]) -> bool:
    return bool(
        one.value
        and other.value
        and one.value.earliest <= other.value.latest
        and other.value.earliest <= one.value.latest
    )


def _facts(case: Case, row: Row, remarks: list[Fault]) -> dict[str, Any]:
    """The facts of the case itself that the row changes."""
    changed: dict[str, Any] = {}
    for one in row.told:
        if one.field.part or one.field.name == IDENTIFIER:
            continue
        before = getattr(case, one.field.attribute)
        after = one.answer.value if one.field.plain else _joined(before, one)
        if after != before:
            changed[one.field.attribute] = after
            _note_replaced(before, one, remarks)
    return changed


def _note_replaced(before: object, one: Told, remarks: list[Fault]) -> None:
    had_value = before.is_known if isinstance(before, Answer) else bool(before)
    if had_value:
        remarks.append(Fault(one.column, one.raw, "The value replaces another one that the board had."))


def _joined(before: Answer[Any], told: Told) -> Answer[Any]:
    """What holds after a cell was read. A less precise date does not replace the precise one that it agrees with."""
    now = told.answer
    if now.is_known:
        return before if before.value == now.value or _less_precise(before.value, now.value) else now
    if before.is_known or now == NOT_ASKED:
        return before
    return now if before == NOT_ASKED or told.explicit else before


def _less_precise(before: object, now: object) -> bool:
    return isinstance(before, PartialDate) and isinstance(now, PartialDate) and str(before).startswith(f"{now}-")


def _identifiers(case: Case, row: Row) -> dict[str, Any]:
    """The identifiers, where the row has one more."""
    own = {(one.system, one.value) for one in case.identifiers}
    new = [Identifier(system=system, value=value) for system, value in row.identifiers if (system, value) not in own]
    return {"identifiers": (*case.identifiers, *new)} if new else {}


def _with_result(
    results: tuple[Result, ...], told: Sequence[Told], part: str, origin: str, remarks: list[Fault]
) -> tuple[Result, ...]:
    """The part's results after the row: as they were, or with one more."""
    if not any(one.answer != NOT_ASKED for one in told if not one.field.plain):
        return results
    replaced = {one.supersedes for one in results}
    standing = [one for one in results if one.id not in replaced]
    day = next((one.answer.value for one in told if one.field.name == f"{PREFIXES[part]}_performed_on"), None)
    near = [one for one in standing if day in (None, one.provenance.performed_on) or not one.provenance.performed_on]
    if any(_told_into(one, told) == one for one in near):
        return results
    same = [one for one in near if one.provenance.report_reference == origin]
    if near:
        _note_difference(same[-1:] or near, told, remarks, corrected=bool(same))
    if not same:
        return (*results, _told_into(_blank(part, origin), told, id=uuid4()))
    before = same[-1]
    blank = replace(before, supersedes=before.id, chosen_because="", provenance=_origin_of(before, origin))
    return (*results, _told_into(blank, told, id=uuid4()))


@cache
def _blank(part: str, origin: str) -> Result:
    """A result of one origin that has said nothing yet; it gets a key of its own with what is told into it."""
    blank: Result = RESULT_TYPES[part]()
    return replace(blank, provenance=_origin_of(blank, origin))


def _origin_of(blank: Result, origin: str) -> Provenance:
    """Where the new result came from; who enters it and when is written at the one place that stores."""
    return replace(
        blank.provenance, report_reference=origin, entered_by="", entered_at=None, checked_by="", checked_at=None
    )


def _told_into(result: Result, told: Sequence[Told], **more: Any) -> Result:
    facts: dict[str, Any] = more
    origin: dict[str, Any] = {}
    for one in told:
        name = one.field.attribute
        if one.field.provenance:
            origin[name] = one.answer.value
        elif one.field.plain:
            facts[name] = one.answer.value
        else:
            facts[name] = _joined(getattr(result, name), one)
    if origin:
        facts["provenance"] = replace(result.provenance, **origin)
    return replace(result, **facts)


def _note_difference(others: Sequence[Result], told: Sequence[Told], remarks: list[Fault], corrected: bool) -> None:
    says = "corrects the result that the board had from this origin" if corrected else "differs from another result"
    kept = "the earlier one stays readable" if corrected else "both are kept"
    for one in told:
        if one.field.plain or not one.answer.is_known:
            continue
        had = [getattr(other, one.field.attribute).value for other in others]
        if any(value is not None and value != one.answer.value for value in had):
            remarks.append(Fault(one.column, one.raw, f"The value {says}; {kept}."))


def _plans(
    case: Case, row: Row, templates: Mapping[str, str], remarks: list[Fault]
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """A treatment plan begins only where the child has none; one that is under way is changed by a person."""
    template, start = row.about("plan_template"), row.about("plan_start")
    if template is None and start is None:
        return {}, ()
    if template is None or start is None:
        given = next(one for one in (template, start) if one is not None)
        return {}, (Fault(given.column, given.raw, "Template and start of treatment belong together; give both."),)
    name, begun = str(template.answer.value), start.answer.value
    day = begun.full if isinstance(begun, PartialDate) else None
    if name not in templates:
        return {}, (Fault(template.column, template.raw, f"The template is none of {', '.join(templates)}."),)
    if day is None:
        return {}, (Fault(start.column, start.raw, "The start of treatment needs a full date."),)
    if any(one.template == name and one.start == day for one in getattr(case, PLAN)):
        return {}, ()
    if case.plans:
        remarks.append(Fault(start.column, start.raw, "The child has another treatment plan, which was left as it is."))
        return {}, ()
    return {PLAN: (TreatmentPlan(template=name, template_version=templates[name], start=day),)}, ()
