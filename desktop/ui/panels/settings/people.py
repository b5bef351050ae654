"""Everybody on the board: what they may do, what opens it for them; administrators add, change and remove people."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QScrollArea, QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.people import PersonLine, people_of
from desktop.ui.desk import Desk
from desktop.ui.models.proof_model import ProofModel, Row
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.people_words import (
    EVERYBODY_MAY,
    GIVE_TO,
    HEADS,
    NEEDS_ONCE,
    NO_BOUNDARY,
    left_out,
    person_row,
    role_rows,
)
from desktop.ui.theme import Look
from desktop.ui.tokens import MEDIUM, STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.text import Line, Text
from desktop.ui.widgets.word_table import WordTable

_DEMONSTRATION = "This demonstration board opens by itself, for one person. People are added to a board of your own."


class PeoplePart(Part):
    """What is asked for goes out as signals; ``role``, ``passphrase`` and ``leave`` carry the person's line.

    Who may not change people reads only.
    """

    name, wide = "People", True
    add, renew = Signal(), Signal()
    role, passphrase, leave = Signal(object), Signal(object), Signal(object)

    def __init__(self, look: Look, desk: Desk) -> None:
        told = f"{NO_BOUNDARY} {GIVE_TO}" if desk.may(Right.PEOPLE) else NO_BOUNDARY
        super().__init__(look, desk, told)
        self.lines: list[PersonLine] = []
        self.model, self._wrong = ProofModel(HEADS), wrong_text(look)
        self.table = WordTable(look, self.model, "People of the board", "Nobody can be shown.", whole=True)
        self._once = Text(look, NEEDS_ONCE, step="label", tone="text2", wrap=True)
        self.body.addWidget(self._wrong)
        self.body.addWidget(self.table)
        self.body.addWidget(self._once)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._row_changed())
        if self._may():
            self._offer()
        elif desk.board.demonstration:
            self.body.addWidget(Text(look, _DEMONSTRATION, step="label", tone="text2", wrap=True))
        self._say_roles()
        self.body.addStretch(1)
        self.refresh()

    def refresh(self) -> None:
        """Read everybody anew; the same person stays chosen."""
        chosen = self.chosen()
        try:
            self.lines = people_of(self.desk.board)
        except UserError as error:
            # the settings have to open, whatever is the matter with the key file
            self.lines = []
            self._wrong.say(str(error))
        labels, me = self.desk.library.labels, self.desk.board.person
        self.model.show_rows([Row(person_row(labels, line, me)) for line in self.lines])
        self._once.setVisible(bool(left_out(self.lines)))
        keys = [line.person.id for line in self.lines]
        wanted = chosen.person.id if chosen is not None else me.id
        self.table.selectRow(keys.index(wanted) if wanted in keys else 0)
        self._show_possible()

    def chosen(self) -> PersonLine | None:
        """The person who is chosen in the table."""
        row = self.table.currentIndex().row()
        return self.lines[row] if 0 <= row < len(self.lines) else None

    def _may(self) -> bool:
        return self.desk.may(Right.PEOPLE) and not self.desk.board.demonstration

    def _offer(self) -> None:
        """What administrators do: about the person chosen, and about the board."""
        self.about = Text(self.look, step="label", weight=STRONG, tone="text2", wrap=True)
        self.role_button = Button(self.look, "Change role…")
        self.passphrase_button = Button(self.look, "Set a new passphrase…", icon="passphrase")
        self.leave_button = Button(self.look, "Remove from the board…", kind="danger", icon="delete")
        self.add_button = Button(self.look, "Add a person…", icon="add")
        self.renew_button = Button(self.look, "Renew the board's key…", icon="again")
        self.body.addWidget(self.about)
        self._row(self.role_button, self.passphrase_button, self.leave_button)
        self.body.addWidget(Text(self.look, "The board", step="label", weight=STRONG, tone="text2"))
        self._row(self.add_button, self.renew_button)
        self.table.activated.connect(lambda _index: self._ask_role())
        self.add_button.clicked.connect(self.add)
        self.renew_button.clicked.connect(self.renew)
        self.role_button.clicked.connect(self._ask_role)
        self.passphrase_button.clicked.connect(lambda: self.passphrase.emit(self.chosen()))
        self.leave_button.clicked.connect(lambda: self.leave.emit(self.chosen()))

    def _row(self, *buttons: Button) -> None:
        row = QWidget()
        flow = Flow(row, gap=8)
        for button in buttons:
            flow.addWidget(button)
        self.body.addWidget(row)

    def _row_changed(self) -> None:
        """What is chosen with the keyboard is in sight, also where the table is higher than the window."""
        self._show_possible()
        area, row = self._area(), self.table.visualRect(self.table.currentIndex())
        content = area.widget() if area is not None else None
        if area is not None and content is not None and content.isAncestorOf(self.table):
            middle = self.table.viewport().mapTo(content, row.center())
            area.ensureVisible(0, middle.y(), 0, row.height())

    def _area(self) -> QScrollArea | None:
        around = self.parentWidget()
        while around is not None and not isinstance(around, QScrollArea):
            around = around.parentWidget()
        return around

    def _ask_role(self) -> None:
        chosen = self.chosen()
        if chosen is not None and chosen.person.left_at is None:
            self.role.emit(chosen)

    def _show_possible(self) -> None:
        """Offer what can be done about the person chosen; nobody removes themselves, and who left is history."""
        if not self._may():
            return
        chosen = self.chosen()
        here = chosen is not None and chosen.person.left_at is None
        other = here and chosen is not None and chosen.person.id != self.desk.board.person.id
        self.role_button.setVisible(here)
        self.passphrase_button.setVisible(other)
        self.leave_button.setVisible(other)
        name = chosen.person.name if chosen is not None else ""
        self.about.setText(name if here else f"{name} has left; what they wrote keeps their name." if name else "")
        for button in (self.role_button, self.passphrase_button, self.leave_button):
            button.setAccessibleDescription(name)

    def _say_roles(self) -> None:
        self.body.addSpacing(16)
        self.body.addWidget(Text(self.look, "What each role may do", step="lead", weight=STRONG))
        self.body.addWidget(Line())
        self.body.addWidget(Text(self.look, EVERYBODY_MAY, tone="text2", wrap=True))
        self.roles = QWidget()
        grid = QGridLayout(self.roles)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setColumnStretch(1, 1)
        for row, (role, may) in enumerate(role_rows(self.desk.library.labels)):
            grid.addWidget(Text(self.look, role, weight=MEDIUM), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(Text(self.look, may, wrap=True), row, 1)
        self.body.addWidget(self.roles)
