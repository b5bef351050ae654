"""What numbers and tested regions say beside a laboratory's call: shown with the reason, never in place of the call.

The bands, the parts and the sentences are data; see ``resources/biology/derived.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table

_SIDES = ("from", "over", "below", "up_to")


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """A range of a number and how it reads: ``least`` and ``most`` belong to it as far as they are ``included``.

    ``also`` are calls that this reading does not stand against.
    """

    least: Decimal | None
    most: Decimal | None
    included: tuple[bool, bool]
    value: str
    also: tuple[str, ...]
    text: str
    cited: Cited

    @property
    def calls(self) -> frozenset[str]:
        """The calls that fit the number."""
        return frozenset((self.value, *self.also))

    def holds(self, number: Decimal) -> bool:
        """Whether a number lies in it."""
        if self.least is not None and (number < self.least or (number == self.least and not self.included[0])):
            return False
        return self.most is None or number < self.most or (number == self.most and self.included[1])


@dataclass(frozen=True, slots=True)
class NumberTest:
    """A measured number that is a test of its own, beside the call of the laboratory."""

    number: str
    call: str
    differs: str
    bands: tuple[Band, ...]

    def band(self, number: Decimal) -> Band:
        """The one band of a number."""
        return next(one for one in self.bands if one.holds(number))


@dataclass(frozen=True, slots=True, kw_only=True)
class Panel:
    """An overall call over parts, and what is said where it was called absent with parts that nobody recorded."""

    call: str
    present: str
    absent: str
    parts: tuple[str, ...]
    partly: str
    cited: Cited

    def possible(self, parts: Mapping[str, bool]) -> tuple[str, ...]:
        """What the recorded parts leave of the call: present from one, absent only from all."""
        if any(parts.get(one) for one in self.parts):
            return (self.present,)
        return (self.absent,) if all(one in parts for one in self.parts) else (self.present, self.absent)

    def untested(self, parts: Mapping[str, bool]) -> tuple[str, ...]:
        """The parts of which nothing is recorded."""
        return tuple(one for one in self.parts if one not in parts)


@dataclass(frozen=True, slots=True)
class DerivedRules:
    """Tests by the fact of their number, panels by the fact of their call."""

    file: RuleFile
    tests: Mapping[str, NumberTest]
    panels: Mapping[str, Panel]

    def against(self, call: str | None, numbers: Mapping[str, Decimal]) -> tuple[str, ...]:
        """The measured numbers of one result whose bands disagree with its call, or with each other without one."""
        fits = {name: self.tests[name].band(value).calls for name, value in numbers.items() if name in self.tests}
        if call is not None:
            return tuple(name for name, calls in fits.items() if call not in calls)
        return tuple(fits) if fits and not frozenset.intersection(*fits.values()) else ()

    @classmethod
    def parse(cls, name: str, text: str) -> DerivedRules:
        """Read the file. Raises RuleFileError that names the entry and the key."""
        file = open_file(name, text)
        file.only(*HEAD, "test", "panel")
        sources = Sources(file)
        tests = [_test(entry, sources) for entry in file.tables("test", "number")]
        panels = [_panel(entry, sources) for entry in file.tables("panel", "call")]
        return cls(head(file, sources), {one.number: one for one in tests}, {one.call: one for one in panels})


def _test(entry: Table, sources: Sources) -> NumberTest:
    entry.only("number", "call", "differs", "band")
    bands = tuple(_band(one, sources) for one in entry.tables("band", "value"))
    found = NumberTest(entry.text("number"), entry.text("call"), entry.text("differs"), bands)
    for number in _probes(bands):
        if sum(band.holds(number) for band in bands) != 1:
            raise entry.refuse(f"the number {number} must have exactly one band")
    return found


def _probes(bands: tuple[Band, ...]) -> Iterator[Decimal]:
    """Zero, every edge, and a number just on either side of it."""
    yield Decimal(0)
    least = Decimal("0.000001")
    for band in bands:
        for edge in (band.least, band.most):
            if edge is not None:
                yield from (edge - least, edge, edge + least)


def _band(entry: Table, sources: Sources) -> Band:
    entry.only(*_SIDES, "value", "also", "text", "source", "status")
    edges = {side: _edge(entry, side) for side in _SIDES if side in entry.values}
    if {"from", "over"} <= {*edges} or {"below", "up_to"} <= {*edges}:
        raise entry.refuse("an end of a band is given once")
    return Band(
        least=edges.get("from", edges.get("over")),
        most=edges.get("below", edges.get("up_to")),
        included=("from" in edges, "up_to" in edges),
        value=entry.text("value"),
        also=entry.names("also"),
        text=entry.text("text"),
        cited=sources.cite(entry),
    )


def _edge(entry: Table, side: str) -> Decimal:
    value = entry.values[side]
    if isinstance(value, bool) or not isinstance(value, int | Decimal) or value < 0:
        raise entry.refuse(f'"{side}" must be a number of 0 or more')
    return Decimal(value)


def _panel(entry: Table, sources: Sources) -> Panel:
    entry.only("call", "present", "absent", "parts", "partly", "source", "status")
    partly = entry.text("partly")
    if not entry.names("parts") or "{tested}" not in partly or "{open}" not in partly:
        raise entry.refuse('"parts" is missing, or "partly" does not name {tested} and {open}')
    return Panel(
        call=entry.text("call"),
        present=entry.text("present"),
        absent=entry.text("absent"),
        parts=entry.names("parts"),
        partly=partly,
        cited=sources.cite(entry),
    )
