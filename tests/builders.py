"""Children who do not exist, for tests: one with every field filled, and small ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import NAMESPACE_URL, UUID, uuid5

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import (
    AlkResult,
    CourseAtSource,
    MarkerResult,
    MycnResult,
    Pathology,
    PloidyResult,
    Provenance,
    ResponseAssessment,
    SegmentalResult,
    Staging,
    Surgery,
)
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import (
    Alk,
    CaseStatus,
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
    PrimarySite,
    Resection,
    ResponseCriteria,
    Sex,
    Silence,
    SiteResponse,
    SurgicalExtent,
)

PASSPHRASE = "nine violet otters sing"
COORDINATOR = "Zztest Coordinator"
_SCANS, _URINE = "CT, MIBG scan, marrow", "LC-MS/MS, spot urine"


def key(name: str) -> UUID:
    """The same key for the same name in every run."""
    return uuid5(NAMESPACE_URL, f"crestboard-test/{name}")


def provenance(performed: str = "2026-09-16", laboratory: str = "Demo Lab", method: str = "FISH") -> Provenance:
    """A result's origin with every field filled."""
    return Provenance(
        performed_on=PartialDate.parse(performed),
        reported_on=PartialDate.parse("2026-09"),
        laboratory=laboratory,
        method=method,
        specimen="primary, core biopsy",
        report_reference="DL-26-0042",
        entered_by=COORDINATOR,
        entered_at=datetime(2026, 10, 5, 8, 30, tzinfo=UTC),
        checked_by="Zztest Second",
        checked_at=datetime(2026, 10, 6, 16, 5, tzinfo=UTC),
    )


def full_case(mrn: str = "ZZ-4711") -> Case:
    """A child with high-risk disease in whom every field of the record is filled, two silences among them."""
    first = MycnResult(
        id=key(f"{mrn}/mycn/1"), provenance=provenance(), mycn=silent(Silence.SAMPLE_FAILED, PartialDate(2026, 9, 17))
    )
    return Case(
        id=key(mrn),
        status=CaseStatus.FOLLOW_UP,
        family_name="Zztest",
        given_name="Alpha-Øyvind",
        identifiers=(
            Identifier(id=key(f"{mrn}/1"), system="mrn", value=mrn),
            Identifier(id=key(f"{mrn}/2"), system="registry", value=f"R/{mrn}"),
        ),
        sex=known(Sex.FEMALE),
        born=known(PartialDate(2024, 1, 20)),
        antenatal=silent(Silence.NOT_APPLICABLE),
        diagnosed=known(PartialDate(2026, 9, 15)),
        age_days=known(969),
        primary_site=known(PrimarySite.ADRENAL),
        board_on=known(PartialDate(2026, 11, 26)),
        question=known("Resect the primary before or after cycle 4?"),
        asked_by=known("Zztest Oncologist"),
        wishes=known("To be at home for her birthday."),
        family_knows=known("Diagnosis and stage."),
        language=known("Spanish"),
        stagings=(_staging(mrn),),
        pathology=(
            Pathology(
                id=key(f"{mrn}/pathology"),
                provenance=provenance(laboratory="Demo Pathology", method="microscopy"),
                category=known(Category.NEUROBLASTOMA),
                grade=known(Grade.POORLY_DIFFERENTIATED),
                mki=known(Mki.HIGH),
                histology=known(Histology.UNFAVOURABLE),
                inpc_version=known(InpcVersion.REVISED),
            ),
        ),
        mycn=(
            first,
            MycnResult(
                id=key(f"{mrn}/mycn/2"),
                provenance=provenance("2026-09-18", "Demo Reference Lab"),
                supersedes=first.id,
                chosen_because="Second sample, sufficient cells.",
                mycn=known(Mycn.AMPLIFIED),
                ratio=known(Decimal("12.50")),
                copies=known(Decimal("31")),
            ),
        ),
        ploidy=(
            PloidyResult(
                id=key(f"{mrn}/ploidy"),
                provenance=provenance(method="flow cytometry"),
                dna_index=known(Decimal("1.02")),
                ploidy=known(Ploidy.HYPERDIPLOID),
            ),
        ),
        segmental=(_segmental(mrn),),
        alk=(
            AlkResult(
                id=key(f"{mrn}/alk"),
                provenance=provenance(laboratory="Demo Genetics", method="sequencing"),
                alk=known(Alk.MUTATION),
            ),
        ),
        markers=_series(mrn),
        surgery=(
            Surgery(
                id=key(f"{mrn}/surgery"),
                provenance=provenance("2026-09", "Demo Surgery", "operation"),
                extent=known(SurgicalExtent.BIOPSY),
            ),
        ),
        responses=(
            ResponseAssessment(
                id=key(f"{mrn}/response"),
                provenance=replace(
                    provenance("2026-11-09", "Demo Board", _SCANS),
                    reported_on=PartialDate(2026, 11),
                    entered_at=datetime(2026, 11, 11, 8, 30, tzinfo=UTC),
                    checked_at=datetime(2026, 11, 12, 16, 5, tzinfo=UTC),
                ),
                response_criteria=known(ResponseCriteria.INRC_2017),
                response_primary=known(SiteResponse.PR),
                response_metastases=known(SiteResponse.SD),
                response_marrow=known(MarrowResponse.CR),
                response_overall=known(OverallResponse.MR),
            ),
        ),
        course=(_course(mrn),),
        plans=(
            TreatmentPlan(
                id=key(f"{mrn}/plan"),
                template="cog-high-risk",
                template_version="1.0.0",
                start=date(2026, 9, 28),
                events=(
                    PlanEvent(id=key(f"{mrn}/C1"), event="C1", actual=date(2026, 9, 28)),
                    PlanEvent(id=key(f"{mrn}/C2"), event="C2", actual=date(2026, 10, 21), reason="Low platelets."),
                    PlanEvent(id=key(f"{mrn}/EV_C2"), event="EV_C2", actual=date(2026, 11, 9)),
                    PlanEvent(id=key(f"{mrn}/PBSC"), event="PBSC_HARVEST", actual=date(2026, 11, 10)),
                    PlanEvent(id=key(f"{mrn}/C3"), event="C3", actual=date(2026, 11, 11)),
                ),
            ),
        ),
    )


