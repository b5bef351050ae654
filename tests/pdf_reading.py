"""Reading a PDF back in tests: its text in the order of reading, its pages as pictures, its raw objects."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2

from desktop.reports.content import SummaryContent
from desktop.reports.phrases import Words


def page_texts(pdf: bytes) -> list[str]:
    """The text of each page as a reader extracts it."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [document[number].get_textpage().get_text_range() for number in range(len(document))]


def everything_in(pdf: bytes) -> str:
    """All that a PDF says to whoever looks: text, alternative texts, bookmarks, what the file says of itself, and what
    is attached to it."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        told = [str(one) for one in document.docinfo.values()]
        told.append(str(document.open_metadata()))
        keys = ("/Alt", "/ActualText", "/E", "/Title", "/T", "/Contents", "/Desc", "/F", "/UF")
        for each in document.objects:
            if isinstance(each, pikepdf.Dictionary):
                told += [str(each[key]) for key in keys if isinstance(each.get(key), pikepdf.String)]
        told += [one.get_file().read_bytes().decode() for one in document.attachments.values()]
    return "\n".join((*page_texts(pdf), *told))


def squeezed(text: str) -> str:
    """Without any white space: lines are broken where the column ends."""
    return re.sub(r"\s+", "", text)


def all_words(content: object) -> Iterator[Words]:
    """Every word of a page's content, wherever it stands."""
    if isinstance(content, Words):
        yield content
    elif isinstance(content, tuple):
        for one in content:
            yield from all_words(one)
    elif hasattr(content, "__dataclass_fields__") and type(content).__module__ == SummaryContent.__module__:
        for name in content.__dataclass_fields__:
            yield from all_words(getattr(content, name))
