"""The one page as a PDF: valid, tagged, embedded, reproducible, and complete."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from page_content import FONTS, content, with_text
from pdf_reading import all_words, page_texts, squeezed
from reportlab.pdfbase.ttfonts import TTFontFace

from desktop.reports import style
from desktop.reports.content import SummaryContent
from desktop.reports.phrases import plain
from desktop.reports.style import ACCENT, APPARATUS_GREY, HAIRLINE_GREY, INK
from desktop.reports.summary import board_summary

LONG = "The mother asks that nothing be decided while the father is at sea, number {} of her wishes. "


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return board_summary(content(), FONTS)


def _many(count: int) -> str:
    return "".join(LONG.format(number) for number in range(count))


def _named(name: str) -> SummaryContent:
    made = content()
    return replace(made, banner=replace(made.banner, name=name))


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_it_is_one_page_of_the_paper_asked_for(paper: str) -> None:
    with pypdfium2.PdfDocument(board_summary(content(), FONTS, paper)) as document:
        assert len(document) == 1
        width, height = document[0].get_size()
    assert (round(width), round(height)) == {"a4": (595, 842), "letter": (612, 792)}[paper]


def test_everything_said_stands_on_the_page(pdf: bytes) -> None:
    text = squeezed("".join(page_texts(pdf)))
    said = [words.text for words in all_words(content())]
    assert len(said) > 60
    assert [one for one in said if squeezed(one) not in text] == []


def test_text_comes_in_the_order_of_reading(pdf: bytes) -> None:
    text = squeezed(page_texts(pdf)[0])
    order = [
        *("ZZTEST,Alpha", "FINAL", "Question", "Sincelasttime", "Diagnosis", "INRGSSM", "Biology", "Histology"),
        *("≠MYCNresultsdiffer", "Riskgroup", "Decidingtest", "COGv2,2021", "Treatment", "Slipped", "Response"),
        *("Imaging", "Pathology", "Fitness", "Childandfamily", "Resources,trials", "Missing,ranked", "Preparedby"),
    ]
    places = [text.index(one) for one in order]
    assert places == sorted(places)


def test_the_same_content_gives_the_same_bytes(pdf: bytes) -> None:
    assert board_summary(content(), FONTS) == pdf


def _validated(pdf: bytes, path: Path) -> page.ValidationReport:
    path.write_bytes(pdf)
    return page.validate_pdf(str(path), profile=page.ValidationProfile.PDF_UA_1)


def _cases() -> dict[str, SummaryContent]:
    return {
        "plain": content(),
        "notes": with_text("Child and family", _many(60)),
        "markup": _named("<b>Zztest</b> & 田"),
    }


@pytest.mark.parametrize("case", _cases())
def test_it_meets_pdf_ua(case: str, tmp_path: Path) -> None:
    report = _validated(board_summary(_cases()[case], FONTS), tmp_path / "page.pdf")
    assert page.is_pdf_compliant(str(tmp_path / "page.pdf"), profile=page.ValidationProfile.PDF_UA_1), str(report)


def test_an_untagged_file_would_be_noticed(pdf: bytes, tmp_path: Path) -> None:
    with pikepdf.open(_written(pdf, tmp_path)) as opened:
        del opened.Root.StructTreeRoot
        opened.save(tmp_path / "untagged.pdf")
    assert not page.is_pdf_compliant(str(tmp_path / "untagged.pdf"), profile=page.ValidationProfile.PDF_UA_1)


def _written(pdf: bytes, folder: Path) -> Path:
    path = folder / "page.pdf"
    path.write_bytes(pdf)
    return path


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed (apt-get install qpdf)")
def test_qpdf_finds_nothing(pdf: bytes, tmp_path: Path) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf is not None
    done = subprocess.run([qpdf, "--check", _written(pdf, tmp_path)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr


def test_markup_in_a_name_stays_text(tmp_path: Path) -> None:
    picture = tmp_path / "secret.png"
    picture.write_bytes(b"not to be read")
    made = board_summary(_named(f'<img src="{picture}"/> & <b>Zztest</b>'), FONTS)
    assert squeezed(f'<img src="{picture}"/> & <b>Zztest</b>') in squeezed(page_texts(made)[0])
    with pikepdf.open(_written(made, tmp_path)) as opened:
        assert not opened.pages[0].get_images()


def test_a_missing_glyph_is_printed_and_logged_without_the_name(caplog: pytest.LogCaptureFixture) -> None:
    made = board_summary(_named("ZZTEST, 田"), FONTS)
    assert "ZZTEST,[U+7530]" in squeezed(page_texts(made)[0])
    # a letter of a name is a part of it
    assert "printed as code points: 1" in caplog.text
    assert "U+7530" not in caplog.text
    assert "ZZTEST" not in caplog.text


def test_no_name_in_title_metadata_or_bookmarks(pdf: bytes, tmp_path: Path) -> None:
    with pikepdf.open(_written(pdf, tmp_path)) as opened:
        assert "/Info" not in opened.trailer
        assert "/Outlines" not in opened.Root
        metadata = opened.Root.Metadata.read_bytes().decode().lower()
        assert str(opened.Root.Lang) == "en-GB"
    assert "tumour board summary" in metadata
    for private in ("zztest", "alpha", "zz-000-118", "26-0117", "2026"):
        assert private not in metadata


def test_only_embedded_fonts_are_referenced(pdf: bytes, tmp_path: Path) -> None:
    with pikepdf.open(_written(pdf, tmp_path)) as opened:
        fonts = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"]
        names = [str(font.BaseFont) for font in fonts]
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)
    assert sorted(name.rpartition("+")[2] for name in names) == [
        *("SourceSansPro-Bold", "SourceSansPro-It", "SourceSansPro-Regular", "SourceSansPro-Semibold"),
    ]
    assert b"Helvetica" not in pdf


def test_all_ink_is_black_or_grey_but_the_row_labels(pdf: bytes, tmp_path: Path) -> None:
    with pikepdf.open(_written(pdf, tmp_path)) as opened:
        operations = [
            ([float(one) for one in operands], str(operator))
            for operands, operator in pikepdf.parse_content_stream(opened.pages[0])
            if str(operator) in ("g", "G", "rg", "RG", "k", "K")
        ]
    colours = {
        tuple(round(one, 2) for one in operands) for operands, operator in operations if operator in ("rg", "RG")
    }
    # ReportLab begins each page in black
    assert colours - {(0, 0, 0)} == {tuple(round(one, 2) for one in ACCENT)}
    assert {operator for _, operator in operations} <= {"g", "G", "rg", "RG"}
    assert {operands[0] for operands, operator in operations if operator in ("g", "G")} <= {0, 0.22, 0.38, 1}


def test_marks_are_spoken_and_the_drawing_is_described(pdf: bytes, tmp_path: Path) -> None:
    with pikepdf.open(_written(pdf, tmp_path)) as opened:
        elements = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") is not None]
        spoken = [str(one.ActualText) for one in elements if "/ActualText" in one]
        described = [str(one.Alt) for one in elements if "/Alt" in one]
        roles = [str(one.S) for one in elements]
    assert spoken.count("settled") == 2
    assert spoken.count("not high: excluded") == 1
    assert spoken.count("excluded") >= 2
    assert described == ["Timeline. Cycle 1 done 01 Jun 2026. Cycle 3 done 27 Jul 2026, 14 days late."]
    assert roles.count("/H1") == 1
    assert roles.count("/H2") == len(content().blocks)


def test_a_long_text_goes_to_a_note_and_nothing_is_lost() -> None:
    made = with_text("Imaging", _many(20))
    pages = page_texts(board_summary(made, FONTS))
    assert len(pages) == 2
    assert "p. 2, note 1" in pages[0].replace("\r\n", " ")
    text = squeezed("".join(pages))
    assert [words.text for words in all_words(made) if squeezed(words.text) not in text] == []
    assert "Page 1 of 2." in " ".join(pages[0].split())
    assert "ZZTEST, Alpha" in pages[1]
    assert "continued, page 2 of 2" in pages[1]
    assert "Decision support, not a decision. Page 2 of 2." in " ".join(pages[1].split())


def test_a_text_longer_than_a_page_runs_on_and_is_whole() -> None:
    pages = page_texts(board_summary(with_text("Imaging", _many(150)), FONTS))
    assert len(pages) > 2
    notes = "".join(_without_frame(one) for one in pages[1:])
    assert [number for number in range(150) if squeezed(LONG.format(number)) not in squeezed(notes)] == []


@pytest.mark.parametrize("final", [True, False])
def test_every_page_says_whether_it_is_a_draft_and_whether_the_child_exists(final: bool) -> None:
    content = with_text("Imaging", _many(150))
    words = "FINAL" if final else "DRAFT"
    banner = replace(content.banner, status=words, final=final, mark="does not exist")
    pages = page_texts(board_summary(replace(content, banner=banner), FONTS))
    assert len(pages) > 2
    assert all(one.count(words) == 1 and one.count("does not exist") == 1 for one in pages)


def _without_frame(text: str) -> str:
    """A further page without banner, foot and the labels of notes."""
    body = text.partition("Prepared by")[0].replace("\r\n", " ")
    text = body.partition("Hospital no. ZZ-000-118")[2].replace("Note 1", "").replace("Imaging", "")
    return re.sub(r"continued, page \d of \d", "", text).replace("FINAL", "")


def test_only_what_must_gives_way() -> None:
    """A page that is a little too full loses the text that goes first, and keeps the others whole."""
    made = with_text("Resources, trials", _many(20))
    first = page_texts(board_summary(made, FONTS))[0]
    assert len(re.findall(r"note\s\d", first)) == 1
    assert "☐ telomere status" in first


@pytest.mark.parametrize(
    "name", ["ZZTEST-FERNÁNDEZ DE LA TORRE Y VILLANUEVA, Beta María de los Ángeles", "Z" * 300, "ZZTEST, " + "Ná " * 90]
)
def test_a_long_name_is_never_cut(name: str) -> None:
    made = _named(name)
    assert squeezed(name) in squeezed(page_texts(board_summary(made, FONTS))[0])


@pytest.mark.parametrize("length", [160, 300, 600])
def test_a_long_question_is_set_smaller_and_stays_first(length: int) -> None:
    made = content()
    words = (_many(9))[:length].strip()
    question = replace(made.blocks[0], question=plain(words))  # type: ignore[arg-type]
    pages = page_texts(board_summary(replace(made, blocks=(question, *made.blocks[1:])), FONTS))
    assert squeezed(words) in squeezed("".join(pages))
    assert squeezed(words[:120]) in squeezed(pages[0])


def test_text_is_dark_and_no_line_is_too_thin_for_a_bad_printer(pdf: bytes, tmp_path: Path) -> None:
    """No text lighter than the apparatus grey (white only on solid boxes), no stroke under 0.4 points."""
    greys, weights, strokes = set[float](), set[float](), set[float]()
    grey, inside = 0.0, False
    with pikepdf.open(_written(pdf, tmp_path)) as opened:
        for operands, operator in pikepdf.parse_content_stream(opened.pages[0]):
            match str(operator):
                case "BT" | "ET":
                    inside = str(operator) == "BT"
                case "g":
                    grey = float(operands[0])
                case "Tj" if inside:
                    greys.add(round(grey, 2))
                case "w":
                    weights.add(float(operands[0]))
                case "G":
                    strokes.add(round(float(operands[0]), 2))
    assert greys <= {INK, APPARATUS_GREY, 1.0}
    assert min(weights) >= 0.4
    assert strokes <= {INK, HAIRLINE_GREY}


def test_the_inks_and_sizes_are_those_of_the_print_language() -> None:
    roles = [one for one in vars(style).values() if isinstance(one, style.Type)]
    assert {one.size for one in roles} == {17, 14, 13, 12.5, 11, 9.5, 9, 8.5, 8}
    assert {one.grey for one in roles} == {INK, APPARATUS_GREY}
    assert (APPARATUS_GREY, HAIRLINE_GREY) == (0.22, 0.38)
    assert (style.HAIRLINE, style.HEAVY) == (0.5, 1.2)
    assert min(style.LEADINGS) == 11


def test_pages_drawn_at_one_moment_are_those_drawn_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """ReportLab reads a font's file by one position for the whole process, so one page embeds after the other."""
    inside, most = list[object](), list[int]()
    embed = TTFontFace.makeSubset

    def watched(face: TTFontFace, subset: list[int]) -> bytes:
        inside.append(face)
        most.append(len(inside))
        embedded: bytes = embed(face, subset)
        inside.pop()
        return embedded

    monkeypatch.setattr(TTFontFace, "makeSubset", watched)
    made = [_named(f"ZZTEST, {name}") for name in ("Ñandú Żółć", "Ελλάδα", "Привет", "Ångström ŒĐ")] * 2
    alone = [board_summary(one, FONTS) for one in made]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            assert list(pool.map(lambda one: board_summary(one, FONTS), made)) == alone
    finally:
        sys.setswitchinterval(interval)
    assert max(most) == 1
