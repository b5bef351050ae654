"""What the page says of a child: every fact, every silence, and never a name where none may be."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from builders import full_case

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import FIELDS
from desktop.clinical.record.imaging import MetastaticDeposit
from desktop.clinical.results import MycnResult, Pathology, PloidyResult, Provenance, SegmentalResult, Staging
from desktop.clinical.treatment_plan import PlanEvent, TreatmentPlan
from desktop.clinical.vocabulary import (
    REST_NOT_RECORDED,
    Category,
    Histology,
    Inrgss,
    Inss,
    MetastaticSite,
    Mycn,
    Ploidy,
    Presence,
    Sex,
    Silence,
)
from desktop.reports.content import (
    Bearing,
    BiologyBlock,
    BiologyCell,
    MissingBlock,
    RiskBlock,
    TextBlock,
    TreatmentBlock,
)
from desktop.reports.phrases import Tone
from desktop.services.assessing import assess_case
from desktop.services.boards import Board
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.summaries import content_of, summary_pdf

TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def _pages(pdf: bytes) -> list[str]:
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text).lower()


def _full_record() -> Case:
    """Every field filled, with risk factors that the shipped list has."""
    found = frozenset({"IDRF15_RENAL_PEDICLE", "IDRF16_ABD_AORTA_CAVA"})
    return FIELDS["idrfs"].write(full_case(), known(found))


def _registry_child(**more: object) -> Case:
    """Like a row of a registry's spreadsheet: an identifier, an age, a stage, MYCN."""
    return replace(
        Case(
            number=7,
            identifiers=(Identifier(system="seqc", value="ZZREG_NB123"),),
            sex=known(Sex.MALE),
            age_days=known(987),
            stagings=(Staging(inss=known(Inss.IV)),),
            mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
        ),
        **more,  # type: ignore[arg-type]
    )


def _block(library: Library, case: Case, kind: type, label: str = "") -> object:
    blocks = content_of(library, case, today=TODAY, prepared_by="Zztest Coordinator").blocks
    return next(one for one in blocks if isinstance(one, kind) and label in ("", one.label))


def _cells(library: Library, case: Case) -> dict[str, BiologyCell]:
    strip = _block(library, case, BiologyBlock)
    assert isinstance(strip, BiologyBlock)
    return {cell.name: cell for cell in strip.cells}


def _risk(library: Library, case: Case) -> RiskBlock:
    found = _block(library, case, RiskBlock)
    assert isinstance(found, RiskBlock)
    return found


def _missing(library: Library, case: Case) -> dict[str, str]:
    found = _block(library, case, MissingBlock)
    assert isinstance(found, MissingBlock)
    return {line.head: "; ".join("".join(words.text for words in item) for item in line.items) for line in found.lines}


def test_every_fact_of_a_full_record_is_on_the_page(board: Board, library: Library) -> None:
    case = _full_record()
    text = _flat("".join(_pages(summary_pdf(board, library, case, today=TODAY))))
    absent = [
        name
        for name, field in FIELDS.items()
        if field.read(case).is_known and _flat(library.labels.answer(name, field.read(case))) not in text
    ]
    # the class stands behind its DNA index, the entered age only where it differs from the dates; grades have a place
    # of their own for their letters; see below
    grades = {"response_primary", "response_metastases", "response_marrow", "response_overall"}
    assert set(absent) <= {"ploidy", "age_days", "idrfs", *grades}
    assert _flat("Primary PR partial") in text
    assert _flat("Overall (INRC 2017) MR minor response") in text
    assert _flat("invades one or both renal pedicles (15), abdomen: encases aorta or vena cava (16)") in text
    for identifier in case.identifiers:
        assert _flat(identifier.value) in text


def test_it_is_prepared_by_the_person_and_says_what_it_is_not(board: Board, library: Library) -> None:
    text = " ".join(_pages(summary_pdf(board, library, _registry_child(), today=TODAY))[0].split())
    assert f"Prepared by {board.person.name}, 26 Nov 2026." in text
    assert "Rules cog-v2 1.0.0" in text
    assert library.rules.checksum[:8] in text
    assert "Decision support, not a decision." in text


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_demonstration_children_fit_on_a_page_with_notes_at_most_and_are_marked(
    board: Board, library: Library, paper: str
) -> None:
    """The children with a long course have more to say than a page holds; every block of theirs still stands on it."""
    alone = 0
    for case in demonstration_cases(library, 6 if paper == "letter" else 24, 1):
        pages = _pages(summary_pdf(board, library, case, today=TODAY, paper=paper))
        alone += len(pages) == 1
        assert len(pages) <= 2, case.given_name
        blocks = content_of(library, case, today=TODAY, prepared_by="Zztest Coordinator").blocks
        assert all(_flat(block.label) in _flat(pages[0]) for block in blocks)
        assert "does not exist" in pages[0]
        assert "contains patient data" not in pages[0]
    assert alone >= (1 if paper == "letter" else 15)


