"""Resting, going on, stopping, taking up again: the day, the reason where one is kept, and what would move by it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import SlipReason
from desktop.services.library import Library
from desktop.services.plan_answers import Consequences, consequences
from desktop.services.plan_course import with_pause, with_restart, with_resumed, with_stop
from desktop.ui.dialogs.frame import Frame, labelled
from desktop.ui.dialogs.plan_days import day_in, past_day, whole_day
from desktop.ui.dialogs.plan_why import WhyFields
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.timeline.moving import breaks_words, early_words, moving_words, stopping_words
from desktop.ui.widgets.text import Text

_WIDTH = 560
Change = Callable[[Case, date, SlipReason | None, str], Case]


@dataclass(frozen=True, slots=True)
class CourseStep:
    """One thing that is done to a plan as a whole, in words, and how the case is after it.

    ``asks_why``: it keeps a reason. ``stops``: what is still to come is given up and does not move.
    """

    title: str
    sentence: str
    day: str
    verb: str
    done: str
    change: Change
    asks_why: bool = False
    stops: bool = False


REST = CourseStep(
    "Since when does treatment rest?",
    "Everything that is still to come is on hold from this day and moves with every day of rest, until somebody says "
    "when treatment goes on. Days that are fixed stay.",
    "First day of the rest",
    "Treatment rests",
    "Treatment rests",
    with_pause,
    asks_why=True,
)
GO_ON = CourseStep(
    "When does treatment go on?",
    "What is still to come moves by the days of rest. Days that are fixed stay.",
    "Day on which it goes on",
    "Treatment goes on",
    "Treatment goes on",
    lambda case, day, _why, _reason: with_resumed(case, day),
)
STOP = CourseStep(
    "When was treatment by this plan stopped?",
    "What is still to come is given up and stays in the record as stopped. The plan can be taken up again. "
    "A reason is needed.",
    "Day on which it was stopped",
    "Stop the plan",
    "Stopped the plan",
    with_stop,
    asks_why=True,
    stops=True,
)
AGAIN = CourseStep(
    "When is the plan taken up again?",
    "The time since it was stopped becomes a rest, with the reason of the stop.",
    "Day on which it goes on",
    "Take the plan up again",
    "Took the plan up again",
    lambda case, day, _why, _reason: with_restart(case, day),
)


class CourseDialog(Frame):
    """``wanted`` carries day, reason and words; whoever stores them then calls ``accept`` or says what is wrong."""

    wanted = Signal(object, object, str)

    def __init__(
        self, look: Look, library: Library, case: Case, step: CourseStep, today: Callable[[], date], parent: QWidget
    ) -> None:
        super().__init__(look, step.title, step.sentence, parent)
        self.name_child(case)
        self.setMinimumWidth(look.px(_WIDTH))
        self._library, self._case, self.step, self._today = library, case, step, today
        self.day = DateEdit(look, step.day, today)
        self.body.addLayout(labelled(look, step.day, self.day))
        self.why = WhyFields(look, library.labels, today) if step.asks_why else None
        if self.why is not None:
            self.body.addWidget(self.why)
            self.why.refused.connect(self.say_wrong)
        self.body.addStretch(1)
        self.against = Text(look, step="label", tone="caution", wrap=True)
        self.preview = Text(look, step="label", tone="text2", wrap=True)
        self.add_beneath(self.preview)
        self.add_beneath(self.against)
        _, self.do = self.add_buttons(step.verb, danger=step.stops)
        self.do.clicked.connect(self._want)
        self.day.refused.connect(self.say_wrong)
        self.day.textChanged.connect(self._show_preview)
        self._show_preview()
        self.day.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_preview(self, _typed: str = "") -> None:
        """What the day typed so far would do, or why it cannot be, before anything is written."""
        day = day_in(self.day, self._today())
        if day is None:
            self._say("", "")
            return
        try:
            # a reason is needed by the time it is stored, and moves nothing
            after = self.step.change(self._case, day, SlipReason.OTHER, "")
        except UserError as error:
            self._say(str(error), "")
            return
        found = consequences(self._library, self._case, after, today=self._today())
        self._say(" ".join(filter(None, (breaks_words(found.shifts), early_words(found.early)))), self._told(found))

    def _told(self, found: Consequences) -> str:
        return stopping_words(found.stopped) if self.step.stops else moving_words(found.shifts)

    def _say(self, against: str, preview: str) -> None:
        for text, words in ((self.against, against), (self.preview, preview)):
            text.setText(words)
            text.setVisible(bool(words))

    def _want(self) -> None:
        self.say_wrong("")
        # a rest and its end may be known beforehand
        day = past_day(self.day, self, self._today()) if self.step.stops else whole_day(self.day, self)
        if day is None or not (self.why is None or self.why.take()):
            return
        self.wanted.emit(day, self.why and self.why.why, self.why.reason if self.why is not None else "")
