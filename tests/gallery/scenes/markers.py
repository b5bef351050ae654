"""The section of biomarkers: the chart with everything in it, one marker, close, what cannot be drawn, nothing yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid5

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.results import MarkerResult, Provenance
from desktop.clinical.vocabulary import Marker, MarkerUnit
from desktop.services.plans import plan_case
from desktop.ui.main_window import MainWindow
from desktop.ui.markers.page import MarkersPage
from desktop.ui.markers.picture import picture_of
from desktop.ui.sections import MARKERS
from tests.gallery.moment import TODAY
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

_LONG_AGO = "X-Ray"
"""A child whose plan began two years ago."""


def over_time(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", MARKERS)


def without_own_limit(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha", MARKERS)
    page = window.page.markers
    page.table.select(next(one.result.id for one in page.model.lines if one.name == "HVA"))
    return window


def with_the_keyboard(studio: Studio) -> QWidget:
    window = studio.case_window("Bravo", MARKERS)
    view = window.page.markers.panel.view
    view.setFocus(Qt.FocusReason.TabFocusReason)
    view.zoom_at_selection(1)
    return window


def chosen_and_close(studio: Studio) -> QWidget:
    window = studio.case_window("Bravo", MARKERS)
    panel = window.page.markers.panel
    for chip in panel.choice.chips[:2]:
        chip.setChecked(True)
    panel.view.zoom_at_selection(2)
    return window


def years_of_phases(studio: Studio) -> QWidget:
    """Two years under a plan with every phase, another laboratory on the way, and one result of nothing."""
    window = studio.case_window(_LONG_AGO, MARKERS)
    case = _years(studio.child(_LONG_AGO))
    _show(studio, window, case)
    return window


def nothing_to_draw(studio: Studio) -> QWidget:
    window = studio.case_window("Bravo", MARKERS)
    case = studio.child("Bravo")
    bare = tuple(replace(one, upper_limit=NOT_ASKED) for one in case.markers[:2])
    _show(studio, window, replace(case, markers=bare))
    return window


def none_yet(studio: Studio) -> QWidget:
    return studio.case_window("Charlie", MARKERS)


def read_only(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", MARKERS, studio.boards.reading)


def at_960(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", MARKERS, size=(960, 640))


def files_to_save(studio: Studio) -> QWidget:
    window = studio.case_window("Bravo", MARKERS)
    menu = window.page.markers.head.menu_of_files()
    return studio.show(menu)


def picture(studio: Studio) -> QWidget:
    """What a picture looks like that is saved from the chart; it is light whatever the window is."""
    window = studio.case_window(_LONG_AGO, MARKERS)
    _show(studio, window, _years(studio.child(_LONG_AGO)))
    shown = window.page.markers.panel.view.shown
    assert shown is not None
    label, drawn = QLabel(), QPixmap()
    drawn.loadFromData(picture_of(studio.look, shown, 2))
    drawn.setDevicePixelRatio(2)
    label.setPixmap(drawn)
    label.setFixedSize(drawn.deviceIndependentSize().toSize())
    label.setAccessibleName("The picture that is saved")
    studio.look.dress(label)
    return studio.show(label)


def _show(studio: Studio, window: MainWindow, case: Case) -> None:
    page: MarkersPage = window.page.markers
    page.show_case(case, plan_case(studio.library, case, TODAY), TODAY, False)
    studio.settle()


def _years(case: Case) -> Case:
    """Marker by marker, every five weeks from the first day of the plan on."""
    start = case.plans[0].start
    series = [(Marker.VMA, "220", "11"), (Marker.HVA, "96", "15"), (Marker.LDH, "2400", "320")]
    markers = [
        _result(case, marker, start + timedelta(days=35 * step), Decimal(value) / (step + 1), limit, step)
        for marker, value, limit in series
        for step in range(18)
    ]
    nought = _result(case, Marker.NSE, TODAY - timedelta(days=40), Decimal(0), "15", 0)
    return replace(case, markers=(*markers, nought))


def _result(case: Case, marker: Marker, day: date, value: Decimal, limit: str, step: int) -> MarkerResult:
    unit = {Marker.LDH: MarkerUnit.U_L, Marker.NSE: MarkerUnit.NG_ML}.get(marker, MarkerUnit.UMOL_MMOL)
    return MarkerResult(
        id=uuid5(case.id, f"{marker}/{step}"),
        provenance=Provenance(
            performed_on=PartialDate.of(day), laboratory="Demo Lab" if step < 9 else "Zztest Regional Laboratory"
        ),
        marker=marker,
        unit=unit,
        value=known(value.quantize(Decimal("0.1"))),
        upper_limit=known(Decimal(limit)),
    )


SCENES = scenes(
    "markers", over_time, without_own_limit, with_the_keyboard, chosen_and_close, years_of_phases, nothing_to_draw,
    none_yet, read_only, at_960, files_to_save, picture,
)  # fmt: skip
