"""The operating system's keyring, where a computer may keep a secret that opens a board for one person.

It is asked for nothing unless somebody turned it on: which boards it knows is remembered beside the program's own
data, without the secret. Where there is no keyring, or it is locked, refuses or does not answer, the passphrase is
asked as ever.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from db.device_slots import DeviceKey
from desktop.clinical.errors import UserError
from desktop.services.files import write_whole

if TYPE_CHECKING:  # a quarter of a second to load, and hardly anybody needs it
    from keyring.backend import KeyringBackend

__all__ = [
    "PATIENCE",
    "SERVICE",
    "ComputerKeyring",
    "DeviceKey",
    "KeyringError",
    "Mark",
    "MissingKeyringError",
    "system_keyring",
]

T = TypeVar("T")

SERVICE = "Crestboard"
"""Under which a person finds the entry in the keyring; the other half of its name is the board's id."""

PATIENCE = 30.0
"""Seconds: a keyring may ask for a password of its own first."""

_FILE = "keyring.json"
_MISSING = "This computer has no keyring that Crestboard can use; the board opens with your passphrase."
_LOCKED = "The keyring of this computer is locked; the board opens with your passphrase."
_SILENT = "The keyring of this computer does not answer; the board opens with your passphrase."
_REFUSED = "The keyring of this computer refused; the board opens with your passphrase."


class KeyringError(UserError):
    """The keyring cannot be used now."""


class MissingKeyringError(KeyringError):
    """This computer has none that keeps a secret."""


@dataclass(frozen=True, slots=True)
class Mark:
    """That the keyring of this computer was given a secret: for whom, and which slot of the board it opens."""

    person: UUID
    device: UUID


def system_keyring() -> KeyringBackend:
    """The keyring of this system, if there is one."""
    from keyring import get_keyring

    return get_keyring()


class ComputerKeyring:
    """``home`` is the program's own folder; ``backend`` is the system's keyring unless another is passed in."""

    def __init__(
        self, home: Path, backend: Callable[[], KeyringBackend] = system_keyring, patience: float = PATIENCE
    ) -> None:
        self._home, self._backend, self._patience = home, backend, patience

    def mark(self, board: UUID) -> Mark | None:
        """What it was given for a board, or None; the keyring itself is not asked."""
        try:
            person, device = str(self._marks()[str(board)]).split(":")
            return Mark(UUID(person), UUID(device))
        except (KeyError, ValueError):
            return None

    def fetch(self, board: UUID) -> DeviceKey | None:
        """What it keeps for a board, None where that is gone. Raises KeyringError, one sentence."""
        text = self._ask(lambda backend: backend.get_password(SERVICE, str(board)))
        return DeviceKey.read(text) if text else None

    def keep(self, board: UUID, device: DeviceKey) -> DeviceKey | None:
        """Give it a secret, see that it kept it, and say what it kept for the board before.

        Raises KeyringError, one sentence; then it keeps what it kept before.
        """

        def give(backend: KeyringBackend) -> tuple[bool, str | None]:
            before = backend.get_password(SERVICE, str(board))
            backend.set_password(SERVICE, str(board), device.text())
            return backend.get_password(SERVICE, str(board)) == device.text(), before

        kept, before = self._ask(give)
        if not kept:
            self._put_back(board, before)
            raise MissingKeyringError(_MISSING)
        try:
            self._remember(board, Mark(device.person, device.device))
        except (OSError, UserError) as error:
            self._put_back(board, before)
            raise KeyringError(
                "It cannot be remembered that the keyring was turned on; nothing was changed, check the disk."
            ) from error
        return DeviceKey.read(before) if before else None

    def _put_back(self, board: UUID, before: str | None) -> None:
        """What it kept before, which may be somebody else's; what is remembered of that still stands."""
        with suppress(KeyringError):
            if before:
                self._ask(lambda backend: backend.set_password(SERVICE, str(board), before))
            else:
                self.forget(board)

    def forget(self, board: UUID) -> None:
        """Take back what it keeps for a board. Raises KeyringError, one sentence, where it does not let go of it."""

        def take(backend: KeyringBackend) -> bool:
            # some say nothing of an entry that was not there, others raise
            with suppress(Exception):
                backend.delete_password(SERVICE, str(board))
            return backend.get_password(SERVICE, str(board)) is None

        with suppress(OSError, UserError):
            self._remember(board, None)
        if not self._ask(take):
            raise KeyringError(
                f"The keyring of this computer still has the entry {SERVICE} {board}; it opens nothing any more, "
                "delete it there."
            )

    def _ask(self, call: Callable[[KeyringBackend], T]) -> T:
        """Ask on a thread that may be left behind: a keyring that never answers must not hold anybody up."""
        answers: SimpleQueue[T | KeyringError] = SimpleQueue()
        Thread(target=lambda: answers.put(self._answer(call)), name="keyring", daemon=True).start()
        try:
            answer = answers.get(timeout=self._patience)
        except Empty:
            raise KeyringError(_SILENT) from None
        if isinstance(answer, KeyringError):
            raise answer
        return answer

    def _answer(self, call: Callable[[KeyringBackend], T]) -> T | KeyringError:
        try:
            from keyring.errors import InitError, KeyringLocked, NoKeyringError

            try:
                backend = self._backend()
                # what keeps secrets in a plain file says of itself that it is not recommended
                return call(backend) if float(backend.priority) >= 1 else MissingKeyringError(_MISSING)
            except NoKeyringError:
                return MissingKeyringError(_MISSING)
            except (KeyringLocked, InitError):
                return KeyringError(_LOCKED)
        except Exception:
            # whatever a system's keyring raises; its words may be long and are about the keyring, not the board
            return KeyringError(_REFUSED)

    def _remember(self, board: UUID, mark: Mark | None) -> None:
        marks = self._marks()
        marks.pop(str(board), None)
        if mark is not None:
            marks[str(board)] = f"{mark.person}:{mark.device}"
        self._home.mkdir(mode=0o700, parents=True, exist_ok=True)
        write_whole(self._home / _FILE, json.dumps(marks).encode())

    def _marks(self) -> dict[str, object]:
        try:
            marks = json.loads((self._home / _FILE).read_bytes())
        except (OSError, ValueError):
            return {}
        return marks if isinstance(marks, dict) else {}
