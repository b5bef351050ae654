"""The de-identified record: the document of a de-identified case, in the format of every record.

The format has no place for days from diagnosis, and its plans and results cannot do without dates. So the dates are
those of the neutral calendar, in which the day of diagnosis is 1 January 1850: the schema and every reader of records
take them, days between them are right, and no one can take them for real ones. Three other ways were left: real dates
moved by a secret number of days look real and mislead whoever reads them; dropping the dates drops the plan, which
needs them; a new field would make it another format. Its only identifier marks the record, with its code and the day
of diagnosis, and Crestboard tells such dates as days from diagnosis (``D+188``) wherever the record is received.

Keys are worked out from what the record holds and from nothing else: the same record gives the same bytes, and they
lead back to no key of the board. It has no documents, and no number, version or time of the board.
"""

from __future__ import annotations

from datetime import date
from hashlib import sha256
from pathlib import Path

from desktop.clinical.case import Case
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.deidentified_guard import needles, refuse_named, strings_in
from desktop.services.deidentifying import NO_CHOICES, Choices, Ready, deidentify, persons_of
from desktop.services.files import write_whole
from desktop.services.history import EXPORT, GIVEN_OUT
from desktop.services.library import Library
from desktop.services.record_files import FAILED
from desktop.services.records import record_bytes, record_of
from desktop.services.sharing import shared_in

KIND = "de-identified record"


def deidentified_record(ready: Ready) -> dict[str, object]:
    """The record document of a de-identified child, valid by the schema of records, without any document."""
    return record_of(ready.made.case, ())


def checked_record(
    library: Library, case: Case, ready: Ready, persons: tuple[str, ...] = (), places: tuple[str, ...] = ()
) -> bytes:
    """Its bytes, looked through for everything of the child. Raises UserError if something is there."""
    document = deidentified_record(ready)
    refuse_named(needles(library, case, ready, persons, places), strings_in(document), KIND)
    return record_bytes(document)


def export_deidentified(
    board: Board, library: Library, case: Case, path: Path, *, today: date, choices: Choices = NO_CHOICES
) -> bool:
    """Write the de-identified record to a file; False where the board cannot write that down.

    That it goes out is written down first, with its code and digest, how many hits the texts had and what was
    chosen. Raises UserError, with no file written, where the guard or the disk refuses.
    """
    require(board.person, Right.PRINT)
    ready = deidentify(board, library, case, today=today, choices=choices)
    content = checked_record(library, case, ready, persons_of(board), (board.name,))
    told = {**ready.told, "shared": shared_in(board, library, case, choices).count}
    _note_gone(board, case, GIVEN_OUT, content, told)
    try:
        write_whole(path, content)
    except BaseException:
        _note_gone(board, case, FAILED, content, told)
        raise
    return not board.read_only


def _note_gone(board: Board, case: Case, action: str, content: bytes, told: dict[str, object]) -> None:
    if board.read_only:
        return
    known = {"document": KIND, "digest": sha256(content).hexdigest(), "size": len(content), **told}
    with board.work(Right.PRINT) as work:
        changes = {name: (None, value) for name, value in known.items()}
        work.audit.add(action, EXPORT, case_id=case.id, changes=changes)
