"""The search finds exactly the lines that have every word in them, whatever signs, accents and pages there are."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import small_case
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from db.case_list import search
from db.folding import fold, search_text, search_words
from desktop.clinical.case import Case
from desktop.clinical.listing import CaseLine, CaseQuery
from desktop.services.boards import Board

# few letters, so that much is found; accents, capitals, signs that a database or a search language could read
LETTERS = "aAbzZ01éÉøŁßÅ'\"%_*()-:^+ .,/\\"
TEXTS = st.text(LETTERS, max_size=9) | st.text(max_size=4)
FEW = 4


@pytest.fixture(scope="module")
def cases() -> list[Case]:
    return [small_case(number) for number in range(6)]


@pytest.fixture
def filled(board: Board, cases: list[Case]) -> Iterator[tuple[Board, list[Case]]]:
    with board.database.work(board.person.id) as work:
        stored = work.cases.add_many(cases, "New case")
    yield board, stored


def ascii_lower(text: str) -> str:
    return "".join(letter.lower() if letter.isascii() else letter for letter in text)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=6, max_size=6), TEXTS)
@example(["O'Brien", "100%", "a_b", "", "éa", "Zß"], "'")
@example(["O'Brien", "100%", "a_b", "", "éa", "Zß"], "éA")
@example(["ab ba", "ba ab", "abba", "a b", "ba", "b"], "ab ba")
@example(["ab", "ab", "ab", "ab", "zz", "zz"], "AB")
@example(["a%b", "ab", "a_b", "a", "b", ""], "%")
def test_search_finds_what_has_every_word(filled: tuple[Board, list[Case]], names: list[str], text: str) -> None:
    board, stored = filled
    lines = [
        CaseLine(case_id=case.id, number=case.number, mrn=case.mrn, name=name, rules="r1")
        for case, name in zip(stored, names, strict=True)
    ]
    with board.database.work(board.person.id) as work:
        work.index.put_many(lines)
    words = [ascii_lower(word) for word in search_words(text)]
    wanted = [
        (not fold(line.name), fold(line.name), line.number)
        for line in lines
        if all(word in ascii_lower(search_text(line.name, line.mrn)) for word in words)
    ]
    with board.database.glance() as connection:
        found, at = [], 0
        while True:
            page = search(connection, CaseQuery(text=text, sort="name", offset=at, limit=FEW))
            assert page.total == len(wanted)
            found += page.lines
            at += FEW
            if at >= page.total:
                break
    assert [line.number for line in found] == [number for _, _, number in sorted(wanted)]
