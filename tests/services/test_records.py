"""The record: every field of a case is in it, it fits its published schema, and it is the same bytes each time."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime

import jsonschema
from builders import full_case

import resources
from desktop.clinical.attachments import Attachment
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.records import OF_THIS_BOARD, record_of

DOCUMENT = Attachment(
    title="Report", kind=AttachmentKind.GENETICS, file_name="report.pdf", media_type="application/pdf", size=4,
    sha256="ab" * 32, dated=PartialDate.parse("2026-10"), added_at=datetime(2026, 11, 3, 8, tzinfo=UTC),
    added_by="Zztest",
)  # fmt: skip
SCHEMA = json.loads(resources.read_text("record-1.schema.json"))


def test_a_full_and_an_empty_case_fit_the_schema() -> None:
    for case in (full_case(), Case()):
        for documents in ((), (DOCUMENT, replace(DOCUMENT, dated=None))):
            jsonschema.validate(json.loads(json.dumps(record_of(case, documents))), SCHEMA)


def test_the_schema_refuses_an_unknown_code_and_a_missing_key() -> None:
    record = json.loads(json.dumps(record_of(full_case())))
    record["case"]["sex"] = "girl"
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(record))
    record = json.loads(json.dumps(record_of(full_case())))
    del record["case"]["mycn"]
    assert list(jsonschema.Draft202012Validator(SCHEMA).iter_errors(record))


def test_what_belongs_to_this_board_stays_here() -> None:
    case = full_case()
    moved = replace(case, number=case.number + 41, version=case.version + 7)
    assert record_of(moved) == record_of(case)
    assert not OF_THIS_BOARD & set(record_of(case)["case"])  # type: ignore[call-overload]


def test_keys_are_sorted_and_text_is_composed() -> None:
    decomposed = "Zztest-Ferna\u0301ndez"
    record = record_of(replace(full_case(), family_name=decomposed))
    assert record["case"]["family_name"] == "Zztest-Fern\u00e1ndez"  # type: ignore[index]
    text = json.dumps(record, ensure_ascii=False)
    assert text == json.dumps(record, ensure_ascii=False, sort_keys=True)
