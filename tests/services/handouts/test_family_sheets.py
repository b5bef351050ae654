"""A family reads only what a named person approved and what still holds, easy to read, in two languages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pytest
from builders import full_case, key, provenance, silent
from meeting_helpers import DAY, a_meeting, decided, everything_told, referred
from pdf_reading import page_texts, squeezed

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, Answer, known
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import UserError
from desktop.clinical.handout.sheet import FamilySentence, Language, Section, WholeSheet
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.record.afterwards import Recurrence
from desktop.clinical.results import MycnResult
from desktop.clinical.vocabulary import Inrgss, MetastaticSite, Mycn, Silence
from desktop.reports.style import PAPERS
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.handouts.facts import family_facts
from desktop.services.handouts.pages import handout_page
from desktop.services.handouts.reading_level import TARGET, reading_level
from desktop.services.handouts.sheets import (
    CALL_NOW,
    NUMBERS,
    approve,
    clinic_text,
    meeting_about,
    offered,
    review,
    save_sheet,
    say_clinic_text,
    sheet_of,
    standing_of,
)
from desktop.services.handouts.since_approval import SinceApproval, since_approval
from desktop.services.library import Library
from desktop.services.meetings.deciding import amend, confirm_amendments, decisions_of
from desktop.services.undoing import begin, read_on, undo

TODAY = date(2026, 11, 27)
SECRET = "Zztest: tell nobody"


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, full_case())


@pytest.fixture
def meeting(board: Board, library: Library, child: Case) -> Meeting:
    made = a_meeting(board)
    decided(board, library, referred(board, library, child, made, question=SECRET), recommendation=SECRET)
    return made


def chosen(library: Library, case: Case, meeting: Meeting, language: Language) -> list[FamilySentence]:
    """Everything that is offered, and a sentence of the doctor's own."""
    told = [
        FamilySentence(
            sheet_id=case.id, case_id=case.id, place=0, section=one.section, offered_as=one.key, words=one.words
        )
        for one in offered(library, case, meeting, language)
    ]
    own = FamilySentence(sheet_id=case.id, case_id=case.id, place=0, section=Section.SUGGEST, words="We will operate.")
    return sorted([*told, own], key=lambda one: list(Section).index(one.section))


def approved(board: Board, library: Library, case: Case, meeting: Meeting, language: Language) -> WholeSheet:
    stored = everything_told(board, library, get_case(board, case.id), meeting)
    whole = save_sheet(board, stored, meeting, language, chosen(library, stored, meeting, language))
    return approve(board, library, whole, "Dr Zztest", TODAY)


def read(board: Board, library: Library, case: Case, language: Language, paper: str = "a4") -> tuple[str, bytes]:
    drawn = handout_page(board, library, get_case(board, case.id), language=language, today=TODAY, paper=paper)
    return " ".join(" ".join(page_texts(drawn.pdf)).split()), drawn.pdf


@pytest.mark.parametrize("language", Language)
def test_without_approval_it_is_a_draft_that_tells_nothing(
    board: Board, library: Library, child: Case, meeting: Meeting, language: Language
) -> None:
    save_sheet(board, child, meeting, language, chosen(library, get_case(board, child.id), meeting, language))
    text, _ = read(board, library, child, language)
    assert {Language.ENGLISH: "DRAFT", Language.SPANISH: "BORRADOR"}[language] in text
    for word in ("neuroblastoma.", "MYCN", "We will operate", SECRET, "risk.", "riesgo."):
        assert word not in text


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_what_was_approved_is_printed_and_nothing_else(
    board: Board, library: Library, child: Case, meeting: Meeting, language: Language, paper: str, tmp_path: Path
) -> None:
    whole = approved(board, library, child, meeting, language)
    text, pdf = read(board, library, child, language, paper)
    said = text
    for one in whole.sentences:
        assert " ".join(one.words.replace("**", "").split()) in said
    assert SECRET not in said
    assert "We will operate." in said
    file = tmp_path / "sheet.pdf"
    file.write_bytes(pdf)
    assert page.is_pdf_compliant(str(file), profile=page.ValidationProfile.PDF_UA_1)


