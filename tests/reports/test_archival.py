"""A page with its record inside: archival and accessible at once, the same bytes each time, and nobody's name."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import page
import pikepdf
import pypdfium2
import pytest
from page_content import FONTS, content
from pdf_reading import page_texts, squeezed
from PIL.Image import Image

from desktop.reports import archival
from desktop.reports.archival import RECORD_NAME, Carried, with_carried
from desktop.reports.content import Stamp, SummaryContent
from desktop.reports.summary import board_summary

DAY = date(2026, 11, 26)
RECORD = b'{\n  "case": "Zztest"\n}\n'
STAMP = Stamp(words="This file carries the record. Document code 7K3M-9QXT-2HFW-8N.", square="CB1:7K3M9QXT2HFW8N",
              alternate="Square with the document code 7K3M-9QXT-2HFW-8N")  # fmt: skip


def _content() -> SummaryContent:
    return replace(content(), stamp=STAMP)


@pytest.fixture(scope="module")
def drawn() -> bytes:
    return board_summary(_content(), FONTS)


@pytest.fixture
def carrying(drawn: bytes, tmp_path: Path) -> Path:
    """A signed page with a record inside."""
    path = tmp_path / "page.pdf"
    path.write_bytes(with_carried(drawn, Carried(record=RECORD, on=DAY, seal='{"key": "<&>"}')))
    return path


@pytest.mark.parametrize("profile", ["PDF_UA_1", "PDF_A_3B"])
def test_it_meets_both_standards_at_once(carrying: Path, profile: str) -> None:
    wanted = getattr(page.ValidationProfile, profile)
    assert page.is_pdf_compliant(str(carrying), profile=wanted), str(page.validate_pdf(str(carrying), profile=wanted))


def test_a_signed_page_without_a_record_is_accessible(drawn: bytes, tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_bytes(with_carried(drawn, Carried(on=DAY, seal="{}")))
    assert page.is_pdf_compliant(str(path), profile=page.ValidationProfile.PDF_UA_1)
    assert not page.is_pdf_compliant(str(path), profile=page.ValidationProfile.PDF_A_3B)


@pytest.mark.parametrize("missing", ["/OutputIntents", "/Metadata", "/AF"])
def test_a_file_that_lacks_a_part_would_be_noticed(carrying: Path, missing: str, tmp_path: Path) -> None:
    with pikepdf.open(carrying) as opened:
        del opened.Root[missing]
        opened.save(tmp_path / "less.pdf")
    assert not page.is_pdf_compliant(str(tmp_path / "less.pdf"), profile=page.ValidationProfile.PDF_A_3B)


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed (apt-get install qpdf)")
def test_qpdf_finds_nothing(carrying: Path) -> None:
    qpdf = shutil.which("qpdf")
    assert qpdf is not None
    done = subprocess.run([qpdf, "--check", carrying], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "WARNING" not in done.stderr


def test_the_attachment_says_what_it_is_and_how_it_belongs_to_the_page(carrying: Path) -> None:
    with pikepdf.open(carrying) as opened:
        assert list(opened.attachments) == [RECORD_NAME] == ["crestboard-record.json"]
        file = opened.Root.Names.EmbeddedFiles.Names[1]
        assert str(file.AFRelationship) == "/Data"
        assert [one.objgen for one in opened.Root.AF] == [file.objgen]
        assert file.EF.F.read_bytes() == RECORD
        assert str(file.EF.F.Subtype) == "/application/json"
        assert str(file.EF.F.Params.ModDate) == "D:20261126000000Z"


def test_the_same_page_record_and_day_give_the_same_bytes(drawn: bytes, carrying: Path) -> None:
    archival._srgb.cache_clear()
    assert with_carried(drawn, Carried(record=RECORD, on=DAY, seal='{"key": "<&>"}')) == carrying.read_bytes()
    assert with_carried(drawn, Carried(record=RECORD, on=date(2026, 11, 27))) != carrying.read_bytes()


def test_what_is_seen_does_not_change(drawn: bytes, carrying: Path) -> None:
    with pypdfium2.PdfDocument(drawn) as before, pypdfium2.PdfDocument(carrying) as after:
        one, two = (each[0].render().to_pil().tobytes() for each in (before, after))
    assert one == two


def test_no_name_in_the_metadata_and_the_signature_whole(carrying: Path) -> None:
    with pikepdf.open(carrying) as opened:
        assert "/Info" not in opened.trailer
        packet = opened.Root.Metadata.read_bytes().decode()
    assert not re.search("zztest|alpha|zz-000-118", packet, re.IGNORECASE)
    assert '{"key": "&lt;&amp;&gt;"}' in packet


@pytest.mark.parametrize("ending", [b"\r", b"\n", b"\x80"])
def test_a_record_is_whole_however_its_bytes_end(drawn: bytes, tmp_path: Path, ending: bytes) -> None:
    """Packed bytes that end in a line end would be read shorter or longer than they are."""
    from zlib import compress

    record = next(
        one for one in (json.dumps("z" * n).encode() for n in range(5_000)) if compress(one, 9)[-1:] == ending
    )
    path = tmp_path / "page.pdf"
    path.write_bytes(with_carried(drawn, Carried(record=record, on=DAY, left_out=("relatives",))))
    assert page.is_pdf_compliant(str(path), profile=page.ValidationProfile.PDF_A_3B)
    with pikepdf.open(path) as opened:
        assert opened.Root.Names.EmbeddedFiles.Names[1].EF.F.read_bytes() == record


# what stands on the page


def test_the_foot_ends_with_what_the_file_carries_and_its_code(drawn: bytes) -> None:
    text = squeezed(page_texts(drawn)[0])
    assert text.endswith(squeezed(f"Page 1 of 1. {STAMP.words}"))


def test_the_square_can_be_read_and_is_a_figure_with_words(drawn: bytes, tmp_path: Path) -> None:
    (tmp_path / "page.pdf").write_bytes(drawn)
    with pikepdf.open(tmp_path / "page.pdf") as opened:
        named = [one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and "/Alt" in one]
        (figure,) = (one for one in named if str(one.Alt) == STAMP.alternate)
        box = [float(edge) for edge in figure.A.BBox]
        assert not opened.pages[0].get_images()
    assert _read_square(drawn, box) == _modules(STAMP.square)


def _modules(text: str) -> list[list[bool]]:
    from reportlab.graphics.barcode.qrencoder import QRAlphaNum, QRCode, QRErrorCorrectLevel

    code = QRCode(1, QRErrorCorrectLevel.M)
    code.addData(QRAlphaNum(text))
    code.make()
    return [[bool(one) for one in row] for row in code.modules]


def _read_square(pdf: bytes, box: list[float]) -> list[list[bool]]:
    """The modules as they are on the paper, upper row first, in the place that the figure names."""
    scale = 8
    with pypdfium2.PdfDocument(pdf) as opened:
        picture = opened[0].render(scale=scale).to_pil().convert("L")
        height = opened[0].get_height()
    left, side, top = box[0], (box[2] - box[0]) / 21, height - box[3]
    places = [(number + 0.5) * side for number in range(21)]
    return [[_dark(picture, (left + x) * scale, (top + y) * scale) for x in places] for y in places]


def _dark(picture: Image, x: float, y: float) -> bool:
    grey = picture.getpixel((int(x), int(y)))
    return isinstance(grey, int) and grey < 128
