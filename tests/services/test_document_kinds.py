"""What kind of document a name proposes, and what a file is called by its ending."""

from __future__ import annotations

import pytest

from desktop.app import build_library
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.document_kinds import kind_of
from desktop.services.library import Library
from desktop.services.media_types import media_words


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("MYCN_FISH report.pdf", AttachmentKind.GENETICS),
        ("Biopsy-2026.pdf", AttachmentKind.PATHOLOGY),
        ("referral LETTER.docx", AttachmentKind.LETTER),
        ("letter about the biopsy.pdf", None),
        ("lettering.pdf", None),
        ("scan0001.pdf", None),
    ],
)
def test_a_name_proposes_one_kind_or_none(library: Library, name: str, kind: AttachmentKind | None) -> None:
    assert kind_of(library.labels, name) is kind


def test_no_word_stands_with_two_kinds(library: Library) -> None:
    words = [word for told in library.labels.words["attachment_kind_names"].values() for word in str(told).split()]
    assert len(words) == len(set(words))
    assert set(library.labels.words["attachment_kind_names"]) <= set(AttachmentKind)


def test_the_ending_tells_office_documents_apart_and_nothing_else() -> None:
    assert media_words("application/zip", "Letter.DOCX") == "Word document (.docx)"
    assert media_words("application/zip", "letter") == "Word, Excel or ZIP file"
    assert media_words("application/pdf", "letter.docx") == "PDF", "the content says what it is"
