"""A process killed while it adopts other rules leaves the board with the old ones or the new ones, list and all."""

from __future__ import annotations

import random
import select
import sys
from pathlib import Path

import pytest
from builders import PASSPHRASE
from child import line_of, start
from share import EVERY

from desktop.app import build_library
from desktop.clinical.listing import CaseQuery
from desktop.services.boards import open_board
from desktop.services.cases import list_cases, store
from desktop.services.checking import check_board
from desktop.services.demo import demonstration_cases
from desktop.services.library import Library
from desktop.services.rule_packs import adopt_first, adoptions

ROUNDS = 8 if EVERY else 4
CHILDREN = 120
LONGEST = 0.25
"""An adoption of so many children takes about as long."""

SCRIPT = """
import sys
from pathlib import Path
from desktop.app import build_library
from desktop.clinical.rule_set import RuleSet
from desktop.services.boards import open_board
from desktop.services.rule_changes import ProposedRules, accept, look_at
from desktop.services.rule_packs import board_library

board, library = open_board(Path(sys.argv[1]), passphrase=sys.argv[2]), build_library()
name, version = "risk/cog-v2.toml", int(sys.argv[3])
text = library.rule_texts[name].replace('version = "1.', f'version = "{version}.', 1)
texts = {**library.rule_texts, name: text.replace('then = ["high"]', 'then = ["intermediate"]', version % 2)}
own = board_library(board, library)
changes = look_at(board, own, ProposedRules(tables=RuleSet(texts), cases={}, origin="a trial"))
print("begin", flush=True)
accept(board, own, changes, "a trial")
print("adopted", flush=True)
"""


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="waits on a pipe as Windows cannot")


def adopted(folder: Path) -> list[str]:
    """Checksums of what was adopted, latest first; the whole list must be worked out by the latest, and all sound."""
    with open_board(folder, passphrase=PASSPHRASE, write=False) as reader:
        assert check_board(reader).problems == ()
    with open_board(folder, passphrase=PASSPHRASE) as board:
        assert board.notices == ()
        found = [one.checksum for one in adoptions(board)]
        lines = list_cases(board, CaseQuery()).lines
        assert len(lines) == CHILDREN
        assert {line.rules for line in lines} == {found[0]}
        with board.database.read() as work:
            entries = [one for one in work.audit.entries() if one.action == "Adopted rules"]
            texts = [work.rules.texts(one)[0] for one in found]
        assert [one.changes["checksum"][1] for one in entries] == found
        assert all(texts)
        assert check_board(board).problems == ()
    return found


@pytest.fixture
def full(board_folder: Path) -> Path:
    library: Library = build_library()
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        adopt_first(board, library)
        with board.database.work(board.person.id) as work:
            store(work, library, [(None, child) for child in demonstration_cases(library, CHILDREN, 1)], "New case")
    return board_folder


def test_killed_in_the_middle_the_old_rules_hold_or_the_new_ones(full: Path) -> None:
    chance, before, caught = random.Random(4), adopted(full), 0
    for number in range(ROUNDS):
        with start(SCRIPT, full, PASSPHRASE, number + 2) as child:
            assert line_of(child) == "begin"
            assert child.stdout is not None
            # let it work on for a moment, another one each time, at most until it says that it has adopted
            select.select([child.stdout], [], [], chance.uniform(0, LONGEST))
            child.kill()
            said = child.stdout.read().split()
        after = adopted(full)
        # nothing acknowledged is lost; a commit may have been done and not yet said
        assert after[len(after) - len(before) :] == before
        assert len(after) - len(before) in ((1,) if "adopted" in said else (0, 1))
        caught += len(after) == len(before)
        before = after
    assert caught > 0
