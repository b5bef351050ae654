"""Responses as they were graded: a triangle on its point, the grade and its day beneath; the rest is counted."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF

from desktop.clinical.timeline.drawing import Lane, PlanLayout
from desktop.clinical.timeline.graded import GradedBy
from desktop.ui.timeline.lanes import LINE, Sheet
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
    """Says in the last line of the lane which responses it does not show."""
    words = undrawn_words(sheet.plan)
    if words:
        strokes.text(words, sheet.origin + _PAD, sheet.end(Lane.RESPONSES) - sheet.px(LINE), tone="text2")
