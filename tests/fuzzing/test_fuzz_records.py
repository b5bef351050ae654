"""Records from anybody: whatever the file holds, the child comes in whole or is refused in one sentence."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import fields, replace
from pathlib import Path
from random import Random
from typing import Any, cast
from uuid import UUID

import pytest
from filled_case import filled_attachment, filled_case
from fuzz_board import TODAY, Target
from fuzz_inputs import fuzzed, refusal, taken, tried
from fuzz_json import near, places
from fuzz_tables import scarred
from hypothesis import given
from hypothesis import strategies as st

from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.services.library import Library
from desktop.services.markers import explain, marker_lines
from desktop.services.plans import plan_case
from desktop.services.receiving import look_at_record, receive_record
from desktop.services.records import record_bytes, record_of

LONGEST_SENTENCE = 700
"""The codes of a list and the templates are named; nothing else makes a refusal long."""


_LISTS = 8

_EXTREMES: list[tuple[str, list[Any]]] = [
    (r"\d{4}-\d{2}-\d{2}T.*", ["1800-01-01T00:00:00Z", "2200-12-31T23:59:59+00:00"]),
    (r"\d{4}-\d{2}-\d{2}", ["1800-01-01", "2200-12-31", "2024-02-29"]),
    (r"\d{4}(-\d{2})?", ["1800", "2200", "2026-12", "1800-01-01", "2200-12-31"]),
    (r"-?\d+\.\d+", ["0", "-1", "0.0", "-0", "9" * 60, f"0.{'0' * 56}1", "100", "1.00"]),
    (
        r"[\s\S]*",
        ["", " ", "\t\n\v\f\r", "\u202eZztest\u2066", "x" * 200_000, "e\u0301" * 50, "\U0001f9ec", "|||", "<b>"],
    ),
]
"""The ends of what a text of a record may be, by its shape."""


@st.composite
def stretched(draw: st.DrawFn, document: Any) -> bytes:
    """A record in which some values are others that their type allows: the ends of it, or nothing at all."""
    whole = deepcopy(document)
    for _ in range(draw(st.integers(1, 4))):
        holder, key = draw(st.sampled_from([(one, at) for one, at in places(whole["case"]) if at != "id"]))
        value = holder[key]
        if isinstance(value, bool):
            holder[key] = not value
        elif isinstance(value, int):
            holder[key] = draw(st.sampled_from([0, 1, 547, 548, 999_999_999]))
        elif isinstance(value, list):
            holder[key] = draw(st.sampled_from([[], value[::-1], value[:1]]))
        elif isinstance(value, str):
            offered = next(ones for shape, ones in _EXTREMES if re.fullmatch(shape, value))
            holder[key] = draw(st.sampled_from([*offered, {"silence": "not_applicable"}, None]))
    return json.dumps(whole).encode()


@pytest.fixture
def target(empty_board: Path, tmp_path: Path, library: Library) -> Iterator[Target]:
    made = Target(empty_board, tmp_path, library)
    yield made
    made.close()


@fuzzed("records")
@given(data=st.data(), seed=st.integers(0, 2**32))
def test_records(kind: str, target: Target, library: Library, tmp_path: Path, data: st.DataObject, seed: int) -> None:
    """Near to a record: a value or two exchanged, lost or put in; or the bytes scarred; or no JSON at all."""
    tried[kind] += 1
    path, case = tmp_path / "record.json", _with_few_lists(filled_case(seed), Random(seed))
    whole = record_bytes(record_of(case, [filled_attachment(seed)] * data.draw(st.integers(0, 1))))
    document = json.loads(whole)
    drawn = st.sampled_from([near(document)] * 4 + [stretched(document)] * 5 + [scarred(whole), st.binary(max_size=60)])
    path.write_bytes(data.draw(data.draw(drawn)))
    before = target.board.database.last_entry()
    try:
        seen = look_at_record(target.board, library, path, TODAY)
        stored, _ = receive_record(target.board, library, path, shown=seen.digest, today=TODAY)
    except UserError as error:
        told = refusal(error)
        told.encode()
        assert "\n" not in told
        assert len(told) < LONGEST_SENTENCE, told
        assert not any(part in told for part in (case.given_name, *(one.value for one in case.identifiers)))
        assert target.board.database.last_entry() == before
        return
    taken[kind] += 1
    _whole(target, library, stored.id, seen.case)


def _with_few_lists(case: Case, dice: Random) -> Case:
    """Each child has other kinds of results: a record that had all would make each input slow, and say no more."""
    lists = [
        one.name for one in fields(case) if isinstance(getattr(case, one.name), tuple) and one.name != "identifiers"
    ]
    return replace(case, **cast("Any", dict.fromkeys(dice.sample(lists, len(lists) - _LISTS), ())))


def _whole(target: Target, library: Library, key: UUID, told: Case) -> None:
    """What came in is what the record says, and it can be assessed, shown, planned and sent on."""
    with target.board.database.read() as work:
        case = work.cases.get(key)
    assert record_bytes(record_of(case)) == record_bytes(record_of(told))
    target.readable(case)
    plan_case(library, case, TODAY)
    for line in marker_lines(library, case):
        explain(library, line)
    target.renew()
