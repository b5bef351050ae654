"""Every character has a glyph, or is printed as its code point."""

from __future__ import annotations

import pytest
from page_content import FONTS

from desktop.reports.fonts import Cut, Faces


@pytest.fixture
def faces() -> Faces:
    return Faces(FONTS)


def test_known_letters_stay_in_their_cut(faces: Faces) -> None:
    assert faces.printable("Zażółć Ñandú ≥ 547 →", Cut.ITALIC) == [(Cut.ITALIC, "Zażółć Ñandú ≥ 547 →")]
    assert faces.missing == set()


def test_a_missing_glyph_is_shown_as_its_code_point(faces: Faces) -> None:
    assert faces.printable("田a☎", Cut.BOLD) == [(Cut.BOLD, "[U+7530]a[U+260E]")]
    assert faces.missing == {"U+7530", "U+260E"}


def test_italic_greek_falls_back_to_the_upright(faces: Faces) -> None:
    assert faces.printable("TGF-β", Cut.ITALIC) == [(Cut.ITALIC, "TGF-"), (Cut.REGULAR, "β")]


def test_text_is_composed_and_micro_signs_are_one(faces: Faces) -> None:
    assert faces.printable("Jose\u0301 21 \u03bcmol/L", Cut.REGULAR) == [(Cut.REGULAR, "José 21 \u00b5mol/L")]
    assert faces.printable("Ε\u03bc", Cut.REGULAR) == [(Cut.REGULAR, "Ε\u03bc")]


def test_control_characters_never_reach_the_page(faces: Faces) -> None:
    assert faces.printable("a\x00b\u202ec", Cut.REGULAR) == [(Cut.REGULAR, "a[U+0000]b[U+202E]c")]
