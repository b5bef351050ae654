"""A child who comes before the board again: what was decided last, and what of its basis is another now."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.clinical.case import Case
from desktop.clinical.meetings.basis import SCHEME, ChangedGround, changed_grounds, grounds_now
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.deciding import decisions_of
from desktop.services.meetings.words import ground_words


@dataclass(frozen=True, slots=True)
class SeenBefore:
    """The last confirmed decision about a child, the meeting it was made in, and what has changed beneath it."""

    whole: WholeDecision
    meeting: Meeting
    changed: tuple[ChangedGround, ...]


def seen_before(board: Board, library: Library, case: Case) -> SeenBefore | None:
    """The last time the board decided about a child; None where it never did."""
    last = next((one for one in decisions_of(board, case.id) if one.decision.is_frozen), None)
    if last is None:
        return None
    with board.database.read() as work:
        meeting = work.board_work.get(Meeting, last.decision.meeting_id)
    now = grounds_now(case, library.rules, [one.fact for one in last.grounds if not one.fact.startswith(SCHEME)])
    return SeenBefore(last, meeting, changed_grounds(last, now))


def first_words(library: Library, case: Case, seen: SeenBefore | None) -> str:
    """What the question begins with: that of the record; where it was answered already, what changed since."""
    question = case.question.value or ""
    if seen is None or question not in {"", seen.whole.decision.question}:
        return question
    told = "; ".join(ground_words(library.labels, one) for one in seen.changed if not one.fact.startswith(SCHEME))
    return f"Since the last board: {told}. " if told else ""
