"""Every field of a record says what becomes of it; one that does not lets nothing out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, get_args, get_type_hints

import pytest

from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.dates import PartialDate
from desktop.clinical.deidentify import Treatment, Treatments
from desktop.clinical.errors import RuleFileError
from desktop.clinical.record.entry_kinds import Asked
from desktop.clinical.results import Result
from desktop.services.library import Library


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def _parts(hint: Any, treatments: Treatments, seen: set[type]) -> Iterator[type]:
    """The classes of a record that its treatments go into."""
    if is_dataclass(hint) and isinstance(hint, type) and hint is not PartialDate and hint not in seen:
        seen.add(hint)
        yield hint
        for name, inner in get_type_hints(hint).items():
            declared = treatments.fields.get(hint.__name__, {}).get(name)
            if declared is None or declared[0] is Treatment.INSIDE:
                yield from _parts(inner, treatments, seen)
    for one in get_args(hint):
        yield from _parts(one, treatments, seen)


def test_every_field_has_a_treatment_and_none_is_of_a_field_that_is_gone(library: Library) -> None:
    treatments = library.deidentify
    classes = set(_parts(Case, treatments, set()))
    for kind in classes:
        for one in fields(kind):
            treatments.of(kind, one.name)
    shared = {one.name for one in fields(Result)}
    own = {
        kind.__name__: {one.name for one in fields(kind)} - (shared if issubclass(kind, Result) else set())
        for kind in classes
    }
    assert {name: set(told) for name, told in treatments.fields.items()} == {**own, "Result": shared}


def test_a_new_field_is_refused_by_name(library: Library) -> None:
    @dataclass
    class Case:
        nickname: str = ""

    with pytest.raises(RuleFileError, match="nickname of Case"):
        library.deidentify.of(Case, "nickname")


def test_free_words_are_never_kept_as_they_are(library: Library) -> None:
    free = {Treatment.SCAN, Treatment.DROP, Treatment.LISTED, Treatment.REGION, Treatment.BAND}
    for kind in library.record.kinds.values():
        for one in kind.fields:
            if kind.type.__name__ in library.deidentify.fields and one.asked in (Asked.TEXT, Asked.LONG_TEXT):
                assert library.deidentify.of(kind.type, one.name)[0] in free, (kind.table, one.name)


def test_age_bands_are_cut_where_tables_of_risk_are(library: Library) -> None:
    for name in ("age", "age_wide"):
        assert {365, 547, 1826} <= {*library.deidentify.bands[name].edges}


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ("edges = [0, 25, 100]", "edges = [0, 100, 25]", "must rise"),
        ('distance = "band distance"', 'distance = "band mile"', "has no treatment"),
        ('question = "scan"', 'question = "maybe"', "has no treatment"),
    ],
)
def test_a_faulty_file_is_refused_with_the_place(before: str, after: str, told: str) -> None:
    import resources

    text = resources.read_text("deidentify/treatments.toml")
    assert before in text
    with pytest.raises(RuleFileError, match=told):
        Treatments.parse(text.replace(before, after))


def test_bands_and_years(library: Library) -> None:
    ages = library.deidentify.bands["age"]
    assert [ages.of(day) for day in (0, 182, 183, 546, 547, 1825, 1826, 9000)] == [
        "under 6 months", "under 6 months", "6 to 11 months", "12 to 17 months", "18 to 23 months", "4 y", "5 to 6 y",
        "15 y and over",
    ]  # fmt: skip
    assert ages.span(600) == range(547, 730)
    assert library.deidentify.years_of(2026) == "2025–2027"
    assert library.deidentify.years_of(2026, wide=True) == "2020–2029"
    assert replace(library.deidentify, years=(1, 10)).years_of(2026) == "2026"
