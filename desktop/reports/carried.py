"""The record out of a PDF that carries one, whoever made the file: read narrowly, or refused in one sentence.

A Crestboard document has one table of its contents, one attachment and plain streams. Whatever has another shape was
saved again by another program or made by one, and is refused before anything of it is unpacked: a small file that
unpacks to a huge one gets no further than a bound.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree
from zlib import decompressobj
from zlib import error as zlib_error

import pikepdf

from desktop.clinical.errors import UserError
from desktop.reports.archival import LEFT_OUT, NAMESPACE, RECORD_NAME, SEAL

MOST_PDF = 32 * 2**20
"""Bytes of a PDF that may carry a record."""

MOST_RECORD = 16 * 2**20
"""Bytes of a record, unpacked."""

_MOST_METADATA = 2**20
_PART, _MOST_PARTS = re.compile(r"[a-z][a-z0-9_-]{0,39}"), 20
_UNCHANGED = "nothing was changed"
_ASK = "ask the sender for the file as Crestboard wrote it, or for the record (.json)"
_TAIL = 2048
_LAST = re.compile(rb"startxref\s+(\d{1,10})\s+%%EOF\s*\Z")
_TRAILER = re.compile(rb"trailer\s*<<(.*)>>\s*\Z", re.DOTALL)


class CarriedError(UserError):
    """A PDF carries no record that can be read; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Found:
    """The record (empty: none) and the signature's text (empty: unsigned) of a PDF, as they stand in it.

    ``left_out`` are the parts that the record lacks as the document says itself, which proves nothing; None: it does
    not say.
    """

    record: bytes
    seal: str
    left_out: tuple[str, ...] | None


def read_carried(content: bytes) -> Found:
    """What a PDF carries.

    Raises CarriedError, one sentence, for every file that this program did not write; nothing of it is repeated.
    """
    if len(content) > MOST_PDF:
        raise CarriedError(f"The PDF has more than {MOST_PDF // 2**20} MB, which no document has; {_UNCHANGED}.")
    _refuse_other_shapes(content)
    try:
        with pikepdf.open(BytesIO(content), attempt_recovery=False, suppress_warnings=True) as pdf:
            if pdf.is_encrypted:
                raise _encrypted()
            told = _own_words(pdf)
            return Found(_record_of(pdf), told.get(SEAL, ""), _left_out(told.get(LEFT_OUT)))
    except CarriedError:
        raise
    except pikepdf.PasswordError:
        raise _encrypted() from None
    except (
        pikepdf.PdfError, ElementTree.ParseError, ArithmeticError, AttributeError, LookupError, NotImplementedError,
        RecursionError, RuntimeError, TypeError, ValueError,
    ):  # fmt: skip
        # what a damaged file can be is not for this program to list
        raise _unreadable() from None


def _refuse_other_shapes(content: bytes) -> None:
    """One table of contents at the end, in plain text, with nothing added to it later; nothing is unpacked for this."""
    last = _LAST.search(content[-_TAIL:])
    if last is None:
        raise _unreadable()
    start = int(last[1])
    table = content[start : len(content) - _TAIL + last.start() if len(content) > _TAIL else last.start()]
    trailer = _TRAILER.search(table)
    if not table.startswith(b"xref") or trailer is None:
        raise _saved_again()
    if any(word in trailer[1] for word in (b"/Prev", b"/XRefStm", b"#")):
        raise _saved_again()
    if b"/Encrypt" in trailer[1]:
        raise _encrypted()


def _record_of(pdf: pikepdf.Pdf) -> bytes:
    """The one attachment of our name; empty where there is no attachment at all."""
    names = pdf.Root.get("/Names")
    tree = names.get("/EmbeddedFiles") if isinstance(names, pikepdf.Dictionary) else None
    if tree is None:
        if "/AF" in pdf.Root:
            raise _not_ours()
        return b""
    pairs = tree.get("/Names")
    if not isinstance(pairs, pikepdf.Array) or "/Kids" in tree:
        raise _not_ours()
    if len(pairs) != 2:
        raise CarriedError(f"The PDF has {len(pairs) // 2} attachments where a document has one; {_UNCHANGED}, {_ASK}.")
    name, file = str(pairs[0]), pairs[1]
    if not isinstance(file, pikepdf.Dictionary) or {name, str(file.F), str(file.UF)} != {RECORD_NAME}:
        raise _not_ours()
    record = _unpacked(file.EF.F, MOST_RECORD)
    if not record:
        raise CarriedError(f"The record in the PDF is empty; {_UNCHANGED}, {_ASK}.")
    return record


def _own_words(pdf: pikepdf.Pdf) -> dict[str, str]:
    """The properties of our own in the metadata: the signature's text, what was left out. Each stands there once."""
    if "/Metadata" not in pdf.Root:
        return {}
    packet = _unpacked(pdf.Root.Metadata, _MOST_METADATA)
    if b"<!DOCTYPE" in packet or b"<!ENTITY" in packet:
        raise _unreadable()
    root, told = ElementTree.fromstring(packet), dict[str, str]()  # noqa: S314
    for name in (SEAL, LEFT_OUT):
        texts = [one.text or "" for one in root.iter(f"{{{NAMESPACE}}}{name}")]
        if len(texts) > 1:
            raise _unreadable()
        if texts:
            told[name] = texts[0]
    return told


def _left_out(words: str | None) -> tuple[str, ...] | None:
    """The parts that a document says it lacks; nothing else than a short list of codes is ever repeated."""
    if words is None:
        return None
    told = json.loads(words)
    if not isinstance(told, list) or len(told) > _MOST_PARTS:
        raise _unreadable()
    if not all(isinstance(one, str) and _PART.fullmatch(one) for one in told):
        raise _unreadable()
    return tuple(told)


def _unpacked(stream: object, most: int) -> bytes:
    """What a stream holds, never more than a bound; packed in the one way that this program packs, or not at all."""
    if not isinstance(stream, pikepdf.Stream):
        raise _unreadable()
    packing, raw = stream.get("/Filter"), stream.read_raw_bytes()
    if "/DecodeParms" in stream or packing not in (None, pikepdf.Name.FlateDecode):
        raise _saved_again()
    if packing is None:
        content = raw
    else:
        try:
            packed = decompressobj()
            content = packed.decompress(raw, most + 1)
        except zlib_error:
            raise _unreadable() from None
        if len(content) <= most and not packed.eof:
            raise _unreadable()
    if len(content) > most:
        raise CarriedError(f"What the PDF carries has more than {most // 2**20} MB, which no record has; {_UNCHANGED}.")
    return content


def _unreadable() -> CarriedError:
    return CarriedError(f"The PDF is damaged or is no whole PDF; {_UNCHANGED}, {_ASK}.")


def _saved_again() -> CarriedError:
    return CarriedError(f"The PDF was not written by Crestboard, or was saved again; {_UNCHANGED}, {_ASK}.")


def _not_ours() -> CarriedError:
    return CarriedError(f"What the PDF carries is not a record of Crestboard; {_UNCHANGED}, {_ASK}.")


def _encrypted() -> CarriedError:
    return CarriedError(f"The PDF is encrypted; {_UNCHANGED}, save it without a password first, or {_ASK}.")
