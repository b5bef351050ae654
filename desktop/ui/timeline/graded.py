"""Responses as they were graded: a triangle on its point, the grade and its day beneath; the rest is counted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF

from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.clinical.timeline.graded import GradedBy
from desktop.ui.timeline.lanes import UNDRAWN, Sheet
from desktop.ui.timeline.strokes import Strokes
from desktop.ui.timeline.undrawn import elsewhere_words, in_table_words

NAMES: Mapping[GradedBy, str] = {
    GradedBy.CLINICIAN: "response, graded",
    GradedBy.PARTS: "response, from the parts",
    GradedBy.NOBODY: "response, not graded",
}
"""What each mark means, for the legend."""
_PAD = 8


def draw_response(strokes: Strokes, place: QRectF, by: GradedBy) -> None:
    """Solid as a clinician graded it; hollow as the parts make it; dashed where nobody graded the whole."""
    fill = "done" if by is GradedBy.CLINICIAN else "surface"
    edge = "edge" if by is GradedBy.NOBODY else "done"
    strokes.triangle(place, fill, edge, down=True, dashed=by is GradedBy.NOBODY)


def undrawn_words(plan: PlanLayout) -> str:
    """How many responses have no mark; empty where all have one."""
    return in_table_words([elsewhere_words(plan.undrawn, "response")])


def draw_undrawn(strokes: Strokes, sheet: Sheet) -> None:
    """Says beneath the marks, or in their place where there is none, how many responses the lane does not show."""
    words = undrawn_words(sheet.plan)
    if not words:
        return
    top, end = sheet.tops[Lane.RESPONSES], sheet.end(Lane.RESPONSES)
    marked = any(one.lane is Lane.RESPONSES for one in sheet.plan.marks)
    y = end - sheet.px(UNDRAWN / 2) if marked else (top + end) / 2
    strokes.text(words, sheet.origin + _PAD, y, tone="text2")
