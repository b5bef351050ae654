"""A child's treatment plan: which template from which day, and everything that people said about it since.

What is planned follows from the template; here stands only what happened, what was decided, and why.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID, uuid4

from desktop.clinical.vocabulary import SlipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanEvent:
    """What is known of one event of the plan (``event`` is the template's event id, for example ``C3``).

    ``actual`` is the day on which it took place. ``booked`` is a day that is fixed (a theatre, a bed): the event stays
    on it whatever happens before. ``left_out``: a person decided that it is not given. ``why`` and ``reason`` say why
    it moved, was fixed or left out, as a code and in words.
    """

    id: UUID = field(default_factory=uuid4)
    event: str
    actual: date | None = None
    booked: date | None = None
    left_out: bool = False
    why: SlipReason | None = None
    reason: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether nothing is left to keep: no day, no decision, no reason."""
        return self.actual is None and self.booked is None and not self.left_out


@dataclass(frozen=True, slots=True, kw_only=True)
class GateConfirmation:
    """One condition of an event's gate that a person confirmed: when, who, and what they saw (for example a count).

    ``condition`` is the template's id of the condition. The program never confirms one.
    """

    id: UUID = field(default_factory=uuid4)
    event: str
    condition: str
    confirmed_on: date
    confirmed_by: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPause:
    """Treatment rests from ``begun`` until the day it goes on; ``ended`` is None as long as nobody knows that day."""

    id: UUID = field(default_factory=uuid4)
    begun: date
    ended: date | None = None
    why: SlipReason | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanChoice:
    """Which way was chosen where the template leaves one open: single or tandem transplant, a bridge phase."""

    id: UUID = field(default_factory=uuid4)
    choice: str
    option: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreatmentPlan:
    """A treatment template laid out from a start date, with what happened and was decided so far.

    ``first_event`` is the event with which the plan began where the child joined the template midway; empty where it
    began at its beginning. ``stopped`` is the day on which the rest of it was given up, with why.
    """

    id: UUID = field(default_factory=uuid4)
    template: str
    template_version: str
    start: date
    first_event: str = ""
    stopped: date | None = None
    stopped_why: SlipReason | None = None
    stopped_reason: str = ""
    choices: tuple[PlanChoice, ...] = ()
    events: tuple[PlanEvent, ...] = ()
    gates: tuple[GateConfirmation, ...] = ()
    pauses: tuple[PlanPause, ...] = ()

    @property
    def actual(self) -> dict[str, date]:
        """What took place, and when, by event."""
        return {one.event: one.actual for one in self.events if one.actual is not None}

    @property
    def rest(self) -> PlanPause | None:
        """The pause that nobody has ended."""
        return next((one for one in self.pauses if one.ended is None), None)
