"""What changed since a day is the net difference, in words, with who and when, and what it did to stage and groups."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date
from typing import Any
from uuid import uuid4

import pytest
from builders import full_case, key, small_case
from since_helpers import Clock, change, on, put, timed

from db.entities import CASE, PARTS, PLAN_PARTS, Entity
from desktop.app import build_library
from desktop.clinical.answers import known, silent
from desktop.clinical.case import Case
from desktop.clinical.record import ENTRY_TYPES
from desktop.clinical.record.entry_kinds import Asked
from desktop.clinical.results import MycnResult, Provenance
from desktop.clinical.treatment_plan import GateConfirmation, PlanChoice, PlanPause
from desktop.clinical.vocabulary import AttachmentKind, Inrgss, Mycn, Silence, SlipReason
from desktop.services.assessing import assess_case
from desktop.services.attachments import (
    Source,
    add_attachment,
    change_attachment,
    look_at,
    remove_attachment,
    restore_attachment,
)
from desktop.services.boards import Board
from desktop.services.cases import new_case
from desktop.services.changes_since import ChangesSince, Done, NetChange, changes_since
from desktop.services.changes_since_board import SinceBoard
from desktop.services.changes_since_text import since_text
from desktop.services.changes_since_words import SinceLine, SinceWords
from desktop.services.library import Library
from desktop.services.pages.case_page import CasePage
from desktop.services.pages.since import since as since_block
from desktop.services.rule_packs import adopt_first
from desktop.services.undoing import begin, read_on, undo
from desktop.services.variants import choose_variant


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def clock(board: Board) -> Iterator[Clock]:
    made = timed(board)
    yield made
    board.database.close()


@pytest.fixture
def child(board: Board, library: Library, clock: Clock) -> Case:
    """A child of 1 November in whom the stage and a request are recorded."""
    asked = MycnResult(id=key("since/mycn"), mycn=silent(Silence.REQUESTED, on(1), "Demo Genetics"))
    return new_case(board, library, replace(small_case(1), mycn=(asked,)))


def since(board: Board, library: Library, case: Case, day: int, until: int | None = None) -> ChangesSince:
    last = date(2026, 11, until) if until is not None else None
    return changes_since(board, library, case.id, date(2026, 11, day), until=last, zone=UTC)


def told(library: Library, found: ChangesSince) -> dict[str, SinceLine]:
    return {line.what: line for section in SinceWords(library).sections(found) for line in section.lines}


def test_the_first_and_the_last_value_are_told_and_none_between(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    for day, value in ((5, Mycn.GAIN), (6, Mycn.NOT_AMPLIFIED), (7, Mycn.AMPLIFIED)):
        clock.day(day)
        put(board, library, child, mycn=value)
    found = since(board, library, child, 4)
    (line,) = told(library, found).values()
    assert line.sentences == ("MYCN: requested 01 Nov 2026, Demo Genetics → amplified",)
    assert (line.what, line.done) == ("MYCN result", "")
    assert line.who.startswith(f"{board.person.name}, 07 Nov 2026")
    assert [one.done for one in found.changes] == [Done.CHANGED]
    # from the day of the first change on it is that one which counts
    (later,) = told(library, since(board, library, child, 5)).values()
    assert later.sentences == ("MYCN: gain (not amplified) → amplified",)
    assert since(board, library, child, 7).changes == ()


def test_what_was_undone_or_typed_again_is_no_change(board: Board, library: Library, clock: Clock, child: Case) -> None:
    clock.day(5)
    begun = begin(board)
    put(board, library, child, inrgss=Inrgss.L1)
    undo(board, library, read_on(board, begun).undo[-1])
    put(board, library, child, given_name="Beta")
    put(board, library, child, given_name=child.given_name)
    # a result that was taken away and entered again is another row with the same words
    again = tuple(replace(one, id=uuid4()) for one in child.mycn)
    change(board, library, child, lambda one: replace(one, mycn=()))
    change(board, library, child, lambda one: replace(one, mycn=again))
    assert since(board, library, child, 4).changes == ()


def test_new_and_removed_results_say_their_words_day_and_laboratory(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    clock.day(5)
    origin = Provenance(performed_on=on(3), laboratory="Demo Lab", method="FISH")
    new = MycnResult(provenance=origin, mycn=known(Mycn.AMPLIFIED))
    change(board, library, child, lambda one: replace(one, mycn=(new,)))
    sections = SinceWords(library).sections(since(board, library, child, 4))
    assert [one.name for one in sections] == ["Pathology, biology and tests"]
    added, gone = sections[0].lines
    assert (added.done, added.sentences, added.origin) == ("new", ("MYCN: amplified",), "03 Nov 2026, Demo Lab")
    assert (gone.done, gone.sentences) == ("removed", ("MYCN: requested 01 Nov 2026, Demo Genetics",))


@pytest.mark.parametrize("entity", PARTS, ids=lambda one: one.table)
def test_every_kind_that_is_stored_is_compared(board: Board, library: Library, clock: Clock, entity: Entity) -> None:
    """Whatever a case holds: taken away it is told, with words and never with a field's own name."""
    case = new_case(board, library, _with(library, full_case(), entity))
    clock.day(5)
    change(board, library, case, lambda one: _without(one, entity))
    found = since(board, library, case, 4)
    assert entity.table in {one.entity for one in found.changes}
    assert {one.done for one in found.changes} == {Done.REMOVED}
    for line in told(library, found).values():
        assert line.sentences
        assert not any("_" in word for word in (line.what, *line.sentences))


