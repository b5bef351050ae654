"""A family hears news from a person first: what it was not told stays off its sheet, and the sheet does not hint."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from builders import full_case, small_case
from meeting_helpers import DAY, a_meeting, amended_words, decided, everything_told, referred, sheet_with_all
from pdf_reading import page_texts

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.errors import RuleFileError, UserError
from desktop.clinical.handout.facts import FamilyRules
from desktop.clinical.handout.sheet import FamilySentence, Language, Section
from desktop.clinical.meetings.meeting import Meeting
from desktop.clinical.neutral_calendar import CODE_SYSTEM
from desktop.clinical.record.afterwards import Recurrence
from desktop.clinical.record.people import Disclosure
from desktop.clinical.results import Provenance
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import get_case, new_case, save_case
from desktop.services.handouts.pages import HandoutPage, handout_page
from desktop.services.handouts.sheets import approve
from desktop.services.handouts.strip import strip_of
from desktop.services.handouts.told import Knows, say_told, tells_of, things_of, untold
from desktop.services.library import Library
from desktop.services.record_reading import case_of_record
from desktop.services.records import record_bytes, record_of
from desktop.services.undoing import begin, read_on, undo

ON = PartialDate.of(DAY)
HINTS = (
    "neuroblastoma", "cancer", "cáncer", "MYCN", "tumour", "tumores", "risk", "riesgo", "NCI", "National Cancer",
    "Cáncer", "withheld", "What happens when", "Qué pasa", "We will operate",
)  # fmt: skip


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def child(board: Board, library: Library) -> Case:
    return new_case(board, library, replace(full_case(), recurrences=(), disclosures=()))


@pytest.fixture
def meeting(board: Board, library: Library, child: Case) -> Meeting:
    made = a_meeting(board)
    decided(board, library, referred(board, library, child, made))
    return made


def told(board: Board, library: Library, case: Case, meeting: Meeting, *codes: str, on: PartialDate = ON) -> Case:
    case = get_case(board, case.id)
    things = [things_of(board, library, case, meeting)[code] for code in codes]
    return say_told(board, library, case, things, on=on, by="Dr Zztest", today=DAY)


def drawn(board: Board, library: Library, case: Case, language: Language = Language.ENGLISH) -> tuple[str, HandoutPage]:
    page = handout_page(board, library, get_case(board, case.id), language=language, today=DAY, paper="a4")
    return " ".join(" ".join(page_texts(page.pdf)).split()), page


@pytest.mark.parametrize("language", Language)
def test_what_nobody_said_was_told_stays_off_and_the_sheet_does_not_hint(
    board: Board, library: Library, child: Case, meeting: Meeting, language: Language
) -> None:
    whole = sheet_with_all(board, library, child, meeting, language)
    text, page = drawn(board, library, child, language)
    assert not [hint for hint in HINTS if hint in text]
    assert not page.is_draft
    assert page.withheld >= len(whole.sentences) - 3
    assert page.left_out == 0
    assert "risk group" in page.beside[0]
    assert "plan of treatment" in page.beside[1]


def test_what_was_told_is_printed_and_undone_is_withheld_again(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    sheet_with_all(board, library, child, meeting, Language.ENGLISH)
    steps = begin(board)
    told(board, library, child, meeting, "diagnosis", "mycn")
    text, _ = drawn(board, library, child)
    assert "neuroblastoma" in text
    assert "National Cancer Institute" in text
    assert "MYCN" not in text, "its sentence says the group, too"
    told(board, library, child, meeting, "risk_group", "stage", "primary_site", "response", "decision", "plan")
    text, page = drawn(board, library, child)
    assert "MYCN" in text
    assert "What happens when" in text
    assert "We will operate." in text
    assert (page.withheld, page.beside) == (0, ())
    for _ in range(2):
        steps = read_on(board, steps)
        undo(board, library, steps.undo[-1])
    assert "neuroblastoma" not in drawn(board, library, child)[0]


def test_what_is_another_thing_now_was_not_told(board: Board, library: Library, child: Case, meeting: Meeting) -> None:
    case = everything_told(board, library, get_case(board, child.id), meeting)
    assert all(one.is_told or one.is_empty for one in things_of(board, library, case, meeting).values())
    case = save_case(board, library, case, FIELDS["mycn"].write(case, known(Mycn.NOT_AMPLIFIED)), "Change of MYCN")
    things = things_of(board, library, case, meeting)
    assert things["mycn"].state is Knows.CHANGED
    assert things["mycn"].said == "told 26 Nov 2026, by Dr Zztest: amplified; the record says: not amplified"
    assert things["diagnosis"].is_told
    amended_words(board, case, meeting)
    assert things_of(board, library, case, meeting)["decision"].state is Knows.CHANGED


def test_the_latest_counts_and_an_undated_no_holds_until_it_is_replaced(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    case = told(board, library, child, meeting, "mycn", on=PartialDate(2026, 11, 1))
    day = Provenance(performed_on=PartialDate(2026, 11, 9))
    later = Disclosure(what=known("mycn"), told=known(False), provenance=day)
    undated = replace(later, id=board.new_key(), provenance=Provenance())
    for waits in (later, undated):
        again = replace(case, disclosures=(waits, *case.disclosures))
        assert things_of(board, library, again, meeting)["mycn"].state is Knows.WAITS
    case = save_case(board, library, case, replace(case, disclosures=(undated, *case.disclosures)), "Waits")
    case = told(board, library, case, meeting, "mycn")
    assert things_of(board, library, case, meeting)["mycn"].is_told
    open_one = replace(later, id=board.new_key(), told=NOT_ASKED, provenance=Provenance(performed_on=ON))
    asked = replace(case, disclosures=(*case.disclosures, open_one))
    assert not things_of(board, library, asked, meeting)["mycn"].is_told


def test_a_day_a_person_and_a_thing_are_needed(board: Board, library: Library, child: Case, meeting: Meeting) -> None:
    things = [things_of(board, library, child, meeting)["stage"]]
    future = PartialDate(2026, 12, 24)
    for on, by, ones in ((None, "Dr Zztest", things), (ON, " ", things), (ON, "Dr Zztest", []), (future, "Z", things)):
        with pytest.raises(UserError):
            say_told(board, library, child, ones, on=on, by=by, today=DAY)
    assert get_case(board, child.id).disclosures == ()


def test_a_sheet_from_before_loses_nothing_until_it_is_approved_again(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    whole = sheet_with_all(board, library, child, meeting, Language.ENGLISH)
    with board.database.work(board.person.id) as work:
        before = work.board_work.save(whole.sheet, replace(whole.sheet, withholds=False), "As it was before")
    text, page = drawn(board, library, child)
    assert page.withheld == 0
    for one in whole.sentences:
        assert " ".join(one.words.replace("**", "").split()) in text
    approve(board, library, replace(whole, sheet=before), "Dr Zztest", DAY)
    assert drawn(board, library, child)[1].withheld > 0


@pytest.mark.parametrize(
    ("language", "section", "words", "codes"),
    [
        (Language.ENGLISH, Section.NEED, "Bring his toy on Monday.", ()),
        (Language.ENGLISH, Section.NEED, "We think of **high risk** now.", ("diagnosis", "risk_group")),
        (Language.ENGLISH, Section.KNOW, "The illness has come back.", ("diagnosis", "relapse")),
        (Language.ENGLISH, Section.SUGGEST, "We wait.", ("diagnosis", "decision", "relapse")),
        (Language.ENGLISH, Section.NEED, "It is a low‑risk one; his gene test is done.", ("diagnosis", "risk_group")),
        (Language.ENGLISH, Section.NEED, "It is back. 11q, and the TP53 test.",
         ("diagnosis", "relapse", "segmental", "predisposition")),
        (Language.ENGLISH, Section.NEED, "We talk on Tuesday.", ()),
        (Language.SPANISH, Section.NEED, "Puede ser hereditario.", ("predisposition",)),
        (Language.SPANISH, Section.NEED, "Hay metastasis; es maligna.", ("diagnosis", "stage")),
        (Language.SPANISH, Section.NEED, "Por la recai\u0301da, quimio el lunes.", ("diagnosis", "relapse")),
    ],
)  # fmt: skip
def test_own_words_tell_what_they_name_and_what_their_section_is_about(
    library: Library, child: Case, language: Language, section: Section, words: str, codes: tuple[str, ...]
) -> None:
    own = FamilySentence(sheet_id=child.id, case_id=child.id, place=0, section=section, words=words)
    assert set(tells_of(library, own, language)) == set(codes)


def test_own_words_may_name_what_there_is_nothing_of_but_never_the_illness(
    board: Board, library: Library, meeting: Meeting
) -> None:
    bare = new_case(board, library, small_case(7))
    things = things_of(board, library, bare, meeting)
    own = FamilySentence(sheet_id=bare.id, case_id=bare.id, place=0, section=Section.NEED, words="An ALK test?")
    assert [one.code for one in untold(library, things, own, Language.ENGLISH)] == ["diagnosis"]
    case = say_told(board, library, bare, [things["diagnosis"]], on=ON, by="Dr Zztest", today=DAY)
    assert untold(library, things_of(board, library, case, meeting), own, Language.ENGLISH) == ()


def test_what_happens_when_waits_for_the_illness_too(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    sheet_with_all(board, library, child, meeting, Language.ENGLISH)
    told(board, library, child, meeting, "plan")
    text, page = drawn(board, library, child)
    assert "What happens when" not in text and "chemotherapy" not in text
    assert page.beside[1] == "What happens when is withheld until the family is told: diagnosis."


def test_no_month_of_a_child_who_came_de_identified_is_told(library: Library, child: Case) -> None:
    texts = library.handout(Language.ENGLISH)
    came = replace(child, identifiers=(Identifier(system=CODE_SYSTEM, value="ZZ-0000"),))
    assert strip_of(library, child, texts, DAY) is not None
    assert strip_of(library, came, texts, DAY) is None


def test_after_a_relapse_own_words_still_wait_for_what_was_never_told(
    board: Board, library: Library, child: Case, meeting: Meeting
) -> None:
    case = get_case(board, child.id)
    again = save_case(
        board, library, case, replace(case, recurrences=(Recurrence(course=known("recurrent")),)), "Relapse"
    )
    own = FamilySentence(sheet_id=again.id, case_id=again.id, place=0, section=Section.KNOW, words="He is weaker.")
    case = told(board, library, again, meeting, "diagnosis")
    things = things_of(board, library, case, meeting)
    assert [one.code for one in untold(library, things, own, Language.ENGLISH)] == ["relapse"]
    case = told(board, library, case, meeting, "relapse")
    things = things_of(board, library, case, meeting)
    assert untold(library, things, own, Language.ENGLISH) == ()
    named = replace(own, words="High risk, and it has spread.")
    assert things["stage"].now == things["risk_group"].now == ""
    assert [one.code for one in untold(library, things, named, Language.ENGLISH)] == ["stage", "risk_group"]
    case = told(board, library, case, meeting, "stage", "risk_group")
    assert untold(library, things_of(board, library, case, meeting), named, Language.ENGLISH) == ()


def test_every_sentence_and_every_thing_has_its_place(library: Library) -> None:
    rules = library.family_rules
    ages = {one.name for one in rules.ages}
    in_facts = {name for one in rules.told.values() for name in one.facts}
    codes = {one.code for one in library.record.kinds["disclosures"].field("what").choices}
    assert codes == rules.told.keys()
    for language in Language:
        texts = library.handout(language)
        assert texts.names.keys() <= codes
        for one in texts.sentences:
            assert {*one.rests_on} <= in_facts | ages, one.id
            assert {*one.tells} <= codes
    english, spanish = (library.handout(one) for one in Language)
    assert english.names.keys() == spanish.names.keys()
    # what was told is worked out with the words of one language
    assert {one: {*words} for one, words in english.facts.items()} == {
        one: {*words} for one, words in spanish.facts.items()
    }


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ('name = "mycn"', 'name = "weight"'),
        ('needs = ["diagnosis"]', 'needs = ["nothing"]'),
        ('of = "decision"', 'of = "wish"'),
        ('own_in = ["suggest", "else"]', 'own_in = ["elsewhere"]'),
        ('name = "mycn"', 'name = "category"'),
        ('source = ["INRGSS"]', 'source = ["NOBODY"]'),
        ("months = 18", "months = 0"),
        ("[sources]", "[sources"),
    ],
)
def test_a_file_of_facts_that_is_not_sound_is_refused(before: str, after: str) -> None:
    import resources

    text = resources.read_text("handout/facts.toml")
    assert before in text
    with pytest.raises(RuleFileError):
        FamilyRules.parse(text.replace(before, after, 1))


def test_a_record_from_before_is_received_and_keeps_its_bytes(library: Library) -> None:
    case = replace(full_case(), disclosures=())
    record = json.loads(record_bytes(record_of(case)))
    assert "disclosures" not in record["case"]
    assert case_of_record(record)[0].disclosures == ()
    one = Disclosure(what=known("stage"), told=known(True), as_told=known("M"), told_by=known("Dr Zztest"))
    record = json.loads(record_bytes(record_of(replace(case, disclosures=(one,)))))
    again = case_of_record(record)[0]
    assert again.disclosures == (one,)
    assert record_bytes(record_of(again)) == record_bytes(record)
