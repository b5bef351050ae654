"""A record comes back: looked at first, then stored as a new case with its keys, in one transaction.

Only a child that is not here comes in as a new case: where the board has the case or one of its identifiers,
``desktop.services.taking_in`` compares the two. Documents are in a record by their digest alone; their content stays
where they are kept, so they are not made to look as if they were here: they are told of, and written down with the
receipt.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from db.entities import PARTS
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.results import Result
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.carrying import has_left_out, left_out_said, left_out_words
from desktop.services.cases import put_lines
from desktop.services.doubts import doubts
from desktop.services.duplicates import alike_to
from desktop.services.history import RECEIPT
from desktop.services.library import Library
from desktop.services.lines import line_of
from desktop.services.record_checks import refuse_unworkable
from desktop.services.record_files import read_record_file
from desktop.services.record_reading import case_of_record
from desktop.services.record_values import RecordError
from desktop.services.seals import Seal

if TYPE_CHECKING:
    from db.work import Work

RECEIVED = "Record received"
_NOT_SAID = "It does not say what the sender left out, and nobody here can tell: ask the sender."
_MARKED = (
    "Answers in it are marked as left out. It does not say what else the sender left out, and nobody here can tell: "
    "ask the sender."
)
_ACTION = "Receipt of a record"


@dataclass(frozen=True, slots=True)
class Here:
    """The case of the board that stands in the way; it is the very case of the record, or has one identifier of it."""

    key: UUID
    number: int
    in_bin: bool
    is_same: bool

    @property
    def statement(self) -> str:
        """Which case that is, without its full stop."""
        what = "is the case of this record" if self.is_same else "has the same identifier as this record"
        return f"Case {self.number} of this board{', in the bin,' if self.in_bin else ''} {what}"

    @property
    def way_out(self) -> str:
        """What to do instead."""
        return "restore that one" if self.in_bin else "take the record into that one (in the window, or with --merge)"

    @property
    def sentence(self) -> str:
        """Why the record is not received, and what to do instead."""
        return f"{self.statement}; nothing was changed, {self.way_out} instead."


@dataclass(frozen=True, slots=True)
class Alike:
    """A case of the board whose name or birth is like that of the record: it may be the same child."""

    key: UUID
    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenRecord:
    """A record that was read and could be worked with.

    ``documents`` are those that it names, without their content; ``doubts`` what cannot be or is rare in the child, in
    sentences; ``here`` the case that stands in the way, if there is one, ``alike`` those that may be the same child.
    ``digest`` is that of the file. ``in_pdf``: a PDF carried it, whose signature is ``seal`` if it has one;
    ``known_signer`` where this board itself signed it. ``left_out`` are the parts that the record lacks, as the PDF
    says; None where it does not say.
    """

    case: Case
    documents: tuple[Attachment, ...]
    doubts: tuple[str, ...]
    here: Here | None
    digest: str
    alike: tuple[Alike, ...] = ()
    in_pdf: bool = False
    seal: Seal | None = None
    known_signer: bool = False
    left_out: tuple[str, ...] | None = None

    @property
    def not_in_it(self) -> str:
        """That the content of its documents stays where it is kept, in one sentence; empty where it names none."""
        number = len(self.documents)
        if not number:
            return ""
        what, them = ("1 document", "it is") if number == 1 else (f"{number} documents", "they are")
        return f"The record names {what} and does not contain {'it' if number == 1 else 'them'}; {them} not added."

    @property
    def signed_words(self) -> str:
        """Who signed it and what was left out of it, in sentences; empty for a record that no PDF carried."""
        if not self.in_pdf:
            return ""
        if self.seal is None:
            not_said = _MARKED if has_left_out(self.case) else _NOT_SAID
            told = not_said if self.left_out is None else left_out_said(self.left_out)
            return f"The PDF is not signed: nothing shows whether its record was changed on its way. {told}"
        who = "this board" if self.known_signer else "a board that this one does not know"
        return f"Signed by {who}; the record is the one that was signed. {left_out_words(self.seal.left_out)}"

    @property
    def kinds(self) -> Mapping[str, int]:
        """How many results of each kind it has, superseded ones too, by the name of the kind in the history."""
        found = {one.table: getattr(self.case, one.attribute) for one in PARTS if issubclass(one.kind, Result)}
        return {table: len(ones) for table, ones in found.items() if ones}

    @property
    def results(self) -> int:
        """How many results it has in all."""
        return sum(self.kinds.values())


def look_at_record(board: Board, library: Library, path: Path, today: date | None = None) -> SeenRecord:
    """Read a record's file without storing anything. Raises RecordError, one sentence, if it cannot be received here.

    A child whom the board has already is no error: ``here`` says so.
    """
    file = read_record_file(path)
    case, documents = case_of_record(file.document)
    if board.demonstration and not case.demonstration:
        raise RecordError(
            "This is a demonstration board, which opens without a passphrase, and the child of this record exists; "
            "nothing was changed, receive it into a board of its own."
        )
    refuse_unworkable(library, case)
    line_of(library, case)  # what the list would refuse is refused before anybody confirms
    found = doubts(library, case, today or datetime.now().astimezone().date())
    with board.database.read() as work:
        here = _here(work, case)
        known = file.seal is not None and work.signing.has(file.seal.key)
    reasons = tuple(dict.fromkeys(one.reason for one in found))
    alike = tuple(Alike(one.case_id, one.number) for one in alike_to(board, case)) if here is None else ()
    return SeenRecord(
        case=case, documents=documents, doubts=reasons, here=here, digest=file.digest, alike=alike, in_pdf=file.in_pdf,
        seal=file.seal, known_signer=known, left_out=file.left_out,
    )  # fmt: skip


def receive_record(
    board: Board, library: Library, path: Path, *, shown: str = "", today: date | None = None
) -> tuple[Case, SeenRecord]:  # fmt: skip
    """Store a record's child as a new case; its keys, results and people stay as they are, the board gives a number.

    ``shown`` is the digest of the record that a person has looked at: the file is taken only if it still is that.
    Raises RecordError, with nothing changed, for a child whom the board has and for a file that is no record.
    """
    seen = look_at_record(board, library, path, today)
    if shown and seen.digest != shown:
        raise RecordError("The file was changed after it was shown; nothing was changed, look at it again.")
    with board.work(Right.EDIT) as work:
        here = _here(work, seen.case)
        if here is not None:
            raise RecordError(here.sentence)
        # as it is: nobody here entered these results, so nobody here signs them
        (stored,) = work.cases.add_many([seen.case], _ACTION)
        put_lines(work, library, [stored])
        work.audit.add(RECEIVED, RECEIPT, case_id=stored.id, changes=receipt_of(seen))
    return stored, seen


def receipt_of(seen: SeenRecord) -> dict[str, tuple[object, object]]:
    """What the history keeps of the file, and of the documents that were not in it."""
    told: dict[str, tuple[object, object]] = {"digest": (None, seen.digest)}
    if seen.seal is not None:
        told |= {"code": (None, seen.seal.code), "public": (None, seen.seal.key)}
    if seen.left_out is not None:
        told["left_out"] = (None, list(seen.left_out))
    if seen.documents:
        told["documents_elsewhere"] = (None, [f"{one.title} ({one.sha256})" for one in seen.documents])
    return told


def _here(work: Work, case: Case) -> Here | None:
    """The case of this key, else one that has one of its identifiers; those in the bin count."""
    keys = [case.id]
    keys += [key for one in case.identifiers if (key := work.cases.find(one.system, one.value)) is not None]
    found = next(iter(work.cases.load_many(keys).values()), None)
    if found is None:
        return None
    return Here(found.id, found.number, found.deleted is not None, found.id == case.id)
