"""The case: one child with one tumour disease, loaded and saved as a whole."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from desktop.clinical.answers import NOT_ASKED, Answer
from desktop.clinical.dates import PartialDate, completed_days
from desktop.clinical.record.afterwards import FollowUp, LateEffect, Recurrence
from desktop.clinical.record.examinations import Examination, Neurotrophin
from desktop.clinical.record.family import Counselling, GermlineResult, Predisposition, Relative, Screening
from desktop.clinical.record.imaging import (
    IdrfFinding,
    ImagingStudy,
    Lesion,
    MarrowSample,
    Measurement,
    MetastaticDeposit,
    PrimaryTumour,
    ScanScore,
)
from desktop.clinical.record.people import CareTeamMember, Consent, Disclosure, FamilySituation, SecondOpinion
from desktop.clinical.record.presentation import Comorbidity, Detection, OrganFunction, Performance, Symptom
from desktop.clinical.record.treatments import CumulativeExposure, Toxicity, Treatment, TreatmentGoals, TrialConsidered
from desktop.clinical.results import (
    AlkResult,
    CourseAtSource,
    MarkerResult,
    MycnResult,
    Pathology,
    PloidyResult,
    ResponseAssessment,
    SegmentalResult,
    Staging,
    Surgery,
)
from desktop.clinical.treatment_plan import TreatmentPlan
from desktop.clinical.vocabulary import CaseStatus, PrimarySite, Sex


@dataclass(frozen=True, slots=True, kw_only=True)
class Identifier:
    """A number that names the child in some system: ``mrn`` (hospital number) or another system's name."""

    id: UUID = field(default_factory=uuid4)
    system: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Deletion:
    """Why and when a case was moved to the bin."""

    at: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One child, one tumour disease.

    ``number`` is the board's short case number (0 until first stored), ``version`` counts the stored versions.
    ``age_days`` is the age at diagnosis in completed days where a source gives it without dates; it may differ
    from what the dates give, and then the dates count (see ``age_at_diagnosis``). ``antenatal`` is the date of
    detection before birth. ``referred_on`` is the day on which the child was referred to the board, ``board_on``
    the date of the board meeting this child is on next, ``asked_by`` the person whose question it is.
    ``demonstration`` marks a child who does not exist.
    Names may be empty: a de-identified child has an identifier only.
    """

    id: UUID = field(default_factory=uuid4)
    number: int = 0
    version: int = 0
    demonstration: bool = False
    status: CaseStatus = CaseStatus.ACTIVE
    family_name: str = ""
    given_name: str = ""
    identifiers: tuple[Identifier, ...] = ()
    sex: Answer[Sex] = NOT_ASKED
    born: Answer[PartialDate] = NOT_ASKED
    antenatal: Answer[PartialDate] = NOT_ASKED
    diagnosed: Answer[PartialDate] = NOT_ASKED
    age_days: Answer[int] = NOT_ASKED
    primary_site: Answer[PrimarySite] = NOT_ASKED
    referred_on: Answer[PartialDate] = NOT_ASKED
    board_on: Answer[PartialDate] = NOT_ASKED
    question: Answer[str] = NOT_ASKED
    asked_by: Answer[str] = NOT_ASKED
    wishes: Answer[str] = NOT_ASKED
    family_knows: Answer[str] = NOT_ASKED
    language: Answer[str] = NOT_ASKED
    stagings: tuple[Staging, ...] = ()
    pathology: tuple[Pathology, ...] = ()
    mycn: tuple[MycnResult, ...] = ()
    ploidy: tuple[PloidyResult, ...] = ()
    segmental: tuple[SegmentalResult, ...] = ()
    alk: tuple[AlkResult, ...] = ()
    markers: tuple[MarkerResult, ...] = ()
    surgery: tuple[Surgery, ...] = ()
    responses: tuple[ResponseAssessment, ...] = ()
    course: tuple[CourseAtSource, ...] = ()
    plans: tuple[TreatmentPlan, ...] = ()
    consents: tuple[Consent, ...] = ()
    care_team: tuple[CareTeamMember, ...] = ()
    family_situation: tuple[FamilySituation, ...] = ()
    disclosures: tuple[Disclosure, ...] = ()
    second_opinions: tuple[SecondOpinion, ...] = ()
    detection: tuple[Detection, ...] = ()
    symptoms: tuple[Symptom, ...] = ()
    comorbidities: tuple[Comorbidity, ...] = ()
    performance: tuple[Performance, ...] = ()
    organ_functions: tuple[OrganFunction, ...] = ()
    relatives: tuple[Relative, ...] = ()
    germline: tuple[GermlineResult, ...] = ()
    predispositions: tuple[Predisposition, ...] = ()
    counselling: tuple[Counselling, ...] = ()
    screenings: tuple[Screening, ...] = ()
    primaries: tuple[PrimaryTumour, ...] = ()
    metastatic_deposits: tuple[MetastaticDeposit, ...] = ()
    idrf_findings: tuple[IdrfFinding, ...] = ()
    imaging: tuple[ImagingStudy, ...] = ()
    lesions: tuple[Lesion, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    scans: tuple[ScanScore, ...] = ()
    marrow_samples: tuple[MarrowSample, ...] = ()
    examinations: tuple[Examination, ...] = ()
    neurotrophin: tuple[Neurotrophin, ...] = ()
    goals: tuple[TreatmentGoals, ...] = ()
    treatments: tuple[Treatment, ...] = ()
    exposures: tuple[CumulativeExposure, ...] = ()
    toxicities: tuple[Toxicity, ...] = ()
    trials: tuple[TrialConsidered, ...] = ()
    recurrences: tuple[Recurrence, ...] = ()
    late_effects: tuple[LateEffect, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    deleted: Deletion | None = None
    created_at: datetime | None = None
    changed_at: datetime | None = None

    @property
    def mrn(self) -> str:
        """The hospital number, or the first identifier of any system, or empty."""
        own = [one.value for one in self.identifiers if one.system == "mrn"]
        return (own or [one.value for one in self.identifiers] or [""])[0]

    @property
    def name(self) -> str:
        """``Family, Given`` as far as known; empty for a de-identified child."""
        return ", ".join(part for part in (self.family_name, self.given_name) if part)

    @property
    def age_at_diagnosis(self) -> int | None:
        """Age at diagnosis in completed days: from full dates, else as entered, else None."""
        if self.born.value is not None and self.diagnosed.value is not None:
            days = completed_days(self.born.value, self.diagnosed.value)
            if days is not None:
                return days
        return self.age_days.value
