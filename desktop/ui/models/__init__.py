"""Qt item models: read-only, one a list; they ask a service again instead of sorting in Python."""
