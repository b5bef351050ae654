"""Every coded value of the record. The member's value is the code that is stored, exported and scripted.

A code never changes its meaning; words for people are in ``resources/labels``. Sources: the codes of the facts
object that other programs rely on, and the staging and risk fact base, sections 1 to 4.
"""

from __future__ import annotations

from enum import StrEnum


class Silence(StrEnum):
    """Why a fact has no value. None of these is a negative result."""

    NOT_ASKED = "not_asked"
    REQUESTED = "requested"
    SAMPLE_FAILED = "sample_failed"
    INCONCLUSIVE = "inconclusive"
    NOT_AVAILABLE = "not_available"
    DECLINED = "declined"
    NOT_APPLICABLE = "not_applicable"
    UNKNOWN_AT_SOURCE = "unknown_at_source"


class Sex(StrEnum):
    """Sex as recorded."""

    FEMALE = "female"
    MALE = "male"
    OTHER = "other"


class CaseStatus(StrEnum):
    """Where the case stands on the board's list."""

    ACTIVE = "active"
    FOLLOW_UP = "follow_up"
    CLOSED = "closed"


class PrimarySite(StrEnum):
    """Where the tumour started."""

    ADRENAL = "adrenal"
    NECK = "neck"
    CHEST = "chest"
    ABDOMEN = "abdomen"
    PELVIS = "pelvis"
    SPINE = "spine"
    MULTIPLE = "multiple"
    OTHER = "other"


class Inrgss(StrEnum):
    """International Neuroblastoma Risk Group staging system (before treatment, from imaging)."""

    L1 = "L1"
    L2 = "L2"
    M = "M"
    MS = "MS"


class Inss(StrEnum):
    """International Neuroblastoma Staging System (after surgery). ``2`` where A or B was not recorded."""

    I = "1"  # noqa: E741 - the stage is called 1
    II = "2"
    IIA = "2A"
    IIB = "2B"
    III = "3"
    IV = "4"
    IVS = "4S"


class Category(StrEnum):
    """Histological category of the International Neuroblastoma Pathology Classification."""

    NEUROBLASTOMA = "neuroblastoma"
    GNB_INTERMIXED = "ganglioneuroblastoma_intermixed"
    GNB_NODULAR = "ganglioneuroblastoma_nodular"
    GN_MATURING = "ganglioneuroma_maturing"
    GN_MATURE = "ganglioneuroma_mature"


class Grade(StrEnum):
    """Grade of neuroblastic differentiation."""

    UNDIFFERENTIATED = "undifferentiated"
    POORLY_DIFFERENTIATED = "poorly_differentiated"
    DIFFERENTIATING = "differentiating"


class Mki(StrEnum):
    """Mitosis-karyorrhexis index as a class."""

    LOW = "low"
    INTERMEDIATE = "intermediate"
    HIGH = "high"


class Histology(StrEnum):
    """Prognostic group of the International Neuroblastoma Pathology Classification (INPC)."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"


class InpcVersion(StrEnum):
    """Which edition of the INPC a pathologist classed by; they differ in nodular ganglioneuroblastoma."""

    FIRST = "1999"
    REVISED = "2003"


class Mycn(StrEnum):
    """The laboratory's call on the MYCN gene. Gain is a separate result and is not amplification."""

    AMPLIFIED = "amplified"
    GAIN = "gain"
    NOT_AMPLIFIED = "not_amplified"


class Ploidy(StrEnum):
    """DNA content of the tumour as a class, where the laboratory gives no DNA index."""

    DIPLOID = "diploid"
    HYPERDIPLOID = "hyperdiploid"
    HYPODIPLOID = "hypodiploid"


class Presence(StrEnum):
    """Whether something looked for was found."""

    PRESENT = "present"
    ABSENT = "absent"


class Alk(StrEnum):
    """ALK gene in the tumour. Reported; no risk table uses it."""

    NONE = "none"
    MUTATION = "mutation"
    AMPLIFICATION = "amplification"


class Marker(StrEnum):
    """What a laboratory measured in urine or blood, again and again."""

    VMA = "vma"
    HVA = "hva"
    LDH = "ldh"
    FERRITIN = "ferritin"
    NSE = "nse"


