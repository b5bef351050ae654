"""Decisions: typed while the board speaks, read back, confirmed by the chair and frozen with what they stand on."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.basis import ground_names, grounds_now, grounds_to_keep
from desktop.clinical.meetings.codes import ReferralEnd
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
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.needed import needed_to_confirm
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.cases import put_lines
from desktop.services.kept_answers import kept_answers
from desktop.services.library import Library
from desktop.services.meetings.planning import put_on_day
from desktop.services.meetings.referring import end

if TYPE_CHECKING:
    from db.work import Work

OCCASION = "decision"
"""What the answers of the rules are kept for when a decision is frozen."""

_PARTS: tuple[tuple[str, type[ConsideredOption | Condition | Action | Dissent]], ...] = (
    ("options", ConsideredOption),
    ("conditions", Condition),
    ("actions", Action),
    ("dissents", Dissent),
)
_HANGING: tuple[tuple[str, type[Any]], ...] = (
    *_PARTS,
    ("grounds", Ground),
    ("amendments", Amendment),
    ("follow_throughs", FollowThrough),
)


def decisions_of(board: Board, case_id: UUID) -> list[WholeDecision]:
    """What the board decided about a child, the latest first; drafts too."""
    with board.database.read() as work:
        found = whole_of(work, work.board_work.where(Decision, case_id=case_id))
        days = {one.id: one.day for one in work.board_work.where(Meeting)}
    return sorted(found, key=lambda one: in_turn(one.decision, days[one.decision.meeting_id]), reverse=True)


def in_turn(decision: Decision, day: date) -> tuple[date, bool, str, int]:
    """The order in which decisions follow each other: of two of one day what was confirmed later is the later one."""
    return day, not decision.is_frozen, str(decision.confirmed_at), decision.presentation


def decisions_at(board: Board, meeting: Meeting) -> list[WholeDecision]:
    """The decisions of a meeting, in the order of its agenda."""
    with board.database.read() as work:
        places = {one.id: one.place for one in work.board_work.where(Referral, meeting_id=meeting.id)}
        found = whole_of(work, work.board_work.where(Decision, meeting_id=meeting.id))
    return sorted(found, key=lambda one: places.get(one.decision.referral_id, len(places)))


def whole_of(work: Work, decisions: Sequence[Decision]) -> list[WholeDecision]:
    """Decisions with everything that hangs on them, read in a handful of statements."""
    keys = [one.id for one in decisions]
    read: dict[str, list[Any]] = {name: work.board_work.where(kind, decision_id=keys) for name, kind in _HANGING}
    return [
        WholeDecision(
            decision=one,
            **{name: tuple(part for part in parts if part.decision_id == one.id) for name, parts in read.items()},
        )
        for one in decisions
    ]


def begin_decision(board: Board, referral: Referral) -> WholeDecision:
    """Begin to write down what is decided about a child on an agenda; the one that was begun is gone on with,
    in the meeting on whose agenda the child stands now.

    Raises UserError for a child that is on no agenda, or whose referral has ended.
    """
    if referral.meeting_id is None or not referral.is_open:
        raise UserError("This child is on no agenda; nothing was stored, put it on a meeting first.")
    with board.work(Right.EDIT) as work:
        begun = work.board_work.where(Decision, referral_id=referral.id)
        if begun:
            work.board_work.save(begun[0], _at_its_meeting(begun[0], referral), "Decision begun")
            return whole_of(work, work.board_work.where(Decision, id=begun[0].id))[0]
        case = work.cases.get(referral.case_id)
        before = [one for one in work.board_work.where(Referral, case_id=case.id) if one.ended is ReferralEnd.DISCUSSED]
        made = Decision(
            id=board.new_key(), case_id=case.id, referral_id=referral.id, meeting_id=referral.meeting_id, version=1,
            presentation=len(before) + 1, question=case.question.value or "", asked_by=case.asked_by.value or "",
        )  # fmt: skip
        return WholeDecision(decision=work.board_work.add(made, "Decision begun"))


def save_decision(board: Board, before: WholeDecision, after: WholeDecision, action: str) -> WholeDecision:
    """Store what was typed; words that are others than those read out have to be read back again.

    Raises UserError for a frozen decision, and StaleCase if it was changed meanwhile.
    """
    _refuse_frozen(before.decision)
    with board.work(Right.EDIT) as work:
        # a new version of the whole, also where only what hangs on it is another: two people do not mix their lists
        told = after.decision
        if before != after:
            told = replace(told, version=before.decision.version + 1, read_back_at=None)
        stored = work.board_work.save(before.decision, told, action)
        _save_parts(work, before, after, action)
    return replace(after, decision=stored)


def throw_away(board: Board, whole: WholeDecision) -> None:
    """Throw away a decision that was only begun. Raises UserError for a frozen one."""
    _refuse_frozen(whole.decision)
    with board.work(Right.EDIT) as work:
        for name, _ in reversed(_PARTS):
            for part in getattr(whole, name):
                work.board_work.remove(part, "Decision thrown away")
        work.board_work.remove(whole.decision, "Decision thrown away")


def read_back(board: Board, whole: WholeDecision) -> WholeDecision:
    """Note that the decision was read out to the meeting, as the answer to the question that is asked now."""
    _refuse_frozen(whole.decision)
    with board.work(Right.EDIT) as work:
        told = replace(_as_asked_now(work, whole.decision), read_back_at=board.now())
        return replace(whole, decision=work.board_work.save(whole.decision, told, "Decision read back"))


def confirm(
    board: Board, library: Library, whole: WholeDecision, *, chair: str, today: date, left_out: Iterable[str] = ()
) -> WholeDecision:
    """The chair confirms: decision, question, facts, rules and answers are frozen; the referral has ended.

    The child is then on the board of the day that the decision names, if that is still to come; ``coming_back`` puts
    it on an agenda. ``left_out`` are facts that the decision does not stand on. Raises UserError without a
    recommendation, a kind, a chair or a read-back.
    """
    one = whole.decision
    _refuse_frozen(one)
    if not chair.strip():
        raise UserError("A decision is confirmed with its words and by a named chair; nothing was changed.")
    with board.work(Right.EDIT) as work:
        asked = _as_asked_now(work, one)
        lacking = needed_to_confirm(asked, work.board_work.get(Meeting, asked.meeting_id).day)
        if lacking:
            raise UserError(f"{next(iter(lacking.values())).rstrip('.')}; nothing was changed.")
        if asked.read_back_at is None:
            raise UserError(
                "The decision was not read back to the meeting yet; nothing was changed, read it back first."
            )
        case = work.cases.get(one.case_id)
        now = grounds_now(case, library.rules, ground_names(library.rules))
        grounds = grounds_to_keep(whole, now, left_out, board.new_key)
        frozen = replace(
            asked, confirmed_by=chair.strip(), confirmed_at=board.now(), case_version=case.version,
            rules=library.rules.checksum,
        )  # fmt: skip
        stored = work.board_work.save(one, frozen, "Decision confirmed")
        for ground in grounds:
            work.board_work.add(ground, "Decision confirmed")
        _keep_answers(work, library, case)
        referral = work.board_work.get(Referral, one.referral_id)
        if referral.is_open:
            end(work, referral, ReferralEnd.DISCUSSED, today, "Decision confirmed")
            again = one.next_board if one.next_board is None or one.next_board >= today else None
            put_on_day(work, library, [case.id], again, "Decision confirmed")
        put_lines(work, library, [work.cases.get(case.id)])
    return replace(whole, decision=stored, grounds=grounds)


def amend(board: Board, whole: WholeDecision, *, words: str, reason: str, chair: str = "") -> WholeDecision:
    """Add a visible amendment to a frozen decision; without a ``chair`` who confirms it, it waits for one.

    Raises UserError without words or a reason.
    """
    if not whole.decision.is_frozen:
        raise UserError("This decision is not confirmed yet; change it itself.")
    if not words.strip() or not reason.strip():
        raise UserError("An amendment needs its words and a reason; nothing was stored.")
    with board.work(Right.EDIT) as work:
        added = Amendment(
            id=board.new_key(), decision_id=whole.decision.id, case_id=whole.decision.case_id,
            number=len(whole.amendments) + 1, at=board.now(), by=board.person.name, words=words.strip(),
            reason=reason.strip(), confirmed_by=chair.strip(), confirmed_at=board.now() if chair.strip() else None,
        )  # fmt: skip
        work.board_work.add(added, "Decision amended")
    return replace(whole, amendments=(*whole.amendments, added))


def confirm_amendments(board: Board, whole: WholeDecision, *, chair: str) -> WholeDecision:
    """The chair stands behind what was added and waited. Raises UserError without a named chair, or nothing waiting."""
    if not chair.strip() or not whole.waiting_amendments:
        raise UserError("Amendments that wait are confirmed by a named chair; nothing was changed.")
    with board.work(Right.EDIT) as work:
        now = board.now()
        told = {
            one.id: work.board_work.save(
                one, replace(one, confirmed_by=chair.strip(), confirmed_at=now), "Amendment confirmed"
            )
            for one in whole.waiting_amendments
        }
    return replace(whole, amendments=tuple(told.get(one.id, one) for one in whole.amendments))


def say_action(board: Board, library: Library, before: Action, after: Action) -> Action:
    """Say what became of an action, or take that back; also of a frozen decision. Its words stay as decided."""
    told = replace(before, fate=after.fate, fate_on=after.fate_on, fate_why=after.fate_why, fate_words=after.fate_words)
    with board.work(Right.EDIT) as work:
        stored = work.board_work.save(before, told, "Action followed up")
        put_lines(work, library, [work.cases.get(before.case_id)])
    return stored


def say_fate(board: Board, library: Library, whole: WholeDecision, told: FollowThrough) -> WholeDecision:
    """Say what became of a decision as a whole. Raises UserError for one that is not confirmed."""
    if not whole.decision.is_frozen:
        raise UserError("Only a confirmed decision is followed up; nothing was stored.")
    with board.work(Right.EDIT) as work:
        numbered = replace(told, number=len(whole.follow_throughs) + 1, by=board.person.name)
        added = work.board_work.add(numbered, "Decision followed up")
        put_lines(work, library, [work.cases.get(whole.decision.case_id)])
    return replace(whole, follow_throughs=(*whole.follow_throughs, added))


def _save_parts(work: Work, before: WholeDecision, after: WholeDecision, action: str) -> None:
    """Actions hang on conditions: those that go go first, those that come come last."""
    for name, _ in reversed(_PARTS):
        kept = {one.id for one in getattr(after, name)}
        for one in getattr(before, name):
            if one.id not in kept:
                work.board_work.remove(one, action)
    for name, _ in _PARTS:
        kept_before = [one for one in getattr(before, name) if any(one.id == each.id for each in getattr(after, name))]
        work.board_work.replace_all(kept_before, getattr(after, name), action)


def _keep_answers(work: Work, library: Library, case: Case) -> None:
    """What the rules said then, with every fact and its row: it stays, whatever the facts become."""
    for kept in kept_answers(library, case, OCCASION):
        work.assessments.keep(kept)


def _at_its_meeting(decision: Decision, referral: Referral) -> Decision:
    """A decision belongs to the meeting that takes it; what was read out to another one was not read out to it."""
    if decision.is_frozen or referral.meeting_id in {None, decision.meeting_id}:
        return decision
    return replace(decision, meeting_id=referral.meeting_id, read_back_at=None)


def _as_asked_now(work: Work, decision: Decision) -> Decision:
    """With the question and the asker that stand in the record now, in the meeting where the child stands now."""
    referral = work.board_work.get(Referral, decision.referral_id)
    if not referral.is_open:
        return decision
    case = work.cases.get(decision.case_id)
    asked = replace(decision, question=case.question.value or "", asked_by=case.asked_by.value or "")
    return _at_its_meeting(asked, referral)


def _refuse_frozen(decision: Decision) -> None:
    if decision.is_frozen:
        raise UserError("This decision was confirmed by the chair; nothing was changed, add an amendment.")
