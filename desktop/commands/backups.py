"""Bad days: ``backup``, ``restore``, ``salvage``."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path

from desktop.commands.context import Context, passphrase
from desktop.commands.parser import Command
from desktop.services.boards import is_demonstration
from desktop.services.recent import remember


def _backup_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="OUT", type=Path, help="the new file, for example ward.crestboard-backup")


def _backup(context: Context, args: Namespace) -> int:
    from desktop.services.backups import make_backup

    with context.open(args, write=True) as board:
        made = make_backup(board, target=args.target.absolute())
    context.say(f"Backup of {made.about.cases} case records written to {args.target} and verified.")
    return 0


def _restore_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, help="a backup; its passphrase is that of its time")


def _restore(context: Context, args: Namespace) -> int:
    from desktop.services.restoring import needs_no_passphrase, restore_board

    folder = context.board_folder(args)
    secret = None if needs_no_passphrase(args.file) else passphrase(args, "Passphrase of the time of the backup: ")
    with restore_board(folder, args.file, passphrase=secret, user=args.user) as board:
        remember(context.home, board.folder)
        context.say(f"The board in {folder} is as it was in {args.file.name}; what it was before is in its backups.")
        context.tell("Automatic backups wait until somebody confirms in the window that this is the right state.")
    return 0


def _salvage_arguments(parser: ArgumentParser) -> None:
    parser.add_argument("target", metavar="NEW", type=Path, help="the folder of the new board")


def _salvage(context: Context, args: Namespace) -> int:
    from desktop.services.salvaging import salvage_board

    folder = context.board_folder(args)
    secret = None if is_demonstration(folder) else passphrase(args, "Passphrase: ")
    made = salvage_board(folder, args.target, context.library(), passphrase=secret, user=args.user)
    with made.board:
        remember(context.home, args.target)
    context.say(f"New board in {args.target}: {made.sentence}")
    return 0


COMMANDS = (
    Command("backup", "Write a verified, encrypted copy of the board.", _backup_arguments, _backup),
    Command("salvage", "Put what a damaged board still holds into a new one.", _salvage_arguments, _salvage),
    Command("restore", "Go back to a backup; the present state is kept beside.", _restore_arguments, _restore),
)
