"""Everything else that is written down about a child: what each kind of entry holds, and the list of all kinds.

The values are frozen rows like results, each with where it came from. Which codes a field may hold, what people call
them and where they stand in a published summary is data in ``resources/record``; see ``entry_kinds``.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

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
from desktop.clinical.results import Result

ENTRY_TYPES: Mapping[str, type[Result]] = MappingProxyType(
    {
        "consents": Consent,
        "care_team": CareTeamMember,
        "family_situation": FamilySituation,
        "disclosures": Disclosure,
        "second_opinions": SecondOpinion,
        "detection": Detection,
        "symptoms": Symptom,
        "comorbidities": Comorbidity,
        "performance": Performance,
        "organ_functions": OrganFunction,
        "relatives": Relative,
        "germline": GermlineResult,
        "predispositions": Predisposition,
        "counselling": Counselling,
        "screenings": Screening,
        "primaries": PrimaryTumour,
        "metastatic_deposits": MetastaticDeposit,
        "idrf_findings": IdrfFinding,
        "imaging": ImagingStudy,
        "lesions": Lesion,
        "measurements": Measurement,
        "scans": ScanScore,
        "marrow_samples": MarrowSample,
        "examinations": Examination,
        "neurotrophin": Neurotrophin,
        "goals": TreatmentGoals,
        "treatments": Treatment,
        "exposures": CumulativeExposure,
        "toxicities": Toxicity,
        "trials": TrialConsidered,
        "recurrences": Recurrence,
        "late_effects": LateEffect,
        "follow_ups": FollowUp,
    }
)
"""The case's lists of entries by attribute, which is also the name of their table, and what one row of each is."""
