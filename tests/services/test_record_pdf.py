"""The record in a PDF: it goes out and comes back byte for byte, and any other file is refused in one sentence."""

from __future__ import annotations

import json
import random
import re
import shutil
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from builders import PASSPHRASE, full_case, small_case
from filled_case import filled_case
from pikepdf import Array, Dictionary, Name, String
from share import share

from db.ed25519 import new_signing_key
from desktop.app import build_library
from desktop.clinical.case import Case
from desktop.clinical.errors import UserError
from desktop.clinical.listing import CaseQuery
from desktop.reports.archival import Carried, with_carried
from desktop.reports.carried import MOST_RECORD
from desktop.services.boards import Board, open_board
from desktop.services.carrying import Carry, record_to_carry
from desktop.services.cases import get_case, new_case
from desktop.services.demo import make_demonstration
from desktop.services.library import Library
from desktop.services.listing import list_cases
from desktop.services.printing import Page, page_of
from desktop.services.receiving import look_at_record, receipt_of, receive_record
from desktop.services.record_files import export_record
from desktop.services.record_pdf import contents_of
from desktop.services.records import record_bytes, record_of
from desktop.services.sealing import make_signing_key
from desktop.services.seals import sign

TODAY = date(2026, 11, 26)
WHOLE = Carry(relatives=True, confidential=True)


@pytest.fixture(scope="module")
def library() -> Library:
    return build_library()


