"""The folder of a board: which file is what, and whether a folder is a board at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.errors import NoBoardError


@dataclass(frozen=True, slots=True)
class BoardFolder:
    """One board's folder. All its files are readable by their owner only; the database is encrypted besides.

    ``keys`` holds the wrapped data key of each person, ``lock`` is held while somebody writes and ``holder`` says
    who, ``audit_head`` is the end of the audit chain kept outside the database, ``backups`` the verified copies.
    """

    path: Path

    @classmethod
    def existing(cls, path: Path) -> BoardFolder:
        """The folder of a board that is there. Raises NoBoardError naming what is missing."""
        folder = cls(path.absolute())
        if not path.is_dir():
            raise NoBoardError(f"There is no folder {path}; check the name of the board.")
        if not folder.database.is_file():
            raise NoBoardError(f"The folder {path} is no board: it has no {folder.database.name}; choose another.")
        return folder

    @property
    def database(self) -> Path:
        """The encrypted database."""
        return self.path / "board.sqlite3"

    @property
    def keys(self) -> Path:
        """The key slots, one a person."""
        return self.path / "keys.json"

    @property
    def next_keys(self) -> Path:
        """There from just before a change of the key slots is stored until just after it."""
        return self.path / "keys-next.json"

    @property
    def lock(self) -> Path:
        """Held by the operating system for whoever writes; freed when that process ends, however it ends."""
        return self.path / "lock"

    @property
    def being_made(self) -> Path:
        """There while a board is being made: no finished board has it, so that none is taken for one broken off."""
        return self.path / "being-made"

    @property
    def holder(self) -> Path:
        """Who holds the lock: name, host, process and since when."""
        return self.path / "holder.json"

    @property
    def ballast(self) -> Path:
        """A reserve of space for the day when the disk is full."""
        return self.path / "reserve"

    @property
    def salt(self) -> Path:
        """A copy of the database's first bytes, without which none of its pages can be told sound."""
        return self.path / "page-salt"

    @property
    def attempts(self) -> Path:
        """Wrong passphrases since the last right one."""
        return self.path / "attempts.json"

    @property
    def audit_head(self) -> Path:
        """Number and code of the last audit entry."""
        return self.path / "audit-head.json"

    @property
    def backups(self) -> Path:
        """Verified backups, each one file."""
        return self.path / "backups"

    @property
    def paused(self) -> Path:
        """There while automatic backups wait for somebody to confirm what was restored."""
        return self.backups / "paused.json"

    @property
    def replacement(self) -> Path:
        """There while another database, its keys and the end of its audit are to take the place of the present ones."""
        return self.path / "replacement"
