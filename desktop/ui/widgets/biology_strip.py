"""The biology strip: seven cells in a fixed order; each is a value, or its typed silence with when and where."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.clinical.biology import StripCell, biology_strip
from desktop.clinical.case import Case
from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import Silence
from desktop.ui.icons import SILENCE_ICONS
from desktop.ui.theme import Look
from desktop.ui.tokens import REGULAR, STRONG
from desktop.ui.widgets.text import ElidedText, Icon
from desktop.ui.words import capital, short_date

_NAMES = ("Histology", "MYCN", "Ploidy", "1p", "11q", "Segmental", "ALK")


class BiologyCell(QWidget):
    """One cell: name, value or silence, provenance."""

    def __init__(self, look: Look, labels: Labels, name: str) -> None:
        super().__init__()
        self._look, self._labels, self._name = look, labels, name
        self._icon = Icon(look, size=14)
        self._fork = Icon(look, size=14)
        self._value = ElidedText(look, weight=STRONG)
        self._note = ElidedText(look, step="note", tone="text3")
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._icon)
        row.addWidget(self._value, 1)
        head = QHBoxLayout()
        head.setSpacing(4)
        head.addWidget(ElidedText(look, name, step="note", tone="text2"), 1)
        head.addWidget(self._fork)
        column = QVBoxLayout(self)
        column.setContentsMargins(9, 5, 4, 5)
        column.setSpacing(1)
        column.addLayout(head)
        column.addLayout(row)
        column.addWidget(self._note)

    def show_cell(self, cell: StripCell, deciding: bool, today: date) -> None:
        """Show one fact of the strip."""
        silence = cell.answer.silence
        if silence is None:
            value = capital(self._labels.value(cell.fact, cell.answer.value))
            words = f"DI {value}" if cell.fact == "dna_index" else value
        else:
            words = capital(self._labels.word("silence", silence).removesuffix(" yet"))
        self._value.setText(words)
        self._value.set_font(self._look.font("body" if silence is None else "label", REGULAR if silence else STRONG))
        self._value.set_tone("text" if silence is None else "text2")
        self._icon.show_icon(SILENCE_ICONS[silence] if silence else "")
        self._icon.setVisible(silence is not None)
        self._fork.show_icon("split" if deciding else "", "caution", "decides the risk group" if deciding else "")
        self._fork.setVisible(deciding)
        self._note.setText(_note(self._labels, cell, today))
        self.setAccessibleName(f"{self._name}: {words}. {self._note.text()}")
        self.setProperty("ground", "ground" if silence else "")
        self.style().unpolish(self)
        self.style().polish(self)


class BiologyStrip(QFrame):
    """Seven equal cells, always in the same order."""

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self.setProperty("part", "strip")
        row = QHBoxLayout(self)
        row.setContentsMargins(1, 1, 1, 1)
        row.setSpacing(0)
        self.cells = [BiologyCell(look, labels, name) for name in _NAMES]
        for index, cell in enumerate(self.cells):
            if index:
                divider = QFrame()
                divider.setProperty("part", "line")
                divider.setFixedWidth(1)
                row.addWidget(divider)
            row.addWidget(cell, 1)

    def show_case(self, case: Case, deciding: Collection[str], today: date) -> None:
        """Show a case; a fork marks the silences that decide."""
        for widget, cell in zip(self.cells, biology_strip(case), strict=True):
            widget.show_cell(cell, not cell.answer.is_known and decides(cell.name, deciding), today)


def decides(name: str, deciding: Collection[str]) -> bool:
    """A region decides as part of the segmental changes, too."""
    return name in deciding or (name.startswith("loss_") and "sca" in deciding)


def _note(labels: Labels, cell: StripCell, today: date) -> str:
    if not cell.answer.is_known:
        when = short_date(cell.answer.on, today) if cell.answer.on else ""
        told = ", ".join(part for part in (when, cell.answer.where) if part)
        return told or ("" if cell.answer.silence is Silence.NOT_ASKED else "no date")
    if cell.contradicted_by:
        other = labels.value(cell.fact, getattr(cell.contradicted_by[0], cell.name, ""))
        return f"another says {other}"
    if cell.result is None:
        return ""
    origin = cell.result.provenance
    when = short_date(origin.performed_on, today) if origin.performed_on else ""
    return ", ".join(part for part in (when, origin.laboratory) if part)
