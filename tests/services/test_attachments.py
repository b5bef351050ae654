"""Documents of a child through the services: added, changed, taken off and back, undone, copied, refused."""

from __future__ import annotations

import os
import shutil
import stat
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from builders import COORDINATOR, PASSPHRASE, full_case, small_case
from undo_helpers import second_person

from desktop.app import build_library
from desktop.clinical.attachments import PIECE, Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachment_copies import copy_name, save_copy
from desktop.services.attachments import (
    MOST,
    Source,
    add_attachment,
    change_attachment,
    list_attachments,
    look_at,
    open_attachment,
    remove_attachment,
    restore_attachment,
)
from desktop.services.backups import make_backup
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, history, new_case, restore_case
from desktop.services.checking import check_board
from desktop.services.history import case_as_of
from desktop.services.library import Library
from desktop.services.media_types import PDF
from desktop.services.people import renew_key
from desktop.services.records import record_of
from desktop.services.restoring import restore_board
from desktop.services.salvaging import salvage_board
from desktop.services.summaries import summary_pdf
from desktop.services.undoing import StepRefusedError, begin, read_on, redo, undo

TODAY = date(2026, 11, 26)
REPORT = b"%PDF-1.7\n" + b"Zztest " * 90_000


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


def add(board: Board, library: Library, case: Case, content: bytes = REPORT, name: str = "report.pdf") -> Attachment:
    return add_attachment(
        board, library, case.id, look_at(Source.memory(name, content)), title="Biopsy report",
        kind=AttachmentKind.PATHOLOGY, dated=PartialDate.parse("2026-10"), today=TODAY,
    )  # fmt: skip


def read(board: Board, one: Attachment) -> bytes:
    with board.database.read() as work:
        return b"".join(work.attachments.pieces(one))


def test_a_file_is_added_with_what_it_is(board: Board, library: Library, child: Case, tmp_path: Path) -> None:
    path = tmp_path / "Scan 3.exe"
    path.write_bytes(REPORT)
    told: list[tuple[int, int]] = []
    seen = look_at(Source.file(path), lambda done, total: told.append((done, total)))
    assert (seen.size, seen.media_type) == (len(REPORT), PDF)
    assert told[-1] == (len(REPORT), len(REPORT))
    assert max(done - before for (done, _), (before, _) in zip(told[1:], told, strict=False)) <= PIECE
    stored = add_attachment(
        board, library, child.id, seen, title="  Scan\u202e of\nlast week ", kind=AttachmentKind.IMAGING, dated=None,
        today=TODAY,
    )  # fmt: skip
    assert (stored.title, stored.file_name, stored.media_type) == ("Scan of last week", "Scan 3.exe", PDF)
    assert stored.added_by == COORDINATOR
    assert list_attachments(board, child.id) == [stored]
    assert open_attachment(board, stored) == REPORT


def test_every_step_is_in_the_audit(board: Board, library: Library, child: Case, tmp_path: Path) -> None:
    one = add(board, library, child)
    one = change_attachment(board, library, one, title="Report", kind=AttachmentKind.LETTER, dated=None, today=TODAY)
    open_attachment(board, one)
    assert save_copy(board, one, tmp_path / "copy.pdf")
    one = remove_attachment(board, library, one)
    restore_attachment(board, library, one)
    entries = history(board, child.id)[:-1][::-1][-6:]
    assert [(entry.action, entry.entity) for entry in entries] == [
        ("New document", "attachments"),
        ("Change of a document", "attachments"),
        ("Document opened", "view"),
        ("Document saved as a copy", "export"),
        ("Removal of a document", "attachments"),
        ("Return of a document", "attachments"),
    ]
    assert {entry.entity_id for entry in entries} == {one.id}
    assert entries[0].changes["sha256"] == [None, one.sha256]
    assert entries[1].changes == {
        "title": ["Biopsy report", "Report"], "kind": ["pathology", "letter"], "dated": ["2026-10", None],
    }  # fmt: skip
    assert check_board(board).ok


def test_undo_and_redo_of_every_step(board: Board, library: Library, child: Case) -> None:
    steps = begin(board)
    one = add(board, library, child)
    change_attachment(board, library, one, title="Report", kind=one.kind, dated=None, today=TODAY)
    open_attachment(board, one)
    (changed,) = list_attachments(board, child.id)
    remove_attachment(board, library, changed)
    seen: list[list[str]] = []

    def titles() -> list[str]:
        return [each.title for each in list_attachments(board, child.id)]

    for step, deed in ((0, undo), (1, undo), (2, undo), (3, redo), (4, redo), (5, redo)):
        steps = read_on(board, steps)
        wanted = steps.undo if deed is undo else steps.redo
        cases = deed(board, library, wanted[-1])
        assert [case.id for case in cases] == [child.id], step
        seen.append(titles())
    assert seen == [["Report"], ["Biopsy report"], [], ["Biopsy report"], ["Report"], []]
    undo(board, library, read_on(board, steps).undo[-1])
    (back,) = list_attachments(board, child.id)
    assert read(board, back) == REPORT
    assert check_board(board).ok


