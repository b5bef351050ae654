"""Documents of a child: add, list, change, take off the record and back. Each write is one transaction and audited.

The content stays encrypted on the board. It is looked at in memory, and leaves only as a copy that somebody asks for
(see ``attachment_copies``); no page has it, and a record names it by its digest only.
"""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO
from uuid import UUID

from desktop.clinical.attachments import PIECE, Attachment
from desktop.clinical.case import Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.boards import Board
from desktop.services.cases import put_lines
from desktop.services.file_names import safe_name, safe_title
from desktop.services.history import VIEW, AuditQuery, trail
from desktop.services.library import Library
from desktop.services.media_types import HEAD, media_type

if TYPE_CHECKING:
    from db.work import Work

MOST = 50 * 2**20
"""No document is larger: a board is copied whole at every backup."""

OPENED = "Document opened"

Progress = Callable[[int, int], None]
"""Called with the bytes done and with all there are; what it raises stops the work, and nothing is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where a new document comes from: its name, and how its content is opened, once to look and once to add."""

    name: str
    open: Callable[[], BinaryIO]

    @classmethod
    def file(cls, path: Path) -> Source:
        """A file on a disk. Pipes and devices, which never end, are refused when it is opened."""
        return cls(name=safe_name(path.name), open=lambda: _plain_file(path))

    @classmethod
    def memory(cls, name: str, content: bytes) -> Source:
        """What was pasted."""
        return cls(name=safe_name(name), open=lambda: io.BytesIO(content))


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """What looking at a source told, before anything is stored."""

    source: Source
    size: int
    sha256: str
    media_type: str


def look_at(source: Source, progress: Progress | None = None) -> Seen:
    """Read a source through without storing it. Raises UserError if it is empty, too large or cannot be read."""
    digest, size, head = hashlib.sha256(), 0, b""
    for piece in _pieces(source, progress):
        head = head or piece[:HEAD]
        digest.update(piece)
        size += len(piece)
    if not size:
        raise UserError("The file is empty; nothing was added, choose another.")
    return Seen(source=source, size=size, sha256=digest.hexdigest(), media_type=media_type(head))


def list_attachments(board: Board, case_id: UUID, *, removed: bool = False) -> list[Attachment]:
    """A child's documents in the order of their adding, or those taken off the record; no content is read."""
    with board.database.read() as work:
        return work.attachments.of(case_id, removed=removed)


def add_attachment(
    board: Board, library: Library, case_id: UUID, seen: Seen, *, title: str, kind: AttachmentKind,
    dated: PartialDate | None, today: date, progress: Progress | None = None,
) -> Attachment:  # fmt: skip
    """Store a document. Raises UserError if its file changed or went away since, or if the child has it already."""
    own = _worded(title, dated, today)
    with board.work(Right.EDIT) as work:
        _refuse_twice(work, case_id, seen.sha256)
        new = Attachment(
            title=own, kind=kind, file_name=seen.source.name, media_type=seen.media_type, size=seen.size,
            sha256=seen.sha256, dated=dated, added_at=_now(), added_by=work.person_name,
        )  # fmt: skip
        stored = work.attachments.add(case_id, new, _pieces(seen.source, progress, seen.size), "New document")
        _put_line(work, library, case_id)
    return stored


def change_attachment(
    board: Board, library: Library, before: Attachment, *, title: str, kind: AttachmentKind,
    dated: PartialDate | None, today: date,
) -> Attachment:  # fmt: skip
    """Store another title, kind or day. Raises UserError if the document was changed meanwhile."""
    after = replace(before, title=_worded(title, dated, today), kind=kind, dated=dated)
    return _save_document(board, library, before, after, "Change of a document")


def remove_attachment(board: Board, library: Library, before: Attachment) -> Attachment:
    """Take a document off the record. Its content stays on the board, so that undo and restoring bring it back."""
    return _save_document(
        board, library, before, replace(before, deleted=Deletion(at=_now(), reason="")), "Removal of a document"
    )


