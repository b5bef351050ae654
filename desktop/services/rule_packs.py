"""The rules that a board works with: those its team adopted, whatever this program ships.

A board keeps the texts of its rules, so that every laptop assesses by the same ones, also with a newer program. What
a program brings is looked at and accepted by a person; until then the board's own rules hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from db.errors import DamagedError
from desktop.clinical.errors import RuleFileError, UserError
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.variants import chosen_variants

if TYPE_CHECKING:  # a list is shown before these are loaded
    from db.rule_packs import AdoptedTable, Adoption
    from desktop.clinical.risk import RulePack

SHIPPED = "came with the program"
"""Where a pack came from, if it is the program's own."""

_NAMED = 3
"""So many tables are named in the bar."""

FIRST = "first rules of the board"


class RulesUnreadableError(UserError):
    """The board's rules cannot be read by this program, and none are put in their place: a group would be wrong."""


def board_library(board: Board, library: Library) -> Library:
    """The shelf for one board: its adopted rules, read when they are first asked for; else those that ship.

    Variants of schemes that the board works by are laid over them.
    """
    found = library.with_rules(partial(_rules_of, board, library.shipped))
    found.follow(lambda: chosen_variants(board))
    return found


def adopt_first(board: Board, library: Library) -> None:
    """Have a board that has adopted none adopt the rules of this program; a board open for reading is left alone."""
    if board.read_only or _adopted(board) is not None:
        return
    shipped = library.shipped
    with board.database.work(board.person.id) as work:
        work.rules.adopt(
            shipped.rules.checksum, shipped.rule_texts, shipped.case_texts, tables_of(shipped.rules),
            origin=SHIPPED, reason=FIRST, changed=0,
        )  # fmt: skip


def adoptions(board: Board) -> list[Adoption]:
    """What the board works with, and what it worked with before, latest first."""
    with board.database.read() as work:
        return work.rules.history()


def brings_others(board: Board, library: Library) -> bool:
    """Whether this program ships other rules than the board has adopted. Nothing is parsed."""
    from desktop.clinical.risk import checksum_of

    found = _adopted(board)
    return found is not None and found[0] != checksum_of(library.shipped.rule_texts)


def offer_words(board: Board, library: Library) -> str:
    """For the window's bar: which tables the program brings in another version; empty if in none, or for reading."""
    if board.read_only or not brings_others(board, library):
        return ""
    here = {one.id: one for one in adoptions(board)[0].tables}
    told = []
    for one in tables_of(library.shipped.rules):
        was = here.pop(one.id, None)
        if was is None:
            told.append(f"{one.title} {one.version} is new")
        elif was.version != one.version:
            told.append(f"{one.title} {was.version} here, {one.version} in the program")
        elif was.checksum != one.checksum:
            told.append(f"{one.title} {one.version} has another text in the program")
    told += [f"{one.title} is not in the program" for one in here.values()]
    more = f"; and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return f"{'; '.join(told[:_NAMED])}{more}. The board's own rules hold until somebody accepts the others."


def tables_of(rules: RulePack) -> tuple[AdoptedTable, ...]:
    """What a pack is made of: the schemes in their order, then what they rest on."""
    from db.rule_packs import AdoptedTable

    schemes = [scheme.id for scheme in rules.schemes]
    places = {one: place for place, one in enumerate(schemes)}
    return tuple(
        AdoptedTable(
            id=one.id,
            title=one.title,
            version=one.version,
            valid_from=one.valid_from,
            checksum=one.checksum,
            sources=one.sources,
        )
        for one in sorted(rules.files, key=lambda one: (places.get(one.id, len(schemes)), one.id))
    )


def _adopted(board: Board) -> tuple[str, Mapping[str, str]] | None:
    from db.rule_packs import adopted_texts

    with board.database.glance() as connection:
        return adopted_texts(connection)


def _rules_of(board: Board, shipped: Library) -> RulePack:
    from desktop.clinical.risk import RulePack, checksum_of

    found = _adopted(board)
    if found is None:
        return shipped.rules
    checksum, texts = found
    if checksum_of(texts) != checksum:
        raise DamagedError("The rules stored on this board are not those that were adopted; put back a backup.")
    if checksum == checksum_of(shipped.rule_texts):
        return shipped.rules
    try:
        return RulePack.load(texts)
    except RuleFileError as error:
        raise RulesUnreadableError(
            f"This program cannot read the rules that the board works with ({str(error).rstrip('.')}); no group is "
            "worked out by other rules. Open the board with the newer program, or look at the rules of this one in "
            "Settings, Rule tables."
        ) from error
