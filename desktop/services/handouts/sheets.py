"""Sheets for families as they are kept: offered, changed, approved by a named person, their translation reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.handout.sheet import (
    OWN,
    ClinicText,
    FamilySentence,
    FamilySheet,
    Language,
    Section,
    WholeSheet,
)
from desktop.clinical.handout.texts import Offered
from desktop.clinical.meetings.decision import Decision
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.rights import Right
from desktop.services.boards import Board
from desktop.services.handouts.facts import family_facts
from desktop.services.library import Library

if TYPE_CHECKING:
    from db.work import Work

CALL_NOW, NUMBERS = "call_now", "numbers"
"""The clinic's own texts: when a family must call at once, and the numbers by day and by night."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A sheet against the facts as they are: what may still be printed, and what does not hold any more."""

    whole: WholeSheet
    holds: tuple[FamilySentence, ...]
    outdated: tuple[FamilySentence, ...]


def offered(library: Library, case: Case, meeting: Meeting, language: Language) -> tuple[Offered, ...]:
    """What the facts allow to say, in the order of the sheet; nothing of it is approved."""
    texts = library.handout(language)
    return texts.offered(family_facts(library, case, texts), child_name(case), meeting.day)


def child_name(case: Case) -> str:
    """What the sheet calls the child. Raises UserError for a child without a given name."""
    if not case.given_name.strip():
        raise UserError(f"Case {case.number} has no given name, which the family's sheet needs; nothing was made.")
    return case.given_name.strip()


def meeting_about(board: Board, case: Case) -> Meeting | None:
    """The meeting whose decision the sheet is about: the latest that was confirmed for this child."""
    with board.database.read() as work:
        frozen = {one.meeting_id for one in work.board_work.where(Decision, case_id=case.id) if one.is_frozen}
        found = work.board_work.where(Meeting, id=frozen)
    return max(found, key=lambda one: one.day, default=None)


def sheet_of(board: Board, case_id: UUID, meeting: Meeting, language: Language) -> WholeSheet | None:
    """The sheet about a meeting in a language; None where none was begun."""
    with board.database.read() as work:
        return _whole(work, case_id, meeting, language)


def save_sheet(
    board: Board, case: Case, meeting: Meeting, language: Language, sentences: Sequence[FamilySentence]
) -> WholeSheet:
    """Store which sentences are to go on the sheet. Whatever differs takes approval and review away.

    Raises UserError for a sentence without words.
    """
    if any(not one.words.strip() for one in sentences):
        raise UserError("A sentence of the sheet has no words; nothing was stored, write it or take it away.")
    with board.work(Right.EDIT) as work:
        before = _whole(work, case.id, meeting, language)
        if before is None:
            sheet = FamilySheet(
                id=board.new_key(), case_id=case.id, meeting_id=meeting.id, version=1, language=language
            )
            before = WholeSheet(work.board_work.add(sheet, "Family sheet begun"))
        wanted = [replace(one, sheet_id=before.sheet.id, case_id=case.id, place=place)
                  for place, one in enumerate(sentences)]  # fmt: skip
        if _same(before.sentences, wanted):
            return before
        open_again = replace(
            before.sheet, version=before.sheet.version + 1, approved_by="", approved_on=None, reviewed_by="",
            reviewed_on=None, withholds=False,
        )  # fmt: skip
        stored = work.board_work.save(before.sheet, open_again, "Change of the family sheet")
        work.board_work.replace_all(before.sentences, wanted, "Change of the family sheet")
        return WholeSheet(stored, tuple(wanted))


