"""What every command is given: where to print, how to open a board, and the shelf of rules when it is needed."""

from __future__ import annotations

import getpass
import json
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import NoReturn, TextIO

from db.errors import HeldError, StorageError
from desktop.clinical.errors import UserError
from desktop.services.boards import Board, is_demonstration, open_board, require_board
from desktop.services.library import Library
from desktop.services.recent import last_board

FACTS_LIMIT = 50 * 1024 * 1024
_DIGITS, _SHOWN = 60, 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """The surroundings of one command. ``library`` reads the shipped data when first called."""

    out: TextIO
    err: TextIO
    library: Callable[[], Library]
    home: Path
    environment_board: str = ""

    def say(self, line: str) -> None:
        """One line of result."""
        print(line, file=self.out)

    def tell(self, line: str) -> None:
        """One line of message or progress; it never mixes with results."""
        print(line, file=self.err)

    def json(self, document: object) -> None:
        """The one JSON document of a command."""
        print(json.dumps(document, ensure_ascii=False, indent=2, default=_plain), file=self.out)

    def board_folder(self, args: Namespace) -> Path:
        """The board meant: named, or in the environment, or the one opened last."""
        named = args.board or self.environment_board
        if named:
            return Path(named)
        last = last_board(self.home)
        if last is None:
            raise UserError("No board was named and none was opened before; add --board FOLDER.")
        return last

    def open(self, args: Namespace, *, write: bool) -> Board:
        """Open the board for one command; a demonstration board needs no passphrase."""
        folder, secret = self._asked(args)
        return open_board(folder, passphrase=secret, user=args.user, write=write)

    def open_to_look(self, args: Namespace) -> Board:
        """Open the board so that a look at a record can be written down; if it cannot be, that is said."""
        folder, secret = self._asked(args)
        try:
            return open_board(folder, passphrase=secret, user=args.user)
        except (HeldError, StorageError):
            board = open_board(folder, passphrase=secret, user=args.user, write=False)
        self.tell("The board can only be read now: that this record was read is not in its history.")
        return board

    def _asked(self, args: Namespace) -> tuple[Path, str | None]:
        folder = self.board_folder(args)
        require_board(folder)
        return folder, None if is_demonstration(folder) else passphrase(args, "Passphrase: ")

    def library_of(self, board: Board) -> Library:
        """The shelf for an open board: with the rules that its team adopted."""
        from desktop.services.rule_packs import adopt_first, answered_by_others, board_library
        from desktop.services.sealing import make_signing_key

        adopt_first(board, self.library())
        make_signing_key(board)
        if not board.read_only and answered_by_others(board, self.library()):
            self.tell("The list was worked out by earlier rules; see what changes in the window before you rely on it.")
        return board_library(board, self.library())


def passphrase(args: Namespace, prompt: str) -> str:
    """The first line of --passphrase-file, or asked on a terminal. Never from an argument or the environment."""
    if args.passphrase_file is not None:
        return _first_line(Path(args.passphrase_file))
    if not sys.stdin.isatty():
        raise UserError("The passphrase can only be asked on a terminal; give it with --passphrase-file FILE.")
    return getpass.getpass(prompt)


def _first_line(path: Path) -> str:
    try:
        with path.open(encoding="utf-8") as lines:
            return lines.readline(10_000).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"The passphrase file {path} cannot be read; nothing was changed.") from error


class _UnfitError(ValueError):
    """JSON that says something twice, or a number that nothing measures."""


def read_document(path: Path) -> object:
    """One JSON document from a file; numbers keep their digits. Raises UserError if it is not JSON.

    A key that stands twice in one object is refused: which of its two values counts is not for a program to choose.
    """
    try:
        if path.stat().st_size > FACTS_LIMIT:
            raise UserError(f"The file {path} is larger than {FACTS_LIMIT // 2**20} MB; nothing was read.")
        return json.loads(
            path.read_text(encoding="utf-8-sig"),
            parse_float=_measured,
            parse_int=_whole,
            parse_constant=_no_number,
            object_pairs_hook=_each_once,
        )
    except OSError as error:
        raise UserError(f"The file {path} cannot be opened ({error.strerror}); check its name.") from error
    except _UnfitError as error:
        raise UserError(f"The file {path} {error}") from error
    except (ValueError, RecursionError) as error:
        raise UserError(f"The file {path} is not a JSON document; check it with a JSON editor.") from error


def _each_once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice, _ = Counter(key for key, _ in pairs).most_common(1)[0]
        raise _UnfitError(f'gives "{twice[:_SHOWN]}" twice in one object; keep the one that is right.')
    return found


def _measured(text: str) -> Decimal:
    """A number with its digits. An exponent that nothing measures would take for ever to compute with."""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise _out_of_range(text) from None
    if number and (number.adjusted() > _DIGITS or int(number.as_tuple().exponent) < -_DIGITS):
        raise _out_of_range(text)
    return number


def _whole(text: str) -> int:
    if len(text) > _DIGITS:
        raise _out_of_range(text)
    return int(text)


def _out_of_range(text: str) -> _UnfitError:
    told = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return _UnfitError(f"has the number {told}, which is out of any range; correct it.")


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is not a number")


def _plain(value: object) -> object:
    """Decimals as JSON numbers, everything else as its text."""
    if isinstance(value, Decimal):
        return float(value)
    return str(value)
