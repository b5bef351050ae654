"""Names planted on a board are found nowhere but in it and in the files that somebody asked for."""

from __future__ import annotations

import getpass
import io
import json
import logging
import re
import shutil
import socket
import tempfile
import zipfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pikepdf
import pytest
from builders import COORDINATOR, PASSPHRASE, small_case
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from db.audit_search import AuditQuery
from db.folder import BoardFolder
from desktop import app
from desktop.app import build_library
from desktop.clinical.answers import known
from desktop.clinical.case import Case
from desktop.clinical.vocabulary import AttachmentKind
from desktop.services.attachment_copies import save_copy
from desktop.services.attachments import Source, add_attachment, look_at, open_attachment
from desktop.services.backups import make_backup
from desktop.services.boards import open_board
from desktop.services.cases import delete_case, new_case, restore_case, save_case
from desktop.services.crashes import log_crash, report_of
from desktop.services.files import write_whole
from desktop.services.history import export_trail
from desktop.services.importing import import_file
from desktop.services.importing.template import template_workbook
from desktop.services.logs import FILE as LOG
from desktop.services.logs import logging_to
from desktop.services.people import renew_key
from desktop.services.printing import SAVED, hand_out, page_of
from desktop.services.recent import remember
from desktop.services.restoring import restore_board
from desktop.services.salvaging import salvage_board
from desktop.ui.desk import Desk
from desktop.ui.main_window import MainWindow
from desktop.ui.preferences import Preferences, write_preferences
from desktop.ui.start import build_stage
from tests.ui.locking_helpers import seen

PLANTS = ("Quokkaberg", "Wombatine", "QQ-77130955", "Numbatwiese", "Bilbyfeld", "Quollheim", "Dunnartsee")
"""A family name, a given name, a hospital number, a word of a note, a name that only an import brings, the title of a
document, and what a document is called and contains."""

FAULTY = "QQ-55009137"
"""The number of a row that is refused."""

CODES = ("utf-8", "utf-16-le", "utf-16-be", "latin-1")


def planted(number: int = 1) -> Case:
    case = small_case(number)
    return replace(
        case, family_name=PLANTS[0], given_name=PLANTS[1], question=known(f"Operate before {PLANTS[3]}?"),
        identifiers=(replace(case.identifiers[0], value=PLANTS[2]),),
    )  # fmt: skip


def hits(content: bytes) -> list[str]:
    """Which plants stand in some bytes, however written, in capitals or not."""
    folded = content.lower()
    return [one for one in (*PLANTS, FAULTY) if any(one.lower().encode(code) in folded for code in CODES)]


def searched(folder: Path, apart: set[Path]) -> dict[str, list[str]]:
    """Every file beneath a folder whose name or content has a plant, but for those that somebody asked for."""
    found = {}
    for path in folder.rglob("*"):
        if path.is_file() and path not in apart and (told := hits(path.read_bytes()) + hits(path.name.encode())):
            found[str(path.relative_to(folder))] = told
    return found


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The user's folders and the folder for temporary files, all beneath one place that can be searched."""
    place = tmp_path / "user"
    for name in ("temp", "data"):
        (place / name).mkdir(parents=True)
    monkeypatch.setenv("TMPDIR", str(place / "temp"))
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setattr(app, "user_home", lambda: place / "data")
    return place


def refused(deed: Callable[[], object]) -> str:
    """What somebody reads of a deed that is refused or fails, and what is written down of it."""
    try:
        deed()
    except Exception as error:  # whatever comes
        return f"{error}\n{report_of(error)}"
    raise AssertionError("it was done")


def test_the_plants_are_found_where_they_were_put() -> None:
    """The search itself: it would find them in every way of writing them."""
    for code in CODES:
        assert hits(f"x{PLANTS[0].upper()}y".encode(code)) == [PLANTS[0]]


