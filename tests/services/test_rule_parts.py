"""A pack holds every table of rules: what would change in responses, derived facts and laboratory results is shown."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

import pytest

from desktop.app import build_library
from desktop.clinical.answers import NOT_ASKED, known
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.risk import checksum_of
from desktop.clinical.rule_set import PARTS, RuleSet, files_in
from desktop.clinical.vocabulary import Mycn
from desktop.services.boards import Board
from desktop.services.cases import save_case, store
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.proving import prove_rules
from desktop.services.responding import response_of
from desktop.services.rule_cells import cell_differences
from desktop.services.rule_changes import (
    ProposedRules,
    RuleChanges,
    accept,
    earlier_rules,
    look_at,
    shipped_rules,
)
from desktop.services.rule_effects import OtherChange
from desktop.services.rule_packs import (
    adopt_first,
    adoptions,
    board_library,
    brings_others,
    offer_words,
    pack_words,
    tables_of,
)
from desktop.services.rule_sources import read_rules

INRC, DERIVED, URINE, BLOOD = (
    "response/inrc-2017.toml", "biology/derived.toml", "biomarkers/urine.toml", "biomarkers/blood.toml",
)  # fmt: skip
CHILDREN = 24


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def full(board: Board, library: Library) -> Board:
    adopt_first(board, library)
    with board.database.work(board.person.id) as work:
        store(work, library, [(None, child) for child in demonstration_cases(library, CHILDREN, 1)], "New case")
    return board


def others(library: Library, name: str, before: str, after: str) -> ProposedRules:
    text = library.rule_texts[name]
    assert before in text
    texts = {**library.rule_texts, name: text.replace(before, after, 1)}
    return ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial")


def look(board: Board, library: Library, name: str, before: str, after: str) -> RuleChanges:
    return look_at(board, board_library(board, library), others(library, name, before, after))


def told(changes: RuleChanges) -> list[OtherChange]:
    assert all(not case.schemes for case in changes.changed), "the risk tables are the same"
    return [one for case in changes.changed for one in case.others]


def stored(board: Board) -> list[Case]:
    with board.database.read() as work:
        return list(work.cases.load_many(work.cases.all_ids()).values())


def test_a_pack_holds_all_tables_and_every_text_is_in_its_checksum(library: Library) -> None:
    assert {name.partition("/")[0] for name in library.rule_texts} == {*PARTS} == {*library.tables.held}
    ids = {one.id for one in tables_of(library.tables)}
    assert {"cog-v2", "inrgss", "inpc-1999", "INRC-2017", "curie", "derived", "units", "urine"} <= ids
    for name, text in library.rule_texts.items():
        assert RuleSet({**library.rule_texts, name: f"{text}\n"}).checksum != library.tables.checksum
    assert library.rules.checksum == library.tables.checksum


def test_responses_that_would_be_another_are_shown_and_then_stand(full: Board, library: Library) -> None:
    """A matrix whose partial response of all three parts is a mixed one: nobody's medicine."""
    row = 'when = ["PR", "PR"]\nthen = { CR = "PR", MD = "PR"'
    changes = look(full, library, INRC, row, row.replace('MD = "PR"', 'MD = "MR"'))
    parts = ["PR", "PR", "MD"]
    wanted = {
        case.number
        for case in stored(full)
        if (found := response_of(library, case)) is not None and found.computed is not None
        and list(found.computed.parts.values()) == parts
    }  # fmt: skip
    assert wanted
    assert {one.number for one in changes.changed} == wanted
    assert changes.regrouped == len(wanted)
    first = told(changes)[0]
    assert first.title.startswith("Response, ")
    assert first.regrouped
    assert "PR" in first.before
    assert "MR" in first.after
    assert any(one.startswith("With these rules: Overall MR") for one in first.why)
    accept(full, board_library(full, library), changes, "a trial")
    own = board_library(full, library)
    child = next(one for one in stored(full) if one.number in wanted)
    graded = response_of(own, child)
    assert graded is not None
    assert graded.computed is not None
    assert graded.computed.overall == "MR"
    assert adoptions(full)[0].changed == len(wanted)
    with full.database.read() as work:
        (entry,) = work.audit.entries(limit=1)
    assert "INRC-2017" in entry.changes["tables"][1]  # type: ignore[operator]


