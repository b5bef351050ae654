"""Treatment plans with what people decide about them: days that are fixed, events left out, gates, pauses, choices.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

_WHY = (
    *("counts", "infection", "toxicity", "organ_function", "response", "result", "procedure"),
    *("capacity", "supply", "family", "transfer", "protocol", "other"),
)


def _among(name: str) -> str:
    return f'"{name}" IN ({", ".join(repr(code) for code in _WHY)})'


def _part(table: str, *columns: sa.Column[object], checks: tuple[sa.CheckConstraint, ...] = ()) -> None:
    """A table of what belongs to a plan."""
    op.create_table(
        table,
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("plan_id", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        *columns,
        *checks,
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f(f"fk_{table}_case_id_cases")),
        sa.ForeignKeyConstraint(["plan_id"], ["plans.id"], name=op.f(f"fk_{table}_plan_id_plans")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )
    op.create_index(op.f(f"ix_{table}_case_id"), table, ["case_id"], unique=False)
    op.create_index(op.f(f"ix_{table}_plan_id"), table, ["plan_id"], unique=False)


def upgrade() -> None:
    """Nothing is decided yet: no event is left out or fixed, no plan is stopped, each begins at its beginning."""
    with op.batch_alter_table("plan_events", recreate="always") as batch:
        batch.alter_column("actual", existing_type=sa.Text(), nullable=True)
        batch.add_column(sa.Column("booked", sa.Text(), nullable=True), insert_after="actual")
        batch.add_column(
            sa.Column("left_out", sa.Boolean(), nullable=False, server_default=sa.text("0")), insert_after="booked"
        )
        batch.add_column(sa.Column("why", sa.Text(), nullable=True), insert_after="left_out")
        batch.create_check_constraint(op.f("ck_plan_events_left_out_truth"), '"left_out" IN (0, 1)')
        batch.create_check_constraint(op.f("ck_plan_events_why_codes"), _among("why"))
    with op.batch_alter_table("plan_events", recreate="always") as batch:
        batch.alter_column("left_out", existing_type=sa.Boolean(), server_default=None)
    with op.batch_alter_table("plans", recreate="always") as batch:
        batch.add_column(sa.Column("first_event", sa.Text(), nullable=False, server_default=""))
        batch.add_column(sa.Column("stopped", sa.Text(), nullable=True))
        batch.add_column(sa.Column("stopped_why", sa.Text(), nullable=True))
        batch.add_column(sa.Column("stopped_reason", sa.Text(), nullable=False, server_default=""))
        batch.create_check_constraint(op.f("ck_plans_stopped_why_codes"), _among("stopped_why"))
    with op.batch_alter_table("plans", recreate="always") as batch:
        batch.alter_column("first_event", existing_type=sa.Text(), server_default=None)
        batch.alter_column("stopped_reason", existing_type=sa.Text(), server_default=None)
    _part(
        "plan_choices",
        sa.Column("choice", sa.Text(), nullable=False),
        sa.Column("option", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
    )
    _part(
        "plan_gates",
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("condition", sa.Text(), nullable=False),
        sa.Column("confirmed_on", sa.Text(), nullable=False),
        sa.Column("confirmed_by", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
    )
    _part(
        "plan_pauses",
        sa.Column("begun", sa.Text(), nullable=False),
        sa.Column("ended", sa.Text(), nullable=True),
        sa.Column("why", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        checks=(sa.CheckConstraint(_among("why"), name=op.f("ck_plan_pauses_why_codes")),),
    )
