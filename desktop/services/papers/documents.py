"""A finished document of the board, and its way out: written down with its recipient before it is given."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.last_decision import latest_confirmed, quoted_digest
from desktop.services.papers.kinds import DocumentKind
from desktop.services.sealing import register

if TYPE_CHECKING:
    from desktop.clinical.deidentify import Shared
    from desktop.services.carrying import CarriedRecord
    from desktop.services.seals import Seal

DEIDENTIFIED = "de-identified"
PRINTED, SAVED, FAILED = "Paper printed", "Paper saved", "Paper did not go out after all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One document: its kind (``pack``), bytes and pages. ``versions`` are the records that it was made from.

    ``file`` is the proposed name, which names nobody; ``words`` what people call it. ``suffix`` tells a PDF from a
    Word file, which has no pages of its own (0). Of one without whose it is ``shared`` is how many children share what
    it shows, ``noted`` what the history keeps of the choices; ``seal`` is its signature, ``carried`` the record inside,
    ``decided`` the digest of what it tells of the board's last decision (empty: nothing).
    """

    kind: DocumentKind
    words: str
    file: str
    content: bytes
    pages: int
    meeting: Meeting | None = None
    versions: Mapping[UUID, int] = field(default_factory=dict)
    suffix: str = "pdf"
    shared: Shared | None = None
    noted: Mapping[str, object] = field(default_factory=dict)
    seal: Seal | None = None
    carried: CarriedRecord | None = None
    decided: str = ""

    @property
    def digest(self) -> str:
        """SHA-256 of the bytes, by which a paper or file can be found in the history again."""
        return hashlib.sha256(self.content).hexdigest()


def versions_of(*cases: Case) -> dict[UUID, int]:
    """The versions of the records that a document was made from."""
    return {one.id: one.version for one in cases}


def hand_out(
    board: Board, document: Document, action: str, give: Callable[[], object], *, recipient: str = "", copies: int = 1
) -> bool:
    """Write down that a document leaves the board, for whom, in the history of every child it is about; then give it.

    Where giving it fails, that is written down too. False where the board is open for reading only: then nothing can
    be written down, and the person must be told. Raises UserError, with nothing given, where a record has changed
    since the document was drawn.
    """
    require(board.person, Right.PRINT)
    if board.read_only:
        _refuse_old(board, document)
        give()
        return False
    _refuse_old(board, document)
    _write(board, document, action, recipient, copies)
    try:
        give()
    except UserError:
        _write(board, document, FAILED, recipient, copies)
        raise
    return True


def _write(board: Board, document: Document, action: str, recipient: str, copies: int) -> None:
    told: dict[str, object] = {
        "document": f"{document.kind}, {DEIDENTIFIED}" if document.shared is not None else document.kind,
        "pages": document.pages, "digest": document.digest, **document.noted,
    }  # fmt: skip
    if document.seal is not None:
        told["code"] = document.seal.code
    if document.carried is not None:
        told["record"] = hashlib.sha256(document.carried.content).hexdigest()
        told["left_out"] = list(document.carried.left_out)
    if document.meeting is not None:
        told["meeting"] = document.meeting.number
    if recipient:
        told["recipient"] = recipient
    if copies != 1:
        told["printed_copies"] = copies
    if document.suffix != "pdf":
        told["format"] = document.suffix
    with board.work(Right.PRINT) as work:
        for case_id, version in document.versions.items():
            changes = {**told, "case_version": version}
            work.audit.add(
                action, "print", case_id=case_id, changes={name: (None, one) for name, one in changes.items()}
            )
            if document.seal is not None and action != FAILED:
                register(work, document.seal, work.cases.get(case_id), document.decided)
        if not document.versions:
            work.audit.add(action, "print", changes={name: (None, one) for name, one in told.items()})


def _refuse_old(board: Board, document: Document) -> None:
    with board.database.read() as work:
        there = work.cases.load_many(document.versions)
        told = {document.decided, *(quoted_digest(latest_confirmed(work, one)) for one in there if document.decided)}
    for case_id, version in document.versions.items():
        if there[case_id].version != version:
            number = there[case_id].number
            raise UserError(f"Case {number} was changed after this was drawn; nothing went out, draw it again.")
    if len(told) > 1:
        raise UserError("What the board decided was changed after this was drawn; nothing went out, draw it again.")
