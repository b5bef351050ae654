"""The frame of a field that is drawn by itself: one edge for what it is in, and the ground of a silence."""

from __future__ import annotations

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS


def paint_frame(widget: QWidget, look: Look, *, error: bool, focused: bool, quiet: bool, read_only: bool) -> None:
    """An error goes before the focus; ``quiet`` is a silence or a fact that cannot be changed here."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    fill = "error_soft" if error else "ground" if quiet and not focused else "raised"
    edge = "error" if error else "accent" if focused else "line" if read_only else "edge"
    width = 2.0 if error or focused else 1.0
    painter.setPen(QPen(look.colour(edge), width))
    painter.setBrush(look.colour(fill))
    frame = QRectF(widget.rect()).adjusted(width / 2, width / 2, -width / 2, -width / 2)
    painter.drawRoundedRect(frame, RADIUS, RADIUS)
