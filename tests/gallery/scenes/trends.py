"""Lesions and marrow over time: charts above their lists, one selected, what is not drawn, one day, a picture."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid5

from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QLabel, QWidget

from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.record.imaging import Lesion, MarrowSample, Measurement
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Silence
from desktop.ui.main_window import MainWindow
from desktop.ui.sections import STAGING
from desktop.ui.trends.page import TrendPage
from desktop.ui.trends.picture import trend_picture
from tests.gallery.moment import TODAY
from tests.gallery.scene import scenes
from tests.gallery.studio import SIZE, Studio

_SIZES = {
    "Left adrenal mass": ("primary", (84, 61, 42, 40, 49)),
    "Left para-aortic lymph node": ("lymph_node", (28, 19, 14, 11, 12)),
    "Right orbital soft tissue": ("soft_tissue", (22, 12, None, 6, 5)),
}
_SHARES = ((40, 25, 60, 55), (12, 8, 15, 20), (3, 4, None, 2), (0, 2, 3, 1), (0, 0, 0, 0))
_SIDES = ("left_iliac_crest", "right_iliac_crest")


def lesions(studio: Studio) -> QWidget:
    window, page = _page(studio, "measurements")
    page.table.select(page.model.rows[1].entry.id)
    studio.settle()
    return window


def lesions_with_the_keyboard(studio: Studio) -> QWidget:
    window, page = _page(studio, "measurements")
    page.panel.view.setFocus(Qt.FocusReason.TabFocusReason)
    page.panel.view.zoom_at_selection(1)
    return window


def marrow(studio: Studio) -> QWidget:
    return _page(studio, "marrow_samples")[0]


def one_day(studio: Studio) -> QWidget:
    window, page = _page(studio, "marrow_samples")
    case = _followed(studio.child("Bravo"))
    page.show_case(replace(case, marrow_samples=case.marrow_samples[:4]), False)
    studio.settle()
    return window


def nothing_to_draw(studio: Studio) -> QWidget:
    window, page = _page(studio, "measurements")
    case = _followed(studio.child("Bravo"))
    bare = tuple(replace(one, length_mm=silent(Silence.UNKNOWN_AT_SOURCE)) for one in case.measurements[:2])
    page.show_case(replace(case, measurements=bare), False)
    studio.settle()
    return window


def none_yet(studio: Studio) -> QWidget:
    window = studio.case_window("Quebec", STAGING)
    window.page.entries.sections[STAGING].go("measurements")
    return window


def at_960(studio: Studio) -> QWidget:
    return _page(studio, "measurements", (960, 640))[0]


def picture(studio: Studio) -> QWidget:
    """What a picture looks like that is saved; it is light whatever the window is."""
    _, page = _page(studio, "measurements")
    view = page.panel.view
    assert view.shown is not None
    label, drawn = QLabel(), QPixmap()
    drawn.loadFromData(trend_picture(studio.look, view.shown, view.selected, 2))
    drawn.setDevicePixelRatio(2)
    label.setPixmap(drawn)
    label.setFixedSize(drawn.deviceIndependentSize().toSize())
    label.setAccessibleName("The picture that is saved")
    studio.look.dress(label)
    return studio.show(label)


def _page(studio: Studio, table: str, size: tuple[int, int] = SIZE) -> tuple[MainWindow, TrendPage]:
    window = studio.case_window("Bravo", STAGING, size=size)
    window.page.entries.sections[STAGING].go(table)
    page = window.page.entries.page(STAGING)
    assert isinstance(page, TrendPage)
    page.show_case(_followed(studio.child("Bravo")), False)
    studio.settle()
    return window, page


def _followed(case: Case) -> Case:
    """Three lesions and the marrow of five days, nearly four weeks apart, the first at diagnosis."""
    days = [TODAY - timedelta(days=27 * (4 - number) + 9) for number in range(5)]
    found = [Lesion(id=uuid5(case.id, name), name=known(name), tissue=known(tissue))
             for name, (tissue, _) in _SIZES.items()]  # fmt: skip
    measured = [
        _measured(case, lesion, day, size)
        for lesion, (_, sizes) in zip(found, _SIZES.values(), strict=True)
        for day, size in zip(days, sizes, strict=True)
    ]
    samples = [
        _sample(case, day, number, share)
        for day, shares in zip(days, _SHARES, strict=True)
        for number, share in enumerate(shares)
    ]
    return replace(case, lesions=tuple(found), measurements=tuple(measured), marrow_samples=tuple(samples))


def _measured(case: Case, lesion: Lesion, day: date, size: int | None) -> Measurement:
    told = silent(Silence.UNKNOWN_AT_SOURCE) if size is None else known(Decimal(size))
    return Measurement(
        id=uuid5(lesion.id, str(day)),
        provenance=Provenance(performed_on=PartialDate.of(day), laboratory="Demo Radiology"),
        lesion=known(str(lesion.id)), length_mm=told,
        short_axis_mm=told if lesion.tissue.value == "lymph_node" else NOT_ASKED,
    )  # fmt: skip


def _sample(case: Case, day: date, number: int, share: int | None) -> MarrowSample:
    kind = "aspirate" if number < 2 else "trephine"
    core = 12 if (day.month + number) % 5 else 7
    return MarrowSample(
        id=uuid5(case.id, f"marrow/{day}/{number}"),
        provenance=Provenance(performed_on=PartialDate.of(day), laboratory="Demo Lab"),
        side=known(_SIDES[number % 2]), sample=known(kind),
        core_mm=known(Decimal(core)) if kind == "trephine" else NOT_ASKED,
        tumour_percent=silent(Silence.REQUESTED) if share is None else known(Decimal(share)),
    )  # fmt: skip


SCENES = scenes(
    "trends", lesions, lesions_with_the_keyboard, marrow, one_day, nothing_to_draw, none_yet, at_960, picture,
)  # fmt: skip
