"""What is possible in an entry and worth a second look, in words and as data: days, numbers and fields at odds; and
what a source says of a choice, held against what is recorded of this child.

Nothing of it keeps anybody from saving: a child can be rare, and of two facts at odds only a person knows which is
wrong.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

BORN, DIAGNOSED = "born", "diagnosed"
OF_THE_CHILD = frozenset({BORN, DIAGNOSED})
"""Days of the child, which a day of an entry can be compared with."""

DAYS_OF_ORIGIN = ("performed_on", "reported_on")
"""The parts of where an entry came from that are days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDoubt:
    """One rule: ``words`` are told beside the field ``at`` when its test is met and the fields of ``when`` say so.

    The test is one of five: a day surely ``before`` another (of the entry, of the child, or ``link.day`` of the entry
    that a link leads to); a number ``above`` another; a number that is not in ``steps``; nothing said (``missing``); a
    code that is none of ``other_than``. Of a field in ``when`` that has several values, one is enough.
    """

    at: str
    words: str
    before: str = ""
    above: Decimal | None = None
    steps: Decimal | None = None
    missing: bool = False
    other_than: frozenset[str] = frozenset()
    when: Mapping[str, object] = field(default_factory=dict)
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryHint:
    """What a source says of the choice ``value`` of the field ``at``, held against the other entries of this child.

    Of those whose field ``look`` has one of ``among``, the latest that answers the yes-or-no field ``asks`` says
    ``yes`` or ``no``; without ``asks`` any of them says ``yes``. ``none`` is told where no entry says it. ``earlier``:
    one that is surely later than the entry itself does not count. ``{what}`` and ``{day}`` name the entry found.
    """

    at: str
    value: str
    look: str
    among: frozenset[str]
    yes: str
    none: str
    asks: str = ""
    no: str = ""
    earlier: bool = False
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDays:
    """Which days of an entry may be what days of a child are not.

    ``planned`` ones may be still to come: they say what is due. ``before_birth`` ones may be before the birth, as when
    a tumour was seen in the unborn child; with ``before_birth_when`` only where these fields say so.
    """

    planned: frozenset[str] = frozenset()
    before_birth: frozenset[str] = frozenset()
    before_birth_when: Mapping[str, object] = field(default_factory=dict)


ANY_DAYS = EntryDays()
