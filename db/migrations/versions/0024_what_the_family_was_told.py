"""What the family was told of the record, when and by whom; and whether a sheet keeps off what it was not told.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

_TABLE = "disclosures"


def upgrade() -> None:
    """Nobody wrote down who told what, so the table begins empty; a sheet that was approved stays as it was."""
    facts = [*_fact("what", sa.Text()), *_fact("told", sa.Boolean())]
    facts.append(sa.CheckConstraint('"told" IN (0, 1)', name=op.f("ck_disclosures_told_truth")))
    facts += [part for name in ("as_told", "told_by", "detail") for part in _fact(name, sa.Text())]
    op.create_table(_TABLE, *_origin(), *facts, *_keys())
    op.create_index(op.f("ix_disclosures_case_id"), _TABLE, ["case_id"], unique=False)
    with op.batch_alter_table("family_sheets", recreate="always") as batch:
        batch.add_column(sa.Column("withholds", sa.Boolean(), nullable=False, server_default="0"))
    with op.batch_alter_table("family_sheets", recreate="always") as batch:
        batch.alter_column("withholds", server_default=None)
        batch.create_check_constraint(op.f("ck_family_sheets_withholds_truth"), '"withholds" IN (0, 1)')


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
        sa.CheckConstraint(one, name=op.f(f"ck_disclosures_{name}_one")),
    ]


def _keys() -> Iterator[SchemaItem]:
    yield sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_disclosures_case_id_cases"))
    yield sa.ForeignKeyConstraint(
        ["supersedes"],
        ["disclosures.id"],
        name=op.f("fk_disclosures_supersedes_disclosures"),
        initially="DEFERRED",
        deferrable=True,
    )
    yield sa.PrimaryKeyConstraint("id", name=op.f("pk_disclosures"))
