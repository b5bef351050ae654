"""A page that is too full gives way in its order and loses nothing: facts in = facts on page 1 + facts in notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import pypdfium2
import pytest
from crowded_content import Amount, crowded
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from page_content import FONTS
from pdf_reading import page_texts

from desktop.reports.style import PAPERS
from desktop.reports.summary import draw_summary

FULL = Amount(
    name=58, question=230, comment=600, since=5, wish=600, idrfs=20, detail=50, differences=2, reason=120, schemes=5,
    sentences=3, decides=4, matters=12, cannot=9, resources=300,
)  # fmt: skip
MOST = Amount(
    name=160, question=2000, asked=300, identity=400, comment=600, since=6, wish=2000, idrfs=20, detail=60,
    differences=6, contradicted=3, warnings=3, reason=160, schemes=5, open_on=90, sentences=5, decides=9, matters=30,
    cannot=20, resources=400,
)  # fmt: skip
"""More than any child's record, in everything at once."""
AMOUNTS = {
    "ordinary": Amount(),
    "long comments": Amount(comment=600),
    "long wishes": Amount(wish=600),
    "a long Spanish name": Amount(name=58, question=150),
    "an endless name": Amount(name=300),
    "twenty risk factors": Amount(idrfs=20),
    "everything": FULL,
    "nothing": Amount(name=0, question=6, comment=6, wish=6, idrfs=0, decides=0, matters=0, cannot=0, timeline=False),
    "much missing": Amount(decides=6, matters=30, cannot=20, comment=200),
    "many contradictions": Amount(differences=6, comment=200),
    "five schemes": Amount(schemes=5, sentences=3, comment=250, detail=45),
    "everything there is": MOST,
    "a name and words without end": replace(MOST, name=3000, question=20_000, wish=20_000, asked=5000, identity=5000),
    "rows already short": Amount(
        name=99,
        question=290,
        comment=157,
        since=1,
        wish=208,
        idrfs=8,
        detail=22,
        differences=3,
        reason=142,
        schemes=3,
        sentences=2,
        decides=4,
        matters=9,
        cannot=6,
        resources=230,
    ),
}
LABELS = (
    *("Question", "Since last time", "Diagnosis", "Stage", "Biology", "Risk group", "Treatment", "Response"),
    *("Imaging", "Pathology", "Fitness", "Child and family", "Resources, trials"),
    *("Missing, ranked", "Decides", "Matters", "Cannot change"),
)
NUMBERS = re.compile(r"Qz\d{4}")


def _numbers(text: str) -> set[str]:
    """The facts of a page; a number is never torn apart, so line ends cannot hide one."""
    return set(NUMBERS.findall(text))


def _check(amount: Amount, paper: str) -> list[str]:
    """Every block stands on page 1, every fact there or in a note, and every note is announced on page 1."""
    content, facts = crowded(amount)
    drawn = draw_summary(content, FONTS, paper)
    first, *others = page_texts(drawn.pdf)
    noted = _numbers("".join(others)) - _numbers(first)
    assert len(facts) == len(_numbers(first)) + len(noted), sorted(facts - _numbers(first) - noted)
    assert drawn.pages == 1 + len(others)
    # every note is announced, and only notes are
    announced = set(re.findall(r"note\s(\d+)", "".join([first, *others])))
    assert announced == set(re.findall(r"Note\s(\d+)", "".join(others)))
    assert len(announced) == len(drawn.continued)
    assert announced == set(re.findall(r"note\s(\d+)", first))
    assert [label for label in LABELS if label not in first] == []
    assert len(set(re.findall(r"ZZ \d, 2026", first))) == amount.schemes
    assert first.count("≠ Qz") == amount.differences + 2 * amount.contradicted
    decides = first.partition("Decides")[2].partition("Matters")[0]
    assert decides.count("☐") == amount.decides
    for number, text in enumerate([first, *others], 1):
        assert f"Page {number} of {drawn.pages}." in " ".join(text.split())
        assert "26-0117" in text
    _check_places(drawn.pdf, paper)
    return list(drawn.continued)


def _check_places(pdf: bytes, paper: str) -> None:
    """No text outside the margins, over the foot or over another text, and no glyph missing."""
    frame = PAPERS[paper]
    for text, boxes in _pages(pdf):
        assert "[U+" not in text
        for left, bottom, right, top in boxes:
            assert left >= frame.left - 1
            assert right <= frame.right + 1
            assert bottom >= frame.foot_baseline - 4
            assert top <= frame.top + 1
        for one, other in combinations(boxes, 2):
            across = min(one[2], other[2]) - max(one[0], other[0])
            down = min(one[3], other[3]) - max(one[1], other[1])
            assert not (across > 0.6 and down > 0.6), (one, other)