def approve(board: Board, library: Library, whole: WholeSheet, who: str, today: date) -> WholeSheet:
    """A named person approves the sheet, word for word; what the family was not told waits until it is told.

    Raises UserError without a name, for an empty sheet, and while a sentence says what is not so any more.
    """
    if not who.strip():
        raise UserError("A sheet is approved by a named person; nothing was changed.")
    with board.work(Right.EDIT) as work:
        case = work.cases.get(whole.sheet.case_id)
        meeting = work.board_work.get(Meeting, whole.sheet.meeting_id)
        standing = standing_of(library, case, meeting, whole)
        if not whole.sentences:
            raise UserError("There is nothing on the sheet to approve; choose or write sentences first.")
        if standing.outdated:
            raise UserError(
                "The facts have changed since a sentence was chosen; nothing was approved, look at the marked ones."
            )
        before = whole.sheet
        if before.is_approved:
            # the audit has the moment, and an approval that says the same as the last would leave no entry
            open_again = replace(before, approved_by="", approved_on=None)
            before = work.board_work.save(before, open_again, "Family sheet to be approved again")
        told = replace(before, approved_by=who.strip(), approved_on=today, withholds=True)
        return replace(whole, sheet=work.board_work.save(before, told, "Family sheet approved"))


def review(board: Board, whole: WholeSheet, who: str, today: date) -> WholeSheet:
    """A named person has reviewed the translation. Raises UserError without a name, or while it is not approved."""
    if not who.strip():
        raise UserError("A translation is reviewed by a named person; nothing was changed.")
    if not whole.sheet.is_approved:
        raise UserError("The sheet is not approved yet; nothing was changed, approve its words first.")
    with board.work(Right.EDIT) as work:
        told = replace(whole.sheet, reviewed_by=who.strip(), reviewed_on=today)
        return replace(whole, sheet=work.board_work.save(whole.sheet, told, "Translation reviewed"))


def standing_of(library: Library, case: Case, meeting: Meeting, whole: WholeSheet) -> Standing:
    """What of a sheet still holds by the facts as they are."""
    now = {one.key: one.words for one in offered(library, case, meeting, whole.sheet.language)}
    # what may be asked is no fact, and own words are tied to none
    tied = [one for one in whole.sentences if one.offered_as != OWN and one.section is not Section.ASK]
    outdated = [one for one in tied if not _is_same(one.words, now.get(one.offered_as, ""))]
    return Standing(whole, tuple(one for one in whole.sentences if one not in outdated), tuple(outdated))


def clinic_text(board: Board, topic: str, language: Language) -> ClinicText | None:
    """The clinic's own text for families, or None where it has none in that language."""
    with board.database.read() as work:
        return _clinic_text(work, topic, language)


def say_clinic_text(board: Board, topic: str, language: Language, words: str, who: str, today: date) -> None:
    """Store the clinic's own text with who approved it; empty words take it away. Raises UserError without a name."""
    if words.strip() and not who.strip():
        raise UserError("A text for families is approved by a named person; nothing was stored.")
    with board.work(Right.CENTRE) as work:
        before = _clinic_text(work, topic, language)
        if not words.strip():
            if before is not None:
                work.board_work.remove(before, "Text for families taken away")
            return
        told = ClinicText(
            id=board.new_key(), topic=topic, language=language, words=words.strip(), approved_by=who.strip(),
            approved_on=today,
        )  # fmt: skip
        if before is None:
            work.board_work.add(told, "Text for families")
        else:
            work.board_work.save(before, replace(told, id=before.id), "Text for families")


def _whole(work: Work, case_id: UUID, meeting: Meeting, language: Language) -> WholeSheet | None:
    found = work.board_work.where(FamilySheet, case_id=case_id, meeting_id=meeting.id, language=language.value)
    if not found:
        return None
    return WholeSheet(found[0], tuple(work.board_work.where(FamilySentence, sheet_id=found[0].id)))


def _clinic_text(work: Work, topic: str, language: Language) -> ClinicText | None:
    return next(iter(work.board_work.where(ClinicText, topic=topic, language=language.value)), None)


def _is_same(one: str, other: str) -> bool:
    return " ".join(one.split()) == " ".join(other.split())


def _same(before: Sequence[FamilySentence], after: Sequence[FamilySentence]) -> bool:
    def told(ones: Sequence[FamilySentence]) -> list[tuple[Section, str, str]]:
        return [(one.section, one.offered_as, " ".join(one.words.split())) for one in ones]

    return told(before) == told(after)
