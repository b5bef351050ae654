"""Renders every window, dialog, state and printed page to PNG: ``python -m tests.gallery OUT [--only PATTERN]``.

Run it from the project's folder. Two runs give the same bytes. ``OUT/index.html`` and ``OUT/sheets`` show them all.
"""

from __future__ import annotations

import os
import sys
from argparse import ArgumentParser
from pathlib import Path


def main(arguments: list[str]) -> int:
    """Draw what is wanted and say where it is."""
    parser = ArgumentParser(prog="python -m tests.gallery", description=__doc__)
    parser.add_argument("out", type=Path, help="folder for the pictures")
    parser.add_argument(
        "--only",
        action="append",
        default=[],
        metavar="PATTERN",
        help="only pictures whose name has this in it, or fits it (case-*-dark-200, page-*-a4*); may be repeated",
    )
    parser.add_argument("--no-sheets", action="store_true", help="no contact sheets, no index")
    parser.add_argument("--list", action="store_true", help="only print the names of the pictures of windows")
    args = parser.parse_args(arguments)
    # set before Qt is loaded: without a screen, at one device pixel a point, whatever this machine is set to
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    for name in ("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_STYLE_OVERRIDE"):
        os.environ.pop(name, None)
    from tests.gallery.render import render

    names = render(args.out, args.only, sheets=not args.no_sheets, only_names=args.list)
    sys.stdout.write("\n".join(names) + "\n" if args.list else f"{len(names)} pictures in {args.out}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
