"""Kept answers: what the rules said on an occasion, with every fact and the row in which it stood."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import Connection, insert, select

from db.audit import Audit
from db.tables import assessments


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAssessment:
    """One kept answer. ``occasion`` says what it was kept for (decision, meeting, printed page).

    ``facts`` maps each fact to its value and the key of the row it was read from; ``answer`` is the assessment
    document; ``rules`` is the checksum of the rule pack.
    """

    id: UUID = field(default_factory=uuid4)
    case_id: UUID
    case_version: int
    occasion: str
    scheme: str
    scheme_version: str
    rules: str
    facts: Mapping[str, object]
    answer: Mapping[str, object]


class Assessments:
    """The kept answers of a board within one transaction."""

    def __init__(self, connection: Connection, audit: Audit, person: UUID | None, now: Callable[[], datetime]) -> None:
        self._connection = connection
        self._audit = audit
        self._person = person
        self._now = now

    def keep(self, kept: KeptAssessment) -> None:
        """Store an answer; it is never changed afterwards."""
        row = {
            "id": str(kept.id),
            "case_id": str(kept.case_id),
            "case_version": kept.case_version,
            "occasion": kept.occasion,
            "scheme": kept.scheme,
            "scheme_version": kept.scheme_version,
            "rules": kept.rules,
            "facts": _text(kept.facts),
            "answer": _text(kept.answer),
            "kept_at": self._now().isoformat(),
            "kept_by": str(self._person),
        }
        self._connection.execute(insert(assessments), row)
        changes = {
            name: [None, row[name]] for name in ("case_version", "occasion", "scheme", "scheme_version", "rules")
        }
        self._audit.add("Kept answer", assessments.name, kept.id, kept.case_id, changes)

    def of(self, case_id: UUID) -> list[KeptAssessment]:
        """The kept answers of a case, earliest first."""
        wanted = select(assessments).where(assessments.c.case_id == str(case_id)).order_by(assessments.c.kept_at)
        return [
            KeptAssessment(
                id=UUID(row.id),
                case_id=case_id,
                case_version=row.case_version,
                occasion=row.occasion,
                scheme=row.scheme,
                scheme_version=row.scheme_version,
                rules=row.rules,
                facts=json.loads(row.facts),
                answer=json.loads(row.answer),
            )
            for row in self._connection.execute(wanted)
        ]


def _text(document: Mapping[str, object]) -> str:
    return json.dumps(document, ensure_ascii=False, sort_keys=True, default=str)