@pytest.fixture(scope="module")
def document(library: Library, empty_board: Path, tmp_path_factory: pytest.TempPathFactory) -> Page:
    """A signed page with the whole record of a child."""
    folder = Path(shutil.copytree(empty_board, tmp_path_factory.mktemp("issuer") / "zztest.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as board:
        make_signing_key(board)
        case = new_case(board, library, full_case())
        return page_of(board, library, case, today=TODAY, paper="a4", carry=WHOLE)


def _received(board: Board, library: Library, pdf: bytes, folder: Path) -> bytes:
    """Receive a PDF, and what the board then exports."""
    path, out = folder / "in.pdf", folder / "out.json"
    path.write_bytes(pdf)
    stored, _ = receive_record(board, library, path, today=TODAY)
    export_record(board, stored.id, out)
    return out.read_bytes()


def test_every_demonstration_child_comes_back_byte_for_byte(library: Library, board: Board, tmp_path: Path) -> None:
    with make_demonstration(tmp_path / "demo.crestboard", library) as demo:
        lines = list_cases(demo, CaseQuery()).lines
        assert len(lines) == 24
        for line in lines:
            case = get_case(demo, line.case_id)
            page = page_of(demo, library, case, today=TODAY, paper="a4", carry=WHOLE)
            sent = tmp_path / "sent.json"
            export_record(demo, case.id, sent)
            assert _received(board, library, page.pdf, tmp_path) == sent.read_bytes(), line.number


@pytest.mark.parametrize("seed", range(3))
def test_a_child_with_every_field_comes_back_byte_for_byte(
    library: Library, board: Board, tmp_path: Path, document: Page, seed: int
) -> None:
    case = filled_case(seed, gaps=False)
    carried = record_to_carry(library, case, [], WHOLE)
    assert carried.content == record_bytes(record_of(case))
    pdf = with_carried(document.pdf, Carried(record=carried.content, on=TODAY))
    assert _received(board, library, pdf, tmp_path) == carried.content


def test_relatives_and_what_is_confidential_stay_out_unless_they_are_chosen(library: Library) -> None:
    case = filled_case(7, gaps=False)
    secret = [
        (kind.table, field.name)
        for kind in library.record.kinds.values()
        for field in kind.fields
        if field.confidential
    ]
    private = [kind.table for kind in library.record.kinds.values() if kind.private]
    assert secret
    assert private == ["relatives"]
    less = json.loads(record_to_carry(library, case, [], Carry()).content)["case"]
    more = json.loads(record_to_carry(library, case, [], WHOLE).content)["case"]
    assert less["relatives"] == []
    assert more["relatives"]
    for table, name in secret:
        # never as "not asked", which would be untrue; and the same where it really was not asked
        told = {json.dumps(one[name], sort_keys=True) for one in less[table]}
        assert told == {json.dumps({"silence": "unknown_at_source", "where": "left out"}, sort_keys=True)}
        assert all("silence" not in str(one[name]) for one in more[table])
    only = json.loads(record_to_carry(library, case, [], Carry(relatives=True)).content)["case"]
    assert only["relatives"] == more["relatives"]
    assert only["family_situation"] == less["family_situation"] != more["family_situation"]


def test_what_was_left_out_is_said_and_stays_out(
    library: Library, board: Board, empty_board: Path, tmp_path: Path
) -> None:
    folder = Path(shutil.copytree(empty_board, tmp_path / "issuer.crestboard"))
    with open_board(folder, passphrase=PASSPHRASE) as issuer:
        make_signing_key(issuer)
        case = receive_of(issuer, library, record_bytes(record_of(filled_case(3, gaps=False))), tmp_path)
        page = page_of(issuer, library, case, today=TODAY, paper="a4", carry=Carry(confidential=True))
        (tmp_path / "in.pdf").write_bytes(page.pdf)
        assert look_at_record(issuer, library, tmp_path / "in.pdf", TODAY).known_signer
    stored, seen = receive_record(board, library, tmp_path / "in.pdf", today=TODAY)
    assert case.relatives
    assert stored.relatives == ()
    assert stored.family_situation == case.family_situation
    assert seen.signed_words == (
        "Signed by a board that this one does not know; the record is the one that was signed. "
        "Left out: entries on relatives."
    )


def receive_of(board: Board, library: Library, record: bytes, folder: Path) -> Case:
    """The case of a record, on a board."""
    (folder / "first.json").write_bytes(record)
    return receive_record(board, library, folder / "first.json", today=TODAY)[0]


def test_an_unsigned_one_is_received_and_said_to_be(
    library: Library, board: Board, document: Page, tmp_path: Path
) -> None:
    (tmp_path / "in.pdf").write_bytes(_carrying(document.pdf, record_bytes(record_of(small_case(4)))))
    _, seen = receive_record(board, library, tmp_path / "in.pdf", today=TODAY)
    unsigned = "The PDF is not signed: nothing shows whether its record was changed on its way."
    nobody = "the sender left out, and nobody here can tell: ask the sender."
    assert seen.signed_words == f"{unsigned} It does not say what {nobody}"
    told = record_to_carry(library, filled_case(3, gaps=False), [], Carry(relatives=True)).content
    (tmp_path / "in.pdf").write_bytes(_carrying(document.pdf, told))
    seen = look_at_record(board, library, tmp_path / "in.pdf", TODAY)
    assert seen.signed_words == f"{unsigned} Answers in it are marked as left out. It does not say what else {nobody}"


@pytest.mark.parametrize(
    ("carry", "told"),
    [
        (Carry(), "Left out, as it says itself, which proves nothing: entries on relatives and confidential items."),
        (WHOLE, "It says itself, which proves nothing, that nothing is left out."),
    ],
)
def test_what_an_unsigned_one_says_itself_of_what_was_left_out_is_told(
    library: Library, board: Board, board_folder: Path, tmp_path: Path, carry: Carry, told: str
) -> None:
    case = new_case(board, library, small_case(4))
    page = page_of(board, library, case, today=TODAY, paper="a4", carry=carry)
    assert page.seal is None, "a board without a key does not sign"
    (tmp_path / "in.pdf").write_bytes(page.pdf)
    seen = look_at_record(board, library, tmp_path / "in.pdf", TODAY)
    assert seen.signed_words.endswith(f" {told}")
    assert receipt_of(seen)["left_out"] == (None, list(carry.left_out))


def test_what_is_no_list_of_parts_is_refused(library: Library, board: Board, document: Page, tmp_path: Path) -> None:
    record = record_bytes(record_of(small_case(4)))
    path = tmp_path / "in.pdf"
    good = with_carried(document.pdf, Carried(record=record, on=TODAY, left_out=("zzzzzzzz",)))
    path.write_bytes(good)
    assert "proves nothing: zzzzzzzz." in look_at_record(board, library, path, TODAY).signed_words
    for wrong in (b'{"zzzz": 1}', b'["<Zztest>"]', b'["zzz", 345]', b"zzzzzzzzzzzz"):
        path.write_bytes(good.replace(b'["zzzzzzzz"]', wrong.ljust(12)))
        with pytest.raises(UserError, match="damaged"):
            look_at_record(board, library, path, TODAY)


# what is refused


def _carrying(pdf: bytes, record: bytes, seal: str = "") -> bytes:
    return with_carried(pdf, Carried(record=record, on=TODAY, seal=seal))


def _changed(pdf: bytes, change: Callable[[pikepdf.Pdf], None], **saving: object) -> bytes:
    with pikepdf.open(BytesIO(pdf)) as opened:
        change(opened)
        out = BytesIO()
        opened.save(out, **({"object_stream_mode": pikepdf.ObjectStreamMode.disable} | saving))  # type: ignore[arg-type]
        return out.getvalue()


def _without(opened: pikepdf.Pdf) -> None:
    del opened.Root.Names, opened.Root.AF


def _second(opened: pikepdf.Pdf) -> None:
    names = opened.Root.Names.EmbeddedFiles.Names
    names.append(String("second.json"))
    names.append(names[1])


def _renamed(opened: pikepdf.Pdf) -> None:
    file = opened.Root.Names.EmbeddedFiles.Names[1]
    file.F = file.UF = opened.Root.Names.EmbeddedFiles.Names[0] = String("invoice.json")


def _half_renamed(opened: pikepdf.Pdf) -> None:
    opened.Root.Names.EmbeddedFiles.Names[1].UF = String("invoice.json")


def _other_record(opened: pikepdf.Pdf) -> None:
    file = opened.Root.Names.EmbeddedFiles.Names[1].EF.F
    file.write(file.read_bytes().replace(b"Zztest", b"Zztesu"))


def _bomb(opened: pikepdf.Pdf) -> None:
    packed = zlib.compress(bytes(MOST_RECORD * 4), 9)
    opened.Root.Names.EmbeddedFiles.Names[1].EF.F.write(packed, filter=Name.FlateDecode)


def _twice_packed(opened: pikepdf.Pdf) -> None:
    packed = zlib.compress(zlib.compress(b"{}"))
    filters = Array([Name.FlateDecode, Name.FlateDecode])
    opened.Root.Names.EmbeddedFiles.Names[1].EF.F.write(packed, filter=filters)


def _with_metadata(pdf: bytes, content: bytes, **details: object) -> bytes:
    """Other metadata, under a name that the library leaves alone while it writes."""

    def exchange(opened: pikepdf.Pdf) -> None:
        del opened.Root.Metadata
        opened.Root.Metadatb = opened.make_stream(b"")
        opened.Root.Metadatb.write(content, **details)  # type: ignore[arg-type]

    return _keeps(pdf, exchange).replace(b"/Metadatb", b"/Metadata")


_BOMB = zlib.compress(bytes(2**24))
_ENTITIES = b"<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>"


def _tree(opened: pikepdf.Pdf) -> None:
    opened.Root.Names.EmbeddedFiles = Dictionary(Kids=Array([opened.Root.Names.EmbeddedFiles]))


def _in_a_circle(opened: pikepdf.Pdf) -> None:
    file = opened.Root.Names.EmbeddedFiles.Names[1]
    file.EF = Dictionary(F=file)


def _nothing(_opened: pikepdf.Pdf) -> None:
    """Only saved again."""


def _keeps(pdf: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    return _changed(pdf, change, compress_streams=False)


_LOCKED = pikepdf.Encryption(owner="zztest", user="zztest")
_HALF_LOCKED = pikepdf.Encryption(owner="zztest", user="")
_REFUSED: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "no attachment": (lambda pdf: _keeps(_unsealed(pdf), _without), "carries no record"),
    "two attachments": (lambda pdf: _keeps(pdf, _second), "has 2 attachments"),
    "another name": (lambda pdf: _keeps(pdf, _renamed), "is not a record of Crestboard"),
    "half another name": (lambda pdf: _keeps(pdf, _half_renamed), "is not a record of Crestboard"),
    "a tree of names": (lambda pdf: _keeps(pdf, _tree), "is not a record of Crestboard"),
    "a file in a circle": (lambda pdf: _keeps(pdf, _in_a_circle), "damaged or is no whole PDF"),
    "another record than was signed": (lambda pdf: _keeps(pdf, _other_record), "is not the one that was signed"),
    "the signed record is gone": (lambda pdf: _keeps(pdf, _without), "is not the one that was signed"),
    "a bomb": (lambda pdf: _keeps(pdf, _bomb), "has more than 16 MB"),
    "packed twice": (lambda pdf: _keeps(pdf, _twice_packed), "was saved again"),
    "a bomb in the metadata": (lambda pdf: _with_metadata(pdf, _BOMB, filter=Name.FlateDecode), "has more than 1 MB"),
    "entities": (lambda pdf: _with_metadata(pdf, _ENTITIES), "damaged or is no whole PDF"),
    "no format of ours": (lambda pdf: _carrying(pdf, b'{"format": "other"}'), 'does not say "format"'),
    "no JSON": (lambda pdf: _carrying(pdf, b"Zztest, Alpha"), "not JSON"),
    "a newer record": (
        lambda pdf: _carrying(pdf, b'{"format": "crestboard-record", "version": 2, "case": {}}'), "newer version",
    ),
    "a password": (lambda pdf: _changed(pdf, _nothing, encryption=_LOCKED), "is encrypted"),
    "a password for changes": (lambda pdf: _changed(pdf, _nothing, encryption=_HALF_LOCKED), "is encrypted"),
    "packed objects": (
        lambda pdf: _changed(pdf, _nothing, object_stream_mode=pikepdf.ObjectStreamMode.generate), "was saved again",
    ),
    "linearised": (lambda pdf: _changed(pdf, _nothing, linearize=True), "was saved again"),
    "added to": (lambda pdf: _added_to(pdf), "was saved again"),
    "cut off": (lambda pdf: pdf[:-900], "damaged or is no whole PDF"),
    "a head alone": (lambda pdf: pdf[:20], "damaged or is no whole PDF"),
    "too long": (lambda pdf: pdf + bytes(33 * 2**20), "has more than 32 MB"),
}  # fmt: skip


def _unsealed(pdf: bytes) -> bytes:
    return _carrying(pdf, contents_of(pdf).record)


def _added_to(pdf: bytes) -> bytes:
    start = int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])
    trailer = b"xref\n0 0\ntrailer\n<< /Size 9 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (start, len(pdf))
    return pdf + trailer


