"""Several people on one board: each with a passphrase and a role, and a new key when one leaves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest
from builders import COORDINATOR, PASSPHRASE, full_case, small_case

from db.errors import WrongKeyError
from db.folder import BoardFolder
from db.keys import NO_SECRET, read_keys, write_keys
from desktop.clinical.errors import UserError
from desktop.clinical.person import Person
from desktop.clinical.rights import NotAllowedError
from desktop.clinical.vocabulary import Role
from desktop.services.boards import Board, create_board, open_board, person_names
from desktop.services.checking import check_board
from desktop.services.people import (
    add_person,
    change_person,
    change_role,
    give_passphrase,
    people_of,
    remove_person,
    renew_key,
)

OTHER = "eleven quiet herons wade"


def second(board: Board, role: Role = Role.CLINICIAN) -> Person:
    return add_person(board, "Zztest  Second", role, OTHER, NO_SECRET)


def as_second(board: Board) -> Board:
    return open_board(board.folder, passphrase=OTHER, user="Zztest Second")


def test_a_second_person_opens_the_board_and_signs_what_they_do(board: Board) -> None:
    person = second(board)
    assert [(line.person.name, line.opens) for line in people_of(board)] == [
        (COORDINATOR, True), ("Zztest Second", True),
    ]  # fmt: skip
    board.close()
    with as_second(board) as theirs:
        assert (theirs.person.id, theirs.person.role, theirs.notices) == (person.id, Role.CLINICIAN, ())
        with theirs.database.work(theirs.person.id) as work:
            work.cases.add_many([small_case(1)], "New case")
        with theirs.database.read() as work:
            assert work.audit.entries(limit=1)[0].person == person.id
        assert check_board(theirs).ok


@pytest.mark.parametrize(
    ("name", "passphrase"),
    [("", OTHER), (COORDINATOR.upper(), OTHER), ("Zztest Second", "short"), ("Zztest Second", "Zztest Second 2026")],
)
def test_a_person_that_cannot_be_added_leaves_nothing(board: Board, name: str, passphrase: str) -> None:
    with pytest.raises(UserError):
        add_person(board, name, Role.VIEWER, passphrase, NO_SECRET)
    assert len(people_of(board)) == 1
    assert person_names(board.folder) == [COORDINATOR]


def test_whoever_leaves_opens_nothing_any_more_and_what_they_wrote_keeps_their_name(board: Board) -> None:
    person = second(board)
    with board.database.work(person.id) as work:
        work.cases.add_many([full_case()], "New case")
    old = board.database.key
    recovery = remove_person(board, person.id)
    assert board.database.key != old
    # the window goes on with the same board
    with board.database.work(board.person.id) as work:
        work.cases.add_many([small_case(1)], "New case")
        assert work.persons.name_of(person.id) == "Zztest Second"
    assert [(line.person.name, line.opens) for line in people_of(board)] == [
        (COORDINATOR, True), ("Zztest Second", False),
    ]  # fmt: skip
    assert check_board(board).ok
    board.close()
    with pytest.raises(WrongKeyError):
        as_second(board)
    with open_board(board.folder, passphrase=PASSPHRASE) as again:
        assert again.notices == ()
    with pytest.raises(WrongKeyError, match=COORDINATOR):
        open_board(board.folder, passphrase=recovery, user="Zztest Second")
    with open_board(board.folder, passphrase=recovery) as again:
        assert again.person.name == COORDINATOR


def test_the_others_keep_their_passphrases_over_a_new_key(board: Board) -> None:
    second(board)
    renew_key(board)
    assert check_board(board).ok
    board.close()
    with as_second(board) as theirs:
        assert check_board(theirs).ok


def test_a_write_under_way_is_neither_lost_nor_torn_by_a_new_key(board: Board) -> None:
    """Threads write as fast as they can while the key is renewed; every acknowledged case is there."""
    done: list[int] = []

    def write(first: int) -> None:
        for number in range(first, first + 20):
            with board.database.work(board.person.id) as work:
                work.cases.add_many([small_case(number)], "New case")
            done.append(number)

    threads = [Thread(target=write, args=(first,)) for first in (1, 101)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        renew_key(board)
    for thread in threads:
        thread.join()
    with board.database.read() as work:
        assert len(work.cases.all_ids()) == len(done) == 40
    assert check_board(board).ok


def test_a_new_key_that_cannot_be_made_leaves_the_old(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    second(board)
    old = board.database.key
    monkeypatch.setattr("db.soundness.integrity_faults", lambda _: ["page 3"])
    with pytest.raises(UserError, match="nothing was changed"):
        renew_key(board)
    monkeypatch.undo()
    assert board.database.key == old
    assert check_board(board).ok
    board.close()
    with as_second(board):
        pass


def test_nobody_counts_as_gone_while_their_key_still_opens_the_board(
    board: Board, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Wherever a removal ends early, the person is either still there or without the key, and can be removed again."""
    person = second(board)
    monkeypatch.setattr("db.soundness.integrity_faults", lambda _: ["page 3"])
    with pytest.raises(UserError, match="nothing was changed"):
        remove_person(board, person.id)
    monkeypatch.undo()
    assert [(line.person.left_at, line.opens) for line in people_of(board)] == [(None, True), (None, True)]
    old = board.database.key

    def end(*_: object) -> None:
        raise OSError("the program ends here")

    monkeypatch.setattr("db.persons.Persons.leave", end)
    with pytest.raises(OSError, match="ends here"):
        remove_person(board, person.id)
    monkeypatch.undo()
    assert board.database.key != old
    assert [line.opens for line in people_of(board)] == [True, False]
    remove_person(board, person.id)
    assert [line.person.left_at is None for line in people_of(board)] == [True, False]
    assert check_board(board).ok
    with pytest.raises(UserError, match="has left this board already"):
        remove_person(board, person.id)


