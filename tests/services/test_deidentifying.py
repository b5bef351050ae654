"""Nothing of a child comes out of a de-identified document: planted everywhere, looked for everywhere."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from builders import full_case
from filled_case import filled_case
from jsonschema import Draft202012Validator
from pdf_reading import page_texts
from planted import MARK, day_texts, planted_case
from since_helpers import on, put, timed

import resources
from db.audit import AuditEntry
from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, band_of, is_left_out, known, left_out
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import DAY_ZERO, NEUTRAL_YEARS, PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.neutral_calendar import last_day
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.risk.case_facts import facts_of
from desktop.clinical.vocabulary import Mycn
from desktop.services.assessing import assess_case
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.deidentified_content import case_page, deidentified_content
from desktop.services.deidentified_guard import Needle, needles, refuse_named, strings_in
from desktop.services.deidentified_records import KIND, checked_record, deidentified_record, export_deidentified
from desktop.services.deidentifying import Choices, Text, TextChoice, deidentify, in_plain_words, ready
from desktop.services.history import EXPORT, GIVEN_OUT
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.own_templates import copy_template
from desktop.services.papers.end_of_treatment import end_blocks
from desktop.services.papers.unnamed_packet import dropped_parts
from desktop.services.printing import SAVED, deidentified_page, hand_out
from desktop.services.receiving import receive_record
from desktop.services.record_reading import case_of_record
from desktop.services.records import record_bytes, record_of
from desktop.services.summaries import summary_pdf
from desktop.services.whole_record import record_parts

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def _alternatives(pdf: bytes) -> Iterator[str]:
    """Everything that a PDF says beside its text: alternative texts, title, metadata, names of attachments."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert not document.attachments
        yield from (str(one) for one in document.docinfo.values())
        yield document.open_metadata().__str__()
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary):
                yield from (str(each[key]) for key in ("/Alt", "/ActualText", "/E", "/Title", "/T") if key in each)


def _whole(pdf: bytes) -> str:
    return "\n".join((*page_texts(pdf), *_alternatives(pdf)))


def _clean(told: str, days: set[str]) -> None:
    found = MARK.search(told)
    assert found is None, told[max(found.start() - 60, 0) : found.end() + 20]
    for one in days:
        assert one not in told, one


@pytest.mark.parametrize(("seed", "codes"), [(0, False), (1, False), (0, True), (3, True)])
def test_nothing_planted_comes_out_of_any_document(board: Board, library: Library, seed: int, codes: bool) -> None:
    case = planted_case(library, seed, codes=codes, gaps=seed % 2 == 1)
    days = day_texts(case)
    made = ready(library, case, today=TODAY)
    _clean(record_bytes(deidentified_record(made)).decode(), days)
    _clean("\n".join(strings_in(deidentified_content(library, made))), days)
    _clean(checked_record(library, case, made).decode(), days)
    parts = record_parts(library, made.made.case, (), dropped=dropped_parts(library))
    _clean("\n".join(strings_in((parts, tuple(end_blocks(case_page(library, made)))))), days)
    stored = new_case(board, library, case) if not codes else None
    if stored is not None:
        for paper in ("a4", "letter"):
            page = deidentified_page(board, library, stored, today=TODAY, paper=paper)
            _clean(_whole(page.pdf), days)
            _clean(json.dumps(dict(page.noted), default=str), days)


def test_masked_texts_let_nothing_planted_out_either(board: Board, library: Library) -> None:
    case = new_case(board, library, planted_case(library, 7, codes=False))
    seen = ready(library, case, today=TODAY).texts
    choices = Choices({one.place: TextChoice(Text.MASK) for one in seen})
    page = deidentified_page(board, library, case, today=TODAY, paper="a4", choices=choices)
    told = _whole(page.pdf)
    assert "[place]" in told and "[date]" in told and "[number]" in told
    assert not MARK.search(told.replace("Zzplant", "")) or all(
        one.lower().startswith("zzplant") for one in MARK.findall(told)
    )
    assert page.noted["mask"] == page.noted["texts"] == len(seen)


