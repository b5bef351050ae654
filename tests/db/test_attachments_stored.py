"""Documents in pieces: what goes in comes out, nothing is held whole, and a list never reads a piece."""

from __future__ import annotations

import hashlib
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from uuid import UUID

import pytest
from builders import small_case
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from db.errors import DamagedError
from desktop.clinical.attachments import PIECE, Attachment
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.boards import Board
from desktop.services.checking import check_board

CASE = small_case(1)
AROUND = [1, PIECE - 1, PIECE, PIECE + 1, 2 * PIECE - 1, 2 * PIECE, 2 * PIECE + 1]
"""Sizes around the boundaries of pieces."""


def described(content: bytes, title: str = "Zztest report") -> Attachment:
    return Attachment(
        title=title, kind=AttachmentKind.PATHOLOGY, file_name="report.pdf", media_type="application/pdf",
        size=len(content), sha256=hashlib.sha256(content).hexdigest(), dated=PartialDate.parse("2026-10"),
        added_at=datetime(2026, 11, 3, 8, tzinfo=UTC), added_by="Zztest Coordinator",
    )  # fmt: skip


def cut(content: bytes) -> list[bytes]:
    return [content[start : start + PIECE] for start in range(0, len(content), PIECE)]


@pytest.fixture
def child(board: Board) -> UUID:
    with board.database.work(board.person.id) as work:
        return work.cases.add_many([CASE], "New case")[0].id


def put(board: Board, child: UUID, content: bytes, title: str = "Zztest report") -> Attachment:
    with board.database.work(board.person.id) as work:
        return work.attachments.add(child, described(content, title), cut(content), "New document")


def content_of(board: Board, one: Attachment) -> bytes:
    with board.database.read() as work:
        return b"".join(work.attachments.pieces(one))


@pytest.mark.parametrize("size", AROUND)
def test_what_goes_in_comes_out_at_every_boundary(board: Board, child: UUID, size: int) -> None:
    content = bytes(number * 31 % 251 for number in range(size))
    stored = put(board, child, content)
    assert content_of(board, stored) == content
    with board.database.read() as work:
        (listed,) = work.attachments.of(child)
        wanted = "SELECT length(content) FROM attachment_pieces ORDER BY number"
        assert [row[0] for row in work.connection.exec_driver_sql(wanted)] == [len(piece) for piece in cut(content)]
    assert listed == stored
    assert (listed.title, listed.dated, listed.pieces) == ("Zztest report", PartialDate(2026, 10), len(cut(content)))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(start=st.binary(max_size=64), size=st.sampled_from([0, *AROUND]), end=st.binary(min_size=1, max_size=64))
def test_any_bytes_come_out_as_they_went_in(board: Board, start: bytes, size: int, end: bytes) -> None:
    content = start + bytes(max(size - len(start) - len(end), 0)) + end
    with board.database.work(board.person.id) as work:
        child = work.cases.add_many([small_case(1 + work.audit.count())], "New case")[0].id
    assert content_of(board, put(board, child, content)) == content


def _large() -> Iterator[bytes]:
    """40 MB that nobody holds."""
    return (bytes([number % 251]) * PIECE for number in range(160))


def test_forty_megabytes_go_in_and_out_in_bounded_memory(board: Board, child: UUID) -> None:
    digest = hashlib.sha256()
    for piece in _large():
        digest.update(piece)
    one = Attachment(
        title="Zztest scan", file_name="scan", media_type="text/plain", size=160 * PIECE, sha256=digest.hexdigest(),
        added_at=datetime(2026, 11, 3, 8, tzinfo=UTC),
    )  # fmt: skip
    with board.database.work(board.person.id) as work, board.database.read() as reading:
        tracemalloc.start()
        stored = work.attachments.add(child, one, _large(), "New document")
        assert sum(len(piece) for piece in work.attachments.pieces(stored)) == 160 * PIECE
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert reading.attachments.of(child) == []
    assert peak < 16 * PIECE


def test_a_list_never_reads_a_piece(board: Board, child: UUID) -> None:
    put(board, child, b"a" * (PIECE + 1))
    asked: list[str] = []
    with board.database.read() as work:
        event.listen(work.connection, "before_cursor_execute", lambda *told: asked.append(told[2]))
        work.attachments.of(child)
        work.attachments.titles([child])
    assert len(asked) == 2
    assert [one for one in asked if "attachment_pieces" in one] == []


def test_a_source_that_says_something_else_is_not_stored(board: Board, child: UUID) -> None:
    with pytest.raises(UserError, match="changed while it was read"), board.database.work(board.person.id) as work:
        work.attachments.add(child, described(b"one"), [b"two"], "New document")
    with board.database.read() as work:
        assert work.attachments.of(child) == []
        assert work.connection.exec_driver_sql("SELECT count(*) FROM attachment_pieces").scalar() == 0


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE attachment_pieces SET content = zeroblob(length(content)) WHERE number = 1",
        "DELETE FROM attachment_pieces WHERE number = 1",
        "DELETE FROM attachment_pieces WHERE number = 2",
    ],
)
def test_content_that_is_not_what_was_added_is_told(board: Board, child: UUID, statement: str) -> None:
    stored, sound = put(board, child, b"b" * (2 * PIECE + 5)), put(board, child, b"c", "Zztest letter")
    assert check_board(board).ok
    with board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql(f"{statement} AND attachment_id = ?", (str(stored.id),))
    with pytest.raises(DamagedError, match="damaged on the board"):
        content_of(board, stored)
    assert content_of(board, sound) == b"c"
    assert check_board(board).problems == ("The content of a document is damaged; put back a backup.",)


@pytest.mark.parametrize("content", ["zeroblob(0)", "zeroblob(262145)", "'text'", "NULL"])
def test_the_database_refuses_what_no_piece_is(board: Board, child: UUID, content: str) -> None:
    stored = put(board, child, b"d")
    with pytest.raises(Exception, match="constraint failed"), board.database.work(board.person.id) as work:
        work.connection.exec_driver_sql(
            f"INSERT INTO attachment_pieces VALUES (?, 9, {content})",
            (str(stored.id),),
        )


def test_what_nobody_has_is_refused(board: Board, child: UUID) -> None:
    with board.database.read() as work, pytest.raises(UserError, match="not on this board"):
        work.attachments.get(child)