def test_undo_is_refused_over_another_persons_later_change(board: Board, library: Library, child: Case) -> None:
    steps, other = begin(board), second_person(board)
    one = add(board, library, child)
    theirs = replace(board, person=other)
    change_attachment(theirs, library, one, title="Theirs", kind=one.kind, dated=one.dated, today=TODAY)
    with pytest.raises(StepRefusedError, match="Zztest Second changed the same in case 1 since"):
        undo(board, library, read_on(board, steps).undo[-1])
    assert [each.title for each in list_attachments(board, child.id)] == ["Theirs"]


def test_that_another_person_looked_at_it_is_no_change(board: Board, library: Library, child: Case) -> None:
    steps, other = begin(board), second_person(board)
    one = add(board, library, child)
    open_attachment(replace(board, person=other), one)
    undo(board, library, read_on(board, steps).undo[-1])
    assert list_attachments(board, child.id) == []
    assert [each.id for each in list_attachments(board, child.id, removed=True)] == [one.id]


def test_a_stale_change_is_refused(board: Board, library: Library, child: Case) -> None:
    one = add(board, library, child)
    change_attachment(board, library, one, title="Report", kind=one.kind, dated=None, today=TODAY)
    with pytest.raises(UserError, match="changed meanwhile"):
        remove_attachment(board, library, one)
    assert len(list_attachments(board, child.id)) == 1


def test_the_same_content_twice_on_one_child_is_told(board: Board, library: Library, child: Case) -> None:
    one = add(board, library, child)
    with pytest.raises(UserError, match="Case 1 has a document with the same content") as refused:
        add(board, library, child, name="other.pdf")
    assert "Biopsy" not in str(refused.value)
    other = new_case(board, library, small_case(5))
    add(board, library, other)
    gone = remove_attachment(board, library, one)
    add(board, library, child)
    with pytest.raises(UserError, match="the same content"):
        restore_attachment(board, library, gone)


def _vanishing(path: Path) -> Callable[[int, int], None]:
    return lambda _done, _total: path.unlink(missing_ok=True)


