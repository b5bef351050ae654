"""The results that a row tells of, joined with those that the child has: one more, a corrected one, or none.

A result of the same origin is corrected by a new one that supersedes it (the old stays readable); a result of another
origin that says otherwise stands beside it, because contradicting results are never merged.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import RESULT_TYPES
from desktop.clinical.results import MarkerResult, Provenance, Result
from desktop.clinical.vocabulary import Marker
from desktop.services.importing.rows import Fault, Told


@dataclass(frozen=True, slots=True)
class Origin:
    """Where the results of an import come from, who enters them, and when."""

    name: str
    entered_by: str = ""
    entered_at: datetime | None = None

    def over(self, provenance: Provenance) -> Provenance:
        """The provenance of a result that comes from here and that nobody has checked yet."""
        return replace(
            provenance,
            report_reference=self.name,
            entered_by=self.entered_by,
            entered_at=self.entered_at,
            checked_by="",
            checked_at=None,
        )


@dataclass(frozen=True, slots=True)
class _New:
    """A result as the cells of a row tell it. Many rows of a sheet tell the same, and each makes its own of it."""

    kind: type[Result]
    facts: Mapping[str, Any]

    def made(self) -> Result:
        """One more, with a key of its own."""
        return self.kind(**self.facts)


class Joining:
    """Joins the results of the rows of one origin."""

    def __init__(self, origin: Origin) -> None:
        self._origin = origin
        self._known: dict[tuple[Told, ...], _New | None] = {}
        self._blank = origin.over(Provenance())

    def joined(
        self, results: tuple[Result, ...], told: Sequence[Told], part: str, remarks: list[Fault]
    ) -> tuple[Result, ...]:
        """The part's results after the row: as they were, or with one more."""
        new = self._new(part, tuple(told))
        if new is None:
            return results
        if not results:
            return (new.made(),)
        near = _near(results, told)
        if any(told_into(one, told) == one for one in near):
            return results
        if told[0].field.series:
            # of a series another day is another result, and so is a day beside none
            near = [one for one in near if one.provenance.performed_on == _day(told)]
        same = [one for one in near if one.provenance.report_reference == self._origin.name]
        if near:
            _note_difference(same[-1:] or near, told, remarks, corrected=bool(same))
        return (*results, self._corrected(same[-1], told) if same else new.made())

    def _new(self, part: str, told: tuple[Told, ...]) -> _New | None:
        """The result that these cells tell of, or None if they say nothing about any fact."""
        if told not in self._known:
            says = any(one.answer != NOT_ASKED for one in told if not one.field.plain)
            self._known[told] = self._told_of(part, told) if says else None
        return self._known[told]

    def _told_of(self, part: str, told: Sequence[Told]) -> _New:
        kind, key = (MarkerResult, _key(told)) if told[0].field.series else (RESULT_TYPES[part], {})
        return _New(kind, key | told_over(kind(**key, provenance=self._blank), told))

    def _corrected(self, before: Result, told: Sequence[Told]) -> Result:
        blank = replace(
            before, id=uuid4(), supersedes=before.id, chosen_because="", provenance=self._origin.over(before.provenance)
        )
        return told_into(blank, told)


def _near(results: Sequence[Result], told: Sequence[Told]) -> list[Result]:
    """The results that stand and that the row can mean: those of its day, or of which one of the two has no day."""
    replaced = {one.supersedes for one in results}
    series, day = told[0].field.series, _day(told)
    standing = [one for one in results if one.id not in replaced and getattr(one, "marker", "") == series]
    return [one for one in standing if day in (None, one.provenance.performed_on) or not one.provenance.performed_on]


def _day(told: Sequence[Told]) -> Any:
    """The day on which the row says that the result was performed."""
    return next((one.answer.value for one in told if one.field.attribute == "performed_on"), None)


def _key(told: Sequence[Told]) -> dict[str, Any]:
    """What no result of a series is without. The unit is there: ``series`` refuses a row that lacks it."""
    unit = next(one.answer.value for one in told if one.field.attribute == "unit")
    return {"marker": Marker(told[0].field.series), "unit": unit}


def told_into(result: Result, told: Sequence[Told]) -> Result:
    """The result with what the cells say."""
    return replace(result, **told_over(result, told))


def told_over(result: Result, told: Sequence[Told]) -> dict[str, Any]:
    """What the cells say over a result: its facts that they speak of, and its provenance."""
    facts: dict[str, Any] = {}
    origin: dict[str, Any] = {}
    for one in told:
        name = one.field.attribute
        if one.field.provenance:
            origin[name] = one.answer.value
        elif one.field.plain:
            facts[name] = one.answer.value
        else:
            facts[name] = joined_answer(getattr(result, name), one)
    return {**facts, "provenance": replace(result.provenance, **origin) if origin else result.provenance}


def joined_answer(before: Answer[Any], told: Told) -> Answer[Any]:
    """What holds after a cell was read. A less precise date does not replace the precise one that it agrees with."""
    now = told.answer
    if before is NOT_ASKED:
        return now
    if now.is_known:
        return before if before.value == now.value or _less_precise(before.value, now.value) else now
    if before.is_known or now == NOT_ASKED:
        return before
    return now if before == NOT_ASKED or told.explicit else before


def _less_precise(before: object, now: object) -> bool:
    return isinstance(before, PartialDate) and isinstance(now, PartialDate) and str(before).startswith(f"{now}-")


def _note_difference(others: Sequence[Result], told: Sequence[Told], remarks: list[Fault], corrected: bool) -> None:
    says = "corrects the result that the board had from this origin" if corrected else "differs from another result"
    kept = "the earlier one stays readable" if corrected else "both are kept"
    for one in told:
        if one.field.plain or not one.answer.is_known:
            continue
        had = [getattr(other, one.field.attribute).value for other in others]
        if any(value is not None and value != one.answer.value for value in had):
            remarks.append(Fault(one.column, one.raw, f"The value {says}; {kept}."))
