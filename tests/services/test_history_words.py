"""The history is in words: every deed that a service writes has some, and no code of the program shows through."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from uuid import uuid4

import pytest
from builders import full_case
from test_rights import DEEDS, OTHER, OWN, Setting, library, other_rules, prepared, setting

from db.audit import AuditEntry
from db.audit_search import NO_TIME
from db.keys import NO_SECRET
from desktop.services.board_keys import set_passphrase
from desktop.services.boards import Board
from desktop.services.cases import delete_case, history, new_case, restore_case, save_case
from desktop.services.history import AuditQuery
from desktop.services.history_steps import history_page
from desktop.services.history_words import GROUPS, HistoryWords, summary_words
from desktop.services.library import Library
from desktop.services.locking import unlock

__all__ = ["library", "other_rules", "prepared", "setting"]

ROOT = Path(__file__).resolve().parents[2]
WRITES_NOTHING = {"refresh_lines", "adopt_first", "keep_draft", "drop_draft"}
"""What finds nothing to do on the board of these tests, or writes only what is worked out or states nothing yet."""
OPEN_ENDED = re.compile(
    r"(Change|Removal|New|Date|Merge|Move|Return|Undo|Redo|Import:|Paste|Fixed day|Leaving out|Taking up|Gate|Choice) "
    r"|Change$|Demonstration data$"
)  # fmt: skip
"""Deeds that name the fact, the list or the step, and so are words already."""
CODE = re.compile(r"[a-z]_[a-z]|[A-Z]_[A-Z]|\b[0-9a-f]{8}-[0-9a-f]{4}-|True|False|None")


def written(name: str, entries: list[AuditEntry], words: HistoryWords, shelf: Library) -> None:
    """Every entry has a kind in a filter, a deed in words, and facts with before and after in words."""
    grouped = frozenset().union(*GROUPS.values())
    for entry in entries:
        assert entry.entity in grouped, name
        assert entry.entity in shelf.all_labels.words["history_kind"], name
        assert entry.action in shelf.labels.words["history_action"] or OPEN_ENDED.match(entry.action), entry.action
        for change in words.changes(entry):
            assert not CODE.search(f"{change.fact} {change.before} {change.after}"), change
            assert change.fact.strip(), name


@pytest.mark.parametrize("name", [*DEEDS, *OWN])
def test_every_deed_leaves_an_entry_in_words(setting: Setting, library: Library, name: str) -> None:
    prepare = DEEDS[name][1] if name in DEEDS else OWN[name]
    # deeds of one's own name the passphrase of whoever the matrix of roles does them as
    set_passphrase(setting.admin, OTHER, NO_SECRET)
    deed = prepare(setting)
    before = setting.admin.database.last_entry()
    deed(setting.admin)
    if setting.admin.database.locked:
        unlock(setting.admin, passphrase=OTHER)
    with setting.admin.database.read() as work:
        entries = [one for one in work.audit.entries() if one.seq > before]
    assert bool(entries) is (name not in WRITES_NOTHING)
    written(name, entries, HistoryWords(library), library)


def added_in_code() -> Iterator[tuple[str, str, str]]:
    """Of every entry that code adds, the place, what was done and the kind; what a caller names is left out."""
    for path in [*(ROOT / "db").glob("*.py"), *(ROOT / "desktop" / "services").rglob("*.py")]:
        module = ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "add":
                continue
            if ast.unparse(node.func.value).rpartition(".")[2].lstrip("_") != "audit":
                continue
            action, kind = (_said(module, one) for one in node.args[:2])
            yield f"{module}:{node.lineno}", action, kind


def _said(module: str, node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return str(node.value)
    place: object = import_module(module)
    for name in ast.unparse(node).split("."):
        place = getattr(place, name, None)
    return place if isinstance(place, str) else ""


def test_every_entry_that_code_adds_has_words(library: Library) -> None:
    found, labels = list(added_in_code()), library.all_labels.words
    assert len(found) > 20
    for place, action, kind in found:
        assert not action or action in labels["history_action"], f"{place} says {action}"
        assert not kind or kind in labels["history_kind"], f"{place} is about {kind}"


def test_every_fact_of_a_child_has_a_name_and_values_in_words(board: Board, library: Library) -> None:
    case = new_case(board, library, full_case())
    delete_case(board, library, case.id, "Entered twice")
    restore_case(board, library, case.id)
    words = HistoryWords(library)
    written("full case", history(board, case.id), words, library)
    told = [change.sentence for entry in history(board, case.id) for change in words.changes(entry)]
    assert "In the bin: yes (Entered twice) → no" in told
    assert "Date of birth: 20 Jan 2024" in told


def test_silences_are_said_and_a_line_says_before_and_after(board: Board, library: Library) -> None:
    from desktop.clinical.answers import silent
    from desktop.clinical.dates import PartialDate
    from desktop.clinical.editing import FIELDS
    from desktop.clinical.vocabulary import Silence

    case = new_case(board, library, full_case())
    asked = silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")
    save_case(board, library, case, FIELDS["mycn"].write(case, asked), "Change of MYCN")
    (step, *_) = history_page(board, AuditQuery()).steps
    words = HistoryWords(library)
    assert summary_words(words, step.entries, step.step.entries) == (
        f"MYCN: {library.labels.word('mycn', FIELDS['mycn'].read(case).value)} → requested 18 Nov 2026, Demo Lab"
    )


def test_what_was_changed_past_the_program_stands_as_it_is(library: Library) -> None:
    entry = AuditEntry(
        seq=1, at=NO_TIME, person=uuid4(), action="x", entity="cases", entity_id=None, case_id=None,
        changes={"sex": ["nonsense", {"silence": "no such reason"}], "made_up": [1, True], "born": [[], "2026-13"]},
    )  # fmt: skip
    told = {one.fact: (one.before, one.after) for one in HistoryWords(library).changes(entry)}
    assert told["Sex"][0] == "nonsense"
    assert told["Made up"] == ("1", "yes")
    assert told["Date of birth"] == ("[]", "2026-13")


def test_words_of_people_lead_to_codes(library: Library) -> None:
    words = HistoryWords(library)
    assert "born" in words.codes("birth")
    assert "female" in words.codes("girl")
    assert "Record opened" in words.codes("Opened the")
    assert words.codes("of") == ()


def test_a_digest_is_whole_and_breaks_and_rules_go_by_their_beginning(library: Library) -> None:
    words = HistoryWords(library)
    assert words.value("print", "digest", "0123456789abcdef") == "01234567 89abcdef"
    assert words.value("rule_adoptions", "checksum", "0123456789abcdef") == "01234567"
    assert words.action("Undo change of MYCN") == "Undid the change of MYCN"
    assert words.action("Date of C1").startswith("Dated ")
    assert "C1" not in words.action("Date of C1")


def test_an_event_is_called_what_all_templates_call_it_and_else_goes_by_its_id(library: Library) -> None:
    words = HistoryWords(library)
    told = {one: words.value("plan_events", "event", one) for one in ("DFMO", "C3", "HDC1", "no such event")}
    assert told == {
        "DFMO": "Eflornithine (DFMO)",
        "C3": "Cycle 3",  # an induction cycle in one template, an antibody cycle in another
        "HDC1": "HDC1",
        "no such event": "no such event",
    }
