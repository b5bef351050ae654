"""How the parts of the case page stand: banner on top, sections, content, risk panel; and what gives way when narrow.

Widths and heights are in logical pixels, so that large text counts as a narrow window.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QMenu, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.panels.risk_panel import RiskPanel
from desktop.ui.panels.risk_parts import RiskCompact
from desktop.ui.panels.section_list import SectionList
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, SECTIONS_WIDTH
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.part import Part
from desktop.ui.widgets.patient_banner import PatientBanner
from desktop.ui.widgets.text import Line, Text, settle

COMPACT_BELOW, FOLDED_BELOW = 1200, 1000
"""Below the first the risk panel is compact on top of the content; below the second the sections are a drop-down."""

LOW_BELOW = 560
"""In a window lower than this, banner and risk strip have one line each: the content has the larger part."""


class CaseFrame(Part):
    """Places the parts. ``risk_full``: whether the full risk panel is in sight; ``narrowed``: other widths."""

    risk_full = Signal(bool)
    narrowed = Signal(bool)

    def __init__(
        self, look: Look, banner: PatientBanner, sections: SectionList, pages: QStackedWidget, risk: RiskPanel
    ) -> None:
        super().__init__()
        self.look, self.banner, self.sections, self.pages, self.risk = look, banner, sections, pages, risk
        self.notices = QVBoxLayout()
        self.compact = RiskCompact(look, risk.labels)
        self.compact.more.clicked.connect(self.toggle_risk)
        self.chooser = Button(look, "", icon="list")
        self.chooser.set_right_icon("open_list")
        self.chooser.clicked.connect(self._offer_sections)
        self.is_compact = self.is_folded = False
        self._wanted, self._whole = True, False
        risk.left.connect(self.toggle_risk)
        risk.whole.connect(self.toggle_risk)
        self._lay_out()
        self._arrange()

    # the risk panel

    def toggle_risk(self) -> None:
        """The full risk panel comes or goes; from a help text it comes back first."""
        if self.risk.isVisibleTo(self) and not self.risk.is_full:
            self.risk.show_beside(None)
            self._whole = self.is_compact
        elif self.is_compact:
            self._whole = not self._whole
        else:
            self._wanted = not self._wanted
        self._arrange()

    def show_beside(self, widget: QWidget) -> None:
        """Show something beneath the compact form of the risk panel."""
        self.risk.show_beside(widget)
        self._wanted, self._whole = True, self.is_compact
        self._arrange()

    def hide_beside(self) -> None:
        """What stood beneath the compact form goes; in a narrow window the content comes back."""
        self.risk.show_beside(None)
        self._whole = False
        self._arrange()

    def name_section(self, row: int) -> None:
        """What the drop-down says: the section that is shown."""
        self.chooser.set_words(self.sections.words(row))
        settle(self._top)

    def show_content(self) -> None:
        """The content is in sight, whatever the panel covered."""
        if self._whole:
            self._whole = False
            self._arrange()

    # widths

    def minimumSizeHint(self) -> QSize:
        """What the narrowest arrangement needs: the one in use must not keep the window wide."""
        narrowest = max(self.banner.minimumSizeHint().width(), self.middle.minimumSizeHint().width())
        return QSize(narrowest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may need another arrangement."""
        super().resizeEvent(event)
        width = self.window().width() / self.look.scale
        compact, folded = width < COMPACT_BELOW, width < FOLDED_BELOW
        self._set_low(self.window().height() / self.look.scale < LOW_BELOW)
        if (compact, folded) != (self.is_compact, self.is_folded):
            self.is_compact, self.is_folded = compact, folded
            self._whole = False
            self._arrange()
            self.narrowed.emit(folded)

    def _set_low(self, low: bool) -> None:
        self.banner.set_short(low)
        self.compact.set_short(low)
        above = 4 if low else 8
        self._choosing.setContentsMargins(PAGE_PADDING, above, 0, above)

    def _arrange(self) -> None:
        covered = self.is_compact and self._whole
        self.middle.setVisible(not covered)
        self.risk.set_whole_width(self.is_compact)
        self.risk.setVisible(covered or (not self.is_compact and self._wanted))
        self._top.setVisible(self.is_compact)
        self.side.setVisible(not self.is_folded)
        self._choice.setVisible(self.is_folded)
        if covered:
            self.risk.area.setFocus()
        self.risk_full.emit(self.risk.is_full and (covered if self.is_compact else self._wanted))

    def _offer_sections(self) -> None:
        menu = QMenu(self.chooser)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for row in range(self.pages.count()):
            action = menu.addAction(self.sections.words(row))
            action.triggered.connect(lambda _checked=False, chosen=row: self.sections.select(chosen))
        menu.popup(self.chooser.mapToGlobal(self.chooser.rect().bottomLeft()))

    # layout

    def _lay_out(self) -> None:
        self.middle = Part()
        self.middle.setProperty("ground", "surface")
        self.middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._choice = Part()
        choice = self._choosing = QHBoxLayout(self._choice)
        choice.setContentsMargins(PAGE_PADDING, 8, 0, 8)
        choice.addWidget(self.chooser)
        self._top = Part()
        beside = QHBoxLayout()
        beside.setSpacing(0)
        beside.addWidget(self._choice)
        beside.addWidget(self.compact, 1)
        top = QVBoxLayout(self._top)
        top.setContentsMargins(0, 0, 0, 0)
        top.setSpacing(0)
        top.addLayout(beside)
        top.addWidget(Line())
        column = QVBoxLayout(self.middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.notices.setContentsMargins(PAGE_PADDING, 0, PAGE_PADDING, 0)
        column.addWidget(self._top)
        column.addLayout(self.notices)
        # pages scroll: with large text and a notice above them they give way before the window leaves the screen
        self.pages.setMinimumHeight(self.look.px(80))
        column.addWidget(self.pages, 1)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(self._sections())
        row.addWidget(self.middle, 1)
        row.addWidget(self.risk)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addLayout(row, 1)

    def _sections(self) -> QWidget:
        self.side = QFrame()
        self.side.setProperty("part", "rail")
        self.side.setFixedWidth(self.look.px(SECTIONS_WIDTH))
        column = QVBoxLayout(self.side)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.sections)
        hint = Text(self.look, "Next section  Ctrl+]", step="note", tone="text3")
        hint.setContentsMargins(8, 0, 0, 0)
        column.addWidget(hint)
        column.addStretch(1)
        return self.side
