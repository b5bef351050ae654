"""Exposures: the ledger with what follows from it, a child of whom little is told, and the empty list."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.presentation import Performance
from desktop.clinical.record.treatments import CumulativeExposure, Treatment
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Silence
from desktop.ui.dialogs.entry import EntryDialog
from desktop.ui.entries.told import Told
from desktop.ui.exposures.page import ExposuresPage
from desktop.ui.exposures.tab import ExposuresTab
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import TREATMENT
from desktop.ui.widgets.scroll import Scroll
from tests.gallery.moment import TODAY
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio
from tests.plain_exposures import chest, part, total

_HOSPITAL = Provenance(laboratory="Demo Hospital", report_reference="ZZ 1")
_EFLORNITHINE = Treatment(
    modality=known("odc_inhibitor"), drugs=known(frozenset({"eflornithine"})), dose=known("384 mg twice daily"),
    began_on=known(PartialDate(2026, 10, 5)),
)  # fmt: skip


def _entries() -> tuple[CumulativeExposure, ...]:
    """A total with a part after it and one that it holds, two that contradict, one that is asked for, two units."""
    asked = silent(Silence.REQUESTED, PartialDate(2026, 11, 2), "Demo Transplant Unit")
    return (
        part("75", "2026-02-02", "2026-02-04"),
        replace(total("150", "2026-03-20"), provenance=_HOSPITAL, with_dexrazoxane=known(value=True)),
        part("25", "2026-04-10", "2026-04-12"),
        total("400", "2026-03-20", agent="cisplatin"),
        total("410", "2026-03-20", agent="cisplatin"),
        replace(part("", "2026-06-01", "2026-06-04", agent="carboplatin"), amount=asked),
        part("1200", "2026-01-10", "2026-01-14", agent="cyclophosphamide"),
        part("65", "2026-02-02", "2026-02-03", unit="mg_kg", agent="cyclophosphamide"),
        replace(chest("21.6", "2026-07-01", "2026-07-18"), fractions=known(12), provenance=_HOSPITAL),
        part("5", "2026-08-01", "2026-10-30", "courses", "anti_gd2"),
        part("1", "2026-06-08", "2026-06-08", "transplants", "transplant"),
    )


def _child(*exposures: CumulativeExposure, **facts: object) -> Case:
    return Case(family_name="Zztest", given_name="Alpha", exposures=exposures, **facts)  # type: ignore[arg-type]


def _measured() -> tuple[Performance, ...]:
    weight = Performance(weight_kg=known(Decimal("14.4")), provenance=Provenance(performed_on=PartialDate(2026, 11, 9)))
    height = Performance(height_cm=known(Decimal(97)), provenance=Provenance(performed_on=PartialDate(2026, 7, 20)))
    return weight, height


def _page(studio: Studio, case: Case) -> ExposuresPage:
    page = ExposuresPage(studio.look, studio.library, lambda: TODAY)
    page.resize(1000, 900)
    page.show_case(case, read_only=False)
    studio.look.dress(page)
    return studio.show(page)


def ledger(studio: Studio) -> QWidget:
    return _page(studio, _child(*_entries(), treatments=(_EFLORNITHINE,), performance=_measured()))


def watch_list(studio: Studio) -> QWidget:
    page = ledger(studio)
    assert isinstance(page, ExposuresPage)
    page.watch.selectRow(1)
    page.watch.setFocus(Qt.FocusReason.TabFocusReason)
    page.findChild(Scroll).ensureWidgetVisible(page.rests_on, 0, 40)
    return page


def arithmetic(studio: Studio) -> QWidget:
    page = ledger(studio)
    page.findChild(Scroll).verticalScrollBar().setValue(100_000)
    return page


def nothing_told(studio: Studio) -> QWidget:
    return _page(studio, _child())


def in_the_window(studio: Studio) -> QWidget:
    window = studio.case_window("Kilo", TREATMENT)
    window.page.entries.sections[TREATMENT].go("exposures")
    return window


def entered(studio: Studio) -> QWidget:
    window = in_the_window(studio)
    assert isinstance(window, MainWindow)
    tab = window.page.entries.sections[TREATMENT].page
    assert isinstance(tab, ExposuresTab)
    tab.view.buttons[1].click()
    return window


def new_exposure(studio: Studio) -> QWidget:
    kind = studio.library.record.kinds["exposures"]
    told = Told(studio.library, lambda _case: {})
    doubted = part("1.5", "2026-06-08", "2026-06-01", "courses", "transplant")
    return studio.show(
        EntryDialog(studio.look, told, kind, studio.child("Bravo"), lambda: TODAY, studio.host(), doubted)
    )


def none_entered(studio: Studio) -> QWidget:
    window = studio.case_window("Whiskey", TREATMENT)
    window.page.entries.sections[TREATMENT].go("exposures")
    return window


SCENES = scenes(
    "exposures",
    ledger,
    watch_list,
    arithmetic,
    nothing_told,
    in_the_window,
    entered,
    new_exposure,
    none_entered,
)