def test_what_cannot_be_added_is_refused_in_one_sentence(
    board: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    empty, large, folder = (tmp_path / f"Zztest-{name}" for name in ("empty", "large", "folder"))
    empty.touch()
    with large.open("wb") as file:
        file.truncate(MOST + 1)
    folder.mkdir()
    for path, why in (
        (empty, "is empty"),
        (large, "more than 50"),
        (folder, "a folder"),
        (tmp_path / "Zztest-no", "no longer there"),
    ):
        with pytest.raises(UserError, match=why) as refused:
            look_at(Source.file(path))
        assert "Zztest" not in str(refused.value)
    path = tmp_path / "report"
    path.write_bytes(REPORT)
    seen = look_at(Source.file(path))
    with path.open("r+b") as file:
        file.write(b"x")
    for deed, why in ((lambda: None, "changed while it was read"), (path.unlink, "no longer there")):
        deed()
        with pytest.raises(UserError, match=why):
            add_attachment(
                board, library, child.id, seen, title="x", kind=AttachmentKind.OTHER, dated=None, today=TODAY
            )
    assert list_attachments(board, child.id) == []


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    def spoilt() -> object:
        raise PermissionError(13, "Permission denied")

    with pytest.raises(UserError, match=r"cannot be read \(Permission denied\)"):
        look_at(Source(name="x", open=spoilt))  # type: ignore[arg-type]


def test_work_that_is_stopped_half_way_leaves_nothing(board: Board, library: Library, child: Case) -> None:
    class StoppedError(Exception):
        pass

    def stop(done: int, _total: int) -> None:
        if done > PIECE:
            raise StoppedError

    seen = look_at(Source.memory("x", REPORT))
    with pytest.raises(StoppedError):
        add_attachment(
            board, library, child.id, seen, title="x", kind=AttachmentKind.OTHER, dated=None, today=TODAY,
            progress=stop,
        )  # fmt: skip
    with board.database.read() as work:
        assert work.connection.exec_driver_sql("SELECT count(*) FROM attachment_pieces").scalar() == 0
    assert list_attachments(board, child.id) == []


def test_titles_and_days_that_cannot_be(board: Board, library: Library, child: Case) -> None:
    one = add(board, library, child)
    with pytest.raises(UserError, match="needs a title"):
        change_attachment(board, library, one, title=" \u202e ", kind=one.kind, dated=None, today=TODAY)
    with pytest.raises(UserError, match="in the future"):
        change_attachment(
            board, library, one, title="x", kind=one.kind, dated=PartialDate.parse("2026-11-27"), today=TODAY
        )


def test_the_list_finds_a_child_by_the_title_of_a_document(board: Board, library: Library, child: Case) -> None:
    def found() -> list[int]:
        with board.database.read() as work:
            return [line.number for line in work.index.search(CaseQuery(text="lumbar")).lines]

    steps = begin(board)
    one = add(board, library, child)
    assert found() == []
    one = change_attachment(board, library, one, title="Lumbar scan", kind=one.kind, dated=None, today=TODAY)
    assert found() == [1]
    remove_attachment(board, library, one)
    assert found() == []
    undo(board, library, read_on(board, steps).undo[-1])
    assert found() == [1]


def test_a_case_in_the_bin_keeps_its_documents(board: Board, library: Library, child: Case) -> None:
    one = add(board, library, child)
    delete_case(board, library, child.id, "a trial")
    assert list_attachments(board, child.id) == [one]
    restore_case(board, library, child.id)
    assert read(board, one) == REPORT
    assert case_as_of(board, child.id, date.today()) is not None  # noqa: DTZ011 - the clock of the board itself


def test_a_page_has_nothing_of_it_and_a_record_its_digest(board: Board, library: Library, child: Case) -> None:
    before = summary_pdf(board, library, child, today=TODAY)
    one = add(board, library, child, REPORT + b"Zztestsecret", name="Zztestname.pdf")
    assert summary_pdf(board, library, child, today=TODAY) == before
    told = record_of(child, list_attachments(board, child.id))["case"]["attachments"]  # type: ignore[index]
    assert [(each["sha256"], each["size"], each["dated"]) for each in told] == [(one.sha256, one.size, "2026-10")]
    assert "Zztestsecret" not in str(told)


def test_a_copy_is_whole_private_and_replaces_nothing(
    board: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    one, path = add(board, library, child), tmp_path / "copy.pdf"
    save_copy(board, one, path)
    assert path.read_bytes() == REPORT
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    path.write_bytes(b"mine")
    with pytest.raises(UserError, match="a file of that name already"):
        save_copy(board, one, path)
    assert path.read_bytes() == b"mine"
    save_copy(board, one, path, replace=True)
    assert path.read_bytes() == REPORT
    assert [each.name for each in tmp_path.iterdir() if each.name.startswith(".")] == []


def test_a_copy_that_fails_leaves_no_file_and_is_written_down(
    board: Board, library: Library, child: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = add(board, library, child)
    with pytest.raises(UserError, match="cannot be written"):
        save_copy(board, one, tmp_path / "nowhere" / "copy.pdf")
    target = tmp_path / "out"
    target.mkdir()
    monkeypatch.setattr(os, "fsync", lambda _number: (_ for _ in ()).throw(OSError(28, "No space left on device")))
    with pytest.raises(UserError, match="No space left"):
        save_copy(board, one, target / "copy.pdf")
    monkeypatch.undo()
    with board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql("DELETE FROM attachment_pieces WHERE number = 1")
    with pytest.raises(UserError, match="damaged"):
        save_copy(board, one, target / "copy.pdf")
    assert list(target.iterdir()) == []
    actions = [entry.action for entry in history(board, child.id, 6)]
    assert actions == ["Document was not saved after all", "Document saved as a copy"] * 3


def test_a_board_that_is_only_read_shows_and_copies_but_writes_nothing(
    board: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    one = add(board, library, child)
    before = board.database.last_entry()
    with open_board(board.folder, passphrase=PASSPHRASE, write=False) as reading:
        assert open_attachment(reading, one) == REPORT
        assert not save_copy(reading, one, tmp_path / "copy.pdf")
    assert board.database.last_entry() == before


def test_a_new_key_backup_restore_and_salvage_carry_the_content(
    board_folder: Path, library: Library, tmp_path: Path
) -> None:
    board = open_board(board_folder, passphrase=PASSPHRASE)
    child = new_case(board, library, full_case())
    one = add(board, library, child)
    renew_key(board)
    assert read(board, one) == REPORT
    backup = make_backup(board)
    remove_attachment(board, library, one)
    board.close()
    restored = restore_board(board_folder, backup.path, passphrase=PASSPHRASE, user=COORDINATOR)
    assert [read(restored, each) for each in list_attachments(restored, child.id)] == [REPORT]
    restored.close()
    copied = Path(shutil.copytree(board_folder, tmp_path / "spoilt.crestboard"))
    with salvage_board(copied, tmp_path / "new.crestboard", library, passphrase=PASSPHRASE).board as salvaged:
        assert list_attachments(salvaged, child.id) == [one]
        assert read(salvaged, one) == REPORT
        assert check_board(salvaged).ok


def test_a_copy_is_called_as_the_file_was(board: Board, library: Library, child: Case) -> None:
    assert copy_name(add(board, library, child, name="../../etc/Befund.pdf")) == "Befund.pdf"
