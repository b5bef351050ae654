"""The editor of a board's template: its parts as tabs, what is wrong always in sight, saved as the next version."""

from __future__ import annotations

import tomllib

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.clinical.errors import UserError
from desktop.clinical.timeline import Template
from desktop.services.own_templates import save_template, template_versions
from desktop.services.template_draft import Problem, TemplateDraft
from desktop.services.template_fields import ABOUT, SOURCES
from desktop.services.template_stamp import number_words
from desktop.ui.desk import Desk
from desktop.ui.dialogs.frame import Frame
from desktop.ui.templates.preview import Preview
from desktop.ui.templates.rows_page import RowsPage
from desktop.ui.templates.words import NAMES
from desktop.ui.theme import Look
from desktop.ui.widgets.button import Button
from desktop.ui.widgets.tabs import Tabs, TabSpec
from desktop.ui.widgets.text import Text

PREVIEW = "preview"
_KINDS = ("event", "phase", "gate", "choice", SOURCES, ABOUT)
_TOLD = "Planning dates only, never a rule. Plans that were begun keep the version they were begun with."


class TemplateEditor(Frame):
    """``saved`` carries the template that was stored."""

    saved = Signal(object)

    def __init__(self, look: Look, desk: Desk, template: str, parent: QWidget) -> None:
        newest = template_versions(desk.board, template)[0]
        values = tomllib.loads(newest.content)
        super().__init__(look, f"Edit “{values['title']}”", _TOLD, parent)
        self.ask_size(1334, 726)
        self._desk, self._template, self._before = desk, template, newest.version
        self.draft = TemplateDraft(values)
        self.problem: Problem | None = None
        self.status = Text(look, step="label", tone="caution", wrap=True)
        self.add_above(self.status)
        self.pages = {kind: RowsPage(look, desk.library.labels, self.draft, kind) for kind in _KINDS}
        self.preview = Preview(look, self.draft, desk.today)
        self.tabs = Tabs(look)
        self.tabs.setAccessibleName("Parts of the template")
        self.tabs.picked.connect(self.show_tab)
        self.body.addWidget(self.tabs)
        for page in self.pages.values():
            page.edited.connect(self.check)
        # not in a stack, which is as high as the highest of them
        for part in (*self.pages.values(), self.preview):
            part.hide()
            self.body.addWidget(part, 1)
        self.to_wrong = Button(look, "Go to it")
        self.to_wrong.setAutoDefault(False)
        self.to_wrong.clicked.connect(self._go_to_problem)
        self.add_at_foot(self.to_wrong)
        self.number = newest.number + 1
        _, self.do = self.add_buttons(f"Save as version {self.number}", cancel="Close")
        # Enter takes over what is typed in a field, and saves nothing
        self.do.setAutoDefault(False)
        self.do.setDefault(False)
        self.do.clicked.connect(self._save)
        self._tab = "event"
        self.show_tab("event")
        self.check()
        self.pages["event"].table.setFocus()

    def show_tab(self, key: str) -> None:
        """Show one part of the template, or its dates."""
        self.commit()
        self._tab = key
        self._show_tabs()
        if key == PREVIEW:
            self.preview.refresh()
        for name, part in {**self.pages, PREVIEW: self.preview}.items():
            part.setVisible(name == key)

    def check(self) -> None:
        """Say what keeps it from being saved, where, and how far it can be trusted."""
        self.problem = self.draft.problem()
        sentence = self.problem.sentence if self.problem else ""
        # the row itself says what is wrong with it
        self.say_wrong(_ONE_ROW if self.problem is not None and self.problem.place is not None else sentence)
        self.to_wrong.setVisible(self.problem is not None and self.problem.place is not None)
        for page in self.pages.values():
            page.show_problem(self.problem)
        self.do.setEnabled(self.problem is None and self.draft.differs)
        self.status.setText(_status_words(self.draft))
        self.status.setVisible(bool(self.status.text()))
        self._show_tabs()

    def commit(self) -> None:
        """Take over what is still being typed."""
        for page in self.pages.values():
            page.commit()

    def is_typed_in(self) -> bool:
        """Whether something was changed that is not saved."""
        self.commit()
        return self.draft.differs

    def _show_tabs(self) -> None:
        specs = [
            TabSpec(kind, NAMES[kind], None if kind == ABOUT else len(self.draft.values.get(kind, ())))
            for kind in _KINDS
        ]
        self.tabs.show_tabs([*specs, TabSpec(PREVIEW, "Preview of dates")], self._tab)

    def _go_to_problem(self) -> None:
        place = self.problem.place if self.problem else None
        if place is not None:
            self.show_tab(str(place[0]))
            self.pages[str(place[0])].go(place)

    def _save(self) -> None:
        self.commit()
        if not self.do.isEnabled():
            return
        desk = self._desk
        try:
            stored = save_template(desk.board, desk.library, self._template, self._before, self.draft.values)
        except UserError as error:
            self.say_wrong(str(error))
            return
        self._done(stored)

    def _done(self, stored: Template) -> None:
        self.draft = TemplateDraft(self.draft.values)
        self.saved.emit(stored)
        self.accept()


_ONE_ROW = "One row keeps this version from being saved."


def saved_words(stored: Template) -> str:
    """What was done."""
    return f"Saved “{stored.title}” as version {number_words(stored.version)}"


def _status_words(draft: TemplateDraft) -> str:
    """How many rows are not verified; of the template as a whole, too."""
    found: dict[str, int] = {}
    for kind in ("event", "phase", "gate", "choice"):
        for place in draft.places(kind):
            status = str(draft.row(place).get("status"))
            found[status] = found.get(status, 0) + 1
    told = [
        f"{found[one]} of its rows {'is' if found[one] == 1 else 'are'} {one}"
        for one in ("unverified", "investigational")
        if one in found
    ]
    whole = str(draft.values.get("status"))
    head = "" if whole == "verified" else f"The template is {whole}."
    rows = f"{' and '.join(told)}." if told else ""
    return " ".join(filter(None, (head, rows)))
