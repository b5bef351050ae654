"""A board with a meeting and children on it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.handout.sheet import FamilySentence, Language, Section, WholeSheet
from desktop.clinical.meetings.codes import DecisionKind, Intent
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.cases import get_case
from desktop.services.handouts.sheets import approve, offered, save_sheet
from desktop.services.handouts.told import say_told, things_of
from desktop.services.library import Library
from desktop.services.meetings.deciding import amend, begin_decision, confirm, decisions_of, read_back, save_decision
from desktop.services.meetings.planning import plan_meeting
from desktop.services.meetings.referring import refer

DAY = date(2026, 11, 26)
CHAIR = "Dr Zztest-Okoro"


def everything_told(board: Board, library: Library, case: Case, meeting: Meeting) -> Case:
    """The family was told all that there is to tell, on the day of the meeting."""
    things = [one for one in things_of(board, library, case, meeting).values() if not one.is_told and not one.is_empty]
    if not things:
        return case
    return say_told(board, library, case, things, on=PartialDate.of(DAY), by="Dr Zztest", today=DAY)


def a_meeting(board: Board, day: date = DAY, begins: str = "14:00") -> Meeting:
    return plan_meeting(board, Meeting(day=day, begins=begins, place="Room 4", chair=CHAIR))


def referred(
    board: Board, library: Library, case: Case, meeting: Meeting | None = None, question: str = "Before or after?"
) -> Referral:
    told = Referral(case_id=case.id, referred_on=date(2026, 11, 2))
    return refer(board, library, told, question=question, asked_by="Dr Zztest", meeting=meeting)


def typed(board: Board, referral: Referral, **more: object) -> WholeDecision:
    """A decision with its words, read back and not confirmed."""
    begun = begin_decision(board, referral)
    words = {"recommendation": "Operate after cycle 4.", "kind": DecisionKind.SURGERY, "intent": Intent.CURE}
    parts = {name: value for name, value in more.items() if name in {"options", "conditions", "actions", "dissents"}}
    own = {name: value for name, value in more.items() if name not in parts}
    told = replace(begun, decision=replace(begun.decision, **(words | own)), **parts)  # type: ignore[arg-type]
    return read_back(board, save_decision(board, begun, told, "Decision typed"))


def decided(board: Board, library: Library, referral: Referral, **more: object) -> WholeDecision:
    return confirm(board, library, typed(board, referral, **more), chair=CHAIR, today=DAY)


def sheet_with_all(board: Board, library: Library, case: Case, meeting: Meeting, language: Language) -> WholeSheet:
    """Approved: everything that is offered, and a sentence of the doctor's own."""
    stored = get_case(board, case.id)
    given = [
        FamilySentence(
            sheet_id=case.id, case_id=case.id, place=0, section=one.section, offered_as=one.key, words=one.words
        )
        for one in offered(library, stored, meeting, language)
    ]
    own = FamilySentence(sheet_id=case.id, case_id=case.id, place=0, section=Section.SUGGEST, words="We will operate.")
    both = sorted([*given, own], key=lambda one: list(Section).index(one.section))
    return approve(board, library, save_sheet(board, stored, meeting, language, both), "Dr Zztest", DAY)


def amended_words(board: Board, case: Case, meeting: Meeting) -> None:
    """The decision of a meeting is amended."""
    [whole] = [one for one in decisions_of(board, case.id) if one.decision.meeting_id == meeting.id]
    amend(board, whole, words="Zztest: not now", reason="Zztest")
