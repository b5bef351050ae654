"""Rules from elsewhere: a folder or a ZIP of TOML files, read whole and checked before anybody looks at them.

Nothing is unpacked: a ZIP is read in memory, file by file, within limits.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.proving import read_case_file
from desktop.clinical.proving.case_file import KIND as CASES
from desktop.clinical.rule_set import PART_OF, RuleSet
from desktop.services.rule_changes import ProposedRules
from desktop.services.toml_files import LARGEST, document_of, refuse_large, text_of

MOST_FILES = 200

_ENDING = ".toml"


def read_rules(path: Path) -> ProposedRules:
    """The rules in a folder or a ZIP, with the worked cases among them.

    Raises UserError that names the file, the row and the key; nothing was changed then.
    """
    try:
        found = _few(_folder(path) if path.is_dir() else _archive(path))
    except (OSError, BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, zlib.error) as error:
        raise UserError(f"{path.name} cannot be read as a folder or ZIP of rules; nothing was changed.") from error
    if not found:
        raise UserError(f"There is no rule file (NAME.toml) in {path.name}; nothing was changed.")
    texts, cases = _parted(found)
    for name, text in cases.items():
        read_case_file(name, text)
    return ProposedRules(tables=RuleSet.whole(texts), cases=cases, origin=f"from {path.name}")


def _few(files: Iterable[tuple[str, bytes]]) -> list[tuple[str, bytes]]:
    """The files, unless there are more than rules ever have: no further one is unpacked then."""
    found = list(islice(files, MOST_FILES + 1))
    if len(found) > MOST_FILES:
        raise UserError(f"There are more than {MOST_FILES} rule files; nothing was changed.")
    return found


def _folder(path: Path) -> Iterator[tuple[str, bytes]]:
    """The files of a folder and of the folders in it; a link leads elsewhere and is refused."""
    for place in sorted(path.rglob(f"*{_ENDING}")):
        name = place.relative_to(path).as_posix()
        if place.is_symlink() or not place.resolve().is_relative_to(path.resolve()):
            raise UserError(f"{name} leads out of the folder {path.name}; nothing was changed.")
        refuse_large(name, place.stat().st_size)
        yield name, place.read_bytes()


def _archive(path: Path) -> Iterator[tuple[str, bytes]]:
    with ZipFile(path) as archive:
        for entry in archive.infolist():
            name = entry.filename
            if PurePosixPath(name).is_absolute() or ".." in PurePosixPath(name).parts or "\\" in name or ":" in name:
                raise UserError(f"{path.name} has a file that leads out of it ({name}); nothing was changed.")
            if entry.is_dir() or not name.endswith(_ENDING):
                continue
            refuse_large(name, entry.file_size)
            with archive.open(entry) as file:
                content = file.read(LARGEST + 1)
            # what an archive says of its sizes need not be true
            refuse_large(name, len(content))
            yield name, content


def _parted(found: list[tuple[str, bytes]]) -> tuple[dict[str, str], dict[str, str]]:
    """Rules and worked cases apart, by the names that the program's own files have."""
    texts: dict[str, str] = {}
    cases: dict[str, str] = {}
    read = [(name, text_of(name, content)) for name, content in found]
    documents = {name: document_of(name, text) for name, text in read}
    kinds = {name: str(one.get("kind")) for name, one in documents.items()}
    parts = {str(one.get("id")): PART_OF[kinds[name]] for name, one in documents.items() if kinds[name] in PART_OF}
    for name, text in read:
        kind, table = kinds[name], str(documents[name].get("table"))
        if kind != CASES and kind not in PART_OF:
            raise RuleFileError(f'{name}: "kind" must be one of {", ".join((*PART_OF, CASES))}.')
        place, key = (cases, f"{parts.get(table, 'risk')}/cases") if kind == CASES else (texts, PART_OF[kind])
        stored = f"{key}/{PurePosixPath(name).name}"
        if stored in place:
            raise RuleFileError(f"{name}: another file has this name; give each its own.")
        place[stored] = text
    return texts, cases
