"""The chair confirms a decision that names the next board: what is done about that day is asked with it, and said."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.whole import WholeDecision
from desktop.services.meetings.coming_back import ComingBack, bring_back
from desktop.ui.meetings.asking import As, Asked, Values
from desktop.ui.meetings.words import when_words

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

PUT, PLAN, WAIT, LEAVE = "put", "plan", "wait", "leave"
_DO, _QUESTION, _ASKER = "again", "again_question", "again_asker"


def again_asked(again: ComingBack) -> tuple[Asked, ...]:
    """What is done about the next board, with the question that the child comes back with."""
    day = day_words(again.day)
    leave = (LEAVE, "Only the day goes into the record")
    if again.meeting is not None:
        head = f"Next board: {when_words(again.meeting)}"
        ways = [(PUT, "The child goes onto its agenda"), leave]
    else:
        head = f"Next board: no meeting is planned on {day}"
        ways = [
            (WAIT, "The child waits for a meeting, with its question"),
            (PLAN, "Plan one like this one, and put the child on its agenda"), leave,
        ]  # fmt: skip
    return (
        Asked(key=_DO, words=head, kind=As.CODE, value=ways[0][0], codes=ways),
        Asked(key=_QUESTION, words="Question for that board", kind=As.LINES, value=again.question),
        Asked(key=_ASKER, words="Who asks it", value=again.asked_by),
    )


def refuse_half(values: Values) -> None:
    """Raise UserError where the child is to come back and nobody asks anything."""
    if values[_DO] != LEAVE and not (values[_QUESTION] and values[_ASKER]):
        raise UserError("Write the question for the next board and who asks it, or choose that only the day is kept.")


def bring_back_asked(window: MainWindow, frozen: WholeDecision, again: ComingBack, values: Values) -> tuple[str, str]:
    """Do what was chosen, after the decision is frozen, in a step of its own that can be undone.

    Gives what was done, and what was not done and why; one of the two is empty.
    """
    day = day_words(again.day)
    if values[_DO] == LEAVE:
        return f"The next board, {day}, is in the record; the child is on no agenda.", ""
    desk = window.desk
    work = partial(
        bring_back, desk.board, desk.library, frozen, question=str(values[_QUESTION]), asked_by=str(values[_ASKER]),
        today=desk.today(), plan=values[_DO] == PLAN,
    )  # fmt: skip
    try:
        _, meeting = work()
    except UserError as error:
        return "", f"The decision is confirmed, and the child is on no agenda of {day}: {error}"
    if meeting is None:
        return f"The child waits for a meeting on {day}: none is planned yet.", ""
    planned = ", which was planned" if values[_DO] == PLAN else ""
    return f"The child is on the agenda of {when_words(meeting)}{planned}.", ""
