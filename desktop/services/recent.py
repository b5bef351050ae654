"""Which boards were opened lately: the places of their folders, remembered in the user's own folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from db.private_files import SPOILT
from desktop.clinical.errors import UserError
from desktop.services.files import read_json, write_whole

FILE = "recent.json"


MOST = 6
"""So many boards are remembered."""


def remember(home: Path, folder: Path) -> None:
    """Remember the board opened last, before the others. A home that cannot be written is no reason to refuse it."""
    with suppress(OSError, UserError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        last = str(folder.absolute())
        boards = list(dict.fromkeys([last, *_saved(home)]))[:MOST]
        write_whole(home / FILE, json.dumps({"last": last, "boards": boards}).encode())


def last_board(home: Path) -> Path | None:
    """The folder of the board opened last, or None if there was none, or it has gone."""
    folder = next(iter(_saved(home)), None)
    return Path(folder) if folder is not None and _is_there(folder) else None


def recent_boards(home: Path) -> tuple[Path, ...]:
    """The folders of the boards opened lately, latest first, as far as they are still there."""
    return tuple(Path(one) for one in _saved(home) if _is_there(one))


def _is_there(folder: str) -> bool:
    try:
        return Path(folder).is_dir()
    except OSError:
        # no name that a folder can have
        return False


def _saved(home: Path) -> list[str]:
    try:
        saved = read_json(home / FILE)
        boards = [saved["last"], *saved.get("boards", [])]
    except SPOILT:
        return []
    return list(dict.fromkeys(one for one in boards if isinstance(one, str)))
