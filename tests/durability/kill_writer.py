"""The process that is killed: it writes through the services, and says before and after each deed what is stored.

It stays warm and lets a copy of itself do the writing, so that a round does not begin with loading the program.
"""

from __future__ import annotations

import hashlib
import json
import os
import random
import sys
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic
from typing import Any

from builders import COORDINATOR, PASSPHRASE

from db.keys import NO_SECRET
from db.recovery import recovery_text
from desktop.app import build_library
from desktop.clinical.vocabulary import Role
from desktop.services.backups import make_backup
from desktop.services.boards import Board, open_board
from desktop.services.cases import get_case, save_case
from desktop.services.importing import import_file
from desktop.services.library import Library
from desktop.services.people import add_person, people_of, remove_person, renew_key
from desktop.services.restoring import restore_board
from desktop.services.salvaging import salvage_board

OTHER = "eleven quiet herons wade"
ANY = "?"
"""A value that nobody can know before: a new key."""

State = dict[str, Any]


def say(told: dict[str, object]) -> None:
    """One line to whoever kills."""
    sys.stdout.write(f"{json.dumps(told)}\n")
    sys.stdout.flush()


def state_of(board: Board) -> State:
    """What a round must not lose: every child, everybody who can open the board, and the key."""
    with board.database.read() as work:
        cases = work.cases.load_many(work.cases.all_ids()).values()
        people = [line.person.name for line in people_of(board) if line.opens and line.person.left_at is None]
    children = {case.identifiers[0].value: case.given_name for case in cases}
    return {"cases": children, "people": sorted(people), "key": recovery_text(board.database.key)}


def short(state: State) -> State:
    """The same in few words: a line longer than a pipe takes at once could be torn by the kill."""
    digest = hashlib.sha256(json.dumps([state["cases"], state["people"]], sort_keys=True).encode()).hexdigest()
    return {"digest": digest, "key": state["key"]}


@dataclass
class Writer:
    """A board that is open for writing, and what was acknowledged last."""

    folder: Path
    library: Library
    board: Board
    chance: random.Random
    state: State = field(default_factory=dict)
    kept: tuple[Path, State] | None = None

    def tell(self, word: str, **told: object) -> None:
        """One line; flushed, because the end comes without a warning."""
        say({"word": word, **told})

    def do(self, name: str, *, aim: bool = False) -> None:
        """One deed, announced with what will be stored and acknowledged with what is."""
        if name == "remove" and self.state["people"] == [COORDINATOR]:
            self.do("add")
        if name == "restore" and self.kept is None:
            self.do("backup")
        expected, deed = DEEDS[name](self)
        self.tell("begin", deed=name, aim=aim, expected=short(expected))
        before = monotonic()
        made = deed()
        took = monotonic() - before
        # acknowledged is what the service has come back from, read afresh
        self.state = state_of(self.board)
        self.tell("done", deed=name, took=took, state=short(self.state), made=made)


Deed = tuple[State, Callable[[], str]]


def _save(writer: Writer) -> Deed:
    board, name = writer.board, f"Alpha{writer.chance.randrange(10**9)}"
    with board.database.read() as work:
        before = get_case(board, writer.chance.choice(work.cases.all_ids()))
    after = replace(before, given_name=name)
    expected = {**writer.state, "cases": {**writer.state["cases"], before.identifiers[0].value: name}}

    def deed() -> str:
        save_case(board, writer.library, before, after, "Change of name")
        return ""

    return expected, deed


def _import(writer: Writer) -> Deed:
    file = writer.folder.with_name("children.csv")
    numbers = [f"ZZ-I{writer.chance.randrange(10**12)}" for _ in range(writer.chance.choice((3, 40)))]
    rows = [f"{number},Zztest,Alpha,NO" for number in numbers]
    file.write_text("\n".join(["Hospital number,Family name,Given name,MYCN amplified", *rows]), encoding="utf-8")
    expected = {**writer.state, "cases": {**writer.state["cases"], **dict.fromkeys(numbers, "Alpha")}}

    def deed() -> str:
        import_file(writer.board, writer.library, file)
        return ""

    return expected, deed


def _backup(writer: Writer) -> Deed:
    def deed() -> str:
        made = make_backup(writer.board).path
        writer.kept = (made, writer.state)
        return str(made)

    return writer.state, deed


def _renew(writer: Writer) -> Deed:
    def deed() -> str:
        return renew_key(writer.board)

    return {**writer.state, "key": ANY}, deed


def _add(writer: Writer) -> Deed:
    # the name of somebody who left is not given again
    name = f"Zztest {writer.chance.randrange(10**9)}"
    expected = {**writer.state, "people": sorted([*writer.state["people"], name])}

    def deed() -> str:
        add_person(writer.board, name, Role.VIEWER, OTHER, NO_SECRET)
        return ""

    return expected, deed


def _remove(writer: Writer) -> Deed:
    everybody = [line.person for line in people_of(writer.board) if line.opens and line.person.left_at is None]
    person = next(one for one in everybody if one.name != COORDINATOR)
    stay = [name for name in writer.state["people"] if name != person.name]

    def deed() -> str:
        return remove_person(writer.board, person.id)

    return {**writer.state, "people": stay, "key": ANY}, deed


def _restore(writer: Writer) -> Deed:
    assert writer.kept is not None
    file, state = writer.kept

    def deed() -> str:
        writer.board.close()
        writer.board = restore_board(writer.folder, file, passphrase=PASSPHRASE, user=COORDINATOR)
        return ""

    return state, deed


def _salvage(writer: Writer) -> Deed:
    target = writer.folder.with_name(f"salvaged-{writer.chance.randrange(10**9)}.crestboard")

    def deed() -> str:
        writer.board.close()
        salvage_board(writer.folder, target, writer.library, passphrase=PASSPHRASE, user=COORDINATOR).board.close()
        writer.board = open_board(writer.folder, passphrase=PASSPHRASE, user=COORDINATOR)
        return str(target)

    return writer.state, deed


DEEDS: dict[str, Callable[[Writer], Deed]] = {
    "save": _save, "import": _import, "backup": _backup, "renew": _renew, "add": _add, "remove": _remove,
    "restore": _restore, "salvage": _salvage,
}  # fmt: skip


def write(folder: Path, library: Library, aim: str, seed: int) -> None:
    """Two deeds by chance, the one aimed at, and more until the kill."""
    chance = random.Random(seed)
    board = open_board(folder, passphrase=PASSPHRASE, user=COORDINATOR)
    writer = Writer(folder, library, board, chance)
    writer.state = state_of(board)
    writer.tell("open", state=short(writer.state))
    for _ in range(2):
        writer.do(chance.choice(list(DEEDS)))
    writer.do(aim, aim=True)
    while True:
        writer.do(chance.choice(list(DEEDS)))


def main() -> None:
    """Wait for rounds: a folder, a deed and a seed in each line."""
    library = build_library()
    say({"word": "ready"})
    for line in sys.stdin:
        folder, aim, seed = json.loads(line)
        child = os.fork()
        if child == 0:
            write(Path(folder), library, aim, seed)
            os._exit(1)
        say({"word": "pid", "pid": child})
        os.waitpid(child, 0)
        say({"word": "gone"})