def test_a_sentence_leaves_the_sheet_when_its_fact_changes(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    whole = approved(board, library, child, meeting, Language.ENGLISH)
    assert "MYCN" in read(board, library, child, Language.ENGLISH)[0]
    stored = get_case(board, child.id)
    changed = save_case(
        board, library, stored, FIELDS["mycn"].write(stored, known(Mycn.NOT_AMPLIFIED)), "Change of MYCN"
    )
    text, _ = read(board, library, child, Language.ENGLISH)
    assert "MYCN" not in text
    assert "We will operate." in text
    outdated = {one.offered_as for one in standing_of(library, changed, meeting, whole).outdated}
    assert "why_mycn" in outdated
    with pytest.raises(UserError, match="facts have changed"):
        approve(board, library, whole, "Dr Zztest", TODAY)


def test_any_change_takes_the_approval_away(board: Board, library: Library, child: Case, meeting: Meeting) -> None:
    whole = review(board, approved(board, library, child, meeting, Language.SPANISH), "Zztest Revisora", TODAY)
    assert "revisada por Zztest Revisora" in read(board, library, child, Language.SPANISH)[0]
    case = get_case(board, child.id)
    assert save_sheet(board, case, meeting, Language.SPANISH, whole.sentences).sheet == whole.sheet
    fewer = save_sheet(board, case, meeting, Language.SPANISH, whole.sentences[:-1])
    assert not fewer.sheet.is_approved
    assert not fewer.sheet.reviewed_by
    assert sheet_of(board, child.id, meeting, Language.SPANISH) == fewer


def test_the_spanish_says_that_nobody_has_reviewed_it(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    approved(board, library, child, meeting, Language.SPANISH)
    assert "Traducción sin revisar." in read(board, library, child, Language.SPANISH)[0]


def test_nobody_approves_or_reviews_namelessly_or_in_the_wrong_order(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    case = get_case(board, child.id)
    whole = save_sheet(board, case, meeting, Language.SPANISH, chosen(library, case, meeting, Language.SPANISH))
    for refused in (
        lambda: approve(board, library, whole, " ", TODAY),
        lambda: review(board, whole, "Zztest", TODAY),
        lambda: review(board, whole, "", TODAY),
        lambda: approve(board, library, replace(whole, sentences=()), "Zztest", TODAY),
        lambda: save_sheet(
            board, case, meeting, Language.SPANISH, [replace(whole.sentences[0], words=" "), *whole.sentences[1:]]
        ),
    ):
        with pytest.raises(UserError):
            refused()
    assert sheet_of(board, child.id, meeting, Language.SPANISH) == whole


def test_the_clinic_says_itself_when_to_call(board: Board, library: Library, child: Case, meeting: Meeting) -> None:
    approved(board, library, child, meeting, Language.ENGLISH)
    assert "the clinic writes it here" in read(board, library, child, Language.ENGLISH)[0]
    with pytest.raises(UserError):
        say_clinic_text(board, CALL_NOW, Language.ENGLISH, "for fever", " ", TODAY)
    say_clinic_text(board, CALL_NOW, Language.ENGLISH, "for fever of 38 °C or more", "Dr Zztest", TODAY)
    say_clinic_text(board, NUMBERS, Language.ENGLISH, "000 0003 day and night", "Dr Zztest", TODAY)
    text, _ = read(board, library, child, Language.ENGLISH)
    assert "for fever of 38 °C or more" in " ".join(text.split())
    assert "000 0003" in text
    say_clinic_text(board, CALL_NOW, Language.ENGLISH, "", "", TODAY)
    assert clinic_text(board, CALL_NOW, Language.ENGLISH) is None


@pytest.mark.parametrize("language", Language)
def test_every_sentence_that_is_offered_is_easy_to_read(
    board: Board, library: Library, child: Case, meeting: Meeting, language: Language
) -> None:
    told = [one.words for one in offered(library, get_case(board, child.id), meeting, language)]
    level = reading_level(told, language)
    assert level is not None
    assert level.is_easy


@pytest.mark.parametrize(
    ("texts", "language", "value"),
    [
        # three sentences, 20 words, 32 syllables by the dictionary
        (
            [
                "Alpha has **neuroblastoma**. It is a cancer that starts in young nerve cells.",
                "It began near the left kidney.",
            ],
            Language.ENGLISH, 3.03,
        ),
        (["La médula ósea hace la sangre."], Language.SPANISH, 100.72),
    ],
)  # fmt: skip
def test_the_reading_level_is_that_of_the_formula(texts: Sequence[str], language: Language, value: float) -> None:
    level = reading_level(texts, language)
    assert level is not None
    assert level.value == pytest.approx(value, abs=0.01)
    assert set(TARGET) == set(Language)
    assert reading_level(["", "  "], language) is None


def test_hard_words_are_found_hard() -> None:
    text = "Myeloablative consolidation chemotherapy necessitates haematopoietic reconstitution."
    level = reading_level([text], Language.ENGLISH)
    assert level is not None
    assert not level.is_easy


def test_the_sheet_is_about_the_latest_decision(board: Board, library: Library, child: Case) -> None:
    assert meeting_about(board, child) is None
    first = a_meeting(board, date(2026, 9, 3))
    decided(board, library, referred(board, library, child, first))
    second = a_meeting(board)
    decided(board, library, referred(board, library, child, second))
    assert meeting_about(board, child) == second
    assert second.day == DAY


def test_every_step_is_taken_back(board: Board, library: Library, child: Case, meeting: Meeting) -> None:
    steps = begin(board)
    states = [sheet_of(board, child.id, meeting, Language.SPANISH)]
    case = get_case(board, child.id)
    whole = save_sheet(board, case, meeting, Language.SPANISH, chosen(library, case, meeting, Language.SPANISH))
    states.append(whole)
    whole = approve(board, library, whole, "Zztest", TODAY)
    states.append(whole)
    review(board, whole, "Zztest", TODAY)
    for state in reversed(states):
        undo(board, library, read_on(board, steps).undo[-1])
        steps = read_on(board, steps)
        now = sheet_of(board, child.id, meeting, Language.SPANISH)
        assert _plain(now) == _plain(state)


def _plain(whole: WholeSheet | None) -> object:
    return whole and (replace(whole.sheet, version=0), whole.sentences)


def test_the_plan_is_told_as_it_was_approved_and_now_only_once_something_has_begun(
    board: Board, library: Library, meeting: Meeting, child: Case
) -> None:
    whole = approved(board, library, child, meeting, Language.ENGLISH)
    assert "What happens when" in read(board, library, child, Language.ENGLISH)[0]
    assert since_approval(board, whole.sheet) == SinceApproval()
    stored = get_case(board, child.id)
    later = replace(stored.plans[0], start=stored.plans[0].start + timedelta(days=60))
    save_case(board, library, stored, replace(stored, plans=(later, *stored.plans[1:])), "Plan begins later")
    assert since_approval(board, whole.sheet) == SinceApproval(plan_changed=True)
    text, _ = read(board, library, child, Language.ENGLISH)
    assert "What happens when" not in text
    assert "We will operate." in text
    again = approve(board, library, whole, whole.sheet.approved_by, TODAY)
    assert since_approval(board, again.sheet) == SinceApproval()
    assert "What happens when" in read(board, library, child, Language.ENGLISH)[0]


def test_own_words_leave_the_sheet_once_the_decision_is_amended(
    board: Board, library: Library, meeting: Meeting, child: Case
) -> None:
    whole = approved(board, library, child, meeting, Language.ENGLISH)
    [told] = [one for one in decisions_of(board, child.id) if one.decision.meeting_id == meeting.id]
    waits = amend(board, told, words="Zztest: not now", reason="Zztest")
    assert since_approval(board, whole.sheet) == SinceApproval(amended=True)
    text, _ = read(board, library, child, Language.ENGLISH)
    assert "We will operate." not in text
    assert "MYCN" in text
    again = approve(board, library, whole, whole.sheet.approved_by, TODAY)
    confirm_amendments(board, waits, chair="Dr Zztest")
    assert since_approval(board, again.sheet) == SinceApproval(), "that the chair confirms it adds nothing"


def facts_of(library: Library, case: Case) -> dict[str, Sequence[str]]:
    return dict(family_facts(library, case, library.handout(Language.ENGLISH)))


def with_facts(case: Case, **given: Answer[Any]) -> Case:
    for name, answer in given.items():
        case = FIELDS[name].write(case, answer)
    return case


def test_after_a_recurrence_nothing_of_the_time_before_is_told(library: Library) -> None:
    case = replace(full_case(), recurrences=())
    assert {"inrgss", "group", "response_overall"} <= facts_of(library, case).keys()
    back = replace(case, recurrences=(Recurrence(id=key("back"), provenance=provenance()),))
    assert facts_of(library, back).keys() <= {"primary_site", "category", "mycn"}


def test_spread_is_told_whole_and_never_against_the_record(library: Library) -> None:
    case = replace(full_case(), recurrences=())
    whole = with_facts(case, inrgss=known(Inrgss.M), metastases=known(frozenset({MetastaticSite.BONE})))
    assert facts_of(library, whole)["metastases"] == ("bone",)
    for more in (MetastaticSite.OTHER, MetastaticSite.REST_NOT_RECORDED):
        some = with_facts(case, inrgss=known(Inrgss.M), metastases=known(frozenset({MetastaticSite.BONE, more})))
        assert "metastases" not in facts_of(library, some)
    torn = with_facts(case, inrgss=known(Inrgss.L2), metastases=known(frozenset({MetastaticSite.BONE})))
    assert "inrgss" not in facts_of(library, torn)
    local = with_facts(case, inrgss=known(Inrgss.L2), metastases=known(frozenset[MetastaticSite]()))
    assert facts_of(library, local)["inrgss"] == ("L2",)


def test_what_does_not_come_is_not_awaited(library: Library) -> None:
    open_one = replace(
        full_case(), recurrences=(), mycn=(MycnResult(id=key("m"), provenance=provenance(), mycn=NOT_ASKED),),
        born=known(PartialDate(2026, 1, 20)), age_days=known(238),
    )  # fmt: skip
    assert "mycn" in facts_of(library, open_one)["deciding"]
    for silence in (Silence.DECLINED, Silence.SAMPLE_FAILED, Silence.NOT_AVAILABLE, Silence.INCONCLUSIVE):
        assert "mycn" not in facts_of(library, with_facts(open_one, mycn=silent(silence))).get("deciding", ())
    assert "mycn" in facts_of(library, with_facts(open_one, mycn=silent(Silence.REQUESTED)))["deciding"]


@pytest.mark.parametrize(
    ("born", "diagnosed", "days", "told"),
    [
        (PartialDate(2024, 1, 31), PartialDate(2025, 7, 31), None, ("no",)),
        (PartialDate(2024, 1, 31), PartialDate(2025, 8, 1), None, ("yes",)),
        (None, None, 549, None),
        (None, None, 551, ("yes",)),
    ],
)
def test_eighteen_months_are_months_of_the_calendar(
    library: Library, born: PartialDate | None, diagnosed: PartialDate | None, days: int | None,
    told: tuple[str, ...] | None,
) -> None:  # fmt: skip
    case = replace(
        full_case(), recurrences=(), born=known(born) if born else NOT_ASKED,
        diagnosed=known(diagnosed) if diagnosed else NOT_ASKED, age_days=known(days) if days else NOT_ASKED,
    )  # fmt: skip
    assert facts_of(library, case).get("age_over_18_months") == told


@pytest.mark.parametrize("language", [Language.ENGLISH, Language.SPANISH])
def test_a_long_name_goes_on_below_and_runs_over_no_edge(
    board: Board, library: Library, child: Case, meeting: Meeting, language: Language
) -> None:
    given, family = (
        "Alpha María de los Ángeles Guadalupe Concepción",
        "Zztest-Fernández de la Torre y Villanueva del Río",
    )
    case = get_case(board, child.id)
    case = save_case(board, library, case, replace(case, given_name=given, family_name=family), "Change")
    made = handout_page(board, library, case, language=language, today=TODAY, paper="letter")
    frame = PAPERS["letter"]
    with pypdfium2.PdfDocument(made.pdf) as document:
        for side in document:
            text = side.get_textpage()
            for at in range(text.count_chars()):
                assert text.get_charbox(at)[2] <= frame.width - 46, text.get_text_range(at, 20)
    first = squeezed(page_texts(made.pdf)[0])
    assert squeezed(f"{given} {family}") in first
    assert (
        squeezed({Language.ENGLISH: "born 20 January 2024", Language.SPANISH: "20 de enero de 2024"}[language]) in first
    )
