"""Names of files from elsewhere, and what a file is by its content."""

from __future__ import annotations

from unicodedata import category

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.services.file_names import LONGEST, safe_name, safe_title, title_of
from desktop.services.media_types import OTHER, PDF, is_shown, media_type, media_words


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("Befund.pdf", "Befund.pdf"),
        ("/srv/zz/Befund.pdf", "Befund.pdf"),
        ("C:\\Data\\zz\\Befund.pdf", "Befund.pdf"),
        ("../../.ssh/config", "config"),
        ("..", "document"),
        ("", "document"),
        ("report\u202efdp.exe", "reportfdp.exe"),
        ("a\x00b\nc.pdf", "ab c.pdf"),
        ("CON.txt", "_CON.txt"),
        ("what?*.pdf", "what__.pdf"),
        (" .hidden. ", "hidden"),
        (f"{'x' * 300}.pdf", f"{'x' * 116}.pdf"),
        ("Mutterpass\u0308.jpg", "Mutterpass\u0308.jpg"),
    ],
)
def test_names_are_made_safe(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=400))
def test_no_name_leads_elsewhere_or_hides_anything(name: str) -> None:
    safe = safe_name(name)
    assert 0 < len(safe) <= LONGEST + 1
    assert not set(safe) & set('/\\<>:"|?*')
    assert not any(category(sign) in {"Cc", "Cf", "Cs"} for sign in safe + safe_title(name))
    assert safe not in {".", ".."}
    assert safe_name(safe) == safe
    assert title_of(name)


def test_a_name_proposes_a_title() -> None:
    assert title_of("MIBG_scan 3.dcm") == "MIBG scan 3"
    assert title_of("letter of 3. May") == "letter of 3"


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"%PDF-1.4", PDF),
        (b"\n\n%PDF-1.4", PDF),
        (b"\x89PNG\r\n\x1a\n", "image/png"),
        (b"\xff\xd8\xff\xe0", "image/jpeg"),
        (b"GIF89a", "image/gif"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "image/webp"),
        (b"II*\0", "image/tiff"),
        (b"\0\0\0\x18ftypheic", "image/heic"),
        (b"BM\0\0\0\0\0\0\0\0", "image/bmp"),
        (b"BMI of the child", "text/plain"),
        (bytes(128) + b"DICM", "application/dicom"),
        (b"PK\x03\x04", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "application/x-ole-storage"),
        (b"{\\rtf1", "application/rtf"),
        ("Grüße".encode(), "text/plain"),
        (("ü" * 4096).encode()[:4096], "text/plain"),
        (("x" + "ü" * 4096).encode()[:4096], "text/plain"),
        (b"MZ\x90\0", OTHER),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "text/plain"),
    ],
)
def test_the_content_says_what_it_is(head: bytes, kind: str) -> None:
    assert media_type(head) == kind
    assert media_words(kind)
    assert is_shown(kind) == (kind == PDF or (kind.startswith("image/") and kind != "image/heic"))


@given(st.binary(max_size=4096))
def test_any_bytes_are_something(head: bytes) -> None:
    assert media_words(media_type(head))
