"""Whether a paper or a file is what this board gave out: by its code, or by the signature in the file."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from db.entities import DECISION_PARTS, ENTITIES, FOLLOW_THROUGH
from db.signing import SignedDocument
from desktop.clinical.dates import day_words
from desktop.clinical.document_code import read_code
from desktop.clinical.errors import UserError
from desktop.services.boards import Board
from desktop.services.last_decision import latest_confirmed, quoted_digest
from desktop.services.record_files import MOST_PDF, read_bounded
from desktop.services.record_pdf import contents_of
from desktop.services.sealing import facts_digest
from desktop.services.seals import Seal, SealError

if TYPE_CHECKING:
    from db.work import Work
    from desktop.clinical.case import Case

KINDS = {
    "summary": "summary",
    "de-identified-page": "de-identified summary",
    "de-identified-packet": "de-identified packet",
    "de-identified-large-print": "de-identified summary in large print",
    "de-identified-end-of-treatment": "de-identified end-of-treatment summary",
}
"""What kinds of signed documents are called in a sentence; others as they call themselves."""


class Verdict(StrEnum):
    """What is to be said of a document, best first. ``UNLISTED``: signed by this board's key and not in its register.
    ``ALTERED``: the signature is this board's, the file around it is not as it went out."""

    GENUINE = "genuine"
    SUPERSEDED = "superseded"
    UNKNOWN_SIGNER = "unknown_signer"
    UNLISTED = "unlisted"
    ALTERED = "altered"
    DAMAGED = "damaged"
    NOT_OURS = "not_ours"

    @property
    def holds(self) -> bool:
        """Whether it is a document of this board, as it went out."""
        return self in (Verdict.GENUINE, Verdict.SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """The verdict in one or two sentences; of a document of this board also its case, and when it went out.

    ``superseded`` is when a newer one went out or the facts changed. A case is named by its number and never by name.
    """

    verdict: Verdict
    sentence: str
    code: str = ""
    kind: str = ""
    case_number: int = 0
    issued: datetime | None = None
    issued_by: str = ""
    superseded: datetime | None = None


def check_code(board: Board, typed: str) -> Checked:
    """What the register says of a code that somebody typed or a reader of squares gave. Raises UserError if it is none.

    Of a paper this says only what the code is of: what is printed above it is to be compared with the case.
    """
    code = read_code(typed)
    if code is None:
        raise UserError(
            "That is no document code: one has 14 letters and figures, such as 7K3M-9QXT-2HFW-8N, and no I, L, O or U; "
            "compare it with the paper, character by character."
        )
    with board.database.read() as work:
        found = work.signing.find(code)
        if found is None:
            return Checked(
                verdict=Verdict.NOT_OURS, code=code,
                sentence=f"Not ours: no document of this board has the code {code}.",
            )  # fmt: skip
        return _listed(work, found)


def check_file(board: Board, path: Path) -> Checked:
    """Whether a PDF is a document of this board, byte for byte, and still the last of its kind.

    Raises UserError where there is no such file.
    """
    content = read_bounded(path, MOST_PDF)
    if b"%PDF-" not in content[:1024]:
        return Checked(verdict=Verdict.NOT_OURS, sentence="Not ours: the file is not a PDF.")
    try:
        seal = contents_of(content).seal
    except SealError as error:
        return Checked(verdict=Verdict.DAMAGED, sentence=f"Damaged: {_lower(str(error))}")
    except UserError as error:
        return Checked(verdict=Verdict.NOT_OURS, sentence=f"Not ours: {_lower(str(error))}")
    if seal is None:
        return Checked(verdict=Verdict.NOT_OURS, sentence="Not ours: the PDF has no signature of a board.")
    with board.database.read() as work:
        return _signed(work, seal, sha256(content).hexdigest())


def _signed(work: Work, seal: Seal, digest: str) -> Checked:
    found = work.signing.find(seal.code)
    if found is not None:
        if digest in _went_out(work, found):
            return _listed(work, found)
        sentence = (
            "Altered: the signature is of this board, and the file around it is not as it left the board; "
            f"rely on case {_number(work, found)} and not on this file."
        )
        return Checked(verdict=Verdict.ALTERED, sentence=sentence, code=seal.code, kind=seal.kind)
    if work.signing.has(seal.key):
        sentence = (
            "Signed with the key of this board, whose register does not have it: the board was put back to an earlier "
            "state, or the document never left it."
        )
        return Checked(verdict=Verdict.UNLISTED, sentence=sentence, code=seal.code, kind=seal.kind)
    inside = "; the record inside is the one that was signed" if seal.record else ""
    sentence = f"Signed by a board that this one does not know{inside}. What is printed is not covered by that."
    return Checked(verdict=Verdict.UNKNOWN_SIGNER, sentence=sentence, code=seal.code, kind=seal.kind)


def _went_out(work: Work, document: SignedDocument) -> set[object]:
    """The digests of all files that left the board with this code."""
    entries = (one for one in work.audit.entries(document.case_id) if one.entity == "print")
    told = [one.changes for one in entries]
    return {one["digest"][1] for one in told if one.get("code", (None, None))[1] == document.code}


def _listed(work: Work, document: SignedDocument) -> Checked:
    case = work.cases.get(document.case_id)
    kind = KINDS.get(document.kind, document.kind)
    what = f"{kind} of case {case.number}, issued on {_day(document.issued_at)} by {document.issued_by}"
    at, why = _superseded(work, document, case, kind)
    bin_words = " The case is in the bin." if case.deleted is not None else ""
    if at is None:
        verdict, sentence = Verdict.GENUINE, f"Genuine: {what}.{bin_words}"
    else:
        verdict = Verdict.SUPERSEDED
        sentence = f"Genuine, superseded on {_day(at)}: {what}; {why}.{bin_words}"
    return Checked(
        verdict=verdict, sentence=sentence, code=document.code, kind=document.kind, case_number=case.number,
        issued=document.issued_at, issued_by=document.issued_by, superseded=at,
    )  # fmt: skip


def _superseded(work: Work, document: SignedDocument, case: Case, kind: str) -> tuple[datetime | None, str]:
    """When and why a document is no longer the last word; the earliest of the reasons counts."""
    newer = [
        one.issued_at
        for one in work.signing.of(case.id)
        if one.kind == document.kind and _tells_other(one, document) and one.issued_at > document.issued_at
    ]
    found: list[tuple[datetime, str]] = [(min(newer), f"a newer {kind} was issued")] if newer else []
    found += _decided_since(work, document)
    if facts_digest(case) != document.facts:
        changed = work.signing.changed_after(document, ENTITIES)
        found.append((changed or case.changed_at or document.issued_at, "facts of the case were changed"))
    return min(found, default=(None, ""), key=lambda one: one[0])


def _tells_other(one: SignedDocument, other: SignedDocument) -> bool:
    """Whether two documents of a kind stand on other facts or decisions, as far as the register says."""
    known = one.decided is not None and other.decided is not None
    return one.facts != other.facts or (known and one.decided != other.decided)


def _decided_since(work: Work, document: SignedDocument) -> list[tuple[datetime, str]]:
    """When and why what a document quotes of the board's last decision is told differently now; empty where it is not.

    Of what went out before the register kept that, only what bears its own moment can be said.
    """
    latest = latest_confirmed(work, document.case_id) if document.decided != "" else None
    if document.decided == "" or document.decided == quoted_digest(latest):
        return []
    told: list[tuple[datetime, str]] = []
    if latest is not None:
        _, whole = latest
        at, issued = whole.decision.confirmed_at, document.issued_at
        if at is not None and at > issued:
            return [(at, "the board decided anew")]
        told += [(one.at, "the decision was amended") for one in whole.amendments if one.at > issued]
        confirmed = [one.confirmed_at for one in whole.amendments if one.confirmed_at is not None]
        told += [(one, "an amendment of the decision was confirmed") for one in confirmed if one > issued]
    if document.decided is None:
        return told
    if latest is not None:
        keys = [*(one.id for one in whole.follow_throughs), *(one.id for one in whole.actions)]
        followed = work.signing.changed_after(document, _FOLLOWED, keys) or work.signing.changed_after(
            document, _FOLLOWED
        )
        told += [(followed, "what became of the decision was told")] if followed is not None else []
    return told or [(document.issued_at, "what it tells of the decision is told differently now")]


_FOLLOWED = frozenset({FOLLOW_THROUGH.table, *(one.table for one in DECISION_PARTS)})


def _number(work: Work, document: SignedDocument) -> int:
    return work.cases.get(document.case_id).number


def _day(moment: datetime) -> str:
    return day_words(moment.astimezone().date())


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
