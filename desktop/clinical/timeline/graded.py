"""Responses as they were graded, which the drawing shows besides the plan: no event, moved by nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class GradedBy(StrEnum):
    """Whose grade of the whole it is: a clinician's, what the graded parts make, or nobody's."""

    CLINICIAN = "graded"
    PARTS = "from the parts"
    NOBODY = "not graded"


@dataclass(frozen=True, slots=True)
class Graded:
    """One assessment of the response: the key of its mark, its whole day or None, and the letters of its grade."""

    key: str
    on: date | None
    grade: str
    by: GradedBy

    @property
    def words(self) -> str:
        """``PR``, ``parts: PR``, ``not graded``: as short as a mark needs it."""
        return f"parts: {self.grade}" if self.by is GradedBy.PARTS else self.grade or self.by