def test_no_name_leaks(
    board_folder: Path, home: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    library, asked, texts = build_library(), tmp_path / "asked", list[str]()
    asked.mkdir()
    remember(home / "data", board_folder)
    board = open_board(board_folder, passphrase=PASSPHRASE)
    first = new_case(board, library, planted())
    case = save_case(board, library, first, replace(first, given_name=f"{PLANTS[1]} II"), "Change of name")
    delete_case(board, library, case.id, f"moved to {PLANTS[3]}")
    case = restore_case(board, library, case.id)

    report = asked / f"{PLANTS[6]} report.pdf"
    report.write_bytes(b"%PDF-1.7 " + PLANTS[6].encode() * 60_000)
    told = {"title": f"Report of {PLANTS[5]}", "kind": AttachmentKind.OTHER, "dated": None, "today": date(2026, 11, 26)}
    document = add_attachment(board, library, case.id, look_at(Source.file(report)), **told)
    assert hits(open_attachment(board, document)) == [PLANTS[6]]
    save_copy(board, document, asked / f"{PLANTS[6]} copy.pdf")
    texts.append(refused(lambda: save_copy(board, document, asked / f"{PLANTS[6]} copy.pdf")))
    texts.append(refused(lambda: save_copy(board, document, tmp_path / PLANTS[6] / "copy.pdf")))
    texts.append(refused(lambda: add_attachment(board, library, case.id, look_at(Source.file(report)), **told)))
    texts.append(refused(lambda: look_at(Source.file(tmp_path / f"{PLANTS[6]}.pdf"))))

    # refusals and faults, with the plants in what was to be written
    texts.append(refused(lambda: save_case(board, library, first, replace(first, given_name="x"), "Change of name")))
    texts.append(refused(lambda: new_case(board, library, planted())))
    texts.append(refused(lambda: new_case(board, library, replace(planted(2), family_name=object()))))  # type: ignore[arg-type]
    before_faults = caplog.text
    _faults(home / "data" / "log")
    caplog.clear()
    write_preferences(home / "data", Preferences(paper="letter"))

    rows = [
        "Hospital number,Family name,Given name,Date of birth,MYCN amplified",
        f"QQ-1,{PLANTS[4]},Alpha,2024-01-05,NO", f"{FAULTY},{PLANTS[4]},Alpha,2999-01-05,NO",
    ]  # fmt: skip
    (asked / "children.csv").write_text("\n".join(rows), encoding="utf-8")
    assert len(import_file(board, library, asked / "children.csv").rejected) == 1
    (asked / "broken.xlsx").write_bytes(b"PK\x03\x04" + PLANTS[4].encode())
    texts.append(refused(lambda: import_file(board, library, asked / "broken.xlsx")))

    page = page_of(board, library, case, today=date(2026, 11, 26), paper="a4")
    hand_out(board, library, page, SAVED, lambda: write_whole(asked / "page.pdf", page.pdf))
    texts.append(refused(lambda: hand_out(board, library, replace(page, case=first), SAVED, lambda: None)))
    texts.append(refused(lambda: write_whole(tmp_path / "nowhere" / "page.pdf", page.pdf)))
    export_trail(board, AuditQuery(), asked / "trail.csv")
    assert PLANTS[0] in (asked / "trail.csv").read_text(encoding="utf-8-sig")

    backup = make_backup(board)
    renew_key(board)
    save_case(board, library, case, replace(case, given_name=f"{PLANTS[1]} III"), "Change of name")
    apart = {path for path in asked.rglob("*") if path.is_file()}
    # while it is open: the log of the database is there and has the last change in it
    assert BoardFolder(board_folder).database.with_name("board.sqlite3-wal").stat().st_size > 0
    assert searched(tmp_path, apart) == {}
    board.close()

    restore_board(board_folder, backup.path, passphrase=PASSPHRASE, user=COORDINATOR).close()
    salvage_board(board_folder, tmp_path / "salvaged", library, passphrase=PASSPHRASE).board.close()
    spoilt = Path(shutil.copytree(board_folder, tmp_path / "spoilt.crestboard"))
    content = bytearray(BoardFolder(spoilt).database.read_bytes())
    content[5000:9000] = bytes(4000)
    BoardFolder(spoilt).database.write_bytes(content)
    with suppress(Exception):
        salvage_board(spoilt, tmp_path / "again", library, passphrase=PASSPHRASE).board.close()
    texts.append(refused(lambda: open_board(board_folder, passphrase=f"{PLANTS[0]} {PLANTS[2]}")))

    assert searched(tmp_path, apart) == {}
    printed = capfd.readouterr()
    for text in (*texts, before_faults, caplog.text, printed.out, printed.err):
        assert hits(text.encode()) == [], text
    assert (home / "data" / "log" / "crashes.log").exists()
    assert list((home / "temp").iterdir()) == []
    _only_the_page_itself_names_the_child(asked / "page.pdf")
    with zipfile.ZipFile(backup.path) as pack:
        assert hits(json.dumps(pack.namelist()).encode() + pack.read("about.json")) == []


def _faults(folder: Path) -> None:
    """An error with a name in it is logged in every way: by us, by libraries, by its report."""
    with logging_to(folder):
        try:
            raise RuntimeError(f"cannot draw {PLANTS[0]}")
        except RuntimeError as error:
            log_crash(report_of(error), folder)
            for name in ("desktop.services.cases", "sqlalchemy", "pikepdf", PLANTS[1]):
                logging.getLogger(name).exception("of %s", PLANTS[2], stack_info=True)
                logging.getLogger(name).error(PLANTS[3])
    assert (folder / LOG).read_text(encoding="utf-8").count("ERROR") == 8


def test_a_workbook_for_filling_in_names_nobody(library_workbook: bytes) -> None:
    """Its properties say neither who is at this computer nor who opened the board."""
    with zipfile.ZipFile(io.BytesIO(library_workbook)) as book:
        told = b"".join(book.read(name) for name in book.namelist() if name.startswith("docProps/"))
    assert hits(told) == []
    for name in {COORDINATOR, getpass.getuser(), socket.gethostname()}:
        assert name.encode() not in told
    assert re.findall(rb"<dc:creator>(.*?)</dc:creator>", told) in ([], [b""])


@pytest.fixture
def library_workbook() -> bytes:
    library = build_library()
    return template_workbook(next(one for one in library.profiles if one.id == "crestboard"))


def test_no_name_is_seen_of_a_locked_window(qtbot: QtBot, board_folder: Path) -> None:
    """Titles, texts, tooltips and what assistive technology is told, of every window there is."""
    library, stage = build_library(), build_stage("light")
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        case = new_case(board, library, planted())
        moment = datetime(2026, 11, 23, 10, 42)  # noqa: DTZ001 - the clock on the wall
        desk = Desk(board=board, library=library, today=moment.date, now=lambda: moment)
        window = MainWindow(stage.look, desk, stage.tasks, stage.messages)
        qtbot.addWidget(window)
        window.show()
        window.open_case(case.id)
        window.case_actions.delete()
        QToolTip.showText(QPoint(5, 5), PLANTS[1], window)
        assert set(hits("\n".join(seen()).encode())) >= {PLANTS[0], PLANTS[1]}
        window.lock()
        for settled in (lambda: True, lambda: window.locking.is_settled):
            qtbot.waitUntil(settled)
            assert hits("\n".join(seen()).encode()) == []
        assert {top.windowTitle() for top in QApplication.topLevelWidgets() if top.isVisible()} == {"Crestboard"}
        window.close()


def _only_the_page_itself_names_the_child(path: Path) -> None:
    """What other programs show of a PDF without opening it: its title, its properties and the bytes of the file."""
    assert hits(path.name.encode()) == []
    with pikepdf.open(path) as pdf:
        with pdf.open_metadata() as metadata:
            told = str(metadata)
        assert hits((told + str(dict(pdf.docinfo))).encode()) == []
