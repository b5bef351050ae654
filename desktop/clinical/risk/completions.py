"""All children that the known facts leave possible, as a set of states.

An unknown column has any value that it can have together with the others: what the classification can produce, stages
within their age, overall calls that agree with their parts. Facts that are no column of the scheme still count.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from desktop.clinical.risk.domains import Bound, Domains, Total
from desktop.clinical.risk.known import Known
from desktop.clinical.risk.relation import NOT_THERE, Produced, Relation
from desktop.clinical.risk.rows import Conditions, Days, Value
from desktop.clinical.risk.space import Space

_Hidden = tuple[Value | None, ...]


@dataclass(frozen=True, slots=True)
class Left:
    """The possible states; whether entered facts contradict the classification; the columns that are really open."""

    states: int
    contradiction: bool
    unknown: tuple[str, ...]


class Completions:
    """The states of one scheme: its columns, the always known facts that its rows ask for, and bands of age."""

    def __init__(
        self, domains: Domains, relation: Relation, columns: Sequence[str], given: Iterable[str], cuts: Iterable[int]
    ) -> None:
        self.columns = tuple(columns)
        self._days = domains.days
        self._bounds = domains.bounds
        self.cuts = sorted({*cuts, *relation.cuts, *(bound.below for bound in domains.bounds)})
        axes = {name: _values(domains, relation, name) for name in (*columns, *given)}
        self.space = Space({**axes, domains.days: tuple(range(len(self.cuts) + 1))})
        self._bands = [self.space.masks[self._days][band] for band in range(len(self.cuts) + 1)]
        self._axes = [(name, self._axis(domains, name)) for name in (*columns, *given)]
        self.bounded = self._bounded()
        self._hidden_bounds = [bound for bound in domains.bounds if bound.key not in self.space.masks]
        self._hidden = tuple(key for key in (*relation.inputs, relation.answer) if key not in self.space.masks)
        self._whenever = dict.fromkeys(domains.keys[relation.answer].values, self.space.everything)
        self._produced = self._project(relation, by_rows=True)
        self._existing = self._project(relation, by_rows=False)
        self._totals = [one for one in domains.totals if one.key in columns and {*one.parts} & {*columns}]

    def left(self, known: Known) -> Left:
        """What the known facts leave possible."""
        values, states = known.values, self.bounded
        for name, masks in self._axes:
            states &= masks[values.get(name)]
        states &= self._age(known)
        for total in self._totals:
            states = self._agreeing(total, known, states)
        hidden = tuple([values.get(key) for key in self._hidden])
        produced = states & self._produced.get(hidden, 0)
        states = produced or (states & self._existing.get(hidden, 0)) or states
        return Left(states, not produced, self._unknown(known, states))

    def mask(self, when: Conditions) -> int:
        """The states in which all conditions hold."""
        states = self.space.everything
        for name, wanted in when.items():
            states &= self.days_mask(wanted) if isinstance(wanted, Days) else self.space.one_of(name, wanted)
        return states

    def days_mask(self, days: Days) -> int:
        """The states whose age lies in an interval; no band crosses an edge of it."""
        found = 0
        for first, mask in zip(self.first_days, self._bands, strict=True):
            found |= mask if days.holds(first) else 0
        return found

    @property
    def first_days(self) -> tuple[int, ...]:
        """The first day of each band of age."""
        return (0, *self.cuts)

    def existing(self, given: Mapping[str, Value]) -> int:
        """The states that exist at all, where the facts of ``given`` are no axis."""
        return self._existing.get(tuple(given.get(key) for key in self._hidden), 0)

    def _unknown(self, known: Known, states: int) -> tuple[str, ...]:
        """The columns without a value; one whose possible values all agree is derived and is not among them."""
        found = []
        for name in self.columns:
            if name not in known.values:
                possible = 0
                for mask in self.space.masks[name].values():
                    if states & mask:
                        possible += 1
                if possible > 1:
                    found.append(name)
        if known.days is None:
            found.append(self._days)
        return tuple(found)

    def _age(self, known: Known) -> int:
        if known.days is not None:
            return self._bands[bisect_right(self.cuts, known.days)]
        states = self.space.everything
        for bound in self._hidden_bounds:
            if known.values.get(bound.key) == bound.value:
                states &= self.days_mask(Days(0, bound.below))
        return states

    def _axis(self, domains: Domains, name: str) -> dict[Value | None, int]:
        """The mask of each value, and of an unknown one: all that it ranges over."""
        masks = self.space.masks[name]
        ranges = [value for value in masks if value in domains.keys[name].ranges or value == NOT_THERE]
        unknown: dict[Value | None, int] = {None: self.space.one_of(name, ranges)}
        return unknown | masks

    def _bounded(self) -> int:
        states = self.space.everything
        for bound in self._bounds:
            if bound.key in self.space.masks:
                states &= ~(self.space.masks[bound.key][bound.value] & self.days_mask(Days(bound.below)))
        return states

    def _project(self, relation: Relation, *, by_rows: bool) -> dict[_Hidden, int]:
        """For known or unknown facts that are no axis: the states that the classification allows.

        With ``by_rows`` only what its rows produce; without, whatever exists (a tumour without grade has none).
        """
        found: dict[_Hidden, int] = {}
        for one in relation.produced:
            bands = self._answered(one) if by_rows else self._whenever
            for answer, states in bands.items():
                self._add(found, {**one.values, relation.answer: answer}, states)
        return found

    def _answered(self, one: Produced) -> dict[Value, int]:
        """The bands of age in which a combination can have each answer."""
        found: dict[Value, int] = {}
        for day, band in zip(self.first_days, self._bands, strict=True):
            for answer in one.on(day):
                found[answer] = found.get(answer, 0) | band
        return found

    def _add(self, found: dict[_Hidden, int], values: Mapping[str, Value], states: int) -> None:
        for name, value in values.items():
            if name in self.space.masks:
                states &= self.space.masks[name][value]
        for hidden in product(*((values[key], None) for key in self._hidden)):
            found[hidden] = found.get(hidden, 0) | states

    def _agreeing(self, total: Total, known: Known, states: int) -> int:
        """Only states in which an overall call agrees with its parts, where a scheme asks for both."""
        if total.key in known.disagreeing:
            return states
        masks = self.space.masks
        none = states
        for part in total.parts:
            if part in masks:
                none &= masks[part][False]
        hidden = [known.values.get(part) for part in total.parts if part not in masks]
        can_hide = any(value is None or value is True for value in hidden)
        present = states if can_hide else states & ~none
        return (masks[total.key][total.absent] & none) | (masks[total.key][total.present] & present)


def _values(domains: Domains, relation: Relation, name: str) -> tuple[Value, ...]:
    without = any(one.key == name for one in relation.not_there)
    return domains.keys[name].values + ((NOT_THERE,) if without else ())


def bound_broken(bounds: Iterable[Bound], columns: Iterable[str], known: Known) -> Bound | None:
    """The bound that an entered value of a column breaks at the known age, if any."""
    if known.days is None:
        return None
    for bound in bounds:
        if bound.key in columns and known.values.get(bound.key) == bound.value and known.days >= bound.below:
            return bound
    return None
