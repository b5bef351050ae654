"""What is written down of an unexpected error: versions, kinds and places, never values.

An exception's own text may quote a child's name (a database parameter, a file's cell), so it is left out: the log
is an allow-list of error types, file names, functions and line numbers.
"""

from __future__ import annotations

import platform
import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from traceback import walk_tb

from desktop import __version__


def describe(error: BaseException) -> str:
    """The sentence a user reads."""
    return (
        f"Something unexpected went wrong ({type(error).__name__}); what was saved before is safe. "
        "Run it again with --debug to see where."
    )


def report_of(error: BaseException) -> str:
    """Versions and the trail of the error, without any value."""
    lines = [f"crestboard {__version__}, Python {platform.python_version()}, {sys.platform}"]
    current: BaseException | None = error
    while current is not None:
        lines.append(type(current).__name__)
        for frame, number in walk_tb(current.__traceback__):
            code = frame.f_code
            lines.append(f"  {Path(code.co_filename).name}:{number} {code.co_name}")
        current = current.__cause__ or current.__context__
    return "\n".join(lines)


def log_crash(error: BaseException, folder: Path) -> None:
    """Add the report to ``crashes.log`` in ``folder``; a full disk must not hide the first error."""
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "crashes.log").open("a", encoding="utf-8") as log:
            log.write(f"{datetime.now(UTC).isoformat(timespec='seconds')}\n{report_of(error)}\n\n")
