"""Everything that the board does is told in words: in the history, and wherever facts and values of decisions stand."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from enum import StrEnum

import pytest
from builders import full_case, small_case
from meeting_helpers import DAY, a_meeting, decided, referred

from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.meetings import codes
from desktop.clinical.meetings.basis import SCHEME, ChangedGround
from desktop.clinical.meetings.codes import DecisionKind, Difference, Fate, Feasibility, NotDone, Purpose, Urgency
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent, FollowThrough
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.clinical.meetings.waking import Woken
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.history_words import GROUPS, HistoryWords
from desktop.services.library import Library
from desktop.services.meetings.attending import ask_for, copy_people, declare, put_person, remove_person
from desktop.services.meetings.deciding import amend, begin_decision, say_action, say_fate, throw_away
from desktop.services.meetings.planning import call_off, change_meeting, close_meeting
from desktop.services.meetings.readiness import EXAMINED, Ready
from desktop.services.meetings.referring import (
    change_referral,
    note,
    order_agenda,
    put_off,
    put_on_agenda,
    take_off_agenda,
    withdraw,
)
from desktop.services.meetings.words import condition_words, fact_words, ground_words, value_words

LATER = date(2026, 12, 10)
CODE = re.compile(r"[a-z]_[a-z]|[A-Z]_[A-Z]|\b[0-9a-f]{8}-[0-9a-f]{4}-|True|False|None")
SECTIONS: dict[str, type[StrEnum]] = {
    "urgency": Urgency, "purpose": Purpose, "referrals.ended": codes.ReferralEnd, "presence": codes.Presence,
    "decisions.kind": DecisionKind, "intent": codes.Intent, "feasibility": Feasibility, "differs": Difference,
    "fate": Fate, "not_done": NotDone, "woken": Woken, "ready": Ready,
}  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def a_year(board: Board, library: Library) -> None:
    """Every deed of the board's work once."""
    meeting, later, gone = a_meeting(board), a_meeting(board, LATER), a_meeting(board, date(2026, 12, 24))
    meeting = change_meeting(board, library, meeting, replace(meeting, cover="Dr Zztest", link="room"))
    put_person(board, meeting, Attendance(meeting_id=meeting.id, place=0, name="Zztest", discipline="surgery"))
    remove_person(board, copy_people(board, later, meeting)[0])
    interest = declare(board, ConflictOfInterest(meeting_id=meeting.id, name="Zztest", words="Shares"))
    declare(board, replace(interest, stood_aside=True))
    ask_for(board, library, "nursing", 1)
    child, other = new_case(board, library, full_case()), new_case(board, library, small_case(2))
    one = referred(board, library, child, meeting)
    two = referred(board, library, other, meeting)
    one = change_referral(board, one, replace(one, urgency=Urgency.EMERGENCY, minutes=5, radiology="MR 1"))
    order_agenda(board, meeting, [two.id, one.id])
    two = put_on_agenda(board, library, take_off_agenda(board, library, _now(board, two)), meeting)
    told = Deferral(
        referral_id=two.id, case_id=other.id, meeting_id=meeting.id, put_off_on=DAY, missing="sca", owed_by="Demo Lab"
    )
    put_off(board, library, two, told, later)
    throw_away(board, begin_decision(board, _now(board, one)))
    own = {"decision_id": (begun := begin_decision(board, _now(board, one))).decision.id, "case_id": child.id}
    waits = Condition(place=0, fact="mycn", value="not_amplified", then="Single", **own)
    whole = decided(
        board, library, _now(board, one), conditions=(waits,), differs=Difference.PATIENT_WISH,
        feasibility=known(Feasibility.BY_REFERRAL), kind=DecisionKind.FOLLOW_UP, next_board=LATER,
        trial_considered=known(True), options=(ConsideredOption(place=0, words="Wait", **own),),
        actions=(Action(place=0, words="Book", on_condition=waits.id, **own),),
        dissents=(Dissent(place=0, words="Too early", **own),),
    )  # fmt: skip
    assert begun
    whole = amend(board, whole, words="Later", reason="Theatre full")
    say_action(
        board, library, whole.actions[0], replace(whole.actions[0], fate=Fate.NOT_DONE, fate_why=NotDone.CHILD_TOO_ILL)
    )
    say_fate(
        board,
        library,
        whole,
        FollowThrough(decision_id=whole.decision.id, case_id=child.id, told_on=LATER, fate=Fate.PARTLY),
    )
    close_meeting(board, meeting)
    call_off(board, library, gone, "No quorum")
    withdraw(board, library, _now(board, two), "Moved away", DAY)
    note(board, library, referred(board, library, other), DAY)


def _now(board: Board, one: object) -> object:
    with board.database.read() as work:
        return work.board_work.get(type(one), one.id)  # type: ignore[attr-defined]


def test_the_history_of_the_boards_work_is_told_in_words(board: Board, library: Library) -> None:
    before = board.database.last_entry()
    a_year(board, library)
    words, labels = HistoryWords(library), library.labels.words
    with board.database.read() as work:
        entries = [one for one in work.audit.entries() if one.seq > before and one.entity in GROUPS["meetings"]]
    sheets = {"family_sheets", "family_sentences", "clinic_texts"}
    assert {one.entity for one in entries} == GROUPS["meetings"] - sheets
    for entry in entries:
        assert entry.entity in labels["history_kind"]
        assert entry.action in labels["history_action"] or entry.action.startswith("Change of "), entry.action
        for change in words.changes(entry):
            assert not CODE.search(f"{change.fact} {change.before} {change.after}"), (entry.entity, change)
    told = {change.sentence for entry in entries for change in words.changes(entry)}
    assert {"Kind of decision: follow-up", "Fact: MYCN", "Value: not amplified", "Urgency: routine → emergency"} <= told


@pytest.mark.parametrize("section", SECTIONS)
def test_every_code_has_words(library: Library, section: str) -> None:
    assert set(library.labels.words[section]) == {str(one) for one in SECTIONS[section]}


def test_lists_of_the_record_have_names(library: Library) -> None:
    assert set(library.labels.words["examined"]) == set(EXAMINED)


@pytest.mark.parametrize(
    ("fact", "value", "told"),
    [
        ("mycn", "not_amplified", "MYCN: not amplified"),
        ("loss_1p", "yes", "1p: loss"),
        ("metastases", "bone liver", "Metastatic sites: bone, liver"),
        ("diagnosed", "2026-11-02", "Date of diagnosis: 02 Nov 2026"),
        ("mycn", "", "MYCN: not known"),
        (f"{SCHEME}cog-v2", "intermediate high", "Risk group by COG v2: intermediate or high"),
        ("gone_by_now", "some_code", "Gone by now: some code"),
    ],
)
def test_facts_and_values_in_words(library: Library, fact: str, value: str, told: str) -> None:
    assert f"{fact_words(library.labels, fact)}: {value_words(library.labels, fact, value)}" == told


def test_what_changed_and_what_hangs_on_it_in_a_sentence(library: Library) -> None:
    changed = ChangedGround("mycn", "not_amplified", "amplified")
    assert ground_words(library.labels, changed) == "MYCN: not amplified → amplified"
    meeting = Meeting(day=DAY)
    hangs = Condition(
        decision_id=meeting.id, case_id=meeting.id, place=0, fact="mycn", value="amplified", then="Tandem",
        otherwise="Single.",
    )  # fmt: skip
    assert condition_words(library.labels, hangs) == "If MYCN is amplified: Tandem. Otherwise: Single."
