"""Files of records: written when a record leaves the board, and read as strictly as they are written."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import NoReturn
from uuid import UUID

from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.files import write_whole
from desktop.services.history import EXPORT, GIVEN_OUT
from desktop.services.record_pdf import contents_of
from desktop.services.record_values import LARGEST, RecordError, name_of
from desktop.services.records import record_bytes, record_of
from desktop.services.seals import Seal

FAILED = "Record did not go out after all"

MOST = 16 * 2**20
"""Bytes of a record's file: a child with ten thousand results has less."""

MOST_PDF = 32 * 2**20
"""Bytes of a PDF that may carry one."""

_PDF, _HEAD = b"%PDF-", 1024
_UNCHANGED = "nothing was changed"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """What a file holds: one JSON document, not looked at yet, and the digest (SHA-256) of the file's bytes.

    ``in_pdf``: a PDF carried it; ``seal`` is then its signature, which holds and is over this record, if it has one.
    ``left_out`` are the parts that the record lacks, as the PDF says; None where it does not say.
    """

    document: object
    digest: str
    in_pdf: bool = False
    seal: Seal | None = None
    left_out: tuple[str, ...] | None = None


def export_record(board: Board, case_id: UUID, path: Path) -> bool:
    """Write a child's record to a file that only its owner can read; False where the board cannot write that down.

    That it goes out is written down first, with the digest of the file. Raises UserError, with no file written,
    where the disk refuses.
    """
    require(board.person, Right.PRINT)
    with board.database.read() as work:
        content = record_bytes(record_of(work.cases.get(case_id), work.attachments.of(case_id)))
    _note_out(board, case_id, GIVEN_OUT, content)
    try:
        write_whole(path, content)
    except BaseException:
        _note_out(board, case_id, FAILED, content)
        raise
    return not board.read_only


def read_record_file(path: Path) -> RecordFile:
    """The document that a file holds, or that the PDF carries. Raises UserError, one sentence, if there is
    none; nothing of it is repeated."""
    content = read_bounded(path, MOST_PDF)
    if _PDF not in content[:_HEAD]:
        return RecordFile(document_in(content), sha256(content).hexdigest())
    found = contents_of(content)
    if not found.record:
        raise RecordError(f"The PDF carries no record; {_UNCHANGED}, ask for it to be saved with the record.")
    return RecordFile(
        document_in(found.record), sha256(content).hexdigest(), in_pdf=True, seal=found.seal, left_out=found.left_out
    )  # fmt: skip


def read_bounded(path: Path, most: int) -> bytes:
    """The bytes of a file that somebody chose, at most one more than ``most``. Raises RecordError, one sentence."""
    try:
        if not path.is_file():
            raise RecordError(f"There is no file of that name; {_UNCHANGED}, check the name and the folder.")
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise RecordError(f"The file cannot be opened ({error.strerror}); {_UNCHANGED}, check its name.") from None
    except ValueError:
        raise RecordError(f"No file can have that name; {_UNCHANGED}, check it.") from None


def document_in(content: bytes) -> object:
    """The one JSON document of some bytes. Raises RecordError if they are anything else."""
    if len(content) > MOST:
        raise RecordError(f"The file has more than {MOST // 2**20} MB, which no record has; {_UNCHANGED}.")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise RecordError(
            f"The file is not text in UTF-8 (byte {error.start + 1:,} is not), so it is no record; {_UNCHANGED}."
        ) from None
    try:
        return json.loads(
            text, parse_float=_no_fraction, parse_constant=_no_fraction, parse_int=_whole, object_pairs_hook=_each_once
        )
    except json.JSONDecodeError as error:
        raise RecordError(
            f"The file is not JSON (line {error.lineno}, column {error.colno}), so it is no record; {_UNCHANGED}."
        ) from None
    except RecursionError:
        raise RecordError(f"The file goes deeper than any record does; {_UNCHANGED}.") from None


def _no_fraction(_text: str) -> NoReturn:
    raise RecordError(f"The record has a number that is not whole; {_UNCHANGED}, write decimals as text.")


def _whole(text: str) -> int:
    if len(text) > len(str(LARGEST)) + 1:
        raise RecordError(f"The record has a number that is out of any range; {_UNCHANGED}, correct it.")
    return int(text)


def _each_once(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    """Which of two values counts is not for a program to choose."""
    found = dict(pairs)
    if len(found) < len(pairs):
        ((twice, _),) = Counter(key for key, _ in pairs).most_common(1)
        raise RecordError(f"The record has {name_of(twice)} twice in one object; {_UNCHANGED}, take one out.")
    return found


def _note_out(board: Board, case_id: UUID, action: str, content: bytes) -> None:
    if not board.read_only:
        with board.work(Right.PRINT) as work:
            told = {"digest": (None, sha256(content).hexdigest()), "size": (None, len(content))}
            work.audit.add(action, EXPORT, case_id=case_id, changes=told)
