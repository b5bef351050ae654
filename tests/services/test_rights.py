"""The role matrix: every writing service called as every role on a real board."""

from __future__ import annotations

import shutil
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE, full_case, small_case
from meeting_rights import MEETING_DEEDS
from memory_keyring import InMemory

from db.audit_search import AuditQuery
from db.keys import NO_SECRET
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case, Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.drafts import Draft
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import SavedView
from desktop.clinical.merging import Side, conflicts
from desktop.clinical.person import Person
from desktop.clinical.record.imaging import Lesion
from desktop.clinical.results import AlkResult, MarkerResult, Provenance, ResponseAssessment
from desktop.clinical.rights import RIGHTS, NotAllowedError, Right
from desktop.clinical.rule_set import RuleSet
from desktop.clinical.timeline import Template
from desktop.clinical.vocabulary import Alk, AttachmentKind, CaseStatus, Marker, MarkerUnit, Role, SlipReason
from desktop.services.attachment_copies import save_copy
from desktop.services.attachments import (
    Source,
    add_attachment,
    change_attachment,
    look_at,
    open_attachment,
    remove_attachment,
    restore_attachment,
)
from desktop.services.backups import AUTOMATIC, confirm_restored, make_automatic, make_backup, pause
from desktop.services.board_keys import change_passphrase, keys_of, set_passphrase
from desktop.services.boards import Board, open_board
from desktop.services.calendar_files import save_due_calendar, save_plan_calendar
from desktop.services.cases import delete_case, find_case, get_case, new_case, refresh_lines, restore_case, save_case
from desktop.services.centre import say_available, say_other
from desktop.services.chart_export import give_out
from desktop.services.chasing import hand_out_list
from desktop.services.computer_keyring import ComputerKeyring
from desktop.services.deidentified_records import export_deidentified
from desktop.services.drafts import drop_draft, keep_draft
from desktop.services.due_paper import hand_out_due
from desktop.services.duplicates import merge_cases
from desktop.services.entries import put_entries, put_entry, remove_entry
from desktop.services.fact_results import add_result, correct_result, mark_result, remove_result, take_mark_back
from desktop.services.guided_response import put_assessment
from desktop.services.history import (
    TRAIL_FAILED,
    TRAIL_OUT,
    export_trail,
    note_given_out,
    note_list_out,
    note_view,
    write_out,
)
from desktop.services.identifiers import set_identifiers
from desktop.services.idrf import put_findings, put_study_day
from desktop.services.importing import import_file
from desktop.services.keyring_unlocking import turn_off, turn_on
from desktop.services.lesion_trend import lesion_trend
from desktop.services.library import Library
from desktop.services.locking import ASKED, lock, unlock
from desktop.services.marker_chart import chart_of
from desktop.services.marker_export import PICTURE_SAVED, save_picture, save_results
from desktop.services.markers import put_marker, put_markers, remove_marker
from desktop.services.own_templates import (
    copy_template,
    export_template,
    import_template,
    save_template,
    withdraw_template,
)
from desktop.services.people import (
    add_person,
    change_person,
    change_role,
    give_passphrase,
    people_of,
    remove_person,
    renew_key,
)
from desktop.services.plan_answers import EventAnswer, Way, answer_event
from desktop.services.plan_course import choose, restart, resume, start_plan, stop_plan
from desktop.services.plan_course import pause as let_rest
from desktop.services.planning import book_event, confirm_gate, leave_out, record_event, save_plan
from desktop.services.plans import plan_case
from desktop.services.printing import PRINTED, hand_out, page_of
from desktop.services.receiving import receive_record
from desktop.services.record_files import export_record
from desktop.services.records import record_bytes, record_of
from desktop.services.recovery_keeping import confirm_recovery_key, note_recovery_key, renew_watched
from desktop.services.rule_changes import ProposedRules, accept
from desktop.services.rule_changes import look_at as look_at_rules
from desktop.services.rule_packs import adopt_first, board_library
from desktop.services.sealing import make_signing_key
from desktop.services.several import bin_cases, put_on_meeting, restore_cases, set_status
from desktop.services.statistics import export_statistics
from desktop.services.taking_in import look_to_take_in, take_in
from desktop.services.trend_export import save_trend_picture, save_trend_rows
from desktop.services.trends import Trend
from desktop.services.undoing import begin, read_on, redo, undo
from desktop.services.variants import choose_variant
from desktop.services.views import keep_view, remove_view, take_over

