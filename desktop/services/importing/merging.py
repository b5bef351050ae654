"""A row joined with the child on the board: what it adds, what it corrects, and what stays.

What the row does not say never erases what the board has, and a silence never replaces a value. A row that says
nothing new changes nothing. How results are joined is in ``joining``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.importing.fields import IDENTIFIER, PLAN
from desktop.services.importing.joining import Joining, Origin, joined_answer
from desktop.services.importing.rows import Fault, Row, Told
from desktop.services.importing.series import has_value, without_unit
from desktop.services.importing.sheets import fold

_NOBODY = Case()
"""What a child who is not on the board has said so far; a new one gets a key of its own."""


@dataclass(frozen=True, slots=True)
class Merged:
    """The case as the row makes it, what to look at, and why it cannot be (then the case counts for nothing)."""

    case: Case
    remarks: tuple[Fault, ...] = ()
    faults: tuple[Fault, ...] = ()


class Merging:
    """Joins the rows of one import with the children of the board.

    ``templates`` are versions of treatment templates by id; ``demonstration`` marks new children as invented.
    """

    def __init__(self, origin: Origin, templates: Mapping[str, str], *, demonstration: bool = False) -> None:
        self._joining = Joining(origin)
        self._templates = templates
        self._demonstration = demonstration

    def merge(self, stored: Case | None, row: Row) -> Merged:
        """Join a row with the stored case, or make a new one.

        The case is equal to the stored one if the row says nothing new.
        """
        case = stored or _NOBODY
        faults = _other_child(stored, row) if stored else ()
        remarks: list[Fault] = []
        # all that the row changes goes into the case at once: a case has many fields, and each new one copies them all
        changed = _facts(case, row, remarks) | _identifiers(case, row)
        by_part = _by_part(row)
        faults += without_unit(by_part.values())
        for (part, _), told in by_part.items() if not faults else ():
            changed[part] = self._joining.joined(changed.get(part, getattr(case, part)), told, part, remarks)
        plans, plan_faults = _plans(case, row, self._templates, remarks)
        changed |= plans
        if stored is None:
            case = Case(**changed, demonstration=self._demonstration)
        elif changed:
            case = replace(stored, **changed)
        return Merged(case, tuple(remarks) if stored else (), (*faults, *plan_faults))


def _by_part(row: Row) -> dict[tuple[str, str], list[Told]]:
    """What the row tells of each kind of result, and of each marker of a series, in the order of the row."""
    told: dict[tuple[str, str], list[Told]] = {}
    for one in row.told:
        if one.field.part and one.field.part != PLAN:
            told.setdefault((one.field.part, one.field.series), []).append(one)
    return {key: ones for key, ones in told.items() if not key[1] or has_value(ones)}


def _other_child(stored: Case, row: Row) -> tuple[Fault, ...]:
    """An identifier that would join two children: another number in the same system, or another name and birth."""
    own = {one.system: one.value for one in stored.identifiers}
    for one in row.told:
        if one.field.name == IDENTIFIER and own.get(one.system, one.answer.value) != one.answer.value:
            reason = "The child on the board with the other identifier of this row has another number here."
            return (Fault(one.column, one.raw, reason),)
    born, name = row.facts.get("born"), row.facts.get("family_name")
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
    for one in row.facts.values():
        if one.field.part:
            continue
        before = getattr(case, one.field.attribute)
        after = one.answer.value if one.field.plain else joined_answer(before, one)
        if after is not before and after != before:
            changed[one.field.attribute] = after
            _note_replaced(before, one, remarks)
    return changed


def _note_replaced(before: object, one: Told, remarks: list[Fault]) -> None:
    had_value = before.is_known if isinstance(before, Answer) else bool(before)
    if had_value:
        remarks.append(Fault(one.column, one.raw, "The value replaces another one that the board had."))


def _identifiers(case: Case, row: Row) -> dict[str, Any]:
    """The identifiers, where the row has one more."""
    own = {(one.system, one.value) for one in case.identifiers}
    new = [Identifier(system=system, value=value) for system, value in row.identifiers if (system, value) not in own]
    return {"identifiers": (*case.identifiers, *new)} if new else {}


def _plans(
    case: Case, row: Row, templates: Mapping[str, str], remarks: list[Fault]
) -> tuple[dict[str, Any], tuple[Fault, ...]]:
    """A treatment plan begins only where the child has none; one that is under way is changed by a person."""
    template, start = row.facts.get("plan_template"), row.facts.get("plan_start")
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
