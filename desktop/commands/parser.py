"""The words of the command line. Each command's module says its own arguments and what it runs."""

from __future__ import annotations

from argparse import SUPPRESS, ArgumentError, ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop.commands.context import Context


@dataclass(frozen=True, slots=True)
class Command:
    """One command: its name, one line of help, its own arguments, and what it does (returns the exit code)."""

    name: str
    help: str
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Context, Namespace], int]


def build_parser(commands: tuple[Command, ...]) -> ArgumentParser:
    """The whole command line; board options are understood before or after the command."""
    parser = ArgumentParser(
        prog="crestboard",
        description="Tumour-board case manager for neuroblastoma. With no command it opens the window.",
        epilog="Decision support, not a decision.",
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="store_true", help="print program, schema and rule-pack versions")
    parser.set_defaults(**_DEFAULTS)
    _board_options(parser)
    chosen = parser.add_subparsers(metavar="COMMAND")
    for command in commands:
        own = chosen.add_parser(command.name, help=command.help, description=command.help, allow_abbrev=False)
        _board_options(own)
        command.arguments(own)
        own.set_defaults(run=command.run)
    return parser


def parse_window(arguments: Sequence[str]) -> Namespace | None:
    """The arguments of a start of the window, or None where they say anything else or are wrong.

    The window opens sooner when no command was loaded.
    """
    parser = ArgumentParser(add_help=False, allow_abbrev=False, exit_on_error=False)
    parser.set_defaults(version=False, **_DEFAULTS)
    _board_options(parser)
    try:
        found, more = parser.parse_known_args(arguments)
    except ArgumentError:
        return None
    return None if more else found


_DEFAULTS = {"board": None, "passphrase_file": None, "user": None, "debug": False, "run": None}


def _board_options(parser: ArgumentParser) -> None:
    # SUPPRESS keeps the command's own parser from overwriting what stood before the command
    parser.add_argument("--board", metavar="DIR", default=SUPPRESS, help="the board's folder (or CRESTBOARD_BOARD)")
    parser.add_argument(
        "--passphrase-file", metavar="FILE", default=SUPPRESS, help="file whose first line is the passphrase"
    )
    parser.add_argument("--user", metavar="NAME", default=SUPPRESS, help="which person of the board you are")
    parser.add_argument("--debug", action="store_true", default=SUPPRESS, help="show the trace of an error")


def json_option(parser: ArgumentParser) -> None:
    """The ``--json`` switch: one JSON document on standard output and nothing else."""
    parser.add_argument("--json", action="store_true", help="print one JSON document")
