"""What an import did: counts that add up, and every rejected row and every warning with its place and reason."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to look at: the spreadsheet's row and column, the value as it stands there, and the reason.

    ``row`` is 0 and ``column`` empty where the remark is about the file as a whole.
    """

    row: int
    column: str
    value: str
    reason: str

    def __str__(self) -> str:
        """The place and the reason; not the value, which may name a child."""
        if not self.row:
            return self.reason
        return f"row {self.row}, {self.column}: {self.reason}" if self.column else f"row {self.row}: {self.reason}"

    def document(self) -> dict[str, object]:
        """The remark as other programs read it."""
        return {"row": self.row, "column": self.column, "value": self.value, "reason": self.reason}


class Rejection(Remark):
    """A row that did not go in. One a row: the first fault has the column, the reason names the others too."""

    __slots__ = ()


FROM_BIN = "Back out of the bin, where undoing its import had put it, with what this row says"

IN_BIN = "The child is in the bin of the board; take it back there, then read the file again."


class Fate(StrEnum):
    """What becomes of a row: exactly one of these."""

    REJECTED = "rejected"
    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet for the eye: which child it is about, what becomes of it, and what it changes.

    ``changes`` are the headings with what stands there, for a row that changes a child of the board.
    """

    row: int
    fate: Fate
    identifier: str = ""
    name: str = ""
    changes: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportReport:
    """What happened to every row: ``rows == created + updated + unchanged + len(rejected)``, always.

    ``rows`` is counted in the sheet (rows with content below the headings), not summed, so that a lost row would show.
    ``restored`` is how many of the updated come back out of the bin. ``digest`` is of the file as it was read.
    ``lines`` are the same rows one by one. ``warnings`` are rows that went in although something looks wrong.
    ``ignored_columns`` are the headings that were not imported. ``dry_run``: nothing was written, the counts say what
    would have been.
    """

    rows: int = 0
    created: int = 0
    updated: int = 0
    restored: int = 0
    unchanged: int = 0
    rejected: tuple[Rejection, ...] = ()
    ignored_columns: tuple[str, ...] = ()
    warnings: tuple[Remark, ...] = ()
    profile: str = ""
    sheet: str = ""
    dry_run: bool = False
    lines: tuple[Line, ...] = ()
    digest: str = ""

    @property
    def in_bin(self) -> int:
        """How many rows are left out because their child is in the bin."""
        return sum(IN_BIN in one.reason for one in self.rejected)

    def document(self) -> dict[str, object]:
        """The report as other programs read it (``import --json``)."""
        return {
            "rows": self.rows,
            "created": self.created,
            "updated": self.updated,
            "restored": self.restored,
            "unchanged": self.unchanged,
            "rejected": [one.document() for one in self.rejected],
            "ignored_columns": list(self.ignored_columns),
            "warnings": [one.document() for one in self.warnings],
            "profile": self.profile,
            "sheet": self.sheet,
        }
