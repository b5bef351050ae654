"""What a family is given: which sentences a person approved, when, and who reviewed the translation."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID, uuid4


class Language(StrEnum):
    """The languages of the sheet."""

    ENGLISH = "en"
    SPANISH = "es"


class Section(StrEnum):
    """The parts of the sheet that hold approved text, in their order."""

    MEETING = "meeting"
    KNOW = "know"
    COME = "come"
    SUGGEST = "suggest"
    ELSE = "else"
    WISHES = "wishes"
    NEED = "need"
    ASK = "ask"


OWN = "own"
"""The key of a sentence that a person wrote: it is tied to no fact."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySheet:
    """The sheet about one decision in one language. Without ``approved_on`` nothing of it may reach a family.

    ``reviewed_by`` is the person who reviewed the translation; a sheet in the language that it was written in has none.
    ``withholds``: what the family has not been told stays off it. One that was approved before the record could say so
    is printed as it was approved, until it is approved again.
    """

    id: UUID = field(default_factory=uuid4)
    case_id: UUID
    meeting_id: UUID
    version: int = 0
    language: Language
    approved_by: str = ""
    approved_on: date | None = None
    reviewed_by: str = ""
    reviewed_on: date | None = None
    withholds: bool = False

    @property
    def is_approved(self) -> bool:
        """Whether a person approved what is in it."""
        return self.approved_on is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class FamilySentence:
    """One sentence that is to go on the sheet, word for word; ``offered_as`` is the key of the sentence offered.

    It leaves the sheet when the facts make another of it: it says what was so when it was approved.
    """

    id: UUID = field(default_factory=uuid4)
    sheet_id: UUID
    case_id: UUID
    place: int
    section: Section
    offered_as: str = OWN
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicText:
    """A text of the clinic's own for families, in one language, with who approved it: when to call, which numbers.

    ``topic`` is ``call_now`` or ``numbers``.
    """

    id: UUID = field(default_factory=uuid4)
    topic: str
    language: Language
    words: str
    approved_by: str
    approved_on: date


@dataclass(frozen=True, slots=True)
class WholeSheet:
    """A sheet with its sentences, in their order."""

    sheet: FamilySheet
    sentences: tuple[FamilySentence, ...] = ()

    def of(self, section: Section) -> tuple[FamilySentence, ...]:
        """The sentences of a part."""
        return tuple(one for one in self.sentences if one.section is section)
