"""The two bodies beside the list: the scan before and the scan now, and what the patterns mean."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from desktop.clinical.body import Body
from desktop.services.scans import ScanView
from desktop.ui.scans.body_map import BodyMap
from desktop.ui.scans.segments import value_words
from desktop.ui.scans.shapes import fill
from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS_SMALL, STRONG
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Text

_SWATCH = QSize(22, 14)


class Figures(QWidget):
    """``picked`` carries the row of a segment."""

    picked = Signal(int)

    def __init__(self, look: Look, body: Body) -> None:
        super().__init__()
        self.before, self.now = BodyMap(look, body), BodyMap(look, body)
        self._heads = [Text(look, step="label", weight=STRONG, wrap=True) for _ in range(2)]
        self.side = OneOf(look, "Seen from", [(False, "Front"), (True, "Back")], False)
        self.side.picked.connect(self._turn)
        self.legend = QWidget()
        self._key_row = Flow(self.legend, gap=look.px(10), line_gap=look.px(2))
        self._look = look
        self._swatches: list[QWidget] = []
        both = self._both = QGridLayout()
        both.setHorizontalSpacing(12)
        both.setRowStretch(1, 1)
        for place, (head, figure) in enumerate(zip(self._heads, (self.before, self.now), strict=True)):
            head.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            both.addWidget(head, 0, place)
            both.addWidget(figure, 1, place)
            both.setColumnStretch(place, 1)
            figure.picked.connect(self.picked)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(8)
        outer.addWidget(self.side)
        outer.addLayout(both)
        outer.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def show_view(self, view: ScanView, title: str, before: str) -> None:
        """Show a scan and the one it is compared with."""
        segments = tuple(one.segment.id for one in view.lines)
        pairs = ((self.now, [one.now for one in view.lines]), (self.before, [one.before for one in view.lines]))
        for figure, values in pairs:
            figure.show_values(view.method.id, segments, view.method.highest, tuple(values))
        for text, words in zip(self._heads, (before, title), strict=True):
            text.setText(words)
        for shown in (self._heads[0], self.before):
            shown.setVisible(view.before is not None)
        self._both.setColumnStretch(0, 0 if view.before is None else 1)
        self._both.setHorizontalSpacing(0 if view.before is None else 12)
        told = "; ".join(f"{one.segment.text} {value_words(one.now)}" for one in view.lines)
        self.now.setAccessibleName(f"Body now, {title}. {told}")
        self.before.setAccessibleName(f"Body before, {before}")
        self._show_key(view)

    def show_chosen(self, row: int) -> None:
        """Ring the segment under the bar in both."""
        self.before.show_chosen(row)
        self.now.show_chosen(row)

    def _turn(self, from_back: object) -> None:
        for figure in (self.before, self.now):
            figure.turn(bool(from_back))

    def _show_key(self, view: ScanView) -> None:
        if len(self._swatches) == view.method.highest + 1:
            return
        for swatch in self._swatches:
            self._key_row.removeWidget(swatch)
            swatch.hide()
            swatch.deleteLater()
        self._swatches = []
        for grade in view.method.grades:
            swatch = _Swatch(self._look, grade.value, view.method.highest)
            swatch.setToolTip(grade.text)
            swatch.setAccessibleName(f"{grade.value}: {grade.text}")
            self._swatches.append(swatch)
            self._key_row.addWidget(swatch)


class _Swatch(QWidget):
    """One value with its pattern; what it means is its tooltip."""

    def __init__(self, look: Look, value: int, highest: int) -> None:
        super().__init__()
        self._look, self._value, self._highest = look, value, highest
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """A small box and a digit."""
        return QSize(self._look.px(_SWATCH.width() + 16), self._look.px(_SWATCH.height() + 6))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """The pattern in a box, then the digit."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(1, 3, self._look.px(_SWATCH.width()), self._look.px(_SWATCH.height()))
        path = QPainterPath()
        path.addRoundedRect(box, RADIUS_SMALL, RADIUS_SMALL)
        fill(painter, path, self._value / self._highest, self._look.colour("done"))
        painter.strokePath(path, QPen(self._look.colour("edge"), 1.0))
        painter.setPen(self._look.colour("text2"))
        painter.setFont(self._look.font("note", STRONG, figures=True))
        after = QRectF(box.right() + self._look.px(4), 0, self.width() - box.right(), self.height())
        painter.drawText(after, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, str(self._value))
