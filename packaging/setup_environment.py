"""The project's own ``.venv``: made, filled with the pinned versions, stamped, and mended when a run was cut off.

Standard library only. A stamp inside ``.venv`` says which versions it holds, for which Python and which folder; while
it fits, a run starts at once. A mark beside it stands as long as an installation is under way: a mark that is found
means that the last one was cut off, and the environment is made anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import importlib.util
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import system_packages

ROOT = Path(__file__).resolve().parent.parent
CONSTRAINTS = "packaging/constraints.txt"
EXTRAS = ("", "test")  # what is installed; a later one holds all of those before it
# these would send the installation, or the program's imports, somewhere else than into .venv
MISLEADING = ("PYTHONPATH", "PYTHONHOME", "PIP_TARGET", "PIP_USER", "PIP_PREFIX", "PIP_ROOT", "__PYVENV_LAUNCHER__")
HEARTBEAT_SECONDS = 20.0

State = Literal["ready", "install", "rebuild"]


class RefusalError(Exception):
    """Something that only the user can mend; the text is one sentence for them."""


@dataclass(frozen=True)
class Environment:
    """Where the project's environment lives. Nothing here touches the disk."""

    root: Path

    @property
    def folder(self) -> Path:
        """The environment, beside ``pyproject.toml``."""
        return self.root / ".venv"

    @property
    def python(self) -> Path:
        """The environment's Python."""
        return self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")

    @property
    def stamp(self) -> Path:
        """Says what is installed; written last."""
        return self.folder / "crestboard-stamp.json"

    @property
    def mark(self) -> Path:
        """Stands while an installation is under way."""
        return self.folder / "crestboard-installing"


def say(line: str) -> None:
    """One line of progress, on standard error: results keep standard output for themselves."""
    print(line, file=sys.stderr, flush=True)


def python_tag() -> str:
    """Which Python this is, as far as installed packages depend on it, for example ``cpython-3.11-x86_64``."""
    return f"{sys.implementation.name}-{sys.version_info[0]}.{sys.version_info[1]}-{platform.machine()}"


def digest(root: Path) -> str:
    """One hash over the pinned versions and what the project asks for, the same for every kind of line ending."""
    found = hashlib.sha256()
    for name in (CONSTRAINTS, "pyproject.toml"):
        found.update(name.encode() + b"\0" + (root / name).read_bytes().replace(b"\r\n", b"\n") + b"\0")
    return found.hexdigest()


def wanted_stamp(root: Path, extra: str, tag: str) -> dict[str, str]:
    """What the stamp says once ``extra`` is installed here for that Python."""
    return {"versions": digest(root), "python": tag, "place": str(root), "extra": extra}


