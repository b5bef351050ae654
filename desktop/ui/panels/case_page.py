"""One child: banner, sections, the risk panel beside them. Every fact saves on its own and the page says so."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS, Field
from desktop.clinical.errors import UserError
from desktop.clinical.neutral_calendar import as_of
from desktop.clinical.rights import Right
from desktop.services.assessing import CaseAssessment, assess_case, branches_of
from desktop.services.attachments import list_attachments
from desktop.services.cases import get_case
from desktop.services.centre import absent_here
from desktop.services.meetings.of_case import board_of_case
from desktop.services.plans import plan_case
from desktop.services.responding import with_new_response
from desktop.services.summaries import content_of, since_content
from desktop.ui.desk import Desk
from desktop.ui.dialogs.row_source import RowSourceDialog
from desktop.ui.dialogs.why import WhyDialog
from desktop.ui.documents.page import DocumentsPage
from desktop.ui.edit_words import edit_words
from desktop.ui.entries.case_entries import PLACES, CaseEntries
from desktop.ui.forms.fact_form import FactForm
from desktop.ui.forms.unused import unsaved_words
from desktop.ui.history.place import HistoryPlace
from desktop.ui.history.since_reader import SinceReader
from desktop.ui.markers.page import MarkersPage
from desktop.ui.meetings.case_section import CaseBoardPage
from desktop.ui.messages import Messages
from desktop.ui.models.case_columns import edited_words
from desktop.ui.panels.case_above import phase_and_next
from desktop.ui.panels.case_forms import CaseForms
from desktop.ui.panels.case_frame import CaseFrame
from desktop.ui.panels.case_notices import CaseNotices
from desktop.ui.panels.case_saving import CaseSaving
from desktop.ui.panels.case_sections import FORMS, SectionPage, counts
from desktop.ui.panels.overview import Overview
from desktop.ui.panels.risk_panel import RiskPanel
from desktop.ui.panels.section_list import SectionList
from desktop.ui.panels.teaching import Teaching
from desktop.ui.panels.treatment_page import TreatmentPage
from desktop.ui.sections import (
    BIOLOGY,
    DOCUMENTS,
    HISTORY,
    MARKERS,
    MEETINGS,
    OVERVIEW,
    PRESENTATION,
    RESPONSE,
    SECTIONS,
    STAGING,
    TREATMENT,
)
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.part import Part
from desktop.ui.widgets.patient_banner import PatientBanner
from desktop.ui.widgets.scroll import Scroll
from desktop.ui.widgets.text import settle
from desktop.ui.words import clock_words

if TYPE_CHECKING:
    from desktop.clinical.timeline import PlannedEvent

__all__ = [
    "BIOLOGY",
    "DOCUMENTS",
    "MARKERS",
    "OVERVIEW",
    "PRESENTATION",
    "RESPONSE",
    "SECTIONS",
    "STAGING",
    "TREATMENT",
    "CasePage",
]


class CasePage(Part):
    """``changed`` carries the case after each save; ``state`` the words of the save state and their tone;
    ``unsaved`` which fields of the child are marked as not saved, empty for none.

    ``told`` carries what an edit did, in words.

    What is not in sight is only filled when it is gone to, so that a case opens at once.
    """

    changed = Signal(object)
    told = Signal(str)
    state = Signal(str, str)
    unsaved = Signal(str)
    start_plan = Signal()
    record_event = Signal(object, object, bool)
    change_plan = Signal(object)
    restore = Signal(object)
    add_marker = Signal()
    change_marker = Signal(object)
    grade_response = Signal()
    remove_marker = Signal(object)
    past = Signal(str)
    results = Signal(str)
    go_on = Signal(object)

    def __init__(self, look: Look, desk: Desk, messages: Messages, print_page: Callable[[], None]) -> None:
        super().__init__()
        self._look, self._desk, self._messages = look, desk, messages
        self.case: Case | None = None
        self.rules: CaseAssessment | None = None
        self.plan: tuple[PlannedEvent, ...] = ()
        self._fresh: set[int] = set()
        self._make_head(print_page)
        self._make_sections()
        self._others = self._other_sections()
        self.pages = self._stack()
        self._make_frame()
        self._wire_forms()
        self._offer_responses()
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.frame)
        self.sections.currentRowChanged.connect(self._go)

    def _make_head(self, print_page: Callable[[], None]) -> None:
        """The banner, and the list of the sections."""
        look, desk = self._look, self._desk
        self.banner = PatientBanner(look, desk.library.labels, told_elsewhere=desk.board.demonstration)
        printer = Button(look, "Print page", icon="print", shortcut="Ctrl+P")
        printer.clicked.connect(print_page)
        self.banner.add_button(printer)
        self.sections = SectionList(look, SECTIONS)

    def _make_sections(self) -> None:
        """What the sections show, each with what it asks the window for."""
        look, desk = self._look, self._desk
        self.overview = Overview(look, desk.library.labels)
        self.forms = CaseForms(look, desk)
        self._saving = CaseSaving(desk, self._messages)
        self.markers = MarkersPage(look, desk.library)
        self.markers.add.connect(self.add_marker)
        self.markers.change.connect(self.change_marker)
        self.markers.remove.connect(self.remove_marker)
        self.treatment = TreatmentPage(look, desk.library)
        self.treatment.start.connect(self.start_plan)
        self.treatment.record.connect(self.record_event)
        self.treatment.change.connect(self.change_plan)
        self.treatment.set_beside(True)
        self.treatment.inspecting.connect(self._show_beside)
        self.meetings = CaseBoardPage(look, desk.library.labels)
        self.documents = DocumentsPage(look, desk.library.labels, self._documents)
        self.entries = CaseEntries(look, desk, self._documents)
        self.entries.moved.connect(self._tab_moved)
        self.history = HistoryPlace()
        self.since = SinceReader(desk, self._overview_again)

    def _make_frame(self) -> None:
        """The risk group beside the sections, and what is said above and beside them."""
        look, desk = self._look, self._desk
        self.risk = RiskPanel(look, desk.library)
        self.risk.why.connect(self.show_why)
        self.frame = CaseFrame(look, self.banner, self.sections, self.pages, self.risk)
        self.frame.narrowed.connect(self._narrowed)
        self.notices = CaseNotices(look, desk, self._messages, self.frame.notices)
        self.notices.restore.connect(self.restore)
        self.notices.go_on.connect(self.go_on)
        self.notices.decision.connect(lambda: self.go(MEETINGS))
        self.teaching = Teaching(look, desk.library, self.frame)

    def _wire_forms(self) -> None:
        """Every edit is saved on its own, and what a form asks for goes to whoever shows it."""
        self._saving.state.connect(self._say_state)
        self._saving.refused.connect(lambda field, sentence: self.forms.row(field).refuse(sentence))
        self.forms.edited.connect(self.edit)
        self.forms.held.connect(self._show_held)
        self.forms.helped.connect(self.teaching.toggle)
        self.forms.past.connect(self.past)
        self.forms.results.connect(self.results)
        self.forms.entered.connect(self.teaching.follow)
        self.forms.built.connect(self._after_content)

    def _offer_responses(self) -> None:
        """The deeds on the section of responses."""
        self._new_response = Button(self._look, "New assessment", icon="add")
        self._new_response.clicked.connect(self.new_response)
        self._grade = Button(self._look, "Grade from measurements…")
        self._grade.clicked.connect(self.grade_response)
        for button in (self._grade, self._new_response):
            self.forms.add_button(RESPONSE, button)

    def minimumSizeHint(self) -> QSize:
        """As narrow as its narrow form, as low as banner, risk group and a few lines that scroll."""
        return QSize(self._look.px(480), self._look.px(250))

    # what is shown

    def open_case(self, case_id: UUID) -> bool:
        """Show a case from its overview on. False if it could not be read; the reason was then told."""
        try:
            self.commit()
            case = get_case(self._desk.board, case_id)
            self.pages.setCurrentIndex(OVERVIEW)
            self.show_case(case, fresh=True)
        except UserError as error:
            self._messages.report(error)
            return False
        self._say_state("", "")
        self.frame.show_content()
        self.sections.select(OVERVIEW)
        return True

    def show_case(self, case: Case, *, fresh: bool = False) -> None:
        """Show this version of the case. ``fresh`` lets go of what was typed for another one."""
        desk, today = self._desk, as_of(case, self._desk.today())
        if fresh:
            self.forms.put_drafts_away()
            self.entries.begin()
        self.case = case
        self.rules = assess_case(desk.library, case)
        self.forms.use(case, self.rules, read_only=self._read_only(case))
        self.plan = plan_case(desk.library, case, today)
        self._fresh.clear()
        self.banner.show_case(case, today, *phase_and_next(desk.library, case, self.plan, today))
        first, facts, pack = self.rules.assessments[0], self.rules.facts, desk.library.rules
        self.sections.show_counts(counts(self.rules.asking[first.scheme].deciding))
        self.risk.show_assessment(self.rules, lambda scheme, column: branches_of(pack, facts, scheme, column))
        self.frame.compact.show_assessment(self.rules)
        self.notices.show_case(case)
        self._fill(self.pages.currentIndex())
        self._show_held()
        self.teaching.use(case, self.rules)

    def go(self, section: int) -> None:
        """Show a section by its number."""
        self.sections.select(section)

    def step(self, by: int) -> None:
        """The next section or the one before; after the last comes the first."""
        self.sections.select((self.sections.row() + by) % len(SECTIONS))

    def go_facts(self, section: int) -> None:
        """Show a section by its number, at its first tab."""
        self.go(section)
        self.entries.show_facts(section)

    def step_tab(self, by: int) -> None:
        """The next tab of the section in sight, or the one before."""
        self.entries.step(self.pages.currentIndex(), by)

    def edit_question(self) -> None:
        """Put the keyboard into the question for the board."""
        self.go_facts(PRESENTATION)
        self.form(PRESENTATION).rows["question"].value.setFocus()

    def show_source(self) -> None:
        """The rows that this child can still reach, in full, with their sources."""
        if self.rules is not None:
            first = self.rules.assessments[0]
            scheme = self._desk.library.rules.scheme(first.scheme)
            RowSourceDialog(self._look, self._desk.library.labels, scheme, first, self).open()

    def show_why(self) -> None:
        """Why each scheme gives its group: facts, rows, conditions, and what would settle it."""
        if self.case is not None and self.rules is not None:
            WhyDialog(self._look, self._desk.library, self.case, self.rules, self).open()

    def focus_first(self) -> None:
        """Where the keyboard begins: the sections, or what stands for them in a narrow window."""
        (self.frame.chooser if self.frame.is_folded else self.sections).setFocus()

    def look_for_drafts(self) -> None:
        """Say anew what was begun and not saved."""
        if self.case is not None:
            self.notices.show_case(self.case)

    def commit(self) -> None:
        """Take over what is still being typed; called before the page is left."""
        self.forms.commit()

    # saving

    def edit(self, field: Field, change: Callable[[Case], Case]) -> None:
        """Save one changed fact and say so; what cannot be saved stays as typed, marked as not saved."""
        before = self.case
        stored = self._saving.save(before, field, change) if before is not None else None
        if before is not None and stored is not None:
            self.take(stored)
            self.told.emit(edit_words(self._desk.library.labels, field, before, stored))

    def take(self, stored: Case) -> None:
        """Show what was just stored, and that it was."""
        self.show_case(stored)
        self._say_state(f"Saved {clock_words(self._desk.now())}", "text")
        self.changed.emit(stored)

    def form(self, section: int) -> FactForm:
        """The form of a section, built when it is first wanted, and filled."""
        return self.forms.form(section)

    def _after_content(self, form: FactForm) -> None:
        """The keyboard goes through a new form before it comes to the risk panel."""
        self.risk.come_after(list(form.rows.values())[-1].place)

    def new_response(self) -> None:
        """Begin an assessment of today; the grades of the one before stay with it."""
        today = self._desk.today()
        self.go_facts(RESPONSE)
        self.form(RESPONSE).commit()
        self.edit(FIELDS["response_criteria"], lambda case: with_new_response(case, today))
        self.form(RESPONSE).rows["response_primary"].value.setFocus()

    def _read_only(self, case: Case) -> bool:
        """Whether nothing of it can be changed here: it is only to be read, or in the bin."""
        return not self._desk.may(Right.EDIT) or case.deleted is not None

    def _say_state(self, words: str, tone: str, reason: str = "") -> None:
        """The save state in the head of the group; the window's foot also gives the reason."""
        self.forms.say_state(words, tone)
        self.state.emit(f"{words}: {reason}" if reason else words, tone)

    # what stands in fields and is not saved

    def focus_part(self, section: int, fact: str, part: str) -> None:
        """Put the keyboard into one part of a fact's row."""
        self.go_facts(section)
        self.form(section).rows[fact].focus_part(part)

    def _show_held(self) -> None:
        """Group and strip say that they stand on the last saved value while a field holds refused text."""
        facts = self.forms.held_facts().get(self.case.id, []) if self.case is not None else []
        words = edited_words(self._desk.library.labels, facts)
        self.overview.strip.show_held(facts)
        if words != self.risk.held.words.text():
            self.risk.show_held(words)
            self.frame.compact.held.say(words)
            settle(self.frame)
        self.unsaved.emit(unsaved_words(self._desk.library.labels, self.forms.unsaved()))

    # parts

    def _fill(self, section: int) -> None:
        """Fill what comes into sight, unless it shows this version of the case already."""
        if self.case is None or section in self._fresh:
            return
        if section in PLACES:
            self.entries.show_case(section, self.case, self._read_only(self.case))
        else:
            self._others[section].show(self.case)
        self._fresh.add(section)

    def _other_sections(self) -> dict[int, SectionPage]:
        """Every section that is no form, with what shows the case in it; a new section is one more line here."""
        return {
            OVERVIEW: SectionPage(Scroll(self.overview, SECTIONS[OVERVIEW]), self._show_overview),
            MARKERS: SectionPage(self.markers, self._show_markers),
            TREATMENT: SectionPage(self.treatment, self._show_treatment),
            MEETINGS: SectionPage(self.meetings, self._show_meetings),
            DOCUMENTS: SectionPage(self.documents, lambda case: self.documents.show_case(case, self._read_only(case))),
            HISTORY: SectionPage(self.history, self.history.show_case),
        }

    def _show_overview(self, case: Case) -> None:
        desk, today = self._desk, self._desk.today()
        content = content_of(
            desk.library,
            case,
            today=today,
            prepared_by=desk.board.person.name,
            assessed=self.rules,
            absent=absent_here(desk.board, desk.library),
            since=self.since.of(case),
            plan=self.plan,
        )
        self.overview.show_content(content, today)
        self.overview.question.edits.setVisible(not self._read_only(case))

    def _show_markers(self, case: Case) -> None:
        self.markers.show_case(case, self.plan, as_of(case, self._desk.today()), self._read_only(case))

    def _show_meetings(self, case: Case) -> None:
        desk = self._desk
        found = board_of_case(desk.board, desk.library, case, desk.today())
        prints = desk.may(Right.PRINT) and case.deleted is None
        self.meetings.show_board(case, found, read_only=self._read_only(case), may_print=prints)

    def _overview_again(self, case_id: UUID) -> None:
        """What changed since the last board has been read: show it, if that child still is on show."""
        if self.case is not None and self.case.id == case_id:
            desk = self._desk
            found = self.since.of(self.case)
            self.overview.show_since(since_content(desk.library, self.case, found, today=desk.today()))

    def _show_treatment(self, case: Case) -> None:
        self.treatment.show_case(case, self.plan, as_of(case, self._desk.today()), self._read_only(case))

    def _documents(self, case_id: UUID, removed: bool) -> list[Attachment]:
        """The documents of a case; none where they cannot be read, which is then told."""
        try:
            return list_attachments(self._desk.board, case_id, removed=removed)
        except UserError as error:
            self._messages.report(error)
            return []

    def _go(self, row: int) -> None:
        self.commit()
        if self.teaching.is_open:
            self.frame.hide_beside()
        self.frame.show_content()
        self.pages.setCurrentIndex(row)
        self._fill(row)
        self._show_beside(self.treatment.beside())
        self.frame.name_section(row)

    def _tab_moved(self) -> None:
        """What is being typed is taken over, and what stood beside the tab before goes with it."""
        self.commit()
        if self.teaching.is_open:
            self.frame.hide_beside()
        self._show_beside(self.treatment.beside())

    def _show_beside(self, widget: QWidget | None) -> None:
        """The selected event of the timeline, beneath the compact risk panel while the timeline is in sight."""
        if widget is not None and self.pages.currentIndex() == TREATMENT and self.entries.at_facts(TREATMENT):
            self.frame.show_beside(widget)
        elif not self.risk.is_full:
            self.frame.hide_beside()

    def _narrowed(self, narrow: bool) -> None:
        self.overview.set_columns(1 if narrow else 2)
        self.forms.set_narrow(narrow)
        self.treatment.set_beside(not self.frame.is_compact)

    def _stack(self) -> QStackedWidget:
        pages = QStackedWidget()
        for section in range(len(SECTIONS)):
            pages.addWidget(self._place(section))
        return pages

    def _place(self, section: int) -> QWidget:
        """What stands in a section; where it has entries, what it shows otherwise is the first of its tabs."""
        if section in FORMS:
            return self.entries.place(section, self.forms.place(section), lambda _case: self.form(section))
        other = self._others.get(section)
        if section not in PLACES and other is not None:
            return other.widget
        return self.entries.place(section, other.widget if other else None, other.show if other else _nothing)


def _nothing(_case: Case) -> None:
    """A section of entries alone has no facts to fill."""
