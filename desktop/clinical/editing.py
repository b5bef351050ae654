"""Which facts of a case people edit one by one, and how each is read from a frozen case and replaced in a new one.

A fact of a result (MYCN, stage ...) is edited in the result that counts (see ``current``), or in a new result where
there is none. Nothing here changes a stored case: every function hands back another value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum, auto
from types import MappingProxyType
from typing import Any, cast

from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.current import Current, current, latest
from desktop.clinical.dates import PartialDate
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.results import (
    AlkResult,
    CourseAtSource,
    MycnResult,
    Pathology,
    PloidyResult,
    ResponseAssessment,
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
    InpcVersion,
    Inrgss,
    Inss,
    MarrowResponse,
    MetastaticSite,
    Mki,
    Mycn,
    OutcomeClass,
    OverallResponse,
    Ploidy,
    Presence,
    PrimarySite,
    Resection,
    ResponseCriteria,
    Sex,
    SiteResponse,
    SurgicalExtent,
)


class Kind(Enum):
    """How a fact is typed: text, several lines, a partial date, a count, a measure, one code, several, yes or no."""

    TEXT = auto()
    LONG_TEXT = auto()
    DATE = auto()
    COUNT = auto()
    MEASURE = auto()
    CODE = auto()
    CODES = auto()
    YES_NO = auto()


class Beyond(Enum):
    """Which bound of a count or a measure a number is beyond; the value says it of ``the number``."""

    TOO_LOW = "must be greater than {over}"
    NEGATIVE = "cannot be negative"
    TOO_HIGH = "cannot be greater than {at_most}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One fact that can be edited.

    ``name`` is the fact's name in the record and in the labels; ``options`` the values of a coded fact (empty for
    codes that are data, such as image-defined risk factors). ``results`` names the case's list the fact lives in,
    None for a fact of the case itself. ``plain`` facts (names, numbers, status) have no silence.
    ``over`` and ``at_most`` bound a count or a measure; ``at_least`` is zero unless ``over`` is given.
    """

    name: str
    kind: Kind
    options: tuple[object, ...] = ()
    results: str | None = None
    plain: bool = False
    over: Decimal | None = None
    at_most: Decimal | None = None

    def beyond(self, value: object) -> Beyond | None:
        """The bound that a value is beyond; None where it is within them, or this is no number."""
        if self.kind not in {Kind.COUNT, Kind.MEASURE} or not isinstance(value, int | Decimal):
            return None
        if self.over is not None and value <= self.over:
            return Beyond.TOO_LOW
        if value < 0:
            return Beyond.NEGATIVE
        return Beyond.TOO_HIGH if self.at_most is not None and value > self.at_most else None

    def why_beyond(self, value: object) -> str:
        """``the number cannot be negative``; empty for a value within the bounds."""
        found = self.beyond(value)
        return f"the number {found.value.format(over=self.over, at_most=self.at_most)}" if found else ""

    def reading(self, case: Case) -> Current[Result, object]:
        """The answer that counts, the result it stands in, and the results that contradict it."""
        if self.results is None:
            return Current(_own(self, case), None)
        found: tuple[Result, ...] = getattr(case, self.results)
        if self.results in TOGETHER:
            # grades of one day are never mixed with those of another
            one = latest(found, TOGETHER[self.results])
            return Current(NOT_ASKED if one is None else getattr(one, self.name), one)
        return current(found, lambda one: cast("Answer[object]", getattr(one, self.name)))

    def read(self, case: Case) -> Answer[object]:
        """The answer that counts."""
        return self.reading(case).answer

    def write(self, case: Case, answer: Answer[object]) -> Case:
        """The case with this fact answered. Raises ValueError for a silence in a plain field that has none."""
        if self.results is None:
            return _with_own(self, case, answer)
        return self._with_result(case, {self.name: answer})

    def origin(self, case: Case) -> tuple[PartialDate | None, str]:
        """Date and laboratory: of the result for a value, of the request or the failure for a silence."""
        reading = self.reading(case)
        if not reading.answer.is_known:
            return reading.answer.on, reading.answer.where
        if reading.result is None:
            return None, ""
        return reading.result.provenance.performed_on, reading.result.provenance.laboratory

    def write_origin(self, case: Case, on: PartialDate | None, where: str) -> Case:
        """The case with date and laboratory of this fact changed; a plain value of the case itself has neither."""
        reading = self.reading(case)
        if not reading.answer.is_known:
            return self.write(case, replace(reading.answer, on=on, where=where))
        if reading.result is None:
            return case
        provenance = replace(reading.result.provenance, performed_on=on, laboratory=where)
        return self._with_result(case, {"provenance": provenance})

    def _with_result(self, case: Case, changes: Mapping[str, object]) -> Case:
        assert self.results is not None  # noqa: S101 - callers have checked; this tells the type checker
        results: tuple[Result, ...] = getattr(case, self.results)
        chosen = self.reading(case).result
        if chosen is None:
            new = RESULT_TYPES[self.results](**cast("dict[str, Any]", changes))
            return _replaced(case, self.results, (*results, new))
        edited = tuple(replace(one, **cast("dict[str, Any]", changes)) if one is chosen else one for one in results)
        return _replaced(case, self.results, edited)


