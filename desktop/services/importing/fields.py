"""What a column can be read into: every fact of the case, by the name that labels and profiles use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Any

from desktop.clinical import editing
from desktop.clinical.editing import RESULT_TYPES
from desktop.clinical.vocabulary import Marker, MarkerUnit


class Kind(StrEnum):
    """How the cells of a column are read."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    DATE = "date"
    CODE = "code"
    CODES = "codes"
    YES_NO = "yes_no"
    COUNT = "count"
    NUMBER = "number"


@dataclass(frozen=True, slots=True)
class Field:
    """One fact: its kind, and where it stands.

    ``part`` is the case's tuple of results (empty: the case itself); ``vocabulary`` the codes a coded fact can have
    (None: free codes). ``plain`` marks what has no silence, such as a name. ``series`` is the laboratory marker, where
    the part holds the results of several, and all of them count.
    """

    name: str
    kind: Kind
    part: str = ""
    vocabulary: type[StrEnum] | None = None
    plain: bool = False
    provenance: bool = False
    series: str = ""

    @property
    def attribute(self) -> str:
        """The attribute of the case, of the result, or of the result's provenance."""
        if self.series:
            return self.name.removeprefix(f"{self.series}_") if self.name != self.series else "value"
        return self.name.removeprefix(f"{PREFIXES.get(self.part, '')}_") if self.provenance else self.name


PREFIXES: Mapping[str, str] = MappingProxyType({**{part: part for part in RESULT_TYPES}, "stagings": "staging"})
"""How the provenance of each part is named: ``mycn_laboratory``, ``staging_performed_on``."""

IDENTIFIER = "identifier"
PLAN = "plans"

_KINDS: Mapping[editing.Kind, Kind] = MappingProxyType(
    {
        editing.Kind.TEXT: Kind.TEXT,
        editing.Kind.LONG_TEXT: Kind.TEXT,
        editing.Kind.DATE: Kind.DATE,
        editing.Kind.COUNT: Kind.COUNT,
        editing.Kind.MEASURE: Kind.NUMBER,
        editing.Kind.CODE: Kind.CODE,
        editing.Kind.CODES: Kind.CODES,
        editing.Kind.YES_NO: Kind.YES_NO,
    }
)


def _as_column(fact: editing.Field) -> Field:
    """A fact that people edit, as a column may bring it."""
    vocabulary = next((type(one) for one in fact.options if isinstance(one, StrEnum)), None)
    return Field(fact.name, _KINDS[fact.kind], fact.results or "", vocabulary, fact.plain)


def _origins() -> list[Field]:
    texts = ("laboratory", "method", "specimen")
    dates = ("performed_on", "reported_on")
    named = [(name, Kind.TEXT) for name in texts] + [(name, Kind.DATE) for name in dates]
    return [
        Field(f"{prefix}_{name}", kind, part, plain=True, provenance=True)
        for part, prefix in PREFIXES.items()
        for name, kind in named
    ]


def _of_marker(marker: Marker) -> list[Field]:
    """One result of a marker: its value, the unit, the laboratory's own limit, the day of the sample, the place."""
    series: dict[str, Any] = {"part": "markers", "series": marker.value}
    return [
        Field(marker, Kind.NUMBER, **series),
        Field(f"{marker}_unit", Kind.CODE, vocabulary=MarkerUnit, plain=True, **series),
        Field(f"{marker}_upper_limit", Kind.NUMBER, **series),
        Field(f"{marker}_performed_on", Kind.DATE, plain=True, provenance=True, **series),
        Field(f"{marker}_laboratory", Kind.TEXT, plain=True, provenance=True, **series),
    ]


_ALL = [
    *(_as_column(fact) for fact in editing.FIELDS.values() if fact.name != "mrn"),
    Field("high_risk_rules", Kind.TEXT, "course", plain=True),
    Field("plan_template", Kind.TEXT, PLAN, plain=True),
    Field("plan_start", Kind.DATE, PLAN, plain=True),
    *_origins(),
    *(one for marker in Marker for one in _of_marker(marker)),
]

FIELDS: Mapping[str, Field] = MappingProxyType({one.name: one for one in _ALL})
"""Every fact that a column can have as its target; identifiers are ``identifier`` with a system of their own."""
