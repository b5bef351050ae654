"""Whether a record's case is one that this program can work with: by its own lists, templates, markers and bounds.

What its types allow and no form of the program would take is refused here, by its place, before anything is stored.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from typing import Any

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS, Beyond, Field
from desktop.clinical.errors import UserError
from desktop.clinical.record.entry_kinds import Asked, EntryField
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.services.library import Library
from desktop.services.plans import begun_template, template_of
from desktop.services.record_reading import parts_of
from desktop.services.record_values import KEY, refused
from desktop.services.template_stamp import is_own_id


def refuse_unworkable(library: Library, case: Case) -> None:
    """Raise RecordError for the first value that this program has no words, template, unit or room for."""
    for field in FIELDS.values():
        for place, answer in _answers(case, field):
            if answer.value is not None:
                _refuse_out_of_bounds(field, answer.value, place)
    for place, name, codes in _sets(case):
        _refuse_unknown_codes(library, name, codes, place)
    for kind in library.record.kinds.values():
        for number, entry in enumerate(getattr(case, kind.table)):
            for one in kind.fields:
                _refuse_entry_value(one, getattr(entry, one.name).value, f"case.{kind.table}[{number}].{one.name}")
    for number, plan in enumerate(case.plans):
        _refuse_unknown_plan(library, plan, f"case.plans[{number}]")
    for number, result in enumerate(case.markers):
        units = library.markers.marker(result.marker).units
        if result.unit not in units:
            raise refused(f"case.markers[{number}].unit", f"is no unit of this marker; use {', '.join(units)}")
        if result.value.value is not None and result.value.value < 0:
            raise refused(f"case.markers[{number}].value", "is not at least 0")
        if result.upper_limit.value is not None and result.upper_limit.value <= 0:
            raise refused(f"case.markers[{number}].upper_limit", "is not above 0")


def _answers(case: Case, field: Field) -> Iterator[tuple[str, Answer[Any]]]:
    """The answers of a field in every result that holds it, with where each stands."""
    if field.plain:
        return
    if field.results is None:
        yield f"case.{field.name}", getattr(case, field.name)
        return
    for number, result in enumerate(getattr(case, field.results)):
        yield f"case.{field.results}[{number}].{field.name}", getattr(result, field.name)


_BEYOND = {
    Beyond.TOO_LOW: "is not above {over}",
    Beyond.NEGATIVE: "is not at least 0",
    Beyond.TOO_HIGH: "is above {most}",
}
"""A bound that a number is beyond, said of its place in the record."""


def _refuse_out_of_bounds(field: Field, value: Any, place: str) -> None:
    beyond = field.beyond(value)
    if beyond is not None:
        raise refused(place, _BEYOND[beyond].format(over=field.over, most=field.at_most))


def _sets(case: Case) -> Iterator[tuple[str, str, frozenset[str]]]:
    """Every set of codes in the case and its parts, with its place and the name of the field."""
    for place, part in parts_of(case, "case"):
        for one in fields(part):
            answer = getattr(part, one.name)
            value = answer.value if isinstance(answer, Answer) else answer
            if isinstance(value, frozenset) and not isinstance(part, Answer):
                yield f"{place}.{one.name}", one.name, value


def _refuse_unknown_codes(library: Library, name: str, codes: frozenset[str], place: str) -> None:
    """Codes that are data, such as image-defined risk factors: those that have words."""
    known = library.labels.words.get(name)
    if known is not None and any(str(code) not in known or code == "none" for code in codes):
        raise refused(place, f"has a code that this program does not know; use those of its list ({name})")


def _refuse_entry_value(field: EntryField, value: Any, place: str) -> None:
    """A code of the field's own list; a number within its bounds; a link that is a key, wherever it leads."""
    if value is None:
        return
    _refuse_out_of_bounds(field.fact, value, place)
    codes = {value} if field.asked is Asked.CODE else value if field.asked is Asked.CODES else frozenset()
    if not codes <= {one.code for one in field.choices}:
        raise refused(place, f"has a code that this program does not know; use those of its list ({field.fact.name})")
    if field.asked is Asked.LINK and not KEY.fullmatch(value):
        raise refused(place, "is not the key (UUID) of something else in the record")


def _refuse_unknown_plan(library: Library, plan: TreatmentPlan, place: str) -> None:
    if begun_template(library, plan) is None:
        if is_own_id(plan.template):
            raise refused(
                f"{place}.template",
                f'is "{plan.template}" in version {plan.template_version}, which the sending centre wrote itself; '
                "import the file of that template first (Settings, Treatment), then receive the record again",
            )
        raise refused(f"{place}.template", f"is none of the treatment templates; use {', '.join(library.templates)}")
    try:
        template, seen = template_of(library, plan), set[str]()
    except UserError as error:
        raise refused(place, f"cannot be laid out: {str(error).rstrip('.')}") from error
    events = {one.id: {gate.id for gate in one.gate} for one in template.events}
    for number, event in enumerate(plan.events):
        if event.event not in events:
            raise refused(f"{place}.events[{number}].event", f'is no event of the template "{template.id}"')
        if event.event in seen:
            raise refused(f"{place}.events[{number}].event", "stands in the plan before; an event has one date")
        seen.add(event.event)
    for number, gate in enumerate(plan.gates):
        if gate.condition not in events.get(gate.event, set()):
            where = f"{place}.gates[{number}].condition"
            raise refused(where, f'is no condition of the event "{gate.event}" in the template "{template.id}"')
