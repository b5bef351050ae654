"""A refused record says where a person finds what is wrong and whom to ask; the format's words stand in brackets."""

from __future__ import annotations

import json

import pytest
from builders import full_case

from desktop.app import build_library
from desktop.services.record_places import place_words, refusal_words
from desktop.services.record_reading import case_of_record
from desktop.services.record_values import RecordError
from desktop.services.records import record_bytes, record_of

LIBRARY = build_library()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("case.status", "under “Status”"),
        ("case.mycn[1].provenance.performed_on", "under “Date” of MYCN result 2"),
        ("case.mycn[0]", "of MYCN result 1"),
        ("documents[1].size", "of document 2"),
        ("case", "as a whole"),
    ],
)
def test_a_place_is_called_as_on_the_page(place: str, words: str) -> None:
    assert place_words(LIBRARY, place) == words


def test_the_refusal_tells_a_person_first_and_whoever_mends_the_file_after_it() -> None:
    document = json.loads(record_bytes(record_of(full_case())))
    document["case"]["status"] = "elsewhere"
    with pytest.raises(RecordError) as refused:
        case_of_record(document)
    told = refusal_words(LIBRARY, refused.value)
    assert told.startswith("What the file says under “Status” cannot be used here. Ask whoever sent the record")
    assert told.endswith("[case.status has none of its values; use active, follow_up, closed]")
    assert "nothing was changed" not in told
    assert "elsewhere" not in told
    assert "nothing was changed" in str(refused.value), "a command has no head that says so"


def test_what_has_no_place_is_said_once() -> None:
    assert refusal_words(LIBRARY, RecordError("This is a PDF; nothing was changed.")) == "This is a PDF."
    kept = RecordError("It is another board's; nothing was changed, receive it there.")
    assert refusal_words(LIBRARY, kept) == "It is another board's; receive it there."