def test_facts_beside_a_call_that_would_read_otherwise_are_shown(full: Board, library: Library) -> None:
    child = next(one for one in stored(full) if one.mycn)
    measured = replace(
        child.mycn[-1], id=uuid4(), mycn=known(Mycn.NOT_AMPLIFIED), ratio=known(Decimal("3.5")), copies=NOT_ASKED
    )
    save_case(full, board_library(full, library), child, replace(child, mycn=(measured,)), "a trial")
    text = library.rule_texts[DERIVED].replace("over = 4", "over = 3").replace("up_to = 4", "up_to = 3")
    proposed = ProposedRules(tables=RuleSet({**library.rule_texts, DERIVED: text}), cases={}, origin="a trial")
    changes = look_at(full, board_library(full, library), proposed)
    assert [one.number for one in changes.changed] == [child.number]
    (change,) = told(changes)
    assert change.title.endswith("beside the call")
    assert (change.regrouped, change.before != change.after) == (True, True)
    assert any("Called not amplified" in one for one in change.why)


def test_results_of_the_laboratory_that_would_be_told_otherwise_are_shown(full: Board, library: Library) -> None:
    before = '{ from = 900, to = 1399, grade = "middle"'
    changes = look(full, library, BLOOD, before, before.replace("middle", "worst"))
    assert {one.title.partition(" U/L")[0] for one in told(changes)} == {"LDH 1,310"}
    (table,) = changes.tables
    assert table.words[1:] == (
        "Scale, ldh, all children, 1990 to 2016, bins, from 900 to 1399, grade: now middle, with these rules worst.",
    )
    assert all(one.regrouped and "worst bin" in one.after and "middle bin" in one.before for one in told(changes))
    # where the laboratory printed no limit of its own, a printed one counts
    changes = look(full, library, URINE, "limit = 42", "limit = 12")
    assert {one.title.partition(",")[0] for one in told(changes)} <= {"HVA 24 mg/g creatinine"}


def test_a_class_that_would_be_another_is_shown_also_where_no_scheme_uses_it(full: Board, library: Library) -> None:
    name = "risk/inpc-1999.toml"
    text = library.rule_texts[name].replace('then = ["favourable"]', 'then = ["kept"]')
    text = text.replace('then = ["unfavourable"]', 'then = ["favourable"]').replace('["kept"]', '["unfavourable"]')
    proposed = ProposedRules(tables=RuleSet({**library.rule_texts, name: text}), cases={}, origin="a trial")
    changes = look_at(full, board_library(full, library), proposed)
    assert changes.regrouped > 0
    others = [one for case in changes.changed for one in case.others]
    assert {one.title for one in others if one.regrouped} == {"Class by INPC-1999"}
    assert {(one.before, one.after) for one in others if one.regrouped} <= {
        ("favourable", "unfavourable"),
        ("unfavourable", "favourable"),
    }


@pytest.mark.parametrize("part", [part for part in PARTS if part != "risk"])
def test_a_folder_that_lacks_a_part_is_refused_whole(tmp_path: Path, library: Library, part: str) -> None:
    for name, text in library.rule_texts.items():
        if not name.startswith(f"{part}/"):
            (tmp_path / Path(name).name).write_text(text, encoding="utf-8")
    with pytest.raises(UserError, match=f"There are no {PARTS[part]} among these rules; they are taken whole"):
        read_rules(tmp_path)


UNFIT = [
    (INRC, 'id = "INRC-2017"', 'id = "INRC-2031"', "not those that records name"),
    (DERIVED, 'number = "copies"', 'number = "dna_index"', "not worked out from the facts"),
    (DERIVED, 'value = "gain"', 'value = "raised"', "read ratio as raised"),
    (BLOOD, 'code = "nse"', 'code = "nse_2"', "must name"),
    (URINE, '"mg_mmol", "mg_24h"]', '"mg_mmol"]', "do not know VMA in mg/24 h"),
]


@pytest.mark.parametrize(("name", "right", "wrong", "words"), UNFIT)
def test_tables_that_the_program_cannot_serve_are_refused(
    full: Board, library: Library, name: str, right: str, wrong: str, words: str
) -> None:
    with pytest.raises(UserError, match=words):
        look(full, library, name, right, wrong)


@pytest.fixture
def older(board: Board, library: Library) -> Board:
    """A board that adopted its rules when a pack held risk tables alone, and other ones than those of today."""
    texts = files_in(library.rule_texts, "risk")
    name = "risk/cog-v2.toml"
    texts[name] = texts[name].replace('version = "1.', 'version = "0.', 1)
    cases = files_in(library.case_texts, "risk")
    with board.database.work(board.person.id) as work:
        tables = tables_of(RuleSet(texts, library.tables))
        work.rules.adopt(checksum_of(texts), texts, cases, tables, origin="elsewhere", reason="a trial", changed=0)
    return board


