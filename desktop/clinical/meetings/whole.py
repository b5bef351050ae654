"""A decision with everything that hangs on it, as it is typed, read and printed."""

from __future__ import annotations

from dataclasses import dataclass, field

from desktop.clinical.meetings.decision import (
    Action,
    Amendment,
    Condition,
    ConsideredOption,
    Decision,
    Dissent,
    FollowThrough,
    Ground,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeDecision:
    """One decision, whole. ``grounds``, ``amendments`` and ``follow_throughs`` come once it is frozen."""

    decision: Decision
    options: tuple[ConsideredOption, ...] = ()
    conditions: tuple[Condition, ...] = ()
    actions: tuple[Action, ...] = ()
    dissents: tuple[Dissent, ...] = ()
    grounds: tuple[Ground, ...] = ()
    amendments: tuple[Amendment, ...] = field(default=())
    follow_throughs: tuple[FollowThrough, ...] = ()

    @property
    def fate(self) -> FollowThrough | None:
        """What became of it, as was said last; None while nobody has said."""
        return max(self.follow_throughs, key=lambda one: one.number, default=None)

    @property
    def waiting_amendments(self) -> tuple[Amendment, ...]:
        """What was added and no chair has confirmed yet."""
        return tuple(one for one in self.amendments if not one.is_confirmed)

    @property
    def open_actions(self) -> tuple[Action, ...]:
        """What somebody still has to do."""
        return tuple(one for one in self.actions if one.is_open)
