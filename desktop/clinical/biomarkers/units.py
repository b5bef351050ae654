"""Units of laboratory results, and how one turns into another: exact arithmetic on sizes and molar masses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import RuleFile
from desktop.clinical.toml_tables import Table

CREATININE = "creatinine"


class Measure(StrEnum):
    """What stands on one side of a stroke: a mass (mg above, g below) or an amount (umol above, mmol below)."""

    MASS = "mass"
    AMOUNT = "amount"


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """One unit. ``size``: how many of its family's own unit it is; ``top`` and ``bottom`` only per creatinine."""

    code: str
    words: str
    family: str
    size: Decimal
    top: Measure | None = None
    bottom: Measure | None = None


@dataclass(frozen=True, slots=True)
class Units:
    """All units by code, and the molar masses in grams that some conversions need."""

    file: RuleFile
    units: Mapping[str, Unit]
    molar: Mapping[str, Decimal]

    def convert(self, value: Decimal, marker: str, given: str, wanted: str) -> Decimal | None:
        """A result in another unit; None where the units measure different things. Raises KeyError for no unit."""
        one, other = self.units[given], self.units[wanted]
        if one.family != other.family:
            return None
        if one == other:
            return value
        return value * self._weight(one, marker) / self._weight(other, marker)

    def _weight(self, unit: Unit, marker: str) -> Decimal:
        """One of the unit in milligrams of the marker per gram of creatinine, or in the family's own unit."""
        weight = unit.size
        # a micromole of M g/mol weighs M / 1000 mg, and a millimole of creatinine as many grams of its own M
        if unit.top is Measure.AMOUNT:
            weight = weight * self.molar[marker] / 1000
        if unit.bottom is Measure.AMOUNT:
            weight = weight * 1000 / self.molar[CREATININE]
        return weight


def read_units(name: str, text: str) -> Units:
    """Read the file of units. Raises RuleFileError that names the entry and the key."""
    file = open_file(name, text)
    file.only(*HEAD, "unit", "molar")
    sources = Sources(file)
    units = {one.code: one for one in map(_unit, file.tables("unit", "code"))}
    molar = {entry.text("of"): _molar(entry, sources) for entry in file.tables("molar", "of")}
    if any(one.top for one in units.values()) and CREATININE not in molar:
        raise file.refuse(f'units per creatinine need a [[molar]] of "{CREATININE}"')
    return Units(head(file, sources), MappingProxyType(units), MappingProxyType(molar))


def number(entry: Table, key: str, *, above: Decimal | None = None) -> Decimal:
    """A number that must be there: 0 or more, or above a limit."""
    value = entry.values.get(key)
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise entry.refuse(f'"{key}" is missing or no number')
    found = Decimal(value)
    if found < 0 or (above is not None and found <= above):
        raise entry.refuse(f'"{key}" must be {"above " + str(above) if above is not None else "0 or more"}')
    return found


def _unit(entry: Table) -> Unit:
    entry.only("code", "words", "family", "size", "top", "bottom")
    if ("top" in entry.values) != ("bottom" in entry.values):
        raise entry.refuse('"top" and "bottom" are given together or not at all')
    sides = ("top", "bottom") if "top" in entry.values else ()
    return Unit(
        code=entry.text("code"),
        words=entry.text("words"),
        family=entry.text("family"),
        size=number(entry, "size", above=Decimal(0)),
        **{side: entry.code(side, Measure) for side in sides},
    )


def _molar(entry: Table, sources: Sources) -> Decimal:
    entry.only("of", "grams", "source", "status")
    sources.cite(entry)
    return number(entry, "grams", above=Decimal(0))
