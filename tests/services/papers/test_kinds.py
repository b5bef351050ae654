"""Every kind of document that leaves the board: none that says that it names nobody does, and the others say so.

Identifiers stand in every text of a child and of the meetings about it; each kind of the register is drawn from that.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import page
import pytest
from builders import COORDINATOR, PASSPHRASE
from filled_case import filled_case
from meeting_helpers import DAY
from pdf_reading import everything_in, page_texts, squeezed
from planted import MARK, day_texts, planted_case, planted_text, planted_words

from desktop.clinical.case import Case
from desktop.clinical.dates import day_words
from desktop.clinical.errors import UserError
from desktop.clinical.handout.sheet import Language
from desktop.clinical.meetings.codes import DecisionKind, Fate, Intent
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent, FollowThrough
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.vocabulary import CaseStatus
from desktop.services.boards import Board, open_board
from desktop.services.cases import get_case, new_case
from desktop.services.chasing import chase_list, chase_pdf
from desktop.services.deidentified_guard import Needle
from desktop.services.deidentified_pages import SEAL
from desktop.services.deidentifying import Choices, Text, TextChoice, ready
from desktop.services.due import due_list
from desktop.services.due_paper import due_pdf
from desktop.services.handouts.pages import family_page
from desktop.services.library import Library
from desktop.services.meetings.attending import declare, put_person
from desktop.services.meetings.deciding import amend, begin_decision, confirm, read_back, save_decision, say_fate
from desktop.services.meetings.planning import plan_meeting
from desktop.services.meetings.referring import put_off, refer
from desktop.services.papers.documents import SAVED, hand_out
from desktop.services.papers.kinds import HELD, DocumentKind, Naming
from desktop.services.papers.letters import Reader, letter
from desktop.services.papers.notices import attendance_sheet, deferral_notice
from desktop.services.papers.offered import offers_of_child
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.pack import pack
from desktop.services.papers.recall import recall_list
from desktop.services.papers.unnamed import FORMS, unnamed_paper
from desktop.services.papers.yearly import year_paper
from desktop.services.printing import deidentified_page, record_page
from desktop.services.record_pdf import contents_of
from desktop.services.sealing import make_signing_key
from desktop.services.verifying import KINDS, Verdict, check_file

TODAY = date(2026, 11, 27)
LATER = date(2026, 12, 10)


@dataclass(frozen=True)
class World:
    """A board on which every text is somebody's."""

    board: Board
    library: Library
    case: Case
    meeting: Meeting
    decision: WholeDecision
    deferral: Deferral

    @property
    def days(self) -> set[str]:
        """Every day of it, as documents write days."""
        own = {each for day in (TODAY, DAY, LATER) for each in (day.isoformat(), day_words(day), f"{day:%Y%m%d}")}
        return day_texts(self.case) | own


