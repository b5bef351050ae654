from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
import xlsxwriter
from import_helpers import Outcome, decide_sheet

from desktop.clinical.answers import NOT_ASKED, Answer, known, silent
from desktop.clinical.dates import PartialDate
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Inss, MetastaticSite, Mycn, Sex, Silence
from desktop.services.importing.profiles import Profile
from desktop.services.importing.reading import read_bytes
from desktop.services.importing.sheets import Cell

Take = Callable[..., Outcome]


@pytest.mark.parametrize("word", ["Amplified", "AMPLIFIED", " amplifiziert ", "amplified"])
def test_synonyms_of_a_code_in_any_case(take: Take, word: str) -> None:
    assert take({"mrn": "ZZ-1", "MYCN": word}).case.mycn[0].mycn == known(Mycn.AMPLIFIED)


@pytest.mark.parametrize("word", ["Normal", "nicht amplifiziert", "Not  amplified", "not_amplified"])
def test_not_amplified_in_its_words(take: Take, word: str) -> None:
    assert take({"mrn": "ZZ-1", "MYCN": word}).case.mycn[0].mycn == known(Mycn.NOT_AMPLIFIED)


@pytest.mark.parametrize(
    ("cell", "stage"),
    [("4s", Inss.IVS), ("Stage 4", Inss.IV), (4.0, Inss.IV), ("2", Inss.II), ("2.0", Inss.II), (3, Inss.III)],
)
def test_stages_as_sheets_write_them(take: Take, cell: Cell, stage: Inss) -> None:
    assert take({"mrn": "ZZ-1", "INSS stage": cell}).case.stagings[0].inss == known(stage)


@pytest.mark.parametrize(
    ("cell", "silence"),
    [
        ("requested", silent(Silence.REQUESTED)),
        ("Requested 2026-11-18, Demo Lab", silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")),
        ("requested Demo Lab", silent(Silence.REQUESTED, None, "Demo Lab")),
        ("sample failed 11.2026", silent(Silence.SAMPLE_FAILED, PartialDate(2026, 11))),
        ("declined", silent(Silence.DECLINED)),
        ("not done", silent(Silence.NOT_ASKED, where="not done")),
        ("not reported", silent(Silence.UNKNOWN_AT_SOURCE, where="not reported")),
        ("unknown", silent(Silence.UNKNOWN_AT_SOURCE)),
        ("unbekannt", silent(Silence.UNKNOWN_AT_SOURCE)),
    ],
)
def test_silences_written_as_words(take: Take, cell: str, silence: Answer[object]) -> None:
    assert take({"mrn": "ZZ-1", "MYCN": cell}).case.mycn[0].mycn == silence


def test_an_empty_cell_says_nothing_in_the_template_and_unknown_in_a_series(take: Take) -> None:
    assert take({"mrn": "ZZ-1", "MYCN": "", "Sex": None}).case.mycn == ()
    assert take({"mrn": "ZZ-1", "Sex": None}).case.sex == NOT_ASKED
    series = take({"Patient ID": "ZZ-1", "MYCN status": "", "Progression": None}, profile="seqc-en").case
    assert series.mycn[0].mycn == silent(Silence.UNKNOWN_AT_SOURCE)
    assert series.course[0].progression == silent(Silence.UNKNOWN_AT_SOURCE)


def test_sets_of_sites_and_looked_for_but_none(take: Take) -> None:
    sites = take({"mrn": "ZZ-1", "metastases": "Skin; bone marrow"}).case.stagings[0].metastases
    assert sites == known(frozenset({MetastaticSite.SKIN, MetastaticSite.BONE_MARROW}))
    assert take({"mrn": "ZZ-1", "metastases": "none"}).case.stagings[0].metastases == known(frozenset())
    assert take({"mrn": "ZZ-1", "idrfs": "IDRF01; idrf19"}).case.stagings[0].idrfs == known(
        frozenset({"IDRF01_TWO_COMPARTMENTS", "IDRF19_INTRASPINAL"})
    )
    part = take({"mrn": "ZZ-1", "metastases": "skin; others not recorded"}).case.stagings[0].metastases
    assert part == known(frozenset({MetastaticSite.SKIN, MetastaticSite.REST_NOT_RECORDED}))
    assert "names nothing" in take({"mrn": "ZZ-1", "metastases": "others not recorded"}).reason
    assert "says none and also names one" in take({"mrn": "ZZ-1", "metastases": "none; skin"}).reason
    assert "is not a list of words" in take({"mrn": "ZZ-1", "metastases": "skin; toe"}).reason


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("2024-02-29", PartialDate(2024, 2, 29)),
        ("2024-02", PartialDate(2024, 2)),
        ("2024", PartialDate(2024)),
        (2024.0, PartialDate(2024)),
        ("29.2.2024", PartialDate(2024, 2, 29)),
        ("02.2024", PartialDate(2024, 2)),
        (date(2024, 2, 29), PartialDate(2024, 2, 29)),
        (datetime(2024, 2, 29, 13, 5), PartialDate(2024, 2, 29)),  # noqa: DTZ001 - as a workbook gives it
        ("2024-02-29 00:00:00", PartialDate(2024, 2, 29)),
    ],
)
def test_dates_keep_the_precision_given(take: Take, cell: Cell, expected: PartialDate) -> None:
    assert take({"mrn": "ZZ-1", "born": cell}).case.born == known(expected)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("03/11/2024", "can be read two ways"),
        ("3.11.24", "a year of two digits"),
        ("2023-02-29", "no calendar has"),
        ("31.04.2024", "no calendar has"),
        (45000.0, "is a number, not a date"),
        ("45000", "is not a date"),
        ("Nov 2024", "is not a date"),
        (True, "is yes or no"),
        ("0001-01-01", "a year that cannot be meant"),
    ],
)
def test_dates_that_cannot_be_read_are_refused_not_guessed(take: Take, cell: Cell, words: str) -> None:
    assert words in take({"mrn": "ZZ-1", "born": cell}).reason


