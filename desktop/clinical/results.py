"""Results and assessments of a child: rows of their own, each with where it came from."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID, uuid4

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import (
    Alk,
    Category,
    Grade,
    Histology,
    InpcVersion,
    Inrgss,
    Inss,
    Marker,
    MarkerUnit,
    MarrowResponse,
    MetastaticSite,
    Mki,
    Mycn,
    OutcomeClass,
    OverallResponse,
    Ploidy,
    Presence,
    Resection,
    ResponseCriteria,
    SiteResponse,
    SurgicalExtent,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """Where a result came from. Empty text means not recorded.

    ``entered_by`` and ``checked_by`` are people's names as text, because a record travels between boards; which
    person of this board wrote what stands in the audit. Times are in UTC, whole seconds.
    """

    performed_on: PartialDate | None = None
    reported_on: PartialDate | None = None
    laboratory: str = ""
    method: str = ""
    specimen: str = ""
    report_reference: str = ""
    entered_by: str = ""
    entered_at: datetime | None = None
    checked_by: str = ""
    checked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What all results share.

    A corrected result names the one it ``supersedes``, which stays readable. ``chosen_because`` is the reason why
    a person marked this one as the one to use where several disagree; empty means not marked.
    """

    id: UUID = field(default_factory=uuid4)
    provenance: Provenance = Provenance()
    supersedes: UUID | None = None
    chosen_because: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Staging(Result):
    """Staging at diagnosis: the stages as entered and the parts they rest on.

    ``idrfs`` holds the identifiers of the image-defined risk factors found (an empty set: looked for, none);
    ``metastases`` likewise. What such a set does not name was looked for and not found, unless the set is not whole
    (see ``found``). ``compartments`` is a count of body compartments, ``marrow_percent`` the share of tumour cells
    in marrow (0 to 100), ``marrow_mibg`` whether bone or marrow takes up MIBG, ``symptomatic`` the
    MS symptom list, ``resection`` the state when the risk group is assigned.
    """

    inrgss: Answer[Inrgss] = NOT_ASKED
    inss: Answer[Inss] = NOT_ASKED
    idrfs: Answer[frozenset[str]] = NOT_ASKED
    compartments: Answer[int] = NOT_ASKED
    metastases: Answer[frozenset[MetastaticSite]] = NOT_ASKED
    marrow_percent: Answer[Decimal] = NOT_ASKED
    marrow_mibg: Answer[bool] = NOT_ASKED
    symptomatic: Answer[bool] = NOT_ASKED
    resection: Answer[Resection] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Pathology(Result):
    """One specimen's diagnosis. ``histology`` is the INPC class as the pathologist reported it, never computed.

    ``inpc_version`` is the edition that the pathologist classed by.
    """

    category: Answer[Category] = NOT_ASKED
    grade: Answer[Grade] = NOT_ASKED
    mki: Answer[Mki] = NOT_ASKED
    histology: Answer[Histology] = NOT_ASKED
    inpc_version: Answer[InpcVersion] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class MycnResult(Result):
    """MYCN: the laboratory's call; the ratio to the reference probe and the copies per cell are kept apart."""

    mycn: Answer[Mycn] = NOT_ASKED
    ratio: Answer[Decimal] = NOT_ASKED
    copies: Answer[Decimal] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class PloidyResult(Result):
    """DNA content: the DNA index (above 0) where measured, else the class."""

    dna_index: Answer[Decimal] = NOT_ASKED
    ploidy: Answer[Ploidy] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class SegmentalResult(Result):
    """Segmental chromosome aberrations: the overall call and the seven regions that count towards it."""

    sca: Answer[Presence] = NOT_ASKED
    loss_1p: Answer[bool] = NOT_ASKED
    loss_3p: Answer[bool] = NOT_ASKED
    loss_4p: Answer[bool] = NOT_ASKED
    loss_11q: Answer[bool] = NOT_ASKED
    gain_1q: Answer[bool] = NOT_ASKED
    gain_2p: Answer[bool] = NOT_ASKED
    gain_17q: Answer[bool] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class AlkResult(Result):
    """ALK in the tumour: reported, not used by any risk table."""

    alk: Answer[Alk] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkerResult(Result):
    """One measurement of a laboratory marker, one of a series.

    ``value`` and ``upper_limit``, the laboratory's own of that report, are in ``unit``, as they were reported.
    """

    marker: Marker
    unit: MarkerUnit
    value: Answer[Decimal] = NOT_ASKED
    upper_limit: Answer[Decimal] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class Surgery(Result):
    """One operation on the tumour."""

    extent: Answer[SurgicalExtent] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class ResponseAssessment(Result):
    """Response to treatment on one day, as graded, under the criteria named. The grades belong together.

    ``response_overall`` is the clinician's; what the parts make of it is computed beside it and never stored.
    ``response_basis`` says in words on which measurements the grades rest.
    """

    response_criteria: Answer[ResponseCriteria] = NOT_ASKED
    response_primary: Answer[SiteResponse] = NOT_ASKED
    response_metastases: Answer[SiteResponse] = NOT_ASKED
    response_marrow: Answer[MarrowResponse] = NOT_ASKED
    response_overall: Answer[OverallResponse] = NOT_ASKED
    response_basis: Answer[str] = NOT_ASKED


@dataclass(frozen=True, slots=True, kw_only=True)
class CourseAtSource(Result):
    """Course of disease as the sending registry recorded it: kept apart from anything computed here.

    Days count from diagnosis. ``high_risk`` is the source's own flag, under its own rules (``high_risk_rules``).
    """

    high_risk: Answer[bool] = NOT_ASKED
    high_risk_rules: str = ""
    outcome_class: Answer[OutcomeClass] = NOT_ASKED
    progression: Answer[bool] = NOT_ASKED
    days_to_event: Answer[int] = NOT_ASKED
    death_from_disease: Answer[bool] = NOT_ASKED
    follow_up_days: Answer[int] = NOT_ASKED
