"""The deeds of the board's work for the matrix of rights: each made ready by the administrator, done as somebody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

from builders import small_case
from meeting_helpers import CHAIR, DAY, a_meeting, decided, referred, typed

from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.handout.sheet import FamilySentence, Language, Section, WholeSheet
from desktop.clinical.meetings.codes import Fate
from desktop.clinical.meetings.decision import Action, FollowThrough
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.handouts.sheets import CALL_NOW, approve, review, save_sheet, say_clinic_text
from desktop.services.handouts.told import say_told, things_of
from desktop.services.meetings.attending import ask_for, copy_people, declare, put_person, remove_person
from desktop.services.meetings.coming_back import bring_back
from desktop.services.meetings.deciding import (
    amend,
    begin_decision,
    confirm,
    confirm_amendments,
    read_back,
    save_decision,
    say_action,
    say_fate,
    throw_away,
)
from desktop.services.meetings.planning import call_off, change_meeting, close_meeting, plan_meeting
from desktop.services.meetings.referring import (
    ask_anew,
    change_referral,
    note,
    order_agenda,
    put_off,
    put_on_agenda,
    refer,
    resolve,
    take_off_agenda,
    withdraw,
)
from desktop.services.meetings.several import put_on_agendas

Deed = Callable[[Board], object]
Prepare = Callable[[Any], Deed]

LATER = date(2026, 12, 10)


def _met(deed: Callable[[Board, Any, Meeting], object]) -> Prepare:
    """A deed on a meeting."""

    def prepare(s: Any) -> Deed:
        meeting = a_meeting(s.admin)
        return lambda board: deed(board, s.library, meeting)

    return prepare


def _asked(deed: Callable[[Board, Any, Meeting, Referral], object]) -> Prepare:
    """A deed on a child on an agenda."""

    def prepare(s: Any) -> Deed:
        meeting = a_meeting(s.admin)
        one = referred(s.admin, s.library, s.child, meeting)
        return lambda board: deed(board, s.library, meeting, one)

    return prepare


def _typed(deed: Callable[[Board, Any, Any], object]) -> Prepare:
    """A deed on a decision that was typed and read back."""

    def prepare(s: Any) -> Deed:
        whole = typed(s.admin, referred(s.admin, s.library, s.child, a_meeting(s.admin)))
        return lambda board: deed(board, s.library, whole)

    return prepare


def _frozen(deed: Callable[[Board, Any, Any], object]) -> Prepare:
    """A deed on a decision that the chair confirmed, with an action."""

    def prepare(s: Any) -> Deed:
        one = referred(s.admin, s.library, s.child, a_meeting(s.admin))
        begun = begin_decision(s.admin, one)
        book = Action(decision_id=begun.decision.id, case_id=s.child.id, place=0, words="Book")
        whole = decided(s.admin, s.library, one, actions=(book,))
        return lambda board: deed(board, s.library, whole)

    return prepare


def _amended(s: Any) -> Deed:
    """The chair stands behind what was added to a decision."""
    frozen = decided(s.admin, s.library, referred(s.admin, s.library, s.child, a_meeting(s.admin)))
    waits = amend(s.admin, frozen, words="Later", reason="Full")
    return lambda board: confirm_amendments(board, waits, chair=CHAIR)


def _sheet(deed: Callable[[Board, Any, Case, Meeting, WholeSheet], object], *, approved: bool = False) -> Prepare:
    """A deed on a family's sheet with one sentence."""

    def prepare(s: Any) -> Deed:
        meeting = a_meeting(s.admin)
        whole = save_sheet(s.admin, s.child, meeting, Language.SPANISH, [_sentence(s.child)])
        if approved:
            whole = approve(s.admin, s.library, whole, "Zztest", DAY)
        return lambda board: deed(board, s.library, s.child, meeting, whole)

    return prepare


def _sentence(case: Case, words: str = "Hola.") -> FamilySentence:
    return FamilySentence(sheet_id=case.id, case_id=case.id, place=0, section=Section.SUGGEST, words=words)


def _refer(s: Any) -> Deed:
    told = Referral(case_id=s.child.id, referred_on=DAY)
    return lambda board: refer(board, s.library, told, question="Why?", asked_by="Zztest")


def _off(meeting: Meeting, one: Referral) -> Deferral:
    return Deferral(
        referral_id=one.id, case_id=one.case_id, meeting_id=meeting.id, put_off_on=DAY, missing="sca", owed_by="Lab"
    )


def _resolving(s: Any) -> Deed:
    meeting = a_meeting(s.admin)
    one = referred(s.admin, s.library, s.child, meeting)
    off = put_off(s.admin, s.library, one, _off(meeting, one))
    return lambda board: resolve(board, off, DAY)


def _person(meeting: Meeting) -> Attendance:
    return Attendance(meeting_id=meeting.id, place=0, name="Zztest")


def _ordering(s: Any) -> Deed:
    meeting = a_meeting(s.admin)
    other = new_case(s.admin, s.library, small_case(9))
    ones = [referred(s.admin, s.library, child, meeting) for child in (s.child, other)]
    return lambda board: order_agenda(board, meeting, [one.id for one in reversed(ones)])


def _several(s: Any) -> Deed:
    later = a_meeting(s.admin, LATER)
    one = referred(s.admin, s.library, s.child, a_meeting(s.admin))
    return lambda board: put_on_agendas(board, s.library, [one.case_id], later, DAY)


def _reading(s: Any) -> Deed:
    begun = begin_decision(s.admin, referred(s.admin, s.library, s.child, a_meeting(s.admin)))
    return lambda board: read_back(board, begun)


