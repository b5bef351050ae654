"""A record is read back as it was written, and whatever else stands in a document is refused by its place."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass
from typing import Any, get_args, get_type_hints

import pytest
from builders import full_case
from filled_case import every_field, filled_attachment, filled_case
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.services.record_files import document_in
from desktop.services.record_reading import case_of_record
from desktop.services.record_values import RecordError, reader
from desktop.services.records import OF_THIS_BOARD, record_bytes, record_of

SECRET = "Zztest-Secret"
"""What no refusal may repeat."""


def document_of(case: Case, *documents: Attachment) -> Any:
    return document_in(record_bytes(record_of(case, documents)))


@given(st.integers(0, 2**64), st.booleans())
@settings(max_examples=60, deadline=None, derandomize=True)
def test_any_case_is_its_record(seed: int, gaps: bool) -> None:
    case, one = filled_case(seed, gaps=gaps), filled_attachment(seed)
    written = record_bytes(record_of(case, [one]))
    again, documents = case_of_record(document_in(written))
    assert again == case
    assert record_bytes(record_of(again, documents)) == written


def kinds_of(kind: Any) -> set[type[Any]]:
    """A dataclass and every dataclass in it."""
    found = {kind}
    for hint in get_type_hints(kind).values():
        for part in (hint, *get_args(hint), *(inner for one in get_args(hint) for inner in get_args(one))):
            if (isinstance(part, type) and is_dataclass(part) and part.__module__ == kind.__module__) or _is_ours(part):
                found |= kinds_of(part)
    return found


def _is_ours(part: Any) -> bool:
    return isinstance(part, type) and is_dataclass(part) and part.__module__ == "desktop.clinical.results"


def test_filled_cases_fill_every_field_of_every_part() -> None:
    said = set[tuple[str, str]]().union(*(every_field(filled_case(seed, gaps=False)) for seed in range(12)))
    wanted = {(kind.__name__, one.name) for kind in kinds_of(Case) for one in fields(kind)}
    of_a_board = {("Case", name) for name in OF_THIS_BOARD} | {("Deletion", "at"), ("Deletion", "reason")}
    assert said >= wanted - of_a_board
    assert len({name for name, _ in said}) > 14


def changed(path: str, value: object) -> Any:
    """The record of a full child with one value exchanged, put in or (``...``) taken out."""
    document: Any = document_of(full_case(), filled_attachment(1))
    *way, last = path.split(".")
    holder = document
    for step in way:
        holder = holder[int(step) if step.isdigit() else step]
    key: Any = int(last) if last.isdigit() else last
    if value is ...:
        del holder[key]
    else:
        holder[key] = value
    return document


WRONG: list[tuple[str, object, str]] = [
    ("format", "crestboard", 'does not say "format": "crestboard-record"'),
    ("version", 2, "is of a newer version, and this program reads version 1"),
    ("version", "1", "version is unknown"),
    ("version", True, "version is unknown"),
    ("exported_at", "2026-11-23", 'the document has the key "exported_at"'),
    ("case", None, "case is not an object"),
    ("case.number", 4, 'case has the key "number"'),
    ("case.mycn", ..., 'case lacks the key "mycn"'),
    ("case.mycn", {}, "case.mycn is not a list"),
    ("case.mycn.0", [], "case.mycn[0] is not an object"),
    (f"case.mycn.0.{SECRET}", 1, "case.mycn[0] has a key, which"),
    ("case.mycn.1.mycn", SECRET, "case.mycn[1].mycn has none of its values; use amplified, gain, not_amplified"),
    ("case.mycn.1.mycn", None, "case.mycn[1].mycn is null"),
    ("case.mycn.1.ratio", 12.5, "case.mycn[1].ratio is not a number as text"),
    ("case.mycn.1.ratio", "1e5", "case.mycn[1].ratio is not a number as text"),
    ("case.mycn.1.ratio", "NaN", "case.mycn[1].ratio is not a number as text"),
    ("case.mycn.1.ratio", "٣", "case.mycn[1].ratio is not a number as text"),
    ("case.mycn.1.ratio", "007", "without leading zeros"),
    ("case.mycn.1.ratio", "9" * 61, "at most 60 figures"),
    ("case.mycn.0.mycn", {"silence": SECRET}, "case.mycn[0].mycn.silence has none of its values"),
    ("case.mycn.0.mycn", {"silence": "requested", "who": SECRET}, 'case.mycn[0].mycn has the key "who"'),
    ("case.mycn.0.mycn", {"silence": "requested", "where": ""}, "case.mycn[0].mycn.where is empty"),
    ("case.mycn.0.mycn", {"silence": "requested", "on": "2026-13"}, "case.mycn[0].mycn.on is a day or a time that no"),
    ("case.mycn.0.mycn", {}, "case.mycn[0].mycn has none of its values"),
    ("case.age_days", "400", "case.age_days is not a whole number"),
    ("case.age_days", True, "case.age_days is not a whole number"),
    ("case.age_days", 10**9, "case.age_days is not a whole number of at most 9 figures"),
    ("case.demonstration", "no", "case.demonstration is neither true nor false"),
    ("case.born", "2026-02-30", "case.born is a day or a time that no calendar has"),
    ("case.born", "2026-2-3", "case.born is not a date"),
    ("case.born", "1799", "case.born is not between 1800 and 2200"),
    ("case.plans.0.start", "2026-09", "case.plans[0].start is not a day"),
    ("case.plans.0.start", "9999-12-31", "case.plans[0].start is not between 1800 and 2200"),
    ("case.mycn.0.provenance.entered_at", "2026-10-05T08:30:00", "entered_at is not a time in UTC"),
    ("case.mycn.0.provenance.entered_at", "2026-10-05T08:30:00+02:00", "entered_at is not a time in UTC"),
    ("case.id", SECRET, "case.id is not a key (UUID)"),
    ("case.id", str(full_case().id).upper(), "case.id is not a key (UUID) in small letters"),
    ("case.mycn.0.id", str(full_case().ploidy[0].id), "id is a key that something else in the record has"),
    ("case.mycn.0.supersedes", str(full_case().ploidy[0].id), "case.mycn[0].supersedes is the key of no result"),
    ("case.mycn.0.supersedes", str(full_case().mycn[0].id), "case.mycn[0].supersedes leads round in a circle"),
    ("case.mycn.0.supersedes", str(full_case().mycn[1].id), "case.mycn[0].supersedes leads round in a circle"),
    ("case.family_name", 4, "case.family_name is not a text"),
    ("case.family_name", f"{SECRET}\x1b[2J", "case.family_name holds characters that no text has"),
    ("case.family_name", f"{SECRET}\ud800", "case.family_name holds characters that no text has"),
    ("case.question", SECRET * 20_000, "case.question is longer than 200,000 characters"),
    ("case.stagings.0.idrfs", ["a", "a"], "case.stagings[0].idrfs has one of its entries twice"),
    ("case.stagings.0.metastases", "bone", "case.stagings[0].metastases is not a list"),
    ("case.identifiers.0.value", " ", "case.identifiers[0] lacks its system or its value"),
    ("case.identifiers.1", document_of(full_case())["case"]["identifiers"][0] | {"id": str(full_case("b").id)},
     "case.identifiers[1] stands in the record before"),
    ("case.identifiers", [{}] * 10_001, "case.identifiers has more than 10,000 entries"),
    ("case.attachments.0.sha256", "ab", "case.attachments[0].sha256 is not a digest"),
    ("case.attachments.0.size", 0, "case.attachments[0].size is not a number of bytes"),
    ("case.attachments.0.added_at", None, "case.attachments[0].added_at is null"),
    ("case.attachments.0.id", str(full_case().id), "case.attachments[0].id is a key that something else"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "value", "words"), WRONG, ids=[f"{path}-{at}" for at, (path, _, _) in enumerate(WRONG)]
)
def test_what_a_record_cannot_say_is_refused_by_its_place(path: str, value: object, words: str) -> None:
    with pytest.raises(RecordError) as refusal:
        case_of_record(changed(path, value))
    told = str(refusal.value)
    assert words in told
    assert "nothing was changed" in told
    assert SECRET not in told
    assert told.count("\n") == 0
    assert len(told) < 400


@pytest.mark.parametrize("document", [None, [], {}, "record", 4, {"format": ["crestboard-record"]}])
def test_what_is_no_record_at_all_is_refused(document: object) -> None:
    with pytest.raises(RecordError, match="is not a record"):
        case_of_record(document)


def test_text_is_composed_and_the_other_way_to_write_utc_is_read() -> None:
    document = changed("case.family_name", "Zztest-Ferna\u0301ndez")
    document["case"]["mycn"][0]["provenance"]["entered_at"] = "2026-10-05T08:30:00Z"
    case, _ = case_of_record(document)
    assert case.family_name == "Zztest-Fern\u00e1ndez"
    assert case.mycn[0].provenance.entered_at == full_case().mycn[0].provenance.entered_at


def test_a_long_chain_of_corrections_is_followed_once() -> None:
    document = changed("format", "crestboard-record")
    first = document["case"]["alk"][0] | {"supersedes": None}
    keys = [f"{number:08x}-0000-4000-8000-000000000000" for number in range(9_000)]
    ones = [first | {"id": key, "supersedes": before} for key, before in zip(keys, [None, *keys], strict=False)]
    document["case"]["alk"] = ones[::-1]
    case, _ = case_of_record(document)
    assert len(case.alk) == 9_000


def test_a_type_that_no_record_has_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="no values of"):
        reader(complex)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "not JSON (line 1, column 1)"),
        (b"%PDF-1.7 ...", "is not JSON"),
        (b"\xef\xbb\xbf%PDF-1.7 ...", "is not JSON"),
        (b"PK\x03\x04", "is not JSON"),
        (b'{"format": "caf\xe9"}', "is not text in UTF-8 (byte 16 is not)"),
        (b"[" * 100_000, "goes deeper than any record"),
        (b'{"a":' * 100_000, "goes deeper than any record"),
        (b'{"case": 1, "case": 2}', 'the key "case" twice'),
        (b'{"Zztest Alpha": 1, "Zztest Alpha": 2}', "has a key twice"),
        (b'{"case": NaN}', "a number that is not whole"),
        (b'{"case": -Infinity}', "a number that is not whole"),
        (b'{"case": 1.5}', "a number that is not whole"),
        (b'{"case": 1e999}', "a number that is not whole"),
        (b'{"case": ' + b"9" * 6_000 + b"}", "a number that is out of any range"),
        (b" " * (16 * 2**20 + 1), "more than 16 MB"),
    ],
)
def test_bytes_that_are_no_record_are_refused_in_one_sentence(content: bytes, words: str) -> None:
    with pytest.raises(RecordError) as refusal:
        document_in(content)
    assert words in str(refusal.value)
    assert "Zztest" not in str(refusal.value)


def test_a_byte_order_mark_of_an_editor_does_not_matter() -> None:
    assert document_in(b'\xef\xbb\xbf{"a": "1"}') == {"a": "1"}


def test_keys_stand_sorted_whatever_order_they_came_in() -> None:
    written = record_bytes(record_of(full_case()))
    turned = json.dumps(json.loads(written), sort_keys=False)
    shuffled = {key: json.loads(turned)[key] for key in ("version", "format", "case")}
    case, _ = case_of_record(shuffled)
    assert record_bytes(record_of(case)) == written