def small_case(number: int = 1) -> Case:
    """A child known by a hospital number and an age only, each number another child."""
    return Case(
        id=key(f"small/{number}"),
        family_name=f"Zztest{number}",
        given_name="Alpha",
        identifiers=(Identifier(id=key(f"small/{number}/mrn"), system="mrn", value=f"ZZ-{number:05d}"),),
        age_days=known(100 + number),
        stagings=(Staging(id=key(f"small/{number}/staging"), inrgss=known(Inrgss.M)),),
        mycn=(MycnResult(id=key(f"small/{number}/mycn"), mycn=known(Mycn.NOT_AMPLIFIED)),),
    )


def _staging(mrn: str) -> Staging:
    return Staging(
        id=key(f"{mrn}/staging"),
        provenance=provenance("2026-09-15", "Demo Oncology", _SCANS),
        inrgss=known(Inrgss.M),
        inss=known(Inss.IV),
        idrfs=known(frozenset({"IDRF09_AIRWAY", "IDRF15_RENAL_PEDICLE"})),
        compartments=known(2),
        metastases=known(frozenset({MetastaticSite.BONE, MetastaticSite.BONE_MARROW})),
        marrow_percent=known(Decimal("35.5")),
        marrow_mibg=known(True),
        symptomatic=known(False),
        resection=known(Resection.BIOPSY_ONLY),
    )


def _segmental(mrn: str) -> SegmentalResult:
    return SegmentalResult(
        id=key(f"{mrn}/segmental"),
        provenance=provenance(laboratory="Demo Genetics", method="SNP array"),
        sca=known(Presence.PRESENT),
        loss_1p=known(True),
        loss_3p=known(False),
        loss_4p=known(False),
        loss_11q=silent(Silence.REQUESTED, PartialDate(2026, 10, 1), "Demo Lab | genetics"),
        gain_1q=known(False),
        gain_2p=known(False),
        gain_17q=known(True),
    )


def _series(mrn: str) -> tuple[MarkerResult, ...]:
    """A measurement with its laboratory's limit, one without, and one that is on its way."""
    return (
        MarkerResult(
            id=key(f"{mrn}/vma"),
            provenance=provenance("2026-09-15", method=_URINE),
            marker=Marker.VMA,
            unit=MarkerUnit.UMOL_MMOL,
            value=known(Decimal("38.60")),
            upper_limit=known(Decimal("11.0")),
        ),
        MarkerResult(
            id=key(f"{mrn}/hva"),
            provenance=provenance("2026-09-15", method=_URINE),
            marker=Marker.HVA,
            unit=MarkerUnit.MG_G,
            value=known(Decimal("24")),
            upper_limit=silent(Silence.UNKNOWN_AT_SOURCE),
        ),
        MarkerResult(
            id=key(f"{mrn}/ferritin"),
            marker=Marker.FERRITIN,
            unit=MarkerUnit.NG_ML,
            value=silent(Silence.REQUESTED, PartialDate(2026, 10, 1), "Demo Lab"),
        ),
    )


def _course(mrn: str) -> CourseAtSource:
    return CourseAtSource(
        id=key(f"{mrn}/course"),
        provenance=provenance("2026", method=""),
        high_risk=known(True),
        high_risk_rules="NB2004",
        outcome_class=known(OutcomeClass.NEITHER),
        progression=known(False),
        days_to_event=known(20),
        death_from_disease=known(False),
        follow_up_days=known(20),
    )
