"""A template written as TOML: it says what it should, and what nobody changed stays as it was."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clinical.timeline import Template
from desktop.services.template_stamp import is_own_id, new_id, number_of, stamped
from desktop.services.template_text import written
from resources import names, read_text

FILES = names("protocols", ".toml")
SMALL = read_text("protocols/anbl1221.toml")

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
numbers = st.integers(-(2**53), 2**53)
scalars = st.one_of(texts, numbers, st.booleans())
keys = st.one_of(st.sampled_from(["id", "title", "note", "days", "when", "after"]), texts)
rows = st.dictionaries(
    keys, st.one_of(scalars, st.lists(scalars, max_size=3), st.dictionaries(keys, scalars, max_size=3),
                    st.lists(st.dictionaries(keys, scalars, max_size=3), max_size=3)), max_size=5,
)  # fmt: skip
documents = st.dictionaries(
    st.sampled_from(["id", "title", "sources", "choice", "phase", "gate", "event", "other"]),
    st.one_of(scalars, st.lists(rows, max_size=4), rows),
    max_size=6,
)


@pytest.mark.parametrize("name", FILES)
def test_what_nobody_changed_is_written_as_it_was(name: str) -> None:
    text = read_text(name)
    assert written(text, tomllib.loads(text)) == text


@pytest.mark.parametrize("name", FILES)
def test_a_change_touches_its_own_line(name: str) -> None:
    text = read_text(name)
    values = tomllib.loads(text)
    values["event"][-1]["title"] = 'Another "title"'
    told = written(text, values)
    assert tomllib.loads(told) == values
    assert sum(one not in told.splitlines() for one in text.splitlines()) <= 1
    assert Template.parse(told, name)


@pytest.mark.parametrize("name", FILES)
def test_rows_that_move_keep_all_they_say(name: str) -> None:
    text = read_text(name)
    values = tomllib.loads(text)
    values["event"].reverse()
    values["event"].insert(0, {**values["event"][0], "id": "NEW", "after": deepcopy(values["event"][0]["after"])})
    told = written(text, values)
    assert tomllib.loads(told) == values
    assert told.startswith(text.splitlines()[0])


@given(documents, documents)
@settings(deadline=None)
def test_whatever_is_written_reads_the_same(first: dict[str, Any], second: dict[str, Any]) -> None:
    text = written("", first)
    assert tomllib.loads(text) == first
    assert tomllib.loads(written(text, second)) == second


@given(documents)
@settings(deadline=None)
def test_over_a_template_too(values: dict[str, Any]) -> None:
    assert tomllib.loads(written(SMALL, values)) == values


@given(st.text(max_size=60))
def test_every_title_gives_an_id_of_its_own(title: str) -> None:
    one, other = new_id(title), new_id(title)
    assert is_own_id(one)
    assert one != other


@given(st.integers(1, 999_999), texts)
def test_a_version_tells_its_contents(number: int, note: str) -> None:
    values = stamped({"note": note, "version": "old"}, "own-x-012345", number)
    assert number_of(values) == number
    assert number_of({**values, "note": f"{note}x"}) == 0
    assert number_of({**values, "id": "cog-high-risk"}) == 0