@pytest.mark.parametrize("kind", _REFUSED)
def test_a_changed_or_foreign_pdf_is_refused_in_one_sentence(
    library: Library, board: Board, document: Page, tmp_path: Path, kind: str
) -> None:
    make, words = _REFUSED[kind]
    (tmp_path / "in.pdf").write_bytes(make(document.pdf))
    before = board.database.last_entry()
    with pytest.raises(UserError, match=re.escape(words)) as refused:
        receive_record(board, library, tmp_path / "in.pdf", today=TODAY)
    told = str(refused.value)
    assert "\n" not in told
    assert "nothing was changed" in told
    assert not re.search("Zztest|/tmp|pikepdf|0x", told)
    assert board.database.last_entry() == before


def test_a_seal_of_somebody_else_is_refused(document: Page) -> None:
    """A signature that is moved to another record, and one in which a figure was changed."""
    found = contents_of(document.pdf)
    assert found.seal is not None
    with pytest.raises(UserError, match="not the one that was signed"):
        contents_of(_carrying(document.pdf, found.record.replace(b"Zztest", b"Zztesu"), found.seal.text))
    for was, now in ((":1}", ":2}"), ('"kind":"summary"', '"kind":"letter"'), ('"left_out":[]', '"left_out":["x"]')):
        if was in found.seal.text:
            with pytest.raises(UserError, match="damaged or was changed"):
                contents_of(_carrying(document.pdf, found.record, found.seal.text.replace(was, now, 1)))
    other = sign(new_signing_key(), kind="summary", version=1, facts="0" * 64, record=found.seal.record)
    assert contents_of(_carrying(document.pdf, found.record, other.text)).seal == other


