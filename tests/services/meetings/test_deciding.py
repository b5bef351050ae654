"""Decisions are typed, read back, confirmed and frozen; then only amended, followed up, and watched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
from builders import full_case, small_case
from meeting_helpers import CHAIR, DAY, a_meeting, decided, referred, typed

from db.errors import StaleCase
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.basis import changed_grounds, ground_names, grounds_now
from desktop.clinical.meetings.codes import DecisionKind, Fate, NotDone, ReferralEnd
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent, FollowThrough
from desktop.clinical.meetings.referral import Referral
from desktop.clinical.meetings.waking import Woken, actions_now, conditions_now
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import Mycn, OverallResponse
from desktop.services.boards import Board
from desktop.services.cases import get_case, history, new_case, save_case
from desktop.services.library import Library
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.deciding import (
    amend,
    begin_decision,
    confirm,
    decisions_of,
    read_back,
    save_decision,
    say_action,
    say_fate,
    throw_away,
)
from desktop.services.meetings.referring import open_referral, put_on_agenda, take_off_agenda


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


@pytest.fixture
def referral(board: Board, library: Library, child: Case) -> Referral:
    return referred(board, library, child, a_meeting(board))


def put(board: Board, library: Library, case: Case, name: str, value: object) -> Case:
    stored = get_case(board, case.id)
    return save_case(board, library, stored, FIELDS[name].write(stored, known(value)), f"Change of {name}")


def parts(begun: WholeDecision) -> dict[str, object]:
    own = {"decision_id": begun.decision.id, "case_id": begun.decision.case_id}
    waits = Condition(place=0, fact="mycn", value="amplified", then="Tandem", otherwise="Single", **own)  # type: ignore[arg-type]
    return {
        "options": (ConsideredOption(place=0, words="Wait", why_not="It grows", **own),),  # type: ignore[arg-type]
        "conditions": (waits,),
        "actions": (
            Action(place=0, words="Book theatre", owner="Surgeon", due=date(2026, 12, 1), **own),  # type: ignore[arg-type]
            Action(place=1, words="Ring transplant unit", on_condition=waits.id, **own),  # type: ignore[arg-type]
        ),
        "dissents": (Dissent(place=0, name="", words="Too early", answer="Noted", **own),),  # type: ignore[arg-type]
    }


def test_what_is_typed_is_kept_and_comes_back_whole(board: Board, referral: Referral) -> None:
    begun = begin_decision(board, referral)
    assert begin_decision(board, referral) == begun
    whole = typed(board, referral, **parts(begun), groups="High", wish_considered=known(True))
    (stored,) = decisions_of(board, referral.case_id)
    assert stored == whole
    assert stored.decision.question == "Before or after?"
    fewer = replace(whole, conditions=(), actions=whole.actions[:1], dissents=())
    save_decision(board, whole, fewer, "Decision typed")
    assert decisions_of(board, referral.case_id)[0].actions == whole.actions[:1]
    with pytest.raises(StaleCase):
        save_decision(board, whole, replace(whole, options=()), "Decision typed")


def test_nothing_is_confirmed_that_nobody_read_back_or_chaired(
    board: Board, library: Library, referral: Referral
) -> None:
    begun = begin_decision(board, referral)
    words = replace(begun, decision=replace(begun.decision, recommendation="Operate."))
    told = save_decision(board, begun, words, "Decision typed")
    with pytest.raises(UserError, match="Choose the kind of the decision"):
        confirm(board, library, read_back(board, told), chair=CHAIR, today=DAY)
    (told,) = decisions_of(board, referral.case_id)
    early = replace(told, decision=replace(told.decision, kind=DecisionKind.SURGERY, next_board=DAY))
    told = save_decision(board, told, early, "Decision typed")
    with pytest.raises(UserError, match="not after this meeting"):
        confirm(board, library, told, chair=CHAIR, today=DAY)
    later = replace(told, decision=replace(told.decision, next_board=None))
    told = save_decision(board, told, later, "Decision typed")
    with pytest.raises(UserError, match="not read back"):
        confirm(board, library, told, chair=CHAIR, today=DAY)
    told = read_back(board, told)
    with pytest.raises(UserError, match="named chair"):
        confirm(board, library, told, chair=" ", today=DAY)
    assert open_referral(board, referral.case_id) is not None
    assert confirm(board, library, told, chair=CHAIR, today=DAY).decision.is_frozen


def test_confirmed_is_frozen_with_what_it_stands_on(board: Board, library: Library, referral: Referral) -> None:
    whole = decided(board, library, referral)
    (stored,) = decisions_of(board, referral.case_id)
    assert stored == whole
    grounds = {one.fact: one.value for one in stored.grounds}
    assert grounds["mycn"] == "amplified"
    assert grounds["scheme.cog-v2"] == "high"
    assert stored.decision.rules == library.rules.checksum
    with board.database.read() as work:
        kept = work.assessments.of(referral.case_id)
        assert work.board_work.get(Referral, referral.id).ended is ReferralEnd.DISCUSSED
    assert {one.occasion for one in kept} == {"decision"}
    assert len(kept) == len(library.rules.schemes)


@pytest.mark.parametrize(
    "change",
    [
        lambda board, _library, whole: save_decision(board, whole, whole, "Decision typed"),
        lambda board, _library, whole: throw_away(board, whole),
        lambda board, _library, whole: read_back(board, whole),
        lambda board, library, whole: confirm(board, library, whole, chair=CHAIR, today=DAY),
    ],
)
def test_nothing_changes_what_is_frozen(
    board: Board, library: Library, referral: Referral, change: Callable[[Board, Library, WholeDecision], object]
) -> None:
    whole = decided(board, library, referral)
    with pytest.raises(UserError, match="confirmed by the chair"):
        change(board, library, whole)
    assert decisions_of(board, referral.case_id) == [whole]


def test_amendments_are_added_and_numbered(board: Board, library: Library, referral: Referral) -> None:
    whole = decided(board, library, referral)
    for words, reason in (("", "x"), ("x", " ")):
        with pytest.raises(UserError, match="nothing was stored"):
            amend(board, whole, words=words, reason=reason)
    whole = amend(board, whole, words="On 03 Dec", reason="Theatre full")
    whole = amend(board, whole, words="On 05 Dec", reason="Theatre full again")
    (stored,) = decisions_of(board, referral.case_id)
    assert [(one.number, one.words) for one in stored.amendments] == [(1, "On 03 Dec"), (2, "On 05 Dec")]
    assert stored.decision.recommendation == whole.decision.recommendation
    assert "Decision amended" in [one.action for one in history(board, referral.case_id)]


def test_actions_and_decisions_are_followed_up(board: Board, library: Library, referral: Referral) -> None:
    begun = begin_decision(board, referral)
    whole = decided(board, library, referral, **parts(begun))
    first = whole.actions[0]
    done = replace(first, words="Another", fate=Fate.NOT_DONE, fate_on=DAY, fate_why=NotDone.NOT_AVAILABLE)
    assert say_action(board, library, first, done).words == "Book theatre"
    told = FollowThrough(
        decision_id=whole.decision.id, case_id=whole.decision.case_id, told_on=DAY, fate=Fate.PARTLY, words="Later"
    )
    say_fate(board, library, whole, told)
    (stored,) = decisions_of(board, referral.case_id)
    assert [one.words for one in stored.open_actions] == ["Ring transplant unit"]
    assert stored.fate is not None
    assert (stored.fate.fate, stored.fate.by) == (Fate.PARTLY, "Zztest Coordinator")


@pytest.mark.parametrize("name", ["mycn", "response_overall"])
def test_shelf_life_one_fact_and_only_where_it_stood_on_it(
    board: Board, library: Library, child: Case, name: str
) -> None:
    """Must show: changing one fact after the lock shows the changed basis, only of decisions that stood on it."""
    meeting = a_meeting(board)
    stands = decided(board, library, referred(board, library, child, meeting))
    other = typed(board, referred(board, library, child, meeting))
    schemes = [f"scheme.{one.id}" for one in library.rules.schemes]
    apart = confirm(board, library, other, chair=CHAIR, today=DAY, left_out=[name, *schemes])
    new = {"mycn": Mycn.NOT_AMPLIFIED, "response_overall": OverallResponse.PD}[name]

    def changed(whole: WholeDecision) -> set[str]:
        now = grounds_now(get_case(board, child.id), library.rules, ground_names(library.rules))
        return {one.fact for one in changed_grounds(whole, now)}

    assert not changed(stands)
    assert not changed(apart)
    put(board, library, child, name, new)
    assert name in changed(stands)
    assert not changed(apart)
    put(board, library, child, "wishes", "Zztest")
    put(board, library, child, name, FIELDS[name].read(child).value)
    assert not changed(stands)


def test_every_fact_that_a_decision_stands_on_is_watched_alone(board: Board, library: Library, child: Case) -> None:
    """Each ground by itself: another value of it is told, and of no fact that is not bound to it."""
    names = ground_names(library.rules)
    now = grounds_now(child, library.rules, names)
    whole = decided(board, library, referred(board, library, child, a_meeting(board)))
    for name in names:
        told = changed_grounds(whole, now | {name: ("other", None)})
        assert [one.fact for one in told] == [name]


def test_an_arriving_result_wakes_a_condition(board: Board, library: Library) -> None:
    child = new_case(board, library, replace(small_case(3), mycn=()))
    referral = referred(board, library, child, a_meeting(board))
    begun = begin_decision(board, referral)
    told = parts(begun)
    told["conditions"] = tuple(replace(one, review_by=date(2026, 12, 1)) for one in told["conditions"])  # type: ignore[attr-defined]
    whole = decided(board, library, referral, **told)

    def state(today: date) -> tuple[Woken, str, list[str]]:
        case = get_case(board, child.id)
        (one,) = conditions_now(whole, case, today)
        return one.state, one.applies, [each.words for each in actions_now(whole, case, today)]

    assert state(DAY) == (Woken.WAITS, "", ["Book theatre"])
    assert state(date(2026, 12, 2)) == (Woken.OVERDUE, "", ["Book theatre"])
    put(board, library, child, "mycn", Mycn.AMPLIFIED)
    assert state(DAY) == (Woken.HOLDS, "Tandem", ["Book theatre", "Ring transplant unit"])
    put(board, library, child, "mycn", Mycn.NOT_AMPLIFIED)
    assert state(DAY) == (Woken.OTHERWISE, "Single", ["Book theatre"])


def test_a_decision_that_was_only_begun_can_be_thrown_away(board: Board, referral: Referral) -> None:
    begun = begin_decision(board, referral)
    whole = typed(board, referral, **parts(begun))
    throw_away(board, whole)
    assert decisions_of(board, referral.case_id) == []


def test_a_draft_goes_with_the_child_to_the_meeting_that_takes_it(
    board: Board, library: Library, child: Case, referral: Referral
) -> None:
    begun = begin_decision(board, referral)
    whole = typed(board, referral, **parts(begun))
    waits = take_off_agenda(board, library, referral)
    later = a_meeting(board, date(2026, 12, 10))
    on = put_on_agenda(board, library, waits, later)
    (item,) = agenda_of(board, library, later).items
    assert item.decision is not None, "what was typed is seen there"
    assert item.decision.actions == whole.actions
    assert item.decision.decision.read_back_at is None, "and was not read back to that meeting"
    assert item.decision == begin_decision(board, on)
    frozen = confirm(board, library, read_back(board, item.decision), chair=CHAIR, today=DAY)
    assert frozen.decision.meeting_id == later.id
    assert decisions_of(board, child.id) == [frozen]


def test_what_is_typed_after_the_reading_back_is_read_back_again(
    board: Board, library: Library, referral: Referral
) -> None:
    whole = typed(board, referral)
    assert save_decision(board, whole, whole, "Decision typed").decision.read_back_at is not None
    fewer = replace(whole, options=(parts(whole)["options"][0],))  # type: ignore[index]
    told = save_decision(board, whole, fewer, "Decision typed")
    with pytest.raises(UserError, match="not read back"):
        confirm(board, library, told, chair=CHAIR, today=DAY)


def test_the_frozen_decision_answers_the_question_that_is_asked_now(
    board: Board, library: Library, child: Case, referral: Referral
) -> None:
    whole = typed(board, referral)
    put(board, library, child, "question", "Operate at all?")
    asked = read_back(board, whole)
    assert asked.decision.question == "Operate at all?"
    put(board, library, child, "asked_by", "Dr Zztest-Other")
    frozen = confirm(board, library, asked, chair=CHAIR, today=DAY).decision
    assert (frozen.question, frozen.asked_by) == ("Operate at all?", "Dr Zztest-Other")
