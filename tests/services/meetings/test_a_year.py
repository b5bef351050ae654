"""A year of meetings of the demonstration: held through the services, the same from the same seed, and believable."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from pdf_reading import page_texts, squeezed

from db.entities import BOARD_WORK
from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.meetings.basis import changed_grounds, ground_names, grounds_now
from desktop.clinical.meetings.codes import Fate, Presence, Purpose, ReferralEnd
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.waking import Woken, actions_now, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.boards import Board
from desktop.services.cases import find_case, get_case
from desktop.services.checking import check_board
from desktop.services.demo import demonstration_cases, make_demonstration
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.attending import attendance, conflicts, quorum
from desktop.services.meetings.deciding import decisions_at, decisions_of, whole_of
from desktop.services.meetings.planning import find_meeting, meetings, next_meeting
from desktop.services.papers.letters import Reader, letter
from desktop.services.records import record_of

TODAY = date(2026, 11, 23)
MET = 12
"""So many meetings took place; one was called off, and two are to come."""


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="module")
def board(library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Board]:
    folder = tmp_path_factory.mktemp("year") / "demo.crestboard"
    with make_demonstration(folder, library) as made:
        yield made


@pytest.fixture(scope="module")
def decisions(board: Board) -> list[WholeDecision]:
    with board.database.read() as work:
        return whole_of(work, work.board_work.where(Decision))


def rows(board: Board, kind: type[Any]) -> list[Any]:
    with board.database.read() as work:
        return work.board_work.where(kind)


def child(board: Board, name: str) -> Case:
    with board.database.read() as work:
        cases = [work.cases.by_number(number) for number in range(1, 25)]
    return next(one for one in cases if one.given_name == name)


def test_meetings_are_numbered_in_the_order_of_their_days_and_end_or_are_called_off(board: Board) -> None:
    found = meetings(board)
    assert [one.number for one in found] == list(range(1, 16))
    assert all(earlier.day < later.day for earlier, later in pairwise(found))
    assert {one.day.strftime("%A") for one in found} == {"Thursday"}
    assert sum(one.closed_at is not None for one in found) == MET == sum(one.day < TODAY for one in found) - 1
    assert [one.day for one in found if one.cancelled] == [date(2026, 3, 19)]
    assert all(one.closed_at is None or one.closed_at.date() == one.day for one in found)


def test_the_next_meeting_has_an_agenda_of_every_kind(board: Board, library: Library) -> None:
    meeting = next_meeting(board, TODAY)
    assert meeting is not None and meeting.day == date(2026, 11, 26)
    agenda = agenda_of(board, library, meeting)
    assert len(agenda.discuss) == 7 and len(agenda.note) == 1 and len(agenda.put_off) == 1
    assert agenda.unreferred, "a child whose record has the day and who is on no agenda"
    assert all(one.question and one.asked_by for one in agenda.items)
    assert {one.referral.urgency.value for one in agenda.discuss} == {"emergency", "soon", "routine"}
    assert max(one.presentation for one in agenda.discuss) == 2
    assert {len(one.put_off) for one in agenda.discuss} == {0, 1, 2}
    assert str(agenda.discuss[0].starts) == "14:00:00"


def test_everybody_is_seated_and_the_absent_are_told(board: Board, library: Library) -> None:
    for meeting in meetings(board):
        people = attendance(board, meeting)
        assert len(people) == 11 and len({one.name for one in people}) == 11
    absent = {one.name for meeting in meetings(board) for one in attendance(board, meeting)
              if one.presence is Presence.ABSENT}  # fmt: skip
    assert {"Zztest Geneticist", "Zztest Radiotherapist"} <= absent
    missed = [one.number for one in meetings(board) if not quorum(board, library, one).is_met]
    assert missed == [12], "without radiotherapy there was no quorum"
    assert [one.words for meeting in meetings(board) for one in conflicts(board, meeting)]


def test_decisions_are_of_every_kind_and_frozen_with_what_they_stood_on(
    board: Board, decisions: list[WholeDecision]
) -> None:
    days = {one.id: one.day for one in meetings(board)}
    assert len(decisions) >= 15
    assert len({one.decision.kind for one in decisions}) >= 5
    assert len({one.decision.intent for one in decisions}) >= 2
    for one in decisions:
        assert one.decision.is_frozen and one.grounds and one.actions
        at = one.decision.confirmed_at
        assert at is not None and at.date() == days[one.decision.meeting_id]
        assert one.decision.read_back_at is not None and one.decision.read_back_at <= at
    assert any(one.decision.differs for one in decisions)
    assert {len(one.amendments) for one in decisions} == {0, 1, 2}
    assert any(each.name for one in decisions for each in one.dissents)
    assert any(not each.name for one in decisions for each in one.dissents)


def test_a_decision_stood_on_what_was_known_on_its_day(board: Board, decisions: list[WholeDecision]) -> None:
    hotel = decisions_of(board, child(board, "Hotel").id)[-1]
    told = {one.fact: one.value for one in hotel.grounds}
    assert told["mycn"] == "amplified" and told["alk"] == "" and told["response_overall"] == ""
    assert not any(one.value for whole in decisions[:1] for one in whole.grounds if one.fact == "response_marrow")


def test_the_basis_of_some_decisions_has_changed_and_of_others_not(
    board: Board, library: Library, decisions: list[WholeDecision]
) -> None:
    names = ground_names(library.rules)
    changed = {
        one.decision.id: changed_grounds(one, grounds_now(get_case(board, one.decision.case_id), library.rules, names))
        for one in decisions
    }
    alphas = decisions_of(board, child(board, "Alpha").id)[0].decision
    first_of_hotel = decisions_of(board, child(board, "Hotel").id)[-1].decision
    assert not changed[alphas.id]
    assert "alk" in {one.fact for one in changed[first_of_hotel.id]}


def test_conditions_wait_are_overdue_hold_or_turn_out_otherwise(board: Board, decisions: list[WholeDecision]) -> None:
    found = {
        child.given_name: {one.state for one in conditions_now(whole, child, TODAY)}
        for whole in decisions
        if whole.conditions
        for child in [get_case(board, whole.decision.case_id)]
    }
    assert found == {
        "Hotel": {Woken.HOLDS}, "Delta": {Woken.OTHERWISE}, "Echo": {Woken.OVERDUE}, "Alpha": {Woken.WAITS},
    }  # fmt: skip


def test_actions_are_done_open_or_late(board: Board, decisions: list[WholeDecision]) -> None:
    states = Counter(one.fate for whole in decisions for one in whole.actions)
    assert states[Fate.DONE] > 10 and states[Fate.NOT_DONE] == 2 and states[None] > 5
    now = [one for whole in decisions for one in actions_now(whole, get_case(board, whole.decision.case_id), TODAY)]
    assert any(one.due is not None and one.due < TODAY for one in now)
    assert any(one.due is not None and one.due > TODAY for one in now)
    assert {one.fate.fate for one in decisions if one.fate} == set(Fate)
    assert any(one.fate is None for one in decisions)


def test_children_are_put_off_for_one_thing_that_somebody_owes(board: Board) -> None:
    found: list[Deferral] = rows(board, Deferral)
    assert len(found) == 6
    assert all(one.missing and one.owed_by for one in found)
    assert {one.resolved_on is None for one in found} == {True, False}
    referrals = {one.id: one for one in rows(board, Referral)}
    assert Counter(one.referral_id for one in found).most_common(1)[0][1] == 2, "one child is put off twice"
    assert {one.ended for one in referrals.values()} == {None, *ReferralEnd}
    assert {one.purpose for one in referrals.values()} == set(Purpose)


def test_an_agenda_that_was_called_off_waits_for_the_next_one(board: Board, library: Library) -> None:
    called_off = next(one for one in meetings(board) if one.cancelled)
    assert not agenda_of(board, library, called_off).items
    after = agenda_of(board, library, find_meeting(board, str(called_off.number + 1)))
    assert "Hotel" in {one.case.given_name for one in after.items}


def test_the_minutes_of_a_meeting_are_in_the_order_of_its_agenda(board: Board, library: Library) -> None:
    meeting = meetings(board)[0]
    spoken = [one.case.id for one in agenda_of(board, library, meeting).discuss]
    assert [one.decision.case_id for one in decisions_at(board, meeting)] == spoken


def test_the_records_end_as_they_are_told(board: Board, library: Library) -> None:
    # whoever has no dates was signed when stored
    for told in (one for one in demonstration_cases(library, 24, 1) if one.diagnosed.is_known):
        there = get_case(board, told.id)
        written = {name: getattr(told, name) for name in ("board_on", "question", "asked_by", "referred_on")}
        as_told = replace(there, number=None, version=told.version, changed_at=None, **written)
        assert record_of(as_told, []) == record_of(told, [])


def test_the_board_is_sound_and_every_step_is_in_its_history(board: Board) -> None:
    assert not check_board(board).problems
    with board.database.read() as work:
        told = {one.entity for one in work.audit.entries(None, None)}
    assert {one.table for one in BOARD_WORK} - {
        "quorum_rules",
        "family_sheets",
        "family_sentences",
        "clinic_texts",
    } <= told


def test_the_same_seed_gives_the_same_year(board: Board, library: Library, tmp_path: Path) -> None:
    with make_demonstration(tmp_path / "again.crestboard", library) as again:
        for entity in BOARD_WORK:
            assert rows(board, entity.kind) == rows(again, entity.kind)
    with make_demonstration(tmp_path / "other.crestboard", library, seed=2, cases=3) as other:
        assert rows(other, Meeting)
        assert {one.id for one in rows(other, Meeting)}.isdisjoint({one.id for one in rows(board, Meeting)})


def test_a_board_of_few_children_has_only_their_meetings(library: Library, tmp_path: Path) -> None:
    with make_demonstration(tmp_path / "one.crestboard", library, cases=1) as one:
        assert [each.day for each in meetings(one)] == [date(2026, 11, 12), date(2026, 11, 26)]
        assert decisions_of(one, find_case(one, "1").id)


def test_a_letter_leaves_for_every_decision_of_the_year(
    board: Board, library: Library, decisions: list[WholeDecision]
) -> None:
    by_id = {one.id: one for one in meetings(board)}
    for whole in decisions:
        for reader in Reader:
            made = letter(board, library, by_id[whole.decision.meeting_id], whole, reader, today=TODAY)
            text = squeezed("".join(page_texts(made.content)))
            assert squeezed(whole.decision.recommendation) in text
            assert squeezed(child_name(board, whole)) in text
            assert all(squeezed(one.words) in text for one in (*whole.open_actions, *whole.amendments))


def child_name(board: Board, whole: WholeDecision) -> str:
    return f"ZZTEST, {get_case(board, whole.decision.case_id).given_name}"
