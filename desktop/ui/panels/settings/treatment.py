"""Treatment templates: those that the board's team wrote, and the one that a new plan begins with."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QAbstractItemView, QWidget

from db.own_templates import OwnTemplate
from desktop.clinical.dates import day_words
from desktop.clinical.rights import Right
from desktop.services.own_templates import own_templates
from desktop.services.template_stamp import number_words
from desktop.ui.desk import Desk
from desktop.ui.models.words_model import WordsModel
from desktop.ui.panels.settings.parts import Part
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.flow import Flow
from desktop.ui.widgets.template_list import TemplateList
from desktop.ui.widgets.text import Text
from desktop.ui.widgets.word_table import WordTable

_TOLD = "Plans are laid out from templates. A template gives planning dates only, never a rule."
_OWN = (
    "Templates that ship stay as they are: copy one, and change the copy. Every version is kept, and a plan keeps the "
    "version it was begun with. Kept on this board, for everybody of it."
)
_NONE_YET = "This board has no template of its own yet; copy one or import a file."
_HEADS = ("Template", "Version", "Status", "Written")
_NONE = ("None: choose each time", "Nothing is preselected.")
COPY, EDIT, IMPORT, EXPORT, WITHDRAW, VERSIONS = "copy", "edit", "import", "export", "withdraw", "versions"
_BUTTONS = {
    COPY: "Copy…", EDIT: "Edit…", IMPORT: "Import…", EXPORT: "Export…", WITHDRAW: "Withdraw…", VERSIONS: "Versions…"
}  # fmt: skip
_OF_ONE = (EDIT, EXPORT, WITHDRAW, VERSIONS)
_WRITING = (COPY, EDIT, IMPORT, WITHDRAW)
_AGAIN = "Use again"


class TreatmentPart(Part):
    """``asked`` carries what is to be done, and the id of the own template that is chosen, empty for none."""

    name = "Treatment"
    asked = Signal(str, str)

    def __init__(self, look: Look, desk: Desk) -> None:
        super().__init__(look, desk, _TOLD)
        self.buttons: dict[str, Button] = {}
        self._own = own_templates(desk.board)
        self._show_own()
        chosen = desk.preferences.template if desk.preferences.template in desk.library.templates else ""
        name = "Template of a new plan"
        self.template = TemplateList(look, name, desk.library, chosen, _NONE)
        told = (
            "Preselected for a new plan; you can change it then. Plans already started do not change. "
            "Kept for you on this computer."
        )
        self.setting(name, self.template, told)
        self.body.addStretch(1)
        self.template.picked.connect(self._store)

    @property
    def chosen(self) -> OwnTemplate | None:
        """The own template that is chosen."""
        at = self.table.currentIndex().row()
        return self._own[at] if 0 <= at < len(self._own) else None

    def choose(self, template: str) -> None:
        """Choose an own template."""
        at = next((place for place, one in enumerate(self._own) if one.id == template), None)
        if at is not None:
            self.table.selectRow(at)

    def _show_own(self) -> None:
        look, name = self.look, "Templates of this board"
        rows = [_row(self.desk, one) for one in self._own]
        self.model = WordsModel(_HEADS, rows)
        self.table = WordTable(look, self.model, name, _NONE_YET, whole=True)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.selectionModel().currentRowChanged.connect(lambda *_: self._offer())
        self.body.addSpacing(8)
        self.body.addWidget(Text(look, name, step="label", weight=STRONG, tone="text2"))
        self.body.addWidget(self.table)
        holder = QWidget()
        flow = Flow(holder, gap=8)
        for deed, words in _BUTTONS.items():
            button = self.buttons[deed] = Button(look, words)
            button.clicked.connect(lambda _checked=False, one=deed: self._ask(one))
            flow.addWidget(button)
        self.body.addWidget(holder)
        self.body.addWidget(Text(look, _OWN, step="label", tone="text2", wrap=True))
        if self._own:
            self.table.selectRow(0)
        self._offer()

    def _offer(self) -> None:
        """What can be done with the chosen one, by whoever is here."""
        one, writes = self.chosen, self.desk.may(Right.RULES)
        for deed, button in self.buttons.items():
            button.setEnabled((one is not None or deed not in _OF_ONE) and (writes or deed not in _WRITING))
        if one is not None:
            self.buttons[WITHDRAW].set_words(_AGAIN if one.withdrawn else _BUTTONS[WITHDRAW])
            self.buttons[EDIT].setEnabled(self.buttons[EDIT].isEnabled() and not one.withdrawn)

    def _ask(self, deed: str) -> None:
        one = self.chosen
        self.asked.emit(deed, "" if one is None else one.id)

    def _store(self, template: str) -> None:
        self.desk.remember(replace(self.desk.preferences, template=template))
        self.say_saved()


def _row(desk: Desk, one: OwnTemplate) -> tuple[str, ...]:
    found = desk.library.templates.get(one.id)
    title = desk.library.shelf.title(one.id)
    state = "withdrawn" if one.withdrawn else str(found.status) if found is not None else "cannot be read"
    written = f"{day_words(one.written_at.astimezone().date())}, {one.written_by}"
    return title or one.id, number_words(one.version), state, written