OTHER = "eleven quiet herons wade"
TODAY = date(2026, 11, 26)
VIEW = SavedView(name="Of my own")
RESULT = MarkerResult(
    provenance=Provenance(performed_on=PartialDate.parse("2026-11-02"), laboratory="Demo Lab"),
    marker=Marker.VMA,
    unit=MarkerUnit.MG_G,
    value=known(Decimal(36)),
)


LESION = Lesion(name=known("left adrenal"))
ALK, MUTATED = FIELDS["alk"], AlkResult(alk=known(Alk.MUTATION))


@dataclass(frozen=True)
class Setting:
    """A board with a child, as its administrator has it open, and a folder for files."""

    admin: Board
    library: Library
    child: Case
    rules: ProposedRules
    folder: Path

    @property
    def keyring(self) -> ComputerKeyring:
        return ComputerKeyring(self.folder / "home", InMemory)

    def person(self, name: str = "Zztest Third") -> Person:
        return add_person(self.admin, name, Role.VIEWER, OTHER, NO_SECRET)

    def path(self, name: str, text: str = "") -> Path:
        made = self.folder / name
        if text:
            made.write_text(text, encoding="utf-8")
        return made


Deed = Callable[[Board], object]
Prepare = Callable[[Setting], Deed]
"""Makes ready what the deed is about, as the administrator, and gives the deed: it is done as somebody."""


def _with_marker(s: Setting) -> Deed:
    child = put_marker(s.admin, s.library, s.child, RESULT, TODAY)
    return lambda board: remove_marker(board, s.library, child, RESULT.id)


def _entering(s: Setting) -> Deed:
    kind = s.library.record.kinds["lesions"]
    return lambda board: put_entry(board, s.library, s.child, kind, LESION, TODAY)


def _entering_several(s: Setting) -> Deed:
    kind = s.library.record.kinds["lesions"]
    return lambda board: put_entries(board, s.library, s.child, kind, (LESION,), TODAY, "New lesions")


def _with_entry(s: Setting) -> Deed:
    kind = s.library.record.kinds["lesions"]
    child = put_entry(s.admin, s.library, s.child, kind, LESION, TODAY)
    return lambda board: remove_entry(board, s.library, child, kind, LESION.id)


def _ticking_off(s: Setting) -> Deed:
    found = {"IDRF03_SKULL_BASE": known("absent")}
    return lambda board: put_findings(board, s.library, s.child, found, TODAY)


def _dating_the_checklist(s: Setting) -> Deed:
    child = put_findings(s.admin, s.library, s.child, {"IDRF03_SKULL_BASE": known("absent")}, TODAY)
    return lambda board: put_study_day(board, s.library, child, PartialDate(2026, 11, 3), TODAY)


def _grading(s: Setting) -> Deed:
    return lambda board: put_assessment(board, s.library, s.child, ResponseAssessment(), TODAY)


def _mark(board: Board, library: Library, child: Case) -> Case:
    return mark_result(board, library, child, ALK, child.alk[0].id, "larger sample", TODAY)


def _take_away(board: Board, library: Library, child: Case) -> Case:
    return remove_result(board, library, child, ALK, child.alk[0].id, "another child", TODAY)


def _with_mark(s: Setting) -> Deed:
    child = _mark(s.admin, s.library, s.child)
    return lambda board: take_mark_back(board, s.library, child, ALK)


def _with_plan(s: Setting) -> Deed:
    bare = new_case(s.admin, s.library, small_case(7))
    child = start_plan(s.admin, s.library, bare, "cog-high-risk", TODAY)
    return lambda board: record_event(board, s.library, child, "C1", TODAY)


