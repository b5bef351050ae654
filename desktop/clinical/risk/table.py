"""Rows laid over a space of states: which states meet which row, and which outcomes they have."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk.rows import Conditions, Reading, Row
from desktop.clinical.risk.space import Space

Mask = Callable[[Conditions], int]
_NONE: Mapping[str, Sequence[str]] = {}


@dataclass(frozen=True, slots=True)
class DecisionTable:
    """For each row its states, for each set of outcomes its states, and where sources disagree, with the sentence."""

    rows: tuple[tuple[Row, int], ...]
    outcomes: tuple[tuple[tuple[str, ...], int], ...]
    conflicts: tuple[tuple[str, int], ...]

    def met(self, states: int) -> list[Row]:
        """The rows that some state meets, in the order of the table."""
        return [row for row, mask in self.rows if states & mask]

    def split(self, states: int) -> list[tuple[tuple[str, ...], int]]:
        """The states by their outcome; only outcomes that some state has."""
        return [(groups, states & mask) for groups, mask in self.outcomes if states & mask]


def compile_table(
    space: Space,
    rows: Sequence[Row],
    mask: Mask,
    order: Sequence[str],
    readings: Sequence[Reading] = (),
    over: Mapping[str, Sequence[str]] = _NONE,
) -> DecisionTable:
    """Lay rows over a space. A value with a reading meets the rows of the values that it is read as.

    ``over`` names rows that take their states from others: those keep what is left. Raises RuleFileError if such a
    row would take what none of them has.
    """
    states = [_row_mask(row, space, mask) for row in rows]
    if over:
        states = _laid_over(space, rows, states, over)
    conflicts = [(row.conflict, met) for row, met in zip(rows, states, strict=True) if row.conflict]
    for reading in readings:
        differ = _differ(space, reading, rows, states)
        if differ:
            conflicts.append((reading.conflict, differ))
        states = [_read(space, reading, met) for met in states]
    return DecisionTable(
        rows=tuple(zip(rows, states, strict=True)),
        outcomes=_outcomes(space, rows, states, order),
        conflicts=tuple(conflicts),
    )


def check_table(where: str, space: Space, table: DecisionTable, valid: int, single: int) -> None:
    """Refuse a table in which a child meets no row, or (among ``single``) more than one."""
    seen = 0
    for row, mask in table.rows:
        twice = seen & mask & valid & single
        if twice:
            raise RuleFileError(f"{where}: row {row.id} overlaps an earlier row ({space.describe(twice)}); narrow one.")
        seen |= mask
    if valid & ~seen:
        raise RuleFileError(f"{where}: no row for {space.describe(valid & ~seen)}; add one.")


def _laid_over(space: Space, rows: Sequence[Row], states: list[int], over: Mapping[str, Sequence[str]]) -> list[int]:
    by_id = {row.id: met for row, met in zip(rows, states, strict=True)}
    left = dict(by_id)
    for name, others in over.items():
        taken = by_id[name]
        for other in others:
            taken &= ~by_id[other]
            left[other] &= ~by_id[name]
        if taken:
            raise RuleFileError(
                f"row {name} goes over {', '.join(others)}, and none of them has {space.describe(taken)}; narrow it."
            )
    return [left[row.id] for row in rows]


def _row_mask(row: Row, space: Space, mask: Mask) -> int:
    states = mask(row.when)
    if not row.any_of:
        return states
    one_holds = 0
    for name, wanted in row.any_of.items():
        one_holds |= mask({name: wanted})
    return states & one_holds & space.everything


def _read(space: Space, reading: Reading, met: int) -> int:
    found = met & ~space.masks[reading.key][reading.value]
    for value in reading.read_as:
        found |= space.moved(met, reading.key, value, reading.value)
    return found


def _differ(space: Space, reading: Reading, rows: Sequence[Row], states: Sequence[int]) -> int:
    """The states in which the readings of a value lead to different outcomes."""
    found = 0
    for group in {one for row in rows for one in row.then}:
        having = 0
        for row, met in zip(rows, states, strict=True):
            having |= met if group in row.then else 0
        first, *others = [space.moved(having, reading.key, value, reading.value) for value in reading.read_as]
        for other in others:
            found |= first ^ other
    return found


def _outcomes(
    space: Space, rows: Sequence[Row], states: Sequence[int], order: Sequence[str]
) -> tuple[tuple[tuple[str, ...], int], ...]:
    """Cut all states into those with the same set of outcomes."""
    parts: list[tuple[tuple[str, ...], int]] = [((), space.everything)]
    for group in order:
        having = 0
        for row, met in zip(rows, states, strict=True):
            having |= met if group in row.then else 0
        cut = [((*groups, group), mask & having) for groups, mask in parts]
        parts = [(groups, mask & ~having) for groups, mask in parts] + cut
        parts = [(groups, mask) for groups, mask in parts if mask]
    return tuple((groups, mask) for groups, mask in parts if groups)
