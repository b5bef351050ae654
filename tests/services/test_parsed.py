"""Files by id: each is parsed once, and only when somebody asks for it."""

from __future__ import annotations

import pytest

from desktop.services.parsed import Parsed


def test_each_is_parsed_once_and_only_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def parse(name: str) -> str:
        asked.append(name)
        return name.upper()

    parsed = Parsed(["b", "a"], parse)
    assert (list(parsed), len(parsed), "a" in parsed, "c" in parsed) == (["b", "a"], 2, True, False)
    assert asked == []
    assert (parsed["a"], parsed["a"], parsed.get("c")) == ("A", "A", None)
    assert asked == ["a"]
    assert dict(parsed.items()) == {"b": "B", "a": "A"}
    assert asked == ["a", "b"]
    with pytest.raises(KeyError):
        parsed["c"]
