"""A child's record without what says whose it is: declared field by field, made as a value of its own."""

from desktop.clinical.deidentify.case import Deidentified, FreeText, Known, deidentified, is_listed
from desktop.clinical.deidentify.profile import Coarser, Profile, Shared, shared_by
from desktop.clinical.deidentify.scan import Hit, HitKind, Scanner, masked
from desktop.clinical.deidentify.treatments import Treatment, Treatments

__all__ = [
    "Coarser",
    "Deidentified",
    "FreeText",
    "Hit",
    "HitKind",
    "Known",
    "Profile",
    "Scanner",
    "Shared",
    "Treatment",
    "Treatments",
    "deidentified",
    "is_listed",
    "masked",
    "shared_by",
]
