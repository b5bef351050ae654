"""How a field is typed beyond what its fact says: what it offers with its other names, and units behind a number."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from desktop.services.library import Library
from desktop.services.offers import Offer


@dataclass(frozen=True, slots=True, kw_only=True)
class Ways:
    """``offers`` gives the values anew each time they are wanted; None: those of the fact, with the words of labels
    and the names that ``also`` gives for a value.

    ``gone`` is what a field says whose value is not offered any more, such as an entry that was taken away. A number
    is kept in ``unit``; typed in one of ``units`` it is multiplied. ``ticking`` heads the list of several values that
    can be ticked, and ``found`` is said of those that are. ``rest`` asks whether the others were looked for too; empty
    where a list only names what there was.

    ``beside`` gives units that may be typed behind a number and are then chosen in a field beside it, each with every
    way of writing it, the first as it is shown: the number stays as it was typed.
    """

    offers: Callable[[], Sequence[Offer]] | None = None
    also: Callable[[], Mapping[object, Sequence[str]]] | None = None
    gone: str = ""
    unit: str = ""
    units: Mapping[str, Decimal] = field(default_factory=lambda: MappingProxyType({}))
    beside: Callable[[], Mapping[object, Sequence[str]]] | None = None
    ticking: str = "Tick what was found. Of the others nothing is recorded, unless you say so beneath."
    found: str = "found"
    rest: str = "All others looked for, not found"


def ways_of(library: Library, fact: str) -> Ways:
    """How a fact is typed: its values are found by their other names too, which are read when one first types."""
    return Ways(also=lambda: library.other_names.get(fact, {}))


PLAIN = Ways()
"""A field that is typed as its fact says and no more."""