DECIDED: dict[str, Any] = {
    "plan_choices": (PlanChoice(choice="transplant", option="single", reason="Wish."),),
    "plan_gates": (GateConfirmation(event="C3", condition="counts", confirmed_on=date(2026, 11, 3), note="1.2"),),
    "plan_pauses": (
        PlanPause(begun=date(2026, 11, 1), ended=date(2026, 11, 3), why=SlipReason.INFECTION, reason="Fever."),
    ),
}
"""What people decide about a plan, one of each kind."""


def _with(library: Library, case: Case, entity: Entity) -> Case:
    """The child with an entry of a kind that it has none of: what names it was asked for."""
    if entity.table in DECIDED:
        return replace(
            case, plans=tuple(replace(one, **{entity.attribute: DECIDED[entity.table]}) for one in case.plans)
        )
    if entity.table not in ENTRY_TYPES:
        return case
    asked: Any = {library.record.kinds[entity.table].head.name: silent(Silence.REQUESTED, on(1))}
    added: Any = {entity.attribute: (ENTRY_TYPES[entity.table](**asked),)}
    return replace(case, **added)


def _without(case: Case, entity: Entity) -> Case:
    if entity in PLAN_PARTS:
        none: Any = {entity.attribute: ()}
        return replace(case, plans=tuple(replace(one, **none) for one in case.plans))
    emptied: Any = {entity.attribute: ()}
    return replace(case, **emptied)


