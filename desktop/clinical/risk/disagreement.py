"""The single fact that explains why two schemes put one child into different groups.

Found by asking the tables: which fact, changed alone, takes the group of one scheme to that of the other, while the
other stays where it is? What only one of them asks for comes first, then what they ask with other limits.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from desktop.clinical.facts import FactValue
from desktop.clinical.risk.assessment import Assessment
from desktop.clinical.risk.pack import RulePack
from desktop.clinical.risk.rows import Row, Value

_Facts = Mapping[str, FactValue | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """Two schemes with different settled groups, and the fact that lies behind it (None: no single one does).

    ``asks`` is the scheme that goes by ``fact``, ``value`` what the fact is. With ``other`` instead, that scheme would
    say what the other scheme says now; None where no value does. ``alone``: the other scheme does not ask for the
    fact at all; else it asks with other limits. ``open``: one of the two is not settled, and yet they share no group.
    """

    schemes: tuple[str, str]
    fact: str | None = None
    asks: str = ""
    value: FactValue | None = None
    other: FactValue | None = None
    alone: bool = False
    open: bool = False


def disagreements(
    pack: RulePack, facts: Mapping[str, FactValue], assessments: tuple[Assessment, ...]
) -> tuple[Disagreement, ...]:
    """One for each pair of schemes that differ whatever is still open, in the order of the pack."""
    asked, found = _Asked(pack, facts), []
    for one, other in combinations([told for told in assessments if told.not_covered is None], 2):
        if one.settled and other.settled:
            if not pack.alike(one.groups, other.groups):
                found.append(asked.explain(one, other))
        elif pack.apart(one.groups, other.groups):
            found.append(Disagreement(schemes=(one.scheme, other.scheme), open=True))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class _Change:
    """A fact that, with ``other`` as its value, takes ``mover`` to the group of ``stayer``."""

    mover: Assessment
    stayer: Assessment
    fact: str
    other: FactValue


class _Asked:
    """The tables, asked about one child with one fact changed; no question is put twice."""

    def __init__(self, pack: RulePack, facts: Mapping[str, FactValue]) -> None:
        self._pack, self._facts = pack, facts
        self._told: dict[tuple[str, str, FactValue], Assessment] = {}

    def explain(self, one: Assessment, other: Assessment) -> Disagreement:
        """What lies behind the difference: see the module."""
        by_rank: dict[int, _Change] = {}
        for change in (*self._changes(one, other), *self._changes(other, one)):
            by_rank.setdefault(self._rank(change), change)
        pair = (one.scheme, other.scheme)
        for rank in (-1, 0, 1):
            if rank in by_rank:
                return self._told_by(pair, by_rank[rank])
        for asking, silent in ((one, other), (other, one)):
            for name in self._asked_alone(asking, silent):
                alone = not self._asks(silent, name)
                return Disagreement(schemes=pair, fact=name, asks=asking.scheme, value=self._value(name), alone=alone)
        return self._told_by(pair, by_rank[2]) if 2 in by_rank else Disagreement(schemes=pair)

    def _told_by(self, pair: tuple[str, str], change: _Change) -> Disagreement:
        return Disagreement(
            schemes=pair,
            fact=change.fact,
            asks=change.mover.scheme,
            value=self._value(change.fact),
            other=change.other,
            alone=not self._asks(change.stayer, change.fact),
        )

    def _rank(self, change: _Change) -> int:
        """0: only one scheme asks for the fact; 1: both do, with other limits; 2: in the same way, or it is the stage.

        A scheme's first column is what it sorts children by before anything else. -1: one day makes the difference.
        """
        if change.fact == self._pack.days and abs(int(str(change.other)) - int(str(self._value(change.fact)))) == 1:
            return -1
        if change.fact == self._first(change.mover):
            return 2
        if not self._asks(change.stayer, change.fact):
            return 0
        return 1 if self._limits(change.mover, change.fact) != self._limits(change.stayer, change.fact) else 2

    def _changes(self, mover: Assessment, stayer: Assessment) -> Iterator[_Change]:
        """The age first, then the scheme's columns from fine to coarse: the stage explains everything and nothing."""
        days = self._pack.days
        for name in (days, *reversed(self._pack.scheme(mover.scheme).columns)):
            now = self._value(name)
            if now is None:
                continue
            for value in self._ages(mover, stayer) if name == days else self._values(mover, name, now):
                moved, stayed = self._assess(mover.scheme, name, value), self._assess(stayer.scheme, name, value)
                unmoved = stayed.settled and stayed.groups == stayer.groups
                if unmoved and moved.settled and self._pack.alike(moved.groups, stayer.groups):
                    yield _Change(mover, stayer, name, value)

    def _values(self, mover: Assessment, name: str, now: FactValue) -> list[Value]:
        possible = self._pack.possible(self._without(name), name, mover.scheme)
        return [value for value in possible if value != now]

    def _ages(self, mover: Assessment, stayer: Assessment) -> list[int]:
        """The nearest day of every other band of age that is possible, nearest first."""
        day = int(str(self._value(self._pack.days)))
        bands = [set(self._pack.scheme(one.scheme).first_days) for one in (mover, stayer)]
        days = [first if first > day else first - 1 for first in sorted(bands[0] | bands[1]) if first]
        possible = self._pack.possible(self._without(self._pack.days), self._pack.days, mover.scheme)
        own = sorted(bands[0])
        return sorted(
            (one for one in days if max(first for first in own if first <= one) in possible),
            key=lambda one: abs(one - day),
        )

    def _assess(self, scheme: str, name: str, value: FactValue) -> Assessment:
        key = (scheme, name, value)
        if key not in self._told:
            self._told[key] = self._pack.assess({**self._without(name), name: value}, scheme)
        return self._told[key]

    def _without(self, name: str) -> _Facts:
        """The facts without one, and without those that it follows from or that follow from it."""
        bound = {name}
        for measured in self._pack.measured:
            bound |= {measured.number} if measured.key == name else set()
        for total in self._pack.totals:
            if name == total.key:
                bound |= {*total.parts}
            elif name in total.parts:
                bound.add(total.key)
        return {fact: value for fact, value in self._facts.items() if fact not in bound}

    def _value(self, name: str) -> FactValue | None:
        """A fact as it is, or as it follows from the others; None while it is open."""
        if name in self._facts or name == self._pack.days:
            return self._facts.get(name)
        for scheme in self._pack.schemes:
            if name in scheme.columns:
                possible = scheme.possible(self._facts, name)
                return possible[0] if len(possible) == 1 else None
        return None

    def _asks(self, one: Assessment, name: str) -> bool:
        return name == self._pack.days or name in self._pack.scheme(one.scheme).columns

    def _rows(self, one: Assessment) -> list[Row]:
        scheme = self._pack.scheme(one.scheme)
        return [scheme.row(row) for row in one.rows]

    def _limits(self, one: Assessment, name: str) -> set[object]:
        return {wanted for row in self._rows(one) for wanted in (row.when.get(name), row.any_of.get(name)) if wanted}

    def _first(self, one: Assessment) -> str:
        return self._pack.scheme(one.scheme).columns[0]

    def _asked_alone(self, asking: Assessment, silent: Assessment) -> Iterator[str]:
        """Facts that the row goes by and the other row does not, from fine to coarse."""
        for name in reversed(self._pack.scheme(asking.scheme).columns[1:]):
            met = any(self._value(name) in wanted for wanted in self._limits(asking, name) if isinstance(wanted, tuple))
            if met and not self._limits(silent, name):
                yield name