def _of_plan(
    deed: Callable[[Board, Library, Case], object], *before: Callable[[Board, Library, Case], Case]
) -> Prepare:
    """A deed on a plan that was begun, and changed by these first."""

    def prepare(s: Setting) -> Deed:
        child = new_case(s.admin, s.library, small_case(7))
        child = start_plan(s.admin, s.library, child, "cog-high-risk", TODAY)
        for one in before:
            child = one(s.admin, s.library, child)
        return lambda board: deed(board, s.library, child)

    return prepare


def _paused(board: Board, library: Library, child: Case) -> Case:
    return let_rest(board, library, child, TODAY)


def _stopped(board: Board, library: Library, child: Case) -> Case:
    return stop_plan(board, library, child, TODAY, SlipReason.FAMILY)


def _with_question(case: Case) -> Case:
    return replace(case, question=known("Whether to wait"))


def _starting(s: Setting) -> Deed:
    bare = new_case(s.admin, s.library, small_case(7))
    return lambda board: start_plan(board, s.library, bare, "cog-high-risk", TODAY)


def _undoing(s: Setting) -> Deed:
    steps = begin(s.admin)
    new_case(s.admin, s.library, small_case(7))
    step = read_on(s.admin, steps).undo[-1]
    return lambda board: undo(board, s.library, step)


def _redoing(s: Setting) -> Deed:
    steps = begin(s.admin)
    new_case(s.admin, s.library, small_case(7))
    undo(s.admin, s.library, read_on(s.admin, steps).undo[-1])
    step = read_on(s.admin, steps).redo[-1]
    return lambda board: redo(board, s.library, step)


def _restoring(s: Setting) -> Deed:
    delete_case(s.admin, s.library, s.child.id, "a trial")
    return lambda board: restore_case(board, s.library, s.child.id)


def _binning(s: Setting) -> Deed:
    marked = replace(s.child, deleted=Deletion(at=datetime(2026, 11, 26, tzinfo=UTC), reason="a trial"))
    return lambda board: save_case(board, s.library, s.child, marked, "Move to bin")


def _restoring_several(s: Setting) -> Deed:
    bin_cases(s.admin, s.library, [s.child.id], "a trial")
    return lambda board: restore_cases(board, s.library, [s.child.id])


def _merging(s: Setting) -> Deed:
    other = new_case(s.admin, s.library, small_case(7))
    choices = {one.name: Side.KEPT for one in conflicts(s.child, other)}
    return lambda board: merge_cases(board, s.library, s.child, other, choices, TODAY)


def _importing(s: Setting) -> Deed:
    path = s.path("list.csv", "mrn,last_name,date_of_birth\nZZ-900,Zztest,2025-01-02\n")
    return lambda board: import_file(board, s.library, path, today=TODAY)


def _receiving(s: Setting) -> Deed:
    path = s.path("record.json", record_bytes(record_of(small_case(9))).decode())
    return lambda board: receive_record(board, s.library, path, today=TODAY)


def _choosing(s: Setting) -> Deed:
    library = board_library(s.admin, s.library)
    scheme = next(one for one in library.rules.schemes if one.variants)
    return lambda board: choose_variant(board, library, scheme.id, scheme.variants[0].id, True)


def _own_template(s: Setting, deed: Callable[[Board, Library, Template], object]) -> Deed:
    library = board_library(s.admin, s.library)
    own = copy_template(s.admin, library, "anbl1221", "Ours")
    return lambda board: deed(board, library, own)


def _saving_template(s: Setting) -> Deed:
    title = {"title": "Ours, changed"}
    return _own_template(
        s,
        lambda board, library, own: save_template(
            board, library, own.id, own.version, {**tomllib.loads(library.shelf.text(own.id) or ""), **title}
        ),
    )


def _importing_template(s: Setting) -> Deed:
    text = s.library.shelf.text("anbl1221") or ""
    path = s.path("ours.toml", text.replace('title = "', 'title = "Our ', 1))
    return lambda board: import_template(board, board_library(board, s.library), path)


def _accepting(s: Setting) -> Deed:
    library = board_library(s.admin, s.library)
    changes = look_at_rules(s.admin, library, s.rules)
    return lambda board: accept(board, library, changes, "a trial")


