"""``verify``: a script learns whether a paper or a file is one of this board's."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run


@pytest.fixture
def told(run: Run, hospital: Path, secret: Path, spreadsheet: Path) -> tuple[object, ...]:
    """The options of a board with children."""
    options = ("--board", hospital, "--passphrase-file", secret)
    assert run(*options, "import", spreadsheet).code == 0
    return options


def test_a_page_is_verified_by_its_file_and_by_its_code(run: Run, told: tuple[object, ...], tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    assert run(*told, "summary", "2", "-o", page).code == 0
    by_file = run(*told, "verify", page, "--json")
    assert by_file.code == 0, by_file.err
    code = by_file.json["code"]
    assert by_file.json | {"issued": "", "sentence": ""} == {
        "verdict": "genuine", "sentence": "", "code": code, "kind": "summary", "case": 2, "issued": "",
        "issued_by": "Zztest Coordinator", "superseded": None,
    }  # fmt: skip
    by_code = run(*told, "verify", code.lower().replace("-", " "))
    assert by_code.code == 0
    assert by_code.out.startswith("Genuine: summary of case 2, issued on ")
    assert run(*told, "check").code == 0


def test_what_is_not_genuine_ends_with_one(run: Run, told: tuple[object, ...], tmp_path: Path) -> None:
    page = tmp_path / "page.pdf"
    page.write_bytes(b"%PDF-1.7\n")
    for document, begins in ((page, "Not ours"), ("0" * 14, "Not ours")):
        ran = run(*told, "verify", document)
        assert (ran.code, ran.err) == (1, "")
        assert ran.out.startswith(begins)
    for document in ("Zztest", tmp_path / "none.pdf"):
        refused = run(*told, "verify", document)
        assert (refused.code, refused.out, refused.err.count("\n")) == (1, "", 1)
        assert "Traceback" not in refused.err
    assert run(*told, "verify").code == 2


def test_a_board_that_is_held_can_be_asked(
    run: Run, told: tuple[object, ...], hospital: Path, secret: Path, tmp_path: Path
) -> None:
    from builders import PASSPHRASE

    from desktop.services.boards import open_board

    page = tmp_path / "page.pdf"
    assert run(*told, "summary", "1", "-o", page).code == 0
    with open_board(hospital, passphrase=PASSPHRASE):
        assert run(*told, "verify", page).code == 0
        unsigned = tmp_path / "unsigned.pdf"
        assert run(*told, "summary", "1", "-o", unsigned, "--with-record").code == 0
        assert run(*told, "verify", unsigned, "--json").json["verdict"] == "not_ours"
