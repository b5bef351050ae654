"""The rules that a board works with: those its team adopted, whatever this program ships.

A board keeps the texts of all its rule tables, so that every laptop assesses by the same ones, also with a newer
program. What a program brings is looked at and adopted by a person; until then the board's own rules hold.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from db.errors import DamagedError
from desktop.clinical.dates import day_words
from desktop.clinical.errors import RuleFileError, UserError
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.variants import chosen_variants

if TYPE_CHECKING:  # a list is shown before these are loaded
    from db.rule_packs import AdoptedTable, Adoption
    from desktop.clinical.rule_set import RuleSet
    from desktop.services.template_shelf import OwnText

SHIPPED = "came with the program"
"""Where a pack came from, if it is the program's own."""

_NAMED = 3
"""So many tables are named in the bar."""

FIRST = "first rules of the board"


class RulesUnreadableError(UserError):
    """The board's rules cannot be read by this program, and none are put in their place: a group would be wrong."""


def board_library(board: Board, library: Library) -> Library:
    """The shelf for one board: its adopted rules, read when they are first asked for; else those that ship.

    Variants of schemes that the board works by are laid over them; the templates that its team wrote stand beside
    those that ship.
    """
    shipped = library.shipped
    found = library.with_tables(partial(_tables_of_board, board, shipped), partial(_cases_of_board, board, shipped))
    found.follow(lambda: chosen_variants(board))
    found.follow_templates(partial(_own_templates, board))
    return found


def adopt_first(board: Board, library: Library) -> None:
    """Have a board that has adopted none adopt the rules of this program.

    A board open for reading is left alone, and so is one whose stored answers were worked out by other rules: a person
    looks first at what these would change.
    """
    if board.read_only or _adopted(board) is not None or answered_by_others(board, library):
        return
    shipped = library.shipped
    # the program does it at the first opening, whoever opens: without rules there would be no answer
    with board.own_work() as work:
        work.rules.adopt(
            shipped.tables.checksum, shipped.rule_texts, shipped.case_texts, tables_of(shipped.tables),
            origin=SHIPPED, reason=FIRST, changed=0,
        )  # fmt: skip


def answered_by_others(board: Board, library: Library) -> bool:
    """Whether a board that has adopted no rules has answers on its list that other rules than this program's gave."""
    if _adopted(board) is not None:
        return False
    with board.database.read() as work:
        found = work.index.rules_used()
    tables = library.shipped.tables
    # boards made before packs held every table name the risk tables alone
    return bool(found - {tables.checksum, tables.part_checksum("risk")})


def adoptions(board: Board) -> list[Adoption]:
    """What the board works with, and what it worked with before, latest first."""
    with board.database.read() as work:
        return work.rules.history()


def brings_others(board: Board, library: Library) -> bool:
    """Whether this program ships other rules than the board has adopted. Nothing is parsed."""
    found = _adopted(board)
    return found is not None and found[0] != library.shipped.tables.checksum


def offer_words(board: Board, library: Library) -> str:
    """For the window's bar: which tables the program brings in another version; empty if in none, or for reading."""
    if board.read_only:
        return ""
    if answered_by_others(board, library):
        return (
            "The answers on the list were worked out by earlier rules, which this board did not keep. "
            "They stay there until somebody has seen what changes and adopts these; a child's page has the new answer."
        )
    if not brings_others(board, library):
        return ""
    here = {one.id: one for one in adoptions(board)[0].tables}
    told = []
    for one in tables_of(library.shipped.tables):
        was = here.pop(one.id, None)
        if was is None:
            told.append(f"{one.title}: new, version {one.version}")
        elif was.version != one.version:
            told.append(f"{one.title}: version {was.version} on this board, {one.version} in the program")
        elif was.checksum != one.checksum:
            told.append(f"{one.title}: version {one.version}, with another text in the program")
    told += [f"{one.title}: not in the program" for one in here.values()]
    more = f"; and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return f"{'; '.join(told[:_NAMED])}{more}. The board's own rules hold until somebody adopts the others."


def pack_words(board: Board) -> str:
    """Which rules a proof asks, for whoever relies on it: the board's, since when, from where, and their checksum."""
    found = next(iter(adoptions(board)), None)
    if found is None:
        return "the rules of this program, because the board has adopted none yet"
    day = day_words(found.adopted_at.astimezone().date())
    return f"the board's rules, adopted {day} ({found.origin}; checksum {found.checksum[:12]})"


def tables_of(tables: RuleSet) -> tuple[AdoptedTable, ...]:
    """What a pack is made of: the schemes in their order, what they rest on, then the other tables."""
    from db.rule_packs import AdoptedTable

    return tuple(
        AdoptedTable(
            id=one.id,
            title=one.title,
            version=one.version,
            valid_from=one.valid_from,
            checksum=one.checksum,
            sources=one.sources,
        )
        for one in tables.files
    )


def earlier_tables(library: Library, texts: Mapping[str, str]) -> RuleSet:
    """Rules that a board keeps; of a part that did not belong to packs then, the program's own hold."""
    from desktop.clinical.rule_set import RuleSet

    return RuleSet(texts, library.shipped.tables)


def cases_with_beneath(library: Library, tables: RuleSet, cases: Mapping[str, str]) -> dict[str, str]:
    """The worked cases of a pack, and those of the program for the parts that are not in it."""
    from desktop.clinical.rule_set import part_of

    beneath = {name: text for name, text in library.shipped.case_texts.items() if part_of(name) not in tables.held}
    return {**beneath, **cases}


def _adopted(board: Board) -> tuple[str, Mapping[str, str]] | None:
    from db.rule_packs import adopted_texts

    with board.database.glance() as connection:
        return adopted_texts(connection)


def _own_templates(board: Board) -> list[OwnText]:
    from db.own_templates import own_texts
    from desktop.services.template_shelf import OwnText

    with board.database.glance() as connection:
        return [OwnText(*one) for one in own_texts(connection)]


def _tables_of_board(board: Board, shipped: Library) -> RuleSet:
    from desktop.clinical.risk import checksum_of

    found = _adopted(board)
    if found is None:
        return shipped.tables
    checksum, texts = found
    if checksum_of(texts) != checksum:
        raise DamagedError("The rules stored on this board are not those that were adopted; put back a backup.")
    if checksum == shipped.tables.checksum:
        return shipped.tables
    tables = earlier_tables(shipped, texts)
    try:
        _ = tables.files
    except RuleFileError as error:
        raise RulesUnreadableError(
            f"This program cannot read the rules that the board works with ({str(error).rstrip('.')}); no group is "
            "worked out by other rules. Open the board with the newer program, or look at the rules of this one in "
            "Settings, Rules."
        ) from error
    return tables


def _cases_of_board(board: Board, shipped: Library) -> Mapping[str, str]:
    found = _adopted(board)
    if found is None or found[0] == shipped.tables.checksum:
        return shipped.case_texts
    with board.database.read() as work:
        texts, cases = work.rules.texts(found[0])
    return cases_with_beneath(shipped, earlier_tables(shipped, texts), cases)
