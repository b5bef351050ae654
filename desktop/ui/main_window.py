"""The one window: menus, rail, the page that is open, and the status bar."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop import __version__
from desktop.ui.actions import build_menus, shortcuts_of
from desktop.ui.desk import Desk
from desktop.ui.dialogs.about import PairsDialog
from desktop.ui.menus import menus
from desktop.ui.messages import Messages
from desktop.ui.panels.case_list import CaseList
from desktop.ui.panels.rail import Rail
from desktop.ui.refreshing import Refreshing
from desktop.ui.sections import TREATMENT
from desktop.ui.status_bar import StatusBar
from desktop.ui.tasks import Tasks
from desktop.ui.theme import APPEARANCES, Look
from desktop.ui.widgets.notice import Notice, Toast
from desktop.ui.widgets.section import empty
from desktop.ui.widgets.work_line import WorkLine
from desktop.ui.words import counted

if TYPE_CHECKING:  # the list is painted before these are loaded
    from desktop.clinical.timeline import PlannedEvent
    from desktop.ui.deeds import Deeds
    from desktop.ui.panels.case_page import CasePage

_LIST, _CASE = 0, 1


class MainWindow(QMainWindow):
    """Puts the pages together and goes from one to the other. Its title names the board, never a child."""

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self.look, self.desk, self.tasks, self.messages = look, desk, tasks, messages
        self.setWindowTitle(f"{desk.board.name} - Crestboard")
        self.resize(look.px(1366), look.px(768))
        self.actions_by_name = build_menus(self, menus(self), read_only=desk.board.read_only)
        self._check_appearance()
        nothing = QAction(self)
        new, bring = (self.actions_by_name.get(name, nothing) for name in ("new", "import"))
        self.refreshing = Refreshing(desk, tasks, self)
        self.list = CaseList(look, desk, messages, new, bring)
        self.status = StatusBar(look, desk.board)
        self._lay_out()
        self._wire()
        self._show_page(_LIST)
        for sentence in desk.board.notices:
            self.say(sentence)
        self.list.refresh()
        self.list.focus_list()

    @cached_property
    def deeds(self) -> Deeds:
        """What can be done with cases, loaded when something is first done, so that the list is there sooner."""
        from desktop.ui.deeds import Deeds

        deeds = Deeds(self.look, self.desk, self.tasks, self.messages, self)
        deeds.added.connect(self._added)
        deeds.binned.connect(lambda _case_id: self._show_list(None))
        deeds.restored.connect(self._restored)
        deeds.listed.connect(lambda: self.list.refresh())
        deeds.told.connect(self.toast.say)
        deeds.state.connect(self.status.say)
        return deeds

    @cached_property
    def page(self) -> CasePage:
        """The page of one child, built when the first is opened, so that the list is there sooner."""
        from desktop.ui.panels.case_page import CasePage

        page = CasePage(self.look, self.desk, self.messages, self.print_page)
        page.frame.risk_full.connect(self.actions_by_name["risk"].setChecked)
        page.restore.connect(self.deeds.restore)
        page.state.connect(self._say_state)
        page.start_plan.connect(self.start_plan)
        page.record_event.connect(self._record)
        self.deeds.stored.connect(page.take)
        self.pages.addWidget(page)
        return page

    # pages

    def open_case(self, case_id: UUID) -> None:
        """Show one child."""
        if self.page.open_case(case_id):
            self._show_page(_CASE)
            self.page.focus_first()

    def open_selected(self) -> None:
        """Show the child under the bar."""
        case_id = self.list.selected_id()
        if case_id is not None:
            self.open_case(case_id)

    def back(self) -> None:
        """From a child to the list, from the bin to the cases; what is being typed is saved first."""
        if self.pages.currentIndex() == _CASE:
            self.page.commit()
            self._show_list(self.page.case.id if self.page.case else None)
        elif self._in_bin():
            self.actions_by_name["bin"].setChecked(False)
            self.toggle_bin()

    def go_search(self) -> None:
        """Search the list, from wherever one is."""
        if self.pages.currentIndex() == _CASE:
            self.back()
        self.list.focus_search()

    def go_section(self, section: int) -> None:
        """Show a section of the open case."""
        self.page.go(section)

    def step_section(self, by: int) -> None:
        """The next section of the open case, or the one before."""
        self.page.step(by)

    def edit_question(self) -> None:
        """Put the keyboard into the question for the board."""
        self.page.edit_question()

    def toggle_risk(self) -> None:
        """Show or hide the full risk panel."""
        self.page.frame.toggle_risk()

    def toggle_bin(self) -> None:
        """Show the deleted cases, or the others."""
        self.list.show_bin(self._in_bin())
        self._show_page(_LIST)

    # what is meant by a menu entry

    def print_page(self) -> None:
        """Write the page of the open case."""
        if self.page.case is not None and self.pages.currentIndex() == _CASE:
            self.page.commit()
            self.deeds.print_page(self.page.case)

    def start_plan(self) -> None:
        """A treatment plan for the open case."""
        if self.page.case is not None:
            self.deeds.plan(self.page.case)

    def record_selected(self) -> None:
        """The date of the event under the bar."""
        self.page.go(TREATMENT)
        self.page.treatment.ask_record()

    def switch_timeline(self) -> None:
        """The timeline as a drawing or as a table; from another section, to the timeline first."""
        if self.page.sections.currentIndex().row() == TREATMENT:
            self.page.treatment.switch()
        self.page.go(TREATMENT)

    def delete(self) -> None:
        """The open case, or the one under the bar, goes to the bin."""
        chosen = self._chosen()
        if chosen is not None:
            self.deeds.delete(*chosen)

    def restore(self) -> None:
        """The open case, or the one under the bar, comes back out of the bin."""
        chosen = self._chosen()
        if chosen is not None:
            self.deeds.restore(chosen[0])

    def _chosen(self) -> tuple[UUID, int] | None:
        if self.pages.currentIndex() == _CASE and self.page.case is not None:
            return self.page.case.id, self.page.case.number
        line = self.list.selected_line()
        return (line.case_id, line.number) if line is not None else None

    # telling

    def say(self, sentence: str) -> None:
        """A notice across the window that stays until it is closed."""
        self._notice(Notice(self.look, "caution", "", sentence, closable=True))

    def say_crash(self, kind: str) -> None:
        """A fault of the program: what it was called, and that what was saved is safe."""
        words = f"What was saved before is safe. The log names the place ({kind}); no patient data is in it."
        self._notice(Notice(self.look, "error", "Something unexpected went wrong.", words, closable=True))

    def _notice(self, notice: Notice) -> None:
        empty(self._notices)
        self._notices.addWidget(notice)

    def show_keys(self) -> None:
        """The keys of every action."""
        told = "In a field: Alt+Down lists values and reasons, Delete clears."
        PairsDialog(self.look, "Keys", told, shortcuts_of(self.actions_by_name), self).open()

    def show_about(self) -> None:
        """Versions of program and rules."""
        rules = [(scheme.title, f"rules {scheme.version}") for scheme in self.desk.library.rules.schemes]
        told = "Decision support, not a decision. It informs the board and never decides for it."
        PairsDialog(self.look, f"Crestboard {__version__}", told, rules, self).open()

    def use_appearance(self, appearance: str) -> None:
        """Light, dark, or as the system has it; remembered."""
        self.look.use(appearance)
        self._check_appearance()
        self.desk.remember(replace(self.desk.preferences, appearance=appearance))

    # frame

    def _check_appearance(self) -> None:
        for one in APPEARANCES:
            self.actions_by_name[f"look_{one}"].setChecked(one == self.look.appearance)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.toast = Toast(self.look, self.pages)
        self.rail = Rail(self.look)
        self._notices = QVBoxLayout()
        self.work = WorkLine(self.look)
        self.work.stopped.connect(self.refreshing.stop)
        self.refreshing.moved.connect(self._refresh_moved)
        self.refreshing.ended.connect(self._refresh_ended)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addLayout(self._notices)
        column.addWidget(self.work)
        column.addWidget(self.pages, 1)
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)
        self.setCentralWidget(whole)
        self.setStatusBar(self.status)

    def _wire(self) -> None:
        self.list.opened.connect(self.open_case)
        self.list.restore.connect(lambda case_id: self.deeds.restore(case_id))
        self.rail.cases.clicked.connect(self.back)
        self.messages.notice.connect(self.say)
        self.messages.crash.connect(self.say_crash)
        self.actions_by_name["risk"].setChecked(True)

    def _refresh_moved(self, done: int, total: int) -> None:
        told = f"The rules have changed: {done:,} of {counted(total, 'case')} assessed anew"
        self.work.show_work(f"{told}; until then the list shows what the earlier rules said.", done, total)

    def _refresh_ended(self, left: int) -> None:
        self.work.hide()
        self.list.refresh()
        if left:
            told = f"{counted(left, 'case')} on the list still show what earlier rules said"
            self.say(f"{told}; they are assessed anew at the next start, and a case that is opened is up to date.")

    def _say_state(self, words: str, tone: str) -> None:
        if words:
            self.status.say(words, tone)

    def _record(self, event: PlannedEvent) -> None:
        if self.page.case is not None:
            self.deeds.record(self.page.case, event)

    def _added(self, case_id: UUID) -> None:
        self.list.refresh(case_id)
        self.open_case(case_id)

    def _restored(self, case_id: UUID) -> None:
        self.list.refresh()
        if self.pages.currentIndex() == _CASE:
            self.open_case(case_id)

    def _in_bin(self) -> bool:
        return self.actions_by_name["bin"].isChecked()

    def _show_list(self, case_id: UUID | None) -> None:
        self._show_page(_LIST)
        self.list.refresh(case_id)
        self.list.focus_list()

    def _show_page(self, page: int) -> None:
        """Show list or case; only what can be done there can be chosen."""
        self.pages.setCurrentIndex(page)
        case = self.page.case if page == _CASE else None
        binned = case.deleted is not None if case else self._in_bin()
        where = {"always", "case" if page == _CASE else "list", "binned" if binned else "standing"}
        if case is not None and not binned:
            where.add("edit")
        for action in self.actions_by_name.values():
            action.setEnabled(action.data() in where)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed and wait for work under way."""
        if self.pages.currentIndex() == _CASE:
            self.page.commit()
        self.refreshing.stop()
        self.tasks.wait()
        super().closeEvent(event)
