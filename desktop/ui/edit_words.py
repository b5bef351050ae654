"""What an edit did, in words, for the confirmation that offers to undo it."""

from __future__ import annotations

from desktop.clinical.case import Case
from desktop.clinical.editing import Field, Kind
from desktop.clinical.labels import Labels


def edit_words(labels: Labels, field: Field, before: Case, after: Case) -> str:
    """What an edit of one fact did: ``Changed MYCN to not amplified``, ``Changed date or laboratory of MYCN``."""
    name, answer = labels.name(field.name), field.read(after)
    if answer == field.read(before):
        return f"Changed date or laboratory of {name}"
    if field.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.CODES} and answer.is_known:
        return f"Changed {name}"
    kind = field.name if field.kind in {Kind.CODE, Kind.YES_NO} else ""
    return f"Changed {name} to {labels.answer(kind, answer)}"
