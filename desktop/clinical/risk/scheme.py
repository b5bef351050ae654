"""One risk scheme: a decision table read from its file, and the assessment of a child by it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.facts import FactValue
from desktop.clinical.risk.assessment import Assessment, Citation
from desktop.clinical.risk.completions import Completions, Left, bound_broken
from desktop.clinical.risk.domains import Domains
from desktop.clinical.risk.known import Known, known_facts
from desktop.clinical.risk.relation import Relation, holds
from desktop.clinical.risk.rows import Days, NotCovered, Note, Reading, Row, RuleFile, Value, Variant
from desktop.clinical.risk.settling import Settling, narrows, settling, settling_without
from desktop.clinical.risk.table import DecisionTable, check_table, compile_table

_KEPT = 4096
"""So many answers are kept; nothing in them tells of a child."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SchemeFile:
    """A scheme as its file has it. ``place`` orders the schemes; ``columns`` are the facts that can decide."""

    file: RuleFile
    place: int
    columns: tuple[str, ...]
    source: str
    rows: tuple[Row, ...]
    readings: tuple[Reading, ...]
    not_covered: tuple[NotCovered, ...]
    notes: tuple[Note, ...]
    variants: tuple[Variant, ...] = ()

    def over(self, chosen: Sequence[str]) -> SchemeFile:
        """The table with some of its variants laid over it: their rows last, their columns after its own."""
        laid = [one for one in self.variants if one.id in chosen]
        columns = (column for one in laid for column in one.columns if column not in self.columns)
        return replace(
            self,
            file=replace(self.file, version="+".join([self.file.version, ".".join(one.id for one in laid)])),
            columns=(*self.columns, *dict.fromkeys(columns)),
            rows=(*self.rows, *(row for one in laid for row in one.rows)),
        )


@dataclass(frozen=True, slots=True)
class _Reached:
    """What a set of possible states comes to: groups, rows, the sentence of a conflict, and what would settle it."""

    groups: tuple[str, ...]
    rows: tuple[Row, ...]
    conflict: str | None
    settling: Settling


