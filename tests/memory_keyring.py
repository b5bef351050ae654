"""Keyrings for tests: one in memory, one that refuses, one that never answers. The system's own is never asked."""

from __future__ import annotations

from threading import Event

from keyring.backend import KeyringBackend
from keyring.errors import PasswordDeleteError


class InMemory(KeyringBackend):
    """Keeps what it is given until the test ends."""

    priority = 5.0  # type: ignore[assignment]

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.asked = 0

    def get_password(self, service: str, username: str) -> str | None:
        self.asked += 1
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        if (service, username) not in self.kept:
            raise PasswordDeleteError("there is none")
        del self.kept[service, username]


class Plain(InMemory):
    """Says of itself that it keeps secrets where anybody can read them."""

    priority = 0.5  # type: ignore[assignment]


class Refusing(InMemory):
    """Answers everything with an error."""

    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def get_password(self, service: str, username: str) -> str | None:
        raise self.error

    def set_password(self, service: str, username: str, password: str) -> None:
        raise self.error

    def delete_password(self, service: str, username: str) -> None:
        raise self.error


class Forgetful(InMemory):
    """Takes everything and keeps nothing, as a keyring that was switched off does."""

    def set_password(self, service: str, username: str, password: str) -> None:
        pass


class Silent(InMemory):
    """Waits for somebody who never comes, until the test lets it go."""

    def __init__(self) -> None:
        super().__init__()
        self.go = Event()

    def get_password(self, service: str, username: str) -> str | None:
        self.go.wait()
        return super().get_password(service, username)

    def set_password(self, service: str, username: str, password: str) -> None:
        self.go.wait()
        super().set_password(service, username, password)
