"""The menus as data: every action of the window with its shortcut."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from desktop.clinical.rights import Right
from desktop.ui.actions import EVER, Entry, Group, Menu
from desktop.ui.help import show_reading
from desktop.ui.panels.rail import CHASE, MEETINGS, STATISTICS
from desktop.ui.places import DUE, HISTORY
from desktop.ui.plan_actions import AGAIN, GOES_ON, OTHERWISE, RESTS, STOPS
from desktop.ui.sections import SECTIONS
from desktop.ui.undoing import REDO_KEYS, UNDO_KEYS

if TYPE_CHECKING:  # the window builds itself from this table
    from desktop.ui.case_actions import CaseActions
    from desktop.ui.desk import Desk
    from desktop.ui.documents.page import DocumentsPage
    from desktop.ui.main_window import MainWindow
    from desktop.ui.plan_actions import PlanActions


_DIGITS = "1234567890-"
"""The keys of the sections with Ctrl, in their order on the keyboard."""


def menus(window: MainWindow) -> tuple[Menu, ...]:
    """File, Edit, Case, Meeting, View, Help."""
    return (
        ("&File", _file(window)),
        ("&Edit", _edit(window)),
        ("&Case", _case(window)),
        ("&Meeting", _meeting(window)),
        ("&View", _view(window)),
        ("&Help", _help(window)),
    )


def offered(desk: Desk, entry: Entry) -> bool:
    """Whether an action is there: the role has its right, and what writes needs a board open for writing."""
    if entry.right is not None:
        return desk.may(entry.right)
    return not (entry.writes and desk.board.read_only)


def _backups(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("backup", "&Back up now", ("Ctrl+Alt+B",), lambda: window.backing_up.make(), right=Right.BACKUP),
        Entry(
            "backup_elsewhere",
            "Save a back&up elsewhere…",
            ("Ctrl+Alt+S",),
            lambda: window.backing_up.save_elsewhere(),
            right=Right.BACKUP,
        ),
        Entry(
            "go_back",
            "Resto&re a backup…",
            ("Ctrl+Alt+R",),
            lambda: window.backing_up.restore(),
            right=Right.RESTORE,
        ),
    )


def _file(window: MainWindow) -> tuple[Entry | Group | None, ...]:
    kept = tuple(one for one in _backups(window) if offered(window.desk, one))
    people = Entry("people", "P&eople of the board…", ("Ctrl+Shift+P",), window.people_room.go)
    return (
        Entry("new", "&New case…", ("Ctrl+N",), lambda: window.deeds.add(), right=Right.EDIT),
        Entry("import", "&Import a list…", ("Ctrl+I",), lambda: window.deeds.bring(), right=Right.IMPORT),
        Entry("receive", "Re&ceive a record…", ("Ctrl+Alt+I",), window.records_room.receive, right=Right.EDIT),
        Entry("export", "E&xport the record…", ("Ctrl+E",), window.records_room.export, "case"),
        Entry(
            "export_deidentified",
            "Export the record &de-identified…",
            ("Ctrl+Alt+E",),
            window.records_room.export_deidentified,
            "case",
        ),
        Entry("print", "&Print or save the page…", ("Ctrl+P",), window.print_shown, "prints"),
        Entry(
            "case_papers",
            "P&apers of the case…",
            ("Ctrl+Alt+Y",),
            lambda: window.papers_room.of_child(),
            "case",
            right=Right.PRINT,
        ),
        Entry("check_document", "Chec&k a document…", ("Ctrl+Alt+H",), window.records_room.check),
        None,
        *((Group("Back&ups", kept),) if kept else ()),
        None,
        Entry("settings", "&Settings", ("Ctrl+,",), window.show_settings),
        people,
        None,
        Entry("lock_now", "&Lock", ("Ctrl+L",), window.lock),
        Entry("quit", "&Quit", ("Ctrl+Q",), window.close, EVER),
    )


def _edit(window: MainWindow) -> tuple[Entry | None, ...]:
    return (
        Entry("undo", "&Undo", UNDO_KEYS, window.undo, "undo", right=Right.EDIT),
        Entry("redo", "&Redo", REDO_KEYS, window.undoing.redo, "redo", right=Right.EDIT),
        *((None,) if window.desk.may(Right.EDIT) else ()),
        Entry("search", "&Find", ("Ctrl+F",), window.go_search),
        Entry("clear", "&Clear filters", ("Ctrl+Shift+F",), lambda: window.list.clear_filters(), "list"),
    )


def _bin(window: MainWindow) -> tuple[Entry, ...]:
    case = window.case_actions
    return (
        Entry("delete", "Move to the b&in…", ("Ctrl+Delete",), case.delete, "standing", right=Right.DELETE),
        Entry(
            "restore",
            "Restore &from the bin",
            ("Ctrl+Shift+Delete",),
            case.restore,
            "binned",
            right=Right.DELETE,
        ),
    )


def _case(window: MainWindow) -> tuple[Entry | Group | None, ...]:
    case = window.case_actions
    binned = tuple(one for one in _bin(window) if offered(window.desk, one))
    return (
        Entry("open", "&Open", ("Ctrl+Return",), case.open, "list"),
        Entry("back", "&Back to the list", ("Alt+Left", "Esc"), window.back, "away"),
        None,
        Entry("question", "Edit the &question", ("F2",), case.edit_question, "edit", right=Right.EDIT),
        Entry("numbers", "Other &numbers…", ("Ctrl+Shift+Q",), case.ask_numbers, "edit", right=Right.EDIT),
        Entry("sheet", "Sheet for the famil&y…", ("Ctrl+Alt+F",), case.ask_sheet, "case"),
        Entry("plan", "&Start a treatment plan…", ("Ctrl+T",), case.plan.start, "edit", right=Right.EDIT),
        Group("&Entries and results", _entries(case)),
        Entry("record", "&Record a date…", ("Ctrl+D",), case.plan.ask_record, "edit", right=Right.EDIT),
        Group("Change the &plan", _plan(case.plan)),
        Group("Bio&markers", _markers(case)),
        Group("&Documents", _documents(case.documents)),
        None,
        Group("&History", _history(case)),
        *((Group("Se&veral cases", _several(case)), None) if window.desk.may(Right.EDIT) else ()),
        *((Group("B&in", binned),) if binned else ()),
    )


def _meeting(window: MainWindow) -> tuple[Entry | Group | None, ...]:
    return (
        Entry("meetings", "&Meetings", ("Ctrl+G",), lambda: window.places.show(MEETINGS)),
        Entry("refer", "&Refer to the board…", ("Ctrl+K",), window.case_actions.refer, "standing", right=Right.EDIT),
        None,
        Entry("meeting_new", "&New meeting…", ("Ctrl+Alt+N",), lambda: window.meeting_room.new(), right=Right.EDIT),
        *(_of_meeting(window, *one) for one in _MEETING),
        None,
        Entry(
            "meeting_papers",
            "P&apers of the meeting…",
            ("Ctrl+Shift+V",),
            lambda: window.papers_room.of_meeting(),
            right=Right.PRINT,
        ),
        Entry("meeting_register", "Who &got the papers…", ("Ctrl+Alt+V",), lambda: window.papers_room.who_got()),
        Group("C&hild on the agenda", tuple(_of_agenda(window, *one) for one in _ON_AGENDA)),
    )


_MEETING = (
    ("run", "Run the mee&ting", "F11"),
    ("attend", "&Who takes part…", "Ctrl+U"),
    ("change", "&Change the meeting…", "Ctrl+Alt+M"),
    ("call_off", "Call &off…", "Ctrl+Alt+K"),
    ("close", "C&lose the meeting", "Ctrl+Alt+L"),
)
_ON_AGENDA = (
    ("referral", "&Question and what to show…", "Ctrl+Alt+Q"),
    ("put_off", "&Put off…", "Ctrl+Alt+O"),
    ("take_off", "&Take off the agenda", "Del"),
    ("withdraw", "&Withdraw…", "Ctrl+Alt+Z"),
    ("noted", "&Noted", "Ctrl+Alt+D"),
    ("up", "Move &up", "Alt+Up"),
    ("down", "Move &down", "Alt+Down"),
)


def _of_meeting(window: MainWindow, deed: str, words: str, keys: str) -> Entry:
    return Entry(
        f"meeting_{deed}", words, (keys,), lambda: window.meeting_room.meeting_deed(deed), "meeting", right=Right.EDIT
    )


def _of_agenda(window: MainWindow, deed: str, words: str, keys: str) -> Entry:
    return Entry(
        f"agenda_{deed}", words, (keys,), lambda: window.meeting_room.ask_child(deed), "meeting", right=Right.EDIT
    )


def _history(case: CaseActions) -> tuple[Entry, ...]:
    return (
        Entry("past", "&History of the field…", ("Ctrl+H",), case.ask_past, "case"),
        Entry("as_of", "Vie&w at a date…", ("Ctrl+Shift+D",), case.show_as_of, "case"),
        Entry("since", "What &changed since…", ("Ctrl+Shift+W",), case.show_since, "case"),
    )


def _several(case: CaseActions) -> tuple[Entry, ...]:
    return (
        Entry("meeting", "&Put on a board meeting…", ("F3",), case.put_on_meeting, "listed", right=Right.EDIT),
        Entry("status", "Set the s&tatus…", ("F5",), case.set_status, "listed", right=Right.EDIT),
        Entry("duplicates", "D&uplicates…", ("Ctrl+Shift+J",), case.show_duplicates, "listed", right=Right.DELETE),
    )


def _entries(case: CaseActions) -> tuple[Entry, ...]:
    edit = Right.EDIT
    return (
        Entry("marker", "&New entry, or a marker result…", ("Ctrl+M",), case.add_in_sight, "edit", right=edit),
        Entry("results", "Results of the fie&ld…", ("Ctrl+J",), case.ask_results, "case"),
        Entry("forward", "&Copy the entry forward…", ("Ctrl+Shift+M",), case.copy_forward, "edit", right=edit),
        Entry("paste", "&Paste rows of entries, a file or picture", ("Ctrl+V",), case.paste, "edit", right=edit),
        Entry("grade", "&Grade the response…", ("Ctrl+Shift+I",), case.grade_response, "edit", right=edit),
    )


def _plan(plan: PlanActions) -> tuple[Entry, ...]:
    edit, change = Right.EDIT, plan.change
    return (
        Entry(
            RESTS, "Treatment &rests…", ("Ctrl+Alt+P",),
            lambda: change(lambda deeds, case: deeds.rest(case)), RESTS, right=edit,
        ),
        Entry(
            GOES_ON, "Treatment &goes on…", ("Ctrl+Alt+G",),
            lambda: change(lambda deeds, case: deeds.go_on(case)), GOES_ON, right=edit,
        ),
        Entry(
            STOPS, "&Stop the plan…", ("Ctrl+Alt+X",),
            lambda: change(lambda deeds, case: deeds.stop(case)), STOPS, right=edit,
        ),
        Entry(
            AGAIN, "&Take the plan up again…", ("Ctrl+Alt+T",),
            lambda: change(lambda deeds, case: deeds.again(case)), AGAIN, right=edit,
        ),
        Entry(
            OTHERWISE, "Choose another &way…", ("Ctrl+Alt+W",),
            lambda: change(lambda deeds, case: deeds.choose(case)), OTHERWISE, right=edit,
        ),
    )  # fmt: skip


def _markers(case: CaseActions) -> tuple[Entry, ...]:
    picture, results = partial(case.save_markers, picture=True), partial(case.save_markers, picture=False)
    return (
        Entry("marker_picture", "Save chart as &picture…", ("Ctrl+Shift+U",), picture, "case"),
        Entry("marker_csv", "Save results as &CSV…", ("Ctrl+Shift+C",), results, "case"),
    )


def _documents(page: Callable[[], DocumentsPage]) -> tuple[Entry, ...]:
    edit, case = Right.EDIT, "case"
    return (
        Entry("document", "&Add documents…", ("Ctrl+Shift+A",), lambda: page().add.emit(), "edit", right=edit),
        Entry("document_open", "&Open the document", ("Ctrl+Shift+O",), lambda: page().ask_open(), case),
        Entry("document_copy", "&Save a copy…", ("Ctrl+Shift+K",), lambda: page().ask_copy(), case),
        Entry("document_change", "&Change…", ("Ctrl+Shift+E",), lambda: page().ask_change(), "edit", right=edit),
        Entry("document_remove", "&Remove", ("Ctrl+Shift+X",), lambda: page().ask_remove(), "edit", right=edit),
        Entry("document_restore", "Put &back", ("Ctrl+Shift+Y",), lambda: page().ask_restore(), "edit", right=edit),
        Entry("documents_gone", "Re&moved documents", ("Ctrl+Shift+B",), lambda: page().show_removed(), case),
    )


def _view(window: MainWindow) -> tuple[Entry | Group | None, ...]:
    case = window.case_actions
    sections = tuple(
        Entry(f"section{place}", f"Section: {name}", (f"Ctrl+{key}",), partial(window.go_section, place), "case")
        for place, (name, key) in enumerate(zip(SECTIONS, _DIGITS, strict=True))
    )
    tabs = (
        Entry("next_tab", "&Next tab of the section", ("Ctrl+PgDown",), lambda: case.step_tab(1), "case"),
        Entry("previous_tab", "&Previous tab of the section", ("Ctrl+PgUp",), lambda: case.step_tab(-1), "case"),
    )
    return (
        Group("&Go to a section", (*sections, *tabs)),
        Entry("next", "&Next section", ("Ctrl+]",), lambda: window.case_actions.step_section(1), "case"),
        Entry("previous", "&Previous section", ("Ctrl+[",), lambda: window.case_actions.step_section(-1), "case"),
        None,
        Entry("risk", "&Risk panel", ("Ctrl+R",), window.case_actions.toggle_risk, "case", checkable=True),
        Entry("twin", "&Timeline as drawing or table", ("F8",), window.case_actions.plan.switch_timeline, "case"),
        Entry("why", "&Why this group…", ("F7",), window.case_actions.show_why, "case"),
        Entry("options", "Tre&atment options…", ("F6",), window.case_actions.show_options, "case"),
        Entry("source", "Rows and their &sources…", ("F9",), window.case_actions.show_source, "case"),
        Entry(
            "columns",
            "&Order and columns of the list…",
            ("Ctrl+Shift+L",),
            lambda: window.list.choose_columns(),
            "list",
        ),
        Entry("view", "Sa&ve view…", ("Ctrl+Shift+S",), lambda: window.list.save_view(), "list", writes=True),
        Group("Over all chi&ldren", _places(window)),
        Entry("bin", "&Bin", ("Ctrl+B",), window.toggle_bin, "list", checkable=True),
    )


def _places(window: MainWindow) -> tuple[Entry, ...]:
    return (
        Entry("chase", "To &chase", ("Ctrl+Shift+T",), lambda: window.places.show(CHASE)),
        Entry("due", "D&ue by week", ("Ctrl+Shift+N",), lambda: window.places.show(DUE)),
        Entry("statistics", "&Statistics", ("Ctrl+Shift+G",), lambda: window.places.show(STATISTICS)),
        Entry("history", "&History of the board", ("Ctrl+Shift+H",), lambda: window.places.show(HISTORY)),
    )


def _help(window: MainWindow) -> tuple[Entry | None, ...]:
    return (
        Entry("keys", "&Keys", ("Ctrl+/", "F1"), window.show_keys, EVER),
        Entry(
            "reading",
            "&Further reading…",
            ("Ctrl+F1",),
            lambda: show_reading(window.look, window.desk.library, window),
        ),
        Entry("prove", "&Prove the rules…", ("Ctrl+Shift+R",), window.prove_rules),
        Entry("about", "&About Crestboard", ("Shift+F1",), window.show_about),
    )
