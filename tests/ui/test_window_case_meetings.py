"""The section of meetings of a child: what was decided, what changed beneath it, and what became of it, by keyboard."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from by_keyboard import Key, Keyboard
from meeting_helpers import decided, referred
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from window_helpers import CTRL, TODAY, open_dialog

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.meetings.codes import Fate, NotDone
from desktop.clinical.meetings.decision import Action, Condition
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import Mycn
from desktop.services.cases import get_case, save_case
from desktop.services.meetings.deciding import amend, begin_decision, decisions_of
from desktop.services.meetings.planning import plan_meeting
from desktop.services.meetings.referring import open_referral, put_off, withdraw
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.meetings.case_section import CaseBoardPage
from desktop.ui.sections import MEETINGS
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.text import Text

MET, LATER = date(2026, 11, 12), date(2026, 12, 10)


@pytest.fixture
def met(desk: Desk) -> Meeting:
    return plan_meeting(desk.board, Meeting(day=MET, begins="14:00", chair="Dr Zztest-Okoro"))


@pytest.fixture
def whole(desk: Desk, alpha: Case, met: Meeting) -> WholeDecision:
    """A decision with a condition on MYCN and an action."""
    referral = referred(desk.board, desk.library, alpha, met)
    own = {"decision_id": begin_decision(desk.board, referral).decision.id, "case_id": alpha.id}
    waits = Condition(place=0, fact="mycn", value="amplified", then="Tandem", otherwise="Single", **own)  # type: ignore[arg-type]
    book = Action(place=0, words="Book theatre", owner="Surgeon", due=date(2026, 12, 1), **own)  # type: ignore[arg-type]
    return decided(desk.board, desk.library, referral, conditions=(waits,), actions=(book,))


def section(window: MainWindow, case: Case) -> CaseBoardPage:
    window.open_case(case.id)
    window.go_section(MEETINGS)
    return window.page.meetings


def change(desk: Desk, case: Case, name: str, value: object) -> None:
    stored = get_case(desk.board, case.id)
    save_case(desk.board, desk.library, stored, FIELDS[name].write(stored, known(value)), f"Change of {name}")


def notices(page: CaseBoardPage) -> list[str]:
    return [one.accessibleName() for card in page.cards for one in card.findChildren(Notice)]


def test_a_key_of_its_own_shows_the_section_and_its_next_step_refers(
    qtbot: QtBot, window: MainWindow, alpha: Case, desk: Desk, met: Meeting
) -> None:
    window.open_case(alpha.id)
    qtbot.keyClick(window, Key.Key_9, CTRL)
    assert window.page.pages.currentIndex() == MEETINGS
    page, keyboard = window.page.meetings, Keyboard(qtbot)
    assert page.pages.currentIndex() == 1
    keyboard.tab_to("Refer to the board")
    keyboard.press(Key.Key_Space)
    dialog = keyboard.dialog()
    keyboard.tab_to("Question for the board")
    keyboard.type("Which induction?")
    keyboard.tab_to("Who asks")
    keyboard.type("Dr Zztest")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    assert open_referral(desk.board, alpha.id) is not None
    assert page.pages.currentIndex() == 0, "and the section shows it at once"


def test_a_decision_is_read_with_its_condition_and_stands(
    window: MainWindow, alpha: Case, whole: WholeDecision
) -> None:
    page = section(window, alpha)
    (card,) = page.cards
    assert card.changed == ""
    assert card.to_do.rows == (("Book theatre", "Surgeon", "01 Dec 2026", "Open"),)
    # the child's MYCN is known and not amplified: the other branch holds
    assert notices(page) == ["If MYCN is amplified: Tandem. Otherwise: Single. (Turned out otherwise) Now: Single"]


def test_a_fact_that_changed_is_said_before_everything_else(
    window: MainWindow, desk: Desk, alpha: Case, whole: WholeDecision
) -> None:
    change(desk, alpha, "mycn", Mycn.AMPLIFIED)
    page = section(window, alpha)
    first, condition = notices(page)
    assert first.startswith("The basis of this decision has changed MYCN: not amplified → amplified")
    assert "Risk group by COG v2, NCCN 2026: intermediate or high → high" in first
    assert condition.endswith("(Has come true) Now: Tandem")


def test_it_is_amended_and_followed_up_by_keyboard(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, whole: WholeDecision
) -> None:
    section(window, alpha)
    keyboard = Keyboard(qtbot)
    keyboard.tab_to("Amend")
    keyboard.press(Key.Key_Space)
    dialog = keyboard.dialog()
    keyboard.type("Operate in week 14")
    keyboard.press(Key.Key_Return, CTRL)
    assert "why it is added" in dialog.wrong.text()  # type: ignore[attr-defined]
    keyboard.tab_to("Why")
    keyboard.type("Theatre full")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    keyboard.tab_to("What became of it")
    keyboard.press(Key.Key_Space)
    dialog = keyboard.dialog()
    keyboard.press(Key.Key_Return, CTRL)
    assert "whether it was done" in dialog.wrong.text()  # type: ignore[attr-defined]
    keyboard.press(Key.Key_Space)
    keyboard.press(Key.Key_Right)
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    (now,) = decisions_of(desk.board, alpha.id)
    assert [(one.words, one.reason) for one in now.amendments] == [("Operate in week 14", "Theatre full")]
    assert now.fate is not None
    assert now.fate.fate is Fate.PARTLY
    assert now.decision == whole.decision, "what the chair confirmed stays as it is"


def test_an_amendment_waits_until_the_chair_is_named(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, whole: WholeDecision
) -> None:
    amend(desk.board, whole, words="Operate in week 14", reason="Theatre full")
    page = section(window, alpha)
    assert "waits for the chair" in " ".join(one.text() for one in page.findChildren(Text))
    keyboard = Keyboard(qtbot)
    keyboard.tab_to("Confirm the amendment")
    keyboard.press(Key.Key_Space)
    dialog = keyboard.dialog()
    assert "1. Operate in week 14" in dialog.sentence.text()  # type: ignore[attr-defined]
    keyboard.tab_to("Chair")
    keyboard.type("Dr Zztest-Okoro")
    keyboard.press(Key.Key_Return)
    keyboard.gone(dialog)
    (now,) = decisions_of(desk.board, alpha.id)
    assert [one.confirmed_by for one in now.amendments] == ["Dr Zztest-Okoro"]
    names = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
    assert "Confirm the amendment" not in names, "nothing waits any more"


def test_what_became_of_an_action_with_its_reason_and_back(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, whole: WholeDecision
) -> None:
    page = section(window, alpha)
    keyboard = Keyboard(qtbot)
    keyboard.tab_to("Actions")
    keyboard.press(Key.Key_Return)
    dialog = keyboard.dialog()
    for _ in range(3):
        keyboard.press(Key.Key_Right)
    keyboard.pick("Why not, or not all of it: None", "The child was too ill")
    keyboard.press(Key.Key_Return, CTRL)
    keyboard.gone(dialog)
    (told,) = decisions_of(desk.board, alpha.id)[0].actions
    assert (told.fate, told.fate_on, told.fate_why) == (Fate.NOT_DONE, TODAY, NotDone.CHILD_TOO_ILL)
    assert page.cards[0].to_do.rows[0][-1] == "Not done 23 Nov 2026: the child was too ill"
    keyboard.press(Key.Key_Z, CTRL)
    assert page.cards[0].to_do.rows[0][-1] == "Open", "undo shows at once"


def test_the_section_shows_the_way_to_the_papers_of_the_child(
    qtbot: QtBot, window: MainWindow, alpha: Case, whole: WholeDecision
) -> None:
    section(window, alpha)
    keyboard = Keyboard(qtbot)
    keyboard.tab_to("Papers of the case")
    assert keyboard.target.toolTip() == "Papers of the case (Ctrl+Alt+Y)"
    keyboard.press(Key.Key_Space)
    dialog = open_dialog(qtbot)
    assert dialog.windowTitle() == f"Papers of case {alpha.number}"
    dialog.reject()


def test_put_off_and_withdrawn_referrals_stay_readable(
    window: MainWindow, desk: Desk, alpha: Case, met: Meeting
) -> None:
    referral = referred(desk.board, desk.library, alpha, met)
    told = Deferral(
        referral_id=referral.id, case_id=alpha.id, meeting_id=met.id, put_off_on=MET, missing="sca", owed_by="Demo Lab"
    )
    put_off(desk.board, desk.library, referral, told)
    waits = open_referral(desk.board, alpha.id)
    assert waits is not None
    withdraw(desk.board, desk.library, waits, "Moved away", TODAY)
    page = section(window, alpha)
    text = " ".join(one.text() for one in page.findChildren(Text))
    assert "Put off: Segmental changes (SCA), owed by Demo Lab" in text
    assert "Withdrawn: Moved away. Before or after?" in text


def test_a_child_seen_before_is_referred_from_what_changed(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, whole: WholeDecision
) -> None:
    change(desk, alpha, "mycn", Mycn.AMPLIFIED)
    window.open_case(alpha.id)
    keyboard = Keyboard(qtbot)
    keyboard.press(Key.Key_K, CTRL)
    dialog = keyboard.dialog()
    typed = dialog.controls["question"].text()  # type: ignore[attr-defined]
    assert typed.startswith("Since the last board: MYCN: not amplified → amplified")
    assert "Risk group" not in typed, "facts only: the question stays short"
    shown = " ".join(one.accessibleName() for one in dialog.findChildren(Text))  # type: ignore[attr-defined]
    assert "Operate after cycle 4." in shown, "what was decided then stands above"
    dialog.done(0)


def test_who_may_only_read_sees_no_deeds(
    qtbot: QtBot, window: MainWindow, desk: Desk, alpha: Case, whole: WholeDecision
) -> None:
    window.desk.board = replace(desk.board, read_only=True)
    page = section(window, alpha)
    names = [one.accessibleName() for one in page.findChildren(Button) if one.isVisible()]
    assert "Amend" not in names
    page.cards[0].to_do.opened.emit(whole.actions[0])
    assert QApplication.activeModalWidget() is None
    window.desk.board = replace(desk.board, read_only=False)
