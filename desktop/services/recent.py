"""Which board was opened last: the place of its folder, remembered in the user's own folder."""

from __future__ import annotations

import json
from contextlib import suppress
from pathlib import Path

from desktop.clinical.errors import UserError
from desktop.services.files import write_whole

FILE = "recent.json"


def remember(home: Path, folder: Path) -> None:
    """Remember the board opened last. A home that cannot be written is no reason to refuse a board."""
    with suppress(OSError, UserError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(home / FILE, json.dumps({"last": str(folder.absolute())}).encode())


def last_board(home: Path) -> Path | None:
    """The folder of the board opened last, or None if there was none, or it has gone."""
    try:
        folder = Path(json.loads((home / FILE).read_bytes())["last"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return folder if folder.is_dir() else None
