"""One line of the case list, and what a list can be asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple
from uuid import UUID

from desktop.clinical.dates import PartialDate

LISTED_SCHEME = "cog-v2"
"""The scheme whose groups the list shows."""


Where = tuple[tuple[str, str], ...]
"""Filters of the list, each with its value."""

MOST_KEYS = 3
"""A list is sorted by so many fields at most: beyond that nobody sees the order any more."""


class SortKey(NamedTuple):
    """One field that a list is sorted by; those after the first order what is alike in the ones before."""

    field: str
    descending: bool = False


def sort_keys(sort: str, descending: bool) -> tuple[SortKey, ...]:
    """The keys of a kept order: ``stage,-diagnosed`` is the stage, then the latest diagnosis first.

    ``descending`` is about the first field, as it was when there was only one.
    """
    first, *others = sort.split(",")
    return (SortKey(first, descending), *(SortKey(one.removeprefix("-"), one.startswith("-")) for one in others))


def sort_text(keys: Sequence[SortKey]) -> tuple[str, bool]:
    """The order as it is kept: the fields in one text, and whether the first descends."""
    others = (f"-{one.field}" if one.descending else one.field for one in keys[1:])
    return ",".join((keys[0].field, *others)), keys[0].descending


@dataclass(frozen=True, slots=True)
class SavedView:
    """A person's own view of the list under its name: which filters are on, and in which order.

    What is searched for stays out: it may be a child's name, and a view is for every day. ``sort`` may have several
    fields, see ``sort_keys``.
    """

    name: str
    where: Where = ()
    sort: str = "name"
    descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseLine:
    """What the list shows of one child; stored beside the case and worked out anew when facts or rules change.

    ``stage`` is the INRGSS stage, else ``INSS`` and the stage, else empty. ``groups`` are the reachable risk groups
    of ``scheme``, least to most severe; empty with ``not_covered``. ``missing`` names unknown facts, the deciding
    ones (``deciding``) first; ``waiting`` the facts that were requested and have no result. ``phase`` is the phase's
    title, or what stands for it where no plan is followed; ``phase_done`` of its ``phase_count`` courses are reached.
    ``step`` is the place among the eight steps of treatment, 0 where nobody has said. ``next_due`` is what comes next,
    ``board_on`` the board meeting the child is on next. ``look`` says why a decision of the board is to be looked at
    (``condition`` ``basis`` ``review`` ``action``), ``look_on`` from which day; None: there is nothing to look at.
    """

    case_id: UUID
    number: int
    mrn: str = ""
    name: str = ""
    born: PartialDate | None = None
    age_days: int | None = None
    diagnosed: PartialDate | None = None
    stage: str = ""
    scheme: str = ""
    groups: tuple[str, ...] = ()
    settled: bool = False
    conflict: bool = False
    not_covered: bool = False
    deciding: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    waiting: tuple[str, ...] = ()
    phase: str = ""
    phase_done: int = 0
    phase_count: int = 0
    step: int = 0
    next_due: str = ""
    next_due_on: date | None = None
    board_on: PartialDate | None = None
    status: str = "active"
    demonstration: bool = False
    deleted: bool = False
    rules: str = ""
    look: str = ""
    look_on: date | None = None

    @property
    def only_sources_differ(self) -> bool:
        """Whether no test can settle the group, because only the disagreement of the sources is left."""
        return self.conflict and not self.deciding


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseQuery:
    """What to list: words searched in name and identifiers, exact filters, order, and a page of it.

    ``where`` pairs a key (``stage`` ``group`` ``phase`` ``status`` ``missing`` ``waiting`` ``board``) with a value;
    several are all required. ``any`` with ``missing`` or ``waiting`` asks for lines that have at least one, with
    ``look`` for those whose decision is to be looked at today.
    ``sort`` is a field of CaseLine, or several (see ``sort_keys``). ``bin`` lists the deleted cases instead.
    """

    text: str = ""
    where: tuple[tuple[str, str], ...] = ()
    sort: str = "number"
    descending: bool = False
    bin: bool = False
    offset: int = 0
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class CaseLines:
    """One page of the list, and how many lines match in all."""

    lines: tuple[CaseLine, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CaseCounts:
    """How many cases the views of the list have; ``meeting_on`` is the next board meeting that any child is on.

    ``look`` counts those with a decision to look at.
    """

    active: int = 0
    meeting: int = 0
    waiting: int = 0
    all: int = 0
    meeting_on: PartialDate | None = None
    look: int = 0
