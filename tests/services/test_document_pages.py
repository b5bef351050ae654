"""PDF files from elsewhere are shown in bounds, or refused in one sentence."""

from __future__ import annotations

import io

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clinical.errors import UserError
from desktop.services.document_pages import MOST_DOTS, MOST_PAGES, DocumentPages


def pdf(*sizes: tuple[float, float], password: str = "") -> bytes:
    made, out = pikepdf.new(), io.BytesIO()
    for size in sizes:
        made.add_blank_page(page_size=size)
    made.save(out, encryption=pikepdf.Encryption(owner=password, user=password) if password else False)
    return out.getvalue()


def test_a_page_is_drawn_at_the_width_asked_for() -> None:
    pages = DocumentPages(pdf((595, 842), (842, 595)))
    assert (pages.count, pages.whole) == (2, 2)
    assert pages.size(1) == (842, 595)
    picture = pages.picture(0, 600)
    assert abs(picture.width - 600) <= 1
    pages.close()


@pytest.mark.parametrize("size", [(14_400, 14_400), (14_400, 3), (3, 14_400)])
def test_no_page_takes_more_than_its_bound(size: tuple[float, float]) -> None:
    pages = DocumentPages(pdf(size))
    width, height = pages.size(0)
    assert max(width / height, height / width) <= 20.001
    picture = pages.picture(0, 100_000)
    assert picture.width * picture.height <= MOST_DOTS * 1.1
    pages.close()


def test_of_very_many_pages_the_first_are_shown() -> None:
    pages = DocumentPages(pdf(*[(200, 200)] * (MOST_PAGES + 5)))
    assert (pages.count, pages.whole) == (MOST_PAGES, MOST_PAGES + 5)
    pages.close()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"%PDF-1.7 spoilt", "is damaged"),
        (b"", "is damaged"),
        (pdf((200, 200))[:200], "is damaged"),
        (pdf((200, 200), password="herons"), "a password of its own"),
        (pdf(), "PDF"),
    ],
)
def test_what_cannot_be_shown_is_told_in_one_sentence(content: bytes, told: str) -> None:
    with pytest.raises(UserError, match=told) as refused:
        DocumentPages(content)
    assert str(refused.value).count(".") == 1


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_spoilt_pdf_is_shown_or_refused(data: st.DataObject) -> None:
    content = bytearray(pdf((200, 200), (100, 50)))
    for _ in range(data.draw(st.integers(1, 12))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        pages = DocumentPages(bytes(content))
    except UserError:
        return
    try:
        for number in range(pages.count):
            assert pages.size(number)[0] > 0
            pages.picture(number, 50)
    except UserError as error:
        assert "cannot be shown" in str(error)
    finally:
        pages.close()
