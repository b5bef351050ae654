"""The code on a page: every slip of a copyist is noticed, and how it is typed makes no difference."""

from __future__ import annotations

from itertools import combinations, pairwise
from random import Random

import pytest

from desktop.clinical.document_code import LETTERS, code_of, read_code, square_of

CODES = [code_of(Random(seed).randbytes(64)) for seed in range(40)]


def test_a_code_is_that_of_its_signature_alone() -> None:
    assert code_of(b"one") == code_of(b"one") == "CX2N-CE1Y-TMWZ-GM"
    assert len(set(CODES)) == len(CODES)


@pytest.mark.parametrize("code", CODES[:8])
def test_it_is_read_however_it_is_typed(code: str) -> None:
    plain = code.replace("-", "")
    for typed in (code, plain, code.lower(), f"  {plain[:5]} {plain[5:]}\n", code.replace("-", "\u2011"),
                  code.replace("1", "I").replace("0", "o"), code.replace("1", "l"), square_of(code)):  # fmt: skip
        assert read_code(typed) == code, typed


def test_each_wrong_character_and_each_exchange_of_neighbours_is_noticed() -> None:
    for code in CODES[:6]:
        plain = code.replace("-", "")
        for place in range(len(plain)):
            for letter in LETTERS:
                if letter != plain[place]:
                    assert read_code(plain[:place] + letter + plain[place + 1 :]) is None
        for (at, one), (_, two) in pairwise(enumerate(plain)):
            if one != two:
                assert read_code(plain[:at] + two + one + plain[at + 2 :]) is None


def test_what_is_no_code_is_none() -> None:
    for typed in ("", "CB1:", CODES[0][:-1], CODES[0] + "7", "U" * 14, "١" * 14, "\0" * 14, "7K3M 9QXT"):
        assert read_code(typed) is None, typed


def test_letters_that_are_taken_for_others_are_not_used() -> None:
    assert len(LETTERS) == len(set(LETTERS)) == 32
    assert not set("ILOU") & set(LETTERS)
    assert all(one != two for one, two in combinations(LETTERS, 2))


def test_the_square_holds_what_a_small_one_can() -> None:
    assert square_of(CODES[0]) == f"CB1:{CODES[0].replace('-', '')}"
    assert len(square_of(CODES[0])) <= 20
