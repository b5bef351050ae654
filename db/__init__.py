"""Storage: one encrypted SQLite database in a board folder, its key slots, lock, migrations and repositories.

Knows the clinical values (``desktop.clinical``) and nothing above them. Repositories take and return frozen
values; a transaction is a ``with`` block; every write leaves audit entries on the one write path.
"""
