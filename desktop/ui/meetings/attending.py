"""Who takes part in a meeting, by discipline, with the quorum; and the interests that people declare."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar
from uuid import UUID

from PySide6.QtWidgets import QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import Presence
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.services.meetings.attending import (
    attendance,
    conflicts,
    copy_people,
    declare,
    put_person,
    quorum,
    remove_person,
)
from desktop.services.meetings.planning import meetings
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.meetings.asking import As, AskDialog, Asked, Values
from desktop.ui.meetings.rows_table import RowsTable
from desktop.ui.meetings.words import codes, quorum_words, when_words
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.text import Text
from desktop.ui.words import capital

T = TypeVar("T")
_HEADS = ("Discipline", "Name", "How", "Note")
_INTERESTS = ("Who", "Interest", "In the case of", "Stood aside")


class AttendDialog(Frame):
    """Every change is stored at once; closing it loses nothing."""

    def __init__(self, look: Look, desk: Desk, meeting: Meeting, parent: QWidget) -> None:
        super().__init__(look, f"Who takes part in meeting {meeting.number}", when_words(meeting), parent)
        self._desk, self._meeting = desk, meeting
        self.quorum = Text(look, wrap=True)
        self.add_above(self.quorum)
        told = "Enter changes a person."
        self.people = RowsTable(look, _HEADS, "People", "Nobody is entered yet.", told, whole=False)
        self.interests = RowsTable(
            look, _INTERESTS, "Interests", "No interest is declared.", "Enter changes an interest."
        )
        self.people.opened.connect(self._change)
        self.interests.opened.connect(self._change_interest)
        row, flow = self._row()
        self.add_button = self._button(flow, "Add a person…", self._add)
        self.away_button = self._button(flow, "Take away", self._remove)
        self.copy_button = self._button(flow, "Copy from the last meeting", self._copy)
        self.body.addWidget(self.people, 1)
        self.body.addWidget(row)
        section = Section(look, "Interests declared")
        beneath, line = self._row()
        self.declare_button = self._button(line, "Declare an interest…", self._declare)
        section.body.addWidget(self.interests)
        section.body.addWidget(beneath)
        self.body.addWidget(section)
        self.ask_size(700, 600)
        cancel, do = self.add_buttons("Close")
        cancel.hide()
        do.clicked.connect(self.accept)
        self.read()
        (self.people if self.people.things else self.add_button).setFocus()

    def read(self) -> None:
        """Show who is entered, discipline by discipline in the order of the list."""
        board, library, labels = self._desk.board, self._desk.library, self._desk.library.labels
        order = [one.id for one in library.quorum.disciplines]
        there = sorted(
            attendance(board, self._meeting),
            key=lambda one: (order.index(one.discipline) if one.discipline in order else len(order), one.place),
        )
        rows = [
            (library.quorum.words(one.discipline) or "No discipline", one.name,
             capital(labels.word("presence", one.presence)), one.note)
            for one in there
        ]  # fmt: skip
        self.people.show_things(there, rows, self.people.currentIndex().row())
        self.quorum.setText(f"Quorum {quorum_words(quorum(board, library, self._meeting), len(there))}.")
        declared = conflicts(board, self._meeting)
        told = [
            (one.name, one.words, self._case_words(one.case_id), "Yes" if one.stood_aside else "No") for one in declared
        ]
        self.interests.show_things(declared, told, self.interests.currentIndex().row())
        self.copy_button.setVisible(self._last() is not None)
        self.away_button.setVisible(bool(there))

    def _case_words(self, case_id: UUID | None) -> str:
        if case_id is None:
            return "The whole meeting"
        with self._desk.board.database.read() as work:
            return f"Case {work.cases.get(case_id).number}"

    # people

    def _add(self) -> None:
        blank = Attendance(meeting_id=self._meeting.id, place=0, name="")
        self._ask_person("Who takes part?", "Add", blank)

    def _change(self, one: object) -> None:
        if isinstance(one, Attendance):
            self._ask_person("Change who takes part", "Change", one)

    def _ask_person(self, title: str, verb: str, before: Attendance) -> None:
        labels, library = self._desk.library.labels, self._desk.library
        disciplines = [(one.id, one.words) for one in library.quorum.disciplines]
        asked = (
            Asked(key="name", words="Name", value=before.name, needed="Write the name.", known=self._names()),
            Asked(key="discipline", words="Discipline", kind=As.CODE, codes=disciplines,
                  value=before.discipline or None),
            Asked(key="presence", words="How", kind=As.CODE, value=before.presence,
                  codes=codes(labels, "presence", [*Presence])),
            Asked(key="note", words="Note", value=before.note),
        )  # fmt: skip

        def store(values: Values) -> Attendance:
            told = replace(
                before, name=str(values["name"]), discipline=str(values["discipline"] or ""),
                presence=Presence(str(values["presence"])), note=str(values["note"]),
            )  # fmt: skip
            return put_person(self._desk.board, self._meeting, told)

        self._ask(title, asked, verb, store)

    def _names(self) -> list[str]:
        """Who took part before, to be completed while typing."""
        with self._desk.board.database.read() as work:
            return sorted({one.name for one in work.board_work.where(Attendance)})

    def _remove(self) -> None:
        one = self.people.selected
        if isinstance(one, Attendance):
            self._do(lambda: remove_person(self._desk.board, one))

    def _copy(self) -> None:
        last = self._last()
        if last is not None:
            self._do(lambda: copy_people(self._desk.board, self._meeting, last))

    def _last(self) -> Meeting | None:
        """The latest meeting before this one that anybody took part in."""
        earlier = [one for one in meetings(self._desk.board) if one.day < self._meeting.day and not one.cancelled]
        return next((one for one in reversed(earlier) if attendance(self._desk.board, one)), None)

    # interests

    def _declare(self) -> None:
        self._ask_interest(ConflictOfInterest(meeting_id=self._meeting.id, name="", words=""), "Declare")

    def _change_interest(self, one: object) -> None:
        if isinstance(one, ConflictOfInterest):
            self._ask_interest(one, "Change")

    def _ask_interest(self, before: ConflictOfInterest, verb: str) -> None:
        asked = (
            Asked(key="name", words="Who", value=before.name, needed="Write who declares it.", known=self._names()),
            Asked(key="words", words="Interest", value=before.words, needed="Write which interest it is."),
            Asked(key="case", words="In the case of", kind=As.CODE, value=before.case_id, codes=self._cases()),
            Asked(key="stood_aside", words="Takes no part in the decision", kind=As.TICK, value=before.stood_aside),
        )

        def store(values: Values) -> ConflictOfInterest:
            case_id = values["case"]
            told = replace(
                before, name=str(values["name"]), words=str(values["words"]), stood_aside=bool(values["stood_aside"]),
                case_id=case_id if isinstance(case_id, UUID) else None,
            )  # fmt: skip
            return declare(self._desk.board, told)

        self._ask("An interest", asked, verb, store)

    def _cases(self) -> list[tuple[object, str]]:
        from desktop.services.meetings.agenda import agenda_of  # only where somebody declares an interest

        agenda = agenda_of(self._desk.board, self._desk.library, self._meeting)
        named = [(one.case.id, f"Case {one.case.number}, {one.case.name}") for one in agenda.items]
        return [*named, (None, "The whole meeting")]

    # how it is done

    def _ask(self, title: str, asked: tuple[Asked, ...], verb: str, store: Callable[[Values], T]) -> None:
        dialog = AskDialog(self.look, title, "", asked, verb, self, today=self._desk.today)

        def keep(values: Values) -> None:
            try:
                store(values)
            except UserError as error:
                dialog.say_wrong(str(error))
                return
            dialog.accept()
            self.read()

        dialog.wanted.connect(keep)
        dialog.open()

    def _do(self, work: Callable[[], object]) -> None:
        self.say_wrong("")
        try:
            work()
        except UserError as error:
            self.say_wrong(str(error))
        self.read()

    @staticmethod
    def _row() -> tuple[QWidget, Flow]:
        row = QWidget()
        return row, Flow(row, gap=8)

    def _button(self, flow: Flow, words: str, call: Callable[[], object]) -> Button:
        button = Button(self.look, words)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: call())
        flow.addWidget(button)
        return button
