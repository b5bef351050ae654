"""What a PDF carries for machines, checked: the record and the signature over it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.seals import Seal, read_seal, refuse_other_record


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfContents:
    """The record of a document (empty: none) and its signature, if it is signed."""

    record: bytes
    seal: Seal | None


def contents_of(content: bytes) -> PdfContents:
    """Record and signature of a PDF, the one checked by the other. Raises CarriedError or SealError, one sentence."""
    from desktop.reports.carried import read_carried  # heavy, and most records come as they are

    record, text = read_carried(content)
    seal = read_seal(text) if text else None
    if seal is not None:
        refuse_other_record(seal, record)
    return PdfContents(record=record, seal=seal)
