"""A board that meets: one meeting behind it with a decision whose basis changed, one in three days with an agenda."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from freezegun import freeze_time

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.meetings.codes import DecisionKind, Feasibility, Intent, Purpose, Urgency
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, save_case
from desktop.services.demo import make_demonstration
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.meetings.attending import declare, put_person
from desktop.services.meetings.deciding import (
    amend,
    begin_decision,
    confirm,
    decisions_of,
    read_back,
    save_decision,
)
from desktop.services.meetings.planning import close_meeting, plan_meeting
from desktop.services.meetings.referring import put_off, refer
from tests.gallery.moment import NOW, TODAY

NEXT, LATER = TODAY + timedelta(days=3), TODAY + timedelta(days=17)
CHAIR = "Dr Zztest-Okoro"
_PEOPLE = (
    ("Dr Zztest-Okoro", "oncology"), ("Dr Zztest-Reyes", "surgery"), ("Dr Zztest-Lind", "radiology"),
    ("Dr Zztest-Amari", "pathology"), ("Dr Zztest-Novak", "radiation_oncology"),
)  # fmt: skip
_QUESTIONS = (
    ("Alpha", "Does induction continue on the high-risk plan while the segmental result is awaited?", Urgency.SOON),
    ("Bravo", "Is the primary to be operated before or after cycle 5?", Urgency.EMERGENCY),
    ("Charlie", "Observation, or a biopsy of the liver lesion first?", Urgency.ROUTINE),
    ("Delta", "Radiotherapy to the residual in the abdomen: which field?", Urgency.ROUTINE),
)


def make_meeting(folder: Path, library: Library) -> Board:
    """The board as it stands three days before it meets."""
    with freeze_time(NOW):
        board = make_demonstration(folder, library, cases=24, seed=1, met=False)
        _plan(board, library)
    return board


def child(board: Board, given: str) -> Case:
    """A child of the demonstration by the given name."""
    lines = list_cases(board, CaseQuery(text=given)).lines
    return get_case(board, next(one.case_id for one in lines if one.name.endswith(f", {given}")))


def _plan(board: Board, library: Library) -> None:
    coming = plan_meeting(
        board,
        Meeting(day=NEXT, begins="14:00", place="Room 4, second floor", chair=CHAIR, link="board.example/zztest",
                cover="Dr Zztest-Lind for Dr Zztest-Berg (nuclear medicine)"),
    )  # fmt: skip
    _decide(board, library, coming)
    later = plan_meeting(board, Meeting(day=LATER, begins="14:00", place="Room 4, second floor"))
    for place, (name, discipline) in enumerate(_PEOPLE):
        put_person(board, coming, Attendance(meeting_id=coming.id, place=place, name=name, discipline=discipline))
    declare(board, ConflictOfInterest(meeting_id=coming.id, name="Dr Zztest-Reyes", words="advises a device maker"))
    for given, question, urgency in _QUESTIONS:
        _refer(board, library, given, question, coming, urgency=urgency)
    _refer(board, library, "Echo", "Agreed follow-up after chemotherapy: noted?", coming, purpose=Purpose.NOTE)
    off = _refer(board, library, "Golf", "Low or high risk: which treatment?", coming)
    put_off(
        board, library, off,
        Deferral(referral_id=off.id, case_id=off.case_id, meeting_id=coming.id, put_off_on=TODAY, missing="mycn",
                 owed_by="Demo Lab"),
        later,
    )  # fmt: skip
    _refer(board, library, "Hotel", "Course 4 of antibody: continue after the neuropathy?", None)
    _only_dated(board, library, "India", NEXT)


def _refer(
    board: Board, library: Library, given: str, question: str, meeting: Meeting | None, **more: object
) -> Referral:
    told = Referral(case_id=child(board, given).id, referred_on=TODAY - timedelta(days=4), **more)  # type: ignore[arg-type]
    return refer(board, library, told, question=question, asked_by="Dr Zztest-Reyes", meeting=meeting)


def _only_dated(board: Board, library: Library, given: str, day: date) -> None:
    case = child(board, given)
    save_case(board, library, case, replace(case, board_on=known(PartialDate.of(day))), "Change of board meeting")


def _decide(board: Board, library: Library, coming: Meeting) -> None:
    """A fortnight ago the board decided about two children; a fact of one has changed since."""
    with freeze_time(NOW - timedelta(days=11)):
        met = plan_meeting(board, Meeting(day=TODAY - timedelta(days=11), begins="14:00", place="Room 4", chair=CHAIR))
        for place, (name, discipline) in enumerate(_PEOPLE):
            put_person(board, met, Attendance(meeting_id=met.id, place=place, name=name, discipline=discipline))
        for given in ("Lima", "Mike"):
            referral = _refer(board, library, given, "Which treatment, and when is it looked at again?", met)
            whole = begin_decision(board, referral)
            told = read_back(board, save_decision(board, whole, _typed(whole), "Change of decision"))
            confirm(board, library, told, chair=CHAIR, today=met.day)
        close_meeting(board, met)
    lima = child(board, "Lima")
    field = FIELDS["mycn"]
    other = Mycn.NOT_AMPLIFIED if field.read(lima).value is Mycn.AMPLIFIED else Mycn.AMPLIFIED
    save_case(board, library, lima, field.write(lima, known(other)), "Change of MYCN")
    (decision,) = decisions_of(board, lima.id)
    amend(board, decision, words="Cycle 2 one week later.", reason="Neutrophils too low on the day")


def _typed(whole: WholeDecision) -> WholeDecision:
    own = {"decision_id": whole.decision.id, "case_id": whole.decision.case_id}
    waits = Condition(
        place=0, fact="mycn", value="amplified", then="High-risk plan from cycle 2",
        otherwise="Stay on the intermediate plan", review_by=TODAY - timedelta(days=1), **own,
    )  # fmt: skip
    due = TODAY - timedelta(days=4)
    ask = Action(place=0, words="Ask the laboratory for MYCN", owner="Dr Zztest-Amari", due=due, **own)
    ring = Action(place=1, words="Ring the transplant unit", owner="Coordinator", on_condition=waits.id, **own)
    decision = replace(
        whole.decision, kind=DecisionKind.TREATMENT, intent=Intent.CURE,
        recommendation="Chemotherapy by the intermediate plan; the risk group is settled when MYCN is reported.",
        guide="COG ANBL1232", guide_version="amendment 3", feasibility=known(Feasibility.HERE),
        told_by="Dr Zztest-Reyes", tell_by=TODAY - timedelta(days=10), key_worker="Zztest Nurse",
        wish_considered=known(True), wish_words="as few days in hospital as possible",
        reopens="MYCN, or a rule that changes",
        trial_considered=known(True), genetics_considered=known(False),
    )  # fmt: skip
    return replace(
        whole, decision=decision, conditions=(waits,), actions=(ask, ring),
        options=(ConsideredOption(place=0, words="Observation", why_not="symptoms", **own),),
        dissents=(Dissent(place=0, words="Would wait for the result", answer="Two weeks are too long", **own),),
    )  # fmt: skip
