"""The board meeting and who asks, in the case; step, courses, awaited facts and meeting in the list.

Must not import the tables of the program, which go on changing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns in the order in which the program declares them."""
    _facts()
    _lines()


def _facts() -> None:
    """Both facts begin as not asked. Their checks come after, because the rows must meet them by then."""
    with op.batch_alter_table("cases", recreate="always") as batch:
        batch.add_column(sa.Column("board_on", sa.Text(), nullable=True), insert_after="primary_site_silence")
        batch.add_column(sa.Column("board_on_silence", sa.Text(), nullable=True), insert_after="board_on")
        batch.add_column(sa.Column("asked_by", sa.Text(), nullable=True), insert_after="question_silence")
        batch.add_column(sa.Column("asked_by_silence", sa.Text(), nullable=True), insert_after="asked_by")
    op.execute("UPDATE cases SET board_on_silence = 'not_asked', asked_by_silence = 'not_asked'")
    with op.batch_alter_table("cases", recreate="always") as batch:
        for name in ("board_on", "asked_by"):
            batch.create_check_constraint(
                op.f(f"ck_cases_{name}_one"), f'("{name}" IS NULL) <> ("{name}_silence" IS NULL)'
            )


def _lines() -> None:
    """The lines are worked out anew when the board is next opened for writing: they name no rules any more."""
    with op.batch_alter_table("case_index", recreate="always") as batch:
        for name, kind, after in (
            ("waiting", sa.Text(), "missing"),
            ("phase_done", sa.Integer(), "phase"),
            ("phase_count", sa.Integer(), "phase_done"),
            ("step", sa.Integer(), "phase_count"),
            ("board_on", sa.Text(), "next_due_on"),
        ):
            batch.add_column(sa.Column(name, kind, nullable=True), insert_after=after)
    op.execute("UPDATE case_index SET waiting = '[]', phase_done = 0, phase_count = 0, step = 0, rules = ''")
    with op.batch_alter_table("case_index", recreate="always") as batch:
        for name in ("waiting", "phase_done", "phase_count", "step"):
            batch.alter_column(name, nullable=False)
