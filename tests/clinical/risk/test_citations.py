"""Sources as people read them: a place in brackets follows its source, and is no source of its own."""

from __future__ import annotations

from desktop.app import build_library


def test_no_source_is_parted_from_what_stands_in_brackets() -> None:
    cited = [row.cited.source for scheme in build_library().rules.schemes for row in scheme.rows]
    assert any("Twist 2019 (abstract) (to below 547 days); ANBL0532 (365-547 days" in one for one in cited)
    assert not any(", (" in one for one in cited)
