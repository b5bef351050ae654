"""Letters and signs as they are compared, with the way back to where they stand."""

from __future__ import annotations

import pytest

from desktop.clinical.plain_letters import plain_letters, without_accents


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("Zztest", "Zztest"), ("Mun\u0303oz, Muñoz", "Munoz, Munoz"), ("Weiß – Łukasz", "Weiss - Lukasz"),
        ("O’Zz\u00a0Ana\u2011Lena", "O'Zz Ana-Lena"), ("Quill\u00adfeather", "Quillfeather"), ("ǽ", "ae"),
        ("日本", "日本"),
    ],
)  # fmt: skip
def test_what_is_one_name_has_the_same_letters(text: str, plain: str) -> None:
    found = plain_letters(text)
    assert found.text == without_accents(text) == plain
    assert len(found.places) == len(plain)
    assert found.span(0, len(plain)) == (0, len(text))


def test_a_stretch_takes_the_accents_of_its_last_letter_along() -> None:
    text = "fuß mün\u0303 x"
    found = plain_letters(text)
    start = found.text.index("mun")
    assert text[slice(*found.span(start, start + 3))] == "mün\u0303"
