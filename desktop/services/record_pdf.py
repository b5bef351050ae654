"""What a PDF carries for machines, checked: the record and the signature over it."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.services.seals import Seal, read_seal, refuse_other_record


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfContents:
    """The record of a document (empty: none) and its signature, if it is signed.

    ``left_out`` are the parts that the record lacks: as they were signed, else as the document says itself; None where
    it does not say.
    """

    record: bytes
    seal: Seal | None
    left_out: tuple[str, ...] | None = None


def contents_of(content: bytes) -> PdfContents:
    """Record and signature of a PDF, the one checked by the other. Raises CarriedError or SealError, one sentence."""
    from desktop.reports.carried import read_carried  # heavy, and most records come as they are

    found = read_carried(content)
    seal = read_seal(found.seal) if found.seal else None
    if seal is not None:
        refuse_other_record(seal, found.record)
    return PdfContents(
        record=found.record, seal=seal, left_out=seal.left_out if seal is not None else found.left_out
    )  # fmt: skip
