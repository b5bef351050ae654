"""How many inputs each kind is given, how they are counted, and what a refusal has to be like.

``CRESTBOARD_FUZZ=5000`` gives that many in all, each run another set; without it few are tried, always the same ones.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable
from math import ceil
from typing import Any, TypeVar, cast

import pytest
from hypothesis import HealthCheck, Phase, settings
from share import EVERY

from desktop.clinical.errors import UserError

Test = TypeVar("Test", bound=Callable[..., Any])

FEW = 250
INPUTS = int(os.environ.get("CRESTBOARD_FUZZ", "0")) or FEW

SHARES = {
    "lists: any bytes": 10,
    "lists: text in any encoding": 10,
    "lists: near to a profile, CSV and TSV": 24,
    "lists: near to a profile, XLSX": 10,
    "lists: damaged workbooks": 8,
    "lists: made-up archives": 6,
    "key files": 6,
    "backups": 5,
    "rules": 5,
    "templates": 8,
    "facts": 5,
    "records": 10,
    "small files beside a board": 4,
    "small files of the user": 3,
    "passphrases typed at a board": 6,
    "new passphrases": 4,
}
"""Of a hundred inputs. Whoever adds a kind takes from another."""

LEAST = {"records": 500 if EVERY else 250}
"""Kinds of which more are tried even where few are: a record has many places in which something can be wrong."""

assert sum(SHARES.values()) >= 100

tried: Counter[str] = Counter()
"""Inputs that were tried, by kind; told at the end of the run, and checked after each test."""

taken: Counter[str] = Counter()
"""Those of them that were not refused."""


def wanted(kind: str) -> int:
    """So many inputs of a kind are tried."""
    return max(ceil(INPUTS * SHARES[kind] / 100), LEAST.get(kind, 0))


def fuzzed(kind: str) -> Callable[[Test], Test]:
    """A test of one kind of inputs; it takes the fixture ``kind`` and counts what it tries."""
    chosen = settings(
        max_examples=wanted(kind), deadline=None, database=None, derandomize=INPUTS <= FEW, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    mark = pytest.mark.fuzzed(kind)
    return lambda test: cast("Test", mark(chosen(test)))


def refusal(error: UserError) -> str:
    """The sentence of a refusal: some words, and no end of them."""
    told = str(error)
    assert told.strip(), repr(error)
    assert len(told) < 2_000, told[:200]
    return told
