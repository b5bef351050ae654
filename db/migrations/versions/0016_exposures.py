"""A table of cumulative exposures as they were entered; it begins empty.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_TABLE = "exposures"
_TEXTS = ("agent", "counts_as", "amount", "unit", "site")
_DAYS = ("began_on", "ended_on")


def upgrade() -> None:
    """Nothing is taken over: doses of treatments are free words and stay where they stand."""
    facts: list[SchemaItem] = [part for name in _TEXTS for part in _fact(name, sa.Text())]
    facts += _fact("fractions", sa.Integer())
    facts += [part for name in _DAYS for part in _fact(name, sa.Text())]
    facts += _fact("with_dexrazoxane", sa.Boolean())
    facts.append(sa.CheckConstraint('"with_dexrazoxane" IN (0, 1)', name=op.f("ck_exposures_with_dexrazoxane_truth")))
    facts += _fact("detail", sa.Text())
    op.create_table(_TABLE, *_origin(), *facts, *_keys())
    op.create_index(op.f("ix_exposures_case_id"), _TABLE, ["case_id"], unique=False)


def _origin() -> Iterator[SchemaItem]:
    """Where a row belongs, and where what it says came from."""
    yield sa.Column("case_id", sa.Text(), nullable=False)
    yield sa.Column("position", sa.Integer(), nullable=False)
    yield sa.Column("id", sa.Text(), nullable=False)
    for name in ("performed_on", "reported_on"):
        yield sa.Column(name, sa.Text(), nullable=True)
    for name in ("laboratory", "method", "specimen", "report_reference", "entered_by"):
        yield sa.Column(name, sa.Text(), nullable=False)
    yield sa.Column("entered_at", sa.Text(), nullable=True)
    yield sa.Column("checked_by", sa.Text(), nullable=False)
    yield sa.Column("checked_at", sa.Text(), nullable=True)
    yield sa.Column("supersedes", sa.Text(), nullable=True)
    yield sa.Column("chosen_because", sa.Text(), nullable=False)


def _fact(name: str, kind: sa.types.TypeEngine[Any]) -> list[SchemaItem]:
    """A value or a silence, never both."""
    one = f'("{name}" IS NULL) <> ("{name}_silence" IS NULL)'
    return [
        sa.Column(name, kind, nullable=True),
        sa.Column(f"{name}_silence", sa.Text(), nullable=True),
        sa.CheckConstraint(one, name=op.f(f"ck_exposures_{name}_one")),
    ]


def _keys() -> Iterator[SchemaItem]:
    yield sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_exposures_case_id_cases"))
    yield sa.ForeignKeyConstraint(
        ["supersedes"],
        ["exposures.id"],
        name=op.f("fk_exposures_supersedes_exposures"),
        initially="DEFERRED",
        deferrable=True,
    )
    yield sa.PrimaryKeyConstraint("id", name=op.f("pk_exposures"))