def test_a_board_that_adopted_risk_tables_alone_works_on_and_is_offered_the_rest(
    older: Board, library: Library
) -> None:
    own = board_library(older, library)
    assert own.rules.scheme("cog-v2").version.startswith("0.")
    assert own.tables.held == ("risk",)
    assert own.criteria is library.criteria
    assert brings_others(older, own)
    assert ": new, version " in offer_words(older, own)
    proof = prove_rules(own)
    assert {one.table.id for one in proof.tables} == {one.table.id for one in prove_rules(library).tables}
    assert proof.failed == 0
    changes = look_at(older, own, shipped_rules(library))
    assert any(table.id == "INRC-2017" and table.words[0].startswith("New: ") for table in changes.tables)
    before = adoptions(older)[0].checksum
    accept(older, own, changes, "")
    assert board_library(older, library).tables is library.tables
    # and the way back is still there
    assert earlier_rules(older, library, before, "before").checksum == before


def test_a_proof_asks_the_rules_that_the_board_adopted_and_says_which(full: Board, library: Library) -> None:
    row = 'when = ["PR", "PR"]\nthen = { CR = "PR", MD = "PR"'
    texts = {
        **library.rule_texts,
        INRC: library.rule_texts[INRC].replace(row, row.replace('MD = "PR"', 'MD = "MR"'), 1),
    }
    with full.database.work(full.person.id) as work:
        work.rules.adopt(
            checksum_of(texts), texts, library.case_texts, tables_of(RuleSet(texts)),
            origin="from rules.zip", reason="", changed=0,
        )  # fmt: skip
    proof = prove_rules(board_library(full, library))
    assert {one.table for one in proof.failures} == {"INRC-2017"}
    assert prove_rules(library).failed == 0, "what ships is as it was"
    assert f"(from rules.zip; checksum {checksum_of(texts)[:12]})" in pack_words(full)


def test_every_cell_that_differs_is_told_in_words(library: Library) -> None:
    def told(name: str, table: str, *pairs: tuple[str, str]) -> tuple[str, ...]:
        text = library.rule_texts[name]
        for before, after in pairs:
            assert before in text
            text = text.replace(before, after, 1)
        return cell_differences(library.tables, RuleSet({**library.rule_texts, name: text}), table)

    assert told(URINE, "urine", ("limit = 27", "limit = 28")) == (
        "Limit, vma from 0 below 1, limit: now 27, with these rules 28.",
    )
    assert told(DERIVED, "derived", ("over = 4", "over = 3"), ("up_to = 4", "up_to = 3")) == (
        "Test, ratio, band, amplified, over: now 4, with these rules 3.",
        "Test, ratio, band, gain, up to: now 4, with these rules 3.",
    )
    (row,) = told(INRC, "INRC-2017", ('{ CR = "CR", MD = "PR?G2"', '{ CR = "CR", MD = "PR"'))
    assert row == "Whole response, Primary tumour CR, Metastases CR, Bone marrow MD: now PR?G2, with these rules PR."
    assert told(BLOOD, "blood", ('to = 1399, grade = "middle"', 'to = 1399, grade = "worst"')) == (
        "Scale, ldh, all children, 1990 to 2016, bins, from 900 to 1399, grade: now middle, with these rules worst.",
    )
    gone = told(BLOOD, "blood", ('id = "nse-200"', 'id = "nse-300"'))
    assert gone[0].startswith("Cut, nse-300 is new: id nse-300; marker nse; over 200; ")
    assert gone[1].startswith("Cut, nse-200 is gone: ")
    assert told(BLOOD, "blood", ("# ---- LDH", "# ---- ldh")) == ()
    assert cell_differences(None, library.tables, "blood") == ()


def test_looking_can_be_stopped_while_cases_are_asked_and_while_children_are(full: Board, library: Library) -> None:
    own, shipped = board_library(full, library), shipped_rules(library)
    for wanted in (0, CHILDREN // 2):

        def stop(done: int, total: int, at: int = wanted) -> None:
            assert total == CHILDREN
            if done >= at:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            look_at(full, own, shipped, stop)
    assert len(adoptions(full)) == 1
