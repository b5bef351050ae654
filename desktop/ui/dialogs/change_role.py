"""Giving a person another role: what it gives and what it takes, in words, before it is done."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.labels import Labels
from desktop.clinical.person import Person
from desktop.clinical.rights import RIGHTS, Right
from desktop.clinical.vocabulary import Role
from desktop.ui.dialogs.frame import Frame
from desktop.ui.people_words import change_words, may_words
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.notice import Notice
from desktop.ui.widgets.one_of import OneOf
from desktop.ui.widgets.text import Line, Text

_SAME = "This is the present role; choose another one."
_OWN = "This is your own role. Only another administrator can give it back."


class ChangeRoleDialog(Frame):
    """``wanted`` carries the Role; the window gives it and closes the dialog. ``own``: it is one's own."""

    wanted = Signal(object)

    def __init__(self, look: Look, labels: Labels, person: Person, own: bool, parent: QWidget) -> None:
        self._labels, self._person, self._own = labels, person, own
        super().__init__(look, f"Change the role of {person.name}?", "", parent)
        self.ask_size(600, 460)
        roles = [(role, labels.word("role", role)) for role in Role]
        self.role = OneOf(look, "Role", roles, person.role, [may_words(role) for role in Role])
        self.change = Text(look, wrap=True)
        self.own = Notice(look, "caution", "", _OWN)
        self.body.addWidget(Text(look, "Role", step="label", weight=STRONG, tone="text2"))
        self.body.addWidget(self.role)
        self.body.addStretch(1)
        self.add_beneath(self.own)
        self.add_beneath(self.change)
        # where the roles scroll, a cut line would else seem to run into what the choice changes
        self.add_beneath(Line())
        _, self.do = self.add_buttons("Change role")
        self.role.picked.connect(lambda _role: self._say_change())
        self.do.clicked.connect(lambda: self.wanted.emit(self.chosen))
        self._say_change()
        self.role.focus_chosen()

    @property
    def chosen(self) -> Role:
        """The role that is marked."""
        return Role(str(self.role.chosen))

    def _say_change(self) -> None:
        before, after = self._person.role, self.chosen
        same = before is after
        self.change.setText(_SAME if same else " ".join(change_words(before, after, own=self._own)))
        self.change.set_tone("text2" if same else "text")
        self.own.setVisible(self._own and not same and Right.PEOPLE not in RIGHTS[after])
        self.do.setEnabled(not same)
        self.do.set_words("Change role" if same else f"Change role to {self._labels.word('role', after)}")
        self.say_wrong("")
