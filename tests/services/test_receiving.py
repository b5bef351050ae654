"""A record comes back: a new child is stored as it was, and one who is here is refused with the number of the case."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from builders import COORDINATOR, PASSPHRASE, full_case, key, small_case
from filled_case import filled_attachment, filled_case

from db.audit_search import AuditQuery
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachments import Source, add_attachment, list_attachments, look_at
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, get_case, new_case, save_case
from desktop.services.checking import check_board
from desktop.services.demo import make_demonstration
from desktop.services.history import fact_history, trail
from desktop.services.history_words import HistoryWords
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.receiving import look_at_record, receive_record
from desktop.services.record_files import MOST, export_record
from desktop.services.record_values import RecordError
from desktop.services.records import record_bytes, record_of
from desktop.services.undoing import begin, read_on, redo, undo

TODAY = date(2026, 11, 26)
Write = Callable[..., Path]


@pytest.fixture(scope="session")
def library() -> Library:
    return build_library()


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write a record's file."""

    def written(case: Case, *documents: Any, name: str = "record.json", **changes: object) -> Path:
        document = json.loads(record_bytes(record_of(case, documents)))
        document["case"] |= changes
        path = tmp_path / name
        path.write_bytes(record_bytes(document))
        return path

    return written


def test_whatever_a_child_has_comes_back_the_same_bytes(
    board: Board, library: Library, write: Write, tmp_path: Path
) -> None:
    cases = [filled_case(seed, gaps=bool(seed % 4)) for seed in range(24)]
    for number, case in enumerate([*cases, full_case(), small_case(), Case()], start=1):
        path, out = write(case), tmp_path / "again.json"
        stored, seen = receive_record(board, library, path, today=TODAY)
        assert (stored.number, seen.here) == (number, None)
        assert get_case(board, case.id) == stored
        assert export_record(board, case.id, out)
        assert out.read_bytes() == path.read_bytes()
    assert check_board(board).ok
    assert list_cases(board, CaseQuery()).total == 27


