"""Templates of a board: their list in the settings, copying one, the editor in its states, versions."""

from __future__ import annotations

import tomllib

from freezegun import freeze_time
from PySide6.QtWidgets import QWidget

from desktop.services.library import Library
from desktop.services.own_templates import copy_template, own_templates, save_template, template_versions
from desktop.services.rule_packs import board_library
from desktop.ui.panels.settings.page import TREATMENT
from desktop.ui.templates.copying import CopyTemplateDialog
from desktop.ui.templates.editor import PREVIEW, TemplateEditor
from desktop.ui.templates.versions import VersionsDialog
from tests.gallery.moment import NOW
from tests.gallery.scene import scenes
from tests.gallery.studio import Studio

OURS = "Zztest ward: rapid COJEC, course 2 later"


def _own_template(studio: Studio) -> tuple[Library, str]:
    """A template of the board in two versions, made when it is first wanted."""
    board = studio.boards.changing
    library = board_library(board, studio.library)
    found = own_templates(board)
    if found:
        return library, found[0].id
    with freeze_time(NOW):
        copied = copy_template(board, library, "siopen-rapid-cojec", OURS)
        values = tomllib.loads(library.shelf.text(copied.id) or "")
        row = next(one for one in values["event"] if one["id"] == "C2")
        row["after"][0].update(days=12, status="unverified", basis="As this ward gives it")
        save_template(board, library, copied.id, copied.version, values)
    return library, copied.id


def _editor(studio: Studio) -> TemplateEditor:
    library, template = _own_template(studio)
    host = studio.window(studio.boards.changing)
    host.desk.library = library
    return studio.show(TemplateEditor(studio.look, host.desk, template, host))


def settings_own(studio: Studio) -> QWidget:
    library, _ = _own_template(studio)
    window = studio.window(studio.boards.changing)
    window.desk.library = library
    window.show_settings(TREATMENT)
    return window


def edit(studio: Studio) -> QWidget:
    return _editor(studio)


def edit_changed(studio: Studio) -> QWidget:
    """A number of a verified row was changed just now."""
    editor = _editor(studio)
    page = editor.pages["event"]
    at = next(one for one in editor.draft.places("event") if len(one) == 4 and editor.draft.row(one)["anchor"] == "C2")
    page.choose(at)
    page.form.changed.emit("days", 14)
    return editor


def edit_wrong(studio: Studio) -> QWidget:
    """An anchor hangs on an event that is not there."""
    editor = _editor(studio)
    page = editor.pages["event"]
    at = next(one for one in editor.draft.places("event") if len(one) == 4 and editor.draft.row(one)["anchor"] == "C2")
    page.choose(at)
    page.form.changed.emit("anchor", "C99")
    return editor


def edit_sources(studio: Studio) -> QWidget:
    editor = _editor(studio)
    editor.show_tab("sources")
    return editor


def edit_preview(studio: Studio) -> QWidget:
    editor = _editor(studio)
    editor.show_tab(PREVIEW)
    return editor


def copy(studio: Studio) -> QWidget:
    library, _ = _own_template(studio)
    host = studio.window(studio.boards.changing)
    host.desk.library = library
    return studio.show(CopyTemplateDialog(studio.look, host.desk, "", host))


def versions(studio: Studio) -> QWidget:
    _, template = _own_template(studio)
    board = studio.boards.changing
    return studio.show(VersionsDialog(studio.look, OURS, template_versions(board, template), studio.host()))


SCENES = scenes("templates", settings_own, edit, edit_changed, edit_wrong, edit_sources, edit_preview, copy, versions)
