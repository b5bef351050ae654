"""What somebody began to enter and has not saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Draft:
    """``subject`` says what is entered: a kind of entry by its table, or one of the other dialogs.

    ``case_id`` is None for a child who is not on the board yet, ``entry_id`` for something new. ``content`` is as the
    record would hold it. ``kept_at`` is when the last field was typed, None before it is kept.
    """

    subject: str
    case_id: UUID | None = None
    entry_id: UUID | None = None
    content: Mapping[str, object] = field(default_factory=dict)
    kept_at: datetime | None = None
