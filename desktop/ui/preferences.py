"""How one person wants the window on this computer. Kept beside the program's own data, never in a board."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from desktop.clinical.errors import UserError
from desktop.services.files import read_json, write_whole
from desktop.ui.theme import APPEARANCES, TEXT_SIZES

FILE = "window.json"
PAPERS = ("a4", "letter")
NEVER = 0
LOCK_AFTER = (1, 5, 10, 30, NEVER)
_KNOWN: dict[str, tuple[object, ...]] = {
    "appearance": APPEARANCES, "text_size": TEXT_SIZES, "paper": PAPERS, "lock_after": LOCK_AFTER,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Preferences:
    """``appearance`` is ``system``, ``light`` or ``dark``; ``text_size`` a percentage, 0 as the system has it.

    ``paper`` is what a page is laid out for; ``template`` the id of the treatment template that a new plan begins
    with, empty for none. ``case_list`` is how the list was left, as ``ListState`` writes it.
    ``lock_after`` are the minutes without a touch after which the board is locked (``NEVER`` counts for demonstration
    boards only), ``lock_with_system`` locks it when the computer is locked or sleeps.
    Nothing in it was typed: the file lies unencrypted beside the program's data.
    """

    appearance: str = "system"
    text_size: int = 0
    paper: str = "a4"
    template: str = ""
    case_list: str = ""
    lock_after: int = 10
    lock_with_system: bool = True


def read_preferences(home: Path) -> Preferences:
    """How this person wants the window; a file that cannot be read means the usual."""
    saved, usual = _saved(home), Preferences()
    known = {one.name: saved[one.name] for one in fields(Preferences) if one.name in saved}
    return Preferences(**{name: value for name, value in known.items() if _can_be(name, value, usual)})


def _can_be(name: str, value: Any, usual: Preferences) -> bool:
    """Whether a saved value is one that this preference can have."""
    if type(value) is not type(getattr(usual, name)):
        return False
    return name not in _KNOWN or value in _KNOWN[name]


def write_preferences(home: Path, preferences: Preferences) -> None:
    """Remember preferences; a home that cannot be written is no reason to trouble anyone.

    Keys of a newer program stay in the file.
    """
    with suppress(OSError, UserError):
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(home / FILE, json.dumps(_saved(home) | asdict(preferences)).encode())


def _saved(home: Path) -> dict[str, Any]:
    try:
        saved = read_json(home / FILE)
    except (OSError, ValueError):
        return {}
    return saved if isinstance(saved, dict) else {}
