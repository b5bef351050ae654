"""Reading the entries of a file of markers: one table at a time, with errors that name the entry and the key."""

from __future__ import annotations

from decimal import Decimal
from itertools import pairwise

from desktop.clinical.biomarkers.entries import Bin, Cut, Limit, Marker, Scale, Side
from desktop.clinical.biomarkers.units import Measure, Units, number
from desktop.clinical.risk.reading import Sources
from desktop.clinical.toml_tables import Table

_ZERO = Decimal(0)


def read_marker(entry: Table, sources: Sources, units: Units) -> Marker:
    """An analyte, with units that exist. Raises RuleFileError that names the entry and the key."""
    entry.only("code", "name", "words", "units", "shown_in", "source", "status")
    named, shown = entry.names("units"), entry.names("shown_in")
    if not named or not {*named} <= {*units.units} or not {*shown} <= {*named}:
        raise entry.refuse('"units" must name units, and "shown_in" some of them')
    code = entry.text("code")
    if code not in units.molar and any(units.units[one].top is Measure.AMOUNT for one in named):
        raise entry.refuse(f'a unit of amount needs a [[molar]] of "{code}" in the file of units')
    return Marker(
        code=code,
        name=entry.text("name"),
        words=entry.text("words"),
        units=named,
        shown_in=shown,
        cited=sources.cite(entry),
    )


def read_years(entry: Table) -> tuple[int, int | None]:
    """From which completed year on something holds, and below which (None: no end)."""
    years = Table.of(f"{entry.where}, years", entry.values.get("years"))
    years.only("from", "below")
    least, below = years.whole("from", 0), years.optional_whole("below", 1)
    if below is not None and below <= least:
        raise years.refuse('"below" must be more than "from"')
    return least, below


def read_limit(entry: Table, sources: Sources) -> Limit:
    """A published limit. Raises RuleFileError that names the entry and the key."""
    entry.only("marker", "years", "limit", "side", "unit", "source", "status")
    least, below = read_years(entry)
    side = entry.code("side", Side)
    if side not in (Side.BELOW, Side.UP_TO):
        raise entry.refuse('"side" of a limit is "below" or "up_to"')
    return Limit(
        marker=entry.text("marker"),
        least=least,
        below=below,
        limit=number(entry, "limit", above=_ZERO),
        side=side,
        unit=entry.text("unit"),
        cited=sources.cite(entry),
    )


def read_scale(entry: Table, sources: Sources) -> Scale:
    """Bins that follow each other and do not overlap. Raises RuleFileError that names the entry and the key."""
    entry.only("id", "marker", "population", "outcome", "unit", "bins", "source", "status")
    bins = tuple(_bin(one) for one in entry.tables("bins", "from"))
    for one, after in pairwise(bins):
        if one.most is None or one.most >= after.least:
            raise entry.refuse("bins must follow each other and not overlap")
    if not bins:
        raise entry.refuse('"bins" is missing')
    return Scale(
        id=entry.text("id"),
        marker=entry.text("marker"),
        population=entry.text("population"),
        outcome=entry.text("outcome"),
        unit=entry.text("unit"),
        bins=bins,
        cited=sources.cite(entry),
    )


def _bin(entry: Table) -> Bin:
    entry.only("from", "to", "grade", "figure")
    grade = entry.text("grade")
    if grade not in ("best", "middle", "worst"):
        raise entry.refuse('"grade" is "best", "middle" or "worst"')
    most = number(entry, "to") if "to" in entry.values else None
    if most is not None and most < number(entry, "from"):
        raise entry.refuse('"to" must not be less than "from"')
    return Bin(number(entry, "from"), most, grade, entry.text("figure"))


def read_cut(entry: Table, sources: Sources) -> Cut:
    """A cut-off with its side. Raises RuleFileError that names the entry and the key."""
    sides = [side for side in (Side.OVER, Side.FROM, Side.AT) if side in entry.values]
    entry.only("id", "marker", "over", "from", "at", "unit", "population", "words", "source", "status")
    if len(sides) != 1:
        raise entry.refuse('exactly one of "over", "from" and "at" must be given')
    return Cut(
        id=entry.text("id"),
        marker=entry.text("marker"),
        limit=number(entry, sides[0], above=_ZERO),
        side=sides[0],
        unit=entry.text("unit"),
        population=entry.text("population"),
        words=entry.text("words"),
        cited=sources.cite(entry),
    )