def restore_attachment(board: Board, library: Library, before: Attachment) -> Attachment:
    """Put a document that was taken off the record back. Raises UserError if the child has its content again."""
    return _save_document(board, library, before, replace(before, deleted=None), "Return of a document")


def removers(board: Board, case_id: UUID) -> dict[UUID, str]:
    """Who took each document of a case off the record last, by the document's key."""
    query = AuditQuery(case_id=case_id, kinds=("attachments",), facts=("deleted",), limit=None)
    found: dict[UUID, str] = {}
    for line in trail(board, query):
        one = line.entry
        if one.entity_id is not None and one.changes.get("deleted", (None, None))[1] is not None:
            found.setdefault(one.entity_id, line.person)
    return found


def open_attachment(board: Board, one: Attachment) -> bytes:
    """The content, for showing it in memory. That it was opened is written down first, where the board can be written.

    Raises DamagedError where it is not what was added.
    """
    if not board.read_only:
        # whoever may look is written down, and everybody may look
        with board.own_work() as work:
            work.audit.add(OPENED, VIEW, one.id, work.attachments.case_of(one.id))
    with board.database.read() as work:
        return b"".join(work.attachments.pieces(one))


def _save_document(board: Board, library: Library, before: Attachment, after: Attachment, action: str) -> Attachment:
    with board.work(Right.EDIT) as work:
        case_id = work.attachments.case_of(before.id)
        if before.deleted is not None and after.deleted is None:
            _refuse_twice(work, case_id, before.sha256)
        stored = work.attachments.save(before, after, action)
        _put_line(work, library, case_id)
    return stored


def _put_line(work: Work, library: Library, case_id: UUID) -> None:
    """The list finds a child by the titles of its documents."""
    put_lines(work, library, [work.cases.get(case_id)])


def _refuse_twice(work: Work, case_id: UUID, sha256: str) -> None:
    """Raise UserError where the child has this very content; the sentence names no document."""
    case = work.cases.get(case_id)
    same = next((one for one in work.attachments.of(case_id) if one.sha256 == sha256), None)
    if same is not None:
        day = PartialDate.of(same.added_at.date()).words() if same.added_at else "an earlier day"
        raise UserError(f"Case {case.number} has a document with the same content, added on {day}; nothing was added.")


def _worded(title: str, dated: PartialDate | None, today: date) -> str:
    """The title as it is stored. Raises UserError for none, and for a day that has not come."""
    own = safe_title(title)
    if not own:
        raise UserError("A document needs a title; nothing was changed.")
    if dated is not None and dated.earliest > today:
        raise UserError("The day of the document is in the future; correct it, nothing was changed.")
    return own


def _pieces(source: Source, progress: Progress | None, total: int = 0) -> Iterator[bytes]:
    """The content in pieces of one size. Raises UserError if it cannot be read or is larger than a document may be."""
    done = 0
    try:
        with source.open() as content:
            total = total or _size_of(content)
            while piece := content.read(PIECE):
                done += len(piece)
                if done > MOST:
                    raise UserError(
                        f"The file has more than {MOST // 2**20} MB; nothing was added, choose a smaller one."
                    )
                if progress is not None:
                    progress(done, max(total, done))
                yield piece
    except OSError as error:
        raise UserError(f"The file cannot be read ({error.strerror}); nothing was added, choose it again.") from error


def _size_of(content: BinaryIO) -> int:
    """How large it is, so that nothing of a file that is too large is read."""
    size = content.seek(0, os.SEEK_END)
    content.seek(0)
    if size > MOST:
        raise UserError(f"The file has {size // 2**20} MB, more than {MOST // 2**20}; nothing was added.")
    return size


def _plain_file(path: Path) -> BinaryIO:
    if not path.is_file():
        if path.is_dir():
            raise UserError("This is a folder, so it will not be added; choose a file.")
        raise UserError("This file is no longer there, so it will not be added.")
    return path.open("rb")


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)
