"""The ledger of exposures in words: what each agent comes to as entered, what is open, what each total is made of."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.exposures import Account, Ledger, Reading, Total, ledger_of
from desktop.clinical.labels import within
from desktop.clinical.record.treatments import CumulativeExposure, Treatment
from desktop.services.entries import answer, entry_name, fact_words
from desktop.services.library import Library

TABLE = "exposures"
AS_ENTERED = "Added up as entered. No amount is converted, and none is an order."
"""Said beneath every ledger."""

DISAGREE = "Entries that cannot all be so: they do not agree, or their days do not tell which total is the latest."
OTHER_UNIT = "Also entered in another unit; units are never turned into each other."
BASE, ADDED, PERHAPS, HELD, NOT_ADDED = (
    "Total entered", "Added", "Cannot be told by its days whether the total holds it", "Held by the total", "Not added",
)  # fmt: skip
NOT_KNOWN = "not known"


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """One agent, of radiotherapy one region, in one unit: what it comes to, what is to be said of it, its operands.

    ``operands``: how each entry stands in the total, and the entry with its days and where it came from.
    """

    name: str
    total: str
    notes: tuple[str, ...]
    operands: tuple[tuple[str, str], ...]
    open: bool


def ledger_for(library: Library, case: Case) -> Ledger:
    """The ledger of a child."""
    return ledger_of(case.exposures, case.treatments, library.exposures.agents)


def ledger_lines(library: Library, case: Case) -> tuple[LedgerLine, ...]:
    """Every agent of which something is entered, in the order of the list of needed exposures."""
    told = _Told(library, case)
    return tuple(line for one in ledger_for(library, case).accounts for line in told.lines(one))


def amount_words(library: Library, total: Total) -> str:
    """``200 to 400 mg/m²``, ``at least 75 mg/m²``, ``200 or 300 mg/m²``."""
    told = dict.fromkeys(_reading_words(one) for one in total.readings)
    return f"{' or '.join(told)} {_unit_words(library, total.unit, alone=[*told] == ['1'])}"


def totals_in_brief(library: Library, case: Case) -> tuple[str, ...]:
    """Each agent with what it comes to as entered, for a page: ``doxorubicin at least 150 mg/m²``."""
    accounts = [one for one in ledger_for(library, case).accounts if one.entries]
    told = []
    for one in accounts:
        totals = " and ".join(amount_words(library, total) for total in one.totals)
        told.append(f"{account_name(library, one)} {totals or NOT_KNOWN}")
    return tuple(told)


def account_name(library: Library, account: Account) -> str:
    """``external radiotherapy, chest (thorax)``; a region that is not told says so."""
    return exposure_name(library, account.agent.code, account.site)


def exposure_name(library: Library, agent: str, site: str = "") -> str:
    """The words of an agent, at a region where its amounts belong to one."""
    labels = library.all_labels
    name = labels.word("exposures.agent", agent)
    if not library.exposures.agents[agent].by_site:
        return name
    return f"{name}, {labels.word('exposures.site', site) if site else 'region not told'}"


def span_words(one: CumulativeExposure) -> str:
    """From when until when, as far as it is told."""
    began, ended = one.began_on.value, one.ended_on.value
    if one.counts_as.value == "total":
        return f"up to {ended.words()}" if ended else "up to a day not told"
    if began is None or ended is None or began == ended:
        return _one_day(began, ended)
    return f"{began.words()} to {ended.words()}"


class _Told:
    """The words of one child's entries."""

    def __init__(self, library: Library, case: Case) -> None:
        self._library, self._case = library, case
        self._kind, self._treatments = library.record.kinds[TABLE], library.record.kinds["treatments"]

    def lines(self, account: Account) -> Iterator[LedgerLine]:
        """A line for each unit, or one that says why there is no total."""
        name = account_name(self._library, account)
        asked = tuple(self._asked(account))
        for total in account.totals:
            notes = (*self._notes(account, total), *self._given(account), *asked)
            operands = (*self._operands(total), *self._silent(account))
            yield LedgerLine(name, amount_words(self._library, total), notes, operands, not total.is_settled)
        if not account.totals:
            notes = (*self._lacking(account), *self._given(account), *asked)
            yield LedgerLine(name, NOT_KNOWN, notes, tuple(self._silent(account)), True)

    def _notes(self, account: Account, total: Total) -> Iterator[str]:
        if len(total.readings) > 1:
            yield DISAGREE
        if any(one.perhaps for one in total.readings):
            yield "Whether the total holds every part cannot be told by their days."
        more = [entry for one in total.readings for entry in one.more]
        if any(entry in account.silent for entry in more):
            yield from self._lacking(account)
        if len(account.totals) > 1:
            yield OTHER_UNIT

    def _lacking(self, account: Account) -> Iterator[str]:
        """What entries leave open, each in one sentence; silences are named and are no 0."""
        for one in account.silent:
            lacking = [self._named(one, name) for name in ("amount", "unit", "counts_as") if not self._known(one, name)]
            yield f"Not added, {span_words(one)}: {', '.join(lacking)}."

    def _given(self, account: Account) -> Iterator[str]:
        """Treatments with the agent of which no entry says how much it was."""
        if account.given:
            yield f"Given, with no cumulative amount entered: {'; '.join(map(self._treatment, account.given))}."

    def _treatment(self, one: Treatment) -> str:
        name, began = entry_name(self._library, self._case, self._treatments, one), one.began_on.value
        dose = f"dose {one.dose.value}" if one.dose.value else ""
        return ", ".join(part for part in (name, dose, f"from {began.words()}" if began else "") if part)

    def _asked(self, account: Account) -> Iterator[str]:
        """What the list of needed exposures asks for beside the amount."""
        for name in account.agent.asks if account.entries else ():
            label = self._kind.field(name).label
            told = Counter(self._words(one, name) for one in account.entries)
            # several entries need not say the same
            counts = [f"{words} ({count} of {told.total()} entries)" for words, count in told.items()]
            yield f"{label}: {', '.join(counts if len(told) > 1 else told)}."

    def _operands(self, total: Total) -> Iterator[tuple[str, str]]:
        several = len(total.readings) > 1
        for place, one in enumerate(total.readings, start=1):
            mark = f"{place}. " if several else ""
            yield from ((f"{mark}{role}", self.entry(entry)) for role, entry in _roles(one))
        yield from ((HELD, self.entry(one)) for one in total.held)

    def _silent(self, account: Account) -> Iterator[tuple[str, str]]:
        return ((NOT_ADDED, self.entry(one)) for one in account.silent)

    def entry(self, one: CumulativeExposure) -> str:
        """An entry with its amount, days and where it came from."""
        counts = (
            self._words(one, "counts_as") if one.counts_as.is_known else f"counts as: {self._words(one, 'counts_as')}"
        )
        agent = self._library.exposures.agents.get(one.agent.value or "")
        beside = [self._named(one, name) for name in (agent.asks if agent is not None else ())]
        origin = (one.provenance.laboratory, one.provenance.report_reference, one.detail.value or "")
        parts = (self._amount(one), counts, span_words(one), *beside, *origin)
        return ", ".join(part for part in parts if part)

    def _amount(self, one: CumulativeExposure) -> str:
        """``200 mg/m²``; what is not known of it by its name."""
        if one.amount.value is None:
            return self._named(one, "amount")
        number = _number(one.amount.value)
        if one.unit.value is None:
            return f"{number}, {self._named(one, 'unit')}"
        return f"{number} {_unit_words(self._library, one.unit.value, alone=number == '1')}"

    def _named(self, one: CumulativeExposure, name: str) -> str:
        return f"{within(self._kind.field(name).label)}: {self._words(one, name)}"

    def _words(self, one: CumulativeExposure, name: str) -> str:
        field = self._kind.field(name)
        return fact_words(self._library, self._case, field, answer(one, field))

    def _known(self, one: CumulativeExposure, name: str) -> bool:
        return answer(one, self._kind.field(name)).is_known


def _roles(one: Reading) -> Iterator[tuple[str, CumulativeExposure]]:
    if one.base is not None:
        yield BASE, one.base
    yield from ((ADDED, each) for each in one.added)
    yield from ((PERHAPS, each) for each in one.perhaps)


def _reading_words(one: Reading) -> str:
    if one.most is None:
        return f"at least {_number(one.least)}" if one.least else NOT_KNOWN
    return _number(one.least) if one.least == one.most else f"{_number(one.least)} to {_number(one.most)}"


def _unit_words(library: Library, unit: str, *, alone: bool) -> str:
    """The words of a unit; of one course or transplant in the singular."""
    words = library.all_labels.word("exposures.unit", unit)
    return words.removesuffix("s") if alone else words


def _number(value: Decimal) -> str:
    return f"{value:,f}"


def _one_day(began: PartialDate | None, ended: PartialDate | None) -> str:
    if began is None:
        return f"until {ended.words()}" if ended else "on a day not told"
    return began.words() if ended else f"from {began.words()}"
