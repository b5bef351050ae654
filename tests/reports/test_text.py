"""Breaking lines: nothing wider than its column, nothing lost, nothing torn apart that belongs together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from page_content import FONTS
from pdf_reading import squeezed

from desktop.reports.fonts import Faces
from desktop.reports.phrases import Words, head, plain, silence, strong
from desktop.reports.style import BODY
from desktop.reports.text import cut_lines, joined, lines_of

FACES = Faces(FONTS)
TONES = st.sampled_from([plain, head, strong, silence])
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=["Cs"]), min_size=1, max_size=60)
WORDS = st.builds(lambda tone, text: tone(text), TONES, TEXTS)


@settings(deadline=None)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=4), min_size=1, max_size=4), st.floats(60, 500))
def test_every_line_fits_and_no_word_is_lost(phrases: list[list[Words]], width: float) -> None:
    paragraph = tuple(tuple(one) for one in phrases)
    lines = lines_of(FACES, paragraph, BODY, width)
    assert all(line.width <= width + 0.1 for line in lines)
    whole = " ".join("".join(words.text for words in phrase) for phrase in paragraph)
    shown = "".join(text for _, text in FACES.printable("".join(line.text for line in lines), BODY.cut))
    # unprintable blanks are white space too; all else is there in its order
    expected = "".join(text for _, text in FACES.printable(squeezed(whole), BODY.cut))
    assert squeezed(shown) == squeezed(expected)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("on 22 May 2026 at last", "22\u00a0May\u00a02026"),
        ("hearing loss above 4 kHz grade 3", "4\u00a0kHz"),
        ("Ferritin 412 ng/mL, raised", "412\u00a0ng/mL"),
        ("GFR 68 mL/min/1.73 m² in all", "68\u00a0mL/min/1.73\u00a0m²"),
        ("1.08 × own limit", "1.08\u00a0×\u00a0own limit"),
        ("5 induction cycles, then", "5\u00a0induction cycles"),
        ("behind by nine days now", "nine\u00a0days"),
        ("rows 3 m-rows and 2 go", "rows 3 m-rows and 2 go"),
        ("asked Dr Zz Example", "Dr\u00a0Zz"),
        ("marrow 3 % (was 40 %)", "3\u00a0% (was 40\u00a0%)"),
        ("NCI PDQ, Table 3", "Table\u00a03"),
        ("22 → 6", "22\u00a0→"),
        ("line\none\ttwo\u2028three", "line one two three"),
    ],
)
def test_what_belongs_together_is_joined(text: str, kept: str) -> None:
    assert kept in joined(text)


def test_a_silence_and_its_head_are_never_parted() -> None:
    paragraph = ((head("Hearing"), plain(" "), silence("not asked yet")),)
    for width in range(90, 200, 7):
        assert [line.text.count("Hearing") for line in lines_of(FACES, paragraph, BODY, width)] == [1]


def test_a_word_wider_than_its_column_is_broken_by_letters() -> None:
    lines = lines_of(FACES, ((plain("x" * 200),),), BODY, 100)
    assert len(lines) > 5
    assert "".join(line.text for line in lines) == "x" * 200


def test_a_cut_says_where_the_text_goes_on() -> None:
    lines = lines_of(FACES, ((plain("many words " * 40),),), BODY, 200)
    cut = cut_lines(FACES, lines, 2, "… p. 2, note 1", BODY, 200)
    assert len(cut) == 2
    assert cut[-1].text.endswith("… p.\u00a02, note\u00a01".replace(" ", "\u00a0"))
    assert cut[-1].width <= 200


def test_a_cut_falls_between_items() -> None:
    paragraph = (
        (head("VMA"), plain(" 8.1 units, 0.74 of the limit")),
        (head("HVA"), plain(" 16.2 units, 1.08 of the limit")),
        (head("LDH"), plain(" 285 units, 0.95 of the limit and more words")),
    )
    lines = lines_of(FACES, paragraph, BODY, 300)
    (cut,) = cut_lines(FACES, lines, 1, "… p. 2", BODY, 300)
    assert cut.text.replace("\u00a0", " ") == "VMA 8.1 units, 0.74 of the limit … p. 2", "not in the middle of HVA"
    one = lines_of(
        FACES, ((plain("first finding, second finding, third finding of several words and more " * 2),),), BODY, 250
    )
    (cut,) = cut_lines(FACES, one, 1, "… p. 2", BODY, 250)
    assert cut.text.replace("\u00a0", " ") == "first finding, second finding, … p. 2"
