"""Sets of things found: what they name, and whether the others were looked for too. An unknown is no negative."""

from __future__ import annotations

from collections.abc import Collection
from typing import TypeVar

from desktop.clinical.vocabulary import REST_NOT_RECORDED

T = TypeVar("T")


def found_in(codes: Collection[T]) -> frozenset[T]:
    """The things that were found."""
    return frozenset(one for one in codes if one != REST_NOT_RECORDED)


def is_whole(codes: Collection[object]) -> bool:
    """Whether everything else was looked for and not found; otherwise nothing is known of the others."""
    return REST_NOT_RECORDED not in codes
