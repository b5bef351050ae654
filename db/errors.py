"""Refusals of the storage: each is one sentence for a user, without patient data."""

from __future__ import annotations

from desktop.clinical.errors import UserError


class NoBoardError(UserError):
    """The folder is no board, or lacks a part that cannot be done without."""


class WrongKeyError(UserError):
    """The passphrase or the recovery key does not open the board."""


class HeldError(UserError):
    """Somebody else has the board open for writing."""


class SchemaError(UserError):
    """The database's schema is newer than the program, or older and cannot be brought up here."""


class NewerSchemaError(SchemaError):
    """The board was written by a newer program."""


class DamagedError(UserError):
    """The database file is damaged, or does not belong to these keys."""


class StorageError(UserError):
    """The disk refused: full, read-only, or not answering."""


class PlaceError(StorageError):
    """The folder lies where a board is not safe, whatever is done there."""


class FullError(StorageError):
    """The disk is full."""


class StaleCase(UserError):  # noqa: N818 - the name that callers know
    """The case was changed meanwhile; the change was not stored."""


class DuplicateCase(UserError):  # noqa: N818 - the name that callers know
    """A case, or one of its identifiers, is already on the board."""


class ChangedSince(UserError):  # noqa: N818 - the name that callers know
    """What is to be undone was changed again since; nothing was stored."""

    def __init__(self, number: int = 0) -> None:
        super().__init__(f"Case {number} was changed again since; nothing was undone, look at the case.")
        self.number = number


class StillNamed(UserError):  # noqa: N818 - beside those that callers know
    """What would be taken away is named by something that came later and stays."""


class FrozenDecision(UserError):  # noqa: N818 - beside those that callers know
    """What would be taken back belongs to a decision that the chair confirmed; it stays, and can be amended."""