def test_the_page_and_the_record_hold_no_day_but_those_of_the_neutral_calendar(library: Library) -> None:
    made = ready(library, filled_case(3, gaps=False), today=TODAY)
    dates = re.compile(r"(\d{4})-\d\d(-\d\d.*)?")
    years = {int(found[1]) for text in strings_in(deidentified_record(made)) if (found := dates.fullmatch(text))}
    assert years and years <= {*NEUTRAL_YEARS}
    told = " ".join(strings_in(deidentified_content(library, made)))
    assert "D+" in told
    assert not any(f" {month} 18" in told for month in ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug"))


def test_days_between_days_stay_true(library: Library) -> None:
    case = full_case()
    made = ready(library, case, today=TODAY).made
    diagnosed = case.diagnosed.value
    assert diagnosed is not None and diagnosed.full is not None
    assert made.case.diagnosed.value == PartialDate.of(DAY_ZERO)
    # it is seen as of its last day: that of the document would give the diagnosis away
    assert made.today == last_day(made.case) and made.today < DAY_ZERO + (TODAY - diagnosed.full)
    for was, now in zip(case.mycn, made.case.mycn, strict=True):
        if was.provenance.performed_on is not None and was.provenance.performed_on.full is not None:
            assert now.provenance.performed_on is not None and now.provenance.performed_on.full is not None
            assert now.provenance.performed_on.full - DAY_ZERO == was.provenance.performed_on.full - diagnosed.full


def _dated(case: Case, day: date) -> Case:
    return replace(case, mycn=(MycnResult(provenance=Provenance(performed_on=PartialDate.of(day))),))


def test_a_day_that_would_narrow_the_age_is_left_out(library: Library) -> None:
    born, diagnosed = date(2024, 3, 5), date(2026, 3, 5)  # 730 days: the band begins with this day
    case = replace(
        full_case(), born=known(PartialDate.of(born)), diagnosed=known(PartialDate.of(diagnosed)), age_days=known(730)
    )
    for day, stays in ((born - timedelta(days=1), False), (born, True), (diagnosed - timedelta(days=9), True)):
        made = ready(library, _dated(case, day), today=TODAY).made
        assert (made.case.mycn[0].provenance.performed_on is not None) is stays, day
    older = replace(case, born=known(PartialDate.of(born - timedelta(days=40))))
    made = ready(library, _dated(older, born - timedelta(days=40)), today=TODAY).made
    assert made.case.mycn[0].provenance.performed_on is None


def test_ages_and_weights_are_bands_and_the_band_travels_with_the_record(library: Library) -> None:
    case = filled_case(5, gaps=False)
    case = replace(case, born=known(PartialDate(2024, 1, 1)), diagnosed=known(PartialDate(2026, 6, 1)))
    made = ready(library, case, today=TODAY).made
    assert made.age == band_of(made.case.age_days) == "2 y to 2 y 5 m"
    assert all(
        is_left_out(one.weight_kg) and band_of(one.weight_kg).endswith(("kg", "over")) for one in made.case.performance
    )
    assert is_left_out(made.case.born)
    wide = ready(library, case, today=TODAY, choices=Choices.coarsened(("age", "sex", "weight", "years"))).made
    assert (wide.age, wide.years) == ("18 months to 4 y", "2020–2029")
    assert is_left_out(wide.case.sex) and not any(band_of(one.weight_kg) for one in wide.case.performance)


@pytest.mark.parametrize("days", [0, 100, 364, 365, 366, 400, 546, 547, 548, 900, 1825, 1826, 4000])
def test_the_groups_are_those_of_the_exact_age_which_is_nowhere(library: Library, days: int) -> None:
    born = date(2025, 3, 3) - timedelta(days=days)
    case = replace(full_case(), born=known(PartialDate.of(born)), diagnosed=known(PartialDate(2025, 3, 3)))
    made = ready(library, case, today=TODAY)
    mine, exact = made.assessed, assess_case(library, case)
    assert [(one.scheme, one.groups, one.settled, one.rows) for one in mine.assessments] == [
        (one.scheme, one.groups, one.settled, one.rows) for one in exact.assessments
    ]
    assert "age_days" not in facts_of(made.made.case, library.rules).facts
    told = " ".join(strings_in(deidentified_content(library, made)))
    if days not in (0, 100, 364, 365, 366, 546, 547, 548, 1825, 1826):
        assert f"{days:,} days" not in told and f" {days} " not in told
    assert "from the exact age" in told and f" age {made.made.age}; " in told


def test_the_same_child_gives_the_same_bytes_and_no_key_leads_back(library: Library) -> None:
    case = filled_case(11, gaps=False)
    first, again = (record_bytes(deidentified_record(ready(library, case, today=TODAY))) for _ in range(2))
    assert first == again
    keys = {one for one in strings_in(record_of(case)) if len(one) == 36 and one.count("-") == 4}
    assert keys and not keys & {*strings_in(json.loads(first))}
    others = {*strings_in(deidentified_record(ready(library, filled_case(12, gaps=False), today=TODAY)))}
    mine = {one for one in strings_in(json.loads(first)) if len(one) == 36 and one.count("-") == 4}
    assert mine and not mine & others
    other = replace(case, id=filled_case(12).id, number=99)
    assert record_bytes(deidentified_record(ready(library, other, today=TODAY))) == first


def test_links_lead_to_the_same_things(library: Library) -> None:
    case = filled_case(13, gaps=False)
    made = ready(library, case, today=TODAY).made.case
    lesions = {str(one.id): place for place, one in enumerate(case.lesions)}
    moved = {str(one.id): place for place, one in enumerate(made.lesions)}
    assert [lesions.get(str(one.lesion.value)) for one in case.measurements] == [
        moved.get(str(one.lesion.value)) for one in made.measurements
    ]
    assert all(is_left_out(one.document) for one in made.examinations if one.document != case.examinations[0].document)


@pytest.mark.parametrize("seed", range(3))
def test_the_record_is_valid_and_can_be_received(library: Library, seed: int) -> None:
    document: Any = json.loads(
        checked_record(library, filled_case(seed), ready(library, filled_case(seed), today=TODAY))
    )
    Draft202012Validator(json.loads(resources.read_text("record-1.schema.json"))).validate(document)
    case, documents = case_of_record(document)
    (mark,) = case.identifiers
    assert mark.system.startswith("de-identified") and "1850-01-01" in mark.system and documents == ()
    assert document["case"]["attachments"] == []


def _noted(board: Board, case: Case, entity: str) -> list[AuditEntry]:
    with board.database.read() as work:
        return [one for one in work.audit.entries(case.id) if one.entity == entity]


def test_the_history_says_what_was_chosen_and_names_nobody(board: Board, library: Library, tmp_path: Path) -> None:
    case = new_case(board, library, planted_case(library, 2, codes=False))
    out = tmp_path / "out.json"
    assert export_deidentified(board, library, case, out, today=TODAY, choices=Choices.coarsened(("sex",)))
    (entry,) = [one for one in _noted(board, case, EXPORT) if one.action == GIVEN_OUT]
    told = {name: after for name, (_, after) in entry.changes.items()}
    assert told["document"] == KIND and told["coarser"] == "sex" and told["mask"] == told["keep"] == 0
    assert told["hits"] > told["texts"] == told["leave"] > 0
    _clean(json.dumps(told), day_texts(case))
    page = deidentified_page(board, library, case, today=TODAY, paper="a4")
    hand_out(board, library, page, SAVED, lambda: None)
    (entry,) = _noted(board, case, "print")
    assert entry.changes["document"][1] == "deidentified" and entry.changes["hits"][1] == told["hits"]


def test_a_text_is_kept_as_it_is_only_for_a_reason(library: Library) -> None:
    case = replace(full_case(), question=known("Is Dr Zzz right? Resect now."))
    (place,) = [one.place for one in ready(library, case, today=TODAY).texts if one.text.startswith("Is Dr")]
    for choice, told in (
        (TextChoice(Text.LEAVE), None),
        (TextChoice(Text.MASK), "Is [name] right? Resect now."),
        (TextChoice(Text.KEEP), "Is [name] right? Resect now."),
        (TextChoice(Text.KEEP, "an eponym"), "Is Dr Zzz right? Resect now."),
    ):
        made = ready(library, case, today=TODAY, choices=Choices({place: choice}))
        assert made.made.case.question.value == told
        checked_record(library, case, made)
    assert in_plain_words(place, library) == "Question for the board"


def test_the_second_guard_refuses_what_names_the_child(library: Library) -> None:
    case = replace(full_case(), family_name="Quillfeather", identifiers=(Identifier(system="mrn", value="ZZ-778812"),))
    made = ready(library, case, today=TODAY)
    wanted = needles(library, case, made, ("Zztest Coordinator",))
    assert {one.what for one in wanted} >= {"a name", "a number", "a date"}
    refuse_named(wanted, ["nothing of the child, high risk, D+12"], KIND)
    born = case.born.value
    assert born is not None
    for text in (
        "of QUILLFEATHER now",
        "no. zz-778812.",
        f"born {born.words()}",
        f"({born})",
        "by Zztest  Coordinator",
    ):
        with pytest.raises(UserError, match="nothing went out") as refused:
            refuse_named(wanted, [text], KIND)
        assert "uillfeather" not in str(refused.value)


def test_the_guard_knows_a_name_that_only_begins_like_a_word_of_the_program(library: Library) -> None:
    # "sternum" and "language" are words of the program, and so is "high"
    case = replace(full_case(), family_name="Stern", given_name="Lang-High", question=known("Is Stern well?"))
    made = ready(library, case, today=TODAY)
    wanted = {one.text for one in needles(library, case, made)}
    assert {"Stern", "Lang"} <= wanted and "High" not in wanted
    # a text that is kept without a reason lets no name through
    (place,) = [one.place for one in made.texts if one.text == "Is Stern well?"]
    kept = ready(library, case, today=TODAY, choices=Choices({place: TextChoice(Text.KEEP)}))
    assert "Stern" in {one.text for one in needles(library, case, kept)}


def test_the_board_of_a_child_is_looked_for_too(board: Board, library: Library) -> None:
    case = new_case(board, library, replace(full_case(), question=known(f"Not to be done at {board.name}?")))
    made = deidentify(board, library, case, today=TODAY)
    (seen,) = [one for one in made.texts if one.text.startswith("Not to be done")]
    assert board.name in {one.text for one in seen.hits}
    named = replace(made, made=replace(made.made, case=replace(made.made.case, question=case.question)))
    with pytest.raises(UserError, match="nothing went out"):
        checked_record(library, replace(case, family_name="Quillfeather"), named, (), (board.name,))


def test_the_guard_stops_the_file(
    board: Board, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from desktop.services import deidentified_records

    case = new_case(board, library, full_case())
    monkeypatch.setattr(deidentified_records, "needles", lambda *_: (Needle("a name", "neuroblastoma"),))
    with pytest.raises(UserError, match="a name of the child"):
        export_deidentified(board, library, case, tmp_path / "out.json", today=TODAY)
    assert not list(tmp_path.glob("*.json")) and _noted(board, case, EXPORT) == []


def test_what_changed_since_the_board_is_told_in_kinds(board: Board, library: Library) -> None:
    clock = timed(board)
    clock.day(2)
    case = new_case(board, library, replace(full_case(), board_on=known(on(5))))
    clock.day(9)
    name = "Quillfeather Zzz"
    case = put(board, library, case, family_name=name, mycn=Mycn.NOT_AMPLIFIED, board_on=on(20))
    page = deidentified_page(board, library, case, today=date(2026, 11, 12), paper="a4")
    told = " ".join(" ".join(page_texts(page.pdf)).split())
    # a day of the page or of the board, set beside the day it was sent, would give the diagnosis away
    assert "Board D+" not in told and "board D+" not in told and "as of" not in told
    assert "Board day left out" in told
    assert "Details left out" in told and "MYCN" in told
    assert "amily name" not in told and "Quillfeather" not in told


def test_the_day_of_the_board_stays_here_as_everybody_can_look_it_up(library: Library) -> None:
    for told in (known(PartialDate(2026, 10, 1)), NOT_ASKED):
        assert is_left_out(ready(library, replace(full_case(), board_on=told), today=TODAY).made.case.board_on)


def test_a_plan_of_the_boards_own_template_is_left_out_and_said_so(board: Board, library: Library) -> None:
    case = full_case()
    own = copy_template(board, library, case.plans[0].template, "Marrowstone plan", "1.0.0")
    case = replace(case, plans=(replace(case.plans[0], template=own.id, template_version=own.version),))
    made = ready(library, case, today=TODAY)
    assert made.made.plan_left_out and made.made.case.plans == ()
    told = " ".join(strings_in(deidentified_content(library, made)))
    assert "plan left out" in told and "Marrowstone" not in told and own.id not in told


def test_a_child_who_came_de_identified_can_go_on_so(board: Board, library: Library, tmp_path: Path) -> None:
    case = replace(
        filled_case(21, gaps=False), born=known(PartialDate(2024, 1, 1)), diagnosed=known(PartialDate(2026, 6, 1))
    )
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    first.write_bytes(checked_record(library, case, ready(library, case, today=TODAY)))
    came, seen = receive_record(board, library, first)
    assert not [one for one in seen.doubts if "year" in one]
    assert export_deidentified(board, library, came, again, today=TODAY)
    told = json.loads(again.read_text())["case"]
    assert told["age_days"]["where"] == "left out: 2 y to 2 y 5 m"
    assert told["diagnosed"] == "1850-01-01"
    page = " ".join(page_texts(summary_pdf(board, library, came, today=TODAY)))
    assert "D+" in page and "Fri" not in page and "2 y to 2 y 5 m" in page


def test_a_silence_that_claims_to_be_a_band_is_looked_at(library: Library) -> None:
    case = replace(full_case(), question=left_out("Quillfeather of Marrowstone"))
    assert "Quillfeather" not in str(ready(library, case, today=TODAY).made.case)


def test_a_child_of_whom_nothing_is_known(library: Library) -> None:
    told = " ".join(strings_in(deidentified_content(library, ready(library, Case(), today=TODAY))))
    assert "no date is in the record" in told and "D+0" not in told and "no free text" in told
    assert "from the exact age" not in told


def test_without_a_day_of_diagnosis_days_count_from_the_first_day(library: Library) -> None:
    case = replace(_dated(full_case(), date(2026, 5, 4)), diagnosed=NOT_ASKED, plans=())
    made = ready(library, case, today=TODAY)
    assert not made.made.origin_known
    assert "days count from the first day in the record" in " ".join(strings_in(deidentified_content(library, made)))


def test_days_do_not_count_from_the_first_of_a_year_or_month(library: Library) -> None:
    for diagnosed in (PartialDate(2026), PartialDate(2026, 5)):
        case = replace(_dated(full_case(), date(2026, 5, 4)), diagnosed=known(diagnosed), plans=())
        made = ready(library, case, today=TODAY).made
        assert not made.origin_known
        firsts = [one.provenance.performed_on for one in made.case.mycn if one.provenance.performed_on]
        assert PartialDate.of(DAY_ZERO) in firsts
        assert PartialDate(DAY_ZERO.year, 5, 4) not in firsts


def test_what_was_never_asked_is_told_as_what_is_left_out(library: Library) -> None:
    situation = filled_case(3, gaps=False).family_situation[0]
    assert situation.safeguarding_detail.is_known
    told = {
        str(ready(library, replace(full_case(), family_situation=(one,)), today=TODAY)
            .made.case.family_situation[0].safeguarding_detail)
        for one in (situation, replace(situation, safeguarding_detail=NOT_ASKED))
    }  # fmt: skip
    assert len(told) == 1


def test_the_records_own_numbers_are_found_however_short(library: Library) -> None:
    case = replace(
        full_case(), family_name="Muñoz", identifiers=(Identifier(system="mrn", value="4711"),),
        question=known("Is child 4711 (Munoz) ready?"),
    )  # fmt: skip
    [seen] = [one for one in ready(library, case, today=TODAY).texts if one.text.startswith("Is child")]
    assert seen.masked == "Is child [number] ([name]) ready?"


def test_the_page_carries_the_de_identified_record_only(board: Board, library: Library) -> None:
    case = new_case(board, library, planted_case(library, 4, codes=False))
    page = deidentified_page(board, library, case, today=TODAY, paper="a4", carry=True)
    with pikepdf.open(io.BytesIO(page.pdf)) as document:
        (inside,) = [one.get_file().read_bytes() for one in document.attachments.values()]
        told = [str(document.open_metadata()), *(str(one) for one in document.docinfo.values())]
    assert inside == checked_record(library, case, ready(library, case, today=TODAY))
    days = day_texts(case) | {TODAY.isoformat(), f"{TODAY:%Y%m%d}"}
    for text in ("\n".join(page_texts(page.pdf)), "\n".join(told), inside.decode()):
        _clean(text, days)
    assert "carries the de-identified record only" in " ".join(" ".join(page_texts(page.pdf)).split())
    assert f"{TODAY:%Y%m%d}".encode() not in page.pdf


def test_several_de_identified_children_are_received_side_by_side(
    board: Board, library: Library, tmp_path: Path
) -> None:
    for seed in (31, 32):
        case, path = filled_case(seed, gaps=False), tmp_path / f"{seed}.json"
        path.write_bytes(checked_record(library, case, ready(library, case, today=TODAY)))
        receive_record(board, library, path)
    assert list_cases(board, CaseQuery()).total == 2