RESULT_TYPES: Mapping[str, type[Result]] = MappingProxyType(
    {
        "stagings": Staging,
        "pathology": Pathology,
        "mycn": MycnResult,
        "ploidy": PloidyResult,
        "segmental": SegmentalResult,
        "alk": AlkResult,
        "surgery": Surgery,
        "responses": ResponseAssessment,
        "course": CourseAtSource,
    }
)
"""The case's lists of results by attribute, and what one row of each is."""

SERIES = ("markers", *ENTRY_TYPES)
"""The case's lists whose rows all count, each edited as a whole and on its own: no one of them is the current one."""


RESPONSE_FACTS = (
    "response_criteria", "response_primary", "response_metastases", "response_marrow", "response_overall",
    "response_basis",
)  # fmt: skip
TOGETHER: Mapping[str, tuple[str, ...]] = MappingProxyType({"responses": RESPONSE_FACTS})
"""The lists of results that are read and edited as a whole, the latest one, and the facts that each holds."""


def _replaced(case: Case, name: str, value: object) -> Case:
    return replace(case, **cast("dict[str, Any]", {name: value}))


def _own(field: Field, case: Case) -> Answer[object]:
    if field.name == "mrn":
        return _text(next((one.value for one in case.identifiers if one.system == "mrn"), ""))
    value = getattr(case, field.name)
    if isinstance(value, Answer):
        return value
    return _text(value) if isinstance(value, str) and not isinstance(value, Enum) else known(value)


def _text(value: str) -> Answer[object]:
    return known(value) if value else NOT_ASKED


def _with_own(field: Field, case: Case, answer: Answer[object]) -> Case:
    if not field.plain:
        return _replaced(case, field.name, answer)
    if not answer.is_known and answer != NOT_ASKED:
        raise ValueError(f"{field.name} has no silences")
    if field.name == "mrn":
        return replace(case, identifiers=_identifiers(case, cast("str | None", answer.value) or ""))
    if not answer.is_known and field.kind is not Kind.TEXT:
        raise ValueError(f"{field.name} cannot be empty")
    return _replaced(case, field.name, answer.value if answer.is_known else "")


def _identifiers(case: Case, value: str) -> tuple[Identifier, ...]:
    """The hospital number set, changed or taken away; it goes first, and other systems' numbers stay."""
    own = next((one for one in case.identifiers if one.system == "mrn"), None)
    others = tuple(one for one in case.identifiers if one is not own)
    if not value:
        return others
    return (replace(own, value=value) if own else Identifier(system="mrn", value=value), *others)


