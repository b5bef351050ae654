"""Python's search for what holds itself alive, put off while something large is made."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def nothing_collected() -> Iterator[None]:
    """What an import or a document makes stays until it is stored or drawn, and nothing of it holds itself alive.

    The search would look through all of it, and the whole program, again and again: an eighth of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
