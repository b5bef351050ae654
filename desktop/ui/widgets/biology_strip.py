"""The biology strip: the same seven facts in the same order on every page, each a value or its silence."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from math import lcm

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout

from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Silence
from desktop.reports.content import Bearing, BiologyBlock, BiologyCell
from desktop.reports.phrases import Tone
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.theme import Look
from desktop.ui.tokens import RADIUS, REGULAR, STRONG
from desktop.ui.widgets.part import Part
from desktop.ui.widgets.text import Icon, Text
from desktop.ui.words import capital

_ABREAST = 7
_BARS = {Bearing.STANDS_OUT: 5, Bearing.RAISES: 2}
"""The bar over a cell, as on the printed page: the worse a value is, the heavier, and no colour says it alone."""
_HELD = "Last saved value; being edited"


class StripCell(Part):
    """One cell: name, value or silence with its mark, and where it comes from; a fork if it decides."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self._name = Text(look, step="note", tone="text2")
        self._icon = Icon(look, size=14)
        self._fork = Icon(look, size=14)
        self._value = Text(look, weight=STRONG, wrap=True)
        self._note = Text(look, step="note", tone="text3", wrap=True)
        self.silent = False
        self.bearing = Bearing.OPEN
        self._told, self._whole, self._facts = "", [""], frozenset[str]()
        self._held: bool | None = None
        top = Qt.AlignmentFlag.AlignTop
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(self._name, 1)
        head.addWidget(self._fork)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._icon, 0, top)
        row.addWidget(self._value, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(look.px(9), look.px(6), look.px(4), look.px(6))
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self._note)
        column.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def show_cell(self, cell: BiologyCell, today: date) -> None:
        """Show one fact of the strip, in the page's own words."""
        silence = self._silence(cell)
        self.silent = silence is not None
        words = capital(self._labels.word("silence", silence).removesuffix(" yet")) if silence else cell.value.text
        told = cell.detail or (cell.foot if self.silent and not cell.decides else "")
        self._name.setText(cell.name)
        self._value.setText(words)
        self.bearing = cell.bearing
        loud = cell.bearing is Bearing.STANDS_OUT
        self._value.set_font(self._look.font("lead" if loud else "body", REGULAR if silence else STRONG))
        self._value.set_tone("text2" if silence else "text")
        self._icon.show_icon(SILENCE_ICONS[silence] if silence else "")
        self._icon.setVisible(self.silent)
        self._fork.show_icon("decides" if cell.decides else "", "caution", cell.foot if cell.decides else "")
        self._fork.setVisible(cell.decides)
        # the year that it is goes without saying where there is so little room
        self._told = told.replace(f" {today.year}", "")
        self._whole = [part for part in (f"{cell.name}: {cell.value.text}", cell.detail, cell.foot) if part]
        self._facts = frozenset(cell.facts)
        self._held = None
        self.show_held(frozenset())

    def show_held(self, facts: Collection[str]) -> None:
        """Say that the value is the last saved one, while a field of these facts holds text that cannot be used."""
        held = not self._facts.isdisjoint(facts)
        if held is self._held:
            return
        self._held = held
        self._note.setText(_HELD if held else self._told)
        self._note.set_tone("caution" if held else "text3")
        whole = ". ".join([*self._whole, _HELD] if held else self._whole)
        self.setToolTip(whole)
        self.setAccessibleName(whole)

    def _silence(self, cell: BiologyCell) -> Silence | None:
        if cell.value.tone is not Tone.SILENCE:
            return None
        return next((one for one in Silence if self._labels.word("silence", one) == cell.value.text), Silence.NOT_ASKED)


class BiologyStrip(Part):
    """Seven cells, always in the same order; in a narrow window in two rows, both of the whole width."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look = look
        self._abreast = 0
        self._held: tuple[str, ...] = ()
        self.cells = [StripCell(look, labels) for _ in range(_ABREAST)]
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(1, 1, 1, 1)
        self._grid.setSpacing(0)
        self.set_abreast(_ABREAST)
        look.changed.connect(self.update)

    def show_block(self, block: BiologyBlock, today: date) -> None:
        """Show the page's block."""
        for widget, cell in zip(self.cells, block.cells, strict=True):
            widget.show_cell(cell, today)
        self.show_held(self._held)
        self.update()

    def show_held(self, facts: Collection[str]) -> None:
        """Mark the cells whose facts are being edited and hold text that cannot be used."""
        self._held = tuple(facts)
        for cell in self.cells:
            cell.show_held(facts)

    def set_abreast(self, count: int) -> None:
        """How many cells stand beside each other."""
        if count == self._abreast:
            return
        self._abreast = count
        for cell in self.cells:
            self._grid.removeWidget(cell)
        # the last row has fewer cells, and they take its whole width: an empty place would look like a lost fact
        rows = [self.cells[first : first + count] for first in range(0, _ABREAST, count)]
        columns = lcm(*(len(row) for row in rows))
        for number, row in enumerate(rows):
            span = columns // len(row)
            for place, cell in enumerate(row):
                self._grid.addWidget(cell, number, place * span, 1, span)
        for column in range(max(columns, self._grid.columnCount())):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """One frame, a hairline between cells, the ground of silences."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        frame = QPainterPath()
        frame.addRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.save()
        painter.setClipPath(frame)
        painter.fillRect(self.rect(), self._look.colour("surface"))
        _each(painter, self._look, self.cells, self._abreast)
        painter.restore()
        painter.setPen(QPen(self._look.colour("edge"), 1.0))
        painter.drawPath(frame)


def _each(painter: QPainter, look: Look, cells: Sequence[StripCell], abreast: int) -> None:
    for place, cell in enumerate(cells):
        rect = cell.geometry()
        if cell.silent:
            painter.fillRect(rect, look.colour("ground"))
        if cell.bearing in _BARS:
            painter.fillRect(rect.left(), rect.top(), rect.width(), look.px(_BARS[cell.bearing]), look.colour("text"))
        if place % abreast:
            painter.fillRect(rect.left(), rect.top() + 6, 1, rect.height() - 12, look.colour("line"))
        if place >= abreast:
            painter.fillRect(rect.left() + 8, rect.top(), rect.width() - 16, 1, look.colour("line"))
