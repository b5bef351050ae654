"""Files that somebody else may have made or spoilt: key files, backups, rules, facts, and what lies beside them."""

from __future__ import annotations

import io
import json
import shutil
import tomllib
import zipfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from builders import PASSPHRASE, small_case
from fuzz_board import state_of
from fuzz_inputs import fuzzed, refusal, taken, tried
from fuzz_json import VALUES, near
from fuzz_tables import scarred
from hypothesis import given
from hypothesis import strategies as st

from db.folder import BoardFolder
from desktop.app import build_library
from desktop.clinical.errors import UserError
from desktop.commands import response, rules
from desktop.commands.context import Context
from desktop.services.backups import backups_of, make_backup, paused
from desktop.services.boards import is_demonstration, open_board, person_names
from desktop.services.cases import new_case
from desktop.services.library import Library
from desktop.services.own_templates import import_template, own_templates, withdraw_template
from desktop.services.recent import FILE as RECENT
from desktop.services.recent import last_board, recent_boards, remember
from desktop.services.restoring import needs_no_passphrase, restore_board
from desktop.services.rule_packs import board_library
from desktop.services.rule_sources import read_rules
from desktop.services.template_draft import TemplateDraft
from desktop.ui.list_state import ListState
from desktop.ui.preferences import FILE as WINDOW
from desktop.ui.preferences import Preferences, read_preferences, write_preferences


@pytest.fixture
def folder(board_folder: Path, library: Library) -> Path:
    """A closed board with two children and a backup."""
    with open_board(board_folder, passphrase=PASSPHRASE) as board:
        for number in (1, 2):
            new_case(board, library, small_case(number))
        make_backup(board)
    return board_folder


@cache
def _library() -> Library:
    return build_library()


def _state(folder: Path) -> str:
    with open_board(folder, passphrase=PASSPHRASE, write=False) as board:
        return state_of(board)


@fuzzed("key files")
@given(data=st.data(), write=st.booleans())
def test_key_files(kind: str, folder: Path, data: st.DataObject, write: bool) -> None:
    """A key file of somebody else's making opens the board or is refused; the database stays as it is either way."""
    tried[kind] += 1
    place = BoardFolder(folder)
    whole, database = place.keys.read_bytes(), place.database.read_bytes()
    place.keys.write_bytes(data.draw(near(json.loads(whole))))
    place.attempts.unlink(missing_ok=True)
    try:
        is_demonstration(folder)
        for name in person_names(folder):
            name.encode()
        with open_board(folder, passphrase=PASSPHRASE, write=write) as board:
            assert board.person.name == "Zztest Coordinator"
        taken[kind] += 1
    except UserError as error:
        refusal(error)
        assert place.database.read_bytes() == database
    finally:
        place.keys.write_bytes(whole)


_BESIDE: dict[str, Any] = {
    "audit_head": {"seq": 5, "mac": "00" * 32},
    "holder": {"name": "Zztest", "host": "ward", "process": 4, "since": "2026-11-23T10:00:00+00:00"},
    "attempts": {"first": "2020-11-23T10:00:00+00:00", "last": "2020-11-23T10:00:00+00:00", "names": {"Zztest": 9}},
    "paused": {"since": "2026-11-23T10:00:00+00:00", "restored": "x.crestboard-backup"},
    "salt": ["0123456789abcdef"],
}


@fuzzed("small files beside a board")
@given(data=st.data(), name=st.sampled_from(sorted(_BESIDE)))
def test_small_files_beside_a_board(kind: str, folder: Path, data: st.DataObject, name: str) -> None:
    """The board opens and says what it has to say, or makes somebody wait who seems to be guessing."""
    tried[kind] += 1
    place = BoardFolder(folder)
    path: Path = getattr(place, name)
    before = path.read_bytes() if path.exists() else None
    path.write_bytes(data.draw(near(_BESIDE[name])))
    try:
        with open_board(folder, passphrase=PASSPHRASE) as board:
            held = open_board(folder, passphrase=PASSPHRASE, write=False)
            assert held.holder is not None
            held.close()
            f"{board.notices} {paused(folder)}".encode()
        taken[kind] += 1
    except UserError as error:
        assert "wait" in refusal(error)
    finally:
        place.attempts.unlink(missing_ok=True)
        path.unlink(missing_ok=True) if before is None else path.write_bytes(before)