def test_no_key_is_given_to_a_stranger(board: Board) -> None:
    second(board)
    path = BoardFolder(board.folder).keys
    keys = read_keys(path)
    write_keys(path, keys.with_slot(replace(keys.slot_of("Zztest Second"), public=b"p" * 32)))
    before = path.read_bytes()
    for deed in (
        lambda: renew_key(board),
        # what signs the file anew would make the stranger one of us, and the next renewal would let them in
        lambda: add_person(board, "Zztest Third", Role.VIEWER, OTHER, NO_SECRET),
        lambda: give_passphrase(board, board.database.first_look().people[1].id, OTHER, NO_SECRET),
    ):
        with pytest.raises(UserError, match="changed by something other"):
            deed()
    assert path.read_bytes() == before


def test_the_board_keeps_an_administrator(board: Board) -> None:
    person = second(board, Role.ADMINISTRATOR)
    with pytest.raises(UserError, match="cannot remove yourself"):
        remove_person(board, board.person.id)
    changed = change_role(board, board.person.id, Role.COORDINATOR)
    assert changed.person.role is Role.COORDINATOR
    with pytest.raises(NotAllowedError):
        change_role(changed, person.id, Role.VIEWER)
    with pytest.raises(UserError, match="only administrator"):
        change_role(replace(board, person=person), person.id, Role.VIEWER)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.COORDINATOR, Role.CLINICIAN])
@pytest.mark.parametrize(
    "deed",
    [
        lambda board, person: add_person(board, "Zztest Third", Role.VIEWER, OTHER + " x", NO_SECRET),
        lambda board, person: change_role(board, person.id, Role.ADMINISTRATOR),
        lambda board, person: remove_person(board, person.id),
        lambda board, person: give_passphrase(board, person.id, OTHER + " x", NO_SECRET),
        lambda board, _: renew_key(board),
    ],
    ids=["add", "role", "remove", "passphrase", "key"],
)
def test_only_an_administrator_deals_with_people(
    board: Board, role: Role, deed: Callable[[Board, Person], object]
) -> None:
    person = second(board, role)
    before = board.database.last_entry()
    with pytest.raises(NotAllowedError, match="an administrator is needed"):
        deed(replace(board, person=person), person)
    assert board.database.last_entry() == before


def test_a_forgotten_passphrase_is_replaced_by_an_administrator(board: Board) -> None:
    person, fresh = second(board), "seven purple lynxes hum"
    give_passphrase(board, person.id, fresh, NO_SECRET)
    with board.database.read() as work:
        entry = work.audit.entries(limit=1)[0]
    assert (entry.action, entry.entity_id, entry.person) == (
        "New passphrase from an administrator", person.id, board.person.id,
    )  # fmt: skip
    assert check_board(board).ok
    # the key goes on to them like to everybody
    renew_key(board)
    board.close()
    with pytest.raises(WrongKeyError):
        as_second(board)
    with open_board(board.folder, passphrase=fresh, user="Zztest Second") as theirs:
        assert (theirs.person.id, theirs.notices[0].count("wrong passphrase")) == (person.id, 1)


def test_a_passphrase_from_an_administrator_is_refused_for_oneself_the_weak_and_who_left(board: Board) -> None:
    person = second(board)
    keys = BoardFolder(board.folder).keys.read_bytes()
    for whose, passphrase, told in (
        (board.person.id, OTHER, "Your own passphrase"),
        (person.id, "short", "needs 15 or more"),
        (person.id, "Zztest Second 2026", "too easy to guess"),
    ):
        with pytest.raises(UserError, match=told):
            give_passphrase(board, whose, passphrase, NO_SECRET)
    assert BoardFolder(board.folder).keys.read_bytes() == keys
    remove_person(board, person.id)
    with pytest.raises(UserError, match="has left this board"):
        give_passphrase(board, person.id, OTHER, NO_SECRET)