@pytest.fixture(scope="module")
def world(empty_board: Path, library: Library, tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    folder = Path(shutil.copytree(empty_board, tmp_path_factory.mktemp("planted") / "zztest.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        yield _planted(board, library)


def _planted(board: Board, library: Library) -> World:
    """Two meetings with one child, which the first decides about and the second puts off."""
    make_signing_key(board)
    case, filled = planted_case(library, 0, codes=False), filled_case(0, gaps=False)
    # what a de-identified child lacks altogether has no declared codes; a role is one of a list all the same
    team = tuple(replace(one, role=was.role) for one, was in zip(case.care_team, filled.care_team, strict=True))
    case = new_case(board, library, replace(case, care_team=team, status=CaseStatus.ACTIVE, deleted=None))
    meeting, later = (plan_meeting(board, planted_words(Meeting(day=day), 900)) for day in (DAY, LATER))
    for one in (meeting, later):
        put_person(
            board, one, planted_words(Attendance(meeting_id=one.id, place=0, name="", discipline="surgery"), 910)
        )
    declare(board, planted_words(ConflictOfInterest(meeting_id=meeting.id, case_id=case.id, name="", words=""), 920))
    decision = _decided(board, library, _referred(board, library, case, meeting))
    decision = amend(board, decision, words=planted_text(930), reason=planted_text(931))
    key = {"decision_id": decision.decision.id, "case_id": case.id}
    fate = planted_words(FollowThrough(told_on=DAY, fate=Fate.PARTLY, **key), 940)
    decision = say_fate(board, library, decision, fate)
    told = Deferral(case_id=case.id, referral_id=decision.decision.referral_id, meeting_id=later.id, put_off_on=LATER,
                    missing="")  # fmt: skip
    again = _referred(board, library, case, later)
    deferral = put_off(board, library, again, planted_words(replace(told, referral_id=again.id), 950))
    hand_out(
        board, attendance_sheet(board, library, meeting, today=TODAY), SAVED, lambda: None, recipient=planted_text(1060)
    )
    return World(board, library, get_case(board, case.id), meeting, decision, deferral)


def _referred(board: Board, library: Library, case: Case, meeting: Meeting) -> Referral:
    told = planted_words(Referral(case_id=case.id, referred_on=date(2026, 11, 2)), 960)
    return refer(board, library, told, question=planted_text(970), asked_by=planted_text(971), meeting=meeting)


def _decided(board: Board, library: Library, referral: Referral) -> WholeDecision:
    begun = begin_decision(board, referral)
    own = replace(planted_words(begun.decision, 980), kind=DecisionKind.SURGERY, intent=Intent.CURE)
    key = {"decision_id": own.id, "case_id": own.case_id, "place": 0}
    told = replace(
        begun,
        decision=own,
        options=(planted_words(ConsideredOption(words="", **key), 1010),),
        conditions=(planted_words(Condition(fact="mycn", value="amplified", then="", **key), 1020),),
        actions=(planted_words(Action(words="", due=LATER, **key), 1030),),
        dissents=(planted_words(Dissent(words="", **key), 1040),),
    )
    typed = read_back(board, save_decision(board, begun, told, "Decision typed"))
    return confirm(board, library, typed, chair=planted_text(1050), today=DAY)


UNNAMED: dict[DocumentKind, Callable[[World], bytes]] = {
    DocumentKind.SUMMARY: lambda of: deidentified_page(of.board, of.library, of.case, today=TODAY, paper="a4").pdf,
    DocumentKind.YEAR: lambda of: (
        year_paper(of.board, of.library, first=date(2026, 1, 1), last=date(2026, 12, 31), today=TODAY).content
    ),
    **{
        kind: lambda of, kind=kind: (
            unnamed_paper(  # type: ignore[misc]
                of.board, of.library, of.case, kind, today=TODAY, carry=kind is DocumentKind.PACKET
            ).content
        )
        for kind in FORMS
    },
}
NAMED: dict[DocumentKind, Callable[[World], bytes]] = {
    DocumentKind.RECORD: lambda of: record_page(of.board, of.library, of.case, today=TODAY, paper="a4").pdf,
    DocumentKind.HANDOUT: lambda of: (
        family_page(of.board, of.library, of.case, language=Language.ENGLISH, today=TODAY, paper="a4").pdf
    ),
    DocumentKind.PACK: lambda of: pack(of.board, of.library, of.meeting, today=TODAY).content,
    DocumentKind.OUTCOMES: lambda of: outcomes(of.board, of.library, of.meeting, today=TODAY).content,
    DocumentKind.LETTER: lambda of: (
        letter(of.board, of.library, of.meeting, of.decision, Reader.REFERRER, today=TODAY).content
    ),
    DocumentKind.NOTICE: lambda of: deferral_notice(of.board, of.library, of.deferral, today=TODAY).content,
    DocumentKind.ATTENDANCE: lambda of: attendance_sheet(of.board, of.library, of.meeting, today=TODAY).content,
    DocumentKind.RECALL: lambda of: recall_list(of.board, of.library, of.meeting, today=TODAY).content,
    DocumentKind.CHASE: lambda of: chase_pdf(
        of.board, of.library, chase_list(of.board, of.library, TODAY), today=TODAY, paper="a4"
    )[0],
    DocumentKind.DUE: lambda of: due_pdf(
        of.board, of.library, due_list(of.board, of.library, TODAY), today=TODAY, paper="a4"
    )[0],
}


def test_every_kind_is_drawn_here() -> None:
    assert {*UNNAMED, *NAMED} == {*DocumentKind}
    assert {*UNNAMED} == {one for one in DocumentKind if one.naming is not Naming.ALWAYS}
    assert {*FORMS, DocumentKind.SUMMARY} == {one for one in DocumentKind if one.naming is Naming.HAS_FORM}
    assert all(one.why for one in DocumentKind)
    assert {SEAL, *(one.seal for one in FORMS.values())} < {*KINDS}, "each has words where it is checked"


@pytest.mark.parametrize("kind", UNNAMED)
def test_nothing_planted_comes_out(world: World, kind: DocumentKind) -> None:
    told = everything_in(UNNAMED[kind](world))
    # a name that is broken at the end of a line is a name all the same
    for text in (told, squeezed(told)):
        found = MARK.search(text)
        assert found is None, text[max(found.start() - 80, 0) : found.end() + 20]
    if kind is not DocumentKind.YEAR:
        assert "DE-IDENTIFIED" in told and COORDINATOR not in told and world.board.name not in told
        assert not [one for one in world.days if one in told]


@pytest.mark.parametrize("kind", NAMED)
def test_what_names_people_is_never_de_identified_and_says_that_it_holds_patient_data(
    world: World, kind: DocumentKind
) -> None:
    assert kind not in FORMS
    text = squeezed("".join(page_texts(NAMED[kind](world))))
    assert "quillfeather" in text.casefold() or "ottoline" in text.casefold(), "else the search would find nothing"
    if kind is not DocumentKind.HANDOUT:
        assert squeezed(HELD.partition(";")[0]) in text


def test_masked_words_and_the_code_of_a_decision_go_out(world: World) -> None:
    seen = ready(world.library, world.case, today=TODAY).texts
    choices = Choices({one.place: TextChoice(Text.MASK) for one in seen})
    made = unnamed_paper(world.board, world.library, world.case, DocumentKind.PACKET, today=TODAY, choices=choices)
    told = squeezed("".join(page_texts(made.content)))
    assert "[place]" in told and "[date]" in told and "[number]" in told and "uillfeather" not in told
    assert squeezed("1st presentation surgery Intent to cure") in told and squeezed("Became partly done") in told
    assert made.noted["mask"] == made.noted["texts"] == len(seen)


def test_the_packet_carries_the_de_identified_record_and_is_known_again(world: World, tmp_path: Path) -> None:
    made = unnamed_paper(world.board, world.library, world.case, DocumentKind.PACKET, today=TODAY, carry=True)
    assert made.carried is not None and made.seal is not None and str(world.case.number) not in made.file
    inside = contents_of(made.content)
    assert inside.record == made.carried.content
    assert "carries the de-identified record only" in " ".join(" ".join(page_texts(made.content)).split())
    path = tmp_path / made.file
    path.write_bytes(made.content)
    assert page.is_pdf_compliant(str(path), profile=page.ValidationProfile.PDF_A_3B)
    assert page.is_pdf_compliant(str(path), profile=page.ValidationProfile.PDF_UA_1)
    hand_out(world.board, made, SAVED, lambda: path.write_bytes(made.content), recipient="Zztest Second Centre")
    checked = check_file(world.board, path)
    assert checked.verdict is Verdict.GENUINE
    assert f"Genuine: de-identified packet of case {world.case.number}" in checked.sentence
    with world.board.database.read() as work:
        (entry,) = [one for one in work.audit.entries(world.case.id) if one.entity == "print"]
    told = {name: after for name, (_, after) in entry.changes.items()}
    assert told["document"] == "second-opinion packet, de-identified" and told["recipient"] == "Zztest Second Centre"
    assert told["hits"] > 0 and told["code"] == made.seal.code and told["left_out"] == ["names"]
    assert not MARK.search(json.dumps(told, default=str))


def test_a_packet_whose_decision_was_followed_up_since_does_not_go_out(world: World) -> None:
    made = unnamed_paper(world.board, world.library, world.case, DocumentKind.PACKET, today=TODAY)
    given: list[str] = []
    with pytest.raises(UserError, match="What the board decided was changed after this was drawn; nothing went out"):
        hand_out(world.board, replace(made, decided="another"), SAVED, lambda: given.append("out"))
    assert not given


def test_the_guard_stops_a_paper(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from desktop.services import deidentified_leaving

    monkeypatch.setattr(deidentified_leaving, "needles", lambda *_, **__: (Needle("a name", "diagnosis"),))
    with pytest.raises(UserError, match="de-identified end-of-treatment summary still holds a name of the child"):
        unnamed_paper(world.board, world.library, world.case, DocumentKind.END_OF_TREATMENT, today=TODAY)


def test_only_what_has_a_form_is_offered_without_whose_it_is(world: World) -> None:
    offers = offers_of_child(world.board, world.library, world.case, TODAY)
    hidden = [one for one in offers if one.hides is not None]
    assert len(hidden) == len(FORMS) and all("de-identified" in one.words for one in hidden)
    assert [one.carries for one in hidden] == [True, False, False]
