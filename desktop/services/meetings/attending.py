"""Who takes part in a meeting, whether that makes a quorum, and interests that were declared."""

from __future__ import annotations

from dataclasses import dataclass, replace

from desktop.clinical.errors import UserError
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.quorum import DisciplineCount, QuorumRule
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.meetings.planning import refuse_over


@dataclass(frozen=True, slots=True)
class Quorum:
    """Each discipline with how many took part and how many are asked for; ``own_rule``: the board's own rule."""

    counts: tuple[DisciplineCount, ...]
    own_rule: bool

    @property
    def missing(self) -> tuple[DisciplineCount, ...]:
        """The disciplines of which too few take part."""
        return tuple(one for one in self.counts if one.is_missing)

    @property
    def is_met(self) -> bool:
        """Whether nobody is missing."""
        return not self.missing


def attendance(board: Board, meeting: Meeting) -> list[Attendance]:
    """Who takes part, in the order in which they were entered."""
    with board.database.read() as work:
        return work.board_work.where(Attendance, meeting_id=meeting.id)


def quorum(board: Board, library: Library, meeting: Meeting) -> Quorum:
    """Whether enough of each discipline take part."""
    with board.database.read() as work:
        people = work.board_work.where(Attendance, meeting_id=meeting.id)
        rules = work.board_work.where(QuorumRule)
    return Quorum(library.quorum.counted(rules, people), own_rule=bool(rules))


def put_person(board: Board, meeting: Meeting, one: Attendance) -> Attendance:
    """Enter a person, or change one. Raises UserError without a name, or for a meeting that was called off."""
    if not one.name.strip():
        raise UserError("Whoever takes part has a name; nothing was stored.")
    if meeting.cancelled:
        refuse_over(meeting)
    with board.work(Right.EDIT) as work:
        there = work.board_work.where(Attendance, meeting_id=meeting.id)
        before = next((each for each in there if each.id == one.id), None)
        if before is None:
            return work.board_work.add(replace(one, place=len(there)), "Attendance")
        return work.board_work.save(before, one, "Change of attendance")


def remove_person(board: Board, one: Attendance) -> None:
    """Take away a person who was entered by mistake; who did not come is absent, not away."""
    with board.work(Right.EDIT) as work:
        work.board_work.remove(one, "Attendance taken away")


def copy_people(board: Board, meeting: Meeting, source: Meeting) -> list[Attendance]:
    """Enter everybody of another meeting who is not entered yet; each is present until said otherwise."""
    refuse_over(meeting)
    with board.work(Right.EDIT) as work:
        there = work.board_work.where(Attendance, meeting_id=meeting.id)
        known = {(one.name.casefold(), one.discipline) for one in there}
        new = [
            one
            for one in work.board_work.where(Attendance, meeting_id=source.id)
            if (one.name.casefold(), one.discipline) not in known
        ]
        return [
            work.board_work.add(
                Attendance(
                    id=board.new_key(),
                    meeting_id=meeting.id,
                    place=len(there) + place,
                    name=one.name,
                    discipline=one.discipline,
                ),
                "Attendance of an earlier meeting",
            )
            for place, one in enumerate(new)
        ]


def conflicts(board: Board, meeting: Meeting) -> list[ConflictOfInterest]:
    """The interests declared in a meeting."""
    with board.database.read() as work:
        return work.board_work.where(ConflictOfInterest, meeting_id=meeting.id)


def declare(board: Board, one: ConflictOfInterest) -> ConflictOfInterest:
    """Write down an interest, or change one. Raises UserError without whose and which."""
    if not one.name.strip() or not one.words.strip():
        raise UserError("An interest is declared by somebody and in words; nothing was stored.")
    with board.work(Right.EDIT) as work:
        there = work.board_work.where(ConflictOfInterest, meeting_id=one.meeting_id)
        before = next((each for each in there if each.id == one.id), None)
        if before is None:
            return work.board_work.add(one, "Interest declared")
        return work.board_work.save(before, one, "Change of a declared interest")


def ask_for(board: Board, library: Library, discipline: str, least: int | None) -> None:
    """Set how many of a discipline the board asks for; None goes back to where boards begin.

    Raises UserError for a discipline that is not on the list.
    """
    if all(discipline != one.id for one in library.quorum.disciplines):
        raise UserError(f"There is no discipline {discipline} on the list; nothing was changed.")
    with board.work(Right.CENTRE) as work:
        there = next((one for one in work.board_work.where(QuorumRule) if one.discipline == discipline), None)
        if least is None:
            if there is not None:
                work.board_work.remove(there, "Change of the quorum rule")
        elif there is None:
            work.board_work.add(QuorumRule(discipline=discipline, least=least), "Change of the quorum rule")
        else:
            work.board_work.save(there, replace(there, least=least), "Change of the quorum rule")
