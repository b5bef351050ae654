"""A board that lists are brought into: what is refused must leave it as it was, what goes in must be readable."""

from __future__ import annotations

import shutil
from contextlib import suppress
from datetime import date
from hashlib import sha256
from pathlib import Path
from uuid import UUID

from builders import PASSPHRASE, small_case
from fuzz_inputs import refusal

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.assessing import assess_case
from desktop.services.boards import Board, open_board
from desktop.services.cases import new_case
from desktop.services.checking import check_board
from desktop.services.importing import import_file
from desktop.services.importing.outcome import ImportReport
from desktop.services.library import Library
from desktop.services.records import record_of
from desktop.services.summaries import content_of

TODAY = date(2026, 11, 23)
_GROWN = 40


def state_of(board: Board) -> str:
    """A code over every row of every table."""
    digest = sha256()
    with board.database.glance() as driver:
        names = driver.execute("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").fetchall()
        for (name,) in names:
            with suppress(Exception):  # a table that only the search extension can read
                digest.update(repr(driver.execute(f'SELECT * FROM "{name}"').fetchall()).encode("utf-8", "replace"))
    return digest.hexdigest()


class Target:
    """An open board with a few children; a fresh one takes its place when it has grown."""

    def __init__(self, empty: Path, room: Path, library: Library) -> None:
        self._empty, self._room, self._library = empty, room, library
        self._number = 0
        self.board = self._fresh()

    def _fresh(self) -> Board:
        self._number += 1
        board = open_board(Path(shutil.copytree(self._empty, self._room / f"{self._number}.crestboard")),
                           passphrase=PASSPHRASE)  # fmt: skip
        new_case(board, self._library, small_case(1))
        return board

    def take(self, content: bytes, name: str = "list.csv", profile: str | None = None) -> ImportReport | None:
        """Import these bytes; None where they were refused, and the board is as it was."""
        path = self._room / name
        path.write_bytes(content)
        before, versions = state_of(self.board), self._versions()
        try:
            report = import_file(self.board, self._library, path, profile=profile, today=TODAY)
        except UserError as error:
            refusal(error)
            assert state_of(self.board) == before
            return None
        self._accepted(report, before, versions)
        return report

    def _accepted(self, report: ImportReport, before: str, versions: dict[UUID, int]) -> None:
        assert report.created + report.updated + report.unchanged + len(report.rejected) == report.rows
        for told in (*report.rejected, *report.warnings):
            f"{told}".encode()
        if not report.created + report.updated:
            assert state_of(self.board) == before
        changed = [key for key, version in self._versions().items() if versions.get(key) != version]
        assert len(changed) == report.created + report.updated
        with self.board.database.read() as work:
            cases = list(work.cases.load_many(changed).values())
        for case in cases[:2]:
            self.readable(case)
        self.renew()

    def renew(self) -> None:
        """Go on with a fresh board when this one has grown; it must be sound."""
        if len(self._versions()) > _GROWN:
            self.close()
            self.board = self._fresh()

    def readable(self, case: Case) -> None:
        """What went in can be assessed, shown and sent on."""
        assessed = assess_case(self._library, case)
        content_of(self._library, case, today=TODAY, prepared_by="Zztest", assessed=assessed, absent=frozenset())
        record_of(case)

    def _versions(self) -> dict[UUID, int]:
        with self.board.database.glance() as driver:
            return {UUID(row[0]): row[1] for row in driver.execute("SELECT id, version FROM cases")}

    def close(self) -> None:
        """The board must be sound after all of it."""
        report = check_board(self.board)
        self.board.close()
        assert report.ok, report.problems
