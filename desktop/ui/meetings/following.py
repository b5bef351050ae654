"""What is done with a confirmed decision: amended for everybody to see, and followed up."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from desktop.clinical.meetings.codes import Fate, NotDone
from desktop.clinical.meetings.decision import Action, FollowThrough
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.meetings.deciding import amend, confirm_amendments, say_action, say_fate
from desktop.ui.meetings.asking import As, AskDialog, Asked, Values
from desktop.ui.meetings.words import codes
from desktop.ui.words import counted

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow
    from desktop.ui.meetings.case_section import CaseBoardPage

_OPEN = "Still open"
_WAITS = "Left empty, it waits for the chair; until then every page of the decision is a draft."


class FollowingRoom:
    """Stands between the section of meetings of a child and one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def connect(self, page: CaseBoardPage) -> None:
        """Answer what the section asks for."""
        page.refer.connect(self._window.case_actions.refer)
        page.papers.connect(lambda: self._window.papers_room.of_child())
        page.amend.connect(self.amend)
        page.confirm.connect(self.confirm)
        page.follow.connect(self.follow)
        page.act.connect(self.act)

    def amend(self, whole: WholeDecision) -> None:
        """Ask for an addition to a frozen decision."""
        asked = (
            Asked(key="words", words="What is added", kind=As.LINES, needed="Write what is added to the decision."),
            Asked(key="reason", words="Why", needed="Write why it is added."),
            Asked(key="chair", words="Chair who confirms it", remark=_WAITS),
        )
        told = "What the chair confirmed stays as it is. The amendment stands beneath it for everybody to see."
        dialog = self._dialog("Amend the decision", told, asked, "Add the amendment")

        def store(values: Values) -> WholeDecision:
            board = self._window.desk.board
            words, reason, chair = (str(values[name]) for name in ("words", "reason", "chair"))
            return amend(board, whole, words=words, reason=reason, chair=chair)

        self._window.meeting_room.ask(dialog, store, lambda _stored: "Amended the decision")

    def confirm(self, whole: WholeDecision) -> None:
        """Ask which chair stands behind the amendments that wait."""
        told = "\n".join(f"{one.number}. {one.words}" for one in whole.waiting_amendments)
        asked = (Asked(key="chair", words="Chair", needed="Write which chair confirms it."),)
        count = len(whole.waiting_amendments)
        dialog = self._dialog(f"Confirm {counted(count, 'amendment')}?", told, asked, "Confirm")

        def store(values: Values) -> WholeDecision:
            return confirm_amendments(self._window.desk.board, whole, chair=str(values["chair"]))

        self._window.meeting_room.ask(dialog, store, lambda _stored: f"Confirmed {counted(count, 'amendment')}")

    def follow(self, whole: WholeDecision) -> None:
        """Ask what became of a decision as a whole."""
        before = whole.fate
        asked = self._fates(before.fate if before else None, before.why if before else None, "", self._today, None)
        dialog = self._dialog("What became of the decision?", "", asked, "Keep it")

        def store(values: Values) -> WholeDecision:
            told = FollowThrough(
                decision_id=whole.decision.id, case_id=whole.decision.case_id, told_on=_day(values) or self._today,
                fate=Fate(str(values["fate"])), why=_why(values), words=str(values["words"]),
            )  # fmt: skip
            return say_fate(self._window.desk.board, self._window.desk.library, whole, told)

        self._window.meeting_room.ask(dialog, store, lambda _stored: "Said what became of the decision")

    def act(self, action: Action) -> None:
        """Ask what became of an action; it can be open again."""
        asked = self._fates(action.fate, action.fate_why, action.fate_words, action.fate_on or self._today, _OPEN)
        dialog = self._dialog("What became of it?", action.words, asked, "Keep it")

        def store(values: Values) -> Action:
            fate = Fate(str(values["fate"])) if values["fate"] is not None else None
            told = replace(
                action, fate=fate, fate_on=_day(values) if fate else None, fate_why=_why(values) if fate else None,
                fate_words=str(values["words"]) if fate else "",
            )  # fmt: skip
            return say_action(self._window.desk.board, self._window.desk.library, action, told)

        self._window.meeting_room.ask(dialog, store, lambda _stored: "Said what became of an action")

    def _fates(
        self, fate: Fate | None, why: NotDone | None, words: str, on: date, none: str | None
    ) -> tuple[Asked, ...]:
        labels = self._window.desk.library.labels
        fates = codes(labels, "fate", [*Fate])
        if none is not None:
            fates = [(None, none), *fates]
        needed = "" if none is not None else "Say whether it was done."
        return (
            Asked(key="fate", words="It was", kind=As.CODE, codes=fates, value=fate, needed=needed),
            Asked(key="on", words="Day", kind=As.DAY, value=on),
            Asked(key="why", words="Why not, or not all of it", kind=As.CODE, value=why,
                  codes=codes(labels, "not_done", [*NotDone])),
            Asked(key="words", words="In words", value=words),
        )  # fmt: skip

    @property
    def _today(self) -> date:
        return self._window.desk.today()

    def _dialog(self, title: str, told: str, asked: tuple[Asked, ...], verb: str) -> AskDialog:
        window = self._window
        case = window.page.case if window.at_case() else None
        return AskDialog(window.look, title, told, asked, verb, window, today=window.desk.today, case=case)


def _day(values: Values) -> date | None:
    day = values["on"]
    return day if isinstance(day, date) else None


def _why(values: Values) -> NotDone | None:
    """Why it was not done; of what was done there is no reason."""
    if values["fate"] is Fate.DONE or values["why"] is None:
        return None
    return NotDone(str(values["why"]))