@pytest.mark.parametrize(("cell", "days"), [("0", 0), (1808.0, 1808), ("536", 536), ("536.0", 536), (7, 7)])
def test_counts(take: Take, cell: Cell, days: int) -> None:
    assert take({"mrn": "ZZ-1", "age_days": cell}).case.age_days == known(days)


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("-5", "is negative"),
        (-1.0, "is negative"),
        ("1.808", "not a whole number"),
        ("1,808", "not a whole number"),
        (12.5, "not a whole number"),
        ("12 months", "not a whole number"),
        ("9" * 40, "not a whole number"),
        ("#N/A", "spreadsheet's own formula"),
        (date(2024, 1, 1), "became a date"),
    ],
)
def test_counts_that_cannot_be_read(take: Take, cell: Cell, words: str) -> None:
    assert words in take({"mrn": "ZZ-1", "age_days": cell}).reason


@pytest.mark.parametrize(
    ("cell", "index"),
    [("1.26", "1.26"), ("1,26", "1.26"), (1.26, "1.26"), (1.2600000000000002, "1.26"), (1, "1"), ("1.260", "1.260")],
)
def test_numbers(take: Take, cell: Cell, index: str) -> None:
    assert take({"mrn": "ZZ-1", "dna_index": cell}).case.ploidy[0].dna_index == known(Decimal(index))


@pytest.mark.parametrize(
    ("cell", "words"), [("1,260", "thousands"), ("> 1", "not a number"), ("1.26 DI", "not a number")]
)
def test_numbers_that_cannot_be_read(take: Take, cell: Cell, words: str) -> None:
    assert words in take({"mrn": "ZZ-1", "dna_index": cell}).reason


def test_identifiers_are_text_and_needed(take: Take) -> None:
    assert take({"mrn": 12345.0}).case.mrn == "12345"
    assert take({"mrn": "0012 "}).case.mrn == "0012"
    assert take({"mrn": "ZZ   1"}).case.mrn == "ZZ 1"
    assert "no identifier" in take({"mrn": " ", "Sex": "F"}).reason
    assert "longer than 100" in take({"mrn": "Z" * 101}).reason
    both = take({"mrn": "ZZ-1", "Registry number": "R-7"}).case
    assert {(one.system, one.value) for one in both.identifiers} == {("mrn", "ZZ-1"), ("registry", "R-7")}


def test_an_unknown_word_names_the_words_that_are_known(take: Take) -> None:
    outcome = take({"mrn": "ZZ-1", "MYCN status": "positiv"})
    (one,) = outcome.decision.rejected
    assert (one.row, one.column, one.value) == (2, "MYCN status", "positiv")
    assert "amplified, gain, not_amplified" in one.reason


def test_every_faulty_cell_of_a_row_is_told(take: Take) -> None:
    outcome = take({"mrn": "ZZ-1", "Sex": "x", "age_days": "-1", "born": "?1"}, {"mrn": "ZZ-2", "Sex": "F"})
    (one,) = outcome.decision.rejected
    assert one.column == "Sex"
    assert "Also age_days:" in one.reason
    assert "Also born:" in one.reason
    assert outcome.counts() == (1, 0, 0, 1)


