"""What one person chooses for themselves: name and role on the board; paper and looks on this computer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Signal

from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right
from desktop.services.people import change_person
from desktop.ui.desk import Desk
from desktop.ui.forms.plain_edit import CommitEdit
from desktop.ui.panels.settings.parts import Part, wrong_text
from desktop.ui.people_words import may_words
from desktop.ui.theme import Look
from desktop.ui.widgets.one_of import OneOf

_SIZES = ((0, "Same as the system"), (100, "100 %"), (125, "125 %"), (150, "150 %"), (175, "175 %"), (200, "200 %"))
_APPEARANCES = (("system", "Same as the system"), ("light", "Light"), ("dark", "Dark"))
_PAPERS = (("a4", "A4"), ("letter", "Letter"))


class PersonPart(Part):
    """Name and role of whoever opened the board; stored in the board and audited. ``renamed``: the name is another."""

    name = "You"
    renamed = Signal()

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "How this board knows you. Changes are recorded in its history.")
        labels, me = desk.library.labels, desk.board.person
        if desk.board.read_only:
            self.fact("Your name", me.name, "The board is open for reading only; nothing of it can be changed here.")
            self.fact("Your role", labels.word("role", me.role))
            self.body.addStretch(1)
            return
        self.own_name = CommitEdit(look, "Your name")
        self.own_name.setText(me.name)
        self.own_name.setMaxLength(80)
        self._wrong = self.fields[self.own_name] = wrong_text(look)
        told = (
            "Printed at the foot of pages and kept with what you enter. Earlier entries keep the earlier name. "
            "Saved when you leave the field."
        )
        self.setting("Your name", self.own_name, told, self._wrong)
        who = "You can" if desk.may(Right.PEOPLE) else "An administrator can"
        told = may_words(me.role)
        if not desk.board.demonstration:
            told = f"{told} {who} change it under People."
        self.fact("Your role", labels.word("role", me.role), told)
        self.body.addStretch(1)
        self.own_name.committed.connect(self._store)

    def _store(self, name: str) -> None:
        try:
            before, self.desk.board = self.desk.board, change_person(self.desk.board, name)
        except UserError as error:
            self.refuse(self.own_name, str(error))
            return
        self._wrong.hide()
        self.say_saved()
        if self.desk.board.person != before.person:
            self.renamed.emit()

    def commit(self) -> None:
        """Take over a name that is still being typed."""
        if not self.desk.board.read_only:
            self.own_name.commit()


class PagePart(Part):
    """The paper that pages are laid out for."""

    name = "Page"

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, "Paper size for printing and saving on this computer.")
        self.paper = OneOf(look, "Paper", _PAPERS, desk.preferences.paper)
        told = "Pages are laid out for it. Kept for you on this computer."
        self.setting("Paper", self.paper, told)
        self.body.addStretch(1)
        self.paper.picked.connect(self._store)

    def _store(self, paper: str) -> None:
        self.desk.remember(replace(self.desk.preferences, paper=paper))
        self.say_saved()


class AppearancePart(Part):
    """Colours and size of text, at once for the whole window."""

    name = "Appearance"

    def __init__(self, look: Look, desk: Desk, use_appearance: Callable[[str], None]) -> None:
        super().__init__(look, desk, "How the window looks. Kept for you on this computer.")
        self._use_appearance = use_appearance
        self.colours = OneOf(look, "Colours", _APPEARANCES, look.appearance)
        self.setting("Colours", self.colours, "Light or dark. Every colour also has a word or a shape.")
        self.text_size = OneOf(look, "Size of text", _SIZES, desk.preferences.text_size, upright=True)
        self.setting("Size of text", self.text_size, "Everything grows with the text: fields, rows and marks.")
        self.body.addStretch(1)
        self.colours.picked.connect(self._store_colours)
        self.text_size.picked.connect(self._store_size)

    def _store_colours(self, appearance: str) -> None:
        self._use_appearance(appearance)
        self.say_saved()

    def _store_size(self, percent: int) -> None:
        self.desk.remember(replace(self.desk.preferences, text_size=percent))
        self.say_saved()
        self.look.use_text_size(percent)
