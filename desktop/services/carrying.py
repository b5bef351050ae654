"""The record that a document carries: what goes in, what stays out unless it is chosen, and the line that says so."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from desktop.clinical.answers import LEFT_OUT, left_out
from desktop.clinical.case import Case
from desktop.services.boards import Board
from desktop.services.library import Library
from desktop.services.records import record_bytes, record_of

if TYPE_CHECKING:
    from desktop.clinical.attachments import Attachment

RELATIVES, CONFIDENTIAL = "relatives", "confidential"
"""The parts of a record that a document lacks unless they are chosen: what is known of relatives, who have not been
asked, and what is marked as confidential, such as a safeguarding concern, or why a family is not told something yet."""

NAMES = "names"
"""What a de-identified record lacks."""

_WORDS = {RELATIVES: "entries on relatives", CONFIDENTIAL: "confidential items", NAMES: "all that names the child"}


@dataclass(frozen=True, slots=True)
class Carry:
    """That a document shall carry the record, and whether with what is left out otherwise."""

    relatives: bool = False
    confidential: bool = False

    @property
    def left_out(self) -> tuple[str, ...]:
        """The parts that stay out, whether or not there is anything in them: that too is not for everybody."""
        chosen = ((RELATIVES, self.relatives), (CONFIDENTIAL, self.confidential))
        return tuple(name for name, is_in in chosen if not is_in)


@dataclass(frozen=True, slots=True)
class CarriedRecord:
    """A record as bytes, and the parts that it lacks."""

    content: bytes
    left_out: tuple[str, ...]

    @property
    def line(self) -> str:
        """What the page says of it, in one or two sentences."""
        return f"This file carries the record, not encrypted. {left_out_words(self.left_out)}"


def left_out_words(left_out: tuple[str, ...]) -> str:
    """What a record lacks, in one sentence; parts that this program does not know are named as they are."""
    if not left_out:
        return "Nothing is left out of it."
    return f"Left out: {' and '.join(_WORDS.get(one, one) for one in left_out)}."


def left_out_said(left_out: tuple[str, ...]) -> str:
    """The same as a document says it itself, which nobody signed."""
    if not left_out:
        return "It says itself, which proves nothing, that nothing is left out."
    told = " and ".join(_WORDS.get(one, one) for one in left_out)
    return f"Left out, as it says itself, which proves nothing: {told}."


def has_left_out(case: Case) -> bool:
    """Whether a record says of any of its answers that it was left out."""
    return _says_left_out(record_of(case))


def _says_left_out(told: object) -> bool:
    if isinstance(told, dict):
        where = told.get("where")
        marked = isinstance(where, str) and where.partition(":")[0] == LEFT_OUT and "silence" in told
        return marked or any(_says_left_out(one) for one in told.values())
    return isinstance(told, list | tuple) and any(_says_left_out(one) for one in told)


def carried_record(board: Board, library: Library, case: Case, carry: Carry) -> CarriedRecord:
    """The record of a case as a document carries it; nothing is stored."""
    with board.database.read() as work:
        documents = work.attachments.of(case.id)
    return record_to_carry(library, case, documents, carry)


def record_to_carry(library: Library, case: Case, documents: list[Attachment], carry: Carry) -> CarriedRecord:
    """The same for a case that is at hand."""
    return CarriedRecord(record_bytes(record_of(without_private(library, case, carry), documents)), carry.left_out)


def without_private(library: Library, case: Case, carry: Carry) -> Case:
    """The case without what is left out unless it is chosen."""
    changed: dict[str, Any] = {}
    for kind in library.record.kinds.values():
        entries = getattr(case, kind.table)
        if kind.private and not carry.relatives:
            changed[kind.table] = ()
        elif not carry.confidential and any(one.confidential for one in kind.fields):
            # of every entry alike: "not asked" would be untrue, and a gap beside others would tell that there is one
            silenced: dict[str, Any] = {one.name: left_out() for one in kind.fields if one.confidential}
            changed[kind.table] = tuple(replace(entry, **silenced) for entry in entries)
    return replace(case, **changed)
