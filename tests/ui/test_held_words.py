"""Who else has the board open, and since when, in words."""

from datetime import UTC, datetime

import pytest

from desktop.services.boards import Holder
from desktop.ui.words import held_words

NOW = datetime(2026, 11, 23, 10, 42, tzinfo=UTC)


@pytest.mark.parametrize(
    ("since", "words"),
    [
        ("2026-11-23T09:12:00+00:00", "Read only: open on ward laptop 2 since 09:12."),
        ("2026-11-22T23:40:00+00:00", "Read only: open on ward laptop 2 since 22 Nov, 23:40."),
        ("nobody knows", "Read only: open on ward laptop 2."),
    ],
)
def test_since_when(since: str, words: str) -> None:
    assert held_words(Holder("Zztest Coordinator", "ward laptop 2", 1, since), NOW) == words
