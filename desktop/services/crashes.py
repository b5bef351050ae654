"""What is written down of an unexpected error: versions, kinds and places, never values.

An exception's own text may quote a child's name (a database parameter, a file's cell), so it is left out: the report
is an allow-list of error types, file names, functions and line numbers.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path, PureWindowsPath
from traceback import walk_tb

from desktop import __version__
from desktop.services.library import Library
from desktop.services.logs import append_private

FILE = "crashes.log"
_MOST_PLACES = 60
"""Of an error that called itself without end only the first and last places are told."""


def describe(error: BaseException) -> str:
    """The sentence a user reads."""
    return (
        f"Something unexpected went wrong ({type(error).__name__}); what was saved before is safe. "
        "Run it again with --debug to see where."
    )


def report_of(error: BaseException, about: Sequence[str] = ()) -> str:
    """When, which versions, ``about`` what else, and the trail of the error; no value. The trail comes last."""
    return with_trail(trail_of(error), about)


def with_trail(trail: str, about: Sequence[str] = ()) -> str:
    """A report whose trail is known already."""
    moment = f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"
    return "\n".join([*basics(), moment, *about, "", trail])


def trail_in(report: str) -> str:
    """What makes two reports the same error."""
    return report.rpartition("\n\n")[2]


def basics() -> list[str]:
    """What is known without loading anything: program, Python and system. The computer's own name is left out."""
    return [
        f"Crestboard {__version__}, Python {platform.python_version()}",
        f"{platform.system()} {platform.release()} {platform.machine()}",
    ]


def versions(library: Library) -> list[str]:
    """Database, schema, and every table of rules with the start of its checksum; what cannot be told is left out."""
    told = []
    with suppress(Exception):
        from db.driver import driver_versions
        from db.upgrade import HEAD

        told.append(f"{driver_versions()}, schema {HEAD}")
    # a fault in the rules themselves must be reported, too
    with suppress(Exception):
        from desktop.services.rule_packs import tables_of

        told += [f"{one.id} {one.version} ({one.checksum[:8]})" for one in tables_of(library.tables)]
    return told


def trail_of(error: BaseException) -> str:
    """Kinds and places of an error and of what led to it."""
    lines, seen = list[str](), set[int]()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(type(current).__name__)
        places = [place(f.f_code.co_filename, line, f.f_code.co_name) for f, line in walk_tb(current.__traceback__)]
        if len(places) > _MOST_PLACES:
            left_out = len(places) - _MOST_PLACES
            half = _MOST_PLACES // 2
            places = [*places[:half], f"  and {left_out} places more", *places[-half:]]
        lines += places
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def place(file: str, line: int, function: str) -> str:
    """One place in the code: the file's own name only, as its folder may be a person's."""
    # a Windows path knows both kinds of strokes
    return f"  {PureWindowsPath(file).name}:{line} {function}"


def log_crash(report: str, folder: Path) -> None:
    """Add a report to the crash log in ``folder``; a full disk must not hide the error itself."""
    append_private(folder / FILE, f"{report}\n\n")
