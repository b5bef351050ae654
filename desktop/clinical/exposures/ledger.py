"""The ledger: for each agent what the entries come to, unit by unit, with the entries that each total is made of.

Entries are parts, or totals up to a day. The latest total holds everything up to its day; only parts after it are
added. What cannot be told is a span and never a guess: a part that may lie before or after that day, an entry without
an amount, a treatment with the agent of which no entry says an amount. Totals that cannot all be so stand side by
side. Units are never turned into each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.current import standing
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.treatments import CumulativeExposure, Treatment

PART, TOTAL = "part", "total"
"""How an entry counts."""

Entries = tuple[CumulativeExposure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Agent:
    """One agent of the ledger: ``by_site``: its amounts belong to a region; ``asks``: fields asked beside the amount.

    A treatment with one of the ``drugs`` or ``modalities`` gave some of it.
    """

    code: str
    by_site: bool = False
    asks: tuple[str, ...] = ()
    drugs: frozenset[str] = frozenset()
    modalities: frozenset[str] = frozenset()

    def is_given_by(self, one: Treatment) -> bool:
        """Whether a treatment gave some of it."""
        return one.modality.value in self.modalities or bool(self.drugs & (one.drugs.value or frozenset()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One way to read the entries of a unit: the total it begins with, if any, and the parts that are added to it.

    ``perhaps``: parts of which the days do not say whether the total holds them. ``more``: entries that may add to it
    by an amount that is not known in this unit. ``given``: treatments with the agent that no entry speaks of.
    """

    base: CumulativeExposure | None
    added: Entries
    perhaps: Entries = ()
    more: Entries = ()
    given: tuple[Treatment, ...] = ()

    @property
    def least(self) -> Decimal:
        """What was given at the least."""
        return _sum(((self.base,) if self.base else ()) + self.added)

    @property
    def most(self) -> Decimal | None:
        """What was given at the most; None where nobody can say."""
        return None if self.more or self.given else self.least + _sum(self.perhaps)


@dataclass(frozen=True, slots=True)
class Total:
    """What the entries of one unit come to. Several readings: totals were entered that cannot all be so, or of which
    the days do not say which is the latest. ``held`` is what the readings hold already and do not add.
    """

    unit: str
    readings: tuple[Reading, ...]
    held: Entries

    @property
    def is_settled(self) -> bool:
        """Whether it is one number."""
        return len(self.readings) == 1 and self.readings[0].least == self.readings[0].most


@dataclass(frozen=True, slots=True)
class Account:
    """One agent, of radiotherapy one region: its totals by unit, and ``silent`` entries that say no amount to add.

    ``site`` is empty where the agent has none, or where the region is not told. ``given``: treatments with the agent
    of which no entry speaks; an account may rest on them alone.
    """

    agent: Agent
    site: str
    totals: tuple[Total, ...]
    silent: Entries
    entries: Entries
    given: tuple[Treatment, ...]

    def total(self, unit: str) -> Total | None:
        """The total in a unit; None where no entry says any."""
        return next((one for one in self.totals if one.unit == unit), None)


@dataclass(frozen=True, slots=True)
class Ledger:
    """All accounts, in the order in which the agents are listed. An agent of which nothing is entered and that no
    treatment gave has none, which is no 0."""

    accounts: tuple[Account, ...]

    def account(self, agent: str, site: str = "") -> Account | None:
        """The account of an agent, at a site where it is kept by site; None where nothing is entered."""
        return next((one for one in self.accounts if (one.agent.code, one.site) == (agent, site)), None)

    def elsewhere(self, agent: str, site: str) -> Entries:
        """Entries of the same agent at other sites, or at one that is not told, which gave something."""
        others = (one for one in self.accounts if one.agent.code == agent and one.site != site)
        return tuple(entry for one in others for entry in one.entries if entry.amount.value != 0)


def ledger_of(
    exposures: Sequence[CumulativeExposure], treatments: Sequence[Treatment], agents: Mapping[str, Agent]
) -> Ledger:
    """The ledger of the entries that stand; ``agents`` by code, in the order of the ledger."""
    entries, given = standing(exposures), standing(treatments)
    return Ledger(tuple(account for agent in agents.values() for account in _accounts(agent, entries, given)))


def holds(base: CumulativeExposure | None, one: CumulativeExposure) -> bool:
    """Whether a total surely holds what an entry says: the entry ended by the total's day."""
    if base is None or base.ended_on.value is None or one.ended_on.value is None:
        return False
    day = base.ended_on.value
    return one.ended_on.value.latest <= day.earliest and not _begins_after(one, day)


