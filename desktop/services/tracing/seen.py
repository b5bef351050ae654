"""What is seen of each fact under one scheme: the values that the known facts leave it, in words and as ages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from desktop.clinical.dates import counted_days
from desktop.clinical.labels import Labels
from desktop.clinical.risk import Assessment, RulePack, Scheme
from desktop.clinical.risk.relation import NOT_THERE
from desktop.clinical.risk.rows import Days, Row, Value
from desktop.services.assessing import CaseAssessment
from desktop.services.library import Library
from desktop.services.tracing.parts import Condition, Standing

AGE = "age_days"
_NOT_KNOWN = "not known"


@dataclass(frozen=True)
class Seen:
    """One scheme, one child, and the words."""

    library: Library
    case: CaseAssessment
    one: Assessment

    @property
    def rules(self) -> RulePack:
        """All rules."""
        return self.library.rules

    @property
    def labels(self) -> Labels:
        """The words for codes."""
        return self.library.labels

    @cached_property
    def _possible(self) -> dict[str, tuple[Value, ...]]:
        return {}

    @cached_property
    def scheme(self) -> Scheme:
        """The table."""
        return self.rules.scheme(self.one.scheme)

    @cached_property
    def asked(self) -> tuple[str, ...]:
        """Every fact that some row asks for: in the order of the table, the age second, as people say it."""
        found = dict.fromkeys(name for row in self.scheme.rows for part in (row.when, row.any_of) for name in part)
        columns = self.scheme.columns
        return tuple(sorted(found, key=lambda name: columns.index(name) * 2 if name in columns else 1))

    def possible(self, name: str) -> tuple[Value, ...]:
        """The values that are left for a fact; for an unknown age the first day of each band that is left."""
        if name not in self._possible:
            facts = self.case.facts.facts
            known = name == AGE and AGE in facts
            self._possible[name] = (int(str(facts[AGE])),) if known else self.scheme.possible(facts, name)
        return self._possible[name]

    def words(self, name: str) -> str:
        """The values that are left, in words."""
        left = self.possible(name)
        return self.ages(left) if name == AGE else either(self.value(name, one) for one in left)

    def value(self, name: str, value: object) -> str:
        """One value in words."""
        if value == NOT_THERE:
            return "none for this tumour"
        kind = name if name in self.labels.words else "yes_no" if isinstance(value, bool) else ""
        return self.labels.value(kind, value)

    def ages(self, days: Sequence[Value]) -> str:
        """One age, or the stretches that bands of age make up."""
        if AGE in self.case.facts.facts:
            return counted_days(int(days[0]))
        first = self.scheme.first_days
        told: list[Days] = []
        for day in map(int, days):
            place = first.index(day)
            below = first[place + 1] if place + 1 < len(first) else None
            if told and told[-1].below == day:
                told[-1] = Days(told[-1].least, below)
            else:
                told.append(Days(day, below))
        return either(days_words(one) for one in told)

    def row_conditions(self, row: Row) -> tuple[Condition, ...]:
        """The conditions of a row one by one, those of which one is enough last."""
        parts = [(name, wanted, False) for name, wanted in row.when.items()]
        parts += [(name, wanted, True) for name, wanted in row.any_of.items()]
        return tuple(self._condition(name, wanted, one_of=one_of) for name, wanted, one_of in parts)

    def _condition(self, name: str, wanted: tuple[Value, ...] | Days, *, one_of: bool) -> Condition:
        if isinstance(wanted, Days):
            told, holds = days_words(wanted), [wanted.holds(int(day)) for day in self.possible(name)]
        else:
            told = either(self.value(name, one) for one in wanted)
            holds = [one in wanted for value in self.possible(name) for one in self._read_as(name, value)]
        standing = Standing.MET if all(holds) else Standing.OPEN if any(holds) else Standing.NOT_MET
        known = len(self.possible(name)) == 1 or (name == AGE and AGE in self.case.facts.facts)
        seen = self.words(name) if known else _NOT_KNOWN
        return Condition(title=self.labels.name(name), wanted=told, seen=seen, standing=standing, one_of=one_of)

    def _read_as(self, name: str, value: Value) -> tuple[Value, ...]:
        """A value that the table has no rows for is read as others."""
        found = (one.read_as for one in self.scheme.readings if one.key == name and one.value == value)
        return next(found, (value,))


def either(words: Iterable[str]) -> str:
    """``a``, ``a or b``, ``a, b or c``."""
    told = list(words)
    return f"{', '.join(told[:-1])} or {told[-1]}" if len(told) > 1 else "".join(told)


def days_words(days: Days) -> str:
    """``under 547 days``, ``365 to 546 days``, ``from 1,826 days``; any age where there is no limit."""
    if days.below is None:
        return f"from {days.least:,} days" if days.least else "any age"
    if not days.least:
        return f"under {days.below:,} days"
    return f"{days.least:,} to {days.below - 1:,} days" if days.below - 1 > days.least else f"{days.least:,} days"
