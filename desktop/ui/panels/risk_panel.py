"""The risk panel beside every section: the group, what would settle it, the rows it rests on and their sources.

With a help text open it is compact above it; the full form comes back with one key.
"""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.labels import within
from desktop.clinical.risk import Assessment
from desktop.services.assessing import CaseAssessment, conflict_words
from desktop.services.library import Library
from desktop.ui.models.case_list_model import short_fact
from desktop.ui.panels.held_note import HeldNote
from desktop.ui.panels.risk_kept import Group, Remarks, RowsAndSources, Told, say
from desktop.ui.panels.risk_ledger import Ledger
from desktop.ui.panels.risk_parts import Branches, RiskCompact
from desktop.ui.panels.risk_settling import Settling
from desktop.ui.panels.risk_words import kept_open_words
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, SIDE_WIDTH, STRONG
from desktop.ui.widgets.button import LINK_PADDING, Button
from desktop.ui.widgets.part import FramedPart, Part
from desktop.ui.widgets.scroll import BORDER, Scroll
from desktop.ui.widgets.text import Line, Text

_FULL, _BESIDE = 0, 1


class RiskPanel(FramedPart):
    """Shows an assessment; it never edits anything. ``left`` asks to be hidden, ``whole`` for the full form,
    ``why`` for the reasons one by one.
    """

    left = Signal()
    whole = Signal()
    why = Signal()

    def __init__(self, look: Look, library: Library) -> None:
        super().__init__()
        self._look, self._library, self.labels = look, library, library.labels
        self._shown: CaseAssessment | None = None
        self._beside: QWidget | None = None
        self.words = ""
        self.setProperty("part", "side")
        self.setFixedWidth(look.px(SIDE_WIDTH))
        self.setAccessibleName("Risk group")
        content = Part()
        self._column = QVBoxLayout(content)
        self._column.setContentsMargins(16 - BORDER, 2, 16 - BORDER, 16)
        self._column.setSpacing(10)
        self._fill_column()
        self.area = Scroll(content, "Risk group, with its reasons")
        self.compact = RiskCompact(look, self.labels)
        self.compact.more.clicked.connect(self.whole)
        self._pages = QStackedWidget()
        self.held = HeldNote(look)
        self.held.setContentsMargins(16, 2, 16, 4)
        self._pages.addWidget(self._page((self._head(), self.held, self.area)))
        self._aside = self._page((self.compact, Line()))
        self._pages.addWidget(self._aside)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._pages)

    def _fill_column(self) -> None:
        """What the full form says, from top to bottom; what has nothing to say takes no room."""
        look = self._look
        self._group, self._ledger = Group(look, self._library), Ledger(look, self.labels)
        self._differing, self._open, self._possible, self._warnings = (Remarks(look) for _ in range(4))
        self._narrowing, self._idle = (Text(look, step="label", tone="text2", wrap=True) for _ in range(2))
        self._sources = RowsAndSources(look, self._library)
        self._settling = Settling(look, self.labels)
        self._column.addWidget(self._group)
        self._column.addWidget(self._differing)
        self._column.addWidget(self._settling)
        for part in (
            self._open,
            self._possible,
            self._narrowing,
            self._idle,
            self._ledger,
            self._sources,
            self._warnings,
        ):
            self._column.addWidget(part)
        self._column.addStretch(1)

    @property
    def is_full(self) -> bool:
        """Whether ledger, rows and sources are shown."""
        return self._pages.currentIndex() == _FULL

    def come_after(self, widget: QWidget) -> None:
        """The keyboard goes through the content first, and then through this panel."""
        for one in (self.reasons, self._hide, self.area, self.compact.more):
            QWidget.setTabOrder(widget, one)
            widget = one

    def show_beside(self, widget: QWidget | None) -> None:
        """Show something beneath the compact form; None brings the full form back."""
        if widget is not None and widget is not self._beside:
            layout = self._aside.layout()
            if self._beside is not None:
                self._beside.hide()
            if layout is not None:
                layout.addWidget(widget)
            widget.show()
            self._beside = widget
        self._pages.setCurrentIndex(_FULL if widget is None else _BESIDE)

    def set_whole_width(self, whole: bool) -> None:
        """Beside the content it has its own width; in a narrow window it takes the content's place."""
        self.setMinimumWidth(0 if whole else self._look.px(SIDE_WIDTH))
        self.setMaximumWidth(16_777_215 if whole else self._look.px(SIDE_WIDTH))

    def show_held(self, words: str) -> None:
        """That the group stands on the last saved value, in both forms of the panel; empty: it stands on what is."""
        self.held.say(words)
        self.compact.held.say(words)

    def show_assessment(self, case: CaseAssessment, branches: Branches) -> None:
        """Show what the rules say now; the same as before is left alone."""
        if case == self._shown:
            return
        self._shown = case
        first = case.assessments[0]
        self.compact.show_assessment(case)
        self.words = self._group.show_assessment(first)
        self._differing.show_told(_conflict(first) if first.only_sources_differ else ())
        sets = case.asking[first.scheme].sets
        self._settling.show_sets(sets, lambda name: branches(first.scheme, name))
        open_still = kept_open_words(self.labels, case, first) if case.asking[first.scheme].has_no_way else ""
        self._open.show_told((("cannot_change", "text2", open_still),) if open_still else ())
        self._possible.show_told(() if first.only_sources_differ else _conflict(first))
        self._unchanged(first, case)
        self._ledger.show_assessment(case)
        self._sources.show_assessment(case, first)
        self._warnings.show_told([("caution", "caution", self.labels.told(one)) for one in _warnings(first, case)])

    def _page(self, parts: tuple[QWidget, ...]) -> QWidget:
        page = Part()
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for part in parts:
            column.addWidget(part)
        return page

    def _head(self) -> QWidget:
        hide = self._hide = Button(self._look, "Hide", kind="link", shortcut="Ctrl+R")
        hide.clicked.connect(self.left)
        self.reasons = Button(self._look, "Why", kind="link", shortcut="F7")
        self.reasons.setAccessibleName("Why this group")
        self.reasons.clicked.connect(self.why)
        head = Part()
        row = QHBoxLayout(head)
        row.setContentsMargins(PAGE_PADDING, 6, PAGE_PADDING - LINK_PADDING, 0)
        row.addWidget(Text(self._look, "Risk group", step="label", weight=STRONG, tone="text2"), 1)
        row.addWidget(self.reasons)
        row.addWidget(hide)
        return head

    def _unchanged(self, one: Assessment, case: CaseAssessment) -> None:
        """What can still narrow the groups without settling them, and what takes none away."""
        scheme = self.labels.scheme(one.scheme)
        # by the scheme's name: what changes nothing here may decide another one
        for text, head, names in (
            (self._narrowing, f"May narrow {scheme}", case.can_narrow[one.scheme]),
            (self._idle, f"Cannot change {scheme}", case.cannot_matter(one.scheme)),
        ):
            told = ", ".join(within(short_fact(self.labels, name)) for name in names)
            say(text, f"{head}: {told}" if told else "")


def _conflict(one: Assessment) -> tuple[Told, ...]:
    return (("sources_differ", "caution", conflict_words(one)),) if one.conflict else ()


def _warnings(one: Assessment, case: CaseAssessment) -> tuple[str, ...]:
    about = (*case.facts.warnings, *case.facts.notes, *case.stage.warnings, *case.histology.warnings)
    return tuple(dict.fromkeys((*one.warnings, *about)))
