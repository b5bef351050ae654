"""The plan of screening: a child for whom it is due, one who may be a candidate, and one without."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.family import GermlineResult, Predisposition, Screening
from desktop.clinical.results import Provenance
from desktop.ui.screening.page import ScreeningPage
from tests.gallery.moment import TODAY
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_FOUND = Provenance(reported_on=PartialDate(2026, 1, 20))


def _child() -> Case:
    return Case(family_name="Zztest", given_name="Alpha", born=known(PartialDate(2025, 8, 21)))


def _done(test: str, day: PartialDate) -> Screening:
    return Screening(
        test=known(test), outcome=known("nothing_suspicious"), provenance=Provenance(performed_on=day)
    )  # fmt: skip


def _page(studio: Studio, case: Case) -> ScreeningPage:
    page = ScreeningPage(studio.look, studio.library, lambda: TODAY)
    page.resize(1000, 720)
    page.show_case(case, read_only=False)
    studio.look.dress(page)
    return studio.show(page)


def due(studio: Studio) -> QWidget:
    alk = GermlineResult(gene=known("alk"), finding=known("pathogenic"), provenance=_FOUND)
    done = (
        _done("abdominal_ultrasound", PartialDate(2026, 7, 21)),
        _done("urine_catecholamines", PartialDate(2026, 7, 21)),
        _done("abdominal_ultrasound", PartialDate(2026, 10, 19)),
    )
    return _page(studio, replace(_child(), germline=(alk,), screenings=done))


def whole_schedule(studio: Studio) -> QWidget:
    page = due(studio)
    assert isinstance(page, ScreeningPage)
    page.shown.buttons[1].click()
    return page


def perhaps(studio: Studio) -> QWidget:
    found = Predisposition(syndrome=known("li_fraumeni"), standing=known("confirmed"), provenance=_FOUND)
    return _page(studio, replace(_child(), predispositions=(found,)))


def none(studio: Studio) -> QWidget:
    return _page(studio, _child())


SCENES = scenes("screening", due, whole_schedule, perhaps, none)
