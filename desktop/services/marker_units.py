"""How the units of a laboratory marker are written: as they are shown, and as lists from elsewhere write them."""

from __future__ import annotations

from collections.abc import Mapping

from desktop.clinical.vocabulary import Marker, MarkerUnit
from desktop.services.library import Library


def written_units(library: Library, marker: Marker) -> Mapping[object, tuple[str, ...]]:
    """The units in which a marker is reported, each with every way of writing it; the first is the one that is shown.

    The other ways are those of the column profiles, so that a report is typed as a list is read.
    """
    columns = [one for each in library.profiles for one in each.columns if one.field.name == f"{marker}_unit"]
    found: dict[object, tuple[str, ...]] = {}
    for code in library.markers.marker(marker).units:
        unit = MarkerUnit(code)
        others = (word for column in columns for word, value in column.words.items() if value == unit)
        found[unit] = tuple(dict.fromkeys((library.markers.units.units[code].words, *others)))
    return found
