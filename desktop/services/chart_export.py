"""A chart and its rows on their way out of the board. Neither names the child.

That one leaves is written down before it does, and that it did not after all where it fails.
"""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from db.work import Work
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.services.boards import Board
from desktop.services.files import write_whole
from desktop.services.history import EXPORT
from desktop.services.spreadsheet_safety import plain_cell


@dataclass(frozen=True, slots=True)
class Leaving:
    """What the history says of one chart: that its picture or its rows were saved, or were not after all.

    ``name`` is what its files are called after the number of the case.
    """

    name: str
    picture_saved: str
    csv_saved: str
    failed: str

    def proposed_name(self, case: Case, ending: str) -> str:
        """What the file may be called: it names the case by its number and nobody."""
        return f"case-{case.number}-{self.name}.{ending}"


def give_out(board: Board, case: Case, action: str, failed: str, content: bytes, path: Path) -> bool:
    """Write down what leaves, then write the file; where that fails, that is written down too.

    False where the board is only read, so that nothing could be written down. Raises UserError where the role may
    not, the case has changed since, or the file cannot be written.
    """
    require(board.person, Right.PRINT)
    told = {"digest": (None, hashlib.sha256(content).hexdigest()), "case_version": (None, case.version)}
    if board.read_only:
        with board.database.read() as work:
            _refuse_changed(work, case)
        write_whole(path, content)
        return False
    with board.work(Right.PRINT) as work:
        _refuse_changed(work, case)
        work.audit.add(action, EXPORT, case_id=case.id, changes=told)
    try:
        write_whole(path, content)
    except UserError:
        with board.work(Right.PRINT) as work:
            work.audit.add(failed, EXPORT, case_id=case.id, changes=told)
        raise
    return True


def csv_of(heads: Sequence[str], rows: Iterable[Iterable[str]]) -> bytes:
    """A CSV that no spreadsheet computes."""
    out = io.StringIO(newline="")
    cells = csv.writer(out, quoting=csv.QUOTE_ALL)
    cells.writerow(heads)
    for row in rows:
        cells.writerow([plain_cell(cell) for cell in row])
    return out.getvalue().encode("utf-8-sig")


def _refuse_changed(work: Work, case: Case) -> None:
    if work.cases.get(case.id).version != case.version:
        raise UserError(
            f"Case {case.number} was changed after these results were shown; nothing went out, open the case again."
        )
