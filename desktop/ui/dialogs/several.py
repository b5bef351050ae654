"""One deed for several children: who they are, what it would change, and then all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.listing import CaseLine
from desktop.clinical.vocabulary import CaseStatus
from desktop.ui.dialogs.frame import labelled
from desktop.ui.dialogs.working import WorkingDialog
from desktop.ui.forms.date_entry import read_date
from desktop.ui.forms.plain_edit import DateEdit
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Text
from desktop.ui.words import counted

_NAMED = 6
ON, OFF = "on", "off"
AGENDA = "A meeting is planned on this day: who has a question goes on its agenda; the others are named and left."

Lines = Sequence[CaseLine]


def whom(lines: Lines) -> str:
    """``5 cases``; one by its number. It stands in the title, which is seen on a locked screen too."""
    return f"case {lines[0].number}" if len(lines) == 1 else counted(len(lines), "case")


def names_of(lines: Lines) -> str:
    """Who they are, the first of many by name."""
    named = "; ".join(f"{one.name or one.mrn or 'no name'} (case {one.number})" for one in lines[:_NAMED])
    return f"{named}; and {len(lines) - _NAMED:,} more" if len(lines) > _NAMED else named


class SeveralDialog(WorkingDialog):
    """``wanted`` carries what is to be done; whoever does it then calls ``accept`` or ``refuse``."""

    wanted = Signal(object)

    def __init__(self, look: Look, title: str, sentence: str, lines: Lines, parent: QWidget) -> None:
        super().__init__(look, title, sentence, parent)
        self.lines = lines
        self.add_above(Text(look, names_of(lines), weight=MEDIUM, wrap=True))
        self.preview = Text(look, wrap=True)

    def _add_foot(self, verb: str, *, danger: bool = False) -> None:
        self.body.addStretch(1)
        self.add_beneath(self.preview)
        _, self.do = self.add_buttons(verb, danger=danger)
        self.do.clicked.connect(self._want)
        self.allow()

    def _want(self) -> None:
        self.wanted.emit(self._chosen())

    def _chosen(self) -> object:
        """What the dialog asks for as it is filled in now."""
        raise NotImplementedError

    def _show_change(self, alike: int, one: str, several: str) -> None:
        """``Changes 4 children; 1 has this status already.`` Without a change there is nothing to do."""
        changed = len(self.lines) - alike
        told = f"Changes {counted(changed, 'child', 'children')}" if changed else "Changes nobody"
        more = f"; {alike:,} {one if alike == 1 else several} already" if alike else ""
        self.preview.setText(f"{told}{more}.")
        self.do.setEnabled(bool(changed))


class StatusDialog(SeveralDialog):
    """``wanted`` carries the CaseStatus."""

    def __init__(self, look: Look, labels: Labels, lines: Lines, parent: QWidget) -> None:
        super().__init__(look, f"Set the status of {whom(lines)}", "", lines, parent)
        self._labels = labels
        statuses = [(one, labels.word("status", one)) for one in CaseStatus]
        first = lines[0].status if len({one.status for one in lines}) == 1 else None
        self.status = OneOf(look, "Status", statuses, None if first is None else CaseStatus(first), upright=True)
        self.body.addWidget(self.status)
        self.status.picked.connect(lambda _status: self.allow())
        self._add_foot("Set status")
        (next((one for one in self.status.buttons if one.isChecked()), self.status.buttons[0])).setFocus()

    def allow(self) -> None:
        """What the marked status would change."""
        self.say_wrong("")
        status = self.status.chosen
        if status is None:
            self.preview.setText("Choose the status that all of them get.")
            self.do.setEnabled(False)
            return
        self._show_change(sum(one.status == status for one in self.lines), "has this status", "have this status")

    def _chosen(self) -> object:
        return self.status.chosen


class MeetingDialog(SeveralDialog):
    """``wanted`` carries the PartialDate of the meeting, or None for no meeting. ``meets``: one is planned on a day."""

    def __init__(
        self, look: Look, today: Callable[[], date], lines: Lines, parent: QWidget,
        meets: Callable[[PartialDate], bool] = lambda _day: False,
    ) -> None:  # fmt: skip
        told = "The children are then on the meeting of this day, and on no other."
        super().__init__(look, f"Put {whom(lines)} on a board meeting", told, lines, parent)
        self._today, self._meets = today, meets
        ways = ((ON, "On the meeting of a day"), (OFF, "On no meeting"))
        self.way = OneOf(look, "Board meeting", ways, ON, upright=True)
        self.day = DateEdit(look, "Day of the meeting", today)
        self.body.addWidget(self.way)
        self.body.addLayout(labelled(look, "Day of the meeting", self.day))
        self.way.picked.connect(lambda _way: self.allow())
        self.day.textChanged.connect(lambda _text: self.allow())
        self.day.refused.connect(self.say_wrong)
        self._add_foot("Put on the meeting")
        self.day.setFocus()

    def allow(self) -> None:
        """What the day would change, as it is typed so far."""
        off = self.way.chosen == OFF
        self.day.setEnabled(not off)
        self.do.set_words("Take off the meeting" if off else "Put on the meeting")
        day = self._chosen()
        if day is None and not off:
            self.preview.setText("Type the day of the meeting.")
            self.do.setEnabled(False)
            return
        if day is not None and self._meets(day):
            self.preview.setText(AGENDA)
            self.do.setEnabled(True)
            return
        where = "no meeting" if off else "this meeting"
        self._show_change(sum(one.board_on == day for one in self.lines), f"is on {where}", f"are on {where}")

    def _chosen(self) -> PartialDate | None:
        if self.way.chosen == OFF or not self.day.text().strip():
            return None
        try:
            return read_date(self.day.text(), self._today())
        except UserError:
            return None


class BinSeveralDialog(SeveralDialog):
    """``wanted`` carries the reason."""

    def __init__(self, look: Look, lines: Lines, parent: QWidget) -> None:
        told = (
            "The cases leave the list and its counts. Nothing is erased: they stay whole in the bin (View, Bin), and "
            "“Restore from the bin” brings them back."
        )
        super().__init__(look, f"Move {whom(lines)} to the bin?", told, lines, parent)
        self.reason = QLineEdit()
        self.reason.setPlaceholderText("for example: entered twice")
        self.body.addLayout(labelled(look, "Reason, kept in the history of each", self.reason))
        self.reason.textChanged.connect(lambda _text: self.allow())
        self._add_foot("Move to bin", danger=True)
        self.reason.setFocus()

    def allow(self) -> None:
        """A reason is needed."""
        if not self._chosen():
            self.preview.setText("Write a reason, and the cases can be moved.")
            self.do.setEnabled(False)
            return
        self.preview.setText(f"Moves {counted(len(self.lines), 'child', 'children')}.")
        self.do.setEnabled(True)

    def _chosen(self) -> str:
        return self.reason.text().strip()
