"""Documents of a child: a report, a letter, a photograph, kept with the record. What they say no rule reads."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from desktop.clinical.case import Deletion
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import AttachmentKind

PIECE = 256 * 1024
"""Content is kept in pieces of so many bytes; the last may be shorter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """One document without its content, which is read only when somebody opens or saves it.

    ``file_name`` is what the file was called; ``media_type`` is what its content shows it to be, whatever its name
    says; ``sha256`` is the digest of the content. ``dated`` is the day of the document itself, not of its adding.
    ``deleted`` marks one that was taken off the record; its content stays, so that it can come back.
    """

    id: UUID = field(default_factory=uuid4)
    title: str
    kind: AttachmentKind = AttachmentKind.OTHER
    file_name: str
    media_type: str
    size: int
    sha256: str
    dated: PartialDate | None = None
    added_at: datetime | None = None
    added_by: str = ""
    version: int = 0
    deleted: Deletion | None = None

    @property
    def pieces(self) -> int:
        """How many pieces its content has."""
        return -(-self.size // PIECE)
