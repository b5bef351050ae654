"""Signed documents: the register knows what went out, and says genuine, superseded, altered, somebody else's."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from builders import PASSPHRASE, full_case, small_case
from freezegun import freeze_time
from meeting_helpers import DAY, a_meeting, decided, referred
from sqlalchemy import update

from db.tables import signed_documents
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.document_code import read_code
from desktop.clinical.errors import UserError
from desktop.clinical.meetings.codes import Fate
from desktop.clinical.meetings.decision import Action, FollowThrough
from desktop.clinical.meetings.whole import WholeDecision
from desktop.clinical.rights import Right
from desktop.reports.archival import Carried, with_carried
from desktop.services.backups import make_backup
from desktop.services.boards import Board, open_board
from desktop.services.carrying import Carry
from desktop.services.cases import delete_case, get_case, new_case, save_case
from desktop.services.checking import check_board
from desktop.services.demo import make_demonstration
from desktop.services.files import write_whole
from desktop.services.library import Library
from desktop.services.meetings.deciding import (
    amend,
    begin_decision,
    confirm_amendments,
    decisions_of,
    say_action,
    say_fate,
)
from desktop.services.people import renew_key
from desktop.services.printing import PRINTED, SAVED, Page, deidentified_page, hand_out, page_of
from desktop.services.restoring import restore_board
from desktop.services.salvaging import salvage_board
from desktop.services.sealing import facts_digest, make_signing_key, seal_for
from desktop.services.seals import digest_of, read_seal
from desktop.services.summaries import UNSIGNED
from desktop.services.undoing import begin, read_on, undo
from desktop.services.verifying import Verdict, check_code, check_file

TODAY = date(2026, 5, 10)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture
def signing(board: Board) -> Board:
    """A board that has its key."""
    make_signing_key(board)
    return board


def _issued(board: Board, library: Library, case: Case, path: Path, carry: Carry | None = None) -> str:
    """Save the page of a case; gives its code."""
    page = page_of(board, library, case, today=TODAY, paper="a4", carry=carry)
    assert page.seal is not None
    hand_out(board, library, page, SAVED, lambda: write_whole(path, page.pdf))
    return page.seal.code


def _asked(board: Board, library: Library, case: Case, question: str) -> Case:
    return save_case(board, library, case, replace(case, question=known(question)), "change of question")


def test_a_page_that_went_out_is_genuine_by_its_code_and_by_its_file(
    signing: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(signing, library, full_case())
    with freeze_time("2026-05-10 09:00"):
        code = _issued(signing, library, case, tmp_path / "page.pdf")
    for checked in (check_code(signing, code.lower()), check_file(signing, tmp_path / "page.pdf")):
        assert checked.verdict is Verdict.GENUINE
        assert checked.sentence == "Genuine: summary of case 1, issued on 10 May 2026 by Zztest Coordinator."
        assert (checked.code, checked.kind, checked.case_number) == (code, "summary", 1)
        assert checked.issued == datetime(2026, 5, 10, 9, tzinfo=UTC)


def test_a_page_that_was_only_looked_at_is_not_in_the_register(signing: Board, library: Library) -> None:
    case = new_case(signing, library, full_case())
    before = signing.database.last_entry()
    page = page_of(signing, library, case, today=TODAY, paper="a4")
    assert signing.database.last_entry() == before
    assert page.seal is not None
    assert check_code(signing, page.seal.code).verdict is Verdict.NOT_OURS


def test_the_same_page_printed_again_is_the_same_document(signing: Board, library: Library, tmp_path: Path) -> None:
    case = new_case(signing, library, full_case())
    first = _issued(signing, library, case, tmp_path / "first.pdf")
    again = page_of(signing, library, case, today=date(2026, 6, 1), paper="letter")
    assert again.seal is not None
    assert again.seal.code == first
    hand_out(signing, library, again, PRINTED, lambda: None)
    with signing.database.read() as work:
        assert len(work.signing.of(case.id)) == 1
    assert check_file(signing, tmp_path / "first.pdf").verdict is Verdict.GENUINE
    write_whole(tmp_path / "again.pdf", again.pdf)
    assert check_file(signing, tmp_path / "again.pdf").verdict is Verdict.GENUINE


def test_facts_that_changed_supersede_it_and_undo_makes_it_the_last_word_again(
    signing: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(signing, library, full_case())
    steps = begin(signing)
    with freeze_time("2026-05-10 09:00"):
        code = _issued(signing, library, case, tmp_path / "page.pdf")
    with freeze_time("2026-05-12 09:00"):
        changed = _asked(signing, library, case, "Zztest asks?")
    with freeze_time("2026-05-14 09:00"):
        _asked(signing, library, changed, "Zztest asks again?")
    checked = check_code(signing, code)
    assert checked.verdict is Verdict.SUPERSEDED
    assert checked.sentence == (
        "Genuine, superseded on 12 May 2026: summary of case 1, issued on 10 May 2026 by Zztest Coordinator; facts of "
        "the case were changed."
    )
    for _ in range(2):
        steps = read_on(signing, steps)
        undo(signing, library, steps.undo[-1])
    assert check_code(signing, code).verdict is Verdict.GENUINE
    assert check_board(signing).ok


def test_a_newer_one_of_the_kind_supersedes_it_and_one_with_the_record_does_not(
    signing: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(signing, library, full_case())
    with freeze_time("2026-05-10 09:00"):
        code = _issued(signing, library, case, tmp_path / "page.pdf")
    with freeze_time("2026-05-11 09:00"):
        other = _issued(signing, library, case, tmp_path / "other.pdf", Carry())
    assert code != other
    assert check_code(signing, code).verdict is check_code(signing, other).verdict is Verdict.GENUINE
    with freeze_time("2026-05-12 09:00"):
        newest = _issued(signing, library, _asked(signing, library, case, "Zztest?"), tmp_path / "new.pdf")
        back = get_case(signing, case.id)
        save_case(signing, library, back, replace(back, question=case.question), "change of question")
    told = check_code(signing, code).sentence
    assert told.startswith("Genuine, superseded on 12 May 2026")
    assert told.endswith("; a newer summary was issued.")
    assert check_code(signing, newest).sentence.endswith("; facts of the case were changed.")


# what a page quotes of the board's decisions


@pytest.fixture
def child(signing: Board, library: Library) -> Case:
    """A child about whom the board decided, with an action."""
    case = new_case(signing, library, full_case())
    with freeze_time("2026-11-26 15:00"):
        referral = referred(signing, library, case, a_meeting(signing))
        begun = begin_decision(signing, referral)
        own = {"decision_id": begun.decision.id, "case_id": case.id}
        todo = Action(place=0, words="Book theatre", **own)
        decided(signing, library, referral, actions=(todo,))
    return get_case(signing, case.id)


def _decision(board: Board, case: Case) -> WholeDecision:
    (one,) = decisions_of(board, case.id)
    return one


def _amended(board: Board, case: Case, day: str) -> None:
    with freeze_time(f"{day} 09:00"):
        amend(board, _decision(board, case), words="On 03 Dec", reason="Theatre full")


def test_an_amended_decision_supersedes_the_page_that_quotes_it(
    signing: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    with freeze_time("2026-11-27 09:00"):
        code = _issued(signing, library, child, tmp_path / "page.pdf")
        blind = deidentified_page(signing, library, child, today=DAY, paper="a4")
        hand_out(signing, library, blind, SAVED, lambda: None)
    assert check_code(signing, code).verdict is Verdict.GENUINE
    _amended(signing, child, "2026-11-28")
    for checked in (check_code(signing, code), check_file(signing, tmp_path / "page.pdf")):
        assert checked.sentence == (
            "Genuine, superseded on 28 Nov 2026: summary of case 1, issued on 27 Nov 2026 by Zztest Coordinator; the "
            "decision was amended."
        )
    assert blind.seal is not None
    assert check_code(signing, blind.seal.code).verdict is Verdict.GENUINE, "a de-identified page quotes no decision"
    with freeze_time("2026-11-29 09:00"):
        newer = _issued(signing, library, child, tmp_path / "newer.pdf")
    assert newer != code, "the same record with another decision is another document"
    assert check_code(signing, newer).verdict is Verdict.GENUINE
    assert "28 Nov 2026" in check_code(signing, code).sentence, "the earliest reason counts"
    with freeze_time("2026-11-30 09:00"):
        confirm_amendments(signing, _decision(signing, child), chair="Dr Zztest")
    assert check_code(signing, newer).sentence.endswith("; an amendment of the decision was confirmed.")


def test_what_became_of_a_decision_supersedes_the_page_until_it_is_taken_back(
    signing: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    with freeze_time("2026-11-27 09:00"):
        code = _issued(signing, library, child, tmp_path / "page.pdf")
    whole, steps = _decision(signing, child), begin(signing)
    (action,) = whole.actions
    with freeze_time("2026-12-02 09:00"):
        say_action(signing, library, action, replace(action, fate=Fate.DONE, fate_on=DAY))
    told = "superseded on 02 Dec 2026: summary of case 1, issued on 27 Nov 2026 by Zztest Coordinator; what became of"
    assert told in check_code(signing, code).sentence
    undo(signing, library, read_on(signing, steps).undo[-1])
    assert check_code(signing, code).verdict is Verdict.GENUINE
    follow = FollowThrough(decision_id=whole.decision.id, case_id=child.id, told_on=DAY, fate=Fate.PARTLY)
    with freeze_time("2026-12-04 09:00"):
        say_fate(signing, library, whole, follow)
    assert check_code(signing, code).sentence.endswith("; what became of the decision was told.")


def test_a_page_that_was_signed_before_decisions_were_in_the_register_stays_genuine_until_the_decision_is_amended(
    signing: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    with freeze_time("2026-11-27 09:00"):
        code = _issued(signing, library, child, tmp_path / "page.pdf")
    with signing.work(Right.EDIT) as work:
        work.connection.execute(update(signed_documents).values(decided=None))
    assert check_code(signing, code).verdict is Verdict.GENUINE
    _amended(signing, child, "2026-11-28")
    assert check_code(signing, code).sentence.endswith("; the decision was amended.")


def test_the_next_decision_supersedes_the_page_that_quotes_the_last(
    signing: Board, library: Library, child: Case, tmp_path: Path
) -> None:
    with freeze_time("2026-11-27 09:00"):
        code = _issued(signing, library, child, tmp_path / "page.pdf")
    with freeze_time("2026-12-10 15:00"):
        decided(signing, library, referred(signing, library, child, a_meeting(signing, date(2026, 12, 10))))
    back = get_case(signing, child.id)
    before = {name: getattr(child, name) for name in ("question", "asked_by", "referred_on", "board_on")}
    save_case(signing, library, back, replace(back, **before), "as it was")
    assert check_code(signing, code).sentence.endswith("; the board decided anew.")


def test_a_page_does_not_go_out_over_a_decision_that_was_amended_since_it_was_drawn(
    signing: Board, library: Library, child: Case
) -> None:
    page = page_of(signing, library, child, today=DAY, paper="a4")
    _amended(signing, child, "2026-11-28")
    given: list[str] = []
    with pytest.raises(UserError, match="decision on case 1 was changed after this page was drawn"):
        hand_out(signing, library, page, PRINTED, lambda: given.append("out"))
    assert not given


def test_another_child_does_not_supersede_it_and_the_bin_is_told(
    signing: Board, library: Library, tmp_path: Path
) -> None:
    case, other = new_case(signing, library, full_case()), new_case(signing, library, small_case(2))
    code = _issued(signing, library, case, tmp_path / "page.pdf")
    _issued(signing, library, _asked(signing, library, other, "Zztest?"), tmp_path / "other.pdf")
    assert check_code(signing, code).verdict is Verdict.GENUINE
    delete_case(signing, library, case.id, "twice")
    assert check_code(signing, code).sentence.endswith("The case is in the bin.")


def test_a_changed_file_is_altered_though_its_signature_holds(signing: Board, library: Library, tmp_path: Path) -> None:
    case = new_case(signing, library, full_case())
    path = tmp_path / "page.pdf"
    _issued(signing, library, case, path)
    content = path.read_bytes()
    path.write_bytes(content.replace(b"Summary for the tumour board", b"Summary for the tumour bored"))
    checked = check_file(signing, path)
    assert checked.verdict is Verdict.ALTERED
    assert "rely on case 1 and not on this file" in checked.sentence


def test_what_is_not_ours_and_what_is_damaged_are_told_apart(signing: Board, library: Library, tmp_path: Path) -> None:
    case = new_case(signing, library, full_case())
    path = tmp_path / "page.pdf"
    _issued(signing, library, case, path, Carry())
    content, found = path.read_bytes(), []
    unsigned = with_carried(content, Carried(on=TODAY))
    broken = content.replace(b'"version":1', b'"version":2')
    assert broken != content
    for made in (unsigned, b"Zztest", content[:4000], broken):
        path.write_bytes(made)
        found.append((check_file(signing, path).verdict, check_file(signing, path).sentence.partition(":")[0]))
    ours = (Verdict.NOT_OURS, "Not ours")
    assert found == [ours, ours, ours, (Verdict.DAMAGED, "Damaged")]
    assert check_code(signing, "7K3M-9QXT-2HFW-8N" if read_code("7K3M-9QXT-2HFW-8N") else "0" * 14).verdict is (
        Verdict.NOT_OURS
    )
    with pytest.raises(UserError, match="no document code"):
        check_code(signing, "Zztest")
    with pytest.raises(UserError, match="no file of that name"):
        check_file(signing, tmp_path / "none.pdf")


@pytest.fixture
def elsewhere(empty_board: Path, tmp_path: Path) -> Iterator[Board]:
    """A second centre."""
    folder = Path(shutil.copytree(empty_board, tmp_path / "elsewhere.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        make_signing_key(board)
        yield board


def test_another_centre_sees_a_signature_of_a_board_that_it_does_not_know(
    signing: Board, elsewhere: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(signing, library, full_case())
    path = tmp_path / "page.pdf"
    code = _issued(signing, library, case, path, Carry())
    assert check_code(elsewhere, code).verdict is Verdict.NOT_OURS
    checked = check_file(elsewhere, path)
    assert checked.verdict is Verdict.UNKNOWN_SIGNER
    assert "the record inside is the one that was signed" in checked.sentence
    assert "What is printed is not covered" in checked.sentence
    assert checked.case_number == 0


def test_a_board_that_was_put_back_says_that_it_signed_what_it_does_not_list(
    board_folder: Path, library: Library, tmp_path: Path
) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        make_signing_key(board)
        case = new_case(board, library, full_case())
    earlier = Path(shutil.copytree(board_folder, tmp_path / "earlier.crestboard"))
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        _issued(board, library, case, tmp_path / "page.pdf")
    with open_board(earlier, passphrase=PASSPHRASE) as board:
        assert check_file(board, tmp_path / "page.pdf").verdict is Verdict.UNLISTED


# the key and what it signs


def test_a_board_makes_one_key_and_keeps_it(board_folder: Path, library: Library) -> None:
    seals = []
    for _ in range(2):
        with open_board(board_folder, passphrase=PASSPHRASE) as board:
            make_signing_key(board)
            make_signing_key(board)
            seals.append(seal_for(board, "summary", full_case()))
            with board.database.read() as work:
                entries = [one for one in work.audit.entries() if one.entity == "signing_keys"]
                key = work.signing.key()
    assert seals[0] == seals[1]
    assert key is not None
    assert [one.changes for one in entries] == [{"public": [None, key.public]}]
    assert key.private not in repr(key)


def test_demonstration_boards_alone_share_a_key(board_folder: Path, library: Library, tmp_path: Path) -> None:
    keys = []
    for name in ("one", "two"):
        with (
            make_demonstration(tmp_path / f"{name}.crestboard", library, cases=1) as demo,
            demo.database.read() as work,
        ):
            keys.append(work.signing.key())
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        make_signing_key(board, b"demonstration")
        with board.database.read() as work:
            assert work.signing.key() != keys[0] == keys[1]


def test_a_board_without_a_key_and_one_for_reading_do_not_sign(board_folder: Path, library: Library) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        case = new_case(board, library, full_case())
        assert seal_for(board, "summary", case) is None
        assert _words(page_of(board, library, case, today=TODAY, paper="a4")).endswith(UNSIGNED.replace(" ", ""))
        make_signing_key(board)
    with open_board(board_folder, passphrase=PASSPHRASE, write=False) as board:
        make_signing_key(board)
        assert seal_for(board, "summary", case) is None
        page = page_of(board, library, case, today=TODAY, paper="a4", carry=Carry())
        assert (page.seal, page.carried is None) == (None, False)


def _words(page: Page) -> str:
    import pypdfium2

    with pypdfium2.PdfDocument(page.pdf) as document:
        return "".join(document[0].get_textpage().get_text_bounded().split())


def test_nothing_of_the_child_is_in_signature_code_and_register(signing: Board, library: Library) -> None:
    case = new_case(signing, library, full_case())
    seal = seal_for(signing, "summary", case)
    assert seal is not None
    assert read_seal(seal.text) == seal
    told = json.loads(seal.text)
    assert sorted(told) == ["facts", "format", "key", "kind", "left_out", "record", "signature", "version"]
    assert told["facts"] == facts_digest(case)
    for private in ("Zztest", "Alpha", "ZZ-", str(case.id), "2024", "2026"):
        assert private.encode() not in seal.text.encode().replace(told["signature"].encode(), b"").replace(
            told["facts"].encode(), b""
        ).replace(told["key"].encode(), b"")


def test_what_a_document_stands_on_can_be_something_else_than_the_record(signing: Board, library: Library) -> None:
    """A de-identified page signs what it shows, so that it cannot be matched with the page that has the name."""
    case = new_case(signing, library, full_case())
    one, two = seal_for(signing, "summary", case), seal_for(signing, "other", case, facts=b"without a name")
    assert one is not None
    assert two is not None
    assert (one.facts, two.facts) == (facts_digest(case), digest_of(b"without a name"))


# what happens to the board


def test_the_register_goes_with_a_backup_a_new_key_of_the_board_and_a_salvage(
    signing: Board, library: Library, tmp_path: Path
) -> None:
    case = new_case(signing, library, full_case())
    code = _issued(signing, library, case, tmp_path / "page.pdf")
    with signing.database.read() as work:
        key = work.signing.key()
    backup = make_backup(signing)
    renew_key(signing)
    assert check_file(signing, tmp_path / "page.pdf").verdict is Verdict.GENUINE
    folder = signing.folder
    signing.close()
    places = (
        lambda: restore_board(tmp_path / "restored.crestboard", backup.path, passphrase=PASSPHRASE),
        lambda: salvage_board(folder, tmp_path / "salvaged.crestboard", library, passphrase=PASSPHRASE).board,
    )
    for opened in places:
        with opened() as board:
            make_signing_key(board)
            assert check_code(board, code).verdict is Verdict.GENUINE
            with board.database.read() as work:
                assert work.signing.key() == key


def test_the_private_key_is_in_no_file_in_the_clear(board_folder: Path, library: Library) -> None:
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        make_signing_key(board)
        make_backup(board)
        with board.database.read() as work:
            key = work.signing.key()
            told = "".join(str(one.changes) for one in work.audit.entries())
    assert key is not None
    assert key.private not in told
    files = [one.read_bytes() for one in board_folder.rglob("*") if one.is_file()]
    assert len(files) > 3
    for private in (key.private.encode(), bytes.fromhex(key.private)):
        assert not any(private in one for one in files)
