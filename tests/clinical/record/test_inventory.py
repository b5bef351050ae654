"""Every id of the inventory is carried by something: an entry, an older fact, a marker, a group or a file of data."""

from __future__ import annotations

import re
import tomllib

import pytest

import resources
from desktop.app import build_library
from desktop.clinical.editing import FIELDS
from desktop.clinical.vocabulary import Marker
from tests.inventory import Row, carriers, inventory

LIBRARY = build_library()
CARRIED = carriers(LIBRARY.record)
ROWS = inventory()

PARTS = {
    "NB-DIS": 6, "NB-PRI": 7, "NB-MET": 7, "NB-REL": 3, "NB-STA": 2, "NB-GEN": 2, "NB-SYN": 7, "NB-FAM": 6,
    "NB-SCR": 4, "NB-SYM": 20, "NB-TST": 34, "NB-PRG": 1, "NB-SEC": 3, "NB-BM": 16, "NB-PRO": 16, "NB-STG": 4,
    "NB-RSK": 3, "NB-RIN": 6, "NB-ROL": 12, "NB-MOD": 22, "NB-OPT": 35, "NB-LE": 8, "NB-FUP": 4, "NB-PLN": 4,
    "NB-TRI": 4, "NB-DRG": 1, "NB-RES": 23, "NB-COD": 1,
}  # fmt: skip
"""How many ids each part of section 3 has."""

_ID = re.compile(r"(NB|LE)-[A-Z0-9-]+")
"""How ids of sections 3 and 8 look; what else is carried names a row of another list, such as a gene of the summary."""


def test_the_table_holds_every_id_once() -> None:
    ids = [row.id for row in ROWS]
    assert len(set(ids)) == len(ids)
    counted: dict[str, int] = {}
    for part in ("-".join(one.split("-")[:2]) for one in ids if one.startswith("NB-")):
        counted[part] = counted.get(part, 0) + 1
    assert counted == PARTS


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
def test_something_carries_it(row: Row) -> None:
    assert row.id in CARRIED or row.stands_elsewhere, row.words


def test_nothing_carries_an_id_that_is_not_in_the_inventory() -> None:
    assert {one for one in CARRIED if _ID.fullmatch(one)} <= {row.id for row in ROWS}


@pytest.mark.parametrize("row", [row for row in ROWS if row.stands_elsewhere], ids=lambda row: row.id)
def test_what_carries_it_elsewhere_is_there(row: Row) -> None:
    for fact in row.facts:
        assert not row.code or row.code in FIELDS[fact].options
    assert {*row.facts} <= {*FIELDS}
    assert {*row.markers} <= {*Marker}
    assert not row.file or row.id in resources.read_text(row.file)
    if row.group:
        rows = tomllib.loads(resources.read_text("risk/cog-v2.toml"))["row"]
        assert any(row.group in one["then"] for one in rows)
