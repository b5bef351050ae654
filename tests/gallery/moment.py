"""The moment at which the clock of every picture stands."""

from __future__ import annotations

from datetime import UTC, date, datetime

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)
TODAY = date(2026, 11, 23)
