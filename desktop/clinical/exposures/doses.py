"""Checks that depend on a cumulative dose: which rows of a published table a child may stand in, and what decides.

A total that is not known is every amount it could still be. The answer is every row that is then reachable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product

from desktop.clinical.exposures.ledger import Entries, Ledger, holds
from desktop.clinical.risk.rows import Cited

Span = tuple[Decimal, Decimal | None]
"""From an amount to an amount, both included; None: no end is known."""


@dataclass(frozen=True, slots=True)
class Dose:
    """An agent, at a site where it is given to one, in one unit: what a bound is about."""

    agent: str
    site: str
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseTerm:
    """A bound: from an amount on (``least``), above one, below one."""

    dose: Dose
    least: Decimal | None
    above: Decimal | None
    below: Decimal | None

    def holds(self, amount: Decimal) -> bool:
        """Whether an amount is within the bound."""
        return (
            (self.least is None or amount >= self.least)
            and (self.above is None or amount > self.above)
            and (self.below is None or amount < self.below)
        )

    @property
    def bounds(self) -> tuple[Decimal, ...]:
        """The amounts at which the answer can change."""
        return tuple(one for one in (self.least, self.above, self.below) if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoseRow:
    """One row of a table: ``words`` is what it asks for, ``told`` its bounds in words; one of ``any_of`` is enough.

    A row without bounds is for everybody whom no row above it takes.
    """

    words: str
    told: str
    remark: str
    any_of: tuple[tuple[DoseTerm, ...], ...]
    cited: Cited

    def takes(self, amounts: Mapping[Dose, Decimal]) -> bool:
        """Whether a child with these totals stands in this row."""
        return not self.any_of or any(all(one.holds(amounts[one.dose]) for one in every) for every in self.any_of)


@dataclass(frozen=True, slots=True)
class DoseAnswer:
    """The rows that are reachable, in their order; None among them: no row of the source. ``deciding``: the doses that
    can still change the answer, ``entered`` those of which a total is entered.
    """

    rows: tuple[DoseRow | None, ...]
    deciding: tuple[Dose, ...]
    entered: tuple[Dose, ...]

    @property
    def settled(self) -> bool:
        """Whether it is one row, whatever is unknown."""
        return len(self.rows) == 1


def dose_answer(rows: Sequence[DoseRow], ledger: Ledger) -> DoseAnswer | None:
    """Which rows a child may stand in; None where the table has no rows."""
    if not rows:
        return None
    terms = [one for row in rows for every in row.any_of for one in every]
    doses = tuple(dict.fromkeys(one.dose for one in terms))
    bounds = {dose: sorted({each for one in terms if one.dose == dose for each in one.bounds}) for dose in doses}
    points = [tuple(_points(spans_of(ledger, dose), bounds[dose])) for dose in doses]
    found = {at: _first(rows, dict(zip(doses, at, strict=True))) for at in product(*points)}
    order = (*rows, None)
    return DoseAnswer(
        tuple(one for one in order if any(each is one for each in found.values())),
        tuple(dose for place, dose in enumerate(doses) if _decides(place, found)),
        tuple(dose for dose in doses if _total_is_entered(ledger, dose)),
    )


def spans_of(ledger: Ledger, dose: Dose) -> tuple[Span, ...]:
    """What an amount may be, by each reading of the ledger; without an entry anything from nought on."""
    account = ledger.account(dose.agent, dose.site)
    total = account.total(dose.unit) if account is not None else None
    if total is None:
        return ((Decimal(0), None),)
    elsewhere: Entries = ledger.elsewhere(dose.agent, dose.site) if dose.site else ()
    return tuple(
        (one.least, None if any(not holds(one.base, each) for each in elsewhere) else one.most)
        for one in total.readings
    )


def _points(spans: Sequence[Span], bounds: Sequence[Decimal]) -> Iterator[Decimal]:
    """Amounts that stand for all others of the spans: the ends, the bounds within, and one between each two."""
    for low, high in spans:
        end = high if high is not None else max((low, *bounds)) + 1
        marks = [low, *(one for one in bounds if low < one < end), *((end,) if end > low else ())]
        yield from marks
        yield from ((one + other) / 2 for one, other in pairwise(marks))


def _first(rows: Sequence[DoseRow], amounts: Mapping[Dose, Decimal]) -> DoseRow | None:
    return next((one for one in rows if one.takes(amounts)), None)


def _decides(place: int, found: Mapping[tuple[Decimal, ...], DoseRow | None]) -> bool:
    """Whether two completions that differ in this dose alone have different answers."""
    seen: dict[tuple[Decimal, ...], DoseRow | None] = {}
    for at, row in found.items():
        others = at[:place] + at[place + 1 :]
        if seen.setdefault(others, row) is not row:
            return True
    return False


def _total_is_entered(ledger: Ledger, dose: Dose) -> bool:
    account = ledger.account(dose.agent, dose.site)
    return account is not None and account.total(dose.unit) is not None
