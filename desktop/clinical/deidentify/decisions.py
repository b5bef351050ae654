"""What the board decided, in codes alone: no word of anybody, no day and no person of it goes out."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.answers import Answer, silent
from desktop.clinical.meetings.codes import DecisionKind, Difference, Fate, Feasibility, Intent, NotDone
from desktop.clinical.meetings.whole import WholeDecision


@dataclass(frozen=True, slots=True, kw_only=True)
class CodedDecision:
    """A confirmed decision as far as lists that ship have codes for it: which time the child was before the board, what
    kind of decision it was and to what end, and what became of it."""

    presentation: int
    kind: DecisionKind | None
    intent: Intent | None
    feasibility: Answer[Feasibility]
    differs: Difference | None
    fate: Fate | None
    why: NotDone | None
    amendments: int


def coded(whole: WholeDecision) -> CodedDecision:
    """Made field by field, so that nothing else can be in it."""
    told, fate = whole.decision, whole.fate
    feasible: Answer[Feasibility] = told.feasibility
    if feasible.silence is not None:
        feasible = silent(feasible.silence)
    return CodedDecision(
        presentation=told.presentation, kind=told.kind, intent=told.intent, feasibility=feasible, differs=told.differs,
        fate=fate.fate if fate else None, why=fate.why if fate else None,
        amendments=len(whole.amendments) - len(whole.waiting_amendments),
    )  # fmt: skip