def _removing(s: Any) -> Deed:
    meeting = a_meeting(s.admin)
    one = put_person(s.admin, meeting, _person(meeting))
    return lambda board: remove_person(board, one)


def _copying(s: Any) -> Deed:
    meeting, later = a_meeting(s.admin), a_meeting(s.admin, LATER)
    put_person(s.admin, meeting, _person(meeting))
    return lambda board: copy_people(board, later, meeting)


def _telling(s: Any) -> Deed:
    thing = things_of(s.admin, s.library, s.child, a_meeting(s.admin))["diagnosis"]
    on = PartialDate.of(DAY)
    return lambda board: say_told(board, s.library, s.child, [thing], on=on, by="Zztest", today=DAY)


MEETING_DEEDS: dict[str, tuple[Right, Prepare]] = {
    "plan_meeting": (Right.EDIT, lambda _s: lambda board: plan_meeting(board, Meeting(day=DAY))),
    "change_meeting": (
        Right.EDIT,
        _met(lambda board, library, one: change_meeting(board, library, one, replace(one, place="Elsewhere"))),
    ),
    "call_off": (Right.EDIT, _met(lambda board, library, one: call_off(board, library, one, "No quorum"))),
    "close_meeting": (Right.EDIT, _met(lambda board, _library, one: close_meeting(board, one))),
    "refer": (Right.EDIT, _refer),
    "change_referral": (
        Right.EDIT, _asked(lambda board, _l, _m, one: change_referral(board, one, replace(one, minutes=5))),
    ),
    "ask_anew": (
        Right.EDIT,
        _asked(
            lambda board, library, _m, one: ask_anew(board, library, one, one, question="Why now?", asked_by="Zztest")
        ),
    ),
    "resolve": (Right.EDIT, _resolving),
    "put_on_agendas": (Right.EDIT, _several),
    "put_on_agenda": (
        Right.EDIT, _asked(lambda board, library, meeting, one: put_on_agenda(board, library, one, meeting)),
    ),
    "take_off_agenda": (Right.EDIT, _asked(lambda board, library, _m, one: take_off_agenda(board, library, one))),
    "order_agenda": (Right.EDIT, _ordering),
    "put_off": (
        Right.EDIT, _asked(lambda board, library, meeting, one: put_off(board, library, one, _off(meeting, one))),
    ),
    "withdraw": (Right.EDIT, _asked(lambda board, library, _m, one: withdraw(board, library, one, "Zztest", DAY))),
    "note": (Right.EDIT, _asked(lambda board, library, _m, one: note(board, library, one, DAY))),
    "put_person": (Right.EDIT, _met(lambda board, _l, meeting: put_person(board, meeting, _person(meeting)))),
    "remove_person of a meeting": (Right.EDIT, _removing),
    "copy_people": (Right.EDIT, _copying),
    "declare": (
        Right.EDIT,
        _met(
            lambda board, _l, meeting: declare(
                board, ConflictOfInterest(meeting_id=meeting.id, name="Zztest", words="Shares")
            )
        ),
    ),
    "ask_for": (Right.CENTRE, lambda s: lambda board: ask_for(board, s.library, "nursing", 1)),
    "begin_decision": (Right.EDIT, _asked(lambda board, _l, _m, one: begin_decision(board, one))),
    "save_decision": (
        Right.EDIT,
        _typed(
            lambda board, _l, whole: save_decision(
                board, whole, replace(whole, decision=replace(whole.decision, groups="High")), "Decision typed"
            )
        ),
    ),
    "read_back": (Right.EDIT, _reading),
    "throw_away": (Right.EDIT, _typed(lambda board, _l, whole: throw_away(board, whole))),
    "confirm": (
        Right.EDIT, _typed(lambda board, library, whole: confirm(board, library, whole, chair=CHAIR, today=DAY)),
    ),
    "bring_back": (
        Right.EDIT,
        _frozen(
            lambda board, library, whole: bring_back(
                board, library, replace(whole, decision=replace(whole.decision, next_board=LATER)), question="And now?",
                asked_by="Dr Zztest", today=DAY,
            )
        ),
    ),
    "amend": (Right.EDIT, _frozen(lambda board, _l, whole: amend(board, whole, words="Later", reason="Full"))),
    "confirm_amendments": (Right.EDIT, _amended),
    "say_action": (
        Right.EDIT,
        _frozen(
            lambda board, library, whole: say_action(
                board, library, whole.actions[0], replace(whole.actions[0], fate=Fate.DONE)
            )
        ),
    ),
    "say_fate": (
        Right.EDIT,
        _frozen(
            lambda board, library, whole: say_fate(
                board, library, whole,
                FollowThrough(
                    decision_id=whole.decision.id, case_id=whole.decision.case_id, told_on=DAY, fate=Fate.DONE
                ),
            )
        ),
    ),
    "save_sheet": (
        Right.EDIT,
        _sheet(
            lambda board, _l, case, meeting, _w: save_sheet(
                board, case, meeting, Language.SPANISH, [_sentence(case, "Adiós.")]
            )
        ),
    ),
    "approve": (Right.EDIT, _sheet(lambda board, library, _c, _m, one: approve(board, library, one, "Zztest", DAY))),
    "say_told": (Right.EDIT, _telling),
    "review": (
        Right.EDIT, _sheet(lambda board, _l, _c, _m, whole: review(board, whole, "Zztest", DAY), approved=True),
    ),
    "say_clinic_text": (
        Right.CENTRE,
        lambda _s: lambda board: say_clinic_text(board, CALL_NOW, Language.ENGLISH, "for fever", "Zztest", DAY),
    ),
}  # fmt: skip