def test_from_one_board_to_an_empty_one_and_out_again(
    board: Board, library: Library, empty_board: Path, tmp_path: Path
) -> None:
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    case = new_case(board, library, full_case())
    case = save_case(board, library, case, replace(case, question=known("Zztest")), "Change of question")
    export_record(board, case.id, first)
    folder = Path(shutil.copytree(empty_board, tmp_path / "other.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as other:
        for number in range(3):
            new_case(other, library, small_case(number))
        stored, _ = receive_record(other, library, first, today=TODAY)
        assert (stored.number, stored.version, stored.id) == (4, 1, case.id)
        export_record(other, stored.id, again)
    assert again.read_bytes() == first.read_bytes()


def test_results_keep_who_entered_them_and_nobody_signs_what_nobody_signed(
    board: Board, library: Library, write: Write
) -> None:
    stored, _ = receive_record(board, library, write(small_case()), today=TODAY)
    assert stored.mycn[0].provenance.entered_by == ""
    assert stored.mycn[0].provenance.entered_at is None


@pytest.mark.parametrize("binned", [False, True])
def test_a_child_who_is_here_is_refused_with_the_number(
    board: Board, library: Library, write: Write, binned: bool
) -> None:
    new_case(board, library, small_case(3))
    case = new_case(board, library, full_case())
    if binned:
        delete_case(board, library, case.id, "Entered twice")
    path, before = write(full_case()), board.database.last_entry()
    seen = look_at_record(board, library, path, TODAY)
    assert seen.here is not None
    assert (seen.here.number, seen.here.in_bin, seen.here.is_same) == (2, binned, True)
    with pytest.raises(RecordError, match=r"^Case 2 of this board.* is the case of this record; nothing") as refusal:
        receive_record(board, library, path, today=TODAY)
    assert ("in the bin" in str(refusal.value)) is binned
    assert board.database.last_entry() == before


def test_an_identifier_of_another_case_is_refused_with_the_number(board: Board, library: Library, write: Write) -> None:
    new_case(board, library, small_case(3))
    other = replace(small_case(4), identifiers=(Identifier(id=key("x"), system="mrn", value="ZZ-00003"),))
    path = write(other)
    seen = look_at_record(board, library, path, TODAY)
    assert seen.here is not None
    assert (seen.here.number, seen.here.is_same) == (1, False)
    with pytest.raises(RecordError, match="Case 1 of this board has the same identifier as this record"):
        receive_record(board, library, path, today=TODAY)


def test_a_result_that_another_case_has_is_refused(board: Board, library: Library, write: Write) -> None:
    new_case(board, library, small_case(3))
    twice = replace(small_case(4), mycn=small_case(3).mycn)
    with pytest.raises(UserError, match="is on this board already"):
        receive_record(board, library, write(twice), today=TODAY)
    assert list_cases(board, CaseQuery()).total == 1


def test_the_receipt_is_in_the_history_with_who_and_the_digest(board: Board, library: Library, write: Write) -> None:
    path = write(full_case(), filled_attachment(1))
    stored, seen = receive_record(board, library, path, today=TODAY)
    (line,) = trail(board, AuditQuery(kinds=("receive",)))
    assert (line.person, line.number, line.entry.action) == (COORDINATOR, stored.number, "Record received")
    assert line.entry.changes["digest"] == [None, seen.digest]
    words = [one.sentence for one in HistoryWords(library).changes(line.entry)]
    assert any(filled_attachment(1).sha256 in one for one in words)
    assert [one.how for one in fact_history(board, stored.id, "mycn")] == ["receive", "receive"]


def test_what_goes_out_is_in_the_history_before_it_goes(board: Board, library: Library, tmp_path: Path) -> None:
    case = new_case(board, library, full_case())
    export_record(board, case.id, tmp_path / "out.json")
    with pytest.raises(UserError, match="could not be written"):
        export_record(board, case.id, tmp_path / "nowhere" / "out.json")
    told = [(one.entry.action, one.number) for one in trail(board, AuditQuery(kinds=("export",)))]
    assert told == [("Record did not go out after all", 1), ("Record given out", 1), ("Record given out", 1)]


def test_a_board_that_is_only_read_gives_out_and_says_that_it_could_not_be_written_down(
    board: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(board, library, full_case())
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reading:
        assert not export_record(reading, case.id, tmp_path / "out.json")
    assert (tmp_path / "out.json").is_file()


def test_documents_are_told_of_and_not_made_to_look_as_if_they_were_here(
    board: Board, library: Library, empty_board: Path, tmp_path: Path
) -> None:
    case = new_case(board, library, full_case())
    seen = look_at(Source.memory("zztest.txt", b"Zztest"))
    add_attachment(board, library, case.id, seen, title="Letter", kind=AttachmentKind.LETTER, dated=None, today=TODAY)
    path = tmp_path / "record.json"
    export_record(board, case.id, path)
    folder = Path(shutil.copytree(empty_board, tmp_path / "other.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as other:
        stored, told = receive_record(other, library, path, today=TODAY)
        assert [one.title for one in told.documents] == ["Letter"]
        assert told.not_in_it == "The record names 1 document and does not contain it; it is not added."
        assert list_attachments(other, stored.id) == []
        assert check_board(other).ok


def test_a_receipt_is_undone_as_one_step_and_done_again(board: Board, library: Library, write: Write) -> None:
    steps = begin(board)
    stored, _ = receive_record(board, library, write(full_case()), today=TODAY)
    (step,) = read_on(board, steps).undo
    assert step.name == "receipt of a record"
    (gone,) = undo(board, library, step)
    assert gone.deleted is not None
    (back,) = redo(board, library, read_on(board, steps).redo[-1])
    assert record_of(back) == record_of(stored)


def test_a_demonstration_child_stays_marked_and_a_real_one_stays_out_of_a_demonstration(
    board: Board, library: Library, write: Write, tmp_path: Path
) -> None:
    with make_demonstration(tmp_path / "demo.crestboard", library, cases=1, met=False) as demo:
        path = tmp_path / "demo.json"
        export_record(demo, list_cases(demo, CaseQuery()).lines[0].case_id, path)
        with pytest.raises(RecordError, match="This is a demonstration board"):
            receive_record(demo, library, write(full_case()), today=TODAY)
        assert list_cases(demo, CaseQuery()).total == 1
    stored, _ = receive_record(board, library, path, today=TODAY)
    assert stored.demonstration
    assert list_cases(board, CaseQuery()).lines[0].demonstration


def test_a_file_that_changed_after_it_was_shown_is_not_received(board: Board, library: Library, write: Write) -> None:
    path = write(full_case())
    shown = look_at_record(board, library, path, TODAY).digest
    write(full_case(), wishes="Zztest")
    with pytest.raises(RecordError, match="was changed after it was shown"):
        receive_record(board, library, path, shown=shown, today=TODAY)
    assert list_cases(board, CaseQuery()).total == 0


def test_looking_writes_nothing_and_counts_what_there_is(board: Board, library: Library, write: Write) -> None:
    before = board.database.last_entry()
    seen = look_at_record(board, library, write(full_case()), TODAY)
    assert (seen.results, seen.doubts, seen.documents) == (13, (), ())
    assert board.database.last_entry() == before
    odd = look_at_record(board, library, write(full_case(), born="2027-01-02"), TODAY)
    assert odd.doubts


WRONG: list[tuple[str, object, str]] = [
    ("plans", [{"template": "no-such-plan"}], "case.plans[0].template is none of the treatment templates"),
    ("plans", [{"events": [{"event": "C99"}]}], "case.plans[0].events[0].event is no event of the template"),
    ("plans", [{"events": [{"event": "C1"}, {"event": "C1"}]}], "case.plans[0].events[1].event stands in the plan"),
    ("stagings", [{"idrfs": ["IDRF99_NOWHERE"]}], "case.stagings[0].idrfs has a code that this program"),
    ("stagings", [{"idrfs": ["none"]}], "case.stagings[0].idrfs has a code that this program"),
    ("stagings", [{"marrow_percent": "100.5"}], "case.stagings[0].marrow_percent is above 100"),
    ("stagings", [{"compartments": -1}], "case.stagings[0].compartments is not at least 0"),
    ("ploidy", [{"dna_index": "0"}], "case.ploidy[0].dna_index is not above 0"),
    ("mycn", [{"ratio": "-1"}], "case.mycn[0].ratio is not at least 0"),
    ("markers", [{"unit": "ng_ml"}], "case.markers[0].unit is no unit of this marker; use"),
]  # fmt: skip

ENTRIES: list[tuple[str, str, object, str]] = [
    (
        "primaries",
        "site",
        "Zztest",
        "has a code that this program does not know; use those of its list (primaries.site",
    ),
    ("treatments", "drugs", ["Zztest"], "has a code that this program does not know"),
    ("measurements", "lesion", "Zztest", "is not the key (UUID) of something else"),
    ("measurements", "length_mm", "-1", "is not at least 0"),
    ("marrow_samples", "tumour_percent", "100.5", "is above 100"),
]


@pytest.mark.parametrize(("table", "name", "value", "words"), ENTRIES, ids=[words for *_, words in ENTRIES])
def test_an_entry_says_only_what_its_own_lists_have(
    board: Board, library: Library, write: Write, table: str, name: str, value: object, words: str
) -> None:
    case = filled_case(1, gaps=False)
    ones = json.loads(record_bytes(record_of(case)))["case"][table]
    ones[0][name] = value
    with pytest.raises(RecordError) as refusal:
        look_at_record(board, library, write(case, **{table: ones}), TODAY)
    assert f"case.{table}[0].{name} {words}" in str(refusal.value)
    assert "Zztest" not in str(refusal.value)


@pytest.mark.parametrize(("name", "changes", "words"), WRONG, ids=[words for _, _, words in WRONG])
def test_what_this_program_could_not_work_with_is_refused_by_its_place(
    board: Board, library: Library, write: Write, name: str, changes: Any, words: str
) -> None:
    document = json.loads(record_bytes(record_of(full_case())))["case"][name]
    _exchange(document, changes)
    with pytest.raises(RecordError) as refusal:
        receive_record(board, library, write(full_case(), **{name: document}), today=TODAY)
    assert words in str(refusal.value)
    assert list_cases(board, CaseQuery()).total == 0


def _exchange(document: Any, changes: Any) -> None:
    """Put values in at the same places."""
    for place, value in changes.items() if isinstance(changes, dict) else enumerate(changes):
        if isinstance(value, (dict, list)) and value and isinstance(value[0] if isinstance(value, list) else {}, dict):
            _exchange(document[place], value)
        else:
            document[place] = value


def test_files_that_cannot_be_read_are_refused(board: Board, library: Library, tmp_path: Path) -> None:
    large = tmp_path / "large.json"
    large.write_bytes(b" " * (MOST + 1))
    for path in (tmp_path, tmp_path / "nothing.json", tmp_path / ("x" * 400), Path("a\0b"), large):
        with pytest.raises(RecordError) as refusal:
            look_at_record(board, library, path, TODAY)
        assert "nothing was changed" in str(refusal.value)
