"""Laboratory markers in a row: one result of each, of which the value says whether there is one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from desktop.clinical.answers import NOT_ASKED
from desktop.services.importing.rows import Fault, Told


def has_value(told: Sequence[Told]) -> bool:
    """Whether the cells tell of a result, or why there is none; a unit or a limit alone may stand in every row."""
    return any(one.field.attribute == "value" and one.answer != NOT_ASKED for one in told)


def without_unit(series: Iterable[Sequence[Told]]) -> tuple[Fault, ...]:
    """The results whose unit the row does not give: no number of theirs means anything then."""
    lacking = [told for told in series if told[0].field.series and not any(_is_unit(one) for one in told)]
    values = (next(one for one in told if one.field.attribute == "value") for told in lacking)
    reason = "The result has no unit; give it in the unit's own column."
    return tuple([Fault(one.column, one.raw, reason) for one in values])


def _is_unit(one: Told) -> bool:
    return one.field.attribute == "unit"