def _confirming(s: Setting) -> Deed:
    pause(s.admin.folder, "a trial")
    return confirm_restored


def _changing_role(s: Setting) -> Deed:
    person = s.person()
    return lambda board: change_role(board, person.id, Role.CLINICIAN)


def _removing(s: Setting) -> Deed:
    person = s.person()
    return lambda board: remove_person(board, person.id)


def _giving(s: Setting) -> Deed:
    person = s.person()
    return lambda board: give_passphrase(board, person.id, OTHER, NO_SECRET)


def _keeping(s: Setting) -> Deed:
    renew_key(s.admin)
    return confirm_recovery_key


def _taking_in(s: Setting) -> Deed:
    """The child's own record comes back with one fact more."""
    path = s.path("again.json")
    path.write_bytes(record_bytes(record_of(replace(s.child, asked_by=known("Zztest Oncologist")))))
    taking = look_to_take_in(s.admin, s.library, path, TODAY)
    return lambda board: take_in(board, s.library, taking, dict.fromkeys(taking.comparison.choices, Side.OTHER), TODAY)


def _printing(s: Setting) -> Deed:
    page = page_of(s.admin, s.library, s.child, today=TODAY, paper="a4")
    return lambda board: hand_out(board, s.library, page, PRINTED, lambda: None)


def _saving_results(s: Setting) -> Deed:
    chart = chart_of(s.library, s.child, plan_case(s.library, s.child, TODAY), TODAY)
    return lambda board: save_results(board, s.library, s.child, chart, s.path("results.csv"))


def _trend(s: Setting) -> Trend:
    return lesion_trend(s.library, s.child, (), TODAY)


def _document(s: Setting, board: Board) -> Attachment:
    seen = look_at(Source.memory("zztest.txt", b"Zztest"))
    return add_attachment(
        board, s.library, s.child.id, seen, title="Letter", kind=AttachmentKind.LETTER, dated=None, today=TODAY
    )


def _changing_document(s: Setting) -> Deed:
    one = _document(s, s.admin)
    return lambda board: change_attachment(
        board, s.library, one, title="Report", kind=one.kind, dated=None, today=TODAY
    )


def _removing_document(s: Setting) -> Deed:
    one = _document(s, s.admin)
    return lambda board: remove_attachment(board, s.library, one)


def _restoring_document(s: Setting) -> Deed:
    one = remove_attachment(s.admin, s.library, _document(s, s.admin))
    return lambda board: restore_attachment(board, s.library, one)


def _copying_document(s: Setting) -> Deed:
    one = _document(s, s.admin)
    return lambda board: save_copy(board, one, s.path("copy.txt"))


def _opening_document(s: Setting) -> Deed:
    one = _document(s, s.admin)
    return lambda board: open_attachment(board, one)


