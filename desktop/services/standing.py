"""Whether a page is final or a draft: the one rule by which every paper says so, at its head and on each further page.

Final is what the chair confirmed and what still stands as it was confirmed. Everything else is a draft: what no board
has decided on yet, what stands on facts that are others now, and what was added and no chair has confirmed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from db.audit_search import AuditQuery, search_audit
from db.entities import DECISION, ENTITIES
from db.errors import ChangedSince
from desktop.clinical.answers import NOT_ASKED
from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.meetings.basis import ChangedGround
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board

if TYPE_CHECKING:
    from db.work import Work
    from desktop.services.last_decision import LastDecision

NOT_CONFIRMED, BASIS, AMENDED = "NOT CONFIRMED", "BASIS HAS CHANGED", "AMENDMENT NOT CONFIRMED"
RECORD, NOT_CLOSED = "RECORD HAS CHANGED", "MEETING NOT CLOSED"
"""Why something is a draft, as the box on the page says it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Whether a page is final, and since which day; of a draft why, where there is more to say than that."""

    on: date | None = None
    why: str = ""

    @property
    def final(self) -> bool:
        """Whether whoever holds the page may act on it as on what the board decided."""
        return self.on is not None

    @property
    def words(self) -> str:
        """What stands in the box: ``FINAL 26 Nov 2026``, ``DRAFT, BASIS HAS CHANGED``."""
        if self.on is not None:
            return f"FINAL {day_words(self.on)}"
        return f"DRAFT, {self.why}" if self.why else "DRAFT"


DRAFT = Standing()


def decision_standing(whole: WholeDecision, changed: Sequence[ChangedGround]) -> Standing:
    """Of the record of one decision and the letters about it: final since the chair confirmed it, or last confirmed an
    amendment; ``changed`` is what it stood on and is another now."""
    confirmed = whole.decision.confirmed_at
    if confirmed is None:
        return Standing(why=NOT_CONFIRMED)
    if changed:
        return Standing(why=BASIS)
    if whole.waiting_amendments:
        return Standing(why=AMENDED)
    added = [one.confirmed_at for one in whole.amendments if one.confirmed_at is not None]
    return Standing(on=_day(max([confirmed, *added])))


def page_standing(board: Board, case: Case, last: LastDecision | None) -> Standing:
    """Of a page of a child's record, such as its summary: final while it is the page that the board decided on.

    A child who comes before a board again is prepared for it, and a record that has changed since the chair confirmed
    is not what the board saw: both are drafts.
    """
    with board.database.read() as work:
        if last is None or any(one.is_open for one in work.board_work.where(Referral, case_id=case.id)):
            return DRAFT
        found = decision_standing(last.whole, last.changed)
        if found.final and _changed_since(work, case, last.whole):
            return Standing(why=RECORD)
    return found


def meeting_standing(meeting: Meeting) -> Standing:
    """Of what a meeting says as a whole: final since it was closed."""
    return Standing(on=_day(meeting.closed_at)) if meeting.closed_at is not None else Standing(why=NOT_CLOSED)


def _changed_since(work: Work, case: Case, whole: WholeDecision) -> bool:
    """Whether the record says anything else than when the chair confirmed: what was changed and taken back does not."""
    query = AuditQuery(case_id=case.id, kinds=(DECISION.table,), facts=("confirmed_at",), limit=None)
    entries = search_audit(work.connection, query)
    confirmed = next((one.seq for one in entries if one.entity_id == whole.decision.id), 0)
    later = work.audit.later(confirmed, ENTITIES, [case.id])
    try:
        then = work.cases.as_of(case.id, later) if later else case
    except ChangedSince:
        return True
    return then is None or _seen(then) != _seen(case)


def _seen(case: Case) -> Case:
    """What a board sees of a record: which board comes next and what the family was told of this one come after it."""
    return replace(case, board_on=NOT_ASKED, disclosures=())


def _day(at: datetime) -> date:
    return at.astimezone().date()
