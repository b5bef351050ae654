"""Which size of a lesion counts and where limits lie, as data: the axis for each tissue, edges, nadir, volume."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from desktop.clinical.errors import RuleFileError
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table


class Axis(StrEnum):
    """Which size of a lesion is followed: the longest diameter, or the short axis of a lymph node."""

    LONGEST = "longest"
    SHORT = "short"


class Since(StrEnum):
    """What a change is measured from."""

    BASELINE = "baseline"
    NADIR = "nadir"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A change, in per cent, that is told where it is met exactly, since a limit lies there.

    ``least_mm``: it counts only where it is so many millimetres, too, and is not told of a smaller change; None where
    the share alone counts.
    """

    change: Decimal
    since: Since
    text: str
    cited: Cited
    least_mm: Decimal | None = None

    def limit(self, start: Decimal) -> Decimal:
        """The size at which it is met, from a size in millimetres."""
        by = start * self.change / 100
        if self.least_mm is not None and abs(by) < self.least_mm:
            by = self.least_mm if self.change > 0 else -self.least_mm
        return start + by


@dataclass(frozen=True, slots=True, kw_only=True)
class AxisRule:
    """Which size counts for a tissue, and how well that is supported. No tissue: every other one."""

    tissue: str
    counts: Axis
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """A sentence about how something is worked out, with its source and status."""

    text: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class SizeRules:
    """What sources say about sizes: the axis for each tissue, the edges, the nadir, the volume."""

    file: RuleFile
    axes: tuple[AxisRule, ...]
    edges: tuple[Edge, ...]
    nadir: Remark
    volume: Remark

    @classmethod
    def parse(cls, text: str) -> SizeRules:
        """Read the file. Raises RuleFileError that names the row and the key."""
        file = open_file("The sizes of lesions", text)
        file.only(*HEAD, "axis", "edge", "nadir", "volume")
        sources = Sources(file)
        axes = tuple(_axis(one, sources) for one in file.tables("axis", "tissue"))
        named = [one.tissue for one in axes]
        if "" not in named or len({*named}) < len(named):
            raise file.refuse("one [[axis]] must have no tissue and stand for all others, and each tissue stand once")
        return cls(
            file=head(file, sources),
            axes=axes,
            edges=tuple(_edge(one, sources) for one in file.tables("edge", "text")),
            nadir=_remark(file, "nadir", sources),
            volume=_remark(file, "volume", sources),
        )

    def axis(self, tissue: str | None) -> AxisRule:
        """Which size of this tissue counts; a tissue that is not known takes the rule for all others."""
        return next((one for one in self.axes if one.tissue == tissue), self._other)

    @property
    def _other(self) -> AxisRule:
        return next(one for one in self.axes if not one.tissue)


def _axis(entry: Table, sources: Sources) -> AxisRule:
    entry.only("tissue", "counts", "source", "status")
    return AxisRule(tissue=entry.words("tissue"), counts=entry.code("counts", Axis), cited=sources.cite(entry))


def _edge(entry: Table, sources: Sources) -> Edge:
    entry.only("change", "from", "least_mm", "text", "source", "status")
    change = entry.values.get("change")
    if not isinstance(change, int) or isinstance(change, bool) or not change:
        raise entry.refuse('"change" is missing or no whole number of per cent other than 0')
    least = entry.values.get("least_mm")
    if least is not None and (not isinstance(least, int) or isinstance(least, bool) or least <= 0):
        raise entry.refuse('"least_mm" is no whole number of millimetres above 0')
    return Edge(
        change=Decimal(change),
        since=entry.code("from", Since),
        text=entry.text("text"),
        cited=sources.cite(entry),
        least_mm=Decimal(least) if least is not None else None,
    )


def _remark(file: Table, key: str, sources: Sources) -> Remark:
    if key not in file.values:
        raise RuleFileError(f"{file.where}: [{key}] is missing.")
    entry = Table.of(f"{file.where}, {key}", file.values[key])
    entry.only("text", "source", "status")
    return Remark(text=entry.text("text"), cited=sources.cite(entry))
