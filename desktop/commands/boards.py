"""Boards: ``create``, ``demo``, ``check``."""

from __future__ import annotations

import getpass
from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.clinical.errors import UserError
from desktop.commands.context import Context, passphrase
from desktop.commands.parser import Command, json_option
from desktop.services.boards import create_board
from desktop.services.checking import check_board
from desktop.services.demo import make_demonstration
from desktop.services.files import write_whole
from desktop.services.recent import remember


def _create_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the new board's folder, for example NAME.crestboard")
    parser.add_argument("--recovery", metavar="OUT.txt", type=Path, help="write the recovery key to this file")


def _create(context: Context, args: Namespace) -> int:
    if args.recovery is not None and args.recovery.exists():
        raise UserError(f"The file {args.recovery} exists already; choose another for the recovery key.")
    secret = passphrase(args, "New passphrase (15 characters or more): ")
    if args.passphrase_file is None and secret != passphrase(args, "Once more: "):
        raise UserError("The two passphrases differ; nothing was created, try again.")
    made = create_board(
        args.folder, name=args.folder.stem, person_name=args.user or getpass.getuser(), passphrase=secret
    )
    with made.board as board:
        context.library_of(board)
    remember(context.home, args.folder)
    if args.recovery is not None:
        write_whole(args.recovery, f"{made.recovery_key}\n".encode())
        context.say(f"Board created in {args.folder}; its recovery key is in {args.recovery}: keep it away from here.")
    else:
        context.say(f"Board created in {args.folder}.")
        context.say(f"Recovery key, shown this once; print it and keep it away from this computer: {made.recovery_key}")
    return 0


def _demo_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="the new demonstration board's folder")
    parser.add_argument("--cases", metavar="N", type=int, default=24, help="how many children (default 24)")
    parser.add_argument("--seed", metavar="S", type=int, default=1, help="the same seed gives the same children")


def _demo(context: Context, args: Namespace) -> int:
    with make_demonstration(args.folder, context.library(), cases=args.cases, seed=args.seed):
        pass
    context.say(f"Demonstration board with {args.cases} children who do not exist created in {args.folder}.")
    return 0


def _check(context: Context, args: Namespace) -> int:
    with context.open(args, write=False) as board:
        report = check_board(board)
    if args.json:
        context.json(report.document())
    elif report.ok:
        context.say("The board is sound: file, links between records, history and schema.")
    else:
        for problem in report.problems:
            context.say(problem)
    return 0 if report.ok else 1


COMMANDS = (
    Command("create", "Create an empty, encrypted board with its first person.", _create_arguments, _create),
    Command("demo", "Create a demonstration board of children who do not exist.", _demo_arguments, _demo),
    Command("check", "Check file integrity, links, audit chain and schema.", json_option, _check),
)