def test_same_facts_and_day_same_bytes_other_day_other_bytes(board: Board, library: Library) -> None:
    case = _registry_child()
    first = summary_pdf(board, library, case, today=TODAY)
    assert summary_pdf(board, library, case, today=TODAY) == first
    assert summary_pdf(board, library, case, today=date(2026, 11, 27)) != first


def test_no_name_nor_number_of_the_child_in_the_file_but_in_its_text(board: Board, library: Library) -> None:
    pdf = summary_pdf(board, library, _full_record(), today=TODAY)
    assert b"Zztest" not in pdf
    assert b"ZZ-4711" not in pdf


def test_a_child_without_a_name_is_called_by_its_identifier(board: Board, library: Library) -> None:
    text = _pages(summary_pdf(board, library, _registry_child(), today=TODAY))[0]
    assert text.startswith("ZZREG_NB123")
    assert "name not recorded" in text
    assert "987 days" in text


def test_what_nobody_asked_is_said_and_never_empty(board: Board, library: Library) -> None:
    text = " ".join(_pages(summary_pdf(board, library, Case(number=1), today=TODAY))[0].split())
    gathered = (
        *("Primary, category, grade, MKI, signs", "Sites, IDRF, marrow, MIBG, INSS", "Doses given"),
        *("Primary, soft tissue and bone, bone marrow, overall (INRC 2017)", "Last study, measurements, MIBG score"),
        "Reports, VMA, HVA, LDH, ferritin",
        *("Performance, organ function, hearing, infection, nutrition", "Resources here, trials"),
        "Wish, what they know, language, home, school, safeguarding",
    )
    for titles in gathered:
        assert f"{titles}: not asked yet" in text, titles
    assert "No plan yet" in text
    assert "INRGSS not asked yet" in text
    assert text.startswith("Case 1")
    assert "unknown" not in text


def test_the_head_names_the_meeting_and_the_question_its_asker(board: Board, library: Library) -> None:
    told = " ".join(_pages(summary_pdf(board, library, _full_record(), today=TODAY))[0].split())
    assert "Tumour board, Thu 26 Nov 2026" in told
    assert "Asked by Zztest Oncologist" in told
    month = replace(_full_record(), board_on=known(PartialDate(2026, 12)), asked_by=silent(Silence.DECLINED))
    told = " ".join(_pages(summary_pdf(board, library, month, today=TODAY))[0].split())
    assert "Tumour board, Dec 2026" in told, "a month is no day of the week"
    assert "Asked by declined" in told


def test_each_silence_stands_in_italic_with_its_date_and_place(library: Library) -> None:
    case = _registry_child(
        mycn=(MycnResult(mycn=silent(Silence.REQUESTED, PartialDate(2026, 11, 18), "Demo Lab")),),
        segmental=(SegmentalResult(loss_11q=silent(Silence.SAMPLE_FAILED, PartialDate(2026, 11, 24))),),
    )
    cells = _cells(library, case)
    assert (cells["MYCN"].value.text, cells["MYCN"].value.tone) == ("requested", Tone.SILENCE)
    assert cells["MYCN"].detail == "18 Nov 2026, Demo Lab"
    assert (cells["11q"].value.text, cells["11q"].detail) == ("sample failed", "24 Nov 2026")
    assert all(cell.bearing is Bearing.OPEN for cell in cells.values())


def test_an_open_fact_says_whether_it_decides(library: Library) -> None:
    infant = _registry_child(age_days=known(400), stagings=(Staging(inrgss=known(Inrgss.M)),), mycn=())
    cells = _cells(library, infant)
    assert (cells["MYCN"].foot, cells["MYCN"].decides) == ("decides", True)
    assert (cells["Tumour ALK"].foot, cells["Tumour ALK"].decides) == ("not used for risk", False)
    older = replace(infant, age_days=known(900))
    feet = {name: cell.foot for name, cell in _cells(library, older).items() if name != "Tumour ALK"}
    only_v1 = dict.fromkeys(("MYCN", "Histology"), "decides COG v1")
    assert feet == dict.fromkeys(feet, "cannot change") | only_v1, "the INSS stage is open, and the older table asks it"
    assert not any(cell.decides for cell in _cells(library, older).values()), "the risk panel names none of them"


