"""Running a meeting in a real window by keyboard: typed, stored by itself, read back, confirmed and frozen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest
from by_keyboard import Key, Keyboard
from locking_helpers import unlock_now
from meeting_helpers import referred
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, a_child

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.meetings.codes import DecisionKind, Feasibility, Intent
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Attendance, Meeting
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.cases import delete_case, get_case, new_case
from desktop.services.drafts import drafts_of
from desktop.services.locking import SYSTEM
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.attending import attendance, conflicts, put_person
from desktop.services.meetings.deciding import decisions_of
from desktop.services.meetings.planning import plan_meeting
from desktop.ui import undoing
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.meetings.asking import AskDialog
from desktop.ui.meetings.attending import AttendDialog
from desktop.ui.meetings.run import FROZEN, READ, TYPING, RunDialog
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Text

DAY = TODAY + timedelta(days=3)


@pytest.fixture
def meeting(desk: Desk) -> Meeting:
    return plan_meeting(desk.board, Meeting(day=DAY, begins="14:00", chair="Dr Zztest-Okoro"))


@pytest.fixture
def children(desk: Desk, alpha: Case, meeting: Meeting) -> list[Case]:
    """Two children on the agenda."""
    bravo = new_case(desk.board, desk.library, a_child("Bravo", "TEST-0002"))
    for one in (alpha, bravo):
        referred(desk.board, desk.library, one, meeting, question=f"What about {one.given_name}?")
    return [alpha, bravo]


@pytest.fixture
def view(qtbot: QtBot, window: MainWindow, children: list[Case]) -> Iterator[RunDialog]:
    """The view over the whole screen, as its key shows it."""
    qtbot.keyClick(window, Key.Key_G, CTRL)
    page = window.places.meetings
    with qtbot.waitSignal(page.read, timeout=15_000):
        pass
    qtbot.keyClick(window, Key.Key_F11)
    found = QApplication.activeModalWidget()
    assert isinstance(found, RunDialog)
    qtbot.waitUntil(found.isActiveWindow)
    yield found
    found.accept()


def stored(desk: Desk, case: Case) -> WholeDecision:
    (one,) = decisions_of(desk.board, case.id)
    return one


def shown(widget: object) -> str:
    return " ".join(one.text() for one in widget.findChildren(Text) if one.isVisible())  # type: ignore[attr-defined]


def test_the_view_shows_the_child_in_large_type_and_goes_from_one_to_the_next(
    qtbot: QtBot, view: RunDialog, children: list[Case]
) -> None:
    assert view.isFullScreen()
    told = shown(view.wall)
    assert "What about Alpha?" in told
    assert "Stage M" in told
    assert "Segmental changes (SCA) decides." in told
    assert view.head.place.text() == "Case 1 of 2"
    assert min(one.font().pixelSize() for one in view.wall.findChildren(Text)) >= view.look.px(16)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_PageDown, CTRL)
    assert "What about Bravo?" in shown(view.wall)
    assert view.head.place.text() == "Case 2 of 2"
    keyboard.press(Key.Key_PageDown, CTRL)
    assert view.head.place.text() == "Case 2 of 2", "after the last nobody comes"
    keyboard.press(Key.Key_PageUp, CTRL)
    assert "What about Alpha?" in shown(view.wall)


def test_a_decision_from_the_first_key_to_the_chair(
    qtbot: QtBot, window: MainWindow, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    keyboard = Keyboard(qtbot)
    assert QApplication.focusWidget() is view.form.fields["recommendation"].control
    keyboard.type("Continue induction; operate after cycle 4.")
    keyboard.pick("Kind: None", "Surgery")
    keyboard.pick("Intent: Not said", "To cure")
    keyboard.tab_to("Add action")
    keyboard.press(Key.Key_Space)
    keyboard.type("Book theatre")
    keyboard.tab_to("Owner, action 1")
    keyboard.type("Surgeon")
    keyboard.tab_to("Due, action 1")
    keyboard.type("1/12/26")
    keyboard.press(Key.Key_Return, CTRL)
    assert view.step == READ
    whole = stored(desk, children[0])
    assert whole.decision.read_back_at is not None
    assert (whole.decision.kind, whole.decision.intent) == (DecisionKind.SURGERY, Intent.CURE)
    assert [(one.words, one.owner, one.due) for one in whole.actions] == [
        ("Book theatre", "Surgeon", date(2026, 12, 1))
    ]
    assert "Continue induction; operate after cycle 4." in shown(view.pages)
    keyboard.press(Key.Key_Return, CTRL)
    dialog = keyboard.dialog()
    assert dialog.controls["chair"].text() == "Dr Zztest-Okoro"  # type: ignore[attr-defined]
    keyboard.tab_to("ALK: not known")
    keyboard.press(Key.Key_Space)
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    assert view.step == FROZEN
    frozen = stored(desk, children[0])
    assert frozen.decision.confirmed_by == "Dr Zztest-Okoro"
    assert "alk" not in {one.fact for one in frozen.grounds}, "what was taken away it does not stand on"
    assert {"mycn", "scheme.cog-v2"} <= {one.fact for one in frozen.grounds}
    assert "Confirmed by Dr Zztest-Okoro" in shown(view.pages)
    assert not view.confirm_button.isVisible()


def test_nothing_is_read_back_without_words_and_typing_goes_on_after_escape(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_Return, CTRL)
    assert "Type the words" in view.wrong.text()
    assert not decisions_of(desk.board, children[0].id), "and nothing was begun"
    keyboard.type("Wait")
    keyboard.press(Key.Key_Return, CTRL)
    assert view.step == TYPING
    kind = view.form.fields["kind"]
    assert kind.marked == view.wrong.text() == "Choose the kind of the decision: without one it is not confirmed."
    assert QApplication.focusWidget() is kind.control
    assert stored(desk, children[0]).decision.recommendation == "Wait", "a draft needs no kind"
    keyboard.pick("Kind: None", "Surgery")
    assert not kind.marked
    keyboard.press(Key.Key_Return, CTRL)
    assert view.step == READ
    keyboard.press(Key.Key_Escape)
    assert view.step == TYPING
    assert view.isVisible()
    keyboard.press(Key.Key_End)
    keyboard.type(" for SCA")
    keyboard.press(Key.Key_Escape)
    assert not view.isVisible(), "from typing it leads to the window"
    assert stored(desk, children[0]).decision.recommendation == "Wait for SCA", "and what was typed is stored"


def test_what_is_typed_is_stored_by_itself_and_taken_back_step_by_step(
    qtbot: QtBot, window: MainWindow, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    view._wait.setInterval(50)
    keyboard = Keyboard(qtbot)
    keyboard.type("Wait")
    qtbot.waitUntil(lambda: bool(decisions_of(desk.board, children[0].id)))
    qtbot.waitUntil(lambda: stored(desk, children[0]).decision.recommendation == "Wait")
    keyboard.tab_to("Stage as agreed")
    keyboard.type("M")
    qtbot.waitUntil(lambda: stored(desk, children[0]).decision.stage == "M")
    view.undo()
    told = stored(desk, children[0]).decision
    assert (told.stage, told.recommendation) == ("", "Wait")
    assert view.form.fields["stage"].value == ""


def test_a_condition_hangs_on_a_fact_in_words_and_an_action_on_the_condition(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.type("Go on")
    keyboard.tab_to("Add condition")
    keyboard.press(Key.Key_Space)
    keyboard.pick("If, condition 1: None", "MYCN")
    keyboard.tab_to("Is, condition 1: Not said")
    keyboard.press(Key.Key_Up)
    for _ in range(2):
        keyboard.press(Key.Key_Up)
    keyboard.tab_to("Then, condition 1")
    keyboard.type("Tandem")
    keyboard.tab_to("Add action")
    keyboard.press(Key.Key_Space)
    keyboard.type("Ring the transplant unit")
    assert view.save()
    whole = stored(desk, children[0])
    (condition,) = whole.conditions
    assert (condition.fact, condition.then) == ("mycn", "Tandem")
    assert condition.value in {"amplified", "gain", "not_amplified"}
    view.show_child()
    row = view.form.actions_list.rows[0]
    hangs = row.fields["on_condition"]
    hangs.show_value(condition.id)
    assert view.save()
    assert stored(desk, children[0]).actions[0].on_condition == condition.id


FILLED: dict[str, object] = {
    "recommendation": "Operate", "kind": DecisionKind.SURGERY, "intent": Intent.CURE, "new_facts": "Fever",
    "stage": "M", "groups": "High", "guide": "COG", "guide_version": "2", "differs": None, "differs_words": "Later",
    "feasibility": known(Feasibility.HERE), "where": "Zztest", "alternative": "Wait", "wish_considered": known(True),
    "wish_words": "At home", "told_by": "Dr Zztest", "tell_by": date(2026, 11, 27), "key_worker": "Zztest",
    "trial_considered": known(False), "genetics_considered": known(True), "fertility_considered": known(True),
    "palliative_considered": known(False), "psychosocial_considered": known(True), "next_board": date(2026, 12, 10),
    "next_trigger": "SCA", "reopens": "MYCN",
}  # fmt: skip


def test_every_field_of_a_decision_is_typed_and_comes_back(desk: Desk, view: RunDialog, children: list[Case]) -> None:
    for key, value in FILLED.items():
        view.form.fields[key].show_value(value.value if hasattr(value, "silence") else value)
    assert view.save()
    told = stored(desk, children[0]).decision
    assert {key: getattr(told, key) for key in FILLED} == FILLED
    kept = {"id", "case_id", "referral_id", "meeting_id", "version", "presentation", "question", "asked_by",
            "read_back_at", "confirmed_by", "confirmed_at", "case_version", "rules"}  # fmt: skip
    assert set(Decision.__dataclass_fields__) == set(FILLED) | kept, "a new field of a decision has no place to type it"
    view.move(1)
    view.move(-1)
    assert view.form.take(stored(desk, children[0])) == stored(desk, children[0]), "shown again it says the same"


def test_f1_teaches_in_every_field_of_the_decision(qtbot: QtBot, desk: Desk, view: RunDialog) -> None:
    assert {f"decision.{key}" for key in view.form.fields} <= set(desk.library.help.parts)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_F1)
    assert view.help.isVisible()
    assert "read back to the meeting" in shown(view.help)
    keyboard.tab_to("Stage as agreed")
    assert "on which the meeting agreed" in shown(view.help)
    keyboard.press(Key.Key_F1)
    assert not view.help.isVisible()


def test_the_clock_counts_each_child_and_rests(qtbot: QtBot, view: RunDialog) -> None:
    for _ in range(72):
        view.clock.tick()
    assert view.head.time.text() == "01:12 of 10:00"
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_F4)
    view.clock.tick()
    assert view.head.time.text() == "01:12 of 10:00, resting"
    keyboard.press(Key.Key_F4)
    keyboard.press(Key.Key_PageDown, CTRL)
    assert view.head.time.text() == "00:00 of 10:00"
    keyboard.press(Key.Key_PageUp, CTRL)
    assert view.head.time.text() == "01:12 of 10:00"


def test_who_takes_part_is_entered_and_copied_with_the_quorum(
    qtbot: QtBot, window: MainWindow, desk: Desk, view: RunDialog, meeting: Meeting
) -> None:
    earlier = plan_meeting(desk.board, Meeting(day=TODAY - timedelta(days=11)))
    put_person(
        desk.board, earlier, Attendance(meeting_id=earlier.id, place=0, name="Dr Zztest-Lind", discipline="radiology")
    )
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_U, CTRL)
    dialog = keyboard.dialog()
    assert isinstance(dialog, AttendDialog)
    assert dialog.quorum.text().startswith("Quorum nobody entered yet; asked for: ")
    keyboard.tab_to("Add a person")
    keyboard.press(Key.Key_Space)
    asked = keyboard.dialog()
    keyboard.type("Dr Zztest-Okoro")
    keyboard.pick("Discipline: None", "Paediatric oncology")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(asked)
    keyboard.tab_to("Copy from the last meeting")
    keyboard.press(Key.Key_Space)
    assert [(one.name, one.discipline) for one in attendance(desk.board, meeting)] == [
        ("Dr Zztest-Okoro", "oncology"), ("Dr Zztest-Lind", "radiology"),
    ]  # fmt: skip
    assert "not met, missing: paediatric surgery" in dialog.quorum.text()
    keyboard.tab_to("Declare an interest")
    keyboard.press(Key.Key_Space)
    asked = keyboard.dialog()
    keyboard.type("Dr Zztest-Lind")
    keyboard.tab_to("Interest")
    keyboard.type("advises a maker")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(asked)
    assert [one.words for one in conflicts(desk.board, meeting)] == ["advises a maker"]
    dialog.accept()
    assert "not met, missing" in view.foot.quorum.text()


def test_a_meeting_without_children_says_what_to_do(qtbot: QtBot, window: MainWindow, meeting: Meeting) -> None:
    assert window.running.run(meeting) is None


AGAIN = date(2026, 12, 10)


def _read_back(view: RunDialog) -> None:
    """A decision that names the next board is typed and read back."""
    for key, value in (("recommendation", "Operate"), ("kind", DecisionKind.SURGERY), ("next_board", AGAIN)):
        view.form.fields[key].show_value(value)
    view.read()
    assert view.step == READ


def test_the_child_goes_onto_the_agenda_of_the_next_board_with_the_question_of_the_decision(
    qtbot: QtBot, window: MainWindow, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    again = plan_meeting(desk.board, Meeting(day=AGAIN, begins="14:00"))
    _read_back(view)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_Return, CTRL)
    dialog = keyboard.dialog()
    assert "Next board: Thu 10 Dec 2026, 14:00" in shown(dialog)
    keyboard.tab_to("Question for that board")
    keyboard.type("Did it go well? ")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    assert view.step == FROZEN
    assert view.saved.text() == "The child is on the agenda of Thu 10 Dec 2026, 14:00."
    (item,) = agenda_of(desk.board, desk.library, again).items
    assert item.case.id == children[0].id
    assert "What became of the decision of " in item.question
    assert "Did it go well?" in item.question
    assert str(item.case.board_on.value) == "2026-12-10"
    window.undoing.undo()
    assert not agenda_of(desk.board, desk.library, again).items, "a step of its own"
    assert stored(desk, children[0]).decision.is_frozen


@pytest.mark.parametrize(
    ("way", "told"),
    [
        ("", "The child waits for a meeting on 10 Dec 2026: none is planned yet."),
        ("Plan one like this one, and put the child on its agenda",
         "The child is on the agenda of Thu 10 Dec 2026, 14:00, which was planned."),
        ("Only the day goes into the record",
         "The next board, 10 Dec 2026, is in the record; the child is on no agenda."),
    ],
)  # fmt: skip
def test_where_no_meeting_is_planned_on_the_next_board_that_is_said_and_one_is_offered(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case], way: str, told: str
) -> None:
    _read_back(view)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_Return, CTRL)
    dialog = keyboard.dialog()
    assert isinstance(dialog, AskDialog)
    assert "Next board: no meeting is planned on 10 Dec 2026" in shown(dialog)
    asked = dialog.controls["again"]
    assert isinstance(asked, OneOf)
    if way:
        next(one for one in asked.buttons if one.text() == way).click()
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    assert view.saved.text() == told
    assert str(get_case(desk.board, children[0].id).board_on.value) == "2026-12-10"


def test_a_child_that_cannot_be_put_on_the_next_agenda_is_told_and_the_decision_stands(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    _read_back(view)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_Return, CTRL)
    dialog = keyboard.dialog()
    assert isinstance(dialog, AskDialog)
    dialog.fields["again_question"].show_value("")
    dialog.do.click()
    assert "Write the question for the next board" in dialog.wrong.text()
    assert not stored(desk, children[0]).decision.is_frozen
    dialog.fields["again_question"].show_value("And now?")
    delete_case(desk.board, desk.library, children[0].id, "twice")
    dialog.do.click()
    assert view.wrong.text().startswith("The decision is confirmed, and the child is on no agenda of 10 Dec 2026: Case")


def test_a_next_board_that_is_not_after_this_meeting_is_refused_where_it_stands(view: RunDialog) -> None:
    view.form.fields["recommendation"].show_value("Operate")
    view.form.fields["kind"].show_value(DecisionKind.SURGERY)
    view.form.fields["next_board"].show_value(DAY)
    view.read()
    assert view.step == TYPING
    assert "not after this meeting" in view.form.fields["next_board"].marked


def test_an_undo_that_empties_the_agenda_closes_the_view(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, meeting: Meeting
) -> None:
    referred(desk.board, desk.library, alpha, meeting)
    window.undoing.refresh()
    view = window.running.run(meeting)
    assert view is not None
    qtbot.waitUntil(view.isVisible)
    view.undo()
    assert not view.isVisible()
    assert "Nobody is on the agenda" in window.notices.told[0].words
    view.clock.tick()


def test_what_is_half_typed_is_said_and_not_dropped(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.type("Go on")
    keyboard.tab_to("Add condition")
    keyboard.press(Key.Key_Space)
    keyboard.pick("If, condition 1: None", "MYCN")
    assert not view.save()
    assert view.wrong.text() == "Condition 1: choose what the fact must be, or take it away; all else is stored."
    row = view.form.conditions.rows[0]
    assert row.fields["value"].marked == "Choose what the fact must be, or take it away."
    assert not row.fields["fact"].marked
    assert stored(desk, children[0]).decision.recommendation == "Go on"
    row.away.emit()
    keyboard.tab_to("Add action")
    keyboard.press(Key.Key_Space)
    keyboard.tab_to("Due, action 1")
    keyboard.type("11/2026")
    assert not view.save()
    assert "Action 1: write what is to be done" in view.wrong.text() or "type a whole day" in view.wrong.text()
    view.move(1)
    assert view.head.place.text() == "Case 1 of 2", "nobody leaves what cannot be stored"
    view.form.actions_list.rows[0].away.emit()
    assert view.save()
    assert not drafts_of(desk.board, children[0].id)


def test_a_row_and_a_day_that_are_half_typed_hold_nothing_up_and_outlive_the_program(
    qtbot: QtBot, window: MainWindow, desk: Desk, view: RunDialog, meeting: Meeting, children: list[Case]
) -> None:
    form = view.form
    form.fields["recommendation"].show_value("Go on")
    form.fields["tell_by"].show_value(date(2026, 12, 1))
    for part in (form.actions_list, form.options):
        part.add_button.click()
    form.actions_list.rows[0].fields["words"].show_value("Book theatre")
    form.options.rows[0].fields["words"].show_value("Wait")
    assert view.save()
    form.actions_list.rows[0].fields["words"].show_value("")
    form.actions_list.rows[0].fields["owner"].show_value("Surgeon")
    form.options.rows[0].fields["why_not"].show_value("It grows")
    keyboard = Keyboard(qtbot)
    keyboard.tab_to("Until when")
    keyboard.type("11/2026")
    keyboard.tab_to("Stage as agreed")
    keyboard.type("M")
    view._wait.setInterval(50)
    qtbot.waitUntil(lambda: stored(desk, children[0]).decision.stage == "M")
    whole = stored(desk, children[0])
    assert [one.why_not for one in whole.options] == ["It grows"], "what is well is stored"
    assert whole.decision.tell_by == date(2026, 12, 1), "of what is not, the last that was well stays"
    assert [(one.words, one.owner) for one in whole.actions] == [("Book theatre", "")]
    view.accept()  # nothing is stored by that, as when the program ends
    (kept,) = drafts_of(desk.board, children[0].id)
    window.open_case(children[0].id)
    assert any("part of a decision" in one.text() for one in window.findChildren(Text))
    window.page.go_on.emit(kept)
    again = QApplication.activeModalWidget()
    assert isinstance(again, RunDialog)
    row = again.form.actions_list.rows[0]
    assert (row.values["words"], row.values["owner"]) == ("", "Surgeon")
    assert again.form.fields["tell_by"].typed == "Nov 2026"
    assert again.form.fields["tell_by"].marked == "Until when: type a whole day, such as 3/4/26."
    assert row.fields["words"].marked == "Write what is to be done, or take it away."
    row.fields["words"].show_value("Ring theatre")
    again.form.fields["tell_by"].show_value(date(2026, 12, 2))
    assert again.save()
    whole = stored(desk, children[0])
    assert [(one.words, one.owner) for one in whole.actions] == [("Ring theatre", "Surgeon")]
    assert whole.decision.tell_by == date(2026, 12, 2)
    assert not drafts_of(desk.board, children[0].id)
    again.accept()


def test_a_lock_stores_what_was_typed_last(
    qtbot: QtBot, window: MainWindow, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.type("Go on")
    view.form.actions_list.add_button.click()
    view.form.actions_list.rows[0].fields["owner"].show_value("Surgeon")
    assert not decisions_of(desk.board, children[0].id), "nothing is stored between two keys"
    window.locking.lock(SYSTEM)
    assert not view.isVisible()
    assert stored(desk, children[0]).decision.recommendation == "Go on", "before the key of the board goes"
    assert drafts_of(desk.board, children[0].id)
    qtbot.waitUntil(lambda: window.locking.is_settled)
    unlock_now(qtbot, window)
    assert view.isVisible()
    assert stored(desk, children[0]).decision.recommendation == "Go on"


def test_every_kind_of_row_that_is_half_typed_comes_back_as_it_was(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case]
) -> None:
    form = view.form
    for part in (form.conditions, form.dissents, form.actions_list):
        part.add_button.click()
    form.conditions.rows[0].fields["fact"].show_value("mycn")
    form.conditions.rows[0]._again()
    form.conditions.rows[0].fields["review_by"].show_value(date(2026, 12, 1))
    form.dissents.rows[0].fields["name"].show_value("Zztest")
    form.actions_list.rows[0].fields["due"].show_typed("1/")
    before = [row.values for part in form.lists.values() for row in part.rows]
    assert not view.save()
    assert not decisions_of(desk.board, children[0].id), "of nothing that can be stored no decision is begun"
    view.show_child()
    assert [row.values for part in form.lists.values() for row in part.rows] == before
    assert form.actions_list.rows[0].fields["due"].typed == "1/"
    assert "Condition 1" in view.wrong.text()
    with desk.board.own_work() as work:
        (kept,) = drafts_of(desk.board, children[0].id)
        work.drafts.put(desk.board.person.id, replace(kept, content={"conditions": [{"id": "x"}]}))
    view.show_child()
    assert not form.conditions.rows, "what another version kept is let be"
    assert view.save()
    assert drafts_of(desk.board, children[0].id)


@pytest.mark.parametrize("typed", ["31/2/26", "11/2026"])
def test_a_refused_day_is_said_and_does_not_stay_for_the_next_child(
    qtbot: QtBot, desk: Desk, view: RunDialog, children: list[Case], typed: str
) -> None:
    keyboard = Keyboard(qtbot)
    keyboard.tab_to("Next board")
    keyboard.type(typed)
    assert not view.save()
    assert "Next board: type a whole day" in view.wrong.text()
    assert not decisions_of(desk.board, children[0].id)
    view.form.show_whole(None)
    assert view.form.fields["next_board"].control.text() == ""  # type: ignore[attr-defined]
    assert view.save()


def test_undo_goes_on_after_a_fault(
    window: MainWindow, desk: Desk, children: list[Case], monkeypatch: pytest.MonkeyPatch, crashes: list[str]
) -> None:
    window.undoing.refresh()
    step = window.undoing.next_undo
    assert step is not None

    def fails(*_: object) -> list[Case]:
        raise ZeroDivisionError

    monkeypatch.setattr(undoing, "undo", fails)
    window.undoing.undo()
    assert window.undoing.next_undo == step
    assert "ZeroDivisionError" in crashes.pop(), "and the fault is reported"
