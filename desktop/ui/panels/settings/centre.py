"""The centre's resources: for each test and treatment whether it is available here, for everybody of the board."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QRadioButton

from desktop.clinical.centre import Centre, Service
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.centre import get_centre, say_available, say_other
from desktop.ui.desk import Desk
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.text import Line, Text
from desktop.ui.words import capital

_ANSWERS = ((True, "Available"), (False, "Not here"), (None, "Not said"))


class CentrePart(Part):
    """One row a service; three answers, of which "not said" is the first and is never printed as absent."""

    name = "Centre's resources"

    def __init__(self, look: Look, desk: Desk) -> None:
        told = (
            "What is marked as not here is printed on every page under “Not available here”. It holds for everybody "
            "of this board and is recorded in its history. What is left at “Not said” is not printed."
        )
        super().__init__(look, desk, told)
        self.rows: dict[str, tuple[QRadioButton, ...]] = {}
        centre = get_centre(desk.board)
        if not desk.may(Right.CENTRE):
            self._say(centre)
            return
        self._wrong = wrong_text(look)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(2)
        self._grid.setColumnStretch(0, 1)
        for group, services in desk.library.services.groups().items():
            self._head(group)
            for service in services:
                self._row(service, centre.available.get(service.id))
        self.body.addLayout(self._grid)
        self.other = CommitEdit(look, "Also not available here")
        self.fields[self.other] = self._wrong
        self.other.setText(centre.other)
        self.other.setPlaceholderText("for example: proton therapy")
        told = "In your own words, printed after the others."
        self.setting("Also not available here", self.other, told, self._wrong)
        self.body.addStretch(1)
        self.other.committed.connect(self._store_other)

    def commit(self) -> None:
        """Take over the words still being typed."""
        if self.desk.may(Right.CENTRE):
            self.other.commit()

    def _head(self, group: str) -> None:
        row = self._grid.rowCount()
        self._grid.setRowMinimumHeight(row, self.look.px(28))
        for column, words in enumerate((group, *(words for _, words in _ANSWERS))):
            self._grid.addWidget(Text(self.look, words, step="label", weight=STRONG, tone="text2"), row, column)

    def _row(self, service: Service, answer: bool | None) -> None:
        self._grid.addWidget(Line(), self._grid.rowCount(), 0, 1, 1 + len(_ANSWERS))
        row, group = self._grid.rowCount(), QButtonGroup(self)
        words = capital(service.words)
        name = Text(self.look, words, wrap=True)
        name.setToolTip("; ".join(self.desk.library.services.sources[key] for key in service.source))
        name.setAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self._grid.addWidget(name, row, 0)
        buttons = []
        for place, (value, told) in enumerate(_ANSWERS):
            button = QRadioButton()
            button.setAccessibleName(f"{words}: {told.lower()}")
            button.setMinimumHeight(self.look.px(24))
            button.setChecked(value is answer)
            group.addButton(button, place)
            self._grid.addWidget(button, row, place + 1)
            buttons.append(button)
        self.rows[service.id] = tuple(buttons)
        group.idToggled.connect(lambda place, on: self._store(service.id, _ANSWERS[place][0]) if on else None)

    def _store(self, service: str, available: bool | None) -> None:
        try:
            say_available(self.desk.board, self.desk.library, service, available)
        except UserError as error:
            self.say_not_saved(self._wrong, str(error))
            return
        self.say_saved()

    def _store_other(self, words: str) -> None:
        try:
            say_other(self.desk.board, words)
        except UserError as error:
            self.refuse(self.other, str(error))
            return
        self._wrong.hide()
        self.say_saved()

    def _say(self, centre: Centre) -> None:
        """On a board open for reading: what was said, as text."""
        known = self.desk.library.services
        there = [one.words for one in known.services if centre.available.get(one.id)]
        self.fact("Available here", capital(", ".join(there)) or "None marked")
        self.fact("Not available here", capital(", ".join(centre.absent(known))) or "None marked")
        self.body.addStretch(1)
