"""The neutral calendar of a de-identified child: which day stands for today in it, since none of its days is real."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.dates import DAY_ZERO, NEUTRAL_YEARS, PartialDate

CODE_SYSTEM = f"de-identified (no date is real; day of diagnosis {DAY_ZERO.isoformat()})"
"""The only identifier of a de-identified child: its value is the code by which the sender finds it in the history."""

_AHEAD = frozenset({"due_on", "booked", "board_on"})
"""Days that are named before they come: nothing need have happened on them."""


def last_day(case: Case, until: date = date.max) -> date | None:
    """The last day of the neutral calendar on which something happened, as far as the record tells and not after
    ``until``; None where it tells of none.

    A de-identified child is seen as of this day: the day on which somebody looks is not one of its calendar, and told
    in it would give the day of diagnosis away.
    """
    found = _days(case, without=_AHEAD)
    return max((day for day in found if day.year in NEUTRAL_YEARS and day <= until), default=None)


def is_neutral(case: Case) -> bool:
    """Whether a child came de-identified: its days are those of the neutral calendar, and none of them is real."""
    diagnosed = case.diagnosed.value
    marked = any(one.system == CODE_SYSTEM for one in case.identifiers)
    return marked or (diagnosed is not None and diagnosed.year in NEUTRAL_YEARS)


def as_of(case: Case, today: date) -> date:
    """The day as of which what is late, due or so long ago is told of a child: today; of one who came de-identified the
    last day that its record tells of, as today is no day of its calendar."""
    return (last_day(case) or DAY_ZERO) if is_neutral(case) else today


def mixes_days(case: Case) -> bool:
    """Whether a plan of a child who came de-identified has a day of ours, which would move what follows far off."""
    return is_neutral(case) and any(day.year not in NEUTRAL_YEARS for day in _days(case.plans))


def _days(value: Any, without: frozenset[str] = frozenset()) -> Iterator[date]:
    """Every full day within a value, except in the fields ``without``."""
    if isinstance(value, datetime):
        return  # when somebody typed it, which is no day of the child
    if isinstance(value, PartialDate):
        value = value.full
    if isinstance(value, date):
        yield value
    elif isinstance(value, Answer):
        yield from _days(value.value, without)
    elif isinstance(value, tuple):
        for one in value:
            yield from _days(one, without)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in without:
                yield from _days(getattr(value, each.name), without)
