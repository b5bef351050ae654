"""What the program needs from the operating system on Linux: which part is missing, and the command that brings it.

Libraries are looked for as Qt looks for them, by loading them. Debian's names are used (Ubuntu's are the same); on
another distribution the libraries are named and the command is left to the reader.
"""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping

# library -> package: Qt without a screen
OFFSCREEN = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libfreetype.so.6": "libfreetype6",
    "libfontconfig.so.1": "libfontconfig1",
    "libdbus-1.so.3": "libdbus-1-3",
}
# Qt with a window; its own message names libxcb-cursor0 whichever of them is missing
WINDOW = {
    **OFFSCREEN,
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
# program -> package: tests that look at PDFs and at a real window; such a test is skipped where its program is missing
TEST_TOOLS = {"qpdf": "qpdf", "pdftotext": "poppler-utils", "Xvfb": "xvfb", "xauth": "xauth"}
APT_SECONDS = 240


def missing_libraries(wanted: Mapping[str, str], load: Callable[[str], object] = ctypes.CDLL) -> dict[str, str]:
    """The libraries of ``wanted`` that cannot be loaded, with the packages that bring them."""
    return {library: package for library, package in wanted.items() if not _loads(library, load)}


def _loads(library: str, load: Callable[[str], object]) -> bool:
    try:
        load(library)
    except OSError:
        return False
    return True


def missing_tools(wanted: Mapping[str, str], find: Callable[[str], str | None] = shutil.which) -> dict[str, str]:
    """The programs of ``wanted`` that are not on the path, with the packages that bring them."""
    return {tool: package for tool, package in wanted.items() if find(tool) is None}


def command(packages: Iterable[str]) -> str:
    """The exact command for a terminal that installs these packages."""
    return f"sudo apt-get install {' '.join(sorted(set(packages)))}"


def may_install() -> bool:
    """Whether this run may install system packages by itself: root, on a system with apt-get."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def provide(packages: Iterable[str], say: Callable[[str], None]) -> bool:
    """Install system packages when root. False where that is not possible, or did not work."""
    names = sorted(set(packages))
    if not may_install():
        return False
    say(f"Installing system packages (about half a minute): {' '.join(names)} ...")
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=60"]
    # lists that cannot be renewed may still be good enough, so only the installation counts
    _run([*apt, "update"], quiet)
    return _run([*apt, "install", "-y", "--no-install-recommends", *names], quiet)


def _run(words: list[str], surroundings: dict[str, str]) -> bool:
    try:
        done = subprocess.run(
            words, env=surroundings, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
            timeout=APT_SECONDS, check=False,
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def require_libraries(wanted: Mapping[str, str], say: Callable[[str], None]) -> str:
    """Bring what is missing when root. Empty if all is there now; else one sentence with the exact command."""
    if not sys.platform.startswith("linux"):
        return ""
    missing = missing_libraries(wanted)
    if missing and provide(missing.values(), say):
        missing = missing_libraries(wanted)
    if not missing:
        return ""
    names = ", ".join(missing)
    if shutil.which("apt-get") is None:
        return f"System libraries are missing: {names}; install them with your distribution's package manager."
    return f"System libraries are missing: {names}; install them with: {command(missing.values())}"
