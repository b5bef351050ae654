"""What kind of document a file's name tells of, by words that stand with the labels; a proposal and no more."""

from __future__ import annotations

import re

from desktop.clinical.labels import Labels
from desktop.clinical.vocabulary import AttachmentKind

_WORDS = "attachment_kind_names"


def kind_of(labels: Labels, name: str) -> AttachmentKind | None:
    """The one kind whose words stand in a file's name; None where none does, or words of several kinds."""
    said = set(re.findall(r"[^\W_]+", name.casefold()))
    told = labels.words[_WORDS]
    found = [kind for kind in AttachmentKind if said & set(str(told.get(kind, "")).split())]
    return found[0] if len(found) == 1 else None