class Scheme:
    """A scheme ready to assess children. Raises RuleFileError if a possible child meets no row, or more than one."""

    def __init__(self, table: SchemeFile, domains: Domains, relation: Relation, variants: Sequence[str] = ()) -> None:
        self._standard = table
        if variants:
            table = table.over(variants)
        self.in_use = tuple(one for one in table.variants if one.id in variants)
        """The variants that are laid over the standard table."""
        self._file, self._domains, self._relation = table, domains, relation
        self._citations = {row.id: Citation.of(row) for row in table.rows}
        cuts = {day for row in table.rows for one in _intervals(row) for day in one.cuts}
        self._completions = Completions(domains, relation, table.columns, self._given(), cuts)
        self._table = self._compile()
        self._reached = lru_cache(maxsize=_KEPT)(self._reach)
        self._narrowing = lru_cache(maxsize=_KEPT)(self._narrow)

    @property
    def id(self) -> str:
        """The stable id, for scripts."""
        return self._file.file.id

    @property
    def version(self) -> str:
        """The version of the file."""
        return self._file.file.version

    @property
    def title(self) -> str:
        """What people call the scheme."""
        return self._file.file.title

    @property
    def source(self) -> str:
        """Where the scheme as a whole stands."""
        return self._file.source

    @property
    def sources(self) -> Mapping[str, str]:
        """All sources of the file by key, spelled out."""
        return self._file.file.sources

    @property
    def columns(self) -> tuple[str, ...]:
        """The facts that can decide; the age decides too."""
        return self._file.columns

    @property
    def rows(self) -> tuple[Row, ...]:
        """All rows, in the order of the table."""
        return self._file.rows

    @property
    def outside(self) -> tuple[NotCovered, ...]:
        """The children whom the table has no row for."""
        return self._file.not_covered

    @property
    def variants(self) -> tuple[Variant, ...]:
        """Other readings of single rows that a centre may choose; none of them is the standard."""
        return self._file.variants

    def with_variants(self, chosen: Iterable[str]) -> Scheme:
        """The scheme with some of its variants in place of the rows they go over; none: the standard table.

        Raises UserError for one that does not exist.
        """
        wanted = {*chosen}
        known = [one.id for one in self.variants]
        unknown = wanted - {*known}
        if unknown:
            raise UserError(f'"{min(unknown)}" is no variant of {self.id}; use one of {", ".join(known)}.')
        if wanted == {one.id for one in self.in_use}:
            return self
        in_order = [one for one in known if one in wanted]
        return Scheme(self._standard, self._domains, self._relation, in_order)

    @property
    def notes(self) -> tuple[Note, ...]:
        """Longer remarks that rows point at."""
        return self._file.notes

    @property
    def readings(self) -> tuple[Reading, ...]:
        """Values that the table has no rows for, and what each is read as."""
        return self._file.readings

    @property
    def first_days(self) -> tuple[int, ...]:
        """The first day of each band of age in which nothing changes."""
        return self._completions.first_days

    def row(self, row_id: str) -> Row:
        """One row with its words, source and status. Raises KeyError for an id that the table does not have."""
        return next((row for row in self.rows if row.id == row_id), None) or _no_row(row_id)

    def possible(self, facts: Mapping[str, FactValue | None], column: str) -> tuple[Value, ...]:
        """The values that an open column can still have together with the known facts (ages: first day of a band)."""
        space = self._completions.space
        states = self._completions.left(known_facts(self._domains, facts)).states
        found = tuple(value for value, mask in space.masks[column].items() if states & mask)
        return tuple(self.first_days[int(band)] for band in found) if column == self._domains.days else found

    def can_narrow(
        self, facts: Mapping[str, FactValue | None], names: Iterable[str], never: Collection[str] = ()
    ) -> tuple[str, ...]:
        """Of some open columns, those whose answer could take a group away together with answers to others.

        ``never`` are open facts that can never be known.
        """
        left = self._completions.left(known_facts(self._domains, facts))
        return self._narrowing(left.states, left.unknown, tuple(names), frozenset(never))

    def assess(self, facts: Mapping[str, FactValue | None]) -> Assessment:
        """What the facts leave open. Raises UserError for a key or value that does not exist."""
        known = known_facts(self._domains, facts)
        sentence = self._not_covered(known)
        if sentence is not None:
            return Assessment(scheme=self.id, version=self.version, not_covered=sentence)
        return self._answer(known, self._completions.left(known))

    def forget(self) -> None:
        """Drop the answers that are kept, so that each is worked out again: for measuring."""
        self._reached.cache_clear()
        self._narrowing.cache_clear()

    def settling_without(self, facts: Mapping[str, FactValue | None], never: Collection[str]) -> Settling:
        """What would settle it where these open facts can never be known, because they do not apply to the child."""
        left = self._completions.left(known_facts(self._domains, facts))
        parts = [states for _, states in self._table.split(left.states)]
        return settling_without(self._completions.space, parts, left.unknown, never)

    def _answer(self, known: Known, left: Left) -> Assessment:
        reached = self._reached(left.states, left.unknown)
        return Assessment(
            scheme=self.id,
            version=self.version,
            groups=reached.groups,
            settled=len(reached.groups) == 1 and reached.conflict is None,
            rows=tuple([row.id for row in reached.rows]),
            conflict=reached.conflict,
            deciding=reached.settling.deciding,
            cannot_change=tuple([name for name in left.unknown if name not in reached.settling.deciding]),
            settling_sets=reached.settling.smallest,
            warnings=(*known.warnings, *self._warnings(known, left, reached.rows)),
            citations=tuple([self._citations[row.id] for row in reached.rows]),
        )

    def _narrow(
        self, states: int, unknown: tuple[str, ...], names: tuple[str, ...], never: frozenset[str]
    ) -> tuple[str, ...]:
        reached: dict[str, int] = {}
        for groups, part in self._table.split(states):
            for group in groups:
                reached[group] = reached.get(group, 0) | part
        found, space = list(reached.values()), self._completions.space
        for name in unknown:
            found = [space.forget(part, name) for part in found] if name in never else found
        asked = [name for name in unknown if name not in never]
        return tuple(name for name in names if narrows(space, found, asked, name))

    def _reach(self, states: int, unknown: tuple[str, ...]) -> _Reached:
        """What the possible states come to. It rests on nothing else: many children of a list share an answer."""
        parts = self._table.split(states)
        conflicts = [sentence for sentence, mask in self._table.conflicts if states & mask]
        return _Reached(
            groups=self._in_order(parts),
            rows=tuple(self._table.met(states)),
            conflict=_one_sentence(conflicts),
            settling=settling(self._completions.space, [outcome for _, outcome in parts], unknown),
        )

    def _in_order(self, parts: Sequence[tuple[tuple[str, ...], int]]) -> tuple[str, ...]:
        """All groups that are reached, least to most severe; a single outcome is in that order already."""
        if len(parts) == 1:
            return parts[0][0]
        reached = {group for groups, _ in parts for group in groups}
        return tuple(group for group in self._domains.groups if group in reached)

    def _warnings(self, known: Known, left: Left, met: Sequence[Row]) -> Iterator[str]:
        if left.contradiction:
            yield self._relation.contradiction
        for day in self._relation.readings:
            if day.day == known.days and self._relation.answer in left.unknown:
                yield day.warning
        for reading in self._file.readings:
            if known.values.get(reading.key) == reading.value:
                yield reading.warning
        for row in met:
            if row.warning:
                yield row.warning

    def _not_covered(self, known: Known) -> str | None:
        for one in self._file.not_covered:
            if holds(one.when, known.values):
                return one.sentence
        broken = bound_broken(self._domains.bounds, self._file.columns, known)
        return broken.sentence if broken is not None else None

    def _given(self) -> tuple[str, ...]:
        """The facts that are no column, are always known (by assumption at least), and are asked for by rows."""
        asked = {name for row in self._file.rows for part in (row.when, row.any_of) for name in part}
        return tuple(one.key for one in self._domains.assumed if one.key in asked and one.key not in self.columns)

    def _compile(self) -> DecisionTable:
        space, where = self._completions.space, self.id
        readings = [one for one in self._file.readings if one.key in space.masks]
        for row in self.rows:
            missing = [name for part in (row.when, row.any_of) for name in part if name not in space.masks]
            if missing:
                raise RuleFileError(f'{where}, row "{row.id}": "{missing[0]}" is not among "columns"; add it there.')
        gives_way = {row.id: one.over for one in self.in_use for row in one.rows}
        table = compile_table(space, self.rows, self._completions.mask, self._domains.groups, readings, gives_way)
        single = space.everything
        for reading in readings:
            single &= ~space.masks[reading.key][reading.value]
        check_table(where, space, table, self._valid(), single)
        return table

    def _valid(self) -> int:
        """Every state that must meet a row: within the bounds, existing, and of a child that is covered."""
        space, valid = self._completions.space, 0
        hidden = [one.key for one in self._domains.assumed if one.key not in space.masks]
        for values in product(*(self._domains.keys[key].values for key in hidden)):
            given = dict(zip(hidden, values, strict=True))
            states = self._completions.existing(given)
            for one in self._file.not_covered:
                if all(given[name] in _codes(wanted) for name, wanted in one.when.items() if name in given):
                    states &= ~self._completions.mask({k: v for k, v in one.when.items() if k not in given})
            valid |= states
        return valid & self._completions.bounded


def _intervals(row: Row) -> list[Days]:
    return [one for part in (row.when, row.any_of) for one in part.values() if isinstance(one, Days)]


def _codes(wanted: tuple[Value, ...] | Days) -> tuple[Value, ...]:
    return () if isinstance(wanted, Days) else wanted


def _no_row(row_id: str) -> Row:
    raise KeyError(row_id)


def _one_sentence(conflicts: list[str]) -> str | None:
    if not conflicts:
        return None
    return "; also: ".join([*(one.rstrip(".") for one in conflicts[:-1]), conflicts[-1]])
