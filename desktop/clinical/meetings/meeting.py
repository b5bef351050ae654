"""A meeting of the board: when, where, who leads it, who was there, and who stood aside for whom."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from desktop.clinical.meetings.codes import Presence


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """One meeting. ``number`` is the short number that people use (0 until stored), ``begins`` a time such as 14:00.

    ``cover`` says who stands in for whom. ``closed_at`` is when it ended; ``cancelled`` the reason why it does not
    take place, empty for one that does.
    """

    id: UUID = field(default_factory=uuid4)
    number: int = 0
    version: int = 0
    day: date
    begins: str = ""
    place: str = ""
    link: str = ""
    chair: str = ""
    cover: str = ""
    note: str = ""
    closed_at: datetime | None = None
    cancelled: str = ""

    @property
    def is_over(self) -> bool:
        """Whether it was closed or called off: its agenda does not change any more."""
        return self.closed_at is not None or bool(self.cancelled)


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """That a person takes part in a meeting, for a discipline of the quorum list (``surgery``) or none."""

    id: UUID = field(default_factory=uuid4)
    meeting_id: UUID
    place: int
    name: str
    discipline: str = ""
    presence: Presence = Presence.PRESENT
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictOfInterest:
    """An interest that a person declared: in the meeting as a whole, or in one child's case.

    ``stood_aside``: they took no part in the decision.
    """

    id: UUID = field(default_factory=uuid4)
    meeting_id: UUID
    case_id: UUID | None = None
    name: str
    words: str
    stood_aside: bool = False