def _accounts(
    agent: Agent, exposures: Sequence[CumulativeExposure], treatments: Sequence[Treatment]
) -> Iterator[Account]:
    """The accounts of one agent: one, or one for each region."""
    own = [one for one in exposures if one.agent.value == agent.code]
    given = [one for one in treatments if agent.is_given_by(one) and not any(_speaks_of(each, one) for each in own)]
    sites = dict.fromkeys((one.site.value or "") if agent.by_site else "" for one in own)
    for site in sites or ([""] if given else []):
        here = tuple(one for one in own if not agent.by_site or (one.site.value or "") == site)
        said = [one for one in here if _says_amount(one)]
        silent = tuple(one for one in here if not _says_amount(one))
        units = dict.fromkeys(str(one.unit.value) for one in said)
        totals = tuple(_total(unit, said, silent, tuple(given)) for unit in units)
        yield Account(agent, site, totals, silent, here, tuple(given))


def _speaks_of(one: CumulativeExposure, treatment: Treatment) -> bool:
    """Whether an entry may be about a treatment: a total holds what began by its day, a part may share days with it."""
    began, ended = treatment.began_on.value, treatment.ended_on.value
    first, last = one.began_on.value, one.ended_on.value
    if began is not None and last is not None and last.surely_before(began):
        return False
    if one.counts_as.value == TOTAL:
        return last is not None and (ended is None or not last.surely_before(ended))
    return ended is None or first is None or not ended.surely_before(first)


def _says_amount(one: CumulativeExposure) -> bool:
    return one.amount.is_known and one.unit.is_known and one.counts_as.is_known


def _total(unit: str, said: Sequence[CumulativeExposure], silent: Entries, given: tuple[Treatment, ...]) -> Total:
    own = [one for one in said if one.unit.value == unit]
    elsewhere = (one for one in (*silent, *said) if one in silent or one.unit.value != unit)
    others = tuple(one for one in elsewhere if one.amount.value != 0)
    parts = [one for one in own if one.counts_as.value == PART]
    totals = [one for one in own if one.counts_as.value == TOTAL]
    readings = dict[tuple[object, ...], Reading]()
    for base in _bases(parts, totals):
        reading = _reading(base, unit, parts, others, given)
        # two that come to the same say nothing against each other
        readings.setdefault((reading.least, reading.most), reading)
    used = {id(one) for each in readings.values() for one in (each.base, *each.added, *each.perhaps)}
    return Total(unit, tuple(readings.values()), tuple(one for one in own if id(one) not in used))


def _bases(
    parts: Sequence[CumulativeExposure], totals: Sequence[CumulativeExposure]
) -> Iterator[CumulativeExposure | None]:
    """What a reading begins with: each total that none is surely later than, and what cannot be so beside it."""
    if not totals:
        yield None
    for latest in totals:
        if any(_is_before(latest, one) for one in totals):
            continue
        yield latest
        for base in (None, *(one for one in totals if _is_before(one, latest))):
            between = [one for one in parts if _is_after(one, base) and holds(latest, one)]
            if _sum(((base,) if base else ()) + tuple(between)) > _amount(latest):
                yield base


def _reading(
    base: CumulativeExposure | None,
    unit: str,
    parts: Sequence[CumulativeExposure],
    others: Entries,
    given: tuple[Treatment, ...],
) -> Reading:
    return Reading(
        base=base,
        added=tuple(one for one in parts if _is_after(one, base)),
        perhaps=tuple(one for one in parts if one.amount.value and not _is_after(one, base) and not holds(base, one)),
        more=tuple(one for one in others if not (one.unit.value in {None, unit} and holds(base, one))),
        given=given,
    )


def _is_after(one: CumulativeExposure, base: CumulativeExposure | None) -> bool:
    """Whether a part surely began after a total's day; after nothing everything is."""
    if base is None:
        return True
    day = base.ended_on.value
    return day is not None and _begins_after(one, day) and not _ended_by(one, day)


def _begins_after(one: CumulativeExposure, day: PartialDate) -> bool:
    return one.began_on.value is not None and day.surely_before(one.began_on.value)


def _ended_by(one: CumulativeExposure, day: PartialDate) -> bool:
    return one.ended_on.value is not None and one.ended_on.value.latest <= day.earliest


def _is_before(one: CumulativeExposure, other: CumulativeExposure) -> bool:
    mine, theirs = one.ended_on.value, other.ended_on.value
    return mine is not None and theirs is not None and mine.surely_before(theirs)


def _amount(one: CumulativeExposure) -> Decimal:
    return one.amount.value if one.amount.value is not None else Decimal(0)


def _sum(entries: Sequence[CumulativeExposure]) -> Decimal:
    return sum((_amount(one) for one in entries), Decimal(0))
