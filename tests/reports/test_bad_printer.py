"""What carries a state survives a printer that blurs, streaks and knows only black."""

from __future__ import annotations

from io import BytesIO

from bad_printer import DOTS, printed, rendered
from page_content import FONTS, content
from PIL import Image, ImageChops
from reportlab.pdfgen.canvas import Canvas

from desktop.reports.summary import board_summary

_CELL = 12
"""Dots of one square that is looked at: 1.5 mm."""


def _lost(clean: Image.Image, least: int = 30) -> float:
    """The part of the squares with so much ink (of 255) that the printer leaves white."""
    ink = ImageChops.invert(clean.convert("L")).reduce(_CELL)
    left = ImageChops.invert(printed(clean).convert("L")).reduce(_CELL)
    inked = [(before, after) for before, after in zip(ink.tobytes(), left.tobytes(), strict=True) if before >= least]
    assert inked
    return sum(1 for _, after in inked if after < 3) / len(inked)


def _line(weight: float, grey: float) -> Image.Image:
    out = BytesIO()
    canvas = Canvas(out, pagesize=(200, 60))
    canvas.setLineWidth(weight)
    canvas.setStrokeGray(grey)
    for number in range(5):
        canvas.line(10, 10.3 + 8 * number, 190, 10.3 + 8 * number)
    canvas.save()
    return rendered(out.getvalue())


def test_nothing_on_the_page_disappears() -> None:
    assert _lost(rendered(board_summary(content(), FONTS))) < 0.001


def test_a_thin_grey_line_would_disappear() -> None:
    """The printer is bad enough: what the print language forbids is lost, its excluded mark is not."""
    assert DOTS == 200
    assert _lost(_line(0.35, 0.55), least=2) > 0.5
    assert _lost(_line(0.9, 0), least=2) < 0.1