DEEDS: dict[str, tuple[Right, Prepare]] = {
    **MEETING_DEEDS,
    "new_case": (Right.EDIT, lambda s: lambda board: new_case(board, s.library, small_case(8))),
    "save_case": (
        Right.EDIT,
        lambda s: (
            lambda board: save_case(
                board, s.library, s.child, replace(s.child, question=known("Whether to wait")), "Change"
            )
        ),
    ),
    "put_marker": (Right.EDIT, lambda s: lambda board: put_marker(board, s.library, s.child, RESULT, TODAY)),
    "put_markers": (
        Right.EDIT,
        lambda s: lambda board: put_markers(board, s.library, s.child, (RESULT,), TODAY, "Paste of 1 result"),
    ),
    "remove_marker": (Right.EDIT, _with_marker),
    "set_identifiers": (
        Right.EDIT,
        lambda s: lambda board: set_identifiers(board, s.library, s.child, [(None, "Registry", "ZZ-77")]),
    ),
    "save_plan": (
        Right.EDIT,
        _of_plan(lambda board, library, case: save_plan(board, library, case, _with_question(case), "Change")),
    ),
    "book_event": (Right.EDIT, _of_plan(lambda board, library, case: book_event(board, library, case, "C2", TODAY))),
    "leave_out": (Right.EDIT, _of_plan(lambda board, library, case: leave_out(board, library, case, "C5", "toxicity"))),
    "confirm_gate": (
        Right.EDIT,
        _of_plan(lambda board, library, case: confirm_gate(board, library, case, "C2", "counts", TODAY)),
    ),
    "choose": (
        Right.EDIT,
        _of_plan(lambda board, library, case: choose(board, library, case, {"transplant": "single"})),
    ),
    "answer_event": (
        Right.EDIT,
        _of_plan(
            lambda board, library, case: answer_event(
                board, library, case, "C1", EventAnswer(way=Way.TOOK_PLACE, day=TODAY)
            )
        ),
    ),
    "pause of treatment": (Right.EDIT, _of_plan(_paused)),
    "resume": (Right.EDIT, _of_plan(lambda board, library, case: resume(board, library, case, TODAY), _paused)),
    "stop_plan": (Right.EDIT, _of_plan(_stopped)),
    "restart": (Right.EDIT, _of_plan(lambda board, library, case: restart(board, library, case, TODAY), _stopped)),
    "put_entry": (Right.EDIT, _entering),
    "put_entries": (Right.EDIT, _entering_several),
    "remove_entry": (Right.EDIT, _with_entry),
    "put_findings": (Right.EDIT, _ticking_off),
    "put_study_day": (Right.EDIT, _dating_the_checklist),
    "put_assessment": (Right.EDIT, _grading),
    "add_result": (Right.EDIT, lambda s: lambda board: add_result(board, s.library, s.child, ALK, MUTATED, TODAY)),
    "correct_result": (
        Right.EDIT,
        lambda s: lambda board: correct_result(board, s.library, s.child, ALK, s.child.alk[0].id, MUTATED, TODAY),
    ),
    "mark_result": (Right.EDIT, lambda s: lambda board: _mark(board, s.library, s.child)),
    "remove_result": (Right.EDIT, lambda s: lambda board: _take_away(board, s.library, s.child)),
    "take_mark_back": (Right.EDIT, _with_mark),
    "start_plan": (Right.EDIT, _starting),
    "record_event": (Right.EDIT, _with_plan),
    "add_attachment": (Right.EDIT, lambda s: lambda board: _document(s, board)),
    "change_attachment": (Right.EDIT, _changing_document),
    "remove_attachment": (Right.EDIT, _removing_document),
    "restore_attachment": (Right.EDIT, _restoring_document),
    "save_copy": (Right.PRINT, _copying_document),
    "undo": (Right.EDIT, _undoing),
    "redo": (Right.EDIT, _redoing),
    "delete_case": (Right.DELETE, lambda s: lambda board: delete_case(board, s.library, s.child.id, "a trial")),
    "save_case into the bin": (Right.DELETE, _binning),
    "restore_case": (Right.DELETE, _restoring),
    "set_status": (
        Right.EDIT,
        lambda s: lambda board: set_status(board, s.library, [s.child.id], CaseStatus.CLOSED),
    ),
    "put_on_meeting": (
        Right.EDIT,
        lambda s: lambda board: put_on_meeting(board, s.library, [s.child.id], None),
    ),
    "bin_cases": (Right.DELETE, lambda s: lambda board: bin_cases(board, s.library, [s.child.id], "a trial")),
    "restore_cases": (Right.DELETE, _restoring_several),
    "merge_cases": (Right.DELETE, _merging),
    "import_file": (Right.IMPORT, _importing),
    "receive_record": (Right.EDIT, _receiving),
    "take_in": (Right.EDIT, _taking_in),
    "export_record": (Right.PRINT, lambda s: lambda board: export_record(board, s.child.id, s.path("child.json"))),
    "export_deidentified": (
        Right.PRINT,
        lambda s: lambda board: export_deidentified(board, s.library, s.child, s.path("nobody.json"), today=TODAY),
    ),
    "say_available": (
        Right.CENTRE,
        lambda s: lambda board: say_available(board, s.library, s.library.services.services[0].id, False),
    ),
    "say_other": (Right.CENTRE, lambda s: lambda board: say_other(board, "no MIBG on Sundays")),
    "choose_variant": (Right.RULES, _choosing),
    "accept": (Right.RULES, _accepting),
    "copy_template": (
        Right.RULES,
        lambda s: lambda board: copy_template(board, board_library(board, s.library), "anbl1221", "Ours"),
    ),
    "save_template": (Right.RULES, _saving_template),
    "withdraw_template": (
        Right.RULES,
        lambda s: _own_template(s, lambda board, library, own: withdraw_template(board, library, own.id)),
    ),
    "import_template": (Right.RULES, _importing_template),
    "export_template": (
        Right.PRINT,
        lambda s: lambda board: export_template(board, s.library, "anbl1221", s.path("out.toml")),
    ),
    "make_backup": (Right.BACKUP, lambda s: make_backup),
    "confirm_restored": (Right.RESTORE, _confirming),
    "add_person": (
        Right.PEOPLE,
        lambda s: lambda board: add_person(board, "Zztest Third", Role.VIEWER, OTHER, NO_SECRET),
    ),
    "change_role": (Right.PEOPLE, _changing_role),
    "remove_person": (Right.PEOPLE, _removing),
    "give_passphrase": (Right.PEOPLE, _giving),
    "renew_key": (Right.KEYS, lambda s: renew_key),
    "renew_watched": (Right.KEYS, lambda s: lambda board: renew_watched(board, keys_of(board))),
    "confirm_recovery_key": (Right.KEYS, _keeping),
    "hand_out": (Right.PRINT, _printing),
    "hand_out_due": (Right.PRINT, lambda s: lambda board: hand_out_due(board, (), b"", lambda: None)),
    "save_due_calendar": (Right.PRINT, lambda s: lambda board: save_due_calendar(board, (), b"", s.path("due.ics"))),
    "save_plan_calendar": (
        Right.PRINT,
        lambda s: lambda board: save_plan_calendar(board, s.child, b"", s.path("plan.ics")),
    ),
    "hand_out_list": (Right.PRINT, lambda s: lambda board: hand_out_list(board, (), b"", lambda: None)),
    "export_statistics": (Right.PRINT, lambda s: lambda board: export_statistics(board, (), s.path("numbers.csv"))),
    "save_picture": (Right.PRINT, lambda s: lambda board: save_picture(board, s.child, b"", s.path("chart.png"))),
    "save_results": (Right.PRINT, _saving_results),
    "give_out": (
        Right.PRINT,
        lambda s: lambda board: give_out(board, s.child, PICTURE_SAVED, "", b"", s.path("given.png")),
    ),
    "save_trend_picture": (
        Right.PRINT,
        lambda s: lambda board: save_trend_picture(board, s.child, _trend(s), b"", s.path("trend.png")),
    ),
    "save_trend_rows": (
        Right.PRINT,
        lambda s: lambda board: save_trend_rows(board, s.child, _trend(s), s.path("trend.csv")),
    ),
    "write_out": (Right.PRINT, lambda s: lambda board: write_out(board, TRAIL_OUT, TRAIL_FAILED, {}, lambda: None)),
    "export_trail": (Right.PRINT, lambda s: lambda board: export_trail(board, AuditQuery(), s.path("trail.csv"))),
}
"""What a right is needed for: the service, the right, and how to come to it."""

