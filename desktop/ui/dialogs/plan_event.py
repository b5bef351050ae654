"""What is known of one event of a plan: it took place, is fixed on a day, is left out, or nothing yet; and its gate."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.dates import PartialDate
from desktop.services.plan_answers import Consequences, EventAnswer, Way, way_of
from desktop.ui.dialogs.frame import Frame
from desktop.ui.dialogs.plan_asked import Recording, planned_words
from desktop.ui.dialogs.plan_days import day_in, past_day, whole_day
from desktop.ui.dialogs.plan_gate import GatePart
from desktop.ui.dialogs.plan_why import WhyFields
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.timeline.moving import against_words, breaks_words, early_words, moving_words, too_early_words
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Text

_WIDTH = 600
_WAYS = (
    (Way.TOOK_PLACE, "It took place on a day"),
    (Way.FIXED, "It is fixed on a day, and stays there whatever moves"),
    (Way.LEFT_OUT, "It is left out; this needs a reason"),
    (Way.NOTHING, "Nothing yet"),
)
_DAYS = {Way.TOOK_PLACE: "Day on which it took place", Way.FIXED: "Fixed day"}
_VERBS = {Way.TOOK_PLACE: "Record date", Way.FIXED: "Fix the day", Way.LEFT_OUT: "Leave out", Way.NOTHING: "Save"}
_NO_DAY = "No day is written here yet; write one such as 3/4/26, or t for today."
_NO_REASON = "What is left out needs a reason: choose one, or write it in words."


class EventDialog(Frame):
    """``answered`` carries the EventAnswer; whoever stores it then calls ``accept`` or says what is wrong.

    ``day`` is a day proposed from outside (a mark that was dragged); ``gate``: the keyboard begins at the gate.
    """

    answered = Signal(object)

    def __init__(
        self, look: Look, asked: Recording, today: Callable[[], date], parent: QWidget,
        *, day: date | None = None, gate: bool = False,
    ) -> None:  # fmt: skip
        told = f"{planned_words(asked)} What follows moves with the date recorded here."
        super().__init__(look, f"What is known of “{asked.event.title}”?", told, parent)
        self.name_child(asked.case)
        self.setMinimumWidth(look.px(_WIDTH))
        self._asked, self._today = asked, today
        known = way_of(asked.known)
        self._at_start = known if known is not Way.NOTHING or gate else Way.TOOK_PLACE
        self.way = OneOf(look, "State", _WAYS, self._at_start, upright=True)
        self.day = DateEdit(look, _DAYS[Way.TOOK_PLACE], today)
        before = day or asked.known.actual or asked.known.booked
        self.day.show_date(PartialDate.of(before) if before else None)
        self.why = WhyFields(look, asked.labels, today, asked.known.why, asked.known.reason)
        event = asked.event
        self.gate = GatePart(look, event.id, event.conditions, asked.gates, today, asked.person)
        self.against = Text(look, step="label", tone="caution", wrap=True)
        self.preview = Text(look, step="label", tone="text2", wrap=True)
        self._fill()
        self._wire()
        first_open = self.gate.first_open() if gate else None
        (first_open or self.day).setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def chosen(self) -> Way:
        """The way that is marked."""
        return Way(str(self.way.chosen))

    def is_typed_in(self) -> bool:
        """A way that was marked and a tick are edits as well."""
        return super().is_typed_in() or self.chosen is not self._at_start or self.gate.changed

    def _fill(self) -> None:
        look = self.look
        self.body.addWidget(self.way)
        taken_back = "Empty takes the record back." if self._asked.event.actual else ""
        self._label = Text(look, step="label", weight=STRONG, tone="text2")
        self._label.setBuddy(self.day)
        self._of_day = QWidget()
        column = QVBoxLayout(self._of_day)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._label)
        column.addWidget(self.day)
        if taken_back:
            column.addWidget(Text(look, taken_back, step="label", tone="text3", wrap=True))
        for part in (self._of_day, self.why, self.gate):
            self.body.addWidget(part)
        self.body.addStretch(1)
        # always in sight, whatever scrolls above
        self.add_beneath(self.preview)
        self.add_beneath(self.against)
        _, self.do = self.add_buttons(_VERBS[Way.TOOK_PLACE])

    def _wire(self) -> None:
        self.day.refused.connect(self.say_wrong)
        self.why.refused.connect(self.say_wrong)
        self.day.textChanged.connect(self._show_preview)
        self.way.picked.connect(self._show_way)
        self.gate.ticked.connect(lambda: self.say_wrong(""))
        self.do.clicked.connect(self._answer)
        self._show_way(self.chosen)

    def _show_way(self, way: object) -> None:
        """Only what belongs to the way that is marked."""
        chosen = Way(str(way))
        self.say_wrong("")
        self._of_day.setVisible(chosen in _DAYS)
        if chosen in _DAYS:
            self._label.setText(_DAYS[chosen])
            self.day.setAccessibleName(_DAYS[chosen])
        self.why.setVisible(chosen is not Way.NOTHING)
        self.do.set_words(_VERBS[chosen])
        self._show_preview()

    def _show_preview(self, _typed: str = "") -> None:
        """What is said so far would move, before anything is written."""
        way, day = self._meant(day_in(self.day, self._today()))
        if self._needs_day or (way in _DAYS and day is None and self.day.text().strip()):
            self._say("", "")
            return
        found = self._asked.preview(way, day)
        self._say(
            self._warnings(way, day, found), "" if way is Way.NOTHING is self._known else moving_words(found.shifts)
        )

    @property
    def _known(self) -> Way:
        return way_of(self._asked.known)

    @property
    def _needs_day(self) -> bool:
        """Whether a day is wanted that is not written; where one was recorded or fixed, empty takes it back."""
        return self.chosen in _DAYS and not self.day.text().strip() and self.chosen is not self._known

    def _meant(self, day: date | None) -> tuple[Way, date | None]:
        """The way and the day that are stored: a fixed day that is emptied is let go of."""
        if self.chosen not in _DAYS:
            return self.chosen, None
        if self.day.text().strip() or self.chosen is Way.TOOK_PLACE is self._known:
            return self.chosen, day
        return Way.NOTHING, None

    def _warnings(self, way: Way, day: date | None, found: Consequences) -> str:
        own = against_words(self._asked.event, day, self._asked.before) if day else ""
        early = too_early_words(found.event) if way is Way.FIXED and found.event is not None else ""
        return " ".join(filter(None, (own, early, breaks_words(found.shifts), early_words(found.early))))

    def _say(self, against: str, preview: str) -> None:
        self.against.setText(against)
        self.against.setVisible(bool(against))
        self.preview.setText(preview)
        self.preview.setVisible(bool(preview))

    def _answer(self) -> None:
        self.say_wrong("")
        if not self.why.take() or self._lacks():
            return
        way, day = self._meant(None)
        if way in _DAYS and self.day.text().strip():
            day = self._whole()
            if day is None:
                return
        gates = self.gate.told(self)
        if gates is not None:
            self.answered.emit(EventAnswer(way=way, day=day, why=self.why.why, reason=self.why.reason, gates=gates))

    def _lacks(self) -> bool:
        """Whether the day or the reason is missing, which is then said; a gate alone needs neither."""
        if self._needs_day and not (self._known is Way.NOTHING and self.gate.changed):
            self.say_wrong(_NO_DAY)
            self.day.setFocus()
            return True
        if self.chosen is Way.LEFT_OUT and self.why.why is None and not self.why.reason:
            self.say_wrong(_NO_REASON)
            self.why.code.setFocus()
            return True
        return False

    def _whole(self) -> date | None:
        """The day, whole, and over where it is said to have taken place."""
        if self.chosen is Way.TOOK_PLACE:
            return past_day(self.day, self, self._today())
        return whole_day(self.day, self)
