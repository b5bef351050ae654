"""The whole record on paper: everything that is known stands in it, and what is not there is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from pdf_reading import page_texts, squeezed

from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case, Identifier
from desktop.clinical.dates import PartialDate
from desktop.clinical.editing import RESULT_TYPES
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.examinations import Examination
from desktop.clinical.record.family import Relative
from desktop.clinical.record.imaging import Lesion, Measurement
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.vocabulary import AttachmentKind, Mycn, Silence
from desktop.services import whole_record
from desktop.services.whole_record import PLACES, record_parts, record_sheet

TODAY = date(2026, 11, 30)
LIBRARY = build_library()
LESION = Lesion(name=known("left adrenal mass"))
CHILD = Case(
    number=7,
    family_name="Zztest",
    given_name="Alpha",
    identifiers=(Identifier(system="mrn", value="TEST-0007"), Identifier(system="registry", value="R-99")),
    wishes=silent(Silence.DECLINED),
    mycn=(
        MycnResult(mycn=known(Mycn.GAIN), provenance=Provenance(laboratory="Zztest Lab", report_reference="M-1")),
        MycnResult(mycn=known(Mycn.AMPLIFIED)),
    ),
    lesions=(LESION,),
    measurements=(Measurement(lesion=known(str(LESION.id)), length_mm=known(Decimal("38.5"))),),
    relatives=(Relative(other_tumours=known("a relative's tumour")),),
)


def text_of(case: Case, *, relatives: bool = False) -> str:
    sheet = record_sheet(LIBRARY, case, (), today=TODAY, prepared_by="Zztest Coordinator", relatives=relatives)
    texts = page_texts(sheet.pdf)
    assert len(texts) == sheet.pages
    return "".join(map(squeezed, texts))


def test_facts_results_entries_and_where_they_come_from() -> None:
    text = text_of(CHILD)
    for words in (
        "Zztest, Alpha", "TEST-0007", "R-99", "declined", "gain (not amplified)", "Zztest Lab", "report M-1",
        "amplified", "left adrenal mass", "38.5 mm", "Prepared by Zztest Coordinator",
    ):  # fmt: skip
        assert squeezed(words) in text, words


def test_what_belongs_to_relatives_is_left_out_by_name_unless_chosen() -> None:
    assert squeezed("a relative's tumour") not in text_of(CHILD)
    assert squeezed("1 left out of this print, as they belong to relatives") in text_of(CHILD)
    assert squeezed("a relative's tumour") in text_of(CHILD, relatives=True)


def test_what_nobody_said_is_named() -> None:
    text = text_of(Case())
    for kind in LIBRARY.record.kinds.values():
        # a name begins small inside a sentence
        assert squeezed(kind.title[1:]) in text, kind.table
    assert squeezed("Language: ") not in text
    assert squeezed("not asked yet") in text


def test_a_replaced_result_is_told_as_one() -> None:
    corrected = replace(
        CHILD, mycn=(CHILD.mycn[0], MycnResult(mycn=known(Mycn.AMPLIFIED), supersedes=CHILD.mycn[0].id))
    )
    assert squeezed("(replaced)") in text_of(corrected)
    assert squeezed("(replaced)") not in text_of(CHILD)


def test_every_list_of_the_case_has_its_place() -> None:
    placed = {one for ones in whole_record._RESULTS.values() for one in ones}
    assert placed == {*RESULT_TYPES}
    assert {one.place for one in LIBRARY.record.kinds.values()} == {*PLACES}
    assert {*LIBRARY.record.kinds} == {*ENTRY_TYPES}


def test_long_words_go_on_over_pages_and_nothing_is_lost() -> None:
    long = " ".join(f"word{number}" for number in range(3000))
    text = text_of(replace(CHILD, lesions=(replace(LESION, detail=known(long)),)))
    assert all(f"word{number}" in text for number in range(3000))


def test_the_same_record_gives_the_same_bytes() -> None:
    one, other = (record_sheet(LIBRARY, CHILD, (), today=TODAY, prepared_by="Zztest Coordinator").pdf for _ in range(2))
    assert one == other


def test_parts_stand_in_the_order_of_the_page() -> None:
    heads = [part.head for part in record_parts(LIBRARY, replace(CHILD, born=known(PartialDate(2024))), ())]
    assert heads == ["Identity and meeting", *PLACES.values(), "Documents"]


def test_a_document_that_an_entry_leans_on_is_named_by_its_title() -> None:
    document = Attachment(
        title="Zztest letter", kind=AttachmentKind.PATHOLOGY, file_name="zztest.txt", media_type="text/plain", size=1,
        sha256="0" * 64, dated=None,
    )  # fmt: skip
    leaning = Examination(test=known("ferritin"), document=known(str(document.id)))
    case = replace(CHILD, examinations=(leaning,))
    assert "Report: Zztest letter" in _told(case, (document,))
    assert "Report: a document that was taken away" in _told(case, ())


def _told(case: Case, documents: tuple[Attachment, ...]) -> str:
    groups = (one for part in record_parts(LIBRARY, case, documents) for one in part.groups)
    return "; ".join(item.words for group in groups for item in group.items)
