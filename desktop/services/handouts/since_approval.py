"""What happened to a child after its family's sheet was approved, as the audit has it: nothing of it was approved."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING

from desktop.clinical.handout.sheet import FamilySheet
from desktop.services.boards import Board

if TYPE_CHECKING:
    from db.audit import AuditEntry

_PLAN = frozenset({"plans", "plan_choices", "plan_events", "plan_gates", "plan_pauses"})
_AMENDMENTS, _ADDED = "amendments", "words"
"""That a chair confirms an amendment adds nothing to it."""


@dataclass(frozen=True, slots=True)
class SinceApproval:
    """Whether the plan was changed, and whether a decision was amended, after the sheet was approved."""

    plan_changed: bool = False
    amended: bool = False


def since_approval(board: Board, sheet: FamilySheet) -> SinceApproval:
    """What is told of a sheet that nobody has approved is nothing."""
    if not sheet.is_approved:
        return SinceApproval()
    with board.database.read() as work:
        later = takewhile(lambda one: not _approves(one, sheet), work.audit.entries(sheet.case_id))
        changed = {one.entity for one in later if one.entity != _AMENDMENTS or _ADDED in one.changes}
    return SinceApproval(plan_changed=bool(changed & _PLAN), amended=_AMENDMENTS in changed)


def _approves(entry: AuditEntry, sheet: FamilySheet) -> bool:
    return entry.entity_id == sheet.id and "approved_on" in entry.changes
