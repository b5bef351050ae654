"""People who use a board. Every entry of the board says who wrote it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from unicodedata import category
from uuid import UUID, uuid4

from desktop.clinical.vocabulary import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A user of the board, by the name that colleagues know. ``role`` is what the program offers them.

    ``left_at`` is when they were removed; what they wrote keeps their name.
    A role is not a cryptographic boundary: whoever opens the board can read all of it.
    """

    id: UUID = field(default_factory=uuid4)
    name: str
    role: Role = Role.COORDINATOR
    version: int = 0
    created_at: datetime | None = None
    changed_at: datetime | None = None
    left_at: datetime | None = None


def is_plain(text: str) -> bool:
    """Whether all of a text can be typed, shown and stored anywhere: no line break or other control, no half character.

    A terminal hands on such half characters where it expects another encoding.
    """
    return not any(category(letter) in ("Cc", "Cs") for letter in text)
