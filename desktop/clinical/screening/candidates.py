"""For which rows of a schedule a child is a candidate, and since when that has been known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import Result
from desktop.clinical.screening.rows import Fit, Need, Schedule, ScreeningTest, Who

_CASE = "case"


@dataclass(frozen=True, slots=True)
class Candidate:
    """A row that is or may be for the child, with the days on which its entries say it was found, as far as known."""

    who: Who
    fit: Fit
    found_on: tuple[PartialDate, ...]


@dataclass(frozen=True, slots=True)
class _Match:
    fit: Fit
    found_on: PartialDate | None


def candidates_of(schedule: Schedule, case: Case) -> tuple[Candidate, ...]:
    """The rows of a schedule that are, or may be, for a child, in their order."""
    found = (_candidate(one, case) for one in schedule.who)
    return tuple(one for one in found if one is not None)


def left_out(test: ScreeningTest, case: Case) -> tuple[Fit, str]:
    """Whether an examination is left out for this child, and what says so."""
    fits = [(_best(_matches(one.need, case)), one.words) for one in test.without]
    for fit in (Fit.YES, Fit.MAYBE):
        words = next((words for found, words in fits if found is fit), "")
        if words:
            return fit, words
    return Fit.NO, ""


def _candidate(who: Who, case: Case) -> Candidate | None:
    """The row for a child: it is if all needs hold; it may be if one does, or may, and none is known not to."""
    matches = [_matches(one, case) for one in who.needs]
    fits = [_best(one) for one in matches]
    ruled_out = any(one and fit is Fit.NO for one, fit in zip(matches, fits, strict=True))
    if ruled_out or all(fit is Fit.NO for fit in fits):
        return None
    holding = [each for one in matches for each in one if each.fit is not Fit.NO]
    days = tuple(each.found_on for each in holding if each.found_on is not None)
    return Candidate(who, Fit.YES if all(fit is Fit.YES for fit in fits) else Fit.MAYBE, days)


def _best(matches: Sequence[_Match]) -> Fit:
    """What the entries say together: one that holds is never hidden by another that does not."""
    fits = {one.fit for one in matches}
    return next((fit for fit in (Fit.YES, Fit.MAYBE) if fit in fits), Fit.NO)


def _matches(need: Need, case: Case) -> list[_Match]:
    """The entries that a need speaks of and that say something; a silence says nothing, which is not a no."""
    if need.entries == _CASE:
        told = _told(case, need.field)
        return [_Match(_fit(need, told), case.diagnosed.value)] if told else []
    entries = standing(cast("Sequence[Result]", getattr(case, need.entries)))
    narrowed = [one for one in entries if all(_told(one, key) in values for key, values in need.where.items())]
    return [_Match(_fit(need, _told(one, need.field)), _day(one)) for one in narrowed if _told(one, need.field)]


def _fit(need: Need, told: str) -> Fit:
    return Fit.YES if told in need.yes else Fit.MAYBE if told in need.maybe else Fit.NO


def _told(holder: object, field: str) -> str:
    """A coded answer as its code; empty for a silence."""
    value = cast("Answer[object]", getattr(holder, field)).value
    return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _day(entry: Result) -> PartialDate | None:
    """The day on which it was known: of the report, else of the examination."""
    return entry.provenance.reported_on or entry.provenance.performed_on
