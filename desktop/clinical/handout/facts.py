"""What a family's sentences may rest on, and which things a family was told or not: the rows of one file, as data."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import RuleFileError
from desktop.clinical.handout.sheet import Section
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.toml_tables import Table

OF_THE_GROUP = ("group", "settled", "deciding")
"""What the scheme of the list says of a child: the groups in reach, whether that is one, and what is still awaited."""

DECISION, PLAN = "decision", "plan"


@dataclass(frozen=True, slots=True, kw_only=True)
class FactRule:
    """One fact of the record that sentences may ask for.

    ``by_rules``: as the rules see it. ``lasting``: told also after the disease came back or did not respond.
    ``whole``: only a list that is whole, with words for each of its codes. The codes of ``never`` are not told while
    the fact ``beside`` has anything.
    """

    name: str
    by_rules: bool = False
    lasting: bool = False
    whole: bool = False
    never: frozenset[str] = frozenset()
    beside: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeRule:
    """Whether the child was older than ``months`` of the calendar at diagnosis, or above ``surely_days`` by days."""

    name: str
    months: int
    surely_days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ToldRule:
    """One thing that a family is told or not. What was told of it is the value of ``facts`` that sentences rest on, of
    facts of the ``record``, of ``entries``, or ``of`` the decision or the plan.

    Own words in the sections ``own_in`` tell of it. Nothing of it goes before ``needs`` was told.
    """

    code: str
    facts: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()
    of: str = ""
    own_in: frozenset[Section] = frozenset()
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FamilyRules:
    """The whole file, in its order."""

    facts: tuple[FactRule, ...]
    ages: tuple[AgeRule, ...]
    told: Mapping[str, ToldRule]

    @classmethod
    def parse(cls, text: str, name: str = "handout/facts.toml") -> FamilyRules:
        """Read the file. Raises RuleFileError naming the row: an unknown fact, section or source, or a name twice."""
        try:
            whole = Table(name, tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"{name} cannot be read as TOML: {error}.") from error
        whole.only("kind", "id", "version", "sources", "fact", "age", "told")
        named = Table.of(f"{name}, sources", whole.values.get("sources", {}))
        sources = {key: named.text(key) for key in named.values}
        facts = tuple(_fact(row, sources) for row in whole.tables("fact", "name"))
        ages = tuple(_age(row, sources) for row in whole.tables("age", "name"))
        known = [*(one.name for one in facts), *(one.name for one in ages)]
        rows = [_told(row, {*known, *OF_THE_GROUP}, sources) for row in whole.tables("told", "code")]
        told = {one.code: one for one in rows}
        if len({*known}) < len(known) or len(told) < len(rows):
            raise whole.refuse("a name stands twice")
        stray = {need for one in rows for need in one.needs} - told.keys()
        if stray:
            raise whole.refuse(f'"needs" names "{min(stray)}", which is no row of [[told]]')
        return cls(facts, ages, told)

    def tell_of(self, facts: Iterable[str]) -> tuple[str, ...]:
        """The things that a sentence on these facts tells of, with what they need before them."""
        named = {*facts}
        return self.with_needs(code for code, one in self.told.items() if named & {*one.facts})

    def own_in(self, section: Section) -> tuple[str, ...]:
        """The things that a team's own words in a section tell of, likewise."""
        return self.with_needs(code for code, one in self.told.items() if section in one.own_in)

    def with_needs(self, codes: Iterable[str]) -> tuple[str, ...]:
        """Things with what they need before them, in the order of the file."""
        found: set[str] = set()
        todo = [*codes]
        while todo:
            code = todo.pop()
            if code not in found:
                found.add(code)
                todo += self.told[code].needs
        return tuple(code for code in self.told if code in found)


def _fact(row: Table, sources: Mapping[str, str]) -> FactRule:
    row.only("name", "by_rules", "lasting", "whole", "never", "source")
    row.source(sources)
    never = Table.of(f"{row.where}, never", row.values.get("never", {}))
    never.only("codes", "beside")
    beside = never.words("beside")
    _refuse_unknown(row, (row.text("name"), *filter(None, [beside])), FIELDS)
    return FactRule(
        name=row.text("name"), by_rules=row.flag("by_rules"), lasting=row.flag("lasting"), whole=row.flag("whole"),
        never=frozenset(never.names("codes")), beside=beside,
    )  # fmt: skip


def _age(row: Table, sources: Mapping[str, str]) -> AgeRule:
    row.only("name", "months", "surely_days", "source")
    row.source(sources)
    return AgeRule(name=row.text("name"), months=row.whole("months", 1), surely_days=row.whole("surely_days", 1))


def _told(row: Table, facts: Iterable[str], sources: Mapping[str, str]) -> ToldRule:
    row.only("code", "facts", "record", "entries", "of", "own_in", "needs", "source")
    row.source(sources)
    _refuse_unknown(row, row.names("facts"), facts)
    _refuse_unknown(row, row.names("record"), FIELDS)
    _refuse_unknown(row, row.names("entries"), ENTRY_TYPES)
    _refuse_unknown(row, row.names("own_in"), list(Section))
    _refuse_unknown(row, filter(None, [row.words("of")]), (DECISION, PLAN))
    return ToldRule(
        code=row.text("code"), facts=row.names("facts"), record=row.names("record"), entries=row.names("entries"),
        of=row.words("of"), own_in=frozenset(map(Section, row.names("own_in"))), needs=row.names("needs"),
    )  # fmt: skip


def _refuse_unknown(row: Table, names: Iterable[str], known: Iterable[str]) -> None:
    unknown = {*names} - {*known}
    if unknown:
        raise row.refuse(f'"{min(unknown)}" is nothing that it can name here')
