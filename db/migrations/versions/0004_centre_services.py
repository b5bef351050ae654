"""What is available at the centre that a board belongs to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """A table that begins empty: nothing was said yet."""
    op.create_table(
        "centre_services",
        sa.Column("service", sa.Text(), nullable=False),
        sa.Column("available", sa.Boolean(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("changed_at", sa.Text(), nullable=False),
        sa.CheckConstraint("available IN (0, 1)", name=op.f("ck_centre_services_available_truth")),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_centre_services")),
    )
