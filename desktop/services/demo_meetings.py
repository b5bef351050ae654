"""A year of meetings about children who do not exist, held through the services as a board would hold them.

What was said is data (``resources/demonstration/meetings.toml``); times and keys come from the seed, so that the same
seed gives the same year. Before each meeting a child's record is as far as it was on that day.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import TYPE_CHECKING, Any, cast
from uuid import UUID

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import RESULT_TYPES, SERIES
from desktop.clinical.handout.sheet import FamilySentence, Language, Section
from desktop.clinical.meetings.codes import (
    DecisionKind,
    Difference,
    Fate,
    Feasibility,
    Intent,
    NotDone,
    Presence,
    Purpose,
    Urgency,
)
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent, FollowThrough
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.cases import get_case, save_case
from desktop.services.handouts import sheets
from desktop.services.library import Library
from desktop.services.meetings import attending, deciding, planning, referring

if TYPE_CHECKING:
    from db.database import Database
    from db.work import Work

BEGINS, PLACE, CHAIR = "14:00", "Zztest room 4", "Zztest Chair"
_EARLIER = timedelta(days=9)
"""So long before its meeting a child is referred, where nothing else is said."""
_TYPES: Mapping[str, type] = {
    "kind": DecisionKind, "intent": Intent, "differs": Difference, "fate": Fate, "why": NotDone, "fate_why": NotDone,
}  # fmt: skip
_PARTS = ("options", "conditions", "actions", "dissents")
_APART = {*_PARTS, "amendments", "fate", "draft", "conflict", "family"}
Told = Mapping[str, Any]


def as_on(case: Case, day: date) -> Case:
    """The record as far as it had come at the end of a day: what was entered later, or done later, is not there."""
    shorter: dict[str, Any] = {
        name: tuple(one for one in getattr(case, name) if _entered(one) <= day) for name in (*RESULT_TYPES, *SERIES)
    }
    plans = tuple(
        replace(one, events=tuple(each for each in one.events if each.actual is None or each.actual <= day))
        for one in case.plans
        if one.start <= day
    )
    return replace(case, plans=plans, **shorter)


def first_seen(children: Sequence[Case], book: Told) -> list[Case]:
    """The children as they were when the board first spoke about them; all others as they are."""
    first = {one["child"]: meeting["day"] for meeting in reversed(book["meeting"]) for one in meeting["item"]}
    return [as_on(one, first[one.given_name]) if one.given_name in first else one for one in children]


class _Together:
    """A database within one transaction, so that a year of some hundred deeds is written once, whole or not at all."""

    def __init__(self, work: Work) -> None:
        self._work = work

    @contextmanager
    def work(self, _person: UUID) -> Iterator[Work]:
        """The transaction that is open."""
        yield self._work

    @contextmanager
    def read(self) -> Iterator[Work]:
        """The same, with what was written before."""
        yield self._work


def hold_year(board: Board, work: Work, library: Library, children: Sequence[Case], book: Told, dice: Random) -> None:
    """Hold all meetings within the caller's transaction. ``children`` are stored, as they were at first."""
    named = {one.given_name: one for one in children if one.given_name}
    Year(replace(board, database=cast("Database", _Together(work))), library, named, book, dice).hold()