def _field(name: str, kind: Kind, options: object = (), results: str | None = None, **more: object) -> Field:
    values = tuple(cast("Any", options))
    return Field(name=name, kind=kind, options=values, results=results, **cast("Any", more))


_YES_NO = (True, False)
_REGIONS = ("loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")
_HUNDRED = Decimal(100)

_ALL = (
    _field("family_name", Kind.TEXT, plain=True),
    _field("given_name", Kind.TEXT, plain=True),
    _field("mrn", Kind.TEXT, plain=True),
    _field("status", Kind.CODE, CaseStatus, plain=True),
    _field("sex", Kind.CODE, Sex),
    _field("born", Kind.DATE),
    _field("antenatal", Kind.DATE),
    _field("diagnosed", Kind.DATE),
    _field("age_days", Kind.COUNT),
    _field("primary_site", Kind.CODE, PrimarySite),
    _field("referred_on", Kind.DATE),
    _field("board_on", Kind.DATE),
    _field("question", Kind.LONG_TEXT),
    _field("asked_by", Kind.TEXT),
    _field("wishes", Kind.LONG_TEXT),
    _field("family_knows", Kind.LONG_TEXT),
    _field("language", Kind.TEXT),
    _field("inrgss", Kind.CODE, Inrgss, "stagings"),
    _field("inss", Kind.CODE, Inss, "stagings"),
    _field("idrfs", Kind.CODES, (), "stagings"),
    _field("compartments", Kind.COUNT, (), "stagings"),
    _field("metastases", Kind.CODES, MetastaticSite, "stagings"),
    _field("marrow_percent", Kind.MEASURE, (), "stagings", at_most=_HUNDRED),
    _field("marrow_mibg", Kind.YES_NO, _YES_NO, "stagings"),
    _field("symptomatic", Kind.YES_NO, _YES_NO, "stagings"),
    _field("resection", Kind.CODE, Resection, "stagings"),
    _field("category", Kind.CODE, Category, "pathology"),
    _field("grade", Kind.CODE, Grade, "pathology"),
    _field("mki", Kind.CODE, Mki, "pathology"),
    _field("histology", Kind.CODE, Histology, "pathology"),
    _field("inpc_version", Kind.CODE, InpcVersion, "pathology"),
    _field("mycn", Kind.CODE, Mycn, "mycn"),
    _field("ratio", Kind.MEASURE, (), "mycn"),
    _field("copies", Kind.MEASURE, (), "mycn"),
    _field("dna_index", Kind.MEASURE, (), "ploidy", over=Decimal(0)),
    _field("ploidy", Kind.CODE, Ploidy, "ploidy"),
    _field("sca", Kind.CODE, Presence, "segmental"),
    *(_field(region, Kind.YES_NO, _YES_NO, "segmental") for region in _REGIONS),
    _field("alk", Kind.CODE, Alk, "alk"),
    _field("extent", Kind.CODE, SurgicalExtent, "surgery"),
    _field("response_criteria", Kind.CODE, ResponseCriteria, "responses"),
    _field("response_primary", Kind.CODE, SiteResponse, "responses"),
    _field("response_metastases", Kind.CODE, SiteResponse, "responses"),
    _field("response_marrow", Kind.CODE, MarrowResponse, "responses"),
    _field("response_overall", Kind.CODE, OverallResponse, "responses"),
    _field("response_basis", Kind.LONG_TEXT, (), "responses"),
    _field("high_risk", Kind.YES_NO, _YES_NO, "course"),
    _field("outcome_class", Kind.CODE, OutcomeClass, "course"),
    _field("progression", Kind.YES_NO, _YES_NO, "course"),
    _field("days_to_event", Kind.COUNT, (), "course"),
    _field("death_from_disease", Kind.YES_NO, _YES_NO, "course"),
    _field("follow_up_days", Kind.COUNT, (), "course"),
)

FIELDS: Mapping[str, Field] = MappingProxyType({one.name: one for one in _ALL})
"""Every fact that can be edited on its own, by its name in the record."""
