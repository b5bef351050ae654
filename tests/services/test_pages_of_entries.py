"""The page tells what entries know: each block in short words, changes exact, nothing of relatives, nothing lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import cache

import pytest
from builders import full_case
from pdf_reading import page_texts, squeezed
from plain_exposures import chest, part, total
from recorded_child import day, on, recorded_child

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known, silent
from desktop.clinical.case import Case
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.afterwards import Recurrence
from desktop.clinical.record.examinations import Examination
from desktop.clinical.record.imaging import ImagingStudy, Lesion, MarrowSample, Measurement, PrimaryTumour
from desktop.clinical.record.people import Disclosure, FamilySituation
from desktop.clinical.record.presentation import Performance, Symptom
from desktop.clinical.record.treatments import Toxicity, Treatment
from desktop.clinical.results import Surgery
from desktop.clinical.vocabulary import Silence, SurgicalExtent
from desktop.reports.content import SummaryContent, TextBlock, TreatmentBlock
from desktop.services.pages.presenting import EMERGENCY
from desktop.services.summaries import content_of, draw_page

TODAY = date(2026, 11, 26)
LIBRARY = build_library()
GROWN, SHRUNK = "exactly 20 % up, where sources differ on growth†", "exactly 30 % down, the limit of a partial response"
SECRETS = ("Zzsecret of the mother", "Zzsecret of safeguarding")


@cache
def told(case: Case) -> dict[str, list[str]]:
    """The statements of each block of text, by its label."""
    content = content_of(LIBRARY, case, today=TODAY, prepared_by="Zztest Coordinator")
    return {block.label: statements(block) for block in content.blocks if isinstance(block, TextBlock | TreatmentBlock)}


def statements(block: TextBlock | TreatmentBlock) -> list[str]:
    paragraphs = block.told if isinstance(block, TextBlock) else block.paragraphs
    return ["".join(words.text for words in phrase).replace("\u00a0", " ") for one in paragraphs for phrase in one]


FULL = recorded_child()


@pytest.mark.parametrize(
    ("block", "said"),
    [
        ("Diagnosis", "Primaries (2) adrenal gland, left; chest, right"),
        ("Diagnosis", "Found by signs or symptoms, first sign 03 Sep 2026"),
        ("Diagnosis", "Emergency compression of the spinal cord (since 10 Sep 2026)"),
        (
            "Diagnosis",
            "Signs bone pain; gone: Horner syndrome; no coagulopathy with bleeding; 1 other absent",
        ),
        ("Diagnosis", "Predisposition Costello syndrome, suspected"),
        (
            "Stage",
            "Sites bone (MIBG scan, MRI), bone marrow, liver (not in staging); nothing in central nervous system",
        ),
        (
            "Stage",
            (
                "Marrow samples 15 Sep 2026 highest† 35.5 %, not adequate for INRC; 09 Nov 2026 highest† 0 %, "
                "not adequate for INRC"
            ),
        ),
        ("Recurrence", "Came back after treatment 20 Nov 2026, 66 days after diagnosis"),
        ("Recurrence", "Where bone"),
        ("Recurrence", "First treated as high risk"),
        ("Treatment", "Surgery biopsy of the mass, biopsy, 16 Sep 2026, complications: small bleed"),
        ("Treatment", "Chemotherapy Zztest induction, 3 courses, since 28 Sep 2026, as entered 8,200 mg/m²"),
        ("Treatment", "Toxicity infection grade 4 (05 Oct 2026); 1 of grade 1 or 2, 1 without a grade"),
        ("Imaging", "MRI 08 Nov 2026 (MR 2), before 14 Sep 2026 (MR 1)"),
        ("Imaging", "MIBG scan 15 Sep 2026, takes up tracer"),
        (
            "Imaging",
            (
                "Curie score 18 → 5 of 30 (end of induction, 08 Nov 2026, before 15 Sep 2026), "
                "skeleton now / before 0.25"
            ),
        ),
        ("Imaging", "To show coronal plane (MR 2)"),
        ("Imaging", "Findings MRI 08 Nov 2026: Smaller, still around the vessels. (+1 earlier report)"),
        ("Pathology", "Examinations 1: tumour biopsy (16 Sep 2026, S26-0412, abnormal)"),
        ("Pathology", "Requested germline ALK and PHOX2B test 16 Nov 2026 (10 d), Demo Genetics"),
        ("Pathology", "Neurotrophin receptor NTRK2 (TrkB), 20 Sep 2026"),
        ("Pathology", "Germline PHOX2B: pathogenic variant, p.Zz1"),
        ("After treatment", "Late effects 1: hearing (present, since Nov 2026)"),
        ("After treatment", "Overdue hearing test 01 Oct 2026"),
        ("After treatment", "Due ECG and echocardiogram Feb 2027"),
        ("After treatment", "Found MIBG scan (suspicious, to be looked into, 08 Nov 2026)"),
        ("After treatment", "Done 1 without a finding or unchanged"),
        ("Fitness", "Lansky 80 of 100 (20 Nov 2026); before 60 (15 Sep 2026)"),
        ("Fitness", "Hearing impaired (above 4 kHz)"),
        ("Fitness", "Normal heart (FS 34 %)"),
        ("Fitness", "Other illnesses 1, and 1 over: asthma (inhaler)"),
        ("Fitness", "Infection, nutrition: not asked yet"),
        ("Child and family", "The child wants Zz no needles."),
        ("Child and family", "How they are Father works nights."),
        ("Child and family", "Language Spanish, interpreter needed"),
        ("Child and family", "Decides both parents"),
        ("Child and family", "Safeguarding there is a note in the record"),
        ("Child and family", "Information service given"),
        ("Child and family", "Key worker Zztest Nurse, paediatric nurse specialist, 000 0001"),
        ("Resources, trials", "Trials 1 considered: Zztest trial (NCT00000000) cannot join: Induction has begun"),
    ],
)
def test_each_block_tells_its_entries(block: str, said: str) -> None:
    assert said in told(FULL)[block]


def test_what_the_checklist_leaves_open_is_named_and_counted() -> None:
    (line,) = [one for one in told(FULL)["Stage"] if one.startswith("Other IDRF")]
    assert line.startswith("Other IDRF 1 not assessable: intraspinal")
    assert line.endswith("(19); 1 other absent, 16 others not looked for yet")


def test_lesions_have_their_size_and_their_changes_from_baseline_and_nadir() -> None:
    (line,) = [one for one in told(FULL)["Imaging"] if one.startswith("Lesions")]
    assert line.split(": ", 1)[0] == "Lesions 3, 08 Nov 2026"
    assert line.split(": ", 1)[1].split("; ") == [
        "left adrenal mass 78 → 30 mm (\u221248 mm, \u221261.5 %), from nadir† 25 mm: +5 mm, +20.0 %, " + GROWN,
        "node at the aorta short axis† 20 → 14 mm (\u22126 mm, \u221230.0 %, also from nadir†), " + SHRUNK,
        "liver segment 4 not measured",
    ]


def test_the_head_has_weight_and_height() -> None:
    content = content_of(LIBRARY, FULL, today=TODAY, prepared_by="Zztest Coordinator")
    said = ["".join(words.text for words in phrase) for fact in content.banner.facts for phrase in fact]
    assert "14.2\u00a0kg, 96\u00a0cm (20 Nov 2026)" in said
    light = replace(FULL, performance=(Performance(weight_kg=known(Decimal("9.1"))),))
    content = content_of(LIBRARY, light, today=TODAY, prepared_by="Zztest Coordinator")
    said = ["".join(words.text for words in phrase) for fact in content.banner.facts for phrase in fact]
    assert "9.1\u00a0kg, height not asked yet" in said


def test_nothing_of_relatives_or_of_safeguarding_reaches_the_page() -> None:
    drawn = draw_page(LIBRARY, FULL, today=TODAY, prepared_by="Zztest Coordinator", paper="a4")
    text = squeezed("".join(page_texts(drawn.pdf)))
    assert all(squeezed(one) not in text for one in SECRETS)
    assert not any(secret in one for lines in told(FULL).values() for one in lines for secret in SECRETS)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_a_full_record_gives_way_and_loses_nothing(paper: str) -> None:
    drawn = draw_page(LIBRARY, FULL, today=TODAY, prepared_by="Zztest Coordinator", paper=paper)
    first, *others = page_texts(drawn.pdf)
    whole = squeezed(first + "".join(others))
    content = content_of(LIBRARY, FULL, today=TODAY, prepared_by="Zztest Coordinator")
    assert all(squeezed(words) in whole for block in _texts(content) for one in block for words in one)
    assert drawn.pages > 1
    labels = [one.label for one in content.blocks if isinstance(one, TextBlock)]
    assert all(squeezed(label) in squeezed(first) for label in labels), "every block is named on page 1"


def _texts(content: SummaryContent) -> list[list[list[str]]]:
    return [
        [[words.text for words in phrase] for paragraph in block.told for phrase in paragraph]
        for block in content.blocks
        if isinstance(block, TextBlock)
    ]


def test_a_child_without_entries_needs_no_words_of_entries() -> None:
    library = build_library()
    content_of(library, full_case(), today=TODAY, prepared_by="Zztest Coordinator")
    content_of(library, Case(number=1), today=TODAY, prepared_by="Zztest Coordinator")
    assert not {"record", "all_labels", "sizes"} & {*vars(library)}, "they take time to read"


def test_an_empty_child_has_no_block_more_than_before() -> None:
    assert [*told(Case(number=1))] == [
        "Since last time", "Diagnosis", "Stage", "Treatment", "Response", "Imaging", "Pathology", "Fitness",
        "Child and family", "Resources, trials",
    ]  # fmt: skip
    assert told(Case(number=1))["Imaging"] == ["Last study, measurements, MIBG score: not asked yet"]
    assert told(Case(number=1))["Treatment"] == ["No plan yet", "Doses given: not asked yet"]


@pytest.mark.parametrize("table", [one for one in ENTRY_TYPES if one != "relatives"])
def test_an_entry_of_any_kind_that_says_nothing_breaks_nothing(table: str) -> None:
    case = Case(number=1, **{table: (ENTRY_TYPES[table](),)})  # type: ignore[arg-type]
    assert all(one.strip() for lines in told(case).values() for one in lines)


@pytest.mark.parametrize("table", [*ENTRY_TYPES])
def test_an_entry_of_silences_alone_says_them(table: str) -> None:
    kind = LIBRARY.record.kinds[table]
    declined = kind.type(**{one.name: silent(Silence.DECLINED) for one in kind.fields})
    assert all(one.strip() for lines in told(Case(number=1, **{table: (declined,)})).values() for one in lines)  # type: ignore[arg-type]


def test_emergencies_are_those_of_the_list_and_an_absent_one_is_not_called_one() -> None:
    groups = {one.group for one in LIBRARY.record.kinds["symptoms"].field("symptom").choices}
    assert EMERGENCY in groups
    absent = Symptom(symptom=known("cord_compression"), present=known(False))
    said = told(Case(symptoms=(absent,)))["Diagnosis"]
    assert "Signs none; no compression of the spinal cord" in said
    assert not any(one.startswith("Emergency") for one in said)
    unsure = Symptom(symptom=known("cord_compression"))
    assert (
        "Emergency compression of the spinal cord (present: not asked yet)"
        in told(Case(symptoms=(unsure,)))["Diagnosis"]
    )


def test_a_primary_that_staging_does_not_name_is_said() -> None:
    case = replace(full_case(), primaries=(PrimaryTumour(site=known("neck")),))
    assert told(case)["Diagnosis"][0] == "Primary neck (staging has adrenal gland)"


def test_an_operation_is_told_once() -> None:
    operation = Surgery(extent=known(SurgicalExtent.GROSS_TOTAL), provenance=on("2026-11-02"))
    entry = Treatment(modality=known("surgery"), extent=known("gross_total"), began_on=known(day("2026-11-02")))
    said = told(Case(surgery=(operation,), treatments=(entry,)))["Treatment"]
    assert "Surgery gross total resection, 02 Nov 2026" in said
    assert not any(one.startswith("Operation") for one in said)
    other = replace(entry, began_on=known(day("2026-11-03")))
    assert any(
        one.startswith("Operation") for one in told(Case(surgery=(operation,), treatments=(other,)))["Treatment"]
    )


@pytest.mark.parametrize(
    ("grade", "said"), [(2, "Toxicity none of grade 3 or more (1 of grade 1 or 2)"), (3, "Toxicity fever grade 3")]
)
def test_grade_three_is_the_first_that_is_named(grade: int, said: str) -> None:
    case = Case(toxicities=(Toxicity(event=known("fever"), grade=known(grade)),))
    assert said in told(case)["Treatment"]


def test_cumulative_doses_stand_on_the_page_as_entered_with_what_is_open() -> None:
    case = Case(exposures=(total("150", "2026-03-20"), part("", agent="cisplatin"), part("25"), chest("21.6")))
    said = told(case)["Treatment"]
    assert (
        "Cumulative, as entered cisplatin not known; doxorubicin 150 to 175 mg/m²; "
        "external radiotherapy, chest (thorax) 21.6 Gy"
    ) in said
    assert not any("Doses given" in one for one in said)
    assert any("Doses given" in one for one in told(Case())["Treatment"])


def test_a_marrow_share_that_one_sample_leaves_open_is_not_called_the_highest() -> None:
    samples = (
        MarrowSample(sample=known("aspirate"), tumour_percent=known(Decimal(5)), provenance=on("2026-11-09")),
        MarrowSample(sample=known("trephine"), involved=known(True), provenance=on("2026-11-09")),
    )
    assert (
        "Marrow samples 09 Nov 2026 involved, share not told, not adequate for INRC"
        in told(Case(marrow_samples=samples))["Stage"]
    )


def test_the_third_study_of_a_kind_is_counted() -> None:
    studies = tuple(ImagingStudy(modality=known("ct"), provenance=on(f"2026-0{month}-01")) for month in (3, 5, 9))
    assert "CT 01 Sep 2026, before 01 May 2026, +1 earlier" in told(Case(imaging=studies))["Imaging"]


def test_a_baseline_alone_is_called_so_and_one_diameter_only_is_no_size() -> None:
    lesion = Lesion(name=known("left mass"), tissue=known("primary"))
    one = Measurement(lesion=known(str(lesion.id)), length_mm=known(Decimal("40.5")), provenance=on("2026-11-01"))
    said = told(Case(lesions=(lesion,), measurements=(one,)))["Imaging"]
    assert "Lesions 1, 01 Nov 2026: left mass 40.5 mm, the baseline" in said
    across = replace(one, length_mm=NOT_ASKED, width_mm=known(Decimal(20)))
    said = told(Case(lesions=(lesion,), measurements=(across,)))["Imaging"]
    assert "Lesions 1: left mass not measured" in said


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ("2026-11-20", "Came back after treatment 20 Nov 2026, 66 days after diagnosis"),
        ("2026-11", "Came back after treatment Nov 2026"),
        ("2026-09-01", "Came back after treatment 01 Sep 2026"),
    ],
)
def test_the_days_to_a_recurrence_are_counted_from_full_days_in_their_order(found: str, said: str) -> None:
    case = Case(
        diagnosed=known(day("2026-09-15")),
        recurrences=(Recurrence(course=known("recurrent"), found_on=known(day(found))),),
    )
    assert told(case)["Recurrence"][0] == said


def test_what_is_requested_counts_its_days_and_what_has_come_does_not_wait() -> None:
    asked = Examination(test=known("molecular_testing"), requested_on=known(day("2026-11-20")))
    said = told(Case(examinations=(asked,)))["Pathology"]
    assert "Requested molecular testing 20 Nov 2026 (6 d)" in said
    failed = replace(asked, outcome=silent(Silence.SAMPLE_FAILED))
    said = told(Case(examinations=(failed,)))["Pathology"]
    assert "Examinations 1: molecular testing (sample failed)" in said
    come = replace(asked, outcome=known("normal"))
    assert "Examinations 1: molecular testing (normal)" in told(Case(examinations=(come,)))["Pathology"]


def test_a_detail_of_safeguarding_alone_says_that_there_is_a_note() -> None:
    case = Case(family_situation=(FamilySituation(safeguarding_detail=known(SECRETS[1])),))
    assert "Safeguarding there is a note in the record" in told(case)["Child and family"]
    clear = Case(family_situation=(FamilySituation(safeguarding=known(False), interpreter=known(False)),))
    assert {"Safeguarding no concern", "Interpreter not needed"} <= {*told(clear)["Child and family"]}


def test_what_the_family_was_told_and_what_not_yet_stands_beside_what_they_know() -> None:
    earlier = Disclosure(what=known("mycn"), told=known(True), provenance=on("2026-11-01"))
    waits = Disclosure(what=known("mycn"), told=known(False), provenance=on("2026-11-09"))
    others = [
        Disclosure(what=known(one), told=known(True), provenance=on("2026-11-02")) for one in ("stage", "diagnosis")
    ]
    said = told(Case(disclosures=(waits, earlier, *others)))["Child and family"]
    assert "Told diagnosis, stage and spread" in said
    assert "Not to be told yet MYCN" in said
