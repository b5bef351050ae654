"""A template being edited: nothing is lost, what is wrong is said at its row, and a changed number is doubted."""

from __future__ import annotations

import tomllib
from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.clinical.timeline import Template
from desktop.services.template_draft import Place, TemplateDraft, kind_of
from desktop.services.template_fields import ABOUT, FIELDS, SOURCES, Field, shown, typed
from desktop.services.template_text import written
from resources import names, read_text

FILES = names("protocols", ".toml")
COJEC = tomllib.loads(read_text("protocols/siopen-rapid-cojec.toml"))
KINDS = ("event", "phase", "gate", "choice", SOURCES)


def every_place(draft: TemplateDraft) -> list[Place]:
    return [(ABOUT,), *(place for kind in KINDS for place in draft.places(kind))]


def field(kind: str, key: str) -> Field:
    return next(one for one in FIELDS[kind] if one.key == key)


@pytest.mark.parametrize("name", FILES)
def test_opened_and_saved_unchanged_a_template_is_equal(name: str) -> None:
    text = read_text(name)
    draft = TemplateDraft(tomllib.loads(text))
    for place in every_place(draft):
        for one in FIELDS[kind_of(place)]:
            draft.change(place, one.key, typed(one, shown(one, draft.row(place).get(one.key))) if is_typed(one)
                         else draft.row(place).get(one.key))  # fmt: skip
    assert not draft.differs
    assert draft.problem() is None
    assert Template.parse(written(text, draft.values), name) == Template.parse(text, name)


def is_typed(one: Field) -> bool:
    return one.typed not in {"one", "several", "flag"}


@pytest.mark.parametrize("name", FILES)
def test_every_key_of_every_row_has_a_field_or_is_a_list_of_rows(name: str) -> None:
    draft = TemplateDraft(tomllib.loads(read_text(name)))
    apart = {"id", "version", *KINDS, "after", "option"}
    for place in every_place(draft):
        known = {one.key for one in FIELDS[kind_of(place)]}
        assert set(draft.row(place)) <= known | apart, place


def test_a_number_that_is_changed_is_not_verified_any_more() -> None:
    draft = TemplateDraft(COJEC)
    place = ("event", 2, "after", 0)
    assert draft.row(place)["status"] == "verified"
    _, fell = draft.change(place, "days", 12)
    assert fell
    assert draft.row(place)["status"] == "unverified"
    assert draft.change(place, "basis", "As we give it") == (place, False)
    assert draft.change(place, "status", "verified") == (place, False), "a person may say so again, with a source"
    assert draft.row(place)["status"] == "verified"


WRONG: tuple[tuple[Place, str, Any, str, Place], ...] = (
    (("event", 1, "after", 0), "days", "soon", '"days" is missing', ("event", 1, "after", 0)),
    (("event", 1), "days", "all", '"days" must be the first and the last day', ("event", 1)),
    (("event", 1), "phase", "none", 'there is no phase "none"', ("event", 1)),
    (("event", 2, "after", 0), "source", ["NO"], '"source" names "NO"', ("event", 2, "after", 0)),
    (("event", 2, "after", 0), "anchor", "C99", 'there is no event "C99"', ("event", 2, "after", 0)),
    (("phase", 0), "title", None, '"title" is missing', ("phase", 0)),
)


@pytest.mark.parametrize(("place", "key", "value", "sentence", "at"), WRONG)
def test_what_is_wrong_is_said_at_its_row(place: Place, key: str, value: Any, sentence: str, at: Place) -> None:
    draft = TemplateDraft(COJEC)
    draft.change(place, key, value)
    problem = draft.problem()
    assert problem is not None
    assert sentence in problem.sentence
    assert problem.place == at


def test_two_rows_of_one_id_are_said_at_the_first() -> None:
    draft = TemplateDraft(COJEC)
    at = next(n for n, one in enumerate(draft.values["event"]) if one["id"] == "C1")
    draft.values["event"].append(deepcopy(draft.values["event"][at]))
    problem = draft.problem()
    assert problem is not None
    assert 'Two rows of kind event have the id "C1"' in problem.sentence
    assert problem.place == ("event", at)


def test_a_circle_is_said_at_one_of_its_events() -> None:
    draft = TemplateDraft(COJEC)
    names = [one["id"] for one in draft.values["event"]]
    first, second = names.index("C1"), names.index("C2")
    draft.change(("event", first, "after", 0), "anchor", "C2")
    problem = draft.problem()
    assert problem is not None
    assert "run in a circle" in problem.sentence
    assert problem.place in {("event", first), ("event", second)}


def test_rows_that_name_a_renamed_row_go_on_naming_it() -> None:
    draft = TemplateDraft(COJEC)
    names = [one["id"] for one in draft.values["event"]]
    draft.change(("event", names.index("C1")), "id", "K1")
    key = next(iter(draft.values[SOURCES]))
    assert draft.change((SOURCES, key), "id", "S-OURS")[0] == (SOURCES, "S-OURS")
    draft.change(("phase", 0), "id", "first_part")
    assert draft.problem() is None


@pytest.mark.parametrize("kind", KINDS)
def test_new_rows_are_sound_but_for_what_nobody_names(kind: str) -> None:
    draft = TemplateDraft(COJEC)
    before = len(draft.places(kind))
    place = draft.add(kind, None)
    assert len(draft.places(kind)) > before
    problem = draft.problem()
    assert problem is None or (kind == "choice" and 'o row has "when"' in problem.sentence)
    draft.remove(place)
    assert len(draft.places(kind)) == before
    assert draft.values == COJEC


steps = st.lists(
    st.tuples(st.sampled_from(KINDS), st.integers(0, 200), st.sampled_from(["add", "beneath", "remove", "up", "down"])),
    max_size=12,
)


@given(st.sampled_from(FILES), steps)
@settings(deadline=None, max_examples=60)
def test_whatever_is_done_to_rows_can_be_written_and_read(name: str, done: list[tuple[str, int, str]]) -> None:
    text = read_text(name)
    draft = TemplateDraft(tomllib.loads(text))
    for kind, number, deed in done:
        places = draft.places(kind)
        place = places[number % len(places)] if places else None
        if deed == "add":
            draft.add(kind, place[:2] if place and kind != SOURCES else place)
        elif deed == "beneath" and place is not None and kind in {"event", "choice"}:
            draft.add({"event": "after", "choice": "option"}[kind], place)
        elif deed == "remove" and place is not None:
            draft.remove(place)
        elif place is not None:
            draft.row(draft.move(place, -1 if deed == "up" else 1))
    draft.problem()
    assert tomllib.loads(written(text, draft.values)) == draft.values


@given(st.text(max_size=40), st.sampled_from([(kind, one) for kind in FIELDS for one in FIELDS[kind] if is_typed(one)]))
def test_what_is_typed_is_shown_again(text: str, at: tuple[str, Field]) -> None:
    value = typed(at[1], text)
    again = shown(at[1], value)
    assert typed(at[1], again) == value


def test_days_and_options_are_read_as_people_write_them() -> None:
    assert typed(field("event", "days"), "-7 to 3") == [-7, 3]
    assert typed(field("event", "each"), "2, 3,4") == [2, 3, 4]
    assert typed(field("event", "when"), "arm: a, b; bridge: yes") == {"arm": ["a", "b"], "bridge": ["yes"]}
    assert typed(field("after", "months"), "{n}") == "{n}"
