"""Writes what the window would show, for a place without a screen; run by the environment's Python.

``write_demonstration.py BOARD FOLDER``: every command goes through the program's own door, one after the other in
one process, since loading the program takes longer than drawing a page.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Run = Callable[[Sequence[str]], int]


def write(run: Run, board: str, folder: Path) -> int:
    """Write the list as text and as JSON, then every child's summary. Returns the exit code; faults are said."""
    code = 0
    for name, words in (("list.txt", ["list"]), ("list.json", ["list", "--json"])):
        fault, listed = asked(run, "--board", board, *words)
        if fault:
            return fault  # the program has said why
        (folder / name).write_text(listed, encoding="utf-8")
    numbers = [int(case["number"]) for case in json.loads(listed)]
    for number in numbers:
        page = str(folder / f"summary-{number:03}.pdf")
        code = max(code, asked(run, "--board", board, "summary", str(number), "-o", page)[0])
    print(f"The list of {len(numbers)} children and their summaries are in {folder}")
    print("  list.txt, list.json: the children of the board, as the window lists them")
    print("  summary-001.pdf ...: one page for each child, by case number")
    print("None of these children exists. Decision support, not a decision.", flush=True)
    return code


def asked(run: Run, *words: str) -> tuple[int, str]:
    """Run one command; its exit code and what it printed."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        code = run(words)
    return code, printed.getvalue()


if __name__ == "__main__":
    from desktop.__main__ import main

    sys.exit(write(main, sys.argv[1], Path(sys.argv[2])))