def test_a_demonstration_board_stays_with_its_one_person(tmp_path: Path) -> None:
    folder = tmp_path / "demonstration.crestboard"
    made = create_board(folder, name="Demonstration", person_name=COORDINATOR, demonstration=True)
    with made.board as board, pytest.raises(UserError, match="for one person"):
        second(board)
    open_board(folder).close()


def test_whoever_came_in_by_the_recovery_key_is_told_to_set_a_passphrase_first(board: Board) -> None:
    keys = BoardFolder(board.folder).keys
    write_keys(keys, read_keys(keys).without(board.person.id).signed(board.database.key))
    with pytest.raises(UserError, match="You have no passphrase on this board"):
        renew_key(board)


def test_a_board_that_nobody_administers_gets_its_first_person_as_one(board: Board) -> None:
    """Roles could once be changed by everybody for themselves: a lone viewer must not be locked out of the board."""
    second(board, Role.CLINICIAN)
    with board.database.work(board.person.id) as work:
        work.persons.save(board.person, replace(board.person, role=Role.VIEWER), "Change of own name or role")
    board.close()
    with as_second(board) as theirs:
        assert theirs.person.role is Role.CLINICIAN
        assert theirs.notices == (
            f"Nobody on this board was an administrator; {COORDINATOR}, its first person, is one now.",
        )
        with theirs.database.read() as work:
            assert work.audit.entries(limit=1)[0].changes["role"] == ["viewer", "administrator"]
        assert check_board(theirs).ok
    with open_board(board.folder, passphrase=PASSPHRASE, user=COORDINATOR) as again:
        assert (again.person.role, again.notices) == (Role.ADMINISTRATOR, ())


def test_wrong_passphrases_slow_down_are_told_and_audited(board: Board, monkeypatch: pytest.MonkeyPatch) -> None:
    from datetime import UTC, datetime, timedelta

    moment = datetime(2026, 11, 29, 9, tzinfo=UTC)
    monkeypatch.setattr("desktop.services.unlocking.utc_now", lambda: moment)
    board.close()
    for _ in range(3):
        with pytest.raises(WrongKeyError, match="not the passphrase"):
            open_board(board.folder, passphrase=OTHER)
    with pytest.raises(WrongKeyError, match=r"3 wrong passphrases; wait 1 second and"):
        open_board(board.folder, passphrase=PASSPHRASE)
    moment += timedelta(seconds=1)
    with pytest.raises(WrongKeyError, match="not the passphrase"):
        open_board(board.folder, passphrase=OTHER)
    with pytest.raises(WrongKeyError, match="wait 2 seconds"):
        open_board(board.folder, passphrase=PASSPHRASE)
    moment += timedelta(seconds=2)
    with open_board(board.folder, passphrase=PASSPHRASE) as opened:
        last = f"{datetime(2026, 11, 29, 9, tzinfo=UTC).astimezone():%d %b %Y, %H:%M}"
        told = f"Since the board was last opened there were 4 wrong passphrases, last on {last} for "
        assert opened.notices == (f"{told}{COORDINATOR}.",)
        with opened.database.read() as work:
            entry = work.audit.entries(limit=1)[0]
        assert (entry.action, entry.changes["count"]) == ("Failed unlock", [None, 4])
    with open_board(board.folder, passphrase=PASSPHRASE) as opened:
        assert opened.notices == ()


def test_a_clock_set_back_locks_nobody_out(board: Board, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from datetime import UTC, datetime, timedelta

    moment = datetime(2026, 11, 29, 9, tzinfo=UTC)
    monkeypatch.setattr("desktop.services.unlocking.utc_now", lambda: moment)
    board.close()
    for _ in range(20):
        moment += timedelta(minutes=2)
        with pytest.raises(WrongKeyError, match="not the passphrase"):
            open_board(board.folder, passphrase=OTHER)
    moment -= timedelta(days=9)
    with open_board(board.folder, passphrase=PASSPHRASE):
        pass


@pytest.mark.parametrize("name", ["", "  ", "Zztest \0Alpha", "Zztest \ud800"])
def test_a_name_that_cannot_be_typed_again_is_refused(board: Board, name: str) -> None:
    with pytest.raises(UserError, match="nothing was changed"):
        add_person(board, name, Role.VIEWER, OTHER, NO_SECRET)
    with pytest.raises(UserError, match="nothing was changed"):
        change_person(board, name)
    assert len(people_of(board)) == 1
