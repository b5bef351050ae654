"""The phase strip: eight steps of treatment, those done, the one now, those to come. Words stand beside it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from desktop.clinical.steps import STEPS

WIDTH, HEIGHT = 96.0, 12.0
_PITCH, _BAR, _THIN, _NOW = 12.0, 10.0, 4.0, 10.0


def paint_phase(
    painter: QPainter, left: float, middle: float, step: int, *, scale: float, done: QColor, now: QColor, edge: QColor
) -> None:
    """Draw the strip from ``left``, centred on ``middle``: a thick bar for each step done, a block for the step now,
    outlines for what is to come. Step 0 claims nothing: all are outlines."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bar, thin, block, high = _BAR * scale, _THIN * scale, _NOW * scale, HEIGHT * scale
    for place in range(1, STEPS + 1):
        at = left + (place - 1) * _PITCH * scale
        if place == step:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(now)
            painter.drawRoundedRect(QRectF(at, middle - high / 2, block, high), 2.5 * scale, 2.5 * scale)
        elif place < step:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(done)
            painter.drawRoundedRect(QRectF(at, middle - thin / 2, bar, thin), scale, scale)
        else:
            painter.setPen(QPen(edge, 1.0))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(at + 0.5, middle - thin / 2 + 0.5, bar - 1, thin - 1), scale, scale)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, on=False)
