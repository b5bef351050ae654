"""The rooms of the window that are built when they are first entered, and built anew for another size of text."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.ui.refreshing import left_words, moved_words

if TYPE_CHECKING:  # the list is painted before these are loaded
    from desktop.clinical.case import Case
    from desktop.clinical.drafts import Draft
    from desktop.services.changes_since_board import SinceBoard
    from desktop.ui.backing_up import BackingUp
    from desktop.ui.deeds import Deeds
    from desktop.ui.entries.deeds import EntryDeeds
    from desktop.ui.history.case_history import CaseHistory
    from desktop.ui.main_window import MainWindow
    from desktop.ui.panels.case_page import CasePage
    from desktop.ui.panels.settings.page import SettingsPage
    from desktop.ui.templates.room import TemplatesRoom


def build_deeds(window: MainWindow) -> Deeds:
    """What can be done with cases, and what the window shows after each."""
    from desktop.ui.deeds import Deeds

    deeds = Deeds(window.look, window.desk, window.tasks, window.messages, window)
    deeds.added.connect(window.show_added)
    deeds.binned.connect(lambda _case_id: window.show_list(None))
    deeds.restored.connect(window.show_restored)
    deeds.listed.connect(lambda: window.list.refresh())
    for written in (deeds.added, deeds.binned, deeds.restored, deeds.listed):
        written.connect(window.undoing.refresh)
    deeds.told.connect(window.confirm)
    deeds.held.connect(window.notices.caution)
    deeds.state.connect(window.say_state)
    deeds.work.connect(lambda *told: window.status.tell(*told))
    return deeds


def build_page(window: MainWindow) -> CasePage:
    """The page of one child, and where what is asked for on it goes."""
    from desktop.ui.documents.deeds import DocumentDeeds
    from desktop.ui.entries.deeds import EntryDeeds
    from desktop.ui.markers.deeds import MarkerDeeds
    from desktop.ui.panels.case_page import CasePage
    from desktop.ui.trends.deeds import TrendDeeds

    actions = window.case_actions
    page = CasePage(window.look, window.desk, window.messages, actions.print_page)
    page.frame.risk_full.connect(window.actions_by_name["risk"].setChecked)
    page.restore.connect(window.deeds.restore)
    page.state.connect(window.say_state)
    page.unsaved.connect(lambda words: window.status.hold(words))
    page.changed.connect(window.undoing.refresh)
    page.told.connect(window.confirm)
    page.start_plan.connect(actions.plan.start)
    page.record_event.connect(actions.plan.record)
    page.change_plan.connect(actions.plan.offer)
    page.add_marker.connect(actions.add_marker)
    page.change_marker.connect(actions.change_marker)
    page.grade_response.connect(actions.grade_response)
    page.remove_marker.connect(actions.remove_marker)
    page.past.connect(actions.show_past)
    page.results.connect(actions.show_results)
    window.deeds.drafting.left.connect(page.look_for_drafts)
    page.history.make = lambda: build_case_history(window)
    page.since.start = partial(_when_painted, window)
    window.deeds.stored.connect(page.take)
    DocumentDeeds(window, page.documents)
    window.following.connect(page.meetings)
    entries = EntryDeeds(window, page.entries)
    page.go_on.connect(lambda draft: _go_on(window, entries, draft))
    TrendDeeds(window, page.entries)
    MarkerDeeds(window, page.markers)
    window.pages.addWidget(page)
    return page


def _go_on(window: MainWindow, entries: EntryDeeds, draft: Draft) -> None:
    """Open the dialog anew that was open when the program ended."""
    from desktop.services.drafts import DECISION, FURTHER, MARKER, RESPONSE

    kind, case = window.desk.library.record.kinds.get(draft.subject), window.page.case
    if kind is not None:
        entries.go_on(kind, draft)
    elif draft.subject == MARKER and case is not None:
        result = next((one for one in case.markers if one.id == draft.entry_id), None)
        window.deeds.marker(case, result, draft)
    elif draft.subject.startswith(FURTHER):
        window.case_actions.results().go_on(draft)
    elif draft.subject == RESPONSE:
        window.case_actions.grade_response()
    elif draft.subject == DECISION and case is not None:
        window.running.go_on(case)


def _when_painted(window: MainWindow, work: Callable[[], SinceBoard], done: Callable[[SinceBoard], None]) -> None:
    """Begin work beside the window with its next picture: two threads at once would both take longer to come to it."""
    window.next_paint.then(lambda: window.tasks.start(work, done, in_turn=True))


def build_case_history(window: MainWindow) -> CaseHistory:
    """The history of the child that is open."""
    from desktop.ui.history.case_history import CaseHistory

    return CaseHistory(window.look, window.desk, window.tasks, window.messages)


def build_settings(window: MainWindow) -> SettingsPage:
    """The settings."""
    # what draws this page is not needed for the first paint of the list
    from desktop.ui.panels.settings.page import SettingsPage

    page = SettingsPage(window.look, window.desk, window.tasks, window.use_appearance)
    page.state.connect(window.say_state)
    page.rule_tables.wanted.connect(window.rules_room.look_at)
    page.treatment.asked.connect(lambda deed, template: window.templates_room.do(deed, template))
    connect_people(window, page)
    page.backups.now.connect(lambda: window.backing_up.make())
    page.backups.elsewhere.connect(lambda: window.backing_up.save_elsewhere())
    page.backups.restore.connect(lambda file: window.backing_up.restore(file))
    window.pages.addWidget(page)
    return page


def build_templates_room(window: MainWindow) -> TemplatesRoom:
    """What is done with the templates of the board."""
    from desktop.ui.templates.room import TemplatesRoom

    return TemplatesRoom(window)


def connect_people(window: MainWindow, page: SettingsPage) -> None:
    """What administrators ask for in the list of people; a name that was changed shows in it at once."""
    people, room = page.people, window.people_room
    people.add.connect(lambda: room.deeds.add())
    people.role.connect(lambda line: room.deeds.change_role(line))
    people.passphrase.connect(lambda line: room.deeds.give_passphrase(line))
    people.leave.connect(lambda line: room.deeds.remove(line))
    people.renew.connect(lambda: room.deeds.renew())
    page.person.renamed.connect(people.refresh)


def build_backing_up(window: MainWindow) -> BackingUp:
    """Backups of the open board."""
    from desktop.ui.backing_up import BackingUp

    return BackingUp(window)


def rebuild(window: MainWindow, *, keep: bool = True) -> None:
    """Build every page anew and show what was shown; without ``keep`` begin at the list, and drop what is typed."""
    from desktop.ui.panels.settings.page import APPEARANCE  # with the settings, which may never be opened

    if keep:
        window.commit()
    else:
        let_go(window)
    case = window.page.case if window.at_case() and window.page.case is not None else None
    part = window.settings.section if keep and window.at_settings() else None
    place = window.places.shown if keep else ""
    section = window.page.pages.currentIndex() if case is not None else 0
    settings = window.__dict__.get("settings")
    typed = settings.drafts() if settings is not None and keep else []
    tab = window.page.entries.current(section) if case is not None else ""
    old = window.__dict__.get("page")
    if old is not None and keep:
        old.forms.put_drafts_away()
    before = window.takeCentralWidget()
    window.build()
    if old is not None and keep and old.forms.drafts:
        window.page.forms.drafts = old.forms.drafts
    if typed:
        window.settings.take_drafts(typed)
    if before is not None:
        before.deleteLater()
    # what is put into a window that is shown already would wait for the next turn of the event loop
    for shown in (window.centralWidget(), window.status):
        if shown is not None:
            shown.show()
    window.notices.show()
    if case is not None:
        window.open_case(case.id)
        window.go_section(section)
        window.page.entries.go(section, tab)
    elif part is not None:
        window.show_settings(part)
        if part == APPEARANCE:
            window.settings.appearance.text_size.focus_chosen()
    elif place:
        window.places.show(place)
    else:
        window.show_list(None)


def let_go(window: MainWindow) -> None:
    """The child that is open belongs to a board or a person that is there no more: nothing typed is saved any more."""
    page = window.__dict__.get("page")
    if page is not None:
        page.case = None


def show_changed(window: MainWindow, cases: list[Case]) -> None:
    """Show what undo or redo changed: the child, on its page or on the list."""
    only = cases[0] if len(cases) == 1 else None
    open_now = window.page.case if window.at_case() else None
    here = next((one for one in cases if open_now is not None and one.id == open_now.id), None)
    if window.places.shown:
        window.places.refresh()
    elif window.at_list() or (only is not None and only.deleted is not None):
        window.show_list(only.id if only else None)
    elif here is not None:
        window.page.take(here)
        window.enable_actions()
    elif only is not None:
        window.open_case(only.id)


def show_refreshing(window: MainWindow) -> None:
    """How far the assessing of cases by other rules is, on the line over the pages."""

    def moved(done: int, total: int) -> None:
        window.work.show_work(moved_words(done, total), done, total)

    def ended(left: int) -> None:
        window.work.hide()
        window.list.refresh()
        if left:
            window.notices.caution(left_words(left))

    window.refreshing.moved.connect(moved)
    window.refreshing.ended.connect(ended)
