"""Copying a template: which one, and what the copy is called."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop.clinical.errors import UserError
from desktop.services.file_names import LONGEST
from desktop.services.own_templates import copy_template
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.theme import Look
from desktop.ui.tokens import STRONG
from desktop.ui.widgets.template_list import TemplateList
from desktop.ui.widgets.text import Text

_TOLD = (
    "The copy belongs to this board, and everybody of it can begin plans with it. The template itself stays as it is."
)
_WIDTH = 600


class CopyTemplateDialog(Frame):
    """``copied`` carries the new template."""

    copied = Signal(object)

    def __init__(self, look: Look, desk: Desk, template: str, parent: QWidget) -> None:
        super().__init__(look, "Copy which template?", _TOLD, parent)
        self.setMinimumWidth(look.px(_WIDTH))
        self._desk = desk
        marked = template if template in desk.library.templates else None
        self.templates = TemplateList(look, "Template", desk.library, marked)
        self.body.addWidget(self.templates)
        self.body.addStretch(1)
        self.title = QLineEdit()
        self.title.setMaxLength(LONGEST)
        self.title.setAccessibleName("Title of the copy")
        label = Text(look, "Title of the copy", step="label", weight=STRONG, tone="text2")
        label.setBuddy(self.title)
        # what is added last stands above what was added before
        self.add_beneath(self.title)
        self.add_beneath(label)
        _, self.do = self.add_buttons("Copy")
        self.do.clicked.connect(self._copy)
        self.templates.picked.connect(lambda _template: self.say_wrong(""))
        (self.title if marked else self.templates.buttons[0]).setFocus()

    def _copy(self) -> None:
        if not self.templates.chosen:
            self.say_wrong("No template is chosen; choose the one to copy above.")
            self.templates.buttons[0].setFocus()
            return
        try:
            copied = copy_template(
                self._desk.board, self._desk.library, self.templates.chosen, self.title.text().strip()
            )
        except UserError as error:
            self.say_wrong(str(error))
            self.title.setFocus()
            return
        self.copied.emit(copied)
        self.accept()