def test_columns_without_a_meaning_are_listed(take: Take) -> None:
    outcome = take({"mrn": "ZZ-1", "Shoe size": "22", "Sex": "F"})
    assert outcome.reading.ignored == ("Shoe size",)
    assert outcome.case.sex == known(Sex.FEMALE)


def test_two_headings_of_one_meaning_are_refused(take: Take) -> None:
    with pytest.raises(UserError, match="mean the same"):
        take({"mrn": "ZZ-1", "Sex": "F", "Gender": "M"})


def test_a_cell_beyond_the_headings_rejects_the_row(profiles: tuple[Profile, ...]) -> None:
    sheets = read_bytes(b"mrn,Sex\nZZ-1,F\nZZ-2,F,extra\nZZ-3\n", "list.csv")
    outcome = decide_sheet(sheets, profiles, (), date(2026, 11, 23))
    assert outcome.counts() == (2, 0, 0, 1)
    assert outcome.decision.rejected[0].row == 3
    assert "more cells than there are headings" in outcome.reason


def test_a_plan_needs_template_and_full_start(take: Take) -> None:
    good = take({"mrn": "ZZ-1", "Treatment template": "cog-high-risk", "Start of treatment": "2026-01-05"}).case
    assert (good.plans[0].template, good.plans[0].start) == ("cog-high-risk", date(2026, 1, 5))
    assert good.plans[0].template_version == "1.0.0"
    assert "give both" in take({"mrn": "ZZ-1", "plan_template": "cog-high-risk"}).reason
    assert "full date" in take({"mrn": "ZZ-1", "plan_template": "cog-high-risk", "plan_start": "2026-01"}).reason
    assert "none of cog-high-risk" in take({"mrn": "ZZ-1", "plan_template": "x", "plan_start": "2026-01-05"}).reason


def test_provenance_of_a_result(take: Take) -> None:
    row = {
        "mrn": "ZZ-1",
        "MYCN": "gain",
        "MYCN laboratory": "Demo Lab",
        "Date of MYCN result": "2026-10",
        "MYCN method": "FISH",
    }
    origin = take(row).case.mycn[0].provenance
    assert (origin.laboratory, origin.method, origin.performed_on) == ("Demo Lab", "FISH", PartialDate(2026, 10))
    assert origin.report_reference == "case list"
    assert take({**row, "MYCN": ""}).case.mycn == ()


def test_a_stray_control_sign_rejects_its_row_only(profiles: tuple[Profile, ...]) -> None:
    text = "mrn,Family name\n" + "".join(f"ZZ-{number},Zztest\n" for number in range(40)) + "ZZ-99,Zz\x1ftest\n"
    outcome = decide_sheet(read_bytes(text.encode(), "list.csv"), profiles, (), date(2026, 11, 23))
    assert outcome.counts() == (40, 0, 0, 1)
    assert "holds characters that no text has" in outcome.reason


def test_cells_of_a_workbook_as_excel_writes_them(profiles: tuple[Profile, ...]) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Cases")
        sheet.write_row(0, 0, ["mrn", "symptomatic", "age_days", "MYCN"])
        sheet.write_row(1, 0, [4711, True, 12])
        sheet.write_formula(1, 3, '="gain"', None, "gain")
        sheet.write_row(2, 0, ["ZZ-2", False])
        sheet.write_formula(2, 2, "=NA()", None, "#N/A")
    outcome = decide_sheet(read_bytes(content.getvalue(), "list.xlsx"), profiles, (), date(2026, 11, 23))
    assert outcome.counts() == (2, 0, 0, 0)
    assert outcome.cases[0].mrn == "4711"
    assert outcome.cases[0].stagings[0].symptomatic == known(True)
    assert outcome.cases[0].mycn[0].mycn == known(Mycn.GAIN)
    assert outcome.cases[1].age_days == NOT_ASKED
    assert any("read as empty: C3" in note for note in outcome.sheet.notes)


@pytest.mark.parametrize("number", [12345678901234567890, 1e16, -1e15])
def test_an_identifier_that_lost_its_last_digits_to_the_spreadsheet_is_refused(
    take: Callable[..., Outcome], number: float
) -> None:
    assert "has more digits than a spreadsheet keeps" in take({"mrn": number}).reason
    assert take({"mrn": 123456789012345.0}).case.mrn == "123456789012345"
