"""The outline of a body on which scores of scans are shown: which shape stands for which segment. Data, no drawing."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from desktop.clinical.errors import RuleFileError
from desktop.clinical.toml_tables import Table

METHODS = ("curie", "siopen")
_NUMBERS = {"ellipse": 4, "bar": 4}


class Form(StrEnum):
    """How a shape is drawn."""

    ELLIPSE = "ellipse"
    BAR = "bar"
    OUTLINE = "outline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """One shape: its numbers by form, the segment it belongs to by method, and for which methods it has the digit."""

    id: str
    form: Form
    at: tuple[float, ...]
    width: float
    segments: Mapping[str, str]
    digit: frozenset[str]
    apart: bool


@dataclass(frozen=True, slots=True)
class Body:
    """All shapes in a field of so many units; seen from the front, the child's right is at the left."""

    width: float
    height: float
    shapes: tuple[Shape, ...]

    @classmethod
    def parse(cls, text: str) -> Body:
        """Read the file. Raises RuleFileError that names the shape and the key."""
        try:
            file = Table.of("The outline of the body", tomllib.loads(text))
        except tomllib.TOMLDecodeError as error:
            raise RuleFileError(f"The outline of the body cannot be read: {error}.") from error
        file.only("kind", "id", "version", "width", "height", "shape")
        shapes = tuple(_shape(one) for one in file.tables("shape", "id"))
        return cls(file.whole("width", 1), file.whole("height", 1), shapes)

    def of(self, method: str) -> tuple[tuple[Shape, str], ...]:
        """The shapes that a method scores, each with its segment."""
        return tuple((one, one.segments[method]) for one in self.shapes if method in one.segments)


def _shape(one: Table) -> Shape:
    one.only("id", "form", "at", "width", "digit", "apart", *METHODS)
    form = one.code("form", Form)
    at = one.values.get("at")
    if not isinstance(at, list) or not all(isinstance(each, int | float) for each in at):
        raise one.refuse('"at" must be a list of numbers')
    if len(at) != _NUMBERS.get(form, len(at)) or len(at) % 2 or len(at) < 4:
        raise one.refuse('"at" has not as many numbers as its form needs')
    return Shape(
        id=one.text("id"),
        form=form,
        at=tuple(map(float, at)),
        width=float(one.optional_whole("width", 1) or 0),
        segments={method: one.text(method) for method in METHODS if method in one.values},
        digit=frozenset(one.names("digit")),
        apart=one.flag("apart"),
    )
