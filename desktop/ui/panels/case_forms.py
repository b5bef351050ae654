"""The forms of one child: built when first wanted, filled when gone to, and what stands in them and is not saved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from uuid import UUID

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.editing import Field
from desktop.services.assessing import CaseAssessment
from desktop.services.responding import response_of
from desktop.services.uses import is_used
from desktop.ui.desk import Desk
from desktop.ui.forms.fact_form import Drafts, FactForm
from desktop.ui.forms.fact_row import FactRow
from desktop.ui.forms.form_page import FormPage
from desktop.ui.forms.form_view import FormView, form_view
from desktop.ui.forms.unused import Unused
from desktop.ui.panels.case_sections import FORMS, remark, response_remark
from desktop.ui.sections import RESPONSE, SECTIONS
from desktop.ui.theme import Look
from desktop.ui.widgets.scroll import Scroll


class CaseForms(QObject):
    """``edited``, ``helped``, ``past``, ``results``, ``entered`` are those of the forms; ``built`` carries a new form.

    ``held``: other facts than before stand in fields as text that is not saved.
    """

    edited = Signal(object, object)
    helped = Signal(str)
    past = Signal(str)
    results = Signal(str)
    entered = Signal(str)
    built = Signal(object)
    held = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__()
        self._look, self._desk = look, desk
        self.case: Case | None = None
        self._make_view: Callable[[], FormView] | None = None
        self.drafts: dict[tuple[UUID, int], Drafts] = {}
        self._forms: dict[int, FactForm] = {}
        self._pages: dict[int, FormPage] = {}
        self._places: dict[int, QVBoxLayout] = {}
        self._buttons: dict[int, list[QWidget]] = {}
        self._fresh: set[int] = set()
        self._narrow = False
        self._said = self._good = ("", "")

    def place(self, section: int) -> QWidget:
        """Where a section's form will stand."""
        place = QWidget()
        self._places[section] = QVBoxLayout(place)
        self._places[section].setContentsMargins(0, 0, 0, 0)
        return place

    def add_button(self, section: int, button: QWidget) -> None:
        """A deed on the whole section, offered while the case can be changed."""
        self._buttons.setdefault(section, []).append(button)

    def use(self, case: Case, rules: CaseAssessment, *, read_only: bool) -> None:
        """This version of the case is shown from now on; what all forms read is worked out once, and when wanted."""
        library, today = self._desk.library, self._desk.today()
        self.case = case
        self._make_view = cache(lambda: form_view(library, case, rules, today, read_only=read_only))
        self._fresh.clear()

    def form(self, section: int) -> FactForm:
        """The form of a section, built when it is first wanted, and filled."""
        if section not in self._forms:
            self._build(section)
        if self.case is not None and self._make_view is not None and section not in self._fresh:
            self._fill(section, self.case, self._make_view())
        return self._forms[section]

    def _build(self, section: int) -> None:
        form = FactForm(self._look, self._desk.library, FORMS[section], self._desk.today)
        for told, tells in (
            (form.edited, self.edited),
            (form.helped, self.helped),
            (form.entered, self.entered),
            (form.past, self.past),
            (form.results, self.results),
        ):
            told.connect(tells)
        form.marked.connect(self._marked)
        form.set_narrow(self._narrow)
        self._forms[section] = form
        self._pages[section] = FormPage(self._look, SECTIONS[section], form)
        self._places[section].addWidget(self._pages[section])
        for button in self._buttons.get(section, ()):
            self._pages[section].add_button(button)
        self.built.emit(form)

    def _fill(self, section: int, case: Case, view: FormView) -> None:
        self._fresh.add(section)
        self._forms[section].show_case(view)
        self._pages[section].show_remark(self._remark(case, section))
        for button in self._buttons.get(section, ()):
            button.setVisible(not view.read_only)
        if not view.read_only:
            self._forms[section].type_again(self.drafts.pop((case.id, section), {}))

    def _remark(self, case: Case, section: int) -> str:
        if section != RESPONSE:
            return remark(case, section)
        return response_remark(self._desk.library.labels, response_of(self._desk.library, case))

    def set_narrow(self, narrow: bool) -> None:
        """Date and laboratory under the value where there is no room beside it."""
        self._narrow = narrow
        for form in self._forms.values():
            form.set_narrow(narrow)

    def say_state(self, words: str, tone: str) -> None:
        """The save state in the head of each form; one that holds what is not saved says that until it is mended."""
        self._said = (words, tone)
        if tone != "error":
            self._good = self._said
        self._show_state()

    def unsaved(self) -> list[str]:
        """The facts of the child that is shown whose field is marked as not saved."""
        mine = self.case.id if self.case is not None else None
        marked = [fact for form in self._forms.values() for fact in form.refused_facts()]
        waiting = [fact for (case_id, _), drafts in self.drafts.items() for fact, _ in drafts if case_id == mine]
        return list(dict.fromkeys((*marked, *waiting)))

    def _marked(self) -> None:
        if not self.unsaved() and self._said[1] == "error":
            # what was refused is mended or taken back
            self._said = self._good
        self._show_state()
        self.held.emit()

    def _show_state(self) -> None:
        for section, page in self._pages.items():
            page.say_state(*(("Not saved", "error") if self._forms[section].refused_facts() else self._said))

    def area(self, section: int) -> Scroll:
        """What a section's form scrolls in."""
        return self._pages[section].area

    def row(self, field: Field) -> FactRow:
        """The row of a fact."""
        return next(form.rows[field.name] for form in self._forms.values() if field.name in form.rows)

    def fact_with_keyboard(self) -> str:
        """The fact whose row the keyboard is in; nothing where it is elsewhere."""
        rows = ((name, row) for form in self._forms.values() for name, row in form.rows.items())
        return next((name for name, row in rows if row.has_keyboard), "")

    # what stands in fields

    def commit(self) -> None:
        """Take over what is still being typed."""
        for form in self._forms.values():
            form.commit()

    def put_drafts_away(self) -> None:
        """Text that could not be taken over waits for its case; nothing of one child is shown with another."""
        for section, form in self._forms.items():
            drafts = form.drafts()
            if self.case is not None and drafts:
                self.drafts[self.case.id, section] = drafts
            form.forget()
        self._marked()

    def unused(self) -> list[Unused]:
        """What stands in fields and could not be used, of the child that is shown first; closing would lose it."""
        held = [
            ((self.case.id, section), form.unused()) for section, form in self._forms.items() if self.case is not None
        ]
        waiting = sorted(self.drafts.items(), key=lambda one: self.case is None or one[0][0] != self.case.id)
        return [
            Unused(case_id, section, fact, part, text)
            for (case_id, section), drafts in (*held, *waiting)
            for (fact, part), text in drafts.items()
        ]

    def held_facts(self) -> dict[UUID, list[str]]:
        """For each child the facts that rules use and whose field holds refused text: the record has an older value."""
        found: dict[UUID, list[str]] = {}
        for case_id, fact in self._held():
            named = found.setdefault(case_id, [])
            if fact not in named and is_used(self._desk.library.rules, fact):
                named.append(fact)
        return {case_id: named for case_id, named in found.items() if named}

    def _held(self) -> Iterator[tuple[UUID, str]]:
        for form in self._forms.values():
            if self.case is not None:
                yield from ((self.case.id, fact) for fact in form.refused_facts())
        yield from ((case_id, fact) for (case_id, _), drafts in self.drafts.items() for fact, _ in drafts)
