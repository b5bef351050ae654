"""A child of whom nothing is known, and one with everything in long words: nothing runs over an edge, and all of it is
in the packet."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import fields, replace
from datetime import date
from itertools import count

import pypdfium2
import pytest
from builders import full_case, provenance
from filled_case import filled_case
from meeting_helpers import CHAIR, DAY, a_meeting, referred, typed
from pdf_reading import page_texts, squeezed

from desktop.clinical.answers import known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.meetings.codes import DecisionKind, Difference, Fate, Feasibility, NotDone
from desktop.clinical.meetings.decision import Action, Condition, ConsideredOption, Dissent, FollowThrough
from desktop.clinical.meetings.meeting import Attendance, ConflictOfInterest, Meeting
from desktop.clinical.meetings.referral import Deferral, Referral
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.record.imaging import ImagingStudy
from desktop.clinical.record.people import Disclosure, FamilySituation
from desktop.reports.style import PAPERS
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.library import Library
from desktop.services.meetings.attending import declare, put_person
from desktop.services.meetings.deciding import amend, begin_decision, confirm, read_back, save_decision, say_fate
from desktop.services.meetings.referring import put_off, refer
from desktop.services.papers.documents import Document
from desktop.services.papers.end_of_treatment import end_of_treatment
from desktop.services.papers.kinds import DocumentKind
from desktop.services.papers.letters import Reader, letter
from desktop.services.papers.notices import attendance_sheet, deferral_notice
from desktop.services.papers.outcomes import outcomes
from desktop.services.papers.pack import pack
from desktop.services.papers.packet import packet
from desktop.services.papers.unnamed import FORMS, unnamed_paper
from desktop.services.papers.yearly import year_paper
from desktop.services.whole_record import record_parts

NAME = ("Zztest-Fernández de la Torre y Villanueva del Río", "Alpha María de los Ángeles Guadalupe Concepción")
STUDIES = 30
_number = count(1)


def long(what: str, length: int = 600) -> str:
    """Words of one thing only, so many letters long, with its own number at both ends."""
    mark = f"{what} {next(_number):04}"
    filling = "muy largo comentario del comité, ñandú, Wałęsa, ≥ 12 mm² "
    return f"{mark} {(filling * 20)[: length - 2 * len(mark) - 6]} end of {mark}"


def with_everything() -> Case:
    """Every fact, thirty studies with a comment each, a long name, and long words everywhere."""
    studies = tuple(
        ImagingStudy(
            provenance=replace(
                provenance(f"2026-{1 + at // 3:02}-{1 + at % 28:02}"), report_reference=f"MR {40000 + at}"
            ),
            modality=known("mri"), region=known(f"region {at}"), findings=known(long("finding")),
        )
        for at in range(STUDIES)
    )  # fmt: skip
    words = {name: known(long(name)) for name in ("question", "wishes", "family_knows")}
    return replace(
        full_case(),
        family_name=NAME[0],
        given_name=NAME[1],
        imaging=studies,
        asked_by=known(long("asker", 120)),
        **words,
    )


def whole(board: Board, library: Library, referral: Referral) -> WholeDecision:
    """A decision with every field in long words."""
    begun = begin_decision(board, referral)
    own = {"decision_id": begun.decision.id, "case_id": begun.decision.case_id}
    texts = {
        one.name: long(one.name)
        for one in fields(begun.decision)
        if one.type == "str" and one.name not in {"question", "asked_by", "confirmed_by", "rules"}
    }
    asked = {one.name: known(True) for one in fields(begun.decision) if one.name.endswith("_considered")}
    told = replace(
        begun,
        decision=replace(
            begun.decision, **texts, **asked, kind=DecisionKind.TREATMENT, differs=Difference.OTHER,
            feasibility=known(Feasibility.NOT_POSSIBLE),
            next_board=date(2027, 1, 7), tell_by=date(2026, 11, 27),
        ),
        options=tuple(ConsideredOption(place=at, words=long("option"), why_not=long("not"), **own) for at in range(5)),  # type: ignore[arg-type]
        conditions=tuple(
            Condition(place=at, fact="alk", value="mutation", then=long("then"), otherwise=long("else"), **own)  # type: ignore[arg-type]
            for at in range(3)
        ),
        actions=tuple(
            Action(place=at, words=long("action"), owner=long("owner", 80), due=DAY, **own)  # type: ignore[arg-type]
            for at in range(9)
        ),
        dissents=tuple(
            Dissent(place=at, name=long("who", 60), words=long("dissent"), answer=long("answer"), **own)  # type: ignore[arg-type]
            for at in range(3)
        ),
    )  # fmt: skip
    typed_in = read_back(board, save_decision(board, begun, told, "Decision typed"))
    frozen = confirm(board, library, typed_in, chair=CHAIR, today=DAY)
    for _ in range(3):
        frozen = amend(board, frozen, words=long("amendment"), reason=long("reason"))
    fate = FollowThrough(told_on=DAY, fate=Fate.NOT_DONE, why=NotDone.OTHER, words=long("fate"), **own)  # type: ignore[arg-type]
    return say_fate(board, library, frozen, fate)


def words_of(decision: WholeDecision) -> list[str]:
    """Every free text of a decision."""
    parts = (
        decision.decision, *decision.options, *decision.conditions, *decision.actions, *decision.dissents,
        *decision.amendments, *decision.follow_throughs,
    )  # fmt: skip
    texts = [str(getattr(one, each.name)) for one in parts for each in fields(one) if each.type == "str"]
    return [one for one in texts if len(one) > 40 and " " in one]


@pytest.fixture
def meeting(board: Board) -> Meeting:
    made = a_meeting(board)
    for at in range(30):
        person = Attendance(
            meeting_id=made.id, place=at, name=long("Zztest", 60), discipline="oncology", note=long("note")
        )
        put_person(board, made, person)
    return made


def papers_about(board: Board, library: Library, meeting: Meeting, paper: str) -> dict[str, Document]:
    """Every paper that there is, of whoever is on the meeting."""
    today = DAY
    return {
        "pack": pack(board, library, meeting, today=today, paper=paper),
        "outcomes": outcomes(board, library, meeting, today=today, paper=paper),
        "sheet": attendance_sheet(board, library, meeting, today=today, paper=paper),
        "year": year_paper(board, library, first=date(2026, 1, 1), last=date(2026, 12, 31), today=today, paper=paper),
    }


def nothing_runs_over(made: Document, paper: str) -> None:
    """Every sign lies between the margins, and nothing but the foot under the rule of the foot."""
    frame = PAPERS[paper]
    with pypdfium2.PdfDocument(made.content) as document:
        for number in range(len(document)):
            text = document[number].get_textpage()
            for at in range(text.count_chars()):
                left, bottom, right, top = text.get_charbox(at)
                if right - left > 0:
                    where = f"{made.kind}, page {number + 1}: {text.get_text_range(at, 20)!r}"
                    assert frame.left - 2 <= left and right <= frame.right + 2, where
                    assert bottom >= 8 and top <= frame.top + 2, where
            under = squeezed(text.get_text_bounded(0, 0, frame.width, frame.foot_rule - 2))
            assert under.startswith(("Preparedby", "Dataasof", "De-identified:")), (
                f"{made.kind}, page {number + 1}: {under[:60]}"
            )
            assert f"Page{number + 1}of{made.pages}." in under


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_everything_in_long_words_runs_over_no_edge(
    board: Board, library: Library, meeting: Meeting, paper: str
) -> None:
    case = new_case(board, library, with_everything())
    told = Referral(case_id=case.id, referred_on=DAY, radiology=long("radiology"), pathology=long("pathology"))
    referral = refer(board, library, told, question=long("question"), asked_by=long("asker", 90), meeting=meeting)
    declare(
        board, ConflictOfInterest(meeting_id=meeting.id, case_id=case.id, name=long("name", 60), words=long("interest"))
    )
    before = papers_about(board, library, meeting, paper)
    decision = whole(board, library, referral)
    after = papers_about(board, library, meeting, paper)
    with board.database.read() as work:
        case = work.cases.get(case.id)
    more = {
        "packet": packet(board, library, case, today=DAY, relatives=True, paper=paper),
        "end": end_of_treatment(board, library, case, today=DAY, paper=paper),
        "letter": letter(
            board, library, meeting, decision, Reader.REFERRER, today=DAY, paper=paper, recipient=long("to", 90)
        ),
    }
    for made in (*before.values(), *after.values(), *more.values()):
        nothing_runs_over(made, paper)
    for one in ("letter", "end", "packet"):
        for page in page_texts(more[one].content)[1:]:
            assert "ZZ-4711" in page, "a further page says whose it is by name and by number"
    outcome = squeezed("".join(page_texts(after["outcomes"].content)))
    for words in words_of(decision):
        assert _seen(words, outcome), words[:60]


def test_the_page_counts_what_it_leaves_out(board: Board, library: Library, meeting: Meeting) -> None:
    case = new_case(board, library, with_everything())
    referred(board, library, case, meeting)
    pages = page_texts(pack(board, library, meeting, today=DAY).content)
    assert f"+{STUDIES - 2} earlier" in "".join(pages).replace("\r\n", " ")
    radiology = next(text for text in pages if text.startswith("Radiology list"))
    assert f"+{STUDIES - 4} earlier" in radiology


@pytest.mark.parametrize("seed", [1, 2])
def test_all_facts_are_in_the_packet(board: Board, library: Library, meeting: Meeting, seed: int) -> None:
    filled = filled_case(seed)
    odd = replace(filled, deleted=None, demonstration=False)
    for case in (new_case(board, library, with_everything()), new_case(board, library, odd)):
        made = packet(board, library, case, today=DAY, relatives=True, confidential=True)
        text = squeezed("".join(page_texts(made.content)))
        for part in record_parts(library, case, (), relatives=True):
            for group in part.groups:
                for item in group.items:
                    for words in (item.name, item.words, item.origin):
                        assert _seen(words, text), f"{part.head}, {group.head}: {words[:80]}"


def test_what_belongs_to_relatives_is_left_out_unless_chosen_and_that_is_said(board: Board, library: Library) -> None:
    case = new_case(board, library, replace(filled_case(3, gaps=False), deleted=None))
    without = squeezed("".join(page_texts(packet(board, library, case, today=DAY).content)))
    assert squeezed("What belongs to relatives is left out of this packet.") in without
    assert squeezed("left out of this print, as they belong to relatives") in without


def test_what_is_confidential_is_left_out_unless_chosen_and_that_is_said(board: Board, library: Library) -> None:
    waits = Disclosure(what=known("mycn"), told=known(False), detail=known("Zzt the mother asks to wait"))
    concern = FamilySituation(safeguarding=known(True), safeguarding_detail=known("Zzt a concern of the ward"))
    case = new_case(board, library, replace(full_case(), disclosures=(waits,), family_situation=(concern,)))
    secret = [squeezed(one) for one in ("Zzt the mother asks to wait", "Zzt a concern of the ward")]
    for made, is_in in (
        (packet(board, library, case, today=DAY), False),
        (packet(board, library, case, today=DAY, relatives=True), False),
        (packet(board, library, case, today=DAY, confidential=True), True),
    ):
        text = squeezed("".join(page_texts(made.content)))
        assert all((one in text) is is_in for one in secret)
        said = f"What is marked as confidential is {'in it, too' if is_in else 'left out of it'}."
        assert squeezed(said) in text and ("confidential" not in made.noted["left_out"]) is is_in


def test_a_child_of_whom_nothing_is_known_has_every_paper(board: Board, library: Library, meeting: Meeting) -> None:
    case = new_case(board, library, Case(identifiers=(Identifier(system="mrn", value="ZZ-0"),)))
    referral = referred(board, library, case, meeting)
    typed(board, referral, kind=None, intent=None)
    made = papers_about(board, library, meeting, "a4")
    made["packet"] = packet(board, library, case, today=DAY)
    made["end"] = end_of_treatment(board, library, case, today=DAY)
    # large print has margins of its own
    forms = [one for one in FORMS if one is not DocumentKind.LARGE_PRINT]
    made |= {one: unnamed_paper(board, library, case, one, today=DAY) for one in forms}
    for one in made.values():
        nothing_runs_over(one, "a4")
    told = squeezed("".join(page_texts(made["outcomes"].content)))
    for words in ("type not named", "intent not named", "none stated", "not asked yet", "ZZ-0 born not asked yet"):
        assert squeezed(words) in told, words
    assert "ZZ-0" in page_texts(made["pack"].content)[0]


def test_a_notice_in_long_words_goes_on_overleaf(board: Board, library: Library, meeting: Meeting) -> None:
    case = new_case(board, library, with_everything())
    referral = referred(board, library, case, meeting)
    missing, owner = long("missing", 3000), long("owner", 300)
    told = Deferral(
        referral_id=referral.id, case_id=case.id, meeting_id=meeting.id, put_off_on=DAY, missing=missing, owed_by=owner
    )
    made = deferral_notice(board, library, put_off(board, library, referral, told), today=DAY)
    nothing_runs_over(made, "a4")
    text = squeezed("".join(page_texts(made.content)))
    assert squeezed(missing[-40:]) in text and squeezed(owner) in text


def _seen(words: str, text: str) -> bool:
    """Whether words are printed; signs that no font has are printed as their code points."""
    parts = [one for one in "".join(sign if ord(sign) < 0x2500 else "\0" for sign in words).split("\0") if one.strip()]
    return all(_in_parts(squeezed(one), text, 3) for one in parts)


def _in_parts(words: str, text: str, breaks: int) -> bool:
    """Whether words stand there whole, or go on overleaf: then foot and head stand between the parts."""
    if words in text or not breaks:
        return words in text
    known = bisect_left(range(len(words)), True, key=lambda length: words[: length + 1] not in text)
    return known > 2 and _in_parts(words[known:], text, breaks - 1)