OWN: dict[str, Prepare] = {
    "change_person": lambda s: lambda board: change_person(board, "Zztest Renamed"),
    "set_passphrase": lambda s: lambda board: set_passphrase(board, "seven purple lynxes hum", NO_SECRET),
    "change_passphrase": lambda s: lambda board: change_passphrase(board, OTHER, "seven purple lynxes hum", NO_SECRET),
    "note_recovery_key": lambda s: lambda board: note_recovery_key(board, kept=True),
    "turn_on": lambda s: lambda board: turn_on(board, s.keyring, OTHER),
    "turn_off": lambda s: lambda board: (turn_on(board, s.keyring, OTHER), turn_off(board, s.keyring)),
    "keep_view": lambda s: lambda board: keep_view(board, VIEW),
    "remove_view": lambda s: lambda board: (keep_view(board, VIEW), remove_view(board, VIEW)),
    "take_over": lambda s: lambda board: take_over(board, [VIEW]),
    "keep_draft": lambda s: lambda board: keep_draft(board, Draft("lesions", s.child.id)),
    "drop_draft": lambda s: lambda board: drop_draft(board, Draft("lesions", s.child.id)),
    "lock": lambda s: lambda board: lock(board, ASKED),
    "unlock": lambda s: lambda board: (lock(board, ASKED), unlock(board, passphrase=OTHER)),
    "open_attachment": _opening_document,
    "note_view": lambda s: lambda board: note_view(board, s.child.id),
    "note_list_out": lambda s: lambda board: note_list_out(board, 3),
    "note_given_out": lambda s: lambda board: note_given_out(board, s.child.id),
    "refresh_lines": lambda s: lambda board: refresh_lines(board, s.library),
    "adopt_first": lambda s: lambda board: adopt_first(board, s.library),
    "make_signing_key": lambda s: lambda board: make_signing_key(board),
    "make_automatic": lambda s: lambda board: make_automatic(board),
}
"""What everybody may do for themselves, and what the program does whoever is there."""


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="module")
def other_rules(library: Library) -> ProposedRules:
    """The rules of this program in another wording."""
    name = "risk/cog-v2.toml"
    texts = {**library.rule_texts, name: f"{library.rule_texts[name]}\n# a trial\n"}
    return ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial")


