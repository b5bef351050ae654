"""A classification that ties several facts and the age together: one table that computes one fact from others.

The facts stay free of each other only as far as this table can produce them, whichever of them a scheme asks for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product

from desktop.clinical.risk.domains import Domains
from desktop.clinical.risk.reading import HEAD, Sources, conditions, head, rows
from desktop.clinical.risk.rows import Cited, Conditions, DayReading, Days, Row, RuleFile, Value
from desktop.clinical.toml_tables import Table

NOT_THERE = "not there"
"""The value of a fact that does not exist for a child, such as the grade of a tumour that has none."""


@dataclass(frozen=True, slots=True)
class NotThere:
    """A fact that does not exist where the conditions hold."""

    key: str
    when: Conditions
    cited: Cited


@dataclass(frozen=True, slots=True)
class Produced:
    """One combination of the inputs, and the answers that it can have from each day of change on."""

    values: Mapping[str, Value]
    answers: tuple[tuple[int, frozenset[Value]], ...]

    def on(self, day: int) -> frozenset[Value]:
        """The answers on a day."""
        return self.answers[bisect_right(self.answers, day, key=lambda one: one[0]) - 1][1]


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """A classification: ``answer`` follows from ``inputs`` and the age, by rows.

    ``name`` is what people call the edition. ``entered`` is said of an answer that was reported, ``contradiction`` of
    entered facts that no row can produce together. ``produced``: everything that the rows can produce, worked out once.
    """

    file: RuleFile
    name: str
    answer: str
    inputs: tuple[str, ...]
    rows: tuple[Row, ...]
    readings: tuple[DayReading, ...]
    not_there: tuple[NotThere, ...]
    entered: str
    contradiction: str
    produced: tuple[Produced, ...] = ()

    @property
    def cuts(self) -> frozenset[int]:
        """The days on which the classification changes."""
        days = {day for row in self.rows for one in row.when.values() if isinstance(one, Days) for day in one.cuts}
        return frozenset(days | {day for one in self.readings for day in (one.day, one.day + 1)})

    def read_as(self, day: int) -> tuple[int, ...]:
        """The days whose rows count on this day: itself, or either side of a disputed limit."""
        return next((one.read_as for one in self.readings if one.day == day), (day,))

    def exists(self, key: str, values: Mapping[str, Value]) -> bool:
        """Whether a fact exists at all, given the others."""
        return not any(one.key == key and holds(one.when, values) for one in self.not_there)

    def combinations(self, domains: Domains) -> Iterator[dict[str, Value]]:
        """All combinations of the inputs, with NOT_THERE for a fact that does not exist."""
        without = {one.key for one in self.not_there}
        ranges = [domains.keys[key].values + ((NOT_THERE,) if key in without else ()) for key in self.inputs]
        for combination in product(*ranges):
            values = dict(zip(self.inputs, combination, strict=True))
            if all(self.exists(key, values) == (values[key] != NOT_THERE) for key in self.inputs):
                yield values


def holds(when: Conditions, values: Mapping[str, Value], day: int = 0, days: str = "") -> bool:
    """Whether conditions hold of complete facts; a condition on a fact that is missing does not hold."""
    return all(
        wanted.holds(day) if isinstance(wanted, Days) and name == days else _among(wanted, values.get(name))
        for name, wanted in when.items()
    )


def _among(wanted: tuple[Value, ...] | Days, value: Value | None) -> bool:
    return not isinstance(wanted, Days) and value in wanted


def read_relation(file: Table, domains: Domains) -> Relation:
    """Read a classification. Raises RuleFileError that names the row and the key, or children without one row."""
    file.only(*HEAD, "name", "answer", "inputs", "entered", "contradiction", "reading", "not_there", "row")
    sources = Sources(file)
    relation = Relation(
        file=head(file, sources),
        name=file.text("name"),
        answer=file.text("answer"),
        inputs=file.names("inputs"),
        rows=rows(file, sources),
        readings=tuple(_reading(entry, sources, domains) for entry in file.tables("reading", "key")),
        not_there=tuple(_not_there(entry, sources, domains) for entry in file.tables("not_there", "key")),
        entered=file.text("entered"),
        contradiction=file.text("contradiction"),
    )
    _check_rows(file, relation, domains)
    return replace(relation, produced=tuple(_produced(file, relation, domains)))


def _reading(entry: Table, sources: Sources, domains: Domains) -> DayReading:
    entry.only("key", "day", "as", "warning", "source", "status")
    read_as = entry.values.get("as")
    if (
        entry.text("key") != domains.days
        or not isinstance(read_as, list)
        or not all(type(one) is int for one in read_as)
    ):
        raise entry.refuse(f'a reading here is of "{domains.days}", with as = [day, day]')
    return DayReading(entry.whole("day", 0), tuple(read_as), entry.text("warning"), sources.cite(entry))


def _not_there(entry: Table, sources: Sources, domains: Domains) -> NotThere:
    entry.only("key", "when", "source", "status")
    domains.check_values(entry, entry.text("key"), [])
    when = domains.check(entry, conditions(entry, "when"))
    return NotThere(entry.text("key"), when, sources.cite(entry))


def _check_rows(file: Table, relation: Relation, domains: Domains) -> None:
    for entry, row in zip(file.tables("row", "id"), relation.rows, strict=True):
        domains.check(entry, row.when)
        domains.check_values(entry, relation.answer, row.then)
        if row.any_of or len(row.then) > 1 or not {*row.when} <= {*relation.inputs, domains.days}:
            raise entry.refuse('a row here has one outcome, no "any_of", and asks only for "inputs" and the age')


def _produced(file: Table, relation: Relation, domains: Domains) -> Iterator[Produced]:
    """What the rows give to every combination; each must meet exactly one row on each day."""
    changes = sorted({0, *relation.cuts})
    for values in relation.combinations(domains):
        # the age apart: most rows do not hold on any day
        near = [row for row in relation.rows if holds(_without(row.when, domains.days), values)]
        answers = []
        for day in changes:
            read = {one: _one_row(file, near, values, one, domains.days) for one in {day, *relation.read_as(day)}}
            answers.append((day, frozenset(read[one].then[0] for one in relation.read_as(day))))
        yield Produced(values, tuple(answers))


def _without(when: Conditions, days: str) -> Conditions:
    return {name: wanted for name, wanted in when.items() if name != days}


def _one_row(file: Table, rows: Sequence[Row], values: Mapping[str, Value], day: int, days: str) -> Row:
    met = [row for row in rows if holds(row.when, values, day, days)]
    if len(met) != 1:
        told = ", ".join(f"{key} {value}" for key, value in values.items())
        named = [row.id for row in met]
        raise file.refuse(f"at {day} days with {told} there must be one row, and there are {len(met)} {named}")
    return met[0]
