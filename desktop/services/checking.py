"""Is a board sound? The file, the links between records, the documents, the audit chain and the schema."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from db.integrity import audit_problems, document_problems, file_problems, link_problems, schema_problems
from desktop.services.boards import Board
from desktop.services.opening import BROKEN


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What was found: one sentence for each problem, and the same by the part that was checked."""

    problems: tuple[str, ...]
    details: dict[str, Sequence[str]] = field(default_factory=dict)

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems

    def document(self) -> dict[str, object]:
        """The report as JSON values; each part is ``"ok"`` or the list of its problems."""
        parts = {part: list(problems) or "ok" for part, problems in self.details.items()}
        return {"ok": self.ok, "problems": list(self.problems), **parts}


def check_board(board: Board) -> CheckReport:
    """Check an open board from end to end; it changes nothing and works beside a writer."""
    database = board.database
    details: dict[str, Sequence[str]] = {"file": file_problems(database)}
    # nothing below can be trusted, or even read, in a damaged file
    if not details["file"]:
        details["links"] = link_problems(database)
        details["documents"] = document_problems(database)
        details["audit"] = audit_problems(database, BROKEN)
        details["schema"] = schema_problems(database)
    return CheckReport(tuple(problem for part in details.values() for problem in part), details)
