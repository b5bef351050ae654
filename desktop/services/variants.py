"""Variants of schemes that a board works by in place of rows of the standard table: chosen, kept and audited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from desktop.clinical.rights import Right

if TYPE_CHECKING:
    from desktop.services.boards import Board
    from desktop.services.library import Library


def chosen_variants(board: Board) -> Mapping[str, tuple[str, ...]]:
    """The variants of this board by their schemes; empty where it works by the standard."""
    with board.database.read() as work:
        return work.centre.variants()


def choose_variant(board: Board, library: Library, scheme: str, variant: str, in_use: bool) -> None:
    """Work by a variant of a scheme, or by its standard again; the library goes on with it.

    Raises UserError if there is no such scheme or variant; nothing is changed then.
    """
    found = library.rules.scheme(scheme)
    wanted = {one.id for one in found.in_use} - {variant}
    found.with_variants({*wanted, variant} if in_use else wanted)
    with board.work(Right.RULES) as work:
        work.centre.set_variant(scheme, variant, in_use)
        chosen = work.centre.variants()
    library.follow(lambda: chosen)
