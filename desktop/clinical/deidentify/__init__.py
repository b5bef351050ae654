"""A child's record without what says whose it is: declared field by field, made as a value of its own."""

from desktop.clinical.deidentify.case import Deidentified, FreeText, Known, deidentified
from desktop.clinical.deidentify.profile import Coarser, Profile, Shared, shared_by
from desktop.clinical.deidentify.scan import Hit, HitKind, masked, scan
from desktop.clinical.deidentify.treatments import Treatment, Treatments

__all__ = [
    "Coarser",
    "Deidentified",
    "FreeText",
    "Hit",
    "HitKind",
    "Known",
    "Profile",
    "Shared",
    "Treatment",
    "Treatments",
    "deidentified",
    "masked",
    "scan",
    "shared_by",
]
