"""``verify``: whether a paper's code or a PDF is what this board gave out."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.clinical.document_code import read_code
from desktop.commands.context import Context
from desktop.commands.parser import Command, json_option

if TYPE_CHECKING:
    from desktop.services.verifying import Checked


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("document", metavar="CODE|FILE.pdf", help="the code on the paper, or the PDF")
    json_option(parser)


def _run(context: Context, args: Namespace) -> int:
    from desktop.services.verifying import check_code, check_file

    told: str = args.document
    with context.open(args, write=False) as board:
        is_file = read_code(told) is None and (told.lower().endswith(".pdf") or Path(told).is_file())
        checked = check_file(board, Path(told)) if is_file else check_code(board, told)
    if args.json:
        context.json(_document(checked))
    else:
        context.say(checked.sentence)
    return 0 if checked.verdict.holds else 1


def _document(checked: Checked) -> dict[str, object]:
    """The answer of ``verify --json``; what does not apply is null."""
    return {
        "verdict": checked.verdict.value,
        "sentence": checked.sentence,
        "code": checked.code or None,
        "kind": checked.kind or None,
        "case": checked.case_number or None,
        "issued": checked.issued.isoformat() if checked.issued else None,
        "issued_by": checked.issued_by or None,
        "superseded": checked.superseded.isoformat() if checked.superseded else None,
    }


COMMANDS = (Command("verify", "Say whether a document is one of this board.", _arguments, _run),)
