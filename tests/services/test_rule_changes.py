"""Other rules are looked at child by child before they are accepted, and accepted whole or not at all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from zipfile import ZipFile

import pytest
from builders import PASSPHRASE

from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.clinical.risk import checksum_of
from desktop.clinical.risk.case_facts import facts_of
from desktop.clinical.rule_set import RuleSet
from desktop.services.boards import Board, open_board
from desktop.services.cases import delete_case, list_cases, store
from desktop.services.demo import demonstration_cases
from desktop.services.history import note_view
from desktop.services.library import Library
from desktop.services.rule_changes import (
    ProposedRules,
    RuleChanges,
    accept,
    changes_csv,
    earlier_rules,
    look_at,
    shipped_rules,
)
from desktop.services.rule_packs import adopt_first, adoptions, board_library
from desktop.services.rule_sources import read_rules
from desktop.services.variants import choose_variant

TABLE = "risk/cog-v2.toml"
CHILDREN = 60


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def full(board: Board, library: Library) -> Board:
    """A board of children of every kind, one of them in the bin."""
    adopt_first(board, library)
    with board.database.work(board.person.id) as work:
        children = [(None, child) for child in demonstration_cases(library, CHILDREN, 1)]
        stored = store(work, library, children, "New case")
    delete_case(board, library, stored[0].id, "a trial")
    return board


@pytest.fixture(scope="module")
def milder(library: Library) -> ProposedRules:
    """The rules of this program with one row of one table giving another group."""
    text = library.rule_texts[TABLE]
    head, row, rest = text.partition('id = "C2-11"')
    assert row
    before, then, after = rest.partition('then = ["')
    assert then
    group, _, end = after.partition('"')
    other = "low" if group != "low" else "high"
    texts = {**library.rule_texts, TABLE: f'{head}{row}{before}{then}{other}"{end}'}
    return ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial")


def look(board: Board, library: Library, proposed: ProposedRules) -> RuleChanges:
    return look_at(board, board_library(board, library), proposed)


def test_exactly_the_children_whose_answer_differs_are_shown(
    full: Board, library: Library, milder: ProposedRules
) -> None:
    changes = look(full, library, milder)
    with full.database.read() as work:
        cases = list(work.cases.load_many(work.cases.all_ids()).values())
    wanted = set()
    for case in cases:
        before = library.rules.assess(facts_of(case, library.rules).facts, "cog-v2")
        after = milder.tables.rules.assess(facts_of(case, milder.tables.rules).facts, "cog-v2")
        if (before.groups, before.settled) != (after.groups, after.settled):
            wanted.add(case.number)
    assert wanted
    assert {one.number for one in changes.changed if one.regrouped} == wanted
    assert changes.regrouped == len(wanted)
    assert changes.cases == CHILDREN
    assert {one.title for case in changes.changed for one in case.schemes} == {library.rules.scheme("cog-v2").title}
    first = changes.changed[0].schemes[0]
    assert any(told.startswith("Row C2-11: gives ") for told in first.why)
    (table,) = changes.tables
    assert table.id == "cog-v2"
    assert any("Row C2-11" in told for told in table.words)
    assert "although the version is" in table.words[0]


def test_accepting_changes_the_list_the_history_and_nothing_else(
    full: Board, library: Library, milder: ProposedRules
) -> None:
    changes = look(full, library, milder)
    own = board_library(full, library)
    accept(full, own, changes, "agreed by the team")
    now, before = adoptions(full)
    assert (now.checksum, now.reason, now.changed) == (milder.checksum, "agreed by the team", changes.regrouped)
    assert before.checksum == library.rules.checksum
    again = board_library(full, library)
    assert again.rules.checksum == milder.checksum
    lines = list_cases(full, CaseQuery()).lines
    assert {line.rules for line in lines} == {milder.checksum}
    by_number = {one.number: one for one in changes.changed}
    for line in lines:
        if line.number in by_number:
            after = by_number[line.number].schemes[0].after
            assert after is not None
            assert line.groups == after.groups
    with full.database.read() as work:
        (entry,) = work.audit.entries(limit=1)
    assert entry.action == "Adopted rules"
    assert entry.changes["checksum"] == [before.checksum, now.checksum]
    assert entry.changes["reason"] == [None, "agreed by the team"]
    # the way back: the earlier rules are still on the board
    back = earlier_rules(full, library, before.checksum, "rules of this board before")
    assert back.tables.texts == dict(library.rule_texts)
    accept(full, again, look_at(full, again, back), "")
    assert board_library(full, library).rules is library.rules
    assert {line.rules for line in list_cases(full, CaseQuery()).lines} == {library.rules.checksum}


def test_rules_that_no_worked_case_proves_are_adopted_with_a_reason_only(
    full: Board, library: Library, milder: ProposedRules
) -> None:
    changes = look(full, library, milder)
    assert changes.unproved
    with pytest.raises(UserError, match="No worked case proves these rules"):
        accept(full, board_library(full, library), changes, "  ")
    assert len(adoptions(full)) == 1
    assert not look(full, library, shipped_rules(library)).unproved


class StoppedError(Exception):
    pass


def test_a_stopped_adoption_leaves_everything_as_it_was(full: Board, library: Library, milder: ProposedRules) -> None:
    changes = look(full, library, milder)
    lines = list_cases(full, CaseQuery()).lines

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        accept(full, board_library(full, library), changes, "a trial", stop)
    assert len(adoptions(full)) == 1
    assert list_cases(full, CaseQuery()).lines == lines


def test_a_look_at_a_case_meanwhile_is_no_obstacle(full: Board, library: Library, milder: ProposedRules) -> None:
    changes = look(full, library, milder)
    assert note_view(full, changes.changed[0].case_id)
    accept(full, board_library(full, library), changes, "a trial")
    assert len(adoptions(full)) == 2


def test_it_is_refused_when_the_board_was_changed_meanwhile_or_is_only_read(
    full: Board, board_folder: Path, library: Library, milder: ProposedRules
) -> None:
    changes = look(full, library, milder)
    own = board_library(full, library)
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as reading:
        assert look(reading, library, milder).regrouped == changes.regrouped
        with pytest.raises(UserError, match="open for reading only"):
            accept(reading, own, changes, "")
    delete_case(full, own, next(one.case_id for one in changes.changed if not one.binned), "another trial")
    with pytest.raises(UserError, match="look again"):
        accept(full, own, changes, "a trial")
    assert len(adoptions(full)) == 1


def test_rules_that_fail_their_own_worked_cases_are_shown_and_refused(
    full: Board, library: Library, milder: ProposedRules
) -> None:
    assert look(full, library, shipped_rules(library)).failures == ()
    changes = look(full, library, replace(milder, cases=library.case_texts))
    assert "cog-v2" in {one.table for one in changes.failures}
    with pytest.raises(UserError, match="fail worked cases that came with them"):
        accept(full, board_library(full, library), changes, "the centre's own row")
    assert len(adoptions(full)) == 1


def test_worked_cases_of_a_table_that_is_not_there_are_counted_by_its_name(
    full: Board, library: Library, milder: ProposedRules
) -> None:
    stray = library.case_texts["risk/cases/nccn-2026.toml"].replace('table = "nccn-2026"', 'table = "nccn-2031"', 1)
    cases = {
        "risk/cases/nccn-2031.toml": stray,
        "scores/cases/curie.toml": library.case_texts["scores/cases/curie.toml"],
    }
    changes = look(full, library, replace(milder, cases=cases))
    ((table, count),) = changes.proof.strays
    assert (table, count) == ("nccn-2031", stray.count("[[case]]"))
    assert changes.proved == cases["scores/cases/curie.toml"].count("[[case]]")
    assert changes.failures == ()


def test_the_list_for_a_spreadsheet_has_numbers_and_no_names(
    full: Board, library: Library, milder: ProposedRules
) -> None:
    changes = look(full, library, milder)
    text = changes_csv(library.labels, changes).decode("utf-8-sig")
    assert text.splitlines()[0] == "case,scheme,before,after,answer changes,why"
    assert "Zztest" not in text
    assert all(case.mrn not in text for case in changes.changed)


def write(folder: Path, library: Library, **changed: str) -> Path:
    (folder / "cases").mkdir(parents=True)
    for name, text in library.rule_texts.items():
        (folder / Path(name).name).write_text(changed.get(Path(name).stem, text), encoding="utf-8")
    for name, text in library.case_texts.items():
        (folder / "cases" / Path(name).name).write_text(text, encoding="utf-8")
    return folder


def test_a_folder_and_a_zip_are_read_as_the_same_rules(tmp_path: Path, library: Library) -> None:
    folder = write(tmp_path / "rules", library)
    with ZipFile(tmp_path / "rules.zip", "w") as archive:
        for path in sorted(folder.rglob("*.toml")):
            archive.write(path, path.relative_to(tmp_path))
    for place in (folder, tmp_path / "rules.zip"):
        found = read_rules(place)
        assert found.checksum == library.rules.checksum
        assert set(found.cases) == set(library.case_texts)
        assert found.origin == f"from {place.name}"


def test_a_faulty_file_is_named_with_row_and_key(tmp_path: Path, library: Library) -> None:
    text = library.rule_texts[TABLE].replace('status = "OK2"', 'status = "SURE"', 1)
    with pytest.raises(UserError, match=r'cog-v2\.toml.*"status" is "SURE"'):
        read_rules(write(tmp_path / "rules", library, **{"cog-v2": text}))
    with pytest.raises(UserError, match=r"inrgss\.toml: this file is not TOML"):
        read_rules(write(tmp_path / "others", library, inrgss="kind ="))
    (tmp_path / "empty").mkdir()
    with pytest.raises(UserError, match="no rule file"):
        read_rules(tmp_path / "empty")


@pytest.mark.parametrize("name", ["../cog-v2.toml", "/etc/cog-v2.toml", "a/../../b.toml", "c:cog-v2.toml"])
def test_an_archive_that_leads_out_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    with ZipFile(tmp_path / "rules.zip", "w") as archive:
        archive.writestr(name, "kind = 'scheme'")
    with pytest.raises(UserError, match="leads out of it"):
        read_rules(tmp_path / "rules.zip")


def test_what_is_too_large_or_no_archive_is_refused(tmp_path: Path) -> None:
    with ZipFile(tmp_path / "rules.zip", "w") as archive:
        archive.writestr("cog-v2.toml", "#" * (1024 * 1024 + 1))
    with pytest.raises(UserError, match="larger than"):
        read_rules(tmp_path / "rules.zip")
    (tmp_path / "no.zip").write_text("no archive", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be read"):
        read_rules(tmp_path / "no.zip")
    with ZipFile(tmp_path / "many.zip", "w") as archive:
        for number in range(201):
            archive.writestr(f"{number}.toml", "kind = 'scheme'")
    with pytest.raises(UserError, match="more than 200"):
        read_rules(tmp_path / "many.zip")


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path, library: Library) -> None:
    folder = write(tmp_path / "rules", library)
    outside = tmp_path / "outside.toml"
    outside.write_text("kind = 'scheme'", encoding="utf-8")
    (folder / "more.toml").symlink_to(outside)
    with pytest.raises(UserError, match="leads out of the folder"):
        read_rules(folder)


def test_sound_rules_that_the_program_cannot_serve_are_refused(full: Board, library: Library) -> None:
    texts = {name: text for name, text in library.rule_texts.items() if name != TABLE}
    lacking = ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial")
    with pytest.raises(UserError, match='"cog-v2" is not a known scheme'):
        look(full, library, lacking)


def test_a_board_whose_rules_cannot_be_read_has_a_way_on(full: Board, library: Library) -> None:
    broken = {**library.rule_texts, TABLE: library.rule_texts[TABLE].replace('kind = "scheme"', 'kind = "plan"', 1)}
    with full.database.work(full.person.id) as work:
        tables = adoptions(full)[0].tables
        work.rules.adopt(checksum_of(broken), broken, {}, tables, origin="elsewhere", reason="a trial", changed=0)
    own = board_library(full, library)
    changes = look_at(full, own, shipped_rules(own))
    assert "This program cannot read the rules" in changes.unreadable
    assert len(changes.changed) == changes.cases == CHILDREN
    assert "not known here" in changes.changed[0].schemes[0].why[0]
    accept(full, own, changes, "the newer program is not here")
    assert board_library(full, library).rules.checksum == library.rules.checksum


def test_variants_that_the_board_works_by_are_laid_over_both(full: Board, library: Library) -> None:
    own = board_library(full, library)
    variant = own.rules.scheme("cog-v1").variants[0]
    choose_variant(full, own, "cog-v1", variant.id, True)
    name = "risk/cog-v1.toml"
    other = library.rule_texts[name].replace('version = "1.', 'version = "7.', 1)
    texts = {**library.rule_texts, name: other}
    newer = ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial")
    assert look_at(full, own, newer).changed == ()
    without = other.replace(f'id = "{variant.id}"', 'id = "another"')
    texts = {**library.rule_texts, name: without}
    lost = ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial")
    (table,) = look_at(full, own, lost).tables
    assert any(variant.title in told and "is not in it" in told for told in table.words)