def test_strip_and_missing_mark_what_decides_by_the_same_rule(library: Library) -> None:
    calls = {"Histology": "INPC histology"} | dict.fromkeys(("1p", "11q", "Any SCA"), "Segmental changes (SCA)")
    marked_somewhere = 0
    for case in demonstration_cases(library, 24, 1):
        decides = _missing(library, case)["Decides"]
        marked = [calls.get(cell.name, cell.name) for cell in _cells(library, case).values() if cell.decides]
        assert all(name in decides for name in marked), (case.number, decides)
        marked_somewhere += bool(marked)
    assert marked_somewhere > 3


def test_a_region_that_bears_only_through_the_overall_call_is_called_its_part(library: Library) -> None:
    infant = _registry_child(age_days=known(400), stagings=(Staging(inrgss=known(Inrgss.M)),), mycn=())
    cells, missing = _cells(library, infant), _missing(library, infant)
    assert (cells["Any SCA"].foot, cells["Any SCA"].decides) == ("decides", True)
    for region in ("1p", "11q"):
        assert (cells[region].foot, cells[region].decides) == ("part of SCA", False)
        assert region not in missing["Decides"], "what is missing asks for the overall call alone"


def test_where_the_overall_call_may_only_narrow_its_regions_are_its_parts_and_nothing_is_promised_of_them(
    library: Library,
) -> None:
    slide = Pathology(histology=silent(Silence.NOT_APPLICABLE))
    case = _registry_child(age_days=known(438), mycn=(), stagings=(), pathology=(slide,))
    case = FIELDS["mycn"].write(case, known(Mycn.GAIN))
    missing, cells = _missing(library, case), _cells(library, case)
    narrowing = [name for name, cell in cells.items() if cell.foot == "may narrow it"]
    assert "Any SCA" in narrowing
    names = {"Any SCA": "Segmental changes (SCA)"}
    assert all(names.get(name, name) in missing["Matters"] for name in narrowing)
    assert cells["1p"].foot == "part of SCA"


def test_what_does_not_apply_is_never_said_to_decide(library: Library) -> None:
    """Three years, L2: only the histology would settle it, and there is none for this child."""
    slide = Pathology(histology=silent(Silence.NOT_APPLICABLE), grade=silent(Silence.NOT_APPLICABLE))
    case = _registry_child(age_days=known(1100), stagings=(Staging(inrgss=known(Inrgss.L2)),), pathology=(slide,))
    missing = _block(library, case, MissingBlock)
    assert isinstance(missing, MissingBlock)
    assert missing.lines[0].items == ()
    assert missing.lines[0].sentence[0].text == "no test settles it: histology is not applicable"
    assert "none: histology is not applicable." in "".join(words.text for words in _risk(library, case).statements[2])
    assert _risk(library, case).ledger[0].note == "histology is not applicable"
    cell = _cells(library, case)["Histology"]
    assert (cell.foot, cell.decides) == ("keeps it open", False)


def test_a_known_fact_says_what_it_does_at_this_age_and_stage(library: Library) -> None:
    stage = (Staging(inrgss=known(Inrgss.M)),)
    amplified = (MycnResult(mycn=known(Mycn.AMPLIFIED)),)
    infant = _registry_child(age_days=known(200), stagings=stage, mycn=amplified)
    assert (_cells(library, infant)["MYCN"].bearing, _cells(library, infant)["MYCN"].foot) == (
        Bearing.STANDS_OUT,
        "unfavourable",
    )
    assert (
        _cells(library, replace(infant, mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),)))["MYCN"].foot
        == "favourable"
    )
    gain = replace(infant, mycn=(MycnResult(mycn=known(Mycn.GAIN)),))
    assert _cells(library, gain)["MYCN"].foot == "does not raise it"
    older = _cells(library, replace(infant, age_days=known(900)))["MYCN"]
    assert older.bearing is Bearing.STANDS_OUT, "the loudest also where the group is high without it"
    assert older.foot == "unfavourable"
    alone = _cells(library, replace(gain, age_days=known(900)))["MYCN"]
    assert (alone.bearing, alone.foot) == (Bearing.NONE, "high either way")


