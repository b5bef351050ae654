"""The centre's resources are shared by the board, audited, and printed where something is not available."""

from __future__ import annotations

from datetime import date

import pytest
from builders import PASSPHRASE, small_case

from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.clinical.vocabulary import Role
from desktop.reports.content import TextBlock
from desktop.services.boards import Board, open_board, person_names
from desktop.services.centre import absent_here, get_centre, say_available, say_other
from desktop.services.library import Library
from desktop.services.people import change_person
from desktop.services.summaries import content_of


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


def printed(library: Library, absent: tuple[str, ...]) -> str:
    blocks = content_of(library, small_case(), today=date(2026, 11, 23), prepared_by="Zztest", absent=absent).blocks
    (block,) = [one for one in blocks if isinstance(one, TextBlock) and one.label == "Resources, trials"]
    return "".join(words.text for words in block.paragraphs[0][0])


def test_what_is_not_available_is_stored_audited_and_printed(board: Board, library: Library) -> None:
    assert absent_here(board, library) == ()
    assert printed(library, ()).startswith("Resources here, trials: not asked yet")
    say_available(board, library, "mibg_therapy", available=False)
    say_available(board, library, "mri", available=True)
    say_other(board, " proton  therapy ")
    told = absent_here(board, library)
    assert told == ("131I-MIBG therapy", "proton therapy")
    assert "Not available here 131I-MIBG therapy, proton therapy" in printed(library, told)
    with board.database.read() as work:
        entries = [one for one in work.audit.entries() if one.entity == "centre_services"]
    assert [dict(one.changes) for one in entries] == [
        {"other": ["", "proton therapy"]},
        {"mri": [None, "available"]},
        {"mibg_therapy": [None, "not available"]},
    ]


def test_an_answer_can_be_changed_and_taken_back(board: Board, library: Library) -> None:
    say_available(board, library, "mri", available=False)
    assert say_available(board, library, "mri", available=True).available == {"mri": True}
    assert say_available(board, library, "mri", available=None).available == {}
    say_other(board, "proton therapy")
    assert say_other(board, "").other == ""
    with board.database.read() as work:
        before = work.audit.count()
    say_available(board, library, "mri", available=None)
    say_other(board, "")
    with board.database.read() as work:
        assert work.audit.count() == before


def test_what_is_not_on_the_list_and_what_is_too_long_is_refused(board: Board, library: Library) -> None:
    with pytest.raises(UserError, match="no test or treatment"):
        say_available(board, library, "teleport", available=True)
    with pytest.raises(UserError, match="room for 200"):
        say_other(board, "x" * 201)
    assert get_centre(board).available == {}


def test_the_own_name_is_changed_everywhere_it_opens(board: Board) -> None:
    renamed = change_person(board, "Zztest  Second")
    assert (renamed.person.name, renamed.person.role) == ("Zztest Second", Role.ADMINISTRATOR)
    assert person_names(board.folder) == ["Zztest Second"]
    with board.database.read() as work:
        assert work.audit.entries(limit=1)[0].action == "Change of own name"
    board.close()
    with open_board(board.folder, passphrase=PASSPHRASE, user="zztest second") as again:
        assert again.person.name == "Zztest Second"


def test_a_person_needs_a_name(board: Board) -> None:
    with pytest.raises(UserError, match="needs a name"):
        change_person(board, "  ")
