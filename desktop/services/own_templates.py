"""The timeline templates that a board's team writes: copied from another one, changed, withdrawn; in and out as files.

Templates that ship stay as they are. Every version of an own one is kept, because plans stand on it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from db.own_templates import OwnTemplate
from db.work import Work
from desktop.clinical.errors import UserError
from desktop.clinical.rights import Right, require
from desktop.clinical.timeline import Template
from desktop.services.boards import Board
from desktop.services.file_names import LONGEST, safe_title
from desktop.services.files import write_whole
from desktop.services.history import write_out
from desktop.services.library import Library
from desktop.services.template_checks import LARGEST, checked
from desktop.services.template_stamp import is_own_id, new_id, number_of, number_words, stamped
from desktop.services.template_text import written
from desktop.services.toml_files import document_of, text_of

COPIED, CHANGED, IMPORTED = "Copied template", "Changed template", "Imported template"
WITHDRAWN, USED_AGAIN = "Withdrew template", "Uses template again"
EXPORTED, NOT_EXPORTED = "Exported template", "Template did not go out after all"
ENTITY = "own_templates"

_UNCHANGED = "nothing was changed"


def copy_template(board: Board, library: Library, template: str, title: str, version: str = "") -> Template:
    """A new template of the board that says what another one says, under a title of its own.

    Raises UserError for a title that is empty or taken, and for a template that is not there.
    """
    text = _text(library, template, version)
    values = _titled(library, document_of(template, text), title)
    based_on = (template, str(document_of(template, text)["version"]))
    with board.work(Right.RULES) as work:
        added = _add(work, COPIED, text, stamped(values, new_id(title), 1), 1, based_on)
    library.templates_changed()
    return added


def save_template(board: Board, library: Library, template: str, before: str, values: Mapping[str, Any]) -> Template:
    """Store the next version of an own template. ``before`` is the version that was changed.

    Raises UserError for values that make no template, that differ in nothing, and where somebody stored another
    version meanwhile.
    """
    text = _text(library, template, before)
    named = _titled(library, values, str(values.get("title", "")), template)
    with board.work(Right.RULES) as work:
        versions = work.templates.versions(template)
        if not versions:
            raise UserError(f"Only a template of this board is changed; copy this one first, {_UNCHANGED}.")
        if versions[0].version != before:
            raise UserError(
                f"Version {number_words(versions[0].version)} of this template was stored meanwhile; "
                f"open that one and change it, {_UNCHANGED}."
            )
        if versions[0].withdrawn:
            raise UserError(f"This template is withdrawn; use it again before changing it, {_UNCHANGED}.")
        number = versions[0].number + 1
        if stamped(named, template, versions[0].number)["version"] == before:
            raise UserError(f"Nothing differs from version {number_words(before)}; {_UNCHANGED}.")
        added = _add(work, CHANGED, text, stamped(named, template, number), number, (template, before))
    library.templates_changed()
    return added


def withdraw_template(board: Board, library: Library, template: str, *, withdrawn: bool = True) -> None:
    """Offer an own template for new plans no more, or again. Plans that stand on it go on with it."""
    with board.work(Right.RULES) as work:
        versions = work.templates.versions(template)
        if not versions:
            raise UserError(f"Only a template of this board can be withdrawn; {_UNCHANGED}.")
        if versions[0].withdrawn != withdrawn:
            title = library.shelf.title(template) or template
            work.templates.set_withdrawn(WITHDRAWN if withdrawn else USED_AGAIN, template, title, withdrawn)
    library.templates_changed()


def template_versions(board: Board, template: str) -> list[OwnTemplate]:
    """Every version of an own template, newest first; none of one that ships."""
    with board.database.read() as work:
        return work.templates.versions(template)


def own_templates(board: Board) -> list[OwnTemplate]:
    """The newest version of every template of the board, also of those that are withdrawn; those used come first."""
    with board.database.read() as work:
        newest = {one.id: one for one in reversed(work.templates.all())}
    return sorted(newest.values(), key=lambda one: (one.withdrawn, one.id))


def export_template(board: Board, library: Library, template: str, path: Path, version: str = "") -> bool:
    """Write a template to a file, which another board can import; it says nothing of any child.

    False where the board is only read, so that nothing could be written down. Raises UserError where the role may
    not, or the file cannot be written.
    """
    require(board.person, Right.PRINT)
    text = _text(library, template, version)
    version = str(document_of(path.name, text)["version"])
    told: dict[str, list[object]] = {
        "template": [None, template],
        "title": [None, library.shelf.title(template)],
        "version": [None, version],
    }
    write_out(
        board, EXPORTED, NOT_EXPORTED, told, lambda: write_whole(path, text.encode("utf-8")), entity=ENTITY
    )  # fmt: skip
    return not board.read_only


def import_template(board: Board, library: Library, path: Path) -> Template:
    """Take a template from a file: the version as it is where a board wrote it, else a new template or version.

    A file that a board exported keeps its id and version, so that plans of received records find it. One that was
    changed since becomes the next version of its template; any other a new template of this board. Raises UserError
    that names the file, the row and the key.
    """
    require(board.person, Right.RULES)
    name = path.name
    text = text_of(name, _bytes(path))
    checked(text, name)
    values = document_of(name, text)
    template, number = str(values["id"]), number_of(values)
    with board.work(Right.RULES) as work:
        versions = work.templates.versions(template) if is_own_id(template) else []
        if any(one.version == values["version"] for one in versions) and number:
            raise UserError(f"{name} is on this board already; {_UNCHANGED}.")
        _titled(library, values, str(values["title"]), template)
        if not number:
            number = versions[0].number + 1 if versions else 1
            template = template if is_own_id(template) else new_id(str(values["title"]))
        based_on = (template, versions[0].version) if versions else (str(values["id"]), str(values["version"]))
        stamp = stamped(values, template, number)
        added = _add(work, IMPORTED, text, stamp, number, based_on, withdrawn=bool(versions) and versions[0].withdrawn)
    library.templates_changed()
    return added


def _add(
    work: Work,
    action: str,
    text: str,
    values: dict[str, Any],
    number: int,
    based_on: tuple[str, str],
    *,
    withdrawn: bool = False,
) -> Template:
    """Store a version once it is read again from the very text that is stored."""
    content = written(text, values)
    template = checked(content, f"The template “{safe_title(str(values.get('title', '')))}”")
    told: dict[str, object] = {"title": template.title, "version": template.version, "based_on": " ".join(based_on)}
    work.templates.add(
        action, template.id, template.version, number, content, based_on=based_on, told=told, withdrawn=withdrawn
    )
    return template


def _text(library: Library, template: str, version: str) -> str:
    text = library.shelf.text(template, version)
    if text is None:
        raise UserError(f"There is no template {template} on this board; choose another one, {_UNCHANGED}.")
    return text


def _titled(library: Library, values: Mapping[str, Any], title: str, own: str = "") -> dict[str, Any]:
    plain = safe_title(title)
    if not plain or plain != title.strip():
        raise UserError(
            f"A template needs a title of one line and at most {LONGEST} characters; write another, {_UNCHANGED}."
        )
    _refuse_title(library, plain, own)
    return {**values, "title": plain}


def _refuse_title(library: Library, title: str, own: str) -> None:
    """Two templates of one title would be taken for each other."""
    for one in library.templates.values():
        if one.id != own and one.title.casefold() == title.strip().casefold():
            raise UserError(f"There is a template “{one.title}” already; give this one another title, {_UNCHANGED}.")


def _bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        raise UserError(f"{path.name} cannot be opened; {_UNCHANGED}, check its name and folder.") from error
    if len(content) > LARGEST:
        raise UserError(f"{path.name} is larger than {LARGEST // 1024} KB, which no template is; {_UNCHANGED}.")
    return content
