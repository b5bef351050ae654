"""What ``packaging/start.py`` does: the environment, then the window, or a command, or the demonstration."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import screen
import system_packages
from setup_environment import ROOT, RefusalError, clean_surroundings, prepare, say

# options of the program that open the window all the same, and whether a value follows
WINDOW_OPTIONS = {"--board": True, "--user": True, "--passphrase-file": True, "--debug": False}
HELP = """start.py: sets Crestboard up in .venv beside this project, then runs it.

  --demo       on a board of children who do not exist; without a screen their
               summaries (PDF) and the list are written to a folder instead
  --into DIR   that folder (default: crestboard-demo in your home folder)

Everything else goes to the program. Its own help:
"""


@dataclass(frozen=True)
class Wishes:
    """What the command line asks for; ``rest`` is for the program."""

    demo: bool
    into: Path | None
    rest: tuple[str, ...]


def understand(words: Sequence[str]) -> Wishes:
    """Take this script's own words out of the command line, and leave the program's as they are."""
    rest: list[str] = []
    demo, into = False, None
    waiting = list(words)
    while waiting:
        word = waiting.pop(0)
        if word == "--demo":
            demo = True
        elif word == "--into":
            if not waiting:
                raise RefusalError("--into needs the folder to write to.")
            into = Path(waiting.pop(0))
        else:
            rest.append(word)
    return Wishes(demo, into, tuple(rest))


def opens_window(rest: Sequence[str]) -> bool:
    """Whether the program will open its window: it is given no command, and not asked for help or its version."""
    waiting = list(rest)
    while waiting:
        word = waiting.pop(0)
        name, equals, _ = word.partition("=")
        if name not in WINDOW_OPTIONS:
            return False
        if WINDOW_OPTIONS[name] and not equals and waiting:
            waiting.pop(0)
    return True


def program(python: Path, words: Sequence[str]) -> list[str]:
    """The command that runs the program; ``-P`` keeps folders of the current directory from being imported."""
    return [str(python), "-P", "-m", "desktop", *words]


def main(arguments: Sequence[str]) -> int:
    """Do what ``start.py`` was asked for. Returns the exit code: the program's, or 1 with a sentence."""
    try:
        return _start(understand(arguments))
    except RefusalError as refusal:
        say(f"start.py: {refusal}")
        return 1
    except KeyboardInterrupt:
        say("start.py: stopped on request.")
        return 130


def _start(wishes: Wishes) -> int:
    window = opens_window(wishes.rest)
    seen = not window or screen.can_show_window(sys.platform, os.environ)
    if not seen and not wishes.demo:
        raise RefusalError(
            "There is no screen here, so the window cannot open. All commands work without one "
            "(python3 packaging/start.py --help), and --demo writes what there is to see to a folder."
        )
    if {"-h", "--help"} & set(wishes.rest[:1]):
        print(HELP, flush=True)
    if not seen:
        say("There is no screen here, so the window cannot open. What it would show is written to a folder instead.")
    python = prepare(ROOT, "")
    if window and seen:
        _need_libraries()
    board = _demonstration(python) if wishes.demo else None
    if not seen and board is not None:
        return show_without_screen(python, board, wishes.into or Path.home() / "crestboard-demo")
    rest = wishes.rest if board is None else ("--board", str(board), *wishes.rest)
    if window:
        say("Opening the window ...")
    return subprocess.run(program(python, rest), check=False, env=clean_surroundings()).returncode


def _need_libraries() -> None:
    drawn = os.environ.get("QT_QPA_PLATFORM", "").startswith(screen.WITHOUT_SCREEN)
    refusal = system_packages.require_libraries(system_packages.OFFSCREEN if drawn else system_packages.WINDOW, say)
    if refusal:
        raise RefusalError(refusal)


def _demonstration(python: Path) -> Path:
    """The user's demonstration board: the one of last time if it is sound, else a new one (the old is kept beside)."""
    board = _data_folder(python) / "demonstration.crestboard"
    if board.exists():
        if _quietly(python, "--board", str(board), "check").returncode == 0:
            return board
        aside = next(path for path in _aside(board) if not path.exists())
        board.rename(aside)
        say(f"The demonstration board of last time cannot be used any more; it is kept in {aside}.")
    say("Making a demonstration board of children who do not exist (a few seconds) ...")
    board.parent.mkdir(parents=True, exist_ok=True)
    made = _quietly(python, "demo", str(board))
    if made.returncode != 0:
        raise RefusalError(f"The demonstration board could not be made. {made.stderr.strip()}")
    return board


def _aside(board: Path) -> list[Path]:
    return [board.with_name(f"demonstration-old-{number}.crestboard") for number in range(1, 1000)]


def _data_folder(python: Path) -> Path:
    """The program's own folder for this user, as the program itself names it."""
    question = "from platformdirs import user_data_path; print(user_data_path('crestboard', appauthor=False))"
    words = [str(python), "-P", "-c", question]
    run = subprocess.run(words, capture_output=True, text=True, check=True, env=clean_surroundings())
    return Path(run.stdout.strip())


def _quietly(python: Path, *words: str) -> subprocess.CompletedProcess[str]:
    """Run one command of the program and keep what it prints."""
    surroundings = {**clean_surroundings(), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        program(python, words), capture_output=True, text=True, encoding="utf-8", check=False, env=surroundings
    )


def show_without_screen(python: Path, board: Path, folder: Path) -> int:
    """Write the list and every child's summary to ``folder``, so that the main job is seen without a window."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder):
            pass  # it can be written
    except OSError as error:
        raise RefusalError(
            f"The folder {folder} cannot be written ({error.strerror}); name another with --into."
        ) from None
    say("Writing the list and the one-page summaries (about ten seconds) ...")
    words = [str(python), "-P", str(ROOT / "packaging" / "write_demonstration.py"), str(board), str(folder.resolve())]
    return subprocess.run(words, check=False, env=clean_surroundings()).returncode
