"""Whether a window can be shown here. On Linux a screen that is only named, but not there, counts as none."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable, Mapping

# Qt draws with these although there is no screen, because somebody asked for it
WITHOUT_SCREEN = ("offscreen", "minimal", "vnc", "linuxfb", "eglfs")
X_SECONDS = 3.0
Address = str | tuple[str, int]


def answers(address: Address) -> bool:
    """Whether somebody listens there: a socket's path (NUL first: an abstract one), or a host and a port."""
    try:
        family = socket.AF_UNIX if isinstance(address, str) else socket.AF_INET
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.settimeout(X_SECONDS)
            probe.connect(address)
    except OSError:
        return False
    return True


def screen_addresses(surroundings: Mapping[str, str]) -> list[Address]:
    """Where the screens that the environment variables name would listen."""
    found: list[Address] = []
    if wayland := surroundings.get("WAYLAND_DISPLAY"):
        found.append(os.path.join(surroundings.get("XDG_RUNTIME_DIR", ""), wayland))  # noqa: PTH118 - may be absolute
    named = re.fullmatch(r"(?:unix)?(?P<host>[^:/]*):(?P<number>\d+)(?:\.\d+)?", surroundings.get("DISPLAY", ""))
    if named and named["host"]:
        found.append((named["host"], 6000 + int(named["number"])))
    elif named:
        path = f"/tmp/.X11-unix/X{named['number']}"  # where X puts it, by its own convention
        found += [path, f"\0{path}"]
    elif other := surroundings.get("DISPLAY"):
        found.append(other.rpartition(":")[0] if "/" in other else other)  # a path, as XQuartz gives it
    return found


def can_show_window(
    platform: str, surroundings: Mapping[str, str], listens: Callable[[Address], bool] = answers
) -> bool:
    """Whether a window can be opened. Windows and macOS always have a screen; elsewhere one has to answer."""
    if platform in ("win32", "darwin"):
        return True
    if surroundings.get("QT_QPA_PLATFORM", "").partition(":")[0] in WITHOUT_SCREEN:
        return True
    return any(listens(address) for address in screen_addresses(surroundings))
