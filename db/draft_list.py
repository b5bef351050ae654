"""A person's drafts, read through the driver alone: the first case that is opened waits for nothing heavy."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from desktop.clinical.drafts import Draft


def drafts_of(connection: Any, person: UUID, case_id: UUID | None) -> list[Draft]:
    """A person's drafts about a case, or about none yet, the oldest first."""
    wanted = (
        "SELECT subject, entry_id, content, kept_at FROM drafts WHERE person_id = ? AND case_id = ? ORDER BY kept_at"
    )
    rows = connection.execute(wanted, (str(person), str(case_id or "")))
    return [
        Draft(subject, case_id, UUID(entry) if entry else None, json.loads(content), datetime.fromisoformat(kept))
        for subject, entry, content, kept in rows
    ]
