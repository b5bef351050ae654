"""The head of a meeting: when and where, who leads it, whether enough take part, how long it takes, and its deeds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.services.meetings.overview import MeetingsNow
from desktop.ui.meetings.words import quorum_words, state_words, when_words
from desktop.ui.statements import Statement
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital, counted

RUN, ATTEND, PAPERS, CHANGE, CALL_OFF, CLOSE = "run", "attend", "papers", "change", "call_off", "close"
_PAPERS, _PAPERS_KEY = "Papers of the meeting", "Ctrl+Shift+V"
_DEEDS = (
    (RUN, "Run the meeting", "F11"),
    (ATTEND, "Who takes part…", "Ctrl+U"),
    (PAPERS, "Papers…", _PAPERS_KEY),
    (CHANGE, "Change…", "Ctrl+Alt+M"),
    (CALL_OFF, "Call off…", "Ctrl+Alt+K"),
    (CLOSE, "Close meeting", "Ctrl+Alt+L"),
)


class MeetingHead(QWidget):
    """``asked`` carries what is wanted: a key of the deeds above."""

    asked = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.title = Text(look, step="title", weight=STRONG, wrap=True)
        self.state = Text(look, tone="text2", wrap=True)
        self.facts = StatementGrid(look, most=120)
        row = QWidget()
        self._flow = Flow(row, gap=8)
        self.buttons: dict[str, Button] = {}
        for key, words, keys in _DEEDS:
            button = self.buttons[key] = Button(look, words, kind="primary" if key == RUN else "", shortcut=keys)
            button.clicked.connect(lambda _checked=False, name=key: self.asked.emit(name))
            self._flow.addWidget(button)
        name_papers(self.buttons[PAPERS], _PAPERS, _PAPERS_KEY)
        self.row = row
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for part in (self.title, self.state, self.facts, row):
            column.addWidget(part)

    def show_meeting(self, now: MeetingsNow, today: date, *, may_edit: bool, may_print: bool) -> None:
        """Show the meeting whose agenda was read; what cannot be done any more is not offered, papers always are."""
        if now.agenda is None:
            return
        meeting = now.agenda.meeting
        self.title.setText(f"{when_words(meeting)}  ·  meeting {meeting.number}")
        self.state.setText(capital(state_words(meeting, today)))
        self.facts.show_statements(tuple(_facts(now)))
        edits = may_edit and not meeting.is_over
        for key, button in self.buttons.items():
            button.setVisible(may_print if key == PAPERS else edits)
        self.row.setVisible(edits or may_print)

    def focus_first(self) -> None:
        """The keyboard goes to the first deed that is offered."""
        first = next((one for one in self.buttons.values() if one.isVisibleTo(self)), None)
        if first is not None:
            first.setFocus()


def name_papers(button: Button, name: str, keys: str) -> None:
    """A short button says in full whose papers it shows, and its key, to the eye that rests on it and to the ear."""
    button.setAccessibleName(name)
    button.setToolTip(f"{name} ({QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)})")


def _facts(now: MeetingsNow) -> Iterator[Statement]:
    if now.agenda is None:
        return
    meeting = now.agenda.meeting
    yield Statement("Place", _joined(meeting.place, meeting.link) or "not said yet")
    cover = f"cover: {meeting.cover}" if meeting.cover else ""
    yield Statement("Chair", _joined(meeting.chair, cover) or "not said yet")
    if now.quorum is not None:
        yield Statement("Quorum", capital(quorum_words(now.quorum, len(now.people))))
    if now.interests:
        told = "; ".join(f"{one.name}: {one.words}" for one in now.interests)
        yield Statement("Interests", f"{counted(len(now.interests), 'interest')} declared: {told}")
    if meeting.note:
        yield Statement("Note", meeting.note)


def _joined(*parts: str) -> str:
    return "  ·  ".join(part for part in parts if part)
