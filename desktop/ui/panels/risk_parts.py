"""The parts of the risk panel: the group, what settles it, the ledger of schemes, the rows with their sources."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QSizePolicy, QVBoxLayout

from desktop.clinical.labels import Labels
from desktop.clinical.risk import Assessment
from desktop.services.assessing import Branch, CaseAssessment
from desktop.ui.panels.held_note import HeldNote
from desktop.ui.panels.risk_words import (
    deciding_words,
    group_words,
    standing,
    state_words,
    what_decides,
)  # fmt: skip
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, REGULAR, STRONG
from desktop.ui.widgets.button import LINK_PADDING, Button
from desktop.ui.widgets.part import FramedPart
from desktop.ui.widgets.risk_glyph import RiskGlyph
from desktop.ui.widgets.text import Icon, Text

Branches = Callable[[str, str], tuple[Branch, ...]]
"""What each answer to an open column (scheme, column) would leave."""

_TOGETHER = {1: "One result settles it", 2: "Two results together settle it", 3: "Three results together settle it"}
_MOST_SETS = 3
_TOP = Qt.AlignmentFlag.AlignTop


def glyph_of(look: Look, labels: Labels, one: Assessment, times: float = 1.0) -> RiskGlyph:
    """The four bars of an assessment."""
    glyph = RiskGlyph(look, times)
    words = standing(labels, one)
    glyph.show_groups(one.groups, words, conflict=one.only_sources_differ, uncovered=bool(one.not_covered))
    return glyph


class RiskCompact(FramedPart):
    """Glyph, group, deciding test, and the way to the full form; above an inspector, a help text, a narrow page.

    ``set_short`` leaves one line of it: the group always, what decides if it is whole in the room that is left.
    """

    def __init__(self, look: Look, labels: Labels) -> None:
        super().__init__()
        self._look, self._labels = look, labels
        self.more = Button(look, "Show all", kind="link", shortcut="Ctrl+R")
        self._glyph = RiskGlyph(look, 1.25)
        self._group = Text(look, step="lead", weight=STRONG, wrap=True)
        self._deciding = Text(look, step="label", tone="text2", wrap=True)
        self._beside = Text(look, step="label", tone="text2")
        self._beside.hide()
        self._short = False
        self._choices: tuple[str, ...] = ()
        self._title = Text(look, "Risk group", step="label", weight=STRONG, tone="text2")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        told = QVBoxLayout()
        told.setSpacing(2)
        told.addWidget(self._group)
        told.addWidget(self._deciding)
        self.held = HeldNote(look)
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(self._glyph, 0, _TOP)
        row.addLayout(told, 1)
        row.addWidget(self._beside)
        self._head, self._row, self._told = head, row, told
        column = self._column = QVBoxLayout(self)
        column.setSpacing(2)
        column.addLayout(head)
        column.addLayout(row)
        self._put(short=False)

    def set_short(self, short: bool) -> None:
        """One line where the window is low for the size of its text."""
        if short != self._short:
            self._put(short=short)

    def show_assessment(self, case: CaseAssessment) -> None:
        """Show what the leading scheme says."""
        one = case.assessments[0]
        words = group_words(self._labels, one)
        self._glyph.show_groups(one.groups, words, conflict=one.only_sources_differ, uncovered=bool(one.not_covered))
        self._group.set_font(self._look.font("lead", STRONG if one.settled else REGULAR))
        self._group.setText(words)
        self._group.setAccessibleName(f"Risk group: {words}")
        whole = deciding_words(self._labels, case, one)
        self._deciding.setText(whole)
        # that it is open is never left out; whole where there is room, else what decides goes before the state
        shorter = (what_decides(self._labels, case, one), state_words(one))
        self._choices = (whole,) if one.not_covered else (whole, *filter(None, shorter))
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may have room for what decides."""
        super().resizeEvent(event)
        self._fit()

    def _put(self, *, short: bool) -> None:
        self._short = short
        self._title.setVisible(not short)
        self._deciding.setVisible(not short)
        (self._row if short else self._head).addWidget(self.more)
        # short, the note has the whole width beneath, where it needs one line
        (self._column if short else self._told).addWidget(self.held)
        for part in (self._glyph, self._told):
            self._row.setAlignment(part, Qt.AlignmentFlag.AlignVCenter if short else _TOP if part is self._glyph
                                   else Qt.AlignmentFlag(0))  # fmt: skip
        layout = self.layout()
        if layout is not None:
            # the words of the link end where the page does
            layout.setContentsMargins(PAGE_PADDING, 4 if short else 6, PAGE_PADDING - LINK_PADDING, 4 if short else 8)
        self._fit()

    def _fit(self) -> None:
        """Short, the group has the room first; it wraps only where even that is not enough."""
        group = self._wide(self._group, self._group.text())
        room = self.width() - self._glyph.width() - self.more.sizeHint().width() - 3 * 12 - 2 * PAGE_PADDING
        whole = self._short and group <= room
        self._group.setWordWrap(not whole)
        across = QSizePolicy.Policy.Ignored if whole else QSizePolicy.Policy.Preferred
        self._group.setSizePolicy(across, QSizePolicy.Policy.Minimum)
        fitting = (words for words in self._choices if group + self._wide(self._beside, words) <= room)
        told = next(fitting, self._choices[-1] if self._choices else "")
        self._beside.setText(told)
        self._beside.setVisible(self._short and bool(told))
        whole_words = self._choices[0] if self._choices else ""
        self._group.setToolTip(whole_words if self._short and told != whole_words else "")

    def _wide(self, text: Text, words: str) -> int:
        return text.fontMetrics().horizontalAdvance(words) + self._look.px(4)


def remark(look: Look, icon: str, tone: str, sentence: str) -> QLayout:
    """A sentence with its mark."""
    row = QHBoxLayout()
    row.setSpacing(8)
    row.addWidget(Icon(look, icon, tone), 0, _TOP)
    row.addWidget(Text(look, sentence, step="label", wrap=True), 1)
    return row
