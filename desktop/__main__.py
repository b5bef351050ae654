"""The program's door: reads the arguments, then a command or the window. Imports nothing heavy by itself."""

from __future__ import annotations

import sys
from collections.abc import Sequence


def main(arguments: Sequence[str] | None = None) -> int:
    """Run Crestboard. Returns the exit code: 0 done, 1 refused and nothing changed, 2 wrong usage."""
    from desktop import app

    return app.run(list(sys.argv[1:] if arguments is None else arguments))


if __name__ == "__main__":
    raise SystemExit(main())
