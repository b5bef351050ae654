"""The published schema of the record is what the script makes of the types, and what the record is read by."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from types import ModuleType
from typing import Any

import jsonschema
import pytest
from filled_case import filled_attachment, filled_case

import resources
from desktop.clinical.answers import Answer
from desktop.clinical.case import Case
from desktop.services.records import record_bytes, record_of


@pytest.fixture
def writer(script: Callable[[str], ModuleType]) -> Any:
    """The script that writes the schema."""
    return script("write_record_schema")


def test_the_schema_that_ships_is_what_the_types_say(writer: Any) -> None:
    assert resources.read_bytes("record-1.schema.json") == writer.schema_bytes(), (
        "a field, a code or a result is new: run packaging/write_record_schema.py"
    )


def test_the_schema_is_a_schema_and_takes_filled_records(writer: Any) -> None:
    jsonschema.Draft202012Validator.check_schema(writer.schema())
    check = jsonschema.Draft202012Validator(writer.schema())
    for seed in range(6):
        for case in (filled_case(seed), filled_case(seed, gaps=False), Case()):
            document = json.loads(record_bytes(record_of(case, [filled_attachment(seed)])))
            assert list(check.iter_errors(document)) == []


def test_a_kind_that_is_new_is_in_the_schema_by_itself(writer: Any) -> None:
    @dataclass(frozen=True, kw_only=True)
    class Part:
        """A part, nobody's.

        More about it.
        """

        size: Answer[Decimal]
        parts: tuple[str, ...] = ()

    kinds = writer.Definitions()
    kinds.made["Part"] = kinds._object(_with_hints(Part))
    assert kinds.made["Part"] == {
        "description": "A part, nobody's.",
        "type": "object",
        "additionalProperties": False,
        "required": ["parts", "size"],
        "properties": {
            "parts": {"type": "array", "items": {"type": "string"}},
            "size": {"anyOf": [{"$ref": "#/$defs/decimal"}, {"$ref": "#/$defs/silence"}]},
        },
    }
    with pytest.raises(TypeError, match="no values of"):
        kinds.of(complex)


def _with_hints(kind: type[Any]) -> type[Any]:
    """Hints that hold without the names of a test's own function."""
    kind.__annotations__ = {"size": Answer[Decimal], "parts": tuple[str, ...]}
    return kind
