"""Which template a file of a centre is: its id tells that no program ships it, its version tells its contents.

Two centres may go on with the same template each in its own way. A version that carries the sum of its contents is the
same text wherever it lies, so that no plan is ever laid out by another one of the same name.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from hashlib import sha256
from uuid import uuid4

_OWN = re.compile(r"own-[a-z0-9-]+-[0-9a-f]{6}", re.ASCII)
_VERSION = re.compile(r"([1-9][0-9]{0,5})-([0-9a-f]{8})", re.ASCII)
_LONGEST = 40

Values = Mapping[str, object]


def is_own_id(template: str) -> bool:
    """Whether an id is one that a centre's own templates have; no shipped one does."""
    return _OWN.fullmatch(template) is not None


def new_id(title: str) -> str:
    """An id for a new template: its title in plain letters, and signs that no other centre's has."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode("ascii").casefold()
    words = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:_LONGEST].strip("-") or "template"
    return f"own-{words}-{uuid4().hex[:6]}"


def stamped(values: Values, template: str, number: int) -> dict[str, object]:
    """What the file says, with its id, and the version with that number and the sum of its contents."""
    named = {**values, "id": template}
    return {**named, "version": f"{number}-{_sum(named)}"}


def number_of(values: Values) -> int:
    """The number of an own version whose sum is that of its contents; 0 for any other file."""
    found = _VERSION.fullmatch(str(values.get("version")))
    if found is None or not is_own_id(str(values.get("id"))) or found[2] != _sum(values):
        return 0
    return int(found[1])


def number_words(version: str) -> str:
    """How people call an own version: its number. Any other version as it is."""
    found = _VERSION.fullmatch(version)
    return version if found is None else found[1]


def _sum(values: Values) -> str:
    told = {key: value for key, value in values.items() if key not in {"id", "version"}}
    text = json.dumps(told, ensure_ascii=False, sort_keys=True, default=str)
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
