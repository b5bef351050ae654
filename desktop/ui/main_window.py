"""The one window: menus, rail, the page that is open, and the status bar."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtGui import QAction, QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.actions import EVER
from desktop.ui.board_change import build_actions, build_undo, use_board
from desktop.ui.case_actions import CaseActions
from desktop.ui.closing import Closing
from desktop.ui.desk import Desk
from desktop.ui.fault_room import FaultRoom
from desktop.ui.help import show_about, show_keys
from desktop.ui.locking.lock import WindowLock
from desktop.ui.looks import Looks
from desktop.ui.messages import Messages
from desktop.ui.next_paint import NextPaint
from desktop.ui.notices import Notices, about_board
from desktop.ui.panels.case_list import CaseList
from desktop.ui.panels.rail import CASES, CHASE, LOCK, MEETINGS, SETTINGS, STATISTICS, Rail
from desktop.ui.people_room import PeopleRoom
from desktop.ui.places import DUE, HISTORY, Places
from desktop.ui.plan_actions import possible
from desktop.ui.records_room import RecordsRoom
from desktop.ui.refreshing import Refreshing
from desktop.ui.rooms import (
    build_backing_up,
    build_deeds,
    build_page,
    build_settings,
    build_templates_room,
    rebuild,
    show_refreshing,
)
from desktop.ui.rules_room import RulesRoom
from desktop.ui.status_bar import StatusBar
from desktop.ui.tasks import Tasks
from desktop.ui.theme import Look
from desktop.ui.widgets.work_line import WorkLine
from desktop.ui.words import clock_words

if TYPE_CHECKING:  # the list is painted before these are loaded
    from desktop.clinical.listing import Where
    from desktop.services.boards import Board
    from desktop.ui.backing_up import BackingUp
    from desktop.ui.deeds import Deeds
    from desktop.ui.forms.unused import Unused
    from desktop.ui.meetings.following import FollowingRoom
    from desktop.ui.meetings.referring import ReferringRoom
    from desktop.ui.meetings.room import MeetingRoom
    from desktop.ui.meetings.running import RunningRoom
    from desktop.ui.panels.case_page import CasePage
    from desktop.ui.panels.settings.page import SettingsPage
    from desktop.ui.papers_room import PapersRoom
    from desktop.ui.templates.room import TemplatesRoom
    from desktop.ui.undoing import Undoing
    from desktop.ui.window_undo import WindowUndo


class MainWindow(QMainWindow):
    """Puts the pages together and goes from one to the other. Its title names the board, never a child."""

    undoing: Undoing
    window_undo: WindowUndo

    def __init__(self, look: Look, desk: Desk, tasks: Tasks, messages: Messages) -> None:
        super().__init__()
        self.look, self.desk, self.tasks, self.messages = look, desk, tasks, messages
        self.resize(look.px(1366), look.px(768))
        self.refreshing = Refreshing(desk, tasks, self)
        self.notices = Notices(look, self)
        self.next_paint = NextPaint(self)
        self.looks = Looks(desk, tasks, self.next_paint, self)
        self.case_actions, self.rules_room = CaseActions(self), RulesRoom(self)
        self.people_room, self.records_room = PeopleRoom(self), RecordsRoom(self)
        self.actions_by_name: dict[str, QAction] = {}
        self.leaving = Closing(self)
        self.locking = WindowLock(self)
        self._saved = ("", "")
        self.saved_at = ""
        # the first list has been seen, and what it did not need may be loaded
        self.settled = False
        build_undo(self)
        build_actions(self)
        self.build()
        self._wire()
        self.tell_about_board()
        self.show_list(None)
        look.dress(self)

    def build(self) -> None:
        """Everything but the menus; also when the size of the text has changed, because measures are taken once."""
        for lazy in ("page", "settings"):
            self.__dict__.pop(lazy, None)
        self.places = Places(self)
        nothing = QAction(self)
        new, bring = (self.actions_by_name.get(name, nothing) for name in ("new", "import"))
        self.list = CaseList(self.look, self.desk, self.messages, new, bring)
        self.status = StatusBar(self.look, self.desk.board)
        self.toast = self.status.toast
        self._lay_out()
        self.list.opened.connect(self.open_case)
        self.list.left_bin.connect(self.back)
        self.list.restore.connect(self.case_actions.restore)
        self.list.table.menu_wanted.connect(self.case_actions.show_list_menu)
        self.rail.chosen.connect(self._go_place)
        self.status.undo.connect(lambda: self.undoing.undo())
        self.status.show_step(self.undoing.next_undo)
        if self._saved[0]:
            self.status.say(*self._saved)

    def use_board(self, board: Board) -> None:
        """Go on with another role, another person, or a board that came back from a backup."""
        use_board(self, board)

    def tell_about_board(self) -> None:
        """Title and notices are about the board that is open now."""
        self.setWindowTitle(f"{self.desk.board.name} - Crestboard")
        self.notices.tell_of_board(about_board(self.desk.board, self.desk))
        if "backing_up" in self.__dict__:
            self.backing_up.tell_waiting()

    def rebuild(self) -> None:
        """Build every page anew and show what was shown; a window that was closed is left alone."""
        if self.isVisible() and not self.locking.put_off_rebuild():
            rebuild(self)

    @cached_property
    def deeds(self) -> Deeds:
        """What can be done with cases, loaded when something is first done, so that the list is there sooner."""
        return build_deeds(self)

    @cached_property
    def backing_up(self) -> BackingUp:
        """Backups, by themselves and asked for; begins when the list has been painted."""
        return build_backing_up(self)

    @cached_property
    def page(self) -> CasePage:
        """The page of one child, built when the first is opened, so that the list is there sooner."""
        return build_page(self)

    @cached_property
    def settings(self) -> SettingsPage:
        """The settings, built when they are first wanted."""
        return build_settings(self)

    @cached_property
    def templates_room(self) -> TemplatesRoom:
        """What can be done with the board's templates, loaded when something is first done."""
        return build_templates_room(self)

    @cached_property
    def meeting_room(self) -> MeetingRoom:
        """What can be done with meetings, loaded when something is first done."""
        from desktop.ui.meetings.room import MeetingRoom

        return MeetingRoom(self)

    @cached_property
    def following(self) -> FollowingRoom:
        """What can be done with confirmed decisions."""
        from desktop.ui.meetings.following import FollowingRoom

        return FollowingRoom(self)

    @cached_property
    def running(self) -> RunningRoom:
        """How a meeting is run, loaded when one first is."""
        from desktop.ui.meetings.running import RunningRoom

        return RunningRoom(self)

    @cached_property
    def papers_room(self) -> PapersRoom:
        """The papers of meetings and children, loaded when one is first wanted."""
        from desktop.ui.papers_room import PapersRoom

        return PapersRoom(self)

    @cached_property
    def referring(self) -> ReferringRoom:
        """How children come before the board, loaded when one first does."""
        from desktop.ui.meetings.referring import ReferringRoom

        return ReferringRoom(self)

    # pages

    def open_case(self, case_id: UUID) -> None:
        """Show one child."""
        if self.page.open_case(case_id):
            # what was done to one child is not read over the page of another
            self.toast.hide()
            self.show_page(self.page)
            self.page.focus_first()

    def show_unused(self, text: Unused) -> None:
        """Go to the field that holds text which could not be used."""
        if not self.at_case() or self.page.case is None or self.page.case.id != text.case_id:
            self.open_case(text.case_id)
        self.page.focus_part(text.section, text.fact, text.part)

    def back(self) -> None:
        """From a child or the settings to the list, from the bin to the cases; what is being typed is saved first."""
        self.commit()
        if self.at_settings() or self.places.shown:
            self.show_list(None)
        elif self.at_case():
            self.show_list(self.page.case.id if self.page.case else None)
        elif self._in_bin():
            self.actions_by_name["bin"].setChecked(False)
            self.toggle_bin()

    def go_search(self) -> None:
        """Search the list, from wherever one is."""
        if self.places.shown == HISTORY:
            self.places.history.focus_first()
            return
        if not self.at_list():
            self.back()
        self.list.focus_search()

    def go_section(self, section: int) -> None:
        """Show a section of the open case."""
        self.page.go(section)

    def toggle_bin(self) -> None:
        """Show the deleted cases, or the others."""
        self.list.show_bin(self._in_bin())
        self.show_page(self.list)

    def show_settings(self, part: int | None = None) -> None:
        """Show the settings, at one of their parts."""
        self.commit()
        self.show_page(self.settings)
        if part is not None:
            self.settings.go(part)
        self.settings.sections.setFocus()

    def show_filtered(self, where: Where) -> None:
        """Show the list with exactly these filters."""
        self.show_list(None)
        self.list.show_where(where)

    def print_shown(self) -> None:
        """Print what is shown: the page of a child, the chase list, or what is due."""
        if self.places.shown == CHASE:
            self.places.chase.print_list()
        elif self.places.shown == DUE:
            self.places.due.print_list()
        else:
            self.case_actions.print_page()

    def commit(self) -> None:
        """Take over what is still being typed on the page that is shown."""
        if self.at_case():
            self.page.commit()
        elif self.at_settings():
            self.settings.commit()

    def _go_place(self, name: str) -> None:
        if name == LOCK:
            self.lock()
        elif name == SETTINGS:
            self.show_settings()
        elif name in {MEETINGS, CHASE, STATISTICS}:
            self.places.show(name)
        elif not self.at_list():
            self.back()
        else:
            self.rail.show_place(CASES)

    def at_list(self) -> bool:
        """Whether the list is shown."""
        return self.pages.currentWidget() is self.list

    def at_case(self) -> bool:
        """Whether a child is shown."""
        return self.pages.currentWidget() is self.__dict__.get("page")

    def at_settings(self) -> bool:
        """Whether the settings are shown."""
        return self.pages.currentWidget() is self.__dict__.get("settings")

    def lock(self) -> None:
        """Hide everything and drop the key until a passphrase is typed."""
        from desktop.services.locking import ASKED  # the list is painted before it is loaded

        self.locking.lock(ASKED)

    # telling

    def undo(self) -> None:
        """Typing that is not saved yet is taken back first, then the last step that was."""
        self.window_undo.undo()

    def confirm(self, words: str) -> None:
        """Say what was done, and offer to undo it where that can be."""
        self.window_undo.confirm(words)

    def show_next_meeting(self) -> None:
        """How many days are left to the next meeting, on the rail; once what is shown now is painted.

        The first time it is asked for when the list has been seen: what reads it is not loaded before.
        """
        if not self.settled:
            return
        self.next_paint.then(self._read_next_meeting)

    def _read_next_meeting(self) -> None:
        if not self.isVisible() or self.locking.locked:
            return
        from desktop.ui.meetings.badge import badge_of  # the list is painted before it is loaded

        self.rail.buttons[MEETINGS].show_badge(*badge_of(self.desk))

    def say_state(self, words: str, tone: str) -> None:
        """Show the save state at the foot of the window; nothing said leaves it as it is."""
        if words:
            self._saved = (words, tone)
            if tone == "text":
                self.saved_at = clock_words(self.desk.now())
            self.status.say(words, tone)

    def show_keys(self) -> None:
        """The keys of every action and of every kind of control."""
        show_keys(self.look, self)

    def prove_rules(self) -> None:
        """Ask the rules their worked cases, here and now."""
        # loaded when it is first wanted, so that the list is there sooner
        from desktop.ui.dialogs.prove import ProveDialog

        ProveDialog(self.look, self.desk, self.tasks, self.messages, self).open()

    def show_about(self) -> None:
        """Versions of program and rules."""
        show_about(self.look, self.desk.library, self)

    def use_appearance(self, appearance: str) -> None:
        """Light, dark, or as the system has it; remembered."""
        self.look.use(appearance)
        self.desk.remember(replace(self.desk.preferences, appearance=appearance))

    # frame

    def _lay_out(self) -> None:
        self.pages = QStackedWidget()
        self.pages.addWidget(self.list)
        self.rail = Rail(self.look)
        self.work = WorkLine(self.look)
        self.work.stopped.connect(self.refreshing.stop)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.notices.place())
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
        show_refreshing(self)
        self.look.scaled.connect(self.rebuild)
        self.messages.notice.connect(self.notices.refused)
        self.faults = FaultRoom(self)

    def show_added(self, case_id: UUID) -> None:
        """Show a child that was just added, in the list and on its page."""
        self.list.refresh(case_id)
        self.open_case(case_id)

    def show_restored(self, case_id: UUID) -> None:
        """Show a child that was taken out of the bin, where it is shown."""
        self.list.refresh()
        if self.at_case():
            self.open_case(case_id)

    def _in_bin(self) -> bool:
        return self.actions_by_name["bin"].isChecked()

    def show_list(self, case_id: UUID | None) -> None:
        """Show the list, with this child selected."""
        page = self.__dict__.get("page")
        self.list.model.show_edited(page.forms.held_facts() if page is not None else {})
        self.show_page(self.list)
        self.list.refresh(case_id)
        self.list.focus_list()

    def show_page(self, page: QWidget) -> None:
        """Show list, case, settings or another place; only what can be done there can be chosen."""
        self.pages.setCurrentWidget(page)
        self.rail.show_place(SETTINGS if self.at_settings() else self.places.on_rail or CASES)
        self.looks.shown(self.page.case.id if self.at_case() and self.page.case is not None else None)
        self.enable_actions()
        if not self.at_case():  # to look at a child brings no meeting nearer
            self.show_next_meeting()

    def enable_actions(self) -> None:
        """Only what can be done here and now can be chosen."""
        where = {EVER} if self.locking.locked else self._where() | self.undoing.possible() | {EVER}
        for action in self.actions_by_name.values():
            action.setEnabled(action.data() in where)

    def _where(self) -> set[str]:
        """What actions can be used here, as the menus say it of themselves."""
        if self.at_settings() or self.places.shown:
            return {"always", "away", *self.places.possible()}
        case = self.page.case if self.at_case() else None
        binned = case.deleted is not None if case else self._in_bin()
        where = {"always", "case" if case else "list", "binned" if binned else "standing"}
        if case is None and not binned:
            where.add("listed")
        if case is not None or binned:
            where.add("away")
        if case is not None:
            where.add("prints")
        if case is not None and not binned:
            where |= {"edit", *possible(self.desk.library, case)}
        return where

    def close_anyway(self) -> None:
        """Close, whatever is still typed and cannot be saved: there is no board any more to save it on."""
        self.leaving.anyway()
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save what is being typed and wait for work under way; the window stays while that would lose something."""
        if not self.leaving.may_close():
            event.ignore()
            return
        self.refreshing.stop()
        self.next_paint.now(closing=True)
        self.tasks.wait()
        self.locking.leave()
        if "backing_up" in self.__dict__:
            self.backing_up.last()
        super().closeEvent(event)