# two thousand that nobody thought of

_HOW_MANY, _SHARE = 2000, 20


@pytest.mark.parametrize("part", range(4))
def test_mutated_files_are_refused_or_received_and_nothing_else(
    library: Library, empty_board: Path, document: Page, tmp_path: Path, part: int
) -> None:
    """By lot: bytes exchanged, lost, doubled; or a changed record put in whole. A traceback would fail this test."""
    folder = Path(shutil.copytree(empty_board, tmp_path / "zztest.crestboard"))
    path, refused = tmp_path / "in.pdf", 0
    with open_board(folder, passphrase=PASSPHRASE) as board:
        for seed in share(range(part * _HOW_MANY // 4, (part + 1) * _HOW_MANY // 4), _SHARE):
            path.write_bytes(_mutated(document.pdf, random.Random(seed)))
            before = board.database.last_entry()
            try:
                receive_record(board, library, path, today=TODAY)
            except UserError as error:
                refused += 1
                told = str(error)
                assert "\n" not in told, seed
                assert "Zztest, " not in told, seed
                assert board.database.last_entry() == before, seed
    assert refused


def _mutated(pdf: bytes, lot: random.Random) -> bytes:
    record = contents_of(pdf).record
    if lot.random() < 0.4:
        return _carrying(pdf, _scarred(record, lot))
    return _scarred(pdf, lot)


_WORDS = (b"/Names", b"/EF", b"/F ", b"stream", b"endobj", b"xref", b"/Length", b"obj", b'"case"', b'"id"')


def _scarred(content: bytes, lot: random.Random) -> bytes:
    made = bytearray(content)
    for _ in range(lot.choice([1, 1, 2, 8, 40])):
        at = lot.randrange(max(len(made), 1))
        match lot.randrange(5):
            case 0:
                made[at : at + 1] = bytes([lot.randrange(256)])
            case 1:
                del made[at : at + lot.choice([1, 2, 30, 4000])]
            case 2:
                made[at:at] = made[at : at + lot.choice([1, 20, 2000])]
            case 3:
                made[at : at + 4] = lot.choice([b"null", b"9999", b"/Nul", b"<<>>", b"[ ] ", b"-1 0", b'"\\u0'])
            case _:
                names = [
                    b"/Names",
                    b"/EF",
                    b"/F ",
                    b"stream",
                    b"endobj",
                    b"xref",
                    b"/Length",
                    b"obj",
                    b'"case"',
                    b'"id"',
                ]
                name = lot.choice(names)
                places = [one.start() for one in re.finditer(re.escape(name), made)]
                if places:
                    place = lot.choice(places)
                    made[place : place + len(name)] = lot.choice([b"", b"/Kids", b"1", name + name, b"%"])
        if not made:
            break
    return bytes(made)
