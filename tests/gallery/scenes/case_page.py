"""The page of one child: every section, for children who differ in what is known."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from desktop.ui.main_window import MainWindow
from desktop.ui.panels.case_page import BIOLOGY, OVERVIEW, PRESENTATION, RESPONSE, STAGING, TREATMENT
from tests.gallery.children import ALL_SILENT, BESIDE, EVERYTHING, IN_THE_BIN, LONG, NOTHING
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio


def unsettled_overview(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", OVERVIEW)


def unsettled_presentation(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", PRESENTATION)


def unsettled_staging(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", STAGING)


def unsettled_biology(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", BIOLOGY)


def unsettled_treatment(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", TREATMENT)


def settled_overview(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", OVERVIEW)


def settled_biology(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", BIOLOGY)


def settled_treatment(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", TREATMENT)


def settled_response(studio: Studio) -> QWidget:
    return studio.case_window("Bravo", RESPONSE)


def response_differs(studio: Studio) -> QWidget:
    return studio.case_window("Delta", RESPONSE)


def response_differs_overview(studio: Studio) -> QWidget:
    return studio.case_window("Delta", OVERVIEW)


def no_response(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", RESPONSE)


def tests_beside_the_call(studio: Studio) -> QWidget:
    return studio.case_window(BESIDE, BIOLOGY, studio.boards.odd)


def tests_beside_the_call_overview(studio: Studio) -> QWidget:
    return studio.case_window(BESIDE, OVERVIEW, studio.boards.odd)


def late_treatment(studio: Studio) -> QWidget:
    return studio.case_window("Delta", TREATMENT)


def event_selected(studio: Studio) -> QWidget:
    window = studio.case_window("Delta", TREATMENT)
    window.page.treatment.view.setFocus()
    window.page.treatment.view.select("RT")
    return window


def response_selected(studio: Studio) -> QWidget:
    """One that the parts make otherwise than the clinician graded it."""
    return _with_response(studio, "Delta")


def responses_near(studio: Studio) -> QWidget:
    """The axis drawn near enough for days, with the grade that the parts make selected."""
    window = _with_response(studio, "Hotel")
    for _ in range(5):
        window.page.treatment.view.zoom_by(1)
    return window


def responses_table(studio: Studio) -> QWidget:
    window = _with_response(studio, "Delta")
    window.page.treatment.switch()
    return window


def _with_response(studio: Studio, given: str) -> MainWindow:
    window = studio.case_window(given, TREATMENT)
    view = window.page.treatment.view
    view.setFocus()
    view.select(str(studio.child(given).responses[-1].id))
    return window


def treatment_table(studio: Studio) -> QWidget:
    window = studio.case_window("Bravo", TREATMENT)
    window.page.treatment.switch()
    return window


def two_tests_open(studio: Studio) -> QWidget:
    return studio.case_window("Charlie", OVERVIEW)


def no_plan_yet(studio: Studio) -> QWidget:
    return studio.case_window("Charlie", TREATMENT)


def sources_differ(studio: Studio) -> QWidget:
    return studio.case_window("Juliett", OVERVIEW)


def not_covered(studio: Studio) -> QWidget:
    return studio.case_window("Quebec", OVERVIEW)


def nothing_known_overview(studio: Studio) -> QWidget:
    return studio.case_window(NOTHING, OVERVIEW, studio.boards.odd)


def nothing_known_biology(studio: Studio) -> QWidget:
    return studio.case_window(NOTHING, BIOLOGY, studio.boards.odd)


def long_words_overview(studio: Studio) -> QWidget:
    return studio.case_window(LONG, OVERVIEW, studio.boards.odd)


def long_words_presentation(studio: Studio) -> QWidget:
    return studio.case_window(LONG, PRESENTATION, studio.boards.odd)


def every_silence(studio: Studio) -> QWidget:
    return studio.case_window(ALL_SILENT, OVERVIEW, studio.boards.odd)


def every_fact(studio: Studio) -> QWidget:
    return studio.case_window(EVERYTHING, OVERVIEW, studio.boards.odd)


def every_fact_staging(studio: Studio) -> QWidget:
    return studio.case_window(EVERYTHING, STAGING, studio.boards.odd)


def in_the_bin(studio: Studio) -> QWidget:
    return studio.case_window(IN_THE_BIN, OVERVIEW, studio.boards.odd)


def read_only_overview(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", OVERVIEW, studio.boards.reading)


def read_only_biology(studio: Studio) -> QWidget:
    return studio.case_window("Alpha", BIOLOGY, studio.boards.reading)


def field_with_error(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha", BIOLOGY)
    window.page.form(BIOLOGY).rows["mycn"].value.type_again("amplyfied")
    return window


def field_focused(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha", BIOLOGY)
    window.page.form(BIOLOGY).rows["mycn"].value.setFocus()
    return window


def values_to_choose(studio: Studio) -> QWidget:
    window = studio.case_window("Alpha", BIOLOGY)
    return studio.show(window.page.form(BIOLOGY).rows["mycn"].value.menu())


SCENES = scenes(
    "case", unsettled_overview, unsettled_presentation, unsettled_staging, unsettled_biology, unsettled_treatment,
    tests_beside_the_call, tests_beside_the_call_overview,
    settled_overview, settled_biology, settled_treatment, settled_response, response_differs,
    response_differs_overview, no_response, late_treatment, event_selected, response_selected, responses_near,
    responses_table, treatment_table,
    two_tests_open, no_plan_yet, sources_differ,
    not_covered, nothing_known_overview, nothing_known_biology, long_words_overview, long_words_presentation,
    every_silence, every_fact, every_fact_staging, in_the_bin, read_only_overview, read_only_biology,
    field_with_error, field_focused, values_to_choose,
)  # fmt: skip