def test_two_bad_findings_are_both_called_bad(library: Library) -> None:
    """Each alone would suffice, so taking one away changes nothing; they are still unfavourable."""
    case = _registry_child(
        age_days=known(400),
        stagings=(Staging(inrgss=known(Inrgss.M)),),
        ploidy=(PloidyResult(ploidy=known(Ploidy.DIPLOID)),),
        segmental=(SegmentalResult(sca=known(Presence.PRESENT)),),
    )
    cells = _cells(library, case)
    assert cells["Ploidy"].bearing is Bearing.RAISES
    assert cells["Any SCA"].bearing is Bearing.RAISES


def test_one_region_bears_on_the_group_as_the_overall_call_does(library: Library) -> None:
    """M at 400 days, else all favourable: a 17q gain alone makes it high, and the cell must not say otherwise."""
    child = replace(_toddler(), segmental=(SegmentalResult(gain_17q=known(True)),))
    cell = _cells(library, child)["Any SCA"]
    assert assess_case(library, child).assessments[0].groups == ("high",)
    assert (cell.value.text, cell.bearing, cell.foot) == ("Present", Bearing.RAISES, "unfavourable")
    regions = ("loss_1p", "loss_3p", "loss_4p", "loss_11q", "gain_1q", "gain_2p", "gain_17q")
    clear = replace(_toddler(), segmental=(SegmentalResult(**dict.fromkeys(regions, known(False))),))
    cell = _cells(library, clear)["Any SCA"]
    assert (cell.value.text, cell.bearing, cell.foot) == ("Absent", Bearing.LOWERS, "favourable")


def test_a_treated_specimen_is_shown_and_said_not_to_be_used(library: Library) -> None:
    plan = TreatmentPlan(template="cog-high-risk", template_version="1", start=date(2026, 1, 10))
    treated = Pathology(
        histology=known(Histology.FAVOURABLE), provenance=Provenance(performed_on=PartialDate.parse("2026-06-02"))
    )
    cell = _cells(library, replace(_toddler(), pathology=(treated,), plans=(plan,)))["Histology"]
    assert (cell.value.text, cell.bearing, cell.foot) == ("Favourable", Bearing.NONE, "not used")


def _toddler() -> Case:
    return Case(
        age_days=known(400),
        stagings=(Staging(inrgss=known(Inrgss.M)),),
        pathology=(Pathology(histology=known(Histology.FAVOURABLE)),),
        mycn=(MycnResult(mycn=known(Mycn.NOT_AMPLIFIED)),),
        ploidy=(PloidyResult(ploidy=known(Ploidy.HYPERDIPLOID)),),
    )


def test_the_reachable_set_is_printed_and_what_settles_it(library: Library) -> None:
    infant = _registry_child(age_days=known(200), stagings=(Staging(inrgss=known(Inrgss.M)),), mycn=())
    block = _risk(library, infant)
    assert block.word.text == "Intermediate or high"
    assert [box.state for box in block.boxes] == ["excluded", "reachable", "reachable"]
    said = "".join(words.text for words in block.statements[-1])
    assert said == "Deciding test MYCN alone settles it: not amplified → intermediate; amplified → high."
    assert "MYCN, not asked yet" in _missing(library, infant)["Decides"].replace("\u00a0", " ")


def test_a_settled_group_says_that_nothing_can_change_it(library: Library) -> None:
    child = _registry_child(stagings=(Staging(inrgss=known(Inrgss.M)),))
    block = _risk(library, child)
    assert (block.word.text, block.beside) == ("High", ("settled",))
    assert "C2-13" in block.ledger[0].note
    assert _missing(library, child)["Decides"] == ""
    assert "MYCN" not in _missing(library, child)["Cannot change"]


def test_a_child_without_a_row_is_told_why(library: Library, board: Board) -> None:
    from desktop.clinical.results import Pathology

    child = _registry_child(pathology=(Pathology(category=known(Category.GN_MATURE)),))
    block = _risk(library, child)
    assert block.word.text == "Not in COG v2"
    assert block.boxes == ()
    assert len(_pages(summary_pdf(board, library, child, today=TODAY))) == 1


def test_results_that_contradict_each_other_get_a_line(library: Library) -> None:
    def result(call: Mycn, day: str, laboratory: str) -> MycnResult:
        where = Provenance(performed_on=PartialDate.parse(day), laboratory=laboratory)
        return MycnResult(mycn=known(call), provenance=where)

    both = (result(Mycn.NOT_AMPLIFIED, "2026-11-01", "Demo Lab"), result(Mycn.AMPLIFIED, "2026-11-05", "Demo Genetics"))
    strip = _block(library, _registry_child(mycn=both), BiologyBlock)
    assert isinstance(strip, BiologyBlock)
    assert "".join(words.text for words in strip.differences[0]) == (
        "≠ MYCN results differ: amplified (05 Nov 2026, Demo Genetics) is used, the latest performed; "
        "not used: not amplified (01 Nov 2026, Demo Lab)."
    )
    assert strip.cells[1].value.text == "Amplified ≠"


