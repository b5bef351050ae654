"""Signing what leaves the board: the board's key, made at its first opening, and the register of what went out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from db.ed25519 import new_signing_key
from db.signing import has_key
from desktop.clinical.rights import Right, may
from desktop.services.boards import Board
from desktop.services.records import record_bytes, record_of
from desktop.services.seals import Seal, digest_of, sign

if TYPE_CHECKING:
    from db.work import Work
    from desktop.clinical.case import Case

SUMMARY = "summary"
"""The kind of the one-page summary among signed documents."""


def seal_for(
    board: Board, kind: str, case: Case, *, facts: bytes = b"", quoted: bytes = b"", record: bytes = b"",
    left_out: Sequence[str] = (),
) -> Seal | None:  # fmt: skip
    """The signature of a document of a case; the same facts, kind and version give the same.

    ``facts`` is what the document stands on, the whole record unless given (a de-identified document gives its own),
    with what it quotes of the board's decisions as ``quoted``; ``record`` what it carries, ``left_out`` the parts that
    it lacks. None where the board is open for reading only:
    what cannot be written into the register must not look as if it were; and where it has no key yet.
    """
    if board.read_only or not may(board.person, Right.PRINT):
        return None
    with board.database.read() as work:
        key = work.signing.key()
    if key is None:
        return None
    return sign(
        key,
        kind=kind,
        version=case.version,
        facts=digest_of((facts or record_bytes(record_of(case))) + quoted),
        record=digest_of(record) if record else "",
        left_out=left_out,
    )


def facts_digest(case: Case) -> str:
    """The digest of everything that the record says of a child, without its documents."""
    return digest_of(record_bytes(record_of(case)))


def register(work: Work, seal: Seal, case: Case, decided: str) -> None:
    """Put a document that goes out into the register, within the transaction that writes down that it does.

    ``decided`` is the digest of what it quotes of the board's decisions, empty where it quotes none.
    """
    work.signing.register(
        code=seal.code, kind=seal.kind, case_id=case.id, case_version=case.version, facts=facts_digest(case),
        seal=seal.text, decided=decided,
    )  # fmt: skip


def make_signing_key(board: Board, known: bytes = b"") -> None:
    """Have a board that has no key make one; a board open for reading is left alone.

    ``known`` gives a demonstration board always the same, as its children are; every other has one that nobody knows.
    """
    if board.read_only:
        return
    with board.database.glance() as connection:
        if has_key(connection):
            return
    # the program does it at the first opening, whoever opens: a page that is only looked at writes nothing
    with board.own_work() as work:
        if work.signing.key() is None:
            work.signing.add_key(new_signing_key(known if board.demonstration else b""))