@dataclass(slots=True)
class Year:
    """The meetings of a board. ``children`` are whole, ``dice`` gives the keys."""

    board: Board
    library: Library
    children: Mapping[str, Case]
    book: Told
    dice: Random
    _clock: datetime = field(default=datetime(2025, 1, 1, tzinfo=UTC))
    _meetings: dict[date, Meeting] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.board = replace(self.board, now=lambda: self._clock, new_key=self._key)

    def hold(self) -> None:
        """Hold every meeting that is about a child of this board; the records end as they are told."""
        told = [one for one in self.book["meeting"] if self._items(one)]
        self._say_to_families()
        for one in told:
            self._plan(one)
        for one in told:
            self._hold(one)
        for child in self.children.values():
            self._grow(child.given_name, None)

    def _plan(self, told: Told) -> None:
        planned = Meeting(
            id=self._key(), day=told["day"], begins=BEGINS, place=PLACE, chair=CHAIR, cover=told.get("cover", "")
        )
        self._meetings[planned.day] = planning.plan_meeting(self.board, planned)

    def _hold(self, told: Told) -> None:
        meeting = self._meetings[told["day"]]
        self._at(meeting.day, BEGINS)
        self._seat(meeting, told)
        referrals = [(one, self._refer(meeting, one)) for one in self._items(told)]
        if "cancelled" in told:
            planning.call_off(self.board, self.library, meeting, told["cancelled"])
            return
        referring.order_agenda(self.board, meeting, [one.id for _, one in referrals])
        for one, referral in [(told, self._again(one)) for told, one in referrals]:
            self._speak(meeting, one, referral)
        if meeting.day < self.book["anchor"]:
            planning.close_meeting(self.board, meeting)

    def _seat(self, meeting: Meeting, told: Told) -> None:
        """Everybody of the meeting before, and who is not there this time."""
        before = [one for day, one in self._meetings.items() if day < meeting.day]
        if before:
            attending.copy_people(self.board, meeting, before[-1])
        else:
            for one in self.book["member"]:
                person = Attendance(id=self._key(), meeting_id=meeting.id, place=0, **one)
                attending.put_person(self.board, meeting, person)
        how = dict.fromkeys(told.get("absent", ()), Presence.ABSENT)
        how |= dict.fromkeys(told.get("remote", ()), Presence.REMOTE)
        for one in attending.attendance(self.board, meeting):
            if one.name in how:
                attending.put_person(self.board, meeting, replace(one, presence=how[one.name]))

    def _refer(self, meeting: Meeting, told: Told) -> Referral:
        case = self._grow(told["child"], min(meeting.day, self.book["anchor"]))
        there = referring.open_referral(self.board, case.id)
        if there is not None:
            if there.meeting_id != meeting.id:
                return referring.put_on_agenda(self.board, self.library, there, meeting)
            return there
        new = Referral(
            id=self._key(), case_id=case.id, referred_on=told.get("referred", meeting.day - _EARLIER),
            urgency=Urgency(told.get("urgency", "routine")), purpose=Purpose(told.get("purpose", "discuss")),
            minutes=told.get("minutes"), radiology=told.get("radiology", ""), pathology=told.get("pathology", ""),
        )  # fmt: skip
        # without a question of its own it is the one that the child is described with
        described = self.children[told["child"]]
        question = told.get("question", described.question.value or "")
        asked_by = told.get("asked_by", described.asked_by.value or "")
        return referring.refer(self.board, self.library, new, question=question, asked_by=asked_by, meeting=meeting)

    def _again(self, referral: Referral) -> Referral:
        """The referral at its place on the agenda."""
        return referring.open_referral(self.board, referral.case_id) or referral

    def _speak(self, meeting: Meeting, told: Told, referral: Referral) -> None:
        if "decision" in told:
            self._decide(meeting, told["decision"], referral)
        elif told.get("noted"):
            referring.note(self.board, self.library, referral, meeting.day)
        elif "withdrawn" in told:
            referring.withdraw(self.board, self.library, referral, told["withdrawn"], meeting.day)
        elif "put_off" in told:
            self._put_off(meeting, told["put_off"], referral)

    def _put_off(self, meeting: Meeting, told: Told, referral: Referral) -> None:
        deferral = Deferral(
            id=self._key(), referral_id=referral.id, case_id=referral.case_id, meeting_id=meeting.id,
            put_off_on=told.get("on", meeting.day), missing=told["missing"], owed_by=told["owed_by"],
        )  # fmt: skip
        to = self._meetings[told["to"]] if "to" in told else None
        made = referring.put_off(self.board, self.library, referral, deferral, to)
        if "there" in told:
            referring.resolve(self.board, made, told["there"])

    def _decide(self, meeting: Meeting, told: Told, referral: Referral) -> None:
        board = self.board
        self._clock += timedelta(minutes=referral.minutes or 10)
        begun = deciding.begin_decision(board, referral)
        typed = deciding.save_decision(board, begun, self._typed(begun, told), "Decision typed")
        if "conflict" in told:
            interest = ConflictOfInterest(
                id=self._key(), meeting_id=meeting.id, case_id=referral.case_id, **told["conflict"]
            )
            attending.declare(board, interest)
        frozen = deciding.confirm(board, self.library, deciding.read_back(board, typed), chair=CHAIR, today=meeting.day)
        after = self._clock
        self._follow(frozen, told)
        if "family" in told:
            self._tell_family(meeting, get_case(board, referral.case_id), told["family"])
        self._clock = after

    def _follow(self, whole: WholeDecision, told: Told) -> None:
        """What came after the meeting: amendments, what was done, what became of it all."""
        for one in told.get("amendments", ()):
            self._at(one["on"], "09:10")
            chair = "" if one.get("waits") else CHAIR
            whole = deciding.amend(self.board, whole, words=one["words"], reason=one["reason"], chair=chair)
        for place, one in enumerate(told.get("actions", ())):
            said = _coded({name: value for name, value in one.items() if name.startswith("fate")})
            if said:
                deciding.say_action(
                    self.board, self.library, whole.actions[place], replace(whole.actions[place], **said)
                )
        for one in told.get("fate", ()):
            on = _coded({name: value for name, value in one.items() if name != "on"})
            became = FollowThrough(
                id=self._key(), decision_id=whole.decision.id, case_id=whole.decision.case_id, told_on=one["on"], **on
            )
            whole = deciding.say_fate(self.board, self.library, whole, became)

    def _tell_family(self, meeting: Meeting, case: Case, told: Told) -> None:
        """The sheet for the family in the languages that something was written in: all that is offered, and that."""
        self._at(told["on"], "10:30")
        for language in (one for one in Language if one.value in told):
            given = [
                FamilySentence(
                    id=self._key(), sheet_id=case.id, case_id=case.id, place=0, section=one.section,
                    offered_as=one.key, words=one.words,
                )
                for one in sheets.offered(self.library, case, meeting, language)
            ]  # fmt: skip
            own = [
                FamilySentence(
                    id=self._key(), sheet_id=case.id, case_id=case.id, place=0, section=Section(section), words=words
                )
                for section, words in told[language.value].items()
            ]
            order = list(Section)
            both = sorted([*given, *own], key=lambda one: order.index(one.section))
            whole = sheets.save_sheet(self.board, case, meeting, language, both)
            whole = sheets.approve(self.board, self.library, whole, told["approved"], told["on"])
            if language is Language.SPANISH and "reviewed" in told:
                sheets.review(self.board, whole, told["reviewed"], told["on"])

    def _say_to_families(self) -> None:
        """The clinic's own words for every family."""
        for one in self.book.get("clinic", ()):
            self._at(one["on"], "09:00")
            sheets.say_clinic_text(
                self.board, one["topic"], Language(one["language"]), one["words"], one["approved"], one["on"]
            )

    def _typed(self, begun: WholeDecision, told: Told) -> WholeDecision:
        own = _coded({name: value for name, value in told.items() if name not in _APART})
        asked = {
            name: known(Feasibility(value) if name == "feasibility" else value)
            for name, value in own.items()
            if name == "feasibility" or name.endswith("_considered")
        }
        hung: dict[str, Any] = {"decision_id": begun.decision.id, "case_id": begun.decision.case_id}
        conditions = tuple(
            Condition(id=self._key(), place=place, **hung, **one)
            for place, one in enumerate(told.get("conditions", ()))
        )
        return replace(
            begun,
            decision=replace(begun.decision, **(own | asked)),
            options=self._parts(ConsideredOption, told.get("options", ()), hung),
            conditions=conditions,
            actions=tuple(self._action(place, one, conditions, hung) for place, one in enumerate(told["actions"])),
            dissents=self._parts(Dissent, told.get("dissents", ()), hung),
        )

    def _parts(self, kind: type[Any], told: Sequence[Told], hung: Told) -> tuple[Any, ...]:
        return tuple(kind(id=self._key(), place=place, **hung, **one) for place, one in enumerate(told))

    def _action(self, place: int, told: Told, conditions: Sequence[Condition], hung: Told) -> Action:
        own = {name: value for name, value in told.items() if name != "on" and not name.startswith("fate")}
        on = conditions[told["on"]].id if "on" in told else None
        return Action(id=self._key(), place=place, on_condition=on, **hung, **own)

    def _grow(self, name: str, day: date | None) -> Case:
        """The child's record as it had come to be until a day, or whole; what the board wrote into it stays."""
        there = get_case(self.board, self.children[name].id)
        told = self.children[name] if day is None else as_on(self.children[name], day)
        lists: dict[str, Any] = {one: getattr(told, one) for one in (*RESULT_TYPES, *SERIES, "plans")}
        grown = replace(there, **lists)
        return there if grown == there else save_case(self.board, self.library, there, grown, "Results arrived")

    def _items(self, told: Told) -> list[Told]:
        return [one for one in told["item"] if one["child"] in self.children]

    def _at(self, day: date, begins: str) -> None:
        self._clock = datetime.combine(day, time.fromisoformat(begins), UTC)

    def _key(self) -> UUID:
        return UUID(int=self.dice.getrandbits(128), version=4)


def _entered(one: Any) -> date:
    at: datetime | None = one.provenance.entered_at
    return at.date() if at is not None else date.min


def _coded(told: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _TYPES[name](value) if name in _TYPES else value for name, value in told.items()}
