"""A page that is too full gives way in its order and loses nothing: facts in = facts on page 1 + facts in notes."""

from __future__ import annotations

import re
from collections.abc import Iterator
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
NUMBERS = re.compile(r"Qz\d{4}")


def _numbers(text: str) -> set[str]:
    """The facts of a page; a number is never torn apart, so line ends cannot hide one."""
    return set(NUMBERS.findall(text))


def _check(amount: Amount, paper: str, *, whole: bool = True) -> list[str]:
    """``whole``: all blocks stand on page 1, as they do where a page is full in some ways and not in all at once."""
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
    assert all(label in first for label in ("Question", "Biology", "Risk group", "Treatment"))
    if whole:
        assert announced == set(re.findall(r"note\s(\d+)", first))
        assert all(label in first for label in ("Missing, ranked", "Cannot change"))
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


@pytest.mark.parametrize("paper", ["a4", "letter"])
@pytest.mark.parametrize("amount", AMOUNTS.values(), ids=AMOUNTS)
def test_facts_in_are_facts_on_page_1_and_in_notes(amount: Amount, paper: str) -> None:
    _check(amount, paper)


@settings(deadline=None, max_examples=12, phases=[Phase.explicit, Phase.generate])
@given(
    amount=st.builds(
        Amount,
        name=st.integers(0, 120),
        question=st.integers(6, 300),
        comment=st.integers(6, 600),
        since=st.integers(1, 6),
        wish=st.integers(6, 600),
        idrfs=st.integers(0, 20),
        detail=st.integers(6, 60),
        differences=st.integers(0, 3),
        reason=st.integers(6, 160),
        schemes=st.integers(1, 5),
        sentences=st.integers(0, 3),
        decides=st.integers(0, 4),
        matters=st.integers(0, 14),
        cannot=st.integers(0, 12),
        resources=st.integers(6, 400),
        timeline=st.booleans(),
    ),
    paper=st.sampled_from(sorted(PAPERS)),
)
def test_so_it_is_for_whatever_is_recorded(amount: Amount, paper: str) -> None:
    # names, questions, schemes and contradictions at their longest all at once may need more than a page
    _check(amount, paper, whole=False)


def test_rows_give_way_in_their_order() -> None:
    """First resources and trials, then comments, then what changed; who, risk and family last."""
    assert _check(Amount(), "a4") == []
    order: list[str] = []
    for length in range(40, 1700, 90):
        given_way = _check(Amount(comment=length, since=2, resources=length), "a4")
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