def test_facts_of_the_child_are_told_one_by_one_and_texts_name_nobody(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    clock.day(5)
    put(board, library, child, family_name="Zztest-Other", question="Operate now?", mrn="TEST-9")
    found = since(board, library, child, 4)
    assert {"Question for the board", "Family name"} <= set(told(library, found))
    assert {one.entity for one in found.changes} == {CASE.table, "identifiers"}
    text = since_text(SinceWords(library), found)
    assert "Operate now?" in text
    assert not any(name in text for name in ("Zztest-Other", "TEST-9", child.family_name + " →"))


def test_stage_and_groups_are_told_by_todays_rules_and_other_rules_apart(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    adopt_first(board, library)
    clock.day(5)
    put(board, library, child, inrgss=Inrgss.L2, mycn=Mycn.AMPLIFIED)
    found = since(board, library, child, 4)
    assert found.groups is not None
    effects = {one.fact: one for one in SinceWords(library).effects(found.groups)}
    assert (effects["Stage"].before, effects["Stage"].after) == ("M", "L2")
    assert effects["COG v2"].after == "high"
    assert effects["COG v2"].before != "high"
    assert "COG v2: " in since_text(SinceWords(library), found)
    # the first rules of a board replace none; another variant does
    assert found.rules == ()
    clock.day(6)
    scheme = next(one for one in library.rules.schemes if one.variants)
    choose_variant(board, library, scheme.id, scheme.variants[0].id, True)
    found = since(board, library, child, 5)
    assert [one.action for one in found.rules] == ["Rule variants"]
    assert found.groups is not None
    assert not found.groups.changed
    assert any("rules changed meanwhile" in one for one in SinceWords(library).cautions(found))
    choose_variant(board, library, scheme.id, scheme.variants[0].id, False)


def test_documents_are_told_by_what_became_of_them(board: Board, library: Library, clock: Clock, child: Case) -> None:
    def add(title: str) -> Any:
        return add_attachment(
            board, library, child.id, look_at(Source.memory(f"{title}.txt", title.encode())), title=title,
            kind=AttachmentKind.OTHER, dated=on(2), today=date(2026, 11, 30),
        )  # fmt: skip

    clock.day(2)
    old, renamed, back = add("Old report"), add("Renamed report"), add("Report that came back")
    gone = remove_attachment(board, library, back)
    clock.day(5)
    add("New report")
    remove_attachment(board, library, add("Added by mistake"))
    remove_attachment(board, library, old)
    change_attachment(
        board, library, renamed, title="Better title", kind=renamed.kind, dated=renamed.dated,
        today=date(2026, 11, 30),
    )  # fmt: skip
    restore_attachment(board, library, gone)
    found = since(board, library, child, 4)
    assert {(one.what, one.done) for one in told(library, found).values()} == {
        ("New report", "new"), ("Old report", "removed"), ("Better title", ""), ("Report that came back", "new"),
    }  # fmt: skip
    assert told(library, found)["Better title"].sentences == ("Title: Renamed report → Better title",)
    assert [one.name for one in SinceWords(library).sections(found)] == ["Documents"]


def test_a_case_that_was_not_there_yet_is_new_as_a_whole(board: Board, library: Library, clock: Clock) -> None:
    clock.day(5)
    case = new_case(board, library, full_case())
    found = since(board, library, case, 4)
    assert found.entered is not None
    assert found.groups is None
    assert {one.done for one in found.changes} == {Done.ADDED}
    words = SinceWords(library)
    assert any("entered on 05 Nov 2026" in one for one in words.cautions(found))
    # said once, and not at every line
    assert not any(line.done for line in told(library, found).values())
    # and before it was there, nothing is told of it
    assert since(board, library, case, 1, until=3).changes == ()


def test_a_span_ends_where_it_is_told_to(board: Board, library: Library, clock: Clock, child: Case) -> None:
    for day, value in ((5, Mycn.GAIN), (7, Mycn.AMPLIFIED)):
        clock.day(day)
        put(board, library, child, mycn=value)
    (line,) = told(library, since(board, library, child, 4, until=6)).values()
    assert line.sentences[0].endswith("→ gain (not amplified)")
    assert line.who.startswith(f"{board.person.name}, 05 Nov 2026")


def test_a_kind_that_the_labels_do_not_name_is_spelled_out(library: Library) -> None:
    """A new kind of result is told before anybody gave it words, last but for documents."""
    unknown = NetChange(
        entity="breath_tests", key=uuid4(), done=Done.ADDED,
        changes={"modality": (None, "CT"), "performed_on": (None, "2026-11-03")},
        whole={"modality": "CT", "performed_on": "2026-11-03"},
    )  # fmt: skip
    words = SinceWords(library)
    line = words.line(unknown)
    assert (line.what, line.sentences) == ("Breath tests", ("Modality: CT",))
    assert words.section("breath_tests") == "Other results"
    order = list(dict.fromkeys(library.labels.words["history_section"].values()))
    assert order.index("Other results") < order.index("Documents")


@pytest.mark.parametrize("table", ENTRY_TYPES)
def test_every_kind_of_entry_stands_in_its_place_and_by_its_own_words(library: Library, table: str) -> None:
    """Added with the words of its first code: what it is called is the words of the field that names it."""
    kind = library.record.kinds[table]
    code = kind.head.choices[0] if kind.head.choices else None
    value: object = code.code if code is not None else "Zztest"
    value = [value] if kind.head.asked is Asked.CODES else value
    said = {kind.head.name: value} if code is not None or kind.head.asked is Asked.TEXT else {}
    change_of = NetChange(
        entity=table, key=uuid4(), done=Done.ADDED, changes={name: (None, told) for name, told in said.items()},
        whole=said,
    )  # fmt: skip
    words = SinceWords(library)
    line = words.line(change_of)
    expected = code.words if code is not None and said else "Zztest" if said else kind.one
    assert line.what.casefold() == expected.casefold()
    assert words.section(table) != "Other results"
    assert line.private == kind.private


def test_what_belongs_to_a_relative_goes_out_without_its_words(
    board: Board, library: Library, clock: Clock, child: Case
) -> None:
    clock.day(5)
    relation = library.record.kinds["relatives"].field("relation").choices[0]
    relative = ENTRY_TYPES["relatives"](relation=known(relation.code))  # type: ignore[call-arg]
    change(board, library, child, lambda one: replace(one, relatives=(relative,)))
    found = since(board, library, child, 4)
    (line,) = told(library, found).values()
    assert line.what.casefold() == relation.words.casefold()
    text = since_text(SinceWords(library), found)
    assert "belongs to a relative" in text
    assert relation.words not in text
    page = CasePage(
        library, child, assess_case(library, child), date(2026, 11, 20), "Zztest",
        since=SinceBoard(date(2026, 11, 4), found),
    )  # fmt: skip
    printed = "".join(words.text for part in since_block(page).told for phrase in part for words in phrase)
    assert "New relative (left out, as it belongs to a relative)." in printed
    assert relation.words not in printed


def test_a_measured_value_has_its_unit_and_a_correction_of_the_origin_is_told(
    board: Board, library: Library, clock: Clock
) -> None:
    case = new_case(board, library, full_case())
    clock.day(5)
    first = case.markers[0]
    other = replace(first, value=known(first.value.value * 2) if first.value.value else first.value)
    moved = replace(other, provenance=replace(first.provenance, laboratory="Zztest Lab"))
    change(board, library, case, lambda one: replace(one, markers=(moved, *one.markers[1:])))
    (line,) = told(library, since(board, library, case, 4)).values()
    assert line.what == library.markers.marker(first.marker).name
    unit = library.markers.units.units[first.unit].words
    assert any(one.startswith("Value: ") and one.count(unit) == 2 for one in line.sentences)
    assert any(one.startswith("Laboratory: Demo Lab") for one in line.sentences)