@pytest.fixture(scope="module")
def prepared(empty_board: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A board with rules, a child and a person of every role, closed; copy it, do not write to it."""
    folder = Path(shutil.copytree(empty_board, tmp_path_factory.mktemp("rights") / "zztest.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        adopt_first(board, library)
        new_case(board, library, full_case())
        for role in Role:
            add_person(board, f"Zztest a {role}", role, OTHER, NO_SECRET)
    return folder


@pytest.fixture
def setting(prepared: Path, library: Library, other_rules: ProposedRules, tmp_path: Path) -> Iterator[Setting]:
    folder = Path(shutil.copytree(prepared, tmp_path / "zztest.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE, user=COORDINATOR) as board:
        yield Setting(board, library, find_case(board, "1"), other_rules, tmp_path)


def as_role(setting: Setting, role: Role) -> Board:
    """The same board in the hands of a person of that role."""
    people = [line.person for line in people_of(setting.admin)]
    return replace(setting.admin, person=next(one for one in people if one.name == f"Zztest a {role}"))


def files(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", DEEDS)
def test_every_role_does_what_it_may_and_nothing_else(setting: Setting, name: str, role: Role) -> None:
    right, prepare = DEEDS[name]
    board = as_role(setting, role)
    deed = prepare(setting)
    before, there = board.database.last_entry(), files(setting.folder)
    stood = get_case(board, setting.child.id)
    if right in RIGHTS[role]:
        deed(board)
        assert board.database.last_entry() > before
        return
    with pytest.raises(NotAllowedError) as refused:
        deed(board)
    assert str(refused.value).startswith(f"To {right}, ")
    assert str(refused.value).count(".") == 1
    assert board.database.last_entry() == before
    assert files(setting.folder) == there
    assert get_case(board, setting.child.id) == stood


def test_the_matrix_has_a_deed_for_every_right() -> None:
    assert {right for right, _ in DEEDS.values()} == set(Right)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", OWN)
def test_what_is_ones_own_needs_no_right(setting: Setting, name: str, role: Role) -> None:
    OWN[name](setting)(as_role(setting, role))


def test_an_automatic_backup_is_made_while_a_viewer_has_the_board_open(setting: Setting) -> None:
    made = make_automatic(as_role(setting, Role.VIEWER))
    assert made is not None
    assert made.about.reason == AUTOMATIC


def test_a_dry_run_of_a_list_is_only_looking(setting: Setting) -> None:
    path = setting.path("list.csv", "mrn,last_name,date_of_birth\nZZ-900,Zztest,2025-01-02\n")
    board = as_role(setting, Role.VIEWER)
    before = board.database.last_entry()
    assert import_file(board, setting.library, path, today=TODAY, dry_run=True).created == 1
    assert board.database.last_entry() == before
