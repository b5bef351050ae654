"""Of what takes long a run does a share, always the same; with CRESTBOARD_EVERY=1 it does all."""

from __future__ import annotations

import os
import random
from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

EVERY = bool(os.environ.get("CRESTBOARD_EVERY"))


def share(ones: Iterable[T], of: int) -> Iterator[T]:
    """One of so many, by lot: a fixed step would fall on the same values of what is combined again and again."""
    lot = random.Random(of)
    return (one for one in ones if EVERY or lot.randrange(of) == 0)
