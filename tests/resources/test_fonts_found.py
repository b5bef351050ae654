"""The print fonts are where the program looks for them."""

from __future__ import annotations

from resources.fonts import find_fonts


def test_four_static_cuts_are_found() -> None:
    found = find_fonts()
    assert list(found) == ["regular", "semibold", "bold", "italic"]
    assert all(path.is_file() and path.read_bytes()[:4] == b"\x00\x01\x00\x00" for path in found.values())
