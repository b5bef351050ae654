"""Refer a child to the board, or several one after the other: each with its own question, which is never left out."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.labels import Labels
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.meetings.referral import Referral
from desktop.services.cases import get_case
from desktop.services.changes_since_board import since_board
from desktop.services.meetings.planning import meetings
from desktop.services.meetings.referring import open_referral, refer
from desktop.services.meetings.seen_before import SeenBefore, first_words, seen_before
from desktop.services.meetings.showing import pathology_suggestions, radiology_suggestions
from desktop.services.summaries import since_content
from desktop.ui.meetings.asking import AskDialog, Values
from desktop.ui.meetings.forms import meeting_choice, referral_asked, referral_of
from desktop.ui.statements import Statement, statements
from desktop.ui.theme import Look
from desktop.ui.widgets.section import Section
from desktop.ui.widgets.statement_grid import StatementGrid
from desktop.ui.words import counted

if TYPE_CHECKING:
    from desktop.reports.content import TextBlock
    from desktop.ui.main_window import MainWindow


class ReferringRoom:
    """Stands between a child and the board, for one window."""

    def __init__(self, window: MainWindow) -> None:
        self._window = window

    def refer(self, case_id: UUID, meeting: Meeting | None = None) -> None:
        """Ask for the question and bring a child before the board."""
        self.refer_all([case_id], meeting)

    def refer_all(self, ids: Sequence[UUID], meeting: Meeting | None = None, done: int = 0, left: int = 0) -> None:
        """Refer children one after the other; a child that waits for the board already is left alone and told."""
        window = self._window
        if not ids:
            self._tell(done, left)
            return
        case = get_case(window.desk.board, ids[0])
        if case.deleted is not None or open_referral(window.desk.board, case.id) is not None:
            if len(ids) == 1 and not done and not left:
                where = "is in the bin" if case.deleted is not None else "waits for the board already"
                window.messages.report(UserError(f"Case {case.number} {where}; nothing was changed."))
                return
            self.refer_all(ids[1:], meeting, done, left + 1)
            return
        dialog = self._dialog(case, meeting, len(ids))
        dialog.wanted.connect(partial(self._store, dialog, case, ids, meeting, done, left))
        dialog.open()

    def _dialog(self, case: Case, meeting: Meeting | None, waiting: int) -> AskDialog:
        window, desk = self._window, self._window.desk
        seen = seen_before(desk.board, desk.library, case)
        every = [one for one in meetings(desk.board) if not one.is_over]
        coming = next((one for one in every if one.day >= desk.today()), None)
        chosen = meeting or coming
        blank = Referral(case_id=case.id, referred_on=desk.today())
        asked = (
            *referral_asked(
                desk.library.labels, case, blank, question=first_words(desk.library, case, seen),
                radiology=radiology_suggestions(desk.library.all_labels, case),
                pathology=pathology_suggestions(case),
            ),
            meeting_choice(every, chosen.id if chosen is not None else None),
        )  # fmt: skip
        more = f"{counted(waiting - 1, 'child', 'children')} more to refer after this one." if waiting > 1 else ""
        dialog = AskDialog(
            window.look, f"Refer case {case.number} to the board", more, asked, "Refer to the board", window,
            today=desk.today, case=case,
        )  # fmt: skip
        if seen is not None:
            found = since_board(desk.board, desk.library, case.id, seen.meeting.day)
            told = since_content(desk.library, case, found, today=desk.today())
            dialog.put_above(SinceThen(window.look, desk.library.labels, seen, told))
        return dialog

    def _store(
        self, dialog: AskDialog, case: Case, ids: Sequence[UUID], meeting: Meeting | None, done: int, left: int,
        values: Values,
    ) -> None:  # fmt: skip
        desk = self._window.desk
        try:
            to = next((one for one in meetings(desk.board) if one.id == values["meeting"]), None)
            told = referral_of(values, Referral(case_id=case.id, referred_on=desk.today()))
            refer(
                desk.board, desk.library, told, question=str(values["question"]), asked_by=str(values["asked_by"]),
                meeting=to,
            )  # fmt: skip
        except UserError as error:
            dialog.say_wrong(str(error))
            return
        dialog.accept()
        self._show(case.id)
        self.refer_all(ids[1:], meeting, done + 1, left)

    def _show(self, case_id: UUID) -> None:
        """The page that is open shows what the record says now."""
        window = self._window
        if window.at_case() and window.page.case is not None and window.page.case.id == case_id:
            window.page.take(get_case(window.desk.board, case_id))
        elif window.at_list():
            window.list.refresh()

    def _tell(self, done: int, left: int) -> None:
        others = f"; {counted(left, 'child', 'children')} left, who wait for the board already" if left else ""
        self._window.meeting_room.after(f"Referred {counted(done, 'child', 'children')} to the board{others}")


class SinceThen(QWidget):
    """What the board decided last, and what changed in the record since that day."""

    def __init__(self, look: Look, labels: Labels, seen: SeenBefore, since: TextBlock) -> None:
        super().__init__()
        decision = seen.whole.decision
        section = Section(look, f"Since the board of {day_words(seen.meeting.day)}")
        grid = StatementGrid(look, most=120)
        told = [Statement("Decided then", decision.recommendation)]
        told += statements(labels, since.paragraphs)
        grid.show_statements(told)
        section.body.addWidget(grid)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section)