def read_stamp(environment: Environment) -> dict[str, str]:
    """What the stamp says; empty where there is none, or none that can be read."""
    try:
        found = json.loads(environment.stamp.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {str(key): str(value) for key, value in found.items()} if isinstance(found, dict) else {}


def state_of(environment: Environment, wanted: dict[str, str], answer: str) -> State:
    """What has to be done. ``answer`` is what the environment's Python says it is; empty if it does not run."""
    stamp = read_stamp(environment)
    moved = bool(stamp) and stamp.get("place") != wanted["place"]
    if environment.mark.exists() or answer != wanted["python"] or moved:
        return "rebuild"
    if {**stamp, "extra": wanted["extra"]} != wanted or stamp["extra"] not in EXTRAS:
        return "install"
    return "ready" if EXTRAS.index(stamp["extra"]) >= EXTRAS.index(wanted["extra"]) else "install"


def ask(environment: Environment) -> str:
    """Ask the environment's Python what it is; empty if it is not there, does not run, or has no pip."""
    question = "import pip, platform, sys; v = sys.version_info"
    answer = "print(f'{sys.implementation.name}-{v[0]}.{v[1]}-{platform.machine()}')"
    try:
        run = subprocess.run(
            [environment.python, "-c", f"{question}; {answer}"],
            capture_output=True, text=True, timeout=60, check=False, env=clean_surroundings(),
        )  # fmt: skip
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""


def clean_surroundings() -> dict[str, str]:
    """The environment variables without those that would lead an installation or an import astray."""
    return {name: value for name, value in os.environ.items() if name not in MISLEADING}


def install_command(environment: Environment, extra: str) -> list[str]:
    """The installation of the pinned versions and of the project itself, to be run from the project's folder."""
    target = f".[{extra}]" if extra else "."
    pip = [str(environment.python), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    return [*pip, "-c", CONSTRAINTS, "-e", target]


def prepare(root: Path, extra: str) -> Path:
    """Make ``.venv`` what it has to be and return its Python. Seconds if it is so already."""
    environment = Environment(root)
    wanted = wanted_stamp(root, extra, python_tag())
    if state_of(environment, wanted, ask(environment)) == "ready":
        return environment.python
    with only_one(root) as lock:
        state = state_of(environment, wanted, ask(environment))  # another run may have done it meanwhile
        if state == "rebuild":
            _make(environment)
        if state != "ready":
            _install(environment, extra, wanted, lock)
    return environment.python


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[tuple[int, ...]]:
    """Wait until no other run is setting the same folder up. Where the system has no such lock, do not wait.

    Gives the lock's file numbers, for a child that must keep it: an installation may outlive the run that began it.
    """
    try:
        import fcntl
    except ImportError:  # Windows
        yield ()
        return
    with (root / "pyproject.toml").open("rb") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another run is setting this folder up; waiting for it ...")
            fcntl.flock(held, fcntl.LOCK_EX)
        except OSError:
            pass  # a network drive without locks
        yield (held.fileno(),)


def _make(environment: Environment) -> None:
    _require_venv()
    again = environment.folder.exists()
    why = "is not whole, or was made for another Python or another folder; making it anew" if again else "is being made"
    say(f"The program's own environment, .venv, {why} (about ten seconds) ...")
    base = getattr(sys, "_base_executable", None) or sys.executable  # not the .venv that is about to be cleared
    command = [base, "-m", "venv", "--clear", str(environment.folder)]
    if subprocess.run(command, check=False, env=clean_surroundings()).returncode != 0:
        raise RefusalError(
            f"The folder {environment.folder} could not be made (see above); close what uses it and run this again."
        )


def _require_venv() -> None:
    """Debian ships Python without the part that makes environments; name it, and install it when root."""
    if _venv_is_whole():
        return
    package = f"python{sys.version_info[0]}.{sys.version_info[1]}-venv"
    if not (system_packages.provide([package], say) and _venv_is_whole()):
        command = system_packages.command([package])
        raise RefusalError(f"This Python cannot make environments; install what is missing with: {command}")


def _venv_is_whole() -> bool:
    importlib.invalidate_caches()
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def _install(environment: Environment, extra: str, wanted: dict[str, str], lock: tuple[int, ...]) -> None:
    what = "the program and what tests need" if extra else "the program"
    say(f"Installing {what} (the first time: 200 MB to fetch, one to five minutes; later: seconds) ...")
    environment.stamp.unlink(missing_ok=True)
    environment.mark.touch()
    # relative, since pip splits these at spaces; they pin what builds the package too
    pins = {"PIP_CONSTRAINT": CONSTRAINTS, "PIP_BUILD_CONSTRAINT": CONSTRAINTS}
    started = time.monotonic()
    code = watch(install_command(environment, extra), environment.root, {**clean_surroundings(), **pins}, lock)
    environment.mark.unlink(missing_ok=True)
    if code != 0:
        raise RefusalError(
            "The packages could not be installed (see above); this step alone needs a network. "
            "Nothing is lost: run the same command again."
        )
    beside = environment.stamp.with_suffix(".new")
    beside.write_text(json.dumps(wanted, indent=1), encoding="utf-8")
    beside.replace(environment.stamp)
    say(f"Installed in {time.monotonic() - started:.0f} seconds.")


def watch(command: Sequence[str], folder: Path, surroundings: dict[str, str], keep: tuple[int, ...]) -> int:
    """Run a long command, say every now and then that it is still at work, and return its exit code.

    ``keep`` are the open files that the command goes on holding.
    """
    started = time.monotonic()
    with subprocess.Popen(command, cwd=folder, env=surroundings, stdout=sys.stderr, pass_fds=keep) as running:
        while True:
            try:
                return running.wait(HEARTBEAT_SECONDS)
            except subprocess.TimeoutExpired:
                say(f"  still at work, {time.monotonic() - started:.0f} seconds so far ...")
            except KeyboardInterrupt:
                running.wait()  # it was told as well
                raise
