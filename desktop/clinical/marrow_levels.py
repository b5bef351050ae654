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
class MarrowLevels:
    """The limits, the lowest first, which sample of a day counts, and what a complete study is."""

    file: RuleFile
    levels: tuple[MarrowLevel, ...]
    highest: Remark
    adequate: Remark

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
            adequate=_remark(file, "adequate", sources),
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
    if key not in file.values:
        raise RuleFileError(f"{file.where}: [{key}] is missing.")
    entry = Table.of(f"{file.where}, {key}", file.values[key])
    entry.only("text", "source", "status")
    return Remark(text=entry.text("text"), cited=sources.cite(entry))
