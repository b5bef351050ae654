"""A board that meets: the demonstration's year, three days before a meeting, with a decision whose basis changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from freezegun import freeze_time

from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.editing import FIELDS
from desktop.clinical.listing import CaseQuery
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, save_case
from desktop.services.demo import make_demonstration
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.meetings.agenda import agenda_of
from desktop.services.meetings.attending import attendance, declare, put_person
from desktop.services.meetings.planning import meetings
from desktop.services.meetings.referring import open_referral, put_off, take_off_agenda
from desktop.services.papers.documents import PRINTED, Document, hand_out, versions_of
from desktop.services.papers.pack import KIND as PACK
from tests.gallery.moment import NOW, TODAY

CHANGED, WAITS, OFF = "Papa", "Whiskey", "Lima"
"""Whose decision stands on another fact now, who waits for a meeting, and who was put off."""
_PEOPLE = (
    ("Dr Zztest-Okoro", "oncology"), ("Dr Zztest-Reyes", "surgery"), ("Dr Zztest-Lind", "radiology"),
    ("Dr Zztest-Amari", "pathology"),
)  # fmt: skip


def make_meeting(folder: Path, library: Library) -> Board:
    """The board as it stands three days before it meets."""
    with freeze_time(NOW):
        board = make_demonstration(folder, library, cases=24, seed=1)
        coming = next(one for one in meetings(board) if one.day >= TODAY)
        _prepare(board, library, coming)
    return board


def child(board: Board, given: str) -> Case:
    """A child of the demonstration by the given name."""
    lines = list_cases(board, CaseQuery(text=given)).lines
    return get_case(board, next(one.case_id for one in lines if one.name.endswith(f", {given}")))


def _prepare(board: Board, library: Library, coming: Meeting) -> None:
    if not attendance(board, coming):
        for place, (name, discipline) in enumerate(_PEOPLE):
            put_person(board, coming, Attendance(meeting_id=coming.id, place=place, name=name, discipline=discipline))
        declare(board, ConflictOfInterest(meeting_id=coming.id, name="Dr Zztest-Reyes", words="advises a device maker"))
    _give_packs(board, library, coming, "Zztest Surgeon", "Zztest Radiologist", "Zztest Pathologist, second centre")
    later = next(one for one in meetings(board) if one.day > coming.day)
    off = open_referral(board, child(board, OFF).id)
    waits = open_referral(board, child(board, WAITS).id)
    if off is not None:
        told = Deferral(
            referral_id=off.id, case_id=off.case_id, meeting_id=coming.id, put_off_on=TODAY, missing="mycn",
            owed_by="Demo Lab",
        )  # fmt: skip
        put_off(board, library, off, told, later)
    if waits is not None:
        take_off_agenda(board, library, waits)
    case, field = child(board, CHANGED), FIELDS["mycn"]
    other = Mycn.NOT_AMPLIFIED if field.read(case).value is Mycn.AMPLIFIED else Mycn.AMPLIFIED
    save_case(board, library, case, replace(field.write(case, known(other))), "Change of MYCN")
    _give_packs(board, library, coming, "Zztest Nurse")


def _give_packs(board: Board, library: Library, coming: Meeting, *names: str) -> None:
    """Packs that went out: the first ones before the agenda changed."""
    cases = [one.case for one in agenda_of(board, library, coming).items]
    for place, name in enumerate(names, start=1):
        given = Document(
            kind=PACK, words="Pack", file="pack.pdf", content=f"{name} {place}".encode(), pages=23, meeting=coming,
            versions=versions_of(*cases),
        )  # fmt: skip
        hand_out(board, given, PRINTED, lambda: None, recipient=name, copies=place)
