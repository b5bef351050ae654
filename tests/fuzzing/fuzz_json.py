"""JSON that is nearly what a file should hold: one value or another exchanged, lost or put in, or the bytes scarred."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from fuzz_tables import scarred
from hypothesis import strategies as st

# large sums of memory or passes are a denial that the files' own bounds must refuse, not a test's to carry out
_COUNTS = st.one_of(st.integers(-3, 300), st.sampled_from([2**31, -(2**63), 10**30]))
_WORDS = st.one_of(
    st.text(max_size=12),
    st.sampled_from(["", "\0", "\ud800", "x" * 9_000, "2026-01-01", "2026-01-01T10:00", "2026-01-01T10:00:00+00:00",
                     "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "00" * 16, "zz", "../x", "argon2id"]),
)  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.one_of(st.none(), st.booleans(), _COUNTS, st.floats(), _WORDS),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(_WORDS, inner, max_size=3)),
    max_leaves=4,
)
_ODD = st.sampled_from(
    [b"", b"\xff\xfe", b"null", b"[]", b"{}", b"[" * 100_000, b'{"a":' * 60_000, b"1e999", b"9" * 6_000, b"NaN", b"\0",
     b'{"last": "x", "last": 1}', b'"\\ud800"', b"\xef\xbb\xbf{}", b"PK\x03\x04"]
)  # fmt: skip


@st.composite
def changed(draw: st.DrawFn, document: Any) -> Any:
    """The document with a value or two, wherever they stand, gone, or another, or one that belongs elsewhere."""
    whole = deepcopy(document)
    for _ in range(draw(st.sampled_from([0, 1, 1, 1, 2]))):
        there = places(whole)
        if not there:
            return draw(VALUES)
        holder, key = draw(st.sampled_from(there))
        match draw(st.integers(0, 4)):
            case 0:
                del holder[key]
            case 1:
                elsewhere, other = draw(st.sampled_from(there))
                holder[key] = deepcopy(elsewhere[other])
            case _:
                holder[key] = draw(VALUES)
    return whole


def places(document: Any) -> list[tuple[Any, Any]]:
    """Every value in it, by what holds it and its key there."""
    if isinstance(document, dict):
        keys: list[Any] = list(document)
    elif isinstance(document, list):
        keys = list(range(len(document)))
    else:
        return []
    return [(document, key) for key in keys] + [place for key in keys for place in places(document[key])]


def near(document: Any) -> st.SearchStrategy[bytes]:
    """Bytes of a file near to this document: mostly JSON of the right kind, at times scarred, at times no JSON."""
    near_by = changed(document).map(lambda one: json.dumps(one).encode())
    spoilt = scarred(json.dumps(document).encode())
    return st.one_of(near_by, near_by, near_by, near_by, spoilt, _ODD)
