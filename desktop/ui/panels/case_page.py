"""One child: banner, sections, the risk panel beside them. Every fact saves on its own and the page says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.editing import Field
from desktop.clinical.errors import UserError
from desktop.clinical.timeline import next_due, phase_now
from desktop.services.assessing import CaseAssessment, assess_case, branches_of
from desktop.services.cases import get_case, save_case
from desktop.services.doubts import doubts, new_impossible
from desktop.services.plans import current_plan, plan_case, template_of
from desktop.ui.desk import Desk
from desktop.ui.forms.fact_form import FactForm, Group
from desktop.ui.forms.fact_row import FactRow
from desktop.ui.messages import Messages
from desktop.ui.panels.overview import Overview
from desktop.ui.panels.risk_panel import RiskPanel
from desktop.ui.panels.section_list import SectionList
from desktop.ui.panels.treatment_page import TreatmentPage
from desktop.ui.status_bar import STATE_ICONS
from desktop.ui.theme import Look
from desktop.ui.tokens import PAGE_PADDING, SECTIONS_WIDTH, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.patient_banner import PatientBanner
from desktop.ui.widgets.text import Icon, Line, Text
from desktop.ui.words import clock_words, short_day

if TYPE_CHECKING:
    from desktop.clinical.timeline import PlannedEvent

SECTIONS = ("Overview", "Presentation", "Staging", "Pathology, biology", "Treatment")
OVERVIEW, PRESENTATION, STAGING, BIOLOGY, TREATMENT = range(5)

_PRESENTATION: tuple[Group, ...] = (
    ("For the meeting", ("board_on", "question", "asked_by")),
    ("Identity", ("family_name", "given_name", "mrn", "sex", "born", "status")),
    ("Diagnosis", ("diagnosed", "age_days", "antenatal", "primary_site")),
    ("Child and family", ("wishes", "family_knows", "language")),
)
_STAGING: tuple[Group, ...] = (
    ("Stage", ("inrgss", "inss")),
    (
        "What the stage rests on",
        ("idrfs", "compartments", "metastases", "marrow_percent", "marrow_mibg", "symptomatic", "resection"),
    ),
)
_BIOLOGY: tuple[Group, ...] = (
    ("Pathology", ("category", "grade", "mki", "histology")),
    ("MYCN and DNA content", ("mycn", "ratio", "copies", "dna_index", "ploidy")),
    (
        "Segmental changes and ALK",
        ("loss_1p", "loss_11q", "sca", "loss_3p", "loss_4p", "gain_1q", "gain_2p", "gain_17q", "alk"),
    ),
)
_FORMS = {PRESENTATION: _PRESENTATION, STAGING: _STAGING, BIOLOGY: _BIOLOGY}


class CasePage(QWidget):
    """``changed`` carries the case after each save; ``state`` the words of the save state and their tone."""

    changed = Signal(object)
    state = Signal(str, str)
    start_plan = Signal()
    record_event = Signal(object)
    restore = Signal(object)

    def __init__(self, look: Look, desk: Desk, messages: Messages, print_page: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._desk, self._messages = look, desk, messages
        self.case: Case | None = None
        self.rules: CaseAssessment | None = None
        self.plan: tuple[PlannedEvent, ...] = ()
        labels = desk.library.labels
        self.banner = PatientBanner(look, labels)
        printer = Button(look, "Print page", icon="printer", shortcut="Ctrl+P")
        printer.clicked.connect(print_page)
        self.banner.row.addWidget(printer)
        self.sections = SectionList(look)
        self.sections.setModel(QStringListModel(list(SECTIONS), self))
        self.overview = Overview(look, desk.library)
        self.forms: dict[int, FactForm] = {}
        self._places: dict[int, QVBoxLayout] = {}
        self.treatment = TreatmentPage(look, desk.library)
        self.treatment.start.connect(self.start_plan)
        self.treatment.record.connect(self.record_event)
        self.risk = RiskPanel(look, desk.library)
        self._notices = QVBoxLayout()
        self._heads: list[tuple[Icon, Text]] = []
        self._deciding: tuple[str, ...] = ()
        self._doubts: dict[str, str] = {}
        self._read_only = False
        self._lay_out()
        self.sections.currentRowChanged.connect(self._go)

    # what is shown

    def open_case(self, case_id: UUID) -> bool:
        """Show a case from its overview on. False if it could not be read; the reason was then told."""
        try:
            case = get_case(self._desk.board, case_id)
            self.show_case(case, fresh=True)
        except UserError as error:
            self._messages.report(error)
            return False
        self._say_state("", "")
        self.sections.select(OVERVIEW)
        return True

    def show_case(self, case: Case, *, fresh: bool = False) -> None:
        """Show this version of the case. ``fresh`` lets go of what was typed for another one."""
        desk, today = self._desk, self._desk.today()
        if fresh:
            for form in self.forms.values():
                form.forget()
        self.case = case
        self.rules = assess_case(desk.library, case)
        self.plan = plan_case(desk.library, case, today)
        deciding = self.rules.assessments[0].deciding
        read_only = desk.board.read_only or case.deleted is not None
        self._deciding, self._read_only = deciding, read_only
        self._doubts = {one.fact: one.reason for one in doubts(desk.library, case, today)}
        self._show_banner(case)
        self.overview.show_case(case, self.rules, self.plan, today)
        for form in self.forms.values():
            form.show_case(case, deciding, self._doubts, read_only)
        self.treatment.show_case(case, self.plan, today, read_only)
        facts, pack = self.rules.facts, desk.library.rules
        self.risk.show_assessment(self.rules, lambda scheme, column: branches_of(pack, facts, scheme, column))
        self._show_notice(case)

    def go(self, section: int) -> None:
        """Show a section by its number."""
        self.sections.select(section)

    def commit(self) -> None:
        """Take over what is still being typed; called before the page is left."""
        for form in self.forms.values():
            form.commit()

    # saving

    def edit(self, field: Field, change: Callable[[Case], Case]) -> None:
        """Save one changed fact and say so; what cannot be saved stays as typed, marked as not saved."""
        if self.case is None:
            return
        desk, before, name = self._desk, self.case, self._desk.library.labels.name(field.name)
        after = change(before)
        wrong = new_impossible(desk.library, before, after, desk.today())
        if wrong:
            self._say_state("Not saved", "error")
            self._row(field).refuse(wrong)
            return
        try:
            stored = save_case(desk.board, desk.library, before, after, f"Change of {name}")
        except UserError as error:
            self._say_state("Not saved", "error")
            self._row(field).refuse(str(error))
            self._messages.report(error)
            return
        self.take(stored)

    def take(self, stored: Case) -> None:
        """Show what was just stored, and that it was."""
        self.show_case(stored)
        self._say_state(f"Saved {clock_words(self._desk.now())}", "text")
        self.changed.emit(stored)

    def form(self, section: int) -> FactForm:
        """The form of a section, built when it is first wanted."""
        if section not in self.forms:
            form = FactForm(self._look, self._desk.library.labels, _FORMS[section], self._desk.today)
            form.edited.connect(self.edit)
            self.forms[section] = form
            self._places[section].addWidget(self._form_page(SECTIONS[section], form))
            if self.case is not None:
                form.show_case(self.case, self._deciding, self._doubts, self._read_only)
        return self.forms[section]

    def _row(self, field: Field) -> FactRow:
        return next(form.rows[field.name] for form in self.forms.values() if field.name in form.rows)

    def _say_state(self, words: str, tone: str) -> None:
        for icon, text in self._heads:
            icon.show_icon(*STATE_ICONS.get(tone, ("", "")))
            text.set_tone(tone or "text")
            text.setText(words)
        self.state.emit(words, tone)

    # parts

    def _show_banner(self, case: Case) -> None:
        today, chosen = self._desk.today(), current_plan(case)
        phase = due = ""
        if chosen is not None:
            title, done, count = phase_now(template_of(self._desk.library, chosen), self.plan)
            phase = f"{title} {done} of {count}"
            event = next_due(self.plan)
            due = f"{event.title}, {short_day(event.planned, today)}" if event else ""
        self.banner.show_case(case, today, phase, due)

    def _show_notice(self, case: Case) -> None:
        while (item := self._notices.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        if case.deleted is not None:
            notice = Notice(self._look, "caution", "This case is in the bin.", f"Reason: {case.deleted.reason}")
            if not self._desk.board.read_only:
                notice.add_action("Take back out of the bin", lambda: self.restore.emit(case.id))
            self._notices.addWidget(notice)
        if self._desk.board.read_only:
            words = "The board is open in another place; this is a view of it."
            self._notices.addWidget(Notice(self._look, "note", "Read only.", words))

    def _go(self, row: int) -> None:
        self.commit()
        if row in _FORMS:
            self.form(row)
        self.pages.setCurrentIndex(row)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(_scrolled(self.overview, SECTIONS[OVERVIEW]))
        for section in _FORMS:
            place = QWidget()
            self._places[section] = QVBoxLayout(place)
            self._places[section].setContentsMargins(0, 0, 0, 0)
            self.pages.addWidget(place)
        self.pages.addWidget(self.treatment)
        middle = QWidget()
        middle.setProperty("ground", "surface")
        middle.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._notices.setContentsMargins(PAGE_PADDING, 8, PAGE_PADDING, 0)
        column.addLayout(self._notices)
        column.addWidget(self.pages, 1)
        side = QFrame()
        side.setProperty("part", "rail")
        side.setFixedWidth(self._look.px(SECTIONS_WIDTH))
        sections = QVBoxLayout(side)
        sections.setContentsMargins(8, 8, 8, 8)
        sections.addWidget(self.sections)
        row = QHBoxLayout()
        row.setSpacing(0)
        row.addWidget(side)
        row.addWidget(middle, 1)
        row.addWidget(self.risk)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.banner)
        outer.addLayout(row, 1)

    def _form_page(self, name: str, form: FactForm) -> QWidget:
        look = self._look
        page = QWidget()
        icon, saved = Icon(look, "", "accent"), Text(look)
        self._heads.append((icon, saved))
        head = QHBoxLayout()
        head.setContentsMargins(PAGE_PADDING, 12, PAGE_PADDING, 12)
        head.setSpacing(6)
        head.addWidget(Text(look, name, step="lead", weight=STRONG), 1)
        head.addWidget(icon)
        head.addWidget(saved)
        holder = QWidget()
        inner = QVBoxLayout(holder)
        inner.setContentsMargins(PAGE_PADDING, 14, PAGE_PADDING, PAGE_PADDING)
        inner.addWidget(form)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addWidget(Line())
        column.addWidget(_scrolled(holder, name), 1)
        return page


def _scrolled(content: QWidget, name: str) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setAccessibleName(name)
    area.setWidget(content)
    area.viewport().setAutoFillBackground(False)
    content.setAutoFillBackground(False)
    return area
