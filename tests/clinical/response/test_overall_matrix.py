"""The matrix of INRC 2017: against the table of the fact base, and against its rule in words."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import resources
from desktop.clinical.response import Response, ResponsePack

TABLE = Path(__file__).resolve().parents[2] / "data" / "inrc-2017-matrix.csv"
PART = ("CR", "PR", "SD", "PD", "NI", "NE")
MARROW = ("CR", "MD", "SD", "PD", "NI", "NE")
PACK = ResponsePack.load({name: resources.read_text(name) for name in resources.names("response", ".toml")})

Ask = Callable[[object], Response]


def facts(primary: str, metastases: str, marrow: str) -> dict[str, object]:
    """Three given grades."""
    return {"primary": {"grade": primary}, "metastases": {"grade": metastases}, "marrow": {"grade": marrow}}


def written() -> Iterator[tuple[tuple[str, str, str], str]]:
    """The cells of the table that was typed for this test."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            for marrow in MARROW:
                yield (row["primary"], row["mets"], marrow), row[f"bm_{marrow}"]


def in_words(grades: tuple[str, ...]) -> str:
    """The rule of the fact base, section 4.5, in its seven steps."""
    if "PD" in grades:
        return "PD"
    if "NE" in grades:
        return "NE"
    left = [one for one in grades if one != "NI"]
    if not left:
        return "NA"
    if set(left) == {"CR"}:
        return "CR"
    if "SD" in left:
        if "CR" in left or "PR" in left:
            return "MR"
        return "SD?G1" if "MD" in left else "SD"
    if "PR" in left:
        return "PR"
    return "PR?G2" if "CR" in left else "SD?G3"


def cell(response: Response) -> str:
    """Grade and gap as the table writes them."""
    return response.overall if response.gap is None else f"{response.overall}?{response.gap}"


def test_all_cells_are_those_of_the_table_and_of_the_rule_in_words(ask: Ask) -> None:
    cells = dict(written())
    assert len(cells) == 36 * 6
    for grades, wanted in cells.items():
        assert cell(ask(facts(*grades))) == wanted == in_words(grades), grades


def test_a_gap_gives_its_default_and_asks_a_clinician(ask: Ask) -> None:
    for grades, wanted in written():
        response = ask(facts(*grades))
        asked = any("clinician must confirm" in reason for reason in response.reasons)
        assert asked == ("?" in wanted), grades


def test_every_cell_has_its_reasons_and_no_conflict(ask: Ask) -> None:
    for grades, _ in written():
        response = ask(facts(*grades))
        assert len(response.reasons) >= 4
        assert response.conflict is None
        assert tuple(response.parts.values()) == grades


def test_primary_and_metastases_count_alike(ask: Ask) -> None:
    for (primary, metastases, marrow), _ in written():
        assert ask(facts(primary, metastases, marrow)).overall == ask(facts(metastases, primary, marrow)).overall


@settings(deadline=None)
@given(st.sampled_from(PART), st.sampled_from(PART), st.sampled_from(MARROW))
def test_progression_anywhere_is_progression(primary: str, metastases: str, marrow: str) -> None:
    response = PACK.respond(PACK.read(facts(primary, metastases, marrow)))
    assert (response.overall == "PD") == ("PD" in (primary, metastases, marrow))
    assert (response.overall == "CR") <= ({primary, metastases, marrow} <= {"CR", "NI"})


@settings(deadline=None)
@given(st.lists(st.sampled_from(("CR", "PR", "SD", "PD", "NI", "NE")), min_size=3, max_size=3))
def test_the_rule_in_words_knows_no_order(grades: list[str]) -> None:
    assert len({in_words(order) for order in permutations(grades)}) == 1


def test_minimal_disease_blocks_complete_response(ask: Ask) -> None:
    assert {ask(facts(a, b, "MD")).overall for a in PART for b in PART} == {"PR", "MR", "SD", "PD", "NE"}
