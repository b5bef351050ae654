"""What somebody began to type into a dialog and has not saved: kept so that nothing is lost when the program ends.

It is no part of any record and states nothing, so it has no entry in the audit; what is saved of it has one. It leaves
the board when the dialog is left.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import Connection, delete, insert

from db.tables import drafts
from desktop.clinical.drafts import Draft


class Drafts:
    """Writes the drafts of the person who works."""

    def __init__(self, connection: Connection, now: Callable[[], datetime]) -> None:
        self._connection, self._now = connection, now

    def put(self, person: UUID, draft: Draft) -> None:
        """Keep what is typed now, in the place of what was typed before."""
        self.drop(person, draft)
        content = json.dumps(draft.content, ensure_ascii=False, sort_keys=True)
        row = {**_key(person, draft), "content": content, "kept_at": self._now().isoformat()}
        self._connection.execute(insert(drafts).values(row))

    def drop(self, person: UUID, draft: Draft) -> None:
        """Let go of it; nothing where there is none."""
        mine = [drafts.c[name] == value for name, value in _key(person, draft).items()]
        self._connection.execute(delete(drafts).where(*mine))


def _key(person: UUID, draft: Draft) -> dict[str, str]:
    return {
        "person_id": str(person),
        "case_id": str(draft.case_id or ""),
        "subject": draft.subject,
        "entry_id": str(draft.entry_id or ""),
    }
