"""Runs the migrations over the connection it is given, inside the transaction that is already open."""

from __future__ import annotations

from alembic import context

from db.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a table by building it anew
    render_as_batch=True,
)
context.run_migrations()
