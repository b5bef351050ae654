"""That a child is to be spoken about: how urgent, on which agenda, what to show; and each time it was put off."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from desktop.clinical.meetings.codes import Purpose, ReferralEnd, Urgency


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """A child who waits for the board (``meeting_id`` None) or stands on an agenda at ``place``, counted from 0.

    While it is open, the question and who asks it stand in the child's record, where everybody reads them;
    ``question`` and ``asked_by`` here are what they were when it ended. ``minutes`` is the time asked for,
    ``radiology`` and ``pathology`` which studies and specimens are to be shown. ``reason`` says why it was withdrawn.
    """

    id: UUID = field(default_factory=uuid4)
    case_id: UUID
    meeting_id: UUID | None = None
    version: int = 0
    place: int = 0
    referred_on: date
    urgency: Urgency = Urgency.ROUTINE
    purpose: Purpose = Purpose.DISCUSS
    minutes: int | None = None
    radiology: str = ""
    pathology: str = ""
    ended: ReferralEnd | None = None
    ended_on: date | None = None
    question: str = ""
    asked_by: str = ""
    reason: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the board has still to speak about it."""
        return self.ended is None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deferral:
    """That a child was put off: from which meeting, for the one thing that was missing, and who owes it.

    ``missing`` is the code of a fact or a test in words; ``to_meeting_id`` is the agenda it went to, None for the
    list of those who wait. ``resolved_on`` is the day on which what was missing was there.
    """

    id: UUID = field(default_factory=uuid4)
    referral_id: UUID
    case_id: UUID
    meeting_id: UUID
    to_meeting_id: UUID | None = None
    put_off_on: date
    missing: str
    owed_by: str = ""
    resolved_on: date | None = None
