"""Signs: what a fact shows, as one of a few values, for tables that go by findings and not by codes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.facts import FactValue
from desktop.clinical.found import found_in, is_whole
from desktop.clinical.risk.domains import Domains
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class SignValue:
    """One value of a sign and its test. Without any test it is everything else.

    ``empty`` and ``within`` test a list, ``most`` (at most) and ``below`` a number, ``flag`` a yes or no.
    """

    name: str
    empty: bool = False
    within: frozenset[str] | None = None
    most: int | None = None
    below: int | None = None
    flag: bool | None = None

    def shows(self, value: FactValue) -> bool:
        """Whether a known fact shows this value."""
        if isinstance(value, tuple):
            return (not self.empty or not value) and (self.within is None or {*value} <= self.within)
        if self.flag is not None:
            return value is self.flag
        number = Decimal(str(value)) if not isinstance(value, bool) else Decimal(0)
        return (self.most is None or number <= self.most) and (self.below is None or number < self.below)


@dataclass(frozen=True, slots=True)
class Contains:
    """Whether a known list holds one of some items, or none of them."""

    fact: str
    items: frozenset[str]
    has: bool

    def holds(self, facts: Mapping[str, FactValue]) -> bool:
        """False if the list is unknown, or lacks them only because nobody has said anything of the others."""
        value = facts.get(self.fact)
        if not isinstance(value, tuple):
            return False
        found = bool(self.items & {*value})
        return found == self.has and (found or is_whole(value))


@dataclass(frozen=True, slots=True)
class Follows:
    """The values that an unknown sign can have, as far as another fact tells.

    ``unless_above``: numbers that, known to be above a limit, contradict the list, so that nothing follows from it.
    """

    when: Contains
    then: tuple[str, ...]
    unless_above: Mapping[str, int]

    def holds(self, facts: Mapping[str, FactValue]) -> bool:
        """Whether the facts let it follow."""
        known = ((facts.get(fact), limit) for fact, limit in self.unless_above.items())
        return self.when.holds(facts) and not any(
            value is not None and Decimal(str(value)) > limit for value, limit in known
        )


_SOMETHING_ELSE = ""
"""A thing found that no list of a rule names."""


@dataclass(frozen=True, slots=True)
class Sign:
    """A fact and what it can show; ``follows`` helps where the fact itself is unknown."""

    id: str
    fact: str
    values: tuple[SignValue, ...]
    follows: tuple[Follows, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the values."""
        return tuple(value.name for value in self.values)

    def read(self, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
        """The values that the facts leave: one if the fact is known."""
        value = facts.get(self.fact)
        left = self.names if value is None else self._shown(value)
        for one in self.follows if len(left) > 1 else ():
            if one.holds(facts):
                left = tuple(name for name in left if name in one.then)
        return left

    def _shown(self, value: FactValue) -> tuple[str, ...]:
        """The value that a fact shows; of a list that is not whole, every one that a longer list could show."""
        if not isinstance(value, tuple) or is_whole(value):
            return next(((one.name,) for one in self.values if one.shows(value)), self.names)
        found = found_in(value)
        limits = [one.within for one in self.values if one.within is not None]
        longest = ({}, {_SOMETHING_ELSE}, *limits)
        shown = {name for more in longest for name in self._shown((*found, *more))}
        return tuple(name for name in self.names if name in shown)


@dataclass(frozen=True, slots=True)
class Check:
    """Two facts that contradict each other, and the sentence to say so."""

    when: Contains
    sign: str
    found: tuple[str, ...]
    warning: str


def read_sign(entry: Table, domains: Domains) -> Sign:
    """Read one sign. Raises RuleFileError that names the key."""
    entry.only("id", "fact", "values", "follows")
    if entry.text("fact") not in domains.keys:
        raise entry.refuse(f'"{entry.text("fact")}" is no fact; use one of {", ".join(domains.keys)}')
    values = tuple(_value(one) for one in entry.tables("values", "name"))
    if len(values) < 2:
        raise entry.refuse('"values" needs at least two values')
    follows = tuple(_follows(one, values, domains) for one in entry.tables("follows", "fact"))
    return Sign(entry.text("id"), entry.text("fact"), values, follows)


def _value(entry: Table) -> SignValue:
    entry.only("name", "empty", "within", "most", "below", "is")
    return SignValue(
        name=entry.text("name"),
        empty=entry.flag("empty"),
        within=frozenset(entry.names("within")) if "within" in entry.values else None,
        most=entry.optional_whole("most", 0),
        below=entry.optional_whole("below", 1),
        flag=entry.flag("is") if "is" in entry.values else None,
    )


def _follows(entry: Table, values: tuple[SignValue, ...], domains: Domains) -> Follows:
    entry.only("fact", "has", "lacks", "then", "unless_above")
    then = entry.names("then")
    if not {*then} <= {value.name for value in values}:
        raise entry.refuse('"then" must name values of this sign')
    above = Table.of(f"{entry.where}, unless_above", entry.values.get("unless_above", {}))
    for fact in above.values:
        if fact not in domains.keys or domains.keys[fact].kind != "number":
            raise above.refuse(f'"{fact}" is no fact that is a number')
    return Follows(_contains(entry), then, {fact: above.whole(fact, 0) for fact in above.values})


def _contains(entry: Table) -> Contains:
    if ("has" in entry.values) == ("lacks" in entry.values):
        raise entry.refuse('write either has = ["..."] or lacks = ["..."]')
    has = "has" in entry.values
    return Contains(entry.text("fact"), frozenset(entry.names("has" if has else "lacks")), has)


def read_check(entry: Table) -> Check:
    """Read one contradiction. Raises RuleFileError that names the key."""
    entry.only("fact", "has", "lacks", "sign", "found", "warning")
    return Check(_contains(entry), entry.text("sign"), entry.names("found"), entry.text("warning"))
