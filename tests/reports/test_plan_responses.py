"""Graded responses in the small drawing: in the row of procedures, apart, and the grade where there is any room."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from page_content import FONTS, content, treatment
from pdf_reading import page_texts, squeezed

from desktop.clinical.timeline.graded import Graded, GradedBy
from desktop.reports.blocks.drawing import HEIGHT, Drawing, lay_out_drawing
from desktop.reports.blocks.drawing_marks import PlacedMark
from desktop.reports.blocks.layout import Desk
from desktop.reports.blocks.treatment import lay_out_treatment
from desktop.reports.content import TreatmentBlock
from desktop.reports.fonts import Faces
from desktop.reports.style import Frame, Squeeze
from desktop.reports.summary import board_summary

START = date(2026, 6, 1)
_SHAPE = 2.6


def graded(day: int | None, grade: str = "PR", by: GradedBy = GradedBy.CLINICIAN) -> Graded:
    return Graded(f"day {day}", None if day is None else START + timedelta(days=day), grade, by)


def block(responses: Sequence[Graded]) -> TreatmentBlock:
    made = treatment()
    assert made.timeline is not None
    return replace(made, timeline=replace(made.timeline, graded=tuple(responses)))


def desk(width: float = 444) -> Desk:
    return Desk(Faces(FONTS), Frame(111 + width + 40, 842), Squeeze(12.0), "Note", "and {count} more")


def drawn(*responses: Graded, width: float = 444) -> Drawing:
    timeline = block(responses).timeline
    assert timeline is not None
    return lay_out_drawing(desk(width), timeline)


def told(one: PlacedMark) -> str:
    return one.words.text.replace("\u00a0", " ") if one.words else ""


def texts(drawing: Drawing) -> list[str]:
    return [told(one) for one in drawing.marks]


def test_a_response_has_its_grade_and_day_where_there_is_room() -> None:
    assert "VGPR 08 Dec" in texts(drawn(graded(190, "VGPR")))
    assert "parts: MR 08 Dec" in texts(drawn(graded(190, "MR", GradedBy.PARTS)))


def test_with_less_room_the_day_goes_first_and_a_grade_before_the_name_of_a_procedure() -> None:
    drawing = drawn(graded(39, "MR", GradedBy.PARTS), graded(70), graded(100))
    found = {one.mark.event: told(one) for one in drawing.marks}
    assert [found[f"day {day}"] for day in (39, 70, 100)] == ["MR", "PR", "PR 09 Sep"]
    assert found["CVL"], "a procedure is named nowhere else on the page"
    below = {one.mark.event for one in drawing.marks if one.below}
    assert below == {"day 39"}, "between the names of procedures the letters stand under their triangle"


def test_hollow_is_what_no_clinician_graded_as_a_whole() -> None:
    drawing = drawn(graded(190), graded(220, "MR", GradedBy.PARTS), graded(260, "", GradedBy.NOBODY))
    hollow = {one.mark.event: one.hollow for one in drawing.marks if one.mark.graded}
    assert hollow == {"day 190": False, "day 220": True, "day 260": True}


days = st.integers(-60, 700)
many = st.lists(st.builds(graded, days, st.sampled_from(["CR", "VGPR"]), st.sampled_from(GradedBy)), max_size=8)


@settings(max_examples=80, deadline=None)
@given(many, st.sampled_from([120, 200, 300, 444, 461]))
def test_no_word_and_no_shape_of_the_row_lies_over_another_or_outside(ones: Sequence[Graded], width: float) -> None:
    drawing = drawn(*ones, width=width)
    shapes = [(one.x - _SHAPE, one.x + _SHAPE) for one in drawing.marks]
    beside, below = (
        [(one.middle - one.words.width / 2, one.middle + one.words.width / 2)
         for one in drawing.marks if one.words and one.below is lower]
        for lower in (False, True)
    )  # fmt: skip
    for places in (sorted(shapes + beside), below):
        assert all(before[1] <= after[0] + 1e-6 for before, after in itertools.pairwise(places))
        assert not places or (places[0][0] >= -_SHAPE and places[-1][1] <= width + _SHAPE)


def test_the_words_beside_the_drawing_tell_of_responses_only_where_there_are_any() -> None:
    def beside(*responses: Graded) -> str:
        made = lay_out_treatment(desk(), block(responses))
        return " ".join(one.text.replace("\u00a0", " ") for one in made.heading.beside)

    assert "response" not in beside()
    assert beside(graded(190)).endswith("triangle: response")
    assert beside(graded(190), graded(220, "MR", GradedBy.PARTS)).endswith(
        "response; hollow: from the parts, or not graded"
    )
    assert beside(graded(None), graded(2000)).endswith("responses off the axis: 2"), "counted, never dropped in silence"


def test_the_grades_stand_on_the_page_and_the_drawing_is_no_higher() -> None:
    made = content()
    blocks = tuple(
        block((graded(190, "VGPR"), graded(None))) if isinstance(one, TreatmentBlock) else one for one in made.blocks
    )
    text = squeezed(page_texts(board_summary(replace(made, blocks=blocks), FONTS))[0])
    for words in ("VGPR08Dec", "triangle:response", "responsesofftheaxis:1"):
        assert words in text
    assert HEIGHT == 80.5
    high, plain = (lay_out_treatment(desk(), block(ones)).height for ones in ((graded(190), graded(220)), ()))
    assert high == plain
