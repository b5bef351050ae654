"""The four-bar glyph: which risk groups a child can still be in. Colour repeats what height and words say."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from desktop.ui.theme import Look
from desktop.ui.tokens import RISK_BAR, RISK_BARS, RISK_GAP, RISK_STUB

WIDTH, HEIGHT = 4 * RISK_BAR + 3 * RISK_GAP, RISK_BARS[-1][1]


def paint_risk(
    painter: QPainter,
    look: Look,
    rect: QRectF,
    groups: Sequence[str],
    *,
    conflict: bool = False,
    not_covered: bool = False,
) -> None:
    """Draw the glyph to fill ``rect`` (26 by 15, or a multiple). A conflict is scales, not covered is a dash."""
    if conflict or not_covered:
        side = rect.height()
        place = QRectF(rect.center().x() - side / 2, rect.top(), side, side)
        colours = look.colours
        look.icons.paint(
            painter,
            "not_covered" if not_covered else "sources_differ",
            colours.text2 if not_covered else colours.caution,
            place,
        )
        return
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    scale = rect.height() / HEIGHT
    for index, (group, height) in enumerate(RISK_BARS):
        left = rect.left() + index * (RISK_BAR + RISK_GAP) * scale
        if group == "high" and "not_high" in groups:
            _paint_not_high(painter, look, QRectF(left, rect.top(), RISK_BAR * scale, height * scale), "high" in groups)
        elif group in groups:
            painter.setBrush(look.colour(f"risk_{group}"))
            bar = QRectF(left, rect.bottom() - height * scale, RISK_BAR * scale, height * scale)
            painter.drawRoundedRect(bar, scale, scale)
        else:
            painter.setBrush(look.colour("edge"))
            painter.drawRect(QRectF(left, rect.bottom() - RISK_STUB * scale, RISK_BAR * scale, RISK_STUB * scale))
    painter.restore()


def _paint_not_high(painter: QPainter, look: Look, bar: QRectF, high_too: bool) -> None:
    """The last bar open: certainly not high. With its lower half filled: high can be reached as well."""
    painter.save()
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(look.colour("edge"), 1.0))
    painter.drawRect(bar.adjusted(0.5, 0, -0.5, -0.5))
    if high_too:
        half = bar.adjusted(0, bar.height() / 2, 0, 0)
        painter.fillRect(half, look.colour("risk_high"))
    painter.restore()


class RiskGlyph(QWidget):
    """The glyph as a widget, beside its words; ``times`` enlarges it."""

    def __init__(self, look: Look, times: float = 1.0) -> None:
        super().__init__()
        self._look, self._times = look, times * look.scale
        self._groups: tuple[str, ...] = ()
        self._conflict = self._not_covered = False
        self.setFixedSize(self.sizeHint())
        look.changed.connect(self.update)

    def sizeHint(self) -> QSize:
        """Its size in logical pixels."""
        return QSize(round(WIDTH * self._times), round(HEIGHT * self._times))

    def show_groups(
        self, groups: Sequence[str], words: str, *, conflict: bool = False, uncovered: bool = False
    ) -> None:
        """Show these groups; ``words`` is what assistive technology says."""
        self._groups, self._conflict, self._not_covered = tuple(groups), conflict, uncovered
        self.setAccessibleName(words)
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the bars."""
        rect = QRectF(0, 0, WIDTH * self._times, HEIGHT * self._times)
        paint_risk(
            QPainter(self), self._look, rect, self._groups, conflict=self._conflict, not_covered=self._not_covered
        )
