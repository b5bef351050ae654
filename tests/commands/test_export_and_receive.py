"""``export`` and ``receive``: the record leaves one board and comes back on another, and scripts can rely on it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def clinic(run: Run, tmp_path: Path, secret: Path) -> Path:
    """Another empty board."""
    folder = tmp_path / "clinic.crestboard"
    assert run("create", folder, "--user", "Zztest Clinician", "--passphrase-file", secret).code == 0
    return folder


def test_a_record_goes_from_one_board_to_another_and_is_the_same_bytes(
    run: Run, hospital: Path, clinic: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    here, there = (("--board", folder, "--passphrase-file", secret) for folder in (hospital, clinic))
    assert run(*here, "import", spreadsheet).code == 0
    first, again = tmp_path / "first.json", tmp_path / "again.json"
    out = run(*here, "export", "mrn:ZZ-2", "-o", first)
    assert (out.code, out.err) == (0, "")
    assert "not encrypted" in out.out
    received = run(*there, "receive", first)
    assert received.code == 0, received.err
    assert received.out.startswith("Case 1 received; results: ")
    assert run(*there, "export", "1", "-o", again).code == 0
    assert again.read_bytes() == first.read_bytes()
    assert run(*there, "show", "1", "--json").out.encode() == first.read_bytes()
    assert run(*there, "check").code == 0


def test_a_child_who_is_here_is_refused_with_the_number(
    run: Run, hospital: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    told = ("--board", hospital, "--passphrase-file", secret)
    run(*told, "import", spreadsheet)
    path = tmp_path / "record.json"
    run(*told, "export", "2", "-o", path)
    refused = run(*told, "receive", path)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "Case 2 of this board is the case of this record; nothing was changed, take the record into" in refused.err
    assert len(run(*told, "list", "--json").json) == 3


def test_a_demonstration_child_is_received_and_stays_marked(
    run: Run, hospital: Path, secret: Path, tmp_path: Path
) -> None:
    demo, path = tmp_path / "demo.crestboard", tmp_path / "record.json"
    assert run("demo", demo, "--cases", "3").code == 0
    assert run("--board", demo, "export", "2", "-o", path).code == 0
    told = ("--board", hospital, "--passphrase-file", secret)
    assert "a demonstration child" in run(*told, "receive", path).out
    assert run(*told, "show", "1", "--json").json["case"]["demonstration"] is True


def test_documents_that_are_not_in_the_record_are_told(run: Run, hospital: Path, secret: Path, tmp_path: Path) -> None:
    from filled_case import filled_attachment, filled_case

    from desktop.services.records import record_bytes, record_of

    path = tmp_path / "record.json"
    path.write_bytes(record_bytes(record_of(filled_case(1), [filled_attachment(1), filled_attachment(2)])))
    received = run("--board", hospital, "--passphrase-file", secret, "receive", path)
    assert received.code == 0, received.err
    assert "The record names 2 documents and does not contain them; they are not added." in received.out


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"{}", b'{"format": "crestboard-record", "version": 9}'])
def test_what_is_no_record_is_refused_in_one_line(
    run: Run, hospital: Path, secret: Path, tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "record.json"
    path.write_bytes(content)
    refused = run("--board", hospital, "--passphrase-file", secret, "receive", path)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "Traceback" not in refused.err


def test_a_record_that_cannot_be_written_leaves_no_file(
    run: Run, hospital: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    told = ("--board", hospital, "--passphrase-file", secret)
    run(*told, "import", spreadsheet)
    (tmp_path / "folder").mkdir()
    assert run(*told, "export", "1", "-o", tmp_path / "folder").code == 1
    assert list((tmp_path / "folder").iterdir()) == []
    assert run(*told, "export", "1").code == 2
    assert run(*told, "receive").code == 2


def test_a_record_goes_in_a_page_from_one_board_to_another_and_is_the_same_bytes(
    run: Run, hospital: Path, clinic: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    here, there = (("--board", folder, "--passphrase-file", secret) for folder in (hospital, clinic))
    assert run(*here, "import", spreadsheet).code == 0
    first, page, again = tmp_path / "first.json", tmp_path / "page.pdf", tmp_path / "again.json"
    run(*here, "export", "2", "-o", first)
    out = run(*here, "summary", "2", "-o", page, "--with-record", "--with-relatives", "--with-confidential")
    assert (out.code, out.err) == (0, "")
    assert "This file carries the record, not encrypted. Nothing is left out of it." in out.out
    received = run(*there, "receive", page)
    assert received.code == 0, received.err
    assert "Signed by a board that this one does not know; the record is the one that was signed." in received.out
    assert run(*there, "export", "1", "-o", again).code == 0
    assert again.read_bytes() == first.read_bytes()
    assert run(*there, "check").code == 0


def test_a_record_is_taken_into_the_case_that_is_here_unless_something_differs(
    run: Run, hospital: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    here, path = ("--board", hospital, "--passphrase-file", secret), tmp_path / "record.json"
    run(*here, "import", spreadsheet)
    run(*here, "export", "2", "-o", path)
    same = run(*here, "receive", path, "--merge")
    assert (same.code, same.out) == (0, "Everything in the record is in case 2; nothing was changed.\n")
    document = json.loads(path.read_bytes())
    document["case"] |= {"wishes": "To be at home.", "family_name": "Zztest"}
    path.write_text(json.dumps(document), encoding="utf-8")
    taken = run(*here, "receive", path, "--merge")
    assert taken.code == 0, taken.err
    assert "Record taken into case 2: 0 new entries, 2 completed. Nothing was overwritten." in taken.out
    assert run(*here, "show", "2", "--json").json["case"]["wishes"] == "To be at home."
    document["case"] |= {"wishes": "To be at sea."}
    path.write_text(json.dumps(document), encoding="utf-8")
    refused = run(*here, "receive", path, "--merge")
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "Case 2 and the record tell 1 facts or entries differently; nothing was changed" in refused.err
    assert run(*here, "show", "2", "--json").json["case"]["wishes"] == "To be at home."
    assert run(*here, "check").code == 0


def test_a_page_carries_no_record_unless_it_is_asked_for(
    run: Run, hospital: Path, clinic: Path, secret: Path, spreadsheet: Path, tmp_path: Path
) -> None:
    here, there = (("--board", folder, "--passphrase-file", secret) for folder in (hospital, clinic))
    run(*here, "import", spreadsheet)
    page = tmp_path / "page.pdf"
    assert run(*here, "summary", "1", "-o", page).code == 0
    refused = run(*there, "receive", page)
    assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
    assert "The PDF carries no record" in refused.err
    page.unlink()
    wrong = run(*here, "summary", "1", "-o", page, "--with-relatives")
    assert (wrong.code, wrong.err.count("\n"), page.exists()) == (1, 1, False)
    less = run(*here, "summary", "1", "-o", page, "--with-record")
    assert "Left out: entries on relatives and confidential items." in less.out


def test_the_printed_record_and_the_file_are_one(run: Run, hospital: Path, secret: Path, tmp_path: Path) -> None:
    from filled_case import filled_case

    from desktop.services.records import record_bytes, record_of

    told, path = ("--board", hospital, "--passphrase-file", secret), tmp_path / "record.json"
    path.write_bytes(record_bytes(record_of(filled_case(5))))
    assert run(*told, "receive", path).code == 0
    assert json.loads(run(*told, "show", "1", "--json").out) == json.loads(path.read_bytes())