@fuzzed("small files of the user")
@given(data=st.data())
def test_small_files_of_the_user(kind: str, tmp_path: Path, data: st.DataObject) -> None:
    """The window comes up as usual whatever they hold."""
    tried[kind] += 1
    usual = {"appearance": "dark", "text_size": 150, "paper": "letter", "template": "x", "case_list": "{}"}
    state = {"sort": "name", "descending": False, "hidden": ["sex"],
             "views": [{"name": "x", "where": [["stage", "M"]], "sort": "name", "descending": True}]}  # fmt: skip
    (tmp_path / RECENT).write_bytes(data.draw(near({"last": str(tmp_path), "boards": [str(tmp_path), "/x"]})))
    (tmp_path / WINDOW).write_bytes(data.draw(near(usual)))
    kept = read_preferences(tmp_path)
    assert isinstance(kept, Preferences)
    ListState.parse(kept.case_list)
    ListState.parse(data.draw(near(state)).decode("utf-8", "replace")).text()
    write_preferences(tmp_path, kept)
    assert read_preferences(tmp_path) == kept
    for one in (*recent_boards(tmp_path), last_board(tmp_path)):
        assert one is None or one.is_dir()
    remember(tmp_path, tmp_path)
    assert last_board(tmp_path) == tmp_path
    taken[kind] += 1


@fuzzed("backups")
@given(data=st.data(), method=st.sampled_from([zipfile.ZIP_STORED] * 5 + [zipfile.ZIP_DEFLATED]), new=st.booleans())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_backups(kind: str, folder: Path, data: st.DataObject, method: int, new: bool) -> None:
    """A backup is restored as it was made, or the board stays as it is, and a new folder is not left behind."""
    tried[kind] += 1
    (good,) = list(folder.glob("backups/*.crestboard-backup"))[:1]
    spoilt = folder.parent / "spoilt.crestboard-backup"
    spoilt.write_bytes(data.draw(_near_backup(good.read_bytes(), method)))
    target = folder.parent / "new.crestboard" if new else folder
    before, listed = _state(folder), shutil.copy(spoilt, folder / "backups" / "zz.crestboard-backup")
    try:
        for line in backups_of(folder):
            f"{line}".encode()
        needs_no_passphrase(spoilt)
        restore_board(target, spoilt, passphrase=PASSPHRASE).close()
        taken[kind] += 1
    except UserError as error:
        refusal(error)
        assert _state(folder) == before
        assert not new or not target.exists()
    finally:
        Path(listed).unlink()
        with suppress(FileNotFoundError):
            shutil.rmtree(folder.parent / "new.crestboard")
        for path in folder.glob("backups/*"):
            if path != good:
                path.unlink() if path.is_file() else shutil.rmtree(path)


@st.composite
def _near_backup(draw: st.DrawFn, whole: bytes, method: int) -> bytes:
    with zipfile.ZipFile(io.BytesIO(whole)) as pack:
        parts = {name: pack.read(name) for name in pack.namelist()}
    spoilt = draw(st.sampled_from(sorted(parts)))
    content = parts[spoilt]
    if draw(st.integers(0, 7)):
        parts[spoilt] = draw(near(json.loads(content)) if spoilt.endswith(".json") else scarred(content))
    elif draw(st.booleans()):
        del parts[spoilt]
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", method) as pack:
        for name, part in parts.items():
            pack.writestr(name, part)
        if draw(st.integers(0, 9)) == 0:
            pack.writestr(draw(st.sampled_from(["keys.json", "../x", "more"])), b"{}")
    data = made.getvalue()
    return draw(scarred(data)) if draw(st.integers(0, 5)) == 0 else data


@fuzzed("rules")
@given(data=st.data(), packed=st.booleans())
@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_rules(kind: str, tmp_path: Path, library: Library, data: st.DataObject, packed: bool) -> None:
    """Rules of somebody else's are read whole, or refused with the name of the file."""
    tried[kind] += 1
    texts = {name: text.encode() for name, text in {**library.rule_texts, **library.case_texts}.items()}
    for name in data.draw(st.lists(st.sampled_from(sorted(texts)), min_size=1, max_size=2)):
        texts[name] = data.draw(_near_toml(texts[name]))
    path = tmp_path / ("rules.zip" if packed else "rules")
    if packed:
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w") as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
            if data.draw(st.integers(0, 9)) == 0:
                archive.writestr(data.draw(st.sampled_from(["../x.toml", "/x.toml", "x.toml", "a\\b.toml"])), b"id = 1")
        whole = content.getvalue()
        path.write_bytes(data.draw(scarred(whole)) if data.draw(st.integers(0, 3)) == 0 else whole)
    else:
        shutil.rmtree(path, ignore_errors=True)
        for name, text in texts.items():
            (path / name).parent.mkdir(parents=True, exist_ok=True)
            (path / name).write_bytes(text)
    try:
        read_rules(path)
        taken[kind] += 1
    except UserError as error:
        refusal(error)


