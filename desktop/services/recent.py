"""Which boards were opened lately: the places of their folders, remembered in the user's own folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

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
    return Path(folder) if folder is not None and Path(folder).is_dir() else None


def recent_boards(home: Path) -> tuple[Path, ...]:
    """The folders of the boards opened lately, latest first, as far as they are still there."""
    return tuple(Path(one) for one in _saved(home) if Path(one).is_dir())


def _saved(home: Path) -> list[str]:
    try:
        saved = read_json(home / FILE)
        boards = [saved["last"], *saved.get("boards", [])]
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return []
    return list(dict.fromkeys(one for one in boards if isinstance(one, str)))
