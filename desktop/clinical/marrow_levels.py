"""At which shares of tumour in the marrow sources draw limits, and which sample of a day counts, as data."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from desktop.clinical.errors import RuleFileError
from desktop.clinical.lesion_rules import Remark
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import Cited, RuleFile
from desktop.clinical.toml_tables import Table


@dataclass(frozen=True, slots=True, kw_only=True)
class MarrowLevel:
    """A limit in per cent: ``name`` is its few words, ``text`` its sentence."""

    percent: Decimal
    name: str
    text: str
    cited: Cited


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteStudy(Remark):
    """A complete study: every one of ``samples`` from every one of ``sides``, each ``core`` with enough marrow.

    ``core_mm``: how much marrow is enough in a core, in millimetres. The others are codes of the record.
    """

    samples: tuple[str, ...]
    sides: tuple[str, ...]
    core: str
    core_mm: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class MarrowLevels:
    """The limits, the lowest first, which sample of a day counts, and what a complete study is."""

    file: RuleFile
    levels: tuple[MarrowLevel, ...]
    highest: Remark
    adequate: CompleteStudy

    @classmethod
    def parse(cls, text: str) -> MarrowLevels:
        """Read the file. Raises RuleFileError that names the row and the key."""
        file = open_file("The limits of marrow", text)
        file.only(*HEAD, "level", "highest", "adequate")
        sources = Sources(file)
        levels = tuple(_level(one, sources) for one in file.tables("level", "name"))
        shares = [one.percent for one in levels]
        if not levels or shares != sorted(set(shares)):
            raise file.refuse("[[level]] must stand in order of per cent, each once")
        return cls(
            file=head(file, sources),
            levels=levels,
            highest=_remark(file, "highest", sources),
            adequate=_complete(file, sources),
        )


def _level(entry: Table, sources: Sources) -> MarrowLevel:
    entry.only("percent", "name", "text", "source", "status")
    percent = entry.values.get("percent")
    if not isinstance(percent, int) or isinstance(percent, bool) or not 0 < percent <= 100:
        raise entry.refuse('"percent" is missing or no whole number from 1 to 100')
    return MarrowLevel(
        percent=Decimal(percent), name=entry.text("name"), text=entry.text("text"), cited=sources.cite(entry)
    )


def _remark(file: Table, key: str, sources: Sources) -> Remark:
    entry = _entry(file, key)
    entry.only("text", "source", "status")
    return Remark(text=entry.text("text"), cited=sources.cite(entry))


def _complete(file: Table, sources: Sources) -> CompleteStudy:
    entry = _entry(file, "adequate")
    entry.only("samples", "sides", "core", "core_mm", "text", "source", "status")
    found = CompleteStudy(
        text=entry.text("text"),
        cited=sources.cite(entry),
        samples=entry.names("samples"),
        sides=entry.names("sides"),
        core=entry.text("core"),
        core_mm=Decimal(entry.whole("core_mm", 1)),
    )
    if not found.samples or not found.sides or found.core not in found.samples:
        raise entry.refuse('"samples" and "sides" must name at least one, and "core" one of the samples')
    return found


def _entry(file: Table, key: str) -> Table:
    if key not in file.values:
        raise RuleFileError(f"{file.where}: [{key}] is missing.")
    return Table.of(f"{file.where}, {key}", file.values[key])