class MarkerUnit(StrEnum):
    """The unit that a laboratory reported in; urine per creatinine, but for a day's collection."""

    MG_G = "mg_g"
    UG_MG = "ug_mg"
    MG_MG = "mg_mg"
    UMOL_MMOL = "umol_mmol"
    MMOL_MOL = "mmol_mol"
    MG_MMOL = "mg_mmol"
    MG_24H = "mg_24h"
    U_L = "u_l"
    NG_ML = "ng_ml"
    UG_L = "ug_l"


class Resection(StrEnum):
    """Extent of resection when the risk group is assigned, before any chemotherapy."""

    COMPLETE = "complete"
    INCOMPLETE = "incomplete"
    BIOPSY_ONLY = "biopsy_only"


class SurgicalExtent(StrEnum):
    """Extent of an operation in the surgeon's words; not the same fact as resection at risk assignment."""

    GROSS_TOTAL = "gross_total"
    SUBTOTAL = "subtotal"
    BIOPSY = "biopsy"


REST_NOT_RECORDED = "rest_not_recorded"
"""Stands in a set of things found where nobody has said of the others that they were looked for and not found.

A set without it is whole: whatever it does not name was looked for and not found.
"""


class MetastaticSite(StrEnum):
    """Distant sites of disease at diagnosis; the last is no site, and says that the list of sites is not whole."""

    SKIN = "skin"
    LIVER = "liver"
    BONE_MARROW = "bone_marrow"
    BONE = "bone"
    DISTANT_LYMPH_NODES = "distant_lymph_nodes"
    LUNG = "lung"
    CNS = "cns"
    OTHER = "other"
    REST_NOT_RECORDED = REST_NOT_RECORDED


SITES = tuple(one for one in MetastaticSite if one is not MetastaticSite.REST_NOT_RECORDED)
"""The sites themselves."""


class OutcomeClass(StrEnum):
    """Course of disease as a registry classed it; it is not the histology."""

    FAVOURABLE = "favourable"
    UNFAVOURABLE = "unfavourable"
    NEITHER = "neither"


class ResponseCriteria(StrEnum):
    """The edition of the response criteria that a grade was given under; grades are never converted."""

    INRC_2017 = "INRC-2017"
    INRC_1993 = "INRC-1993"


class SiteResponse(StrEnum):
    """Response of the primary tumour, or of soft-tissue and bone metastases."""

    CR = "CR"
    PR = "PR"
    SD = "SD"
    PD = "PD"
    NI = "NI"
    NE = "NE"


class MarrowResponse(StrEnum):
    """Response of the bone marrow. Minimal disease (MD) exists only here."""

    CR = "CR"
    MD = "MD"
    SD = "SD"
    PD = "PD"
    NI = "NI"
    NE = "NE"


class OverallResponse(StrEnum):
    """Overall response under any edition. MR is minor response in INRC 2017 and mixed response in INRC 1993."""

    CR = "CR"
    VGPR = "VGPR"
    PR = "PR"
    MR = "MR"
    SD = "SD"
    NR = "NR"
    PD = "PD"
    NE = "NE"
    NA = "NA"


class SlipReason(StrEnum):
    """Why an event of the treatment plan moved, was fixed or left out, or why treatment rests or was stopped."""

    COUNTS = "counts"
    INFECTION = "infection"
    TOXICITY = "toxicity"
    ORGAN_FUNCTION = "organ_function"
    RESPONSE = "response"
    RESULT = "result"
    PROCEDURE = "procedure"
    CAPACITY = "capacity"
    SUPPLY = "supply"
    FAMILY = "family"
    TRANSFER = "transfer"
    PROTOCOL = "protocol"
    OTHER = "other"


class ScanTime(StrEnum):
    """When a scan was done, as far as cut-offs of scores tell apart; ``other`` is any other time."""

    DIAGNOSIS = "diagnosis"
    POST_INDUCTION = "post_induction"
    OTHER = "other"


class Role(StrEnum):
    """What a person may do on a board."""

    VIEWER = "viewer"
    COORDINATOR = "coordinator"
    CLINICIAN = "clinician"
    ADMINISTRATOR = "administrator"


class AttachmentKind(StrEnum):
    """What a document of a child is."""

    PATHOLOGY = "pathology"
    IMAGING = "imaging"
    LABORATORY = "laboratory"
    GENETICS = "genetics"
    LETTER = "letter"
    CONSENT = "consent"
    PHOTOGRAPH = "photograph"
    OTHER = "other"
