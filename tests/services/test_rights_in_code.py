"""Read in the code: no service writes without a right or a named reason, and the role matrix has all of them."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from test_rights import DEEDS, OWN

DESKTOP = Path(__file__).resolve().parents[2] / "desktop"

WITHOUT_A_RIGHT = {
    "attachments.open_attachment": "that somebody looked is written down whoever looks",
    "backups._make": "one that is due is made by the program; who asks for one needs the right before",
    "recovery_keeping.note_recovery_key": "whoever was shown the recovery key says whether it is kept",
    "board_keys.set_passphrase": "one's own passphrase",
    "cases.refresh_lines": "the list's lines are worked out anew from what is stored",
    "keyring_unlocking.open_by_keyring": "that a keyring opened the board is written down whoever it was",
    "keyring_unlocking.turn_off": "one's own computer",
    "keyring_unlocking.turn_on": "one's own way of unlocking, with one's own passphrase",
    "locking.lock": "everybody may lock, and the program does by itself; that it was is written down",
    "locking.unlock": "whoever has a passphrase of the board may; that they did is written down",
    "drafts.drop_draft": "what one typed oneself and did not save",
    "drafts.keep_draft": "what one typed oneself and did not save",
    "history._written_down": "that somebody looked is written down whoever looks",
    "people.change_person": "one's own name",
    "restoring._say_restored": "what was done is written down whoever did it",
    "rule_packs.adopt_first": "the rules of the program at the first opening",
    "salvaging._finished": "a new board beside the damaged one, which stays",
    "sealing.make_signing_key": "the board's own key at the first opening",
    "views.keep_view": "one's own views of the list",
    "views.remove_view": "one's own views of the list",
    "views.take_over": "one's own views of the list",
}
BEFORE_THERE_IS_A_BOARD = {
    "boards._fill": "the first person of a new board",
    "boards.own_work": "the method itself",
    "boards.work": "the method itself, after the right",
    "opening._attempts": "wrong passphrases are written down whoever opens",
    "opening._broken": "a broken history is written down whoever opens",
    "opening.keep_administered": "a board that nobody administers cannot ask who may",
}
MAKE_A_BOARD = {"make_demonstration", "open_by_keyring", "restore_board", "salvage_board"}
"""They open a board themselves: there is nobody to ask before."""
CLOSE_THE_BOARD = {"go_back"}
"""They leave the board closed that the matrix would look at; their own tests ask every role."""


@cache
def functions() -> tuple[tuple[str, ast.FunctionDef], ...]:
    """Every function of the services under its module's and its own name."""
    return tuple(_functions())


def _functions() -> Iterator[tuple[str, ast.FunctionDef]]:
    for path in sorted((DESKTOP / "services").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                yield f"{path.stem}.{node.name}", node


def calls(node: ast.AST) -> Iterator[ast.expr]:
    return (one.func for one in ast.walk(node) if isinstance(one, ast.Call))


def calling(method: str, *, of_database: bool) -> set[str]:
    """Functions that call a method of this name: of a database, or of a board."""
    return {
        name
        for name, node in functions()
        for one in calls(node)
        if isinstance(one, ast.Attribute)
        and one.attr == method
        and ("database" in ast.unparse(one.value)) == of_database
    }


def test_no_service_opens_a_writing_transaction_without_a_right_or_a_reason() -> None:
    assert calling("work", of_database=True) == set(BEFORE_THERE_IS_A_BOARD)
    assert calling("own_work", of_database=False) == set(WITHOUT_A_RIGHT)


def test_every_other_writing_transaction_names_its_right() -> None:
    given = {
        f"{name}: {ast.unparse(one)}"
        for name, node in functions()
        for one in ast.walk(node)
        if isinstance(one, ast.Call)
        and isinstance(one.func, ast.Attribute)
        and one.func.attr == "work"
        and name not in BEFORE_THERE_IS_A_BOARD
        and not any(ast.unparse(word).startswith("Right.") for word in one.args)
    }
    assert given == set()


def test_nothing_outside_of_the_services_opens_a_writing_transaction() -> None:
    for path in [*(DESKTOP / "ui").rglob("*.py"), *(DESKTOP / "commands").rglob("*.py")]:
        used = {
            one.attr for one in calls(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(one, ast.Attribute)
        }
        assert not used & {"own_work"}, path.name
        assert "database.work(" not in path.read_text(encoding="utf-8"), path.name


def test_every_writing_service_is_in_the_matrix() -> None:
    inside = {
        name.partition(".")[2]: {one.id for one in calls(node) if isinstance(one, ast.Name)}
        for name, node in functions()
    }
    direct = calling("work", of_database=False) | calling("own_work", of_database=False)
    writing = {name.partition(".")[2] for name in direct}
    while more := {name for name, used in inside.items() if used & writing} - writing:
        writing |= more
    public = {name for name in writing if not name.startswith("_")}
    assert public == {name.partition(" ")[0] for name in DEEDS} | set(OWN) | MAKE_A_BOARD | CLOSE_THE_BOARD
