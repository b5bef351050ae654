"""Templates of the board in the window: what the settings ask for is done, and the window goes on with it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from desktop.clinical.errors import UserError
from desktop.clinical.timeline import Template
from desktop.services.file_names import safe_name
from desktop.services.own_templates import export_template, import_template, template_versions, withdraw_template
from desktop.ui.dialogs.frame import Frame
from desktop.ui.panels.settings.page import TREATMENT
from desktop.ui.panels.settings.treatment import COPY, EDIT, EXPORT, IMPORT, VERSIONS, WITHDRAW
from desktop.ui.templates.copying import CopyTemplateDialog
from desktop.ui.templates.editor import TemplateEditor, saved_words
from desktop.ui.templates.versions import VersionsDialog

if TYPE_CHECKING:
    from desktop.ui.main_window import MainWindow

_KIND = "Timeline template (*.toml)"
_WITHDRAW = "New plans cannot begin with it any more. Plans that were begun go on with it, and it can be used again."


class TemplatesRoom(QObject):
    """Belongs to one window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window

    def do(self, deed: str, template: str) -> None:
        """What was asked for in the settings."""
        self._window.commit()
        deeds = {COPY: self.copy, EDIT: self.edit, EXPORT: self.export, WITHDRAW: self.withdraw,
                 VERSIONS: self.versions}  # fmt: skip
        if deed == IMPORT:
            self.ask_import()
        else:
            deeds[deed](template)

    def copy(self, template: str) -> None:
        """Copy a template, and go on to edit the copy."""
        dialog = CopyTemplateDialog(self._window.look, self._window.desk, template, self._window)
        dialog.copied.connect(lambda copied: self._changed(copied.id, f"Copied as “{copied.title}”"))
        dialog.open()

    def edit(self, template: str) -> None:
        """Edit an own template."""
        dialog = TemplateEditor(self._window.look, self._window.desk, template, self._window)
        dialog.saved.connect(lambda stored: self._changed(stored.id, saved_words(stored)))
        dialog.open()

    def ask_import(self) -> None:
        """Ask for a file and import it."""
        name, _ = QFileDialog.getOpenFileName(self._window, "Import a template", "", _KIND)
        if name:
            self.take(Path(name))

    def take(self, path: Path) -> None:
        """Import a file."""
        window = self._window
        try:
            taken: Template = import_template(window.desk.board, window.desk.library, path)
        except UserError as error:
            window.messages.report(error)
            return
        self._changed(taken.id, f"Imported “{taken.title}”")

    def export(self, template: str, version: str = "") -> None:
        """Ask where to, and write the file."""
        title = self._window.desk.library.shelf.title(template) or template
        name, _ = QFileDialog.getSaveFileName(self._window, "Export the template", safe_name(f"{title}.toml"), _KIND)
        if name:
            self.give(template, Path(name), version)

    def give(self, template: str, path: Path, version: str = "") -> None:
        """Write the file."""
        window = self._window
        try:
            export_template(window.desk.board, window.desk.library, template, path, version)
        except UserError as error:
            window.messages.report(error)
        else:
            window.confirm(f"Exported as {path.name}; it says nothing of any child")

    def withdraw(self, template: str) -> None:
        """Withdraw a template once a person said so; or use it again."""
        window = self._window
        newest = template_versions(window.desk.board, template)[0]
        title = window.desk.library.shelf.title(template) or template
        if newest.withdrawn:
            self._set_withdrawn(template, title, withdrawn=False)
            return
        dialog = Frame(window.look, f"Withdraw “{title}”?", _WITHDRAW, window)
        _, do = dialog.add_buttons("Withdraw")
        do.clicked.connect(dialog.accept)
        dialog.accepted.connect(lambda: self._set_withdrawn(template, title, withdrawn=True))
        dialog.open()

    def versions(self, template: str) -> None:
        """Show all versions."""
        window = self._window
        title = window.desk.library.shelf.title(template) or template
        dialog = VersionsDialog(window.look, title, template_versions(window.desk.board, template), window)
        dialog.wanted.connect(lambda version: self.export(template, version))
        dialog.open()

    def _set_withdrawn(self, template: str, title: str, *, withdrawn: bool) -> None:
        window = self._window
        try:
            withdraw_template(window.desk.board, window.desk.library, template, withdrawn=withdrawn)
        except UserError as error:
            window.messages.report(error)
        else:
            self._changed(template, f"“{title}” is {'withdrawn' if withdrawn else 'used again'}")

    def _changed(self, template: str, words: str) -> None:
        """Every page goes on with the templates as they are now."""
        window = self._window
        window.rebuild()
        window.show_settings(TREATMENT)
        window.settings.treatment.choose(template)
        window.confirm(words)
