"""Moments and people of the history, by the clock of this computer."""

from __future__ import annotations

import re
from datetime import datetime

from desktop.clinical.dates import day_words
from desktop.services.history_steps import NO_TIME
from desktop.ui.words import weekday

_DATE = re.compile(r"\b(\d{1,2} )?[A-Z][a-z]{2} \d{4}\b")


def day_of(moment: datetime) -> str:
    """``Mon 23 Nov 2026``."""
    if moment == NO_TIME:
        return "No day"
    here = moment.astimezone().date()
    return f"{weekday(here)} {day_words(here)}"


def unbroken(words: str) -> str:
    """Words that no line breaks between, as those of a date."""
    return words.replace(" ", "\u00a0")


def whole_dates(words: str) -> str:
    """The same with dates that no line breaks."""
    return _DATE.sub(lambda found: unbroken(found[0]), words)


def time_of(moment: datetime) -> str:
    """``10:42``."""
    return "no time" if moment == NO_TIME else f"{moment.astimezone():%H:%M}"


def moment_of(moment: datetime) -> str:
    """``Mon 23 Nov 2026, 10:42``."""
    return "at a time that cannot be read" if moment == NO_TIME else f"{day_of(moment)}, {time_of(moment)}"


def who_of(name: str) -> str:
    """Who it was; an entry whose writer is not on the board says so."""
    return name or "Nobody of this board"