@fuzzed("templates")
@given(data=st.data())
def test_templates(kind: str, folder: Path, data: st.DataObject) -> None:
    """A template of somebody else's is taken whole and reads as it did, or refused, and the board stays as it is."""
    tried[kind] += 1
    texts = _library().shelf
    name = data.draw(st.sampled_from(["anbl1221", "cog-anbl1531", "follow-up-trials", "siopen-rapid-cojec"]))
    path = folder.parent / "spoilt.toml"
    path.write_bytes(data.draw(_near_toml((texts.text(name) or "").replace('title = "', 'title = "Our ', 1).encode())))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        library, before = board_library(board, _library()), own_templates(board)
        try:
            template = import_template(board, library, path)
            assert library.templates[template.id] == template
            TemplateDraft(tomllib.loads(library.shelf.text(template.id) or "")).template()
            withdraw_template(board, library, template.id)
            taken[kind] += 1
        except UserError as error:
            refusal(error)
            assert own_templates(board) == before


@st.composite
def _near_toml(draw: st.DrawFn, text: bytes) -> bytes:
    """A line lost, doubled, moved or with another value; or scarred bytes."""
    lines = text.split(b"\n")
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.integers(0, 5)):
            case 0:
                del lines[place]
                lines = lines or [b""]
            case 1:
                lines.insert(draw(st.integers(0, len(lines))), lines[place])
            case 2 | 3:
                key = lines[place].partition(b"=")[0]
                lines[place] = key + b"= " + json.dumps(draw(VALUES)).encode()
            case 4:
                lines[place] = draw(scarred(lines[place]))
            case _:
                lines[place] = draw(st.sampled_from([b"[", b"[[row]]", b"x = " + b"[" * 900, b"a" * 5_000, b"\xff"]))
    return b"\n".join(lines)


_FACTS = {"inrgss": "M", "inss": "4", "age_days": 400, "mycn": "amplified", "histology": "favourable", "mki": "low",
          "category": "neuroblastoma", "ploidy": "diploid", "dna_index": 1.25, "sca": "present", "loss_11q": False,
          "resection": "complete", "symptomatic": None}  # fmt: skip
_ASKED = {one.name: one for one in (*rules.COMMANDS, *response.COMMANDS)}
_DOCUMENTS: dict[str, Any] = {
    "assess": _FACTS,
    "histology": _FACTS,
    "stage": {"age_days": 400, "idrfs": [], "compartments": 1, "metastases": ["skin"], "marrow_percent": 3},
    "respond": {"criteria": "INRC-2017", "primary": {"grade": "PR"},
                "marrow": {"baseline_percent": 20, "now_percent": 4},
                "metastases": {"bone_score_baseline": 14, "bone_score_now": 5, "method": "curie", "new_lesion": False}},
    "score": {"curie": [0, 1, 2, 3, 0, 0, 0, 0, 0, 1], "baseline": {"curie": [3] * 10}, "mycn": "amplified"},
}  # fmt: skip


@pytest.fixture
def context(tmp_path: Path) -> Iterator[Context]:
    yield Context(out=io.StringIO(), err=io.StringIO(), library=_library, home=tmp_path)


@fuzzed("facts")
@given(data=st.data(), name=st.sampled_from(sorted(_DOCUMENTS)), as_json=st.booleans(), several=st.booleans())
def test_facts(
    kind: str, tmp_path: Path, context: Context, data: st.DataObject, name: str, as_json: bool, several: bool
) -> None:
    """What a script asks is answered or refused."""
    tried[kind] += 1
    path = tmp_path / "facts.json"
    document = [_DOCUMENTS[name]] * 2 if several else _DOCUMENTS[name]
    path.write_bytes(data.draw(near(document)))
    try:
        _ASKED[name].run(context, Namespace(facts=path, json=as_json, case=None, scheme=None))
        assert isinstance(context.out, io.StringIO)
        context.out.getvalue().encode()
        taken[kind] += 1
    except UserError as error:
        refusal(error)
