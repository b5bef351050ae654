"""Writes ``resources/record-1.schema.json`` from the types of the record: run it after a field or a result is new.

``write_record_schema.py``: everything in it follows from the dataclasses and codes of ``desktop.clinical``, read as
the record's own reader reads them; their docstrings say what they are. A test fails while the file is behind.
"""

from __future__ import annotations

import inspect
import json
import sys
from dataclasses import is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from pathlib import Path
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
FILE = ROOT / "resources" / "record-1.schema.json"

if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

from desktop.clinical.answers import Answer  # noqa: E402
from desktop.clinical.attachments import Attachment  # noqa: E402
from desktop.clinical.case import Case  # noqa: E402
from desktop.clinical.dates import PartialDate  # noqa: E402
from desktop.clinical.vocabulary import Silence  # noqa: E402
from desktop.services import record_values as shapes  # noqa: E402
from desktop.services.records import ADDED, FORMAT, VERSION, told_fields  # noqa: E402

Schema = dict[str, Any]

NULL: Schema = {"type": "null"}
PLAIN: dict[Any, Schema] = {str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}}
NAMED = {Decimal: "decimal", UUID: "key", PartialDate: "partial_date", date: "date", datetime: "time"}
SHARED: Schema = {
    "date": {"type": "string", "pattern": f"^{shapes.DAY.pattern}$"},
    "decimal": {
        "description": "A decimal number as text, so that no digit is lost.",
        "type": "string",
        "pattern": f"^{shapes.DECIMAL.pattern}$",
    },
    "key": {
        "description": "A key that is unique everywhere and kept.",
        "type": "string",
        "pattern": f"^{shapes.KEY.pattern}$",
    },
    "partial_date": {
        "description": "A day, a month or a year, as precise as it was given.",
        "type": "string",
        "pattern": f"^{shapes.PARTIAL.pattern}$",
    },
    "silence": {
        "description": "Why a fact has no value; never a negative.",
        "type": "object",
        "additionalProperties": False,
        "required": ["silence"],
        "properties": {
            "silence": {"enum": [one.value for one in Silence]},
            "on": {"$ref": "#/$defs/partial_date"},
            "where": {"type": "string", "minLength": 1},
        },
    },
    "time": {
        "description": "A moment in UTC, whole seconds.",
        "type": "string",
        "pattern": f"^{shapes.MOMENT.pattern}$",
    },
}
STRICTER: dict[tuple[type[Any], str], Schema] = {
    (Attachment, "sha256"): {"type": "string", "pattern": "^[0-9a-f]{64}$"},
    (Attachment, "size"): {"type": "integer", "minimum": 1},
    (Attachment, "added_at"): {"$ref": "#/$defs/time"},
}
"""Fields that a record bounds more than their type does."""


class Definitions:
    """The schemas of every type that a record has, by name; each is made when it is first met."""

    def __init__(self) -> None:
        self.made: Schema = dict(SHARED)

    def of(self, hint: Any) -> Schema:
        """The schema of a value of a type."""
        origin, parts = get_origin(hint), get_args(hint)
        if origin is Answer:
            return {"anyOf": [self.of(parts[0]), {"$ref": "#/$defs/silence"}]}
        if origin is frozenset:
            return {"type": "array", "uniqueItems": True, "items": self.of(parts[0])}
        if origin is tuple:
            return {"type": "array", "items": self.of(parts[0])}
        if origin in (Union, UnionType):
            (inner,) = (part for part in parts if part is not type(None))
            return {"anyOf": [self.of(inner), NULL]}
        if hint in PLAIN:
            return PLAIN[hint]
        return {"$ref": f"#/$defs/{NAMED.get(hint) or self._defined(hint)}"}

    def _defined(self, kind: type[Any]) -> str:
        name = kind.__name__
        if name not in self.made:
            self.made[name] = {}  # a place is taken: a kind may hold others of its kind
            self.made[name] = self._object(kind) if is_dataclass(kind) else self._codes(kind)
        return name

    def _codes(self, kind: type[Any]) -> Schema:
        if not issubclass(kind, Enum):
            raise TypeError(f"a record has no values of {kind}")
        return {"description": about(kind), "enum": [one.value for one in kind]}

    def _object(self, kind: type[Any]) -> Schema:
        hints = get_type_hints(kind)
        properties = {name: STRICTER.get((kind, name)) or self.of(hints[name]) for name in told_fields(kind)}
        if kind is Case:
            properties["attachments"] = self.of(tuple[Attachment, ...])
        return {
            "description": about(kind),
            "type": "object",
            "additionalProperties": False,
            "required": sorted(properties.keys() - ADDED),
            "properties": dict(sorted(properties.items())),
        }


def about(kind: type[Any]) -> str:
    """What a kind is: the first paragraph of its docstring."""
    first = inspect.cleandoc(kind.__doc__ or "").partition("\n\n")[0]
    return " ".join(first.replace("``", "").split())


def schema() -> Schema:
    """The schema of the record of this version."""
    kinds = Definitions()
    case = kinds.of(Case)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:crestboard:record:{VERSION}",
        "title": f"Crestboard record, version {VERSION}",
        "description": "One child's whole record as it leaves a board and comes back. Keys sorted, text in NFC, "
        "decimals as strings, dates as precise as given, people as text, documents by digest.",
        "type": "object",
        "additionalProperties": False,
        "required": ["case", "format", "version"],
        "properties": {"case": case, "format": {"const": FORMAT}, "version": {"const": VERSION}},
        "$defs": dict(sorted(kinds.made.items())),
    }


def schema_bytes() -> bytes:
    """The file as it ships."""
    return f"{json.dumps(schema(), ensure_ascii=False, indent=2)}\n".encode()


if __name__ == "__main__":
    FILE.write_bytes(schema_bytes())
