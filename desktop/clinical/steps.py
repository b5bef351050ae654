"""The steps of treatment that every protocol shares."""

from __future__ import annotations

STEPS = 8
"""From staging (1) to follow-up; their words are labels. A module of its own, because the list needs nothing else."""
