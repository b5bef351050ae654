"""The files of markers, parsed and checked once; and what they say about one result."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from decimal import Decimal

from desktop.clinical.biomarkers.entries import Cut, Limit, Marker, Note, Scale, Side
from desktop.clinical.biomarkers.entry_files import read_cut, read_limit, read_marker, read_scale, read_years
from desktop.clinical.biomarkers.reading import Against, MarkerReading, Placed, Standing
from desktop.clinical.biomarkers.units import Units, read_units
from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.risk.reading import HEAD, Sources, head, open_file
from desktop.clinical.risk.rows import RuleFile
from desktop.clinical.toml_tables import Table


class MarkerRules:
    """All markers in the order of the files: ``markers`` by code, ``units``, and what was published about them."""

    def __init__(self, units: Units) -> None:
        self.units = units
        self.files: list[RuleFile] = [units.file]
        self.markers: dict[str, Marker] = {}
        self.limits: list[Limit] = []
        self.scales: list[Scale] = []
        self.cuts: list[Cut] = []
        self.notes: list[Note] = []

    @classmethod
    def load(cls, texts: Mapping[str, str]) -> MarkerRules:
        """Parse file names and texts. Raises RuleFileError that names file, entry and key."""
        kinds: dict[str, list[tuple[str, str]]] = {"units": [], "markers": []}
        for name in sorted(texts):
            kind = _kind(name, texts[name])
            if kind not in kinds:
                raise RuleFileError(f'{name}: "kind" must be one of {", ".join(kinds)}.')
            kinds[kind].append((name, texts[name]))
        if len(kinds["units"]) != 1:
            raise RuleFileError(f"There must be exactly one file of units, and there are {len(kinds['units'])}.")
        found = cls(read_units(*kinds["units"][0]))
        for named in kinds["markers"]:
            found._take(*named)
        return found

    def marker(self, code: str) -> Marker:
        """One marker. Raises UserError that names those that exist."""
        if code not in self.markers:
            raise UserError(f'"{code[:40]}" is not a known marker; use one of {", ".join(self.markers)}.')
        return self.markers[code]

    def convert(self, value: Decimal, marker: str, given: str, wanted: str) -> Decimal | None:
        """A result in another unit, or None where the units measure different things."""
        return self.units.convert(value, marker, given, wanted)

    def read(
        self, marker: str, value: Decimal, unit: str, *, own_limit: Decimal | None = None, years: int | None = None
    ) -> MarkerReading:
        """What one result means: ``own_limit`` is its laboratory's, in the result's unit; ``years`` the age then.

        Raises UserError for a marker, or a unit of it, that does not exist.
        """
        one = self.marker(marker)
        if unit not in one.units:
            raise UserError(f'"{unit[:40]}" is no unit of {one.name}; use one of {", ".join(one.units)}.')
        own = None if own_limit is None or own_limit <= 0 else _against(value, own_limit, unit)
        published = () if own else tuple(self._published(marker, value, unit, years))
        return MarkerReading(
            marker=marker,
            value=value,
            unit=unit,
            own=own,
            published=published,
            years=years,
            scales=tuple(self._placed(marker, value, unit)),
            cuts=tuple(self._cuts(marker, value, unit)),
            notes=tuple(note for note in self.notes if note.is_for(marker, years)),
        )

    def limits_for(self, marker: str) -> tuple[Limit, ...]:
        """The published limits of a marker, of all sources and ages."""
        return tuple(one for one in self.limits if one.marker == marker)

    def _published(self, marker: str, value: Decimal, unit: str, years: int | None) -> Iterator[Against]:
        for limit in self.limits_for(marker):
            told = self.convert(value, marker, unit, limit.unit)
            if years is not None and limit.is_for(years) and told is not None:
                yield _against(told, limit.limit, limit.unit, limit)

    def _placed(self, marker: str, value: Decimal, unit: str) -> Iterator[Placed]:
        for scale in self.scales:
            told = self.convert(value, marker, unit, scale.unit) if scale.marker == marker else None
            if told is not None:
                yield Placed(scale, next((one for one in scale.bins if one.holds(told)), None))

    def _cuts(self, marker: str, value: Decimal, unit: str) -> Iterator[tuple[Cut, bool | None]]:
        for cut in self.cuts:
            told = self.convert(value, marker, unit, cut.unit) if cut.marker == marker else None
            if told is not None:
                yield cut, cut.beyond(told)

    def _take(self, name: str, text: str) -> None:
        file = open_file(name, text)
        file.only(*HEAD, "marker", "limit", "scale", "cut", "note")
        sources = Sources(file)
        self.files.append(head(file, sources))
        for entry in file.tables("marker", "code"):
            marker = read_marker(entry, sources, self.units)
            if marker.code in self.markers:
                raise entry.refuse("this marker stands twice; give each its own code")
            self.markers[marker.code] = marker
        self.limits += [read_limit(self._own(entry), sources) for entry in file.tables("limit", "marker")]
        self.scales += [read_scale(self._own(entry), sources) for entry in file.tables("scale", "id")]
        self.cuts += [read_cut(self._own(entry), sources) for entry in file.tables("cut", "id")]
        self.notes += [self._note(entry, sources) for entry in file.tables("note", "text")]

    def _own(self, entry: Table) -> Table:
        """An entry of a marker that exists, in a unit that it has."""
        marker = self.markers.get(entry.text("marker"))
        if marker is None or entry.text("unit") not in marker.units:
            raise entry.refuse('"marker" must name a [[marker]], and "unit" one of its units')
        return entry

    def _note(self, entry: Table, sources: Sources) -> Note:
        entry.only("markers", "text", "years", "source", "status")
        if not {*entry.names("markers")} <= {*self.markers}:
            raise entry.refuse('"markers" must name markers of these files')
        least, below = read_years(entry) if "years" in entry.values else (0, None)
        return Note(entry.names("markers"), entry.text("text"), sources.cite(entry), least, below)


def _against(value: Decimal, limit: Decimal, unit: str, published: Limit | None = None) -> Against:
    if value == limit and published is None:
        standing = Standing.AT
    elif value < limit or (value == limit and published is not None and published.side is Side.UP_TO):
        standing = Standing.WITHIN
    else:
        standing = Standing.ABOVE
    return Against(limit, unit, value / limit, standing, published)


def _kind(name: str, text: str) -> str:
    try:
        return str(tomllib.loads(text).get("kind"))
    except tomllib.TOMLDecodeError as error:
        raise RuleFileError(f"{name}: this file is not TOML ({error}); mend it.") from error
