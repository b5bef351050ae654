"""Every demonstration child's timeline: words apart at every size, and table and drawing of one mind."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations, pairwise

import pytest
from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QGraphicsSimpleTextItem
from window_helpers import TODAY

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.timeline import Standing
from desktop.clinical.timeline.drawing import DIAGNOSIS, Lane
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.plans import plan_case
from desktop.ui.models.plan_rows import HEADS
from desktop.ui.panels.treatment_page import TreatmentPage
from desktop.ui.start import Stage
from desktop.ui.timeline.samples import EMPTY
from desktop.ui.words import capital
from tests.accessibility.tables import cut_words

WIDTHS = (620, 814, 1180)
"""Of the page in logical pixels: narrow, beside the side panel at 1366, and alone on a wide screen."""


@pytest.fixture(scope="module")
def children(library: Library) -> list[Case]:
    return [one for one in demonstration_cases(library, 24, 1) if one.plans]


@pytest.fixture(params=[1.0, 1.5, 2.0])
def scaled(request: pytest.FixtureRequest, stage: Stage) -> Iterator[Stage]:
    before, stage.look.scale = stage.look.scale, request.param
    yield stage
    stage.look.scale = before


def page_of(stage: Stage, library: Library, child: Case, width: int, height: int = 560) -> TreatmentPage:
    page = TreatmentPage(stage.look, library)
    page.resize(stage.look.px(width), stage.look.px(height))
    page.show()
    show(page, library, child)
    return page


def show(page: TreatmentPage, library: Library, child: Case) -> None:
    page.show_case(child, plan_case(library, child, TODAY), TODAY, False)


def words(page: TreatmentPage) -> list[tuple[str, QRectF]]:
    items = [one for one in page.view.scene().items() if isinstance(one, QGraphicsSimpleTextItem)]
    return [(one.text(), one.sceneBoundingRect()) for one in items]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_painted_word_ever_meets_another(scaled: Stage, library: Library, children: list[Case], width: int) -> None:
    page = page_of(scaled, library, children[0], width)
    for child in children:
        show(page, library, child)
        placed = words(page)
        for (first, one), (second, other) in combinations(placed, 2):
            # half a pixel: places are rounded to whole ones
            assert not one.adjusted(0.5, 0.5, -0.5, -0.5).intersects(other), (child.given_name, first, second)
        assert all(page.view.sceneRect().contains(one) for _, one in placed), child.given_name
        titles = {one.title for one in page.view.layout_now.bands} if page.view.layout_now else set()
        assert titles <= {one for one, _ in placed}, "a phase's title is never cut"
    page.close()


@pytest.mark.parametrize("width", WIDTHS)
def test_no_gate_lies_on_another_and_its_name_is_near(
    stage: Stage, library: Library, children: list[Case], width: int
) -> None:
    page = page_of(stage, library, children[0], width)
    for child in children:
        show(page, library, child)
        marks = [(one.places[0], one.places[1]) for one in page.view.stops.all if one.lane is Lane.GATES]
        marks.sort(key=lambda one: one[0].left())
        for (first, _), (second, _) in pairwise(marks):
            assert first.right() <= second.left(), child.given_name
        off = max(abs(mark.center().x() - name.center().x()) for mark, name in marks)
        assert width < 814 or off <= stage.look.px(44), (child.given_name, off)
    page.close()


def test_table_and_drawing_say_the_same_of_every_event(stage: Stage, library: Library, children: list[Case]) -> None:
    seen = set()
    page = page_of(stage, library, children[0], 814)
    for child in children:
        show(page, library, child)
        drawn = page.view.layout_now
        assert drawn is not None
        shown = {one.event: one.standing for one in drawn.bars if one.lane is Lane.NOW}
        shown |= {one.event: one.standing for one in drawn.marks if one.lane not in {Lane.GATES, Lane.RESPONSES}}
        for row in page.model.rows:
            if row.event is not None:
                assert row.cells[HEADS.index("Status")].words == capital(shown[row.key]), (child.given_name, row.key)
        assert {row.event.id for row in page.model.rows if row.event} == set(shown)
        responses = {row.key for row in page.model.rows if row.lane is Lane.RESPONSES}
        assert responses == {str(one.id) for one in child.responses}
        assert responses == {one.event for one in drawn.marks if one.lane is Lane.RESPONSES}
        seen |= set(shown.values())
    page.close()
    assert {Standing.NOW, Standing.DONE, Standing.PLANNED} <= seen


def test_the_day_of_the_diagnosis_is_the_case_s_own_everywhere(
    stage: Stage, library: Library, children: list[Case]
) -> None:
    for child in children:
        day = child.diagnosed.value.full if child.diagnosed.value else None
        assert day is not None
        page = page_of(stage, library, child, 814)
        row = page.model.rows[0]
        assert (row.key, row.cells[HEADS.index("Actual")].words) == (DIAGNOSIS, day_words(day))
        told = [one for one, _ in words(page)]
        assert f"Diagnosed {day_words(day)[:6]}" in told or f"Diagnosed {day_words(day)}" in told
        assert f"Diagnosed {day_words(day)}." in page.head._told.text()
        assert not any("diagnos" in one.title.lower() for one in page.model.events), "no event of a plan is one"
        page.view.select(DIAGNOSIS)
        assert page.inspector.isVisibleTo(page)
        page.close()


def test_phases_today_and_courses_are_in_sight_at_200_percent(
    stage: Stage, library: Library, children: list[Case]
) -> None:
    """166 logical pixels are what a window of 1366 x 768 leaves the page at 200 %."""
    before, stage.look.scale = stage.look.scale, 2.0
    try:
        for child in children:
            page = page_of(stage, library, child, 603, 166)
            top = page.view.mapTo(page, page.view.rect().topLeft()).y()
            bars = [one for one in page.view.stops.all if one.lane is Lane.NOW]
            assert bars
            assert max(top + one.places[0].bottom() for one in bars) <= page.height()
            drawn = page.view.layout_now
            assert drawn is not None
            # a plan that ended long ago has no today among its days
            assert (drawn.today is not None) == (drawn.axis_start <= TODAY <= drawn.axis_end)
            assert page.head._short.text() == "Template unverified", "a doubt stays in sight"
            assert page.head._short.isVisible()
            page.close()
    finally:
        stage.look.scale = before


def test_no_word_of_the_table_is_cut(scaled: Stage, library: Library, children: list[Case]) -> None:
    page = page_of(scaled, library, children[0], 603, 300)
    page.switch()
    page.grab()
    assert list(cut_words(page)) == [], "heads and events' names wrap, and nothing scrolls sideways"
    assert page.table.height() <= page.height(), "the heads stay in sight while the rows scroll"
    page.close()


def test_a_child_without_markers_is_told_so(stage: Stage, library: Library, children: list[Case]) -> None:
    without = [one for one in children if not one.markers]
    page = page_of(stage, library, without[0], 814)
    assert EMPTY in [one for one, _ in words(page)]
    page.close()
