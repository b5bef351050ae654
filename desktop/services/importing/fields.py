"""What a column can be read into: every fact of the case, by the name that labels and profiles use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from desktop.clinical.results import (
    AlkResult,
    CourseAtSource,
    MycnResult,
    Pathology,
    PloidyResult,
    Result,
    SegmentalResult,
    Staging,
    Surgery,
)
from desktop.clinical.vocabulary import (
    Alk,
    CaseStatus,
    Category,
    Grade,
    Histology,
    Inrgss,
    Inss,
    MetastaticSite,
    Mki,
    Mycn,
    OutcomeClass,
    Ploidy,
    Presence,
    PrimarySite,
    Resection,
    Sex,
    SurgicalExtent,
)


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
    (None: free codes). ``plain`` marks text that has no silence, such as a name.
    """

    name: str
    kind: Kind
    part: str = ""
    vocabulary: type[StrEnum] | None = None
    plain: bool = False
    provenance: bool = False

    @property
    def attribute(self) -> str:
        """The attribute of the case, of the result, or of the result's provenance."""
        return self.name.removeprefix(f"{PREFIXES.get(self.part, '')}_") if self.provenance else self.name


PARTS: Mapping[str, type[Result]] = MappingProxyType(
    {
        "stagings": Staging,
        "pathology": Pathology,
        "mycn": MycnResult,
        "ploidy": PloidyResult,
        "segmental": SegmentalResult,
        "alk": AlkResult,
        "surgery": Surgery,
        "course": CourseAtSource,
    }
)
"""The case's results by attribute, and what one row of each is."""

PREFIXES: Mapping[str, str] = MappingProxyType({**{part: part for part in PARTS}, "stagings": "staging"})
"""How the provenance of each part is named: ``mycn_laboratory``, ``staging_performed_on``."""

IDENTIFIER = "identifier"
PLAN = "plans"

_REGIONS = ("loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")


def _of(
    part: str, kind: Kind, *names: str, vocabulary: type[StrEnum] | None = None, plain: bool = False
) -> list[Field]:
    return [Field(name, kind, part, vocabulary, plain) for name in names]


def _coded(part: str, **vocabularies: type[StrEnum]) -> list[Field]:
    return [Field(name, Kind.CODE, part, vocabulary) for name, vocabulary in vocabularies.items()]


def _origins() -> list[Field]:
    texts = ("laboratory", "method", "specimen")
    dates = ("performed_on", "reported_on")
    named = [(name, Kind.TEXT) for name in texts] + [(name, Kind.DATE) for name in dates]
    return [
        Field(f"{prefix}_{name}", kind, part, plain=True, provenance=True)
        for part, prefix in PREFIXES.items()
        for name, kind in named
    ]


_ALL = [
    *_of("", Kind.TEXT, "family_name", "given_name", plain=True),
    *_of("", Kind.DATE, "born", "antenatal", "diagnosed"),
    *_of("", Kind.COUNT, "age_days"),
    *_of("", Kind.TEXT, "question", "wishes", "family_knows", "language"),
    *_coded("", sex=Sex, primary_site=PrimarySite),
    Field("status", Kind.CODE, "", CaseStatus, plain=True),
    *_coded("stagings", inrgss=Inrgss, inss=Inss, resection=Resection),
    *_of("stagings", Kind.CODES, "idrfs"),
    *_of("stagings", Kind.CODES, "metastases", vocabulary=MetastaticSite),
    *_of("stagings", Kind.COUNT, "compartments"),
    *_of("stagings", Kind.NUMBER, "marrow_percent"),
    *_of("stagings", Kind.YES_NO, "marrow_mibg", "symptomatic"),
    *_coded("pathology", category=Category, grade=Grade, mki=Mki, histology=Histology),
    *_coded("mycn", mycn=Mycn),
    *_of("mycn", Kind.NUMBER, "ratio", "copies"),
    *_of("ploidy", Kind.NUMBER, "dna_index"),
    *_coded("ploidy", ploidy=Ploidy),
    *_coded("segmental", sca=Presence),
    *_of("segmental", Kind.YES_NO, *_REGIONS),
    *_coded("alk", alk=Alk),
    *_coded("surgery", extent=SurgicalExtent),
    *_of("course", Kind.YES_NO, "high_risk", "progression", "death_from_disease"),
    *_of("course", Kind.TEXT, "high_risk_rules", plain=True),
    *_coded("course", outcome_class=OutcomeClass),
    *_of("course", Kind.COUNT, "days_to_event", "follow_up_days"),
    *_of(PLAN, Kind.TEXT, "plan_template", plain=True),
    *_of(PLAN, Kind.DATE, "plan_start", plain=True),
    *_origins(),
]

FIELDS: Mapping[str, Field] = MappingProxyType({one.name: one for one in _ALL})
"""Every fact that a column can have as its target; identifiers are ``identifier`` with a system of their own."""
