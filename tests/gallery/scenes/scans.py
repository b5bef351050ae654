"""MIBG scans scored on the body, the checklist of risk factors, and a response graded from measurements."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import IdrfFinding, MarrowSample, ScanScore
from desktop.clinical.results import Provenance
from desktop.services.scans import with_value
from desktop.ui.dialogs.guided_response import GuidedResponseDialog
from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import STAGING
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_TREATED = "Oscar"
"""A child whose induction was over by the day of the later scan."""


def _scan(number: int, method: str, values: Sequence[int], day: str, occasion: str) -> ScanScore:
    made = ScanScore(
        id=UUID(int=number),
        scoring=known(method),
        occasion=known(occasion),
        provenance=Provenance(performed_on=PartialDate.parse(day)),
    )
    for place, value in enumerate(values, start=1):
        made = with_value(made, place, known(value))
    return made


CURIE = (
    _scan(1, "curie", (3, 2, 2, 2, 3, 1, 0, 2, 1, 2), "2026-05-24", "diagnosis"),
    _scan(2, "curie", (0, 1, 0, 1, 1, 0, 0, 1, 0, 1), "2026-09-24", "post_induction"),
)
SIOPEN = (_scan(3, "siopen", (6, 5, 4, 3, 2, 1, 0, 1, 2, 3, 4), "2026-11-19", "other"),)
FACTORS = tuple(
    IdrfFinding(id=UUID(int=20 + place), factor=known(code), finding=known(finding))
    for place, (code, finding) in enumerate(
        (("IDRF01_TWO_COMPARTMENTS", "present"), ("IDRF02_NECK_VESSELS", "absent"),
         ("IDRF03_SKULL_BASE", "not_assessable"))
    )
)  # fmt: skip
MARROW = tuple(
    MarrowSample(
        id=UUID(int=40 + place),
        side=known(side),
        sample=known(kind),
        core_mm=known(Decimal(12)),
        tumour_percent=known(Decimal(percent)),
        provenance=Provenance(performed_on=PartialDate.parse(day)),
    )
    for place, (day, percent, side, kind) in enumerate(
        (day, percent, side, kind)
        for day, percent in (("2026-05-22", 35), ("2026-09-24", 3))
        for side in ("left_iliac_crest", "right_iliac_crest")
        for kind in ("aspirate", "trephine")
    )
)


def _at(studio: Studio, table: str, case: Case) -> MainWindow:
    window = studio.case_window(str(case.given_name), STAGING)
    window.page.show_case(case)
    window.page.entries.sections[STAGING].go(table)
    return window


def curie_after_induction(studio: Studio) -> QWidget:
    return _at(studio, "scans", replace(studio.child(_TREATED), scans=CURIE))


def siopen_half_scored(studio: Studio) -> QWidget:
    return _at(studio, "scans", replace(studio.child("Alpha"), scans=SIOPEN))


def no_scan_yet(studio: Studio) -> QWidget:
    return _at(studio, "scans", replace(studio.child("Alpha"), scans=()))


def risk_factors(studio: Studio) -> QWidget:
    return _at(studio, "idrf_findings", replace(studio.child("Alpha"), idrf_findings=FACTORS))


def graded_from_measurements(studio: Studio) -> QWidget:
    case = replace(studio.child(_TREATED), scans=CURIE, marrow_samples=MARROW)
    dialog = GuidedResponseDialog(
        studio.look, studio.library, case, studio.desk(studio.boards.full).today, studio.host()
    )
    for key, value in (("baseline_mm", 62), ("nadir_mm", 38), ("now_mm", 38)):
        dialog.parts["primary"].fields[key].choose(known(Decimal(value)))
    return studio.show(dialog)


SCENES = scenes(
    "scans", curie_after_induction, siopen_half_scored, no_scan_yet, risk_factors, graded_from_measurements,
)  # fmt: skip
