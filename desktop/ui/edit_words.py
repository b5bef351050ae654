"""What an edit did, in words: for the confirmation that offers to undo it, for the history and the name of the step."""

from __future__ import annotations

from dataclasses import replace

from desktop.clinical.case import Case
from desktop.clinical.editing import Field, Kind
from desktop.clinical.labels import Labels


def step_name(labels: Labels, field: Field, before: Case, after: Case) -> str:
    """What an edit of one fact is called: ``Change of MYCN``, ``Change of the date of MYCN``."""
    return f"Change of {_changed(labels, field, before, after)}"


def edit_words(labels: Labels, field: Field, before: Case, after: Case) -> str:
    """What an edit of one fact did: ``Changed MYCN to not amplified``, ``Changed the laboratory of MYCN``."""
    name, answer = _changed(labels, field, before, after), field.read(after)
    if name != _within(labels.name(field.name)):
        return f"Changed {name}"
    if field.kind in {Kind.TEXT, Kind.LONG_TEXT, Kind.CODES} and answer.is_known:
        return f"Changed {name}"
    kind = field.name if field.kind in {Kind.CODE, Kind.YES_NO} else ""
    return f"Changed {name} to {labels.answer(kind, answer)}"


def _changed(labels: Labels, field: Field, before: Case, after: Case) -> str:
    """The fact, or what of it was changed where its value or the reason for its silence stayed as it was."""
    name = _within(labels.name(field.name))
    if replace(field.read(before), on=None, where="") != replace(field.read(after), on=None, where=""):
        return name
    (day, place), (new_day, new_place) = field.origin(before), field.origin(after)
    parts = [word for word, one in (("date", day != new_day), ("laboratory", place != new_place)) if one]
    return f"the {' and '.join(parts)} of {name}" if parts else name


def _within(name: str) -> str:
    """A fact's name inside a sentence: ``question for the board``; what is written in capitals stays so: ``MYCN``."""
    return name[:1].lower() + name[1:] if name[1:2].islower() else name