def _pages(pdf: bytes) -> Iterator[tuple[str, list[tuple[float, float, float, float]]]]:
    with pypdfium2.PdfDocument(pdf) as document:
        for number in range(len(document)):
            page = document[number].get_textpage()
            yield page.get_text_range(), [page.get_rect(one) for one in range(page.count_rects())]


@pytest.mark.sampled(4, 0)
@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("amount", AMOUNTS.values(), ids=AMOUNTS)
def test_facts_in_are_facts_on_page_1_and_in_notes(amount: Amount, paper: str) -> None:
    _check(amount, paper)


@settings(deadline=None, max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(
    amount=st.builds(
        Amount,
        name=st.integers(0, 160),
        question=st.integers(6, 2000),
        asked=st.integers(6, 300),
        identity=st.integers(0, 400),
        comment=st.integers(6, 600),
        since=st.integers(1, 6),
        wish=st.integers(6, 600),
        idrfs=st.integers(0, 20),
        detail=st.integers(6, 60),
        differences=st.integers(0, 6),
        contradicted=st.integers(0, 3),
        warnings=st.integers(0, 3),
        reason=st.integers(6, 160),
        schemes=st.integers(1, 5),
        open_on=st.integers(6, 90),
        sentences=st.integers(0, 5),
        decides=st.integers(0, 9),
        matters=st.integers(0, 14),
        cannot=st.integers(0, 12),
        resources=st.integers(6, 400),
        timeline=st.booleans(),
    ),
    paper=st.sampled_from(sorted(PAPERS)),
)
def test_so_it_is_for_whatever_is_recorded(amount: Amount, paper: str) -> None:
    _check(amount, paper)


def test_rows_give_way_in_their_order() -> None:
    """First resources and trials, then comments, then what changed; who, risk and family last."""
    assert _check(Amount(), "a4") == []
    order: list[str] = []
    for length in range(40, 1700, 90):
        # what went first comes back where a later cut freed enough for it: so much of it that it does not
        given_way = _check(Amount(comment=length, since=2, resources=length + 200), "a4")
        order += [label for label in given_way if label not in order]
    assert order[0] == "Resources, trials"
    assert set(order[1:5]) == {"Imaging", "Pathology", "Fitness", "Treatment"}
    assert order.index("Since last time") == 5


def test_what_must_stay_stays() -> None:
    content, _ = crowded(FULL)
    first = " ".join(page_texts(draw_summary(content, FONTS, "letter").pdf)[0].split())
    # IDRFs by their numbers, each contradiction in a line, what decides complete, the rest of a list counted
    assert "IDRF 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20" in first
    assert first.count("≠ Qz") == FULL.differences
    decides = first.partition("Decides")[2].partition("Matters")[0]
    assert decides.count("☐") == FULL.decides
    assert re.search(r"and \d+ more, p. \d, note \d+ Cannot change", first)
    assert first.count("PR Qz") == 4


def test_rows_that_share_one_are_named_with_their_notes() -> None:
    """The last step before what must stay gets shorter: one row names the rows that stand wholly in notes."""
    content, _ = crowded(replace(FULL, differences=4))
    drawn = draw_summary(content, FONTS, "letter")
    first, *others = (" ".join(text.split()) for text in page_texts(drawn.pdf))
    shared = first.partition("In notes")[2].partition("Missing, ranked")[0]
    named = re.findall(r"([A-Z][a-z, ]+) … p. (\d), note (\d+)", shared)
    assert [label.strip() for label, _, _ in named] == [
        *("Since last time", "Imaging", "Pathology", "Fitness", "Resources, trials"),
    ]
    for label, page, note in named:
        assert f"Note {note} {label.strip()}" in others[int(page) - 2]
    # notes are numbered in the order of reading
    numbers = [int(note) for note in re.findall(r"note (\d+)", first)]
    assert numbers == sorted(numbers)


@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_five_schemes_fit_an_ordinary_page_whole(paper: str) -> None:
    content, _ = crowded(Amount(schemes=5, sentences=2, open_on=14))
    drawn = draw_summary(content, FONTS, paper)
    assert (drawn.pages, drawn.continued) == (1, ())


def test_a_scheme_with_a_long_note_shortens_it_and_keeps_its_marks() -> None:
    content, facts = crowded(Amount(schemes=5, open_on=400))
    first, *others = page_texts(draw_summary(content, FONTS, "letter").pdf)
    assert facts == _numbers("".join([first, *others]))
    assert len(set(re.findall(r"ZZ \d, 2026", first))) == 5
    assert first.count("not high") == 1
