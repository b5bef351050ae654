"""Whatever a case may hold comes back as it was: values made up by hypothesis for every field by its type."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import Enum
from typing import Any, get_args, get_origin, get_type_hints
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.case_rows import case_of, rows_of
from db.columns import answer_of, silence_text
from desktop.clinical.answers import Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import PloidyResult
from desktop.clinical.vocabulary import Silence

DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))
PARTIAL = DAYS.flatmap(
    lambda day: st.sampled_from(
        [PartialDate(day.year), PartialDate(day.year, day.month), PartialDate(day.year, day.month, day.day)]
    )
)
SILENCES = st.builds(
    lambda reason, on, where: Answer(silence=reason, on=on, where=where),
    st.sampled_from(Silence),
    st.none() | PARTIAL,
    st.text(max_size=8),
)
SIMPLE: dict[Any, st.SearchStrategy[Any]] = {
    str: st.text(max_size=8),
    bool: st.booleans(),
    int: st.integers(-(2**40), 2**40),
    Decimal: st.decimals(allow_nan=False, allow_infinity=False, places=3, min_value=-9999, max_value=9999),
    UUID: st.uuids(),
    PartialDate: PARTIAL,
    date: DAYS,
    datetime: st.datetimes(datetime(1970, 1, 1), datetime(2099, 1, 1)).map(lambda at: at.replace(tzinfo=UTC)),  # noqa: DTZ001
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    """Values of a field's type."""
    origin, parts = get_origin(hint), get_args(hint)
    if origin is Answer:
        return values(parts[0]).map(Answer) | SILENCES
    if origin is frozenset:
        return st.frozensets(values(parts[0]), max_size=3)
    if origin is tuple:
        return st.lists(values(parts[0]), max_size=2, unique_by=lambda one: one.id).map(tuple)
    if parts:
        return st.none() | values(parts[0])
    if isinstance(hint, type) and issubclass(hint, Enum):
        return st.sampled_from(hint)
    return SIMPLE[hint] if hint in SIMPLE else objects(hint)


def objects(kind: type[Any]) -> st.SearchStrategy[Any]:
    """Dataclasses of any content; no result corrects another."""
    hints = get_type_hints(kind)
    given_fields = {one.name: values(hints[one.name]) for one in fields(kind)}
    if "supersedes" in given_fields:
        given_fields["supersedes"] = st.none()
    return st.builds(kind, **given_fields)


@given(objects(Case))
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_case_is_its_rows(case: Case) -> None:
    # keys of events are keys of the whole case's rows
    seen: set[UUID] = set()
    for plan in case.plans:
        ours = {event.id for event in plan.events}
        if ours & seen:
            return
        seen |= ours
    assert case_of(rows_of(case)) == case


@given(SILENCES)
@settings(deadline=None, derandomize=True)
def test_a_silence_is_its_text(answer: Answer[Any]) -> None:
    assert answer_of(silence_text(answer)) == answer


@pytest.mark.parametrize(
    "wrong",
    [
        replace(Case(), created_at=datetime(2026, 1, 1)),  # noqa: DTZ001
        Case(ploidy=(PloidyResult(dna_index=known(Decimal("NaN"))),)),
        Case(ploidy=(PloidyResult(dna_index=known(Decimal("Infinity"))),)),
    ],
)
def test_a_time_without_a_zone_and_a_quantity_that_is_no_number_are_not_stored(wrong: Case) -> None:
    with pytest.raises(ValueError, match="a "):
        rows_of(wrong)
