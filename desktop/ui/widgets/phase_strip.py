"""The phase strip: eight steps of treatment, those done, the one now, those to come. Words stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.clinical.steps import STEPS

WIDTH, SHORT, HEIGHT = 96.0, 32.0, 12.0
"""How wide the strip is, and where it is drawn small."""
_THIN = 4.0


def paint_phase(
    painter: QPainter, left: float, middle: float, step: int, *, scale: float, done: QColor, now: QColor, edge: QColor,
    short: bool = False,
) -> None:  # fmt: skip
    """Draw the strip from ``left``, centred on ``middle``: a thick bar for each step done, a block for the step now,
    outlines for what is to come; lines where it is small. Step 0 claims nothing: all are outlines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pitch = (SHORT if short else WIDTH) / STEPS * scale
    bar, thin, high = pitch - (1 if short else 2) * scale, _THIN * scale, HEIGHT * scale
    round_by = scale if short else 2.5 * scale
    for place in range(1, STEPS + 1):
        at = left + (place - 1) * pitch
        if place == step:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now)
            painter.drawRoundedRect(QRectF(at, middle - high / 2, bar, high), round_by, round_by)
        elif place < step:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(done)
            painter.drawRoundedRect(QRectF(at, middle - thin / 2, bar, thin), scale, scale)
        elif short:
            # on whole pixels: so thin a line between two of them is a smear
            painter.fillRect(QRect(round(at), round(middle - scale / 2), round(bar), max(round(scale), 1)), edge)
        else:
            painter.setPen(QPen(edge, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(at + 0.5, middle - thin / 2 + 0.5, bar - 1, thin - 1), scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
