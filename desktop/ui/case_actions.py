"""What the menus do with a case: the one that is open, or those that are selected in the list."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.ui.plan_actions import PlanActions
from desktop.ui.sections import DOCUMENTS, HISTORY, MARKERS, RESPONSE

if TYPE_CHECKING:
    from desktop.clinical.case import Case
    from desktop.clinical.listing import CaseLine
    from desktop.clinical.results import MarkerResult
    from desktop.ui.documents.page import DocumentsPage
    from desktop.ui.main_window import MainWindow
    from desktop.ui.result_deeds import ResultDeeds
    from desktop.ui.several_deeds import SeveralDeeds

_OF_THE_LIST = ("open", "refer", "meeting", "status", "delete", "restore")
"""What the menu of a row offers, where it can be done."""


class CaseActions:
    """Finds the case that is meant, and hands it to the page or to the deeds."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        self._results: ResultDeeds | None = None
        self.plan = PlanActions(window)

    def open(self) -> None:
        """Show the child under the bar."""
        case_id = self._window.list.selected_id()
        if case_id is not None:
            self._window.open_case(case_id)

    def print_page(self) -> None:
        """Write the page of the open case."""
        if self._window.at_case():
            self._window.page.commit()
        case = self._shown
        if case is not None:
            self._window.deeds.print_page(case)

    def step_section(self, by: int) -> None:
        """The next section of the open case, or the one before."""
        self._window.page.step(by)

    def step_tab(self, by: int) -> None:
        """The next tab of the section in sight, or the one before."""
        self._window.page.step_tab(by)

    def add_in_sight(self) -> None:
        """A new entry of the kind that is in sight; elsewhere a laboratory result."""
        page = self._window.page
        entries = page.entries.page(page.pages.currentIndex())
        if entries is not None:
            entries.ask_new()
        else:
            self.add_marker()

    def copy_forward(self) -> None:
        """The selected entry once more, as the next of its kind."""
        page = self._window.page
        entries = page.entries.page(page.pages.currentIndex())
        if entries is None or not entries.ask_copy():
            self._window.toast.say("Go to a list of entries and select one; that is copied forward")

    def paste(self) -> None:
        """What was copied: rows of a spreadsheet into the entries in sight, else a file or a picture as a document."""
        page = self._window.page
        entries = page.entries.page(page.pages.currentIndex())
        if page.pages.currentIndex() == MARKERS and page.markers.ask_paste():
            return
        if entries is None or not entries.ask_paste():
            self.documents().paste.emit()

    def show_source(self) -> None:
        """The rows of the risk table behind the open case, in full."""
        self._window.page.show_source()

    def show_why(self) -> None:
        """Why each scheme gives its group, fact by fact and row by row."""
        self._window.page.show_why()

    def show_options(self) -> None:
        """The treatment options that published summaries name, for the open case."""
        from desktop.ui.dialogs.options import OptionsDialog  # loaded when it is first wanted

        window, page = self._window, self._window.page
        if page.case is not None and page.rules is not None:
            OptionsDialog(window.look, window.desk.library, page.case, page.rules, window.desk.today(), window).open()

    def edit_question(self) -> None:
        """Put the keyboard into the question for the board."""
        self._window.page.edit_question()

    def ask_numbers(self) -> None:
        """The numbers by which other systems know the open case."""
        if self._window.page.case is not None:
            self._window.page.commit()
            self._window.deeds.numbers(self._window.page.case)

    def ask_sheet(self) -> None:
        """The sheet for the family of the open case."""
        from desktop.ui.handout.deeds import ask_for_sheet  # loaded when it is first wanted

        if self._window.page.case is not None:
            self._window.page.commit()
            ask_for_sheet(self._window, self._window.page.case)

    def toggle_risk(self) -> None:
        """Show or hide the full risk panel."""
        self._window.page.frame.toggle_risk()

    def add_marker(self) -> None:
        """A laboratory result for the open case."""
        self._window.page.go(MARKERS)
        if self._window.page.case is not None:
            self._window.deeds.marker(self._window.page.case)

    def change_marker(self, result: MarkerResult) -> None:
        """Ask for a result of the open case anew."""
        if self._window.page.case is not None:
            self._window.deeds.marker(self._window.page.case, result)

    def remove_marker(self, result: MarkerResult) -> None:
        """Take a result of the open case away; undo brings it back."""
        if self._window.page.case is not None:
            self._window.deeds.remove_marker(self._window.page.case, result)

    def grade_response(self) -> None:
        """Grade the response of the open case from measurements."""
        if self._window.page.case is not None and self._window.desk.may(Right.EDIT):
            self._window.page.commit()
            self._window.page.go_facts(RESPONSE)
            self._window.deeds.grade_response(self._window.page.case)

    def save_markers(self, *, picture: bool) -> None:
        """The chart in sight, else that of the laboratory results, as a picture; or all of its rows as a CSV."""
        page = self._window.page
        entries = page.entries.page(page.pages.currentIndex())
        if entries is not None and entries.ask_save(picture):
            return
        page.go(MARKERS)
        (page.markers.picture if picture else page.markers.results).emit()

    def documents(self) -> DocumentsPage:
        """The section of documents, which comes into sight."""
        self._window.page.go(DOCUMENTS)
        return self._window.page.documents

    def ask_past(self) -> None:
        """The history of the fact with the keyboard; where there is none, that of the whole case."""
        fact = self._window.page.forms.fact_with_keyboard()
        if fact:
            self._window.page.commit()
            self.show_past(fact)
        else:
            self._window.page.go(HISTORY)

    def show_past(self, fact: str) -> None:
        """Every value that a fact of the open case had."""
        from desktop.ui.dialogs.field_history import FieldHistoryDialog  # loaded when it is first wanted

        window, case = self._window, self._window.page.case
        if case is not None:
            FieldHistoryDialog(window.look, window.desk, window.tasks, window.messages, case, fact, window).open()

    def ask_results(self) -> None:
        """All results of the fact with the keyboard."""
        from desktop.services.fact_results import has_results  # loaded when it is first wanted

        fact = self._window.page.forms.fact_with_keyboard()
        if fact and has_results(FIELDS[fact]):
            self._window.page.commit()
            self.show_results(fact)
        else:
            self._window.toast.say("Go to a fact that comes from a test, such as MYCN; its results are shown")

    def show_results(self, fact: str) -> None:
        """All results of a fact of the open case; further ones are added and one is marked there."""
        self.results().show(FIELDS[fact])

    def results(self) -> ResultDeeds:
        """What can be done with the results of a fact."""
        from desktop.ui.result_deeds import ResultDeeds  # loaded when it is first wanted

        if self._results is None:
            self._results = ResultDeeds(self._window)
        return self._results

    def show_as_of(self) -> None:
        """The open case as it was on another day."""
        self._window.page.commit()
        self._window.page.go(HISTORY)
        if self._window.page.history.shown is not None:
            self._window.page.history.shown.show_as_of()

    def show_since(self) -> None:
        """What changed in the open case since a day."""
        self._window.page.commit()
        self._window.page.go(HISTORY)
        if self._window.page.history.shown is not None:
            self._window.page.history.shown.show_since()

    def put_on_meeting(self) -> None:
        """The selected children go on the board meeting of a day."""
        lines = self._picked()
        if lines:
            self._several.meeting(lines)

    def refer(self) -> None:
        """The open child, or those that are selected in the list, come before the board with their question."""
        if self._shown is not None:
            self._window.page.commit()
            self._window.referring.refer(self._shown.id)
        else:
            self._window.referring.refer_all([one.case_id for one in self._picked()])

    def set_status(self) -> None:
        """The selected children get one status."""
        lines = self._picked()
        if lines:
            self._several.status(lines)

    def show_duplicates(self) -> None:
        """Who may be on the board twice."""
        from desktop.ui.duplicates.deeds import DuplicateDeeds  # loaded when it is first wanted

        DuplicateDeeds(self._window).look()

    def delete(self) -> None:
        """The case goes to the bin; on the list all that are selected do."""
        chosen = self._chosen()
        lines = [] if chosen is None or self._shown is not None else self._picked()
        if len(lines) > 1:
            self._several.bin(lines)
        elif chosen is not None:
            self._window.deeds.delete(*chosen)

    def restore(self) -> None:
        """The case comes back out of the bin; on the list of the bin all that are selected do."""
        chosen = self._chosen()
        lines = [] if chosen is None or self._shown is not None else self._picked()
        if len(lines) > 1:
            self._several.restore(lines)
        elif chosen is not None:
            self._window.deeds.restore(chosen[0])

    def show_list_menu(self, at: QPoint) -> None:
        """What can be done with the selected children, where the menu is wanted."""
        actions, menu = self._window.actions_by_name, QMenu(self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name in _OF_THE_LIST:
            if name in actions and actions[name].isEnabled():
                menu.addAction(actions[name])
        menu.popup(at)
        menu.setActiveAction(menu.actions()[0])

    @property
    def _several(self) -> SeveralDeeds:
        from desktop.ui.several_deeds import SeveralDeeds  # loaded when it is first wanted

        return SeveralDeeds(self._window)

    def _picked(self) -> list[CaseLine]:
        """The selected rows of the list."""
        try:
            return self._window.list.selection.lines()
        except UserError as error:
            self._window.messages.report(error)
            return []

    @property
    def _shown(self) -> Case | None:
        return self._window.page.case if self._window.at_case() else None

    def _chosen(self) -> tuple[UUID, int] | None:
        if self._shown is not None:
            return self._shown.id, self._shown.number
        line = next(iter(self._picked()), None)
        return (line.case_id, line.number) if line is not None else None
