"""The phases of a plan in one bar: what is done is filled, the phase now carries the accent, what comes is outlined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.clinical.timeline import EventKind, EventStatus, PlannedEvent, Template
from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, STRONG

_BAR, _GAP, _UNDER = 8, 4, 4


@dataclass(frozen=True, slots=True)
class Segment:
    """One phase: its title, its days, how many of its courses took place, and whether it is the one now."""

    title: str
    days: int
    done: int
    courses: int
    now: bool


def segments(template: Template, events: Sequence[PlannedEvent]) -> tuple[Segment, ...]:
    """The phases that have courses, in their order."""
    courses = [one for one in events if one.kind is EventKind.COURSE]
    given = [one for one in courses if one.status is EventStatus.DONE]
    current = given[-1].phase if given else template.phases[0].id
    found = []
    for phase in template.phases:
        inside = [one for one in courses if one.phase == phase.id]
        if not inside:
            continue
        first, last = min(one.begins or one.on for one in inside), max(one.ends or one.on for one in inside)
        # a course before the last one given counts as given, recorded or not
        reached = max((place + 1 for place, one in enumerate(inside) if one in given), default=0)
        found.append(Segment(phase.title, (last - first).days + 1, reached, len(inside), phase.id == current))
    return tuple(found)


class PhaseBar(QWidget):
    """Paints the segments with their titles beneath; the same in words is its accessible name."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._segments: tuple[Segment, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        look.changed.connect(self.update)

    def show_segments(self, shown: Sequence[Segment]) -> None:
        """Show these phases."""
        self._segments = tuple(shown)
        told = [f"{one.title} {one.done} of {one.courses}{', now' if one.now else ''}" for one in shown]
        self.setAccessibleName(f"Phases: {'; '.join(told)}")
        self.setToolTip("\n".join(told))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The bar and one or two lines of titles."""
        line = QFontMetricsF(self._look.font("note")).height()
        return QSize(self._look.px(240), round(self._look.px(_BAR + _UNDER) + line * self._lines()))

    def minimumSizeHint(self) -> QSize:
        """It may be squeezed in width only."""
        return QSize(self._look.px(120), self.sizeHint().height())

    def _lines(self) -> int:
        """Titles stand in two lines, one up and one down, where they do not fit beside each other."""
        wanted = sum(self._title_width(one) for one in self._segments) + self._look.px(_GAP) * len(self._segments)
        return 1 if wanted <= max(self.width(), self._look.px(240)) else 2

    def resizeEvent(self, _event: object) -> None:
        """Another width may need another number of lines."""
        self.updateGeometry()

    def _title_width(self, one: Segment) -> float:
        font = self._look.font("note", STRONG if one.now else REGULAR)
        return QFontMetricsF(font).horizontalAdvance(one.title) + self._look.px(4)

    def _widths(self) -> list[float]:
        """By days, but never narrower than the title while all titles fit."""
        gap = self._look.px(_GAP)
        room = self.width() - gap * (len(self._segments) - 1)
        least = [self._title_width(one) for one in self._segments]
        if self._lines() > 1:
            least = [room / len(self._segments) / 2] * len(self._segments)
        spare = max(0.0, room - sum(least))
        days = sum(one.days for one in self._segments)
        return [low + spare * one.days / days for low, one in zip(least, self._segments, strict=True)]

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw bars and titles."""
        if not self._segments:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        left, high = 0.5, float(self._look.px(_BAR))
        two, line = self._lines() > 1, QFontMetricsF(self._look.font("note")).height()
        for place, (one, width) in enumerate(zip(self._segments, self._widths(), strict=True)):
            self._bar(painter, QRectF(left, 0.5, width - 1, high - 1), one)
            painter.setFont(self._look.font("note", STRONG if one.now else REGULAR))
            painter.setPen(self._look.colour("text" if one.now else "text2"))
            top = high + self._look.px(_UNDER) + (line if two and place % 2 else 0)
            need = self._title_width(one)
            start = min(left, self.width() - need)
            painter.drawText(QRectF(start, top, need, line), Qt.AlignmentFlag.AlignLeft, one.title)
            left += width + self._look.px(_GAP)

    def _bar(self, painter: QPainter, rect: QRectF, one: Segment) -> None:
        path = QPainterPath()
        path.addRoundedRect(rect, 2, 2)
        if one.done:
            painter.save()
            painter.setClipPath(path)
            filled = QRectF(rect.left(), rect.top(), rect.width() * one.done / one.courses, rect.height())
            painter.fillRect(filled, self._look.colour("accent" if one.now else "done"))
            painter.restore()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.colour("accent" if one.now else "edge"), 1.0))
        painter.drawPath(path)
