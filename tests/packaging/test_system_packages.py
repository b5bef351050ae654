"""Which system parts are missing, the command that is named, and when a window can be shown."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

Script = Callable[[str], ModuleType]


@pytest.fixture
def parts(script: Script) -> Any:
    """The script that knows the system's packages."""
    return script("system_packages")


@pytest.fixture
def screen(script: Script) -> Any:
    """The script that knows whether there is a screen."""
    return script("screen")


def loader(*missing: str) -> Callable[[str], object]:
    """A system on which these libraries are missing."""

    def load(name: str) -> object:
        if name in missing:
            raise OSError(f"{name}: cannot open shared object file")
        return object()

    return load


def test_missing_libraries_are_named_with_their_packages(parts: Any) -> None:
    load = loader("libxcb-icccm.so.4", "libEGL.so.1")
    assert parts.missing_libraries(parts.WINDOW, load) == {
        "libEGL.so.1": "libegl1",
        "libxcb-icccm.so.4": "libxcb-icccm4",
    }
    assert parts.missing_libraries(parts.OFFSCREEN, load) == {"libEGL.so.1": "libegl1"}
    assert parts.missing_libraries(parts.WINDOW, loader()) == {}


def test_missing_tools_are_named_with_their_packages(parts: Any) -> None:
    assert parts.missing_tools(parts.TEST_TOOLS, lambda tool: None if tool == "pdftotext" else tool) == {
        "pdftotext": "poppler-utils"
    }


def test_the_command_is_exact_and_stable(parts: Any) -> None:
    assert parts.command(["libgl1", "libegl1", "libgl1"]) == "sudo apt-get install libegl1 libgl1"


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these libraries to its user")
@pytest.mark.parametrize(
    ("apt", "advice"), [("/usr/bin/apt-get", "sudo apt-get install libgl1$"), (None, "distribution")]
)
def test_who_is_not_root_gets_the_command(
    parts: Any, monkeypatch: pytest.MonkeyPatch, apt: str | None, advice: str
) -> None:
    monkeypatch.setattr(parts.os, "geteuid", lambda: 1000)
    monkeypatch.setattr(parts.shutil, "which", lambda _: apt)
    monkeypatch.setattr(parts, "missing_libraries", lambda _: {"libGL.so.1": "libgl1"})
    said: list[str] = []
    sentence = parts.require_libraries(parts.WINDOW, said.append)
    assert "libGL.so.1" in sentence
    assert re.search(advice, sentence)
    assert said == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="only Linux leaves these libraries to its user")
def test_root_has_them_installed_without_questions(parts: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    surroundings: list[dict[str, str]] = []

    def run(words: list[str], *, env: dict[str, str], **_: object) -> subprocess.CompletedProcess[bytes]:
        ran.append(words)
        surroundings.append(env)
        return subprocess.CompletedProcess(words, 0)

    monkeypatch.setattr(parts.os, "geteuid", lambda: 0)
    monkeypatch.setattr(parts.shutil, "which", lambda _: "/usr/bin/apt-get")
    monkeypatch.setattr(parts.subprocess, "run", run)
    missing = iter([{"libGL.so.1": "libgl1"}, {}])
    monkeypatch.setattr(parts, "missing_libraries", lambda _: next(missing))
    assert parts.require_libraries(parts.WINDOW, lambda _: None) == ""
    assert [words[-1] for words in ran] == ["update", "libgl1"]
    assert all(one["DEBIAN_FRONTEND"] == "noninteractive" for one in surroundings)


@pytest.mark.parametrize("platform", ["win32", "darwin"])
def test_windows_and_macos_have_a_screen(screen: Any, platform: str) -> None:
    assert screen.can_show_window(platform, {}, lambda _: False)


@pytest.mark.parametrize(
    ("surroundings", "listening", "shown"),
    [
        ({}, True, False),
        ({"DISPLAY": ""}, True, False),
        ({"DISPLAY": ":0"}, True, True),
        ({"DISPLAY": ":0"}, False, False),
        ({"WAYLAND_DISPLAY": "wayland-0", "XDG_RUNTIME_DIR": "run"}, True, True),
        ({"QT_QPA_PLATFORM": "offscreen"}, False, True),
        ({"QT_QPA_PLATFORM": "offscreen:fontengine"}, False, True),
        ({"QT_QPA_PLATFORM": "xcb"}, False, False),
    ],
)
def test_linux_needs_a_screen_that_answers(
    screen: Any, surroundings: dict[str, str], listening: bool, shown: bool
) -> None:
    assert screen.can_show_window("linux", surroundings, lambda _: listening) == shown


def test_where_screens_listen(screen: Any) -> None:
    socket_path = "/tmp/.X11-unix/X99"
    assert screen.screen_addresses({"DISPLAY": ":99.0"}) == [socket_path, "\0" + socket_path]
    assert screen.screen_addresses({"DISPLAY": "unix:99"}) == [socket_path, "\0" + socket_path]
    assert screen.screen_addresses({"DISPLAY": "localhost:10.0"}) == [("localhost", 6010)]


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="this system has no such sockets")
def test_a_screen_is_really_asked(screen: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the names of such sockets must be short
    assert not screen.answers("screen")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("screen")
        listener.listen()
        assert screen.answers("screen")