def test_what_is_recorded_beside_the_risk_factors_is_not_counted(library: Library) -> None:
    found = frozenset({"IDRF19_INTRASPINAL", "REC_ASCITES"})
    stage = _block(library, _registry_child(stagings=(Staging(idrfs=known(found)),)), TextBlock, "Stage")
    assert isinstance(stage, TextBlock)
    said = " ".join("".join(words.text for words in phrase) for phrase in stage.paragraphs[0])
    assert "IDRF 1 of 20 present: intraspinal" in said
    assert "Also recorded ascites" in said


def test_sites_and_risk_factors_of_which_the_others_are_not_recorded_say_so(library: Library) -> None:
    sites = frozenset({MetastaticSite.SKIN, MetastaticSite.BONE, MetastaticSite.REST_NOT_RECORDED})
    found = frozenset({"IDRF19_INTRASPINAL", REST_NOT_RECORDED})
    case = _registry_child(stagings=(Staging(idrfs=known(found), metastases=known(sites)),))
    liver = MetastaticDeposit(site=known("liver"), present=known(False))
    for deposits, words in (
        ((), "bone, skin, others not recorded"),
        (
            (liver,),
            "bone, skin, others not recorded; nothing in liver",
        ),
    ):
        stage = _block(library, replace(case, metastatic_deposits=deposits), TextBlock, "Stage")
        assert isinstance(stage, TextBlock)
        said = " ".join("".join(words.text for words in phrase) for phrase in stage.paragraphs[0])
        assert words in said.lower()
        assert "others not recorded" in said.partition("IDRF 1 of 20 present")[2]


def test_a_registry_s_course_stays_apart_from_what_is_computed(library: Library) -> None:
    course = _block(library, _full_record(), TextBlock, "From the registry")
    assert isinstance(course, TextBlock)
    assert not any(isinstance(one, TextBlock) and one.label == "From the registry" for one in content_of(
        library, _registry_child(), today=TODAY, prepared_by="Zz").blocks)  # fmt: skip


def test_a_plan_is_drawn_and_its_delays_have_causes(board: Board, library: Library) -> None:
    delayed = next(one for one in demonstration_cases(library, 24, 1) if one.given_name == "Bravo")
    text = " ".join(_pages(summary_pdf(board, library, delayed, today=TODAY))[0].split())
    assert "C4 +7 d infection; C5 +5 d low counts." in text
    assert "Now Induction, course 5 of 5" in text
    assert "Consolidation" in text


def test_writing_needs_no_file(board: Board, library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    summary_pdf(board, library, _registry_child(), today=TODAY)
    assert list(tmp_path.glob("*.pdf")) == []


def test_many_risk_factors_stand_by_number_on_a_full_page_and_by_name_on_the_next(
    board: Board, library: Library
) -> None:
    found = frozenset(item.id for item in library.rules.items("idrf") if item.counts)
    wishes = "One hospital at a time, one doctor who tells them everything, and no decision without the father. " * 9
    case = replace(_full_record(), stagings=(Staging(inrgss=known(Inrgss.L2), idrfs=known(found)),))
    case = FIELDS["wishes"].write(case, known(wishes))
    first, *others = _pages(summary_pdf(board, library, case, today=TODAY, paper="letter"))
    told = " ".join(first.split())
    assert f"IDRF {len(found)} of {len(found)} present: 1, 2, 3, 4, 5" in told
    assert _flat(wishes) in _flat(first) or _flat(wishes) in _flat("".join(others))
    named = [library.labels.value("idrfs", one) for one in found]
    assert [one for one in named if _flat(one) not in _flat("".join(others))] == []
    assert "Language" in told.partition("Child and family")[2]
    assert "p. 2, note" in told


def test_a_plan_without_courses_is_counted_by_what_it_is_made_of(library: Library) -> None:
    done = (PlanEvent(event="FU_3", actual=date(2026, 4, 20)),)
    plan = TreatmentPlan(template="follow-up-low", template_version="1", start=date(2026, 1, 10), events=done)
    block = _block(library, replace(_toddler(), plans=(plan,)), TreatmentBlock)
    assert isinstance(block, TreatmentBlock)
    told = ["".join(words.text for words in phrase) for phrase in block.paragraphs[0]]
    assert told[0] == "Now Follow-up, evaluation 1 of 8 done"
    assert block.timeline is not None
