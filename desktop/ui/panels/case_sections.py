"""The sections of a case and the facts that each of their forms holds, in a fixed order."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.clinical.results import ResponseAssessment, Result
from desktop.services.responding import CaseResponse, criteria_words
from desktop.ui.forms.fact_form import Group
from desktop.ui.sections import BIOLOGY, PRESENTATION, RESPONSE, SECTIONS, STAGING

_PRESENTATION: tuple[Group, ...] = (
    ("For the meeting", ("referred_on", "board_on", "question", "asked_by")),
    ("Identity", ("family_name", "given_name", "mrn", "sex", "born", "status")),
    ("Diagnosis", ("diagnosed", "age_days", "antenatal", "primary_site")),
    ("Child and family", ("wishes", "family_knows", "language")),
)
_STAGING: tuple[Group, ...] = (
    ("", ("inrgss", "inss")),
    ("", ("idrfs", "compartments", "metastases", "marrow_percent", "marrow_mibg")),
    ("", ("symptomatic", "resection")),
)
_BIOLOGY: tuple[Group, ...] = (
    ("", ("category", "grade", "mki", "histology", "inpc_version")),
    ("", ("mycn", "ratio", "copies")),
    ("", ("dna_index", "ploidy")),
    ("", ("loss_1p", "loss_11q", "sca", "loss_3p", "loss_4p", "gain_1q", "gain_2p", "gain_17q")),
    ("", ("alk",)),
)
_RESPONSE: tuple[Group, ...] = (
    ("", ("response_criteria",)),
    ("", ("response_primary", "response_metastases", "response_marrow")),
    ("", ("response_overall", "response_basis")),
)
FORMS = {PRESENTATION: _PRESENTATION, STAGING: _STAGING, BIOLOGY: _BIOLOGY, RESPONSE: _RESPONSE}


@dataclass(frozen=True)
class SectionPage:
    """A section that is no form: what stands in its place, and what fills it with a case when it comes into sight."""

    widget: QWidget
    show: Callable[[Case], None]


def facts_of_section(section: int) -> frozenset[str]:
    """The facts that a section's form holds."""
    return frozenset(name for _, names in FORMS.get(section, ()) for name in names)


def counts(names: Collection[str]) -> list[int]:
    """How many of these facts each section holds."""
    return [len(facts_of_section(section) & frozenset(names)) for section in range(len(SECTIONS))]


def response_remark(labels: Labels, found: CaseResponse | None) -> str:
    """On which day the response was assessed, and the overall grades before it."""
    if found is None:
        return "No response is assessed yet."
    day = found.graded.provenance.performed_on
    told = f"Assessed {day.words()}." if day else "Assessed on a day that is not recorded."
    earlier = "; ".join(_earlier_words(labels, one) for one in found.earlier)
    return f"{told} Before: {earlier}." if earlier else told


def _earlier_words(labels: Labels, one: ResponseAssessment) -> str:
    """``3 May 2026 SD (INRC 2017)``."""
    day = one.provenance.performed_on
    overall: Answer[object] = one.response_overall
    grade = str(overall.value) if overall.is_known else labels.silence(overall)
    return f"{day.words() if day else 'no date'} {grade} ({criteria_words(labels, one)})"


def remark(case: Case, section: int) -> str:
    """Where the facts of a section come from: the specimen of the pathology, the day of the staging."""
    results: tuple[Result, ...] = {STAGING: case.stagings, BIOLOGY: case.pathology}.get(section, ())
    if not results:
        return ""
    origin = results[-1].provenance
    day = origin.performed_on.words() if origin.performed_on else ""
    if section == STAGING:
        return f"Assessed {day}" if day else ""
    parts = [f"Specimen {origin.specimen}" if origin.specimen else "", origin.report_reference, day, origin.laboratory]
    return ", ".join(part for part in parts if part)
